"""Papers that parties issue themselves, alone or together: whose words they are, and what their points do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.coding import Coder, explain
from detente.coding.issuing import HEAD
from detente.model import Dossier, Instrument, Party, PartyId, PartyKind


@pytest.fixture(scope="module")
def coder(dossier: Dossier) -> Coder:
    """A coder for the strait talks, with two unions of pilots."""
    unions = tuple(
        Party(id=PartyId(name.lower()), name=f"{name} Pilots", kind=PartyKind.UNION, names=(f"the {name}",))
        for name in ("Eastern", "Western")
    )
    return Coder(replace(dossier, parties=(*dossier.parties, *unions)))


@pytest.fixture(scope="module")
def told(coder, make_document):
    """What a text is coded into: party, issue, act, and option or number."""

    def tell(text, title=None, **fields):
        document = replace(make_document(text), title=title, **fields)
        return {
            (one.party, one.issue, one.act.value, one.option or (one.value and one.value.low))
            for one in coder.code(document).statements
        }

    return tell


def test_we_are_the_party_that_publishes_the_text(told):
    """A bulletin speaks for its publisher, whom it need not name."""
    text = "Sudmark wants ships to pass for nothing. We insist on a fee of 300 crowns.\n"
    assert ("norland", "fees", "demand", 300) in told(text, publisher="Norland")


def test_a_publisher_may_have_more_words_than_the_partys_name(told):
    """The secretariat of the Maritime League is the League; one word of a name is too little."""
    assert ("league", "fees", "demand", 300) in told(
        "We insist on a fee of 300 crowns.\n", publisher="Secretariat of the Maritime League"
    )


@pytest.mark.parametrize("publisher", ["Norlandic government", "The Government of Norland"])
def test_a_partys_government_publishes_for_it(told, publisher):
    """A body that is the party itself may stand beside a name of one word."""
    assert ("norland", "fees", "demand", 300) in told("We insist on a fee of 300 crowns.\n", publisher=publisher)


@pytest.mark.parametrize("publisher", ["Norland Gazette", "Coastal Wire"])
def test_an_outlet_that_a_party_gives_its_name_is_no_party(told, publisher):
    """Only a publisher called as the party itself speaks for it."""
    assert not any(party == "norland" for party, *_ in told("We insist on a fee of 300 crowns.\n", publisher=publisher))


@pytest.mark.parametrize("title", ["Statement by the Norlandic government", "Press release of Norland, 10 March"])
def test_we_are_the_party_that_the_head_tells_to_issue_the_text(told, title):
    """Of a statement, a press release, a letter."""
    assert ("norland", "fees", "demand", 300) in told("We insist on a fee of 300 crowns.\n", title=title)


@pytest.mark.parametrize("title", ["Sudmark rejects statement by Norland", "Statement by Norland surprises Sudmark"])
def test_a_headline_on_a_statement_issues_none(told, title):
    """A paper's head begins with what it is, and tells nothing else."""
    assert told("We insist on a fee of 300 crowns.\n", title=title) == set()


def test_what_another_party_is_told_to_want_stays_its_own(told):
    """The issuer's words on others are not what the issuer wants."""
    found = told("Sudmark demands free passage. It demands a fee of 100 crowns.\n", publisher="Norland")
    assert not any(party == "norland" for party, *_ in found)


DRAFT = """{head}

1. Ships pay a fee of 300 crowns for the transit.

2. Every ship passes without a pilot.

3. The text is signed in June.
"""


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("*Proposal of the Maritime League, first draft*", None),
        ("STRAIT PAPER - Non-paper of the Maritime League - 3 March", None),
        ("Confidential.", "Strait paper (draft of the Maritime League)"),
        ("Second version.", "Strait paper (draft no. 2 of the Maritime League, 5 May)"),
    ],
)
def test_who_writes_a_draft_proposes_its_points(told, head, title):
    """Those that name an issue with an option or a number; the head itself proposes nothing."""
    assert told(DRAFT.format(head=head), title=title) == {
        ("league", "fees", "propose", 300),
        ("league", "passage", "propose", "free"),
    }


@pytest.mark.parametrize("mark", ["{n}) ", "({n}) ", "({letter}) ", "Article {n}: ", "§ {n} ", "- ", "• "])
def test_a_point_may_have_any_mark(told, mark):
    """A number, a letter, a word with a number, or a bullet; with brackets or without."""
    points = ("Ships pay a fee of 300 crowns for the transit.", "Every ship passes without a pilot.")
    text = "\n\n".join(mark.format(n=n, letter="ab"[n - 1]) + point for n, point in enumerate(points, 1))
    assert told(f"Proposal of the Maritime League, first draft.\n\n{text}\n") == {
        ("league", "fees", "propose", 300),
        ("league", "passage", "propose", "free"),
    }


def test_a_sentence_on_an_article_is_no_point(told):
    """Behind the number of a point its words begin anew."""
    text = (
        "Proposal of the Maritime League, first draft.\n\nArticle 4 on a fee of 300 crowns for the transit is gone.\n"
    )
    assert not any(act == "propose" for _, _, act, _ in told(text))


def test_points_that_nobody_is_told_to_issue_are_nobodys(told):
    """A list in an ordinary text tells no position."""
    assert told(DRAFT.format(head="What is on the table:")) == set()


JOINT = """Joint statement of Norland and Sudmark

Under the chair of the Maritime League, Norland and Sudmark met for the last time.

The parties agreed on a fee of 300 crowns.

Every ship passes without a pilot.

They further agreed to meet again in May at 14.30.
"""


def test_who_issues_a_joint_statement_accepts_what_it_provides(told):
    """Those are "the parties", and not who chaired; what stands in it without an act is agreed too."""
    found = told(JOINT)
    for party in ("norland", "sudmark"):
        assert (party, "fees", "accept", 300) in found
        assert (party, "passage", "accept", "free") in found
    assert not any(party == "league" for party, *_ in found)


def test_an_article_on_a_joint_statement_is_none(told):
    """Where no joint paper begins, "the parties" are nobody in particular."""
    text = "The talks ended at noon.\n\nEvery ship passes without a pilot, as before.\n"
    assert told(text, title="No joint statement after talks") == set()


@pytest.mark.parametrize("subject", ["The unions", "Both unions", "The two unions"])
def test_a_plural_names_every_party_of_its_kind(told, subject):
    """With a number only if there are as many."""
    found = told(f"{subject} rejected a fee of 300 crowns on Monday.\n")
    assert {(party, act) for party, _, act, _ in found} == {("eastern", "reject"), ("western", "reject")}


@pytest.mark.parametrize("subject", ["The three unions", "Unions elsewhere"])
def test_a_plural_of_others_names_none(told, subject):
    """Three are not the two that the dossier knows."""
    assert told(f"{subject} rejected a fee of 300 crowns on Monday.\n") == set()


def test_a_papers_head_is_left_with_its_reason(coder, make_document):
    """Nothing is dropped in silence."""
    head = "Proposal of the Maritime League, for comments until May."
    document = replace(make_document(DRAFT.format(head=head)), title=None)
    first = next(explain(document, coder.code(document)))
    assert [one.reason for one in first.dropped] == [HEAD]


def test_what_a_printed_draft_provides_for_is_proposed_by_who_wrote_it(dossier, make_document):
    """A party that shall do something there says nothing; where nobody is told to have written it, nobody proposes."""
    frame = replace(dossier, instruments=(Instrument(id="harbour", name="Harbour paper"),))
    points = "1. A fee of 300 crowns shall be paid.\n2. Norland shall accept free passage.\n3. It lasts a year.\n"
    coded = {
        (one.party, one.issue, one.act.value)
        for lead in ("The League sent the Harbour paper to Norland.", "It came by mail.")
        for one in Coder(frame).code(make_document(f"{lead}\n\nHARBOUR PAPER\n\n{points}")).statements
    }
    assert coded == {("league", "fees", "propose"), ("league", "passage", "propose")}
