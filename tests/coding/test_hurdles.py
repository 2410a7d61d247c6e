"""What a deal has to pass at home: read from invented texts."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from detente.coding import vocabulary
from detente.coding.attribution.tagger import tagger_in
from detente.coding.finder import Finder
from detente.coding.hurdle_cues import find_hurdles
from detente.coding.hurdles import Hurdles
from detente.model import (
    Document,
    Dossier,
    HurdleKind,
    HurdleNote,
    Instrument,
    Issue,
    IssueId,
    Party,
    PartyId,
    PartyKind,
)

TUESDAY = "2031-03-11"
ENTRIES = [
    pytest.param(group, cue, id=f"{group['hurdle']}-{cue['cue']}")
    for group in vocabulary.load("hurdles")["group"]
    for cue in group["cues"]
]


@pytest.fixture(scope="module")
def notes(dossier: Dossier, make_document):
    """The notes of a text published on a Tuesday."""
    framed = replace(dossier, instruments=(Instrument(id="sound", name="Sound Charter"),))
    finder = Finder(framed, tagger_in())
    hurdles = Hurdles(framed, finder.actors, finder.issues, finder.options)

    def run(text: str, published: str | None = TUESDAY) -> list[HurdleNote]:
        document: Document = make_document(text, published=published)
        return list(hurdles.notes(document, finder.find(document).places))

    return run


def told(found: list[HurdleNote]) -> list[tuple[str, str, str | None, bool]]:
    """Party, kind, issue and whether it is still to come."""
    return [(one.party, one.hurdle.value, one.issue, one.is_expected) for one in found]


@pytest.mark.parametrize(("group", "cue"), ENTRIES)
def test_every_entry_has_an_example_that_tells_its_hurdle(group, cue):
    """An entry without an example, or with one in which another hurdle is read, is a mistake in the data."""
    example = cue["example"]
    assert vocabulary.any_of([cue["cue"]]).search(example)
    assert group["hurdle"] in {one.hurdle.value for one in find_hurdles(example, (0, len(example)))}


def test_no_entry_stands_twice_in_one_part_of_a_hurdle():
    """Two groups of one cue would let their order decide what it means."""
    counts = Counter(
        (group["hurdle"], group["part"], cue["cue"])
        for group in vocabulary.load("hurdles")["group"]
        for cue in group["cues"]
    )
    assert [entry for entry, count in counts.items() if count > 1] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # whose it is: named beside it, its body, in front of it or behind
        ("Norland's constitution forbids any fee.", [("norland", "constitution", "fees", False)]),
        ("The Norlandic constitution does not permit a fee.", [("norland", "constitution", "fees", False)]),
        ("A fee would breach the constitution of Sudmark.", [("sudmark", "constitution", "fees", False)]),
        ("A toll would be unlawful in Sudmark.", [("sudmark", "constitution", "fees", False)]),
        ("The treaty still needs ratification by the Norlandic parliament.", [("norland", "parliament", None, True)]),
        ("The Norlandic parliament voted down the Sound Charter.", [("norland", "parliament", None, False)]),
        # whose it is: the subject, its own, the one whose view is told
        ("Sudmark would put the fee to a referendum.", [("sudmark", "referendum", "fees", True)]),
        ("Norland will sign no treaty before its election.", [("norland", "election", None, True)]),
        ("Brandt promised a referendum on pilots.", [("sudmark", "referendum", "passage", True)]),
        ("For Norland, such a fee would violate the constitution.", [("norland", "constitution", "fees", False)]),
        ("Norland promised Sudmark a referendum on the fee.", [("norland", "referendum", "fees", True)]),
        ("Norland wants Sudmark to hold a referendum on the fee.", [("sudmark", "referendum", "fees", True)]),
        ("“Our parliament must ratify the treaty,” Solberg said.", [("norland", "parliament", None, True)]),
        ("Sudmark said that parliament must approve the fee.", [("sudmark", "parliament", "fees", True)]),
        # in a clause that hangs on another
        (
            "Sudmark sees a surrender of the strait in it, which its constitution does not allow.",
            [("sudmark", "constitution", "passage", False)],
        ),
        (
            "Norland and Sudmark must ratify the treaty.",
            [("norland", "parliament", None, True), ("sudmark", "parliament", None, True)],
        ),
        (
            "Brandt floated a referendum or an election on the fee.",
            [("sudmark", "referendum", "fees", True), ("sudmark", "election", "fees", True)],
        ),
        (
            "A constitutional amendment would be required before Sudmark could give up the strait.",
            [("sudmark", "constitution", "passage", True)],
        ),
        (
            "Brandt faces an election in May and has no room for a concession on the fee.",
            [("sudmark", "election", "fees", True)],
        ),
        ("Solberg said she would ask parliament to back the treaty.", [("norland", "parliament", None, True)]),
        # courts and voters
        ("Norland's supreme court must rule on the fee.", [("norland", "court", "fees", True)]),
        ("The Sudmarker constitutional court struck down the toll.", [("sudmark", "court", "fees", False)]),
        ("Polls show that most Norlandic voters oppose pilots.", [("norland", "opinion", "passage", False)]),
        ("Sudmark could hardly take a toll, which is hard to sell at home.", [("sudmark", "opinion", "fees", False)]),
        ("Elections cannot be held in Norland before the truce.", [("norland", "election", None, False)]),
        # carried over from the sentence before
        (
            "Sudmark wants free passage. A vote for pilots would be unpopular.",
            [("sudmark", "opinion", "passage", True)],
        ),
        ("Norland likes the fee. But its constitution forbids it.", [("norland", "constitution", "fees", False)]),
    ],
)
def test_a_hurdle_is_read_with_whose_it_is_and_what_it_touches(notes, text, expected):
    """Party, kind, issue, and whether it is announced or demanded, or there already."""
    assert told(notes(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Norland's ruling party won the election.",
        "Norland held an election in March.",
        "Norland's parliament approved the budget.",
        "The Sudmarker parliament must pass the budget before the talks on a treaty go on.",
        "Norland's constitution forbids a third term.",
        "Norland's constitution does not forbid a fee.",
        "The treaty does not need to be ratified by Norland.",
        "No referendum on the fee is needed in Sudmark.",
        "Norland ruled out holding a referendum on the fee.",
        "Norland's parliament ratified the treaty.",
        "The blockade of the strait is unlawful in open waters.",
        "A fee would need a referendum.",
        "Brandt spoke in parliament about the fee.",
        "After the election Norland came back to the fee.",
        "Polls show Brandt ahead.",
        "Must the parliament of Norland ratify the treaty?",
        "# Norland's parliament must ratify the treaty",
        "The Norlandic opposition leader won the election on a promise to scrap the fee.",
        "Norland accused Sudmark of breaking the treaty before the elections.",
        "Solberg told parliament that she would back the treaty.",
        "Norland blocked a plan in the harbour union's parliament.",
        "Norland threatens to call off the referendum on the treaty.",
        "The public should know what the treaty says, Norland insists, against Sudmark's wish.",
        "The strait was closed before the Sudmarker election, and no ship can pass.",
        "Solberg leads in the polls and rejects the fee.",
        "Norland requires the fee to be paid under its constitution.",
        "The port's constitution is sound, and Norland forbids any fee.",
    ],
)
def test_what_is_no_hurdle_of_a_party_gives_no_note(notes, text):
    """News without a deal, what is taken back or done, questions, headings, and hurdles that are nobody's."""
    assert told(notes(text)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The members of Sudmark have rejected the Sound Charter by 58 to 42 per cent.",
            [("sudmark", "referendum", None, False)],
        ),
        ("Sudmark's members vote on the fee until 20 March.", [("sudmark", "referendum", "fees", True)]),
        ("The members have rejected the fee.", []),
        ("The members of Sudmark have not rejected the fee.", []),
    ],
)
def test_members_who_vote_are_a_hurdle_of_the_body_named_beside_them(notes, text, expected):
    """How many voted which way tells no issue."""
    assert told(notes(text)) == expected


def test_a_partys_name_tells_no_issue(dossier, make_document):
    """A Crane Guild that refuses a text does not make a vote on it one about cranes."""
    guild = Party(id=PartyId("guild"), name="Crane Guild", kind=PartyKind.UNION)
    cranes = Issue(id=IssueId("cranes"), name="Cranes", terms=("crane", "cranes"))
    framed = replace(dossier, parties=(*dossier.parties, guild), issues=(*dossier.issues, cranes))
    finder = Finder(framed, tagger_in())
    hurdles = Hurdles(framed, finder.actors, finder.issues, finder.options)
    document = make_document("Sudmark puts the draft to a referendum; the Crane Guild has rejected it.")
    assert told(list(hurdles.notes(document, finder.find(document).places))) == [("sudmark", "referendum", None, True)]


def test_what_was_decided_long_ago_is_no_hurdle(notes):
    """What lies more than five years back is history, as it is of meetings."""
    assert notes("In 2019 Norland's parliament threw out the fee.") == []
    assert len(notes("In 2029 Norland's parliament threw out the fee.")) == 1


def test_the_quote_is_the_clause_that_tells_it(notes):
    """The characters of the text, without what hangs over at the edges."""
    text = "Norland wants a fee, but Sudmark's constitution forbids it; talks go on."
    [note] = notes(text)
    assert note.quote.text == "Sudmark's constitution forbids it"
    assert text[note.quote.start : note.quote.end] == note.quote.text


def test_who_reports_it_is_kept(notes):
    """The outlets and unnamed tellers stand between the party and the document."""
    [note] = notes("Sudmark will put the fee to a referendum, Coastal Wire reported, citing unnamed officials.")
    assert "Coastal Wire" in note.reported_by


def test_the_option_it_touches_is_told_where_the_words_name_one(notes):
    """Free passage, and not passage alone."""
    [note] = notes("Norland's constitution forbids free passage to every ship.")
    assert (note.issue, note.option) == ("passage", "free")


def test_what_a_vote_waits_for_is_not_what_it_touches(notes):
    """The condition of a referendum is not what the referendum is about."""
    [note] = notes("Brandt would hold a referendum on the treaty only if the fees fall.")
    assert (note.hurdle.value, note.issue) == ("referendum", None)


@pytest.mark.parametrize(
    ("text", "published", "on"),
    [
        ("Norland will hold a referendum on the fee in May 2031.", TUESDAY, "2031-05"),
        ("Norland will hold a referendum on the fee on 20 March.", TUESDAY, "2031-03-20"),
        ("Norland's members vote on the fee until 20 March.", TUESDAY, "2031-03-11/2031-03-20"),
        ("Norland's parliament voted down the treaty on Monday.", TUESDAY, "2031-03-10"),
        ("Norland said on Monday that it would hold a referendum on the fee.", TUESDAY, None),
        ("Norland said on Monday that its constitution forbids a fee.", TUESDAY, None),
        ("Norland's parliament voted down the treaty on Monday.", None, None),
    ],
)
def test_the_day_is_that_of_the_hurdle_and_not_of_the_telling(notes, text, published, on):
    """A day to come is read from that of publication, until a day as some time up to it; what only stands has none."""
    [note] = notes(text, published)
    assert (None if note.on is None else str(note.on)) == on


def test_an_issue_about_votes_at_home_is_never_what_a_hurdle_touches(dossier, make_document):
    """A dossier may hold the hurdles themselves as an issue; a referendum does not stand in its own way."""
    own = Issue(id=IssueId("home"), name="Ratification at home", terms=("referendum", "constitution"))
    framed = replace(dossier, issues=(own, *dossier.issues))
    finder = Finder(framed, tagger_in())
    document = make_document("Sudmark will hold a referendum on the fee.", published=TUESDAY)
    [note] = Hurdles(framed, finder.actors, finder.issues, finder.options).notes(document, finder.find(document).places)
    assert note.issue == "fees"


def test_no_rule_knows_a_partys_name(dossier, make_document):
    """With names and parties exchanged the notes are exchanged."""
    text = "Norland's parliament must ratify the treaty. Sudmark would put the fee to a referendum."
    swapped = text.replace("Norland", "@").replace("Sudmark", "Norland").replace("@", "Sudmark")
    finder = Finder(dossier, tagger_in())
    hurdles = Hurdles(dossier, finder.actors, finder.issues, finder.options)

    def read(words: str) -> list[tuple[str, str, str | None, bool]]:
        document = make_document(words, published=TUESDAY)
        return told(list(hurdles.notes(document, finder.find(document).places)))

    other = {"norland": "sudmark", "sudmark": "norland"}
    assert read(swapped) == [(other[party], *rest) for party, *rest in read(text)]


def test_a_party_without_relatives_in_the_text_owns_nothing(make_document):
    """A dossier whose parties the text does not name gives no note."""
    party = Party(id=PartyId("ost"), name="Ostmark", kind=PartyKind.STATE)
    frame = Dossier(id="d", title="D", parties=(party,), issues=(Issue(id=IssueId("fees"), name="Fees"),))
    finder = Finder(frame, tagger_in())
    document = make_document("Norland's parliament must ratify the treaty.", published=TUESDAY)
    assert (
        list(Hurdles(frame, finder.actors, finder.issues, finder.options).notes(document, finder.find(document).places))
        == []
    )


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("The Norlandic assembly and the Sudmarker senate must ratify the fee deal.", ["norland", "sudmark"]),
        ("The fee deal needs ratification by Norland's assembly and by Sudmark's senate.", ["norland", "sudmark"]),
        ("The Norlandic proposal and the Sudmarker senate must ratify the fee deal.", ["sudmark"]),
        ("The Norlandic assembly must ratify the fee deal, which Sudmark has signed.", ["norland"]),
    ],
)
def test_bodies_of_two_parties_are_a_hurdle_of_each(notes, text, parties):
    """Where both are named as such bodies and joined; what is no such body is none."""
    assert sorted(note.party for note in notes(text) if note.hurdle is HurdleKind.PARLIAMENT) == parties
