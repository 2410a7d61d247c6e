"""Whose words a sentence is where the form of a document tells it: speakers' labels and quoted e-mails."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.coding import Coder, explain
from detente.coding.labels import label_at
from detente.coding.mails import UNKNOWN_AUTHOR
from detente.model import Dossier
from detente.reading import read_bytes


@pytest.fixture(scope="module")
def coder(dossier: Dossier) -> Coder:
    """A coder for the strait talks."""
    return Coder(dossier)


@pytest.fixture(scope="module")
def told(coder, make_document):
    """What a text is coded into: party, speaker and words of each statement."""

    def tell(text, **fields):
        document = replace(make_document(text), title=None, **fields)
        return {(one.quote.text, one.party, one.speaker) for one in coder.code(document).statements}

    return tell


@pytest.mark.parametrize(
    ("paragraph", "words", "bracket"),
    [
        ("Q: Will you pay?", "Q", ""),
        ("A. We insist.", "A", ""),
        ("**A:** We insist.", "A", ""),
        ("Q2: And then?", "Q", ""),
        ("IS: We insist.", "IS", ""),
        ("Ingrid Solberg: We insist.", "Ingrid Solberg", ""),
        ("Prime Minister Ingrid Solberg: We insist.", "Prime Minister Ingrid Solberg", ""),
        ("Norland's foreign minister: We insist.", "Norland's foreign minister", ""),
        ("Mara Lind (Norland): We insist.", "Mara Lind", "Norland"),
        ("**Ingrid Solberg**: We insist.", "Ingrid Solberg", ""),
        ("**Ingrid Solberg:** We insist.", "Ingrid Solberg", ""),
        ("__Vik__ We insist.", "Vik", ""),
    ],
)
def test_a_label_is_read_in_every_form(paragraph, words, bracket):
    """Letters, initials, names with or without title, a party in brackets, mark-up before or behind the colon."""
    label = label_at(paragraph, (0, len(paragraph)))
    assert label is not None
    assert (label.words, label.bracket) == (words, bracket)


@pytest.mark.parametrize(
    "paragraph",
    [
        "We insist: no fee.",
        "But one thing is clear: we insist.",
        "At 10:30 they met.",
        "A fee is due.",
        "Q is a letter.",
    ],
)
def test_a_sentence_with_a_colon_begins_with_no_label(paragraph):
    """What is no name and no office names no speaker."""
    assert label_at(paragraph, (0, len(paragraph))) is None


OPENING = "Sudmark has called pilots unacceptable. Coastal Wire spoke to Ingrid Solberg in her office.\n\n"


@pytest.mark.parametrize(
    ("ask", "answer"), [("Q:", "A:"), ("Q.", "A."), ("**Q:**", "**A:**"), ("Question:", "Answer:")]
)
def test_answers_are_those_of_whom_the_interview_is_with(told, ask, answer):
    """Questions and answers without names: "we" is the one whom the opening names, across paragraphs."""
    text = (
        f"{OPENING}{ask} Sudmark rejects any fee. What do you say to Brandt?\n\n"
        f"{answer} We insist on a fee of 300 crowns.\n\nWe will never accept free passage.\n\n"
        f"{ask} You reject free passage.\n\n{answer} We insist on pilots on every ship.\n"
    )
    found = told(text)
    assert {
        ("We insist on a fee of 300 crowns", "norland", "Ingrid Solberg"),
        ("We will never accept free passage", "norland", "Ingrid Solberg"),
        ("We insist on pilots on every ship", "norland", "Ingrid Solberg"),
    } <= found
    assert not any("You reject" in quote for quote, _, _ in found)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Ingrid Solberg", "Emil Brandt"),
        ("Prime Minister Solberg", "President Brandt"),
        ("SOLBERG", "BRANDT"),
        ("IS", "EB"),
        ("Solberg (Norland)", "Brandt (Sudmark)"),
        ("**Ingrid Solberg**", "**Emil Brandt**"),
    ],
)
def test_each_label_begins_another_turn(told, first, second):
    """In a transcript each one's "we" is their own party."""
    text = (
        "Ingrid Solberg and Emil Brandt met on the radio.\n\n"
        f"{first}: We insist on a fee of 300 crowns.\n\n{second}: We reject any fee.\n\n"
        f"Moderator: You want a fee, and you will not accept free passage.\n\n{second}: We demand free passage.\n"
    )
    assert told(text) == {
        ("We insist on a fee of 300 crowns", "norland", "Ingrid Solberg"),
        ("We reject any fee", "sudmark", "Emil Brandt"),
        ("We demand free passage", "sudmark", "Emil Brandt"),
    }


def test_somebody_whom_the_opening_introduces_speaks_for_the_party_named_beside(told):
    """A negotiator whom the dossier does not know, by full name and by surname; the outlet asks."""
    text = (
        "Coastal Wire talked to Mara Lind, Norland's chief negotiator, after the Sudmarker delegation had left.\n\n"
        "Coastal Wire: Sudmark says it cannot pay. Is that final?\nMara Lind: We demand a fee of 300 crowns.\n"
        "Coastal Wire: You reject free passage.\nLind: We reject free passage.\n"
    )
    found = told(text)
    assert ("We demand a fee of 300 crowns", "norland", "Mara Lind") in found
    assert ("We reject free passage", "norland", "Mara Lind") in found
    assert not any("You reject" in quote for quote, _, _ in found)


def test_somebody_of_no_party_speaks_for_none(told):
    """The "we" of an unknown guest falls to nobody who was named before."""
    text = (
        "Sudmark rejects any fee.\n\nInterviewer: What do you think?\n\n"
        "Mara Lind: We want a fee of 300 crowns.\n\nWe insist on pilots.\n"
    )
    assert told(text) == {("Sudmark rejects any fee", "sudmark", None)}


def test_whoever_speaks_is_never_meant_by_they(told):
    """Behind a question about another party, "they" is not the one who answers."""
    text = (
        f"{OPENING}Q: Sudmark rejects any fee. Is it dead?\n\nA: We insist on a fee of 300 crowns.\n\n"
        "They reject pilots.\n"
    )
    assert {party for quote, party, _ in told(text) if "reject pilots" in quote} <= {"sudmark"}


def test_a_list_of_who_wants_what_is_no_transcript(told):
    """A party's name before a colon is no speaker where nobody says "we" or "I"."""
    found = told("Norland: Insists on a fee, and says “we want pilots”.\n\nSudmark: Rejects any fee, as before.\n")
    whose = {(party, "Rejects" in quote, speaker) for quote, party, speaker in found}
    assert whose == {("norland", False, None), ("sudmark", True, None)}


def test_what_an_e_mail_quotes_is_its_writers(told):
    """Lines behind "... wrote:" are those of the one named, also where they are quoted twice or wrapped."""
    text = (
        "Norland insists on a fee of 300 crowns.\n\nOn Monday Emil Brandt wrote:\n> We reject any fee in the strait.\n"
        ">\n> On Sun, 2 Mar 2031 at 10:02, Ingrid Solberg <is@norland.example> wrote:\n"
        ">> We will not accept free passage through the strait, whatever is offered\n"
        ">> for it, and we insist on pilots.\n"
    )
    found = told(text)
    assert ("We reject any fee in the strait", "sudmark", "Emil Brandt") in found
    assert {(party, speaker) for quote, party, speaker in found if "free passage" in quote} == {
        ("norland", "Ingrid Solberg")
    }


def test_an_e_mail_is_its_senders(coder):
    """The "we" of a letter is the party of the person who sends it."""
    mail = (
        b"From: Ingrid Solberg <is@norland.example>\nTo: desk@wire.example\nDate: Thu, 6 Mar 2031 22:14:05 +0200\n"
        b"Subject: The strait\n\nSudmark rejects any fee. We insist on a fee of 300 crowns.\n"
    )
    statements = coder.code(read_bytes(mail, "letter.txt")).statements
    assert [(one.party, one.reported_by) for one in statements] == [("sudmark", ("Ingrid Solberg",)), ("norland", ())]


def test_what_nobody_is_named_to_have_written_is_left_and_listed(coder, make_document):
    """Quoted lines without an author are no words of the sender's, and the reason is told."""
    document = make_document("Norland insists on a fee.\n\nsomebody@post.example wrote:\n\n> We demand free passage.\n")
    coding = coder.code(document)
    assert [one.party for one in coding.statements] == ["norland"]
    left = list(explain(document, coding))[-1]
    assert [(document.text[slice(*one.span)], one.reason) for one in left.dropped] == [
        ("We demand free passage.", UNKNOWN_AUTHOR)
    ]


def test_a_block_quotation_of_markdown_is_read_as_before(told):
    """A pull quote is text like any other."""
    text = "Norland and Sudmark met.\n\n> Sudmark rejects any fee.\n"
    assert told(text, media_type="text/markdown") == {("Sudmark rejects any fee", "sudmark", None)}


BOLD = """Coastal Wire spoke to Ingrid Solberg in her office.

**What do you want from Sudmark?**

We insist on a fee of 300 crowns.

**They call that unacceptable. Is it your last word?**

We will never accept free passage.

**And the pilots?**

We insist on pilots on every ship.
"""


def test_answers_to_questions_in_bold_are_those_of_whom_the_interview_is_with(told):
    """As newspapers set them: bold paragraphs, most of them questions, without the name of who asks."""
    assert told(BOLD) == {
        ("We insist on a fee of 300 crowns", "norland", "Ingrid Solberg"),
        ("We will never accept free passage", "norland", "Ingrid Solberg"),
        ("We insist on pilots on every ship", "norland", "Ingrid Solberg"),
    }


def test_headings_in_bold_that_ask_nothing_part_no_turns(told):
    """Then nobody is told to speak."""
    assert not any(speaker for _, _, speaker in told(BOLD.replace("?**", "**")))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("[11.08.31, 07:12] Ingrid: ", "[11.08.31, 07:15] Emil: "),
        ("07:12 - Solberg: ", "07:15 - Brandt: "),
        ("(2031-08-11 7.12) Tom A (Norland): ", "(2031-08-11 7.15) Zoe (Sudmark): "),
    ],
)
def test_lines_of_a_chat_are_those_of_who_writes_them(told, first, second):
    """Each line with a time before a name is another turn; a first name is enough where only one person has it."""
    found = told(f"{first}we insist on a fee of 300 crowns\n{second}we reject any fee\n")
    assert {(quote, party) for quote, party, _ in found} == {
        ("we insist on a fee of 300 crowns", "norland"),
        ("we reject any fee", "sudmark"),
    }
