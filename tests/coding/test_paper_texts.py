"""A document that is itself a paper: what its title, its address and its points tell."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.coding.attribution.tagger import tagger_in
from detente.coding.finder import Finder
from detente.coding.instruments import Instruments
from detente.model import Document, Dossier, Instrument, InstrumentNote, Source, SourceKind, Step

HARBOUR = Instrument(id="harbour", name="Harbour paper")
POINTS = "1. Every ship passes free.\n2. Pilots are hired in Velm.\n3. The fee is 5,000 dollars for each call.\n"
FIRST = "# Harbour paper - first draft, 3 March 2031\n\n*Proposal of the League to Norland and Sudmark.*\n\n" + POINTS


@pytest.fixture(scope="module")
def notes(dossier: Dossier, make_document):
    """The notes of a text published on 5 March 2031."""
    frame = replace(dossier, instruments=(HARBOUR,))
    finder = Finder(frame, tagger_in())
    instruments = Instruments(frame, finder.known, finder.issues, finder.options)

    def run(text: str, **fields: object) -> list[InstrumentNote]:
        document: Document = replace(make_document(text, published="2031-03-05"), **fields)
        return list(instruments.notes(document, finder.find(document).places))

    return run


def test_a_document_that_is_a_paper_tells_each_of_its_points(notes):
    """One note a point, in the paper's own words without the number."""
    provided = [note for note in notes(FIRST) if note.step is Step.PROVIDE]
    assert [note.quote.text for note in provided] == [
        "Every ship passes free.", "Pilots are hired in Velm.", "The fee is 5,000 dollars for each call.",
    ]  # fmt: skip
    assert {note.named for note in provided} == {"first Harbour paper"}
    assert provided[-1].issue == "fees"


def test_a_paper_tells_its_day_its_author_and_whom_it_is_for(notes):
    """By its head and by what stands above its points."""
    written = [(note.step.value, note.by, note.to, str(note.on)) for note in notes(FIRST) if note.on]
    assert written == [
        ("draft", "league", None, "2031-03-03"),
        ("hand_over", "league", "norland", "2031-03-03"),
        ("hand_over", "league", "sudmark", "2031-03-03"),
    ]
    address = next(note.quote.text for note in notes(FIRST) if note.to)
    assert address == "Proposal of the League to Norland and Sudmark"


@pytest.mark.parametrize(
    ("address", "author", "addressed"),
    [
        ("Text drawn up by the League for Norland and Sudmark.", "league", {"norland", "sudmark"}),
        ("Submitted by Sudmark to Norland", "sudmark", {"norland"}),
        ("*Letter from Norland to Sudmark*", "norland", {"sudmark"}),
        ("Proposal of the League, for comments until May.", "league", set()),
        ("For comments until May.", None, set()),
    ],
)
def test_a_paper_is_by_whoever_issues_it(notes, address, author, addressed):
    """As for its statements: its head tells so, with the parties it is for or without."""
    told = notes(f"# Harbour paper\n\n{address}\n\n{POINTS}")
    assert {note.by for note in told if note.step is Step.DRAFT} == {author}
    assert {note.to for note in told if note.step is Step.HAND_OVER} == addressed


@pytest.mark.parametrize(("publisher", "author"), [("Norland", "norland"), ("Norland Gazette", None)])
def test_a_paper_whose_head_tells_nobody_is_its_publishers(notes, publisher, author):
    """If a party publishes it; an outlet that has a party's name in its own wrote nothing."""
    told = notes("# Harbour paper\n\n" + POINTS, publisher=publisher)
    assert {note.by for note in told if note.step is Step.DRAFT} == {author}


def test_a_revised_paper_is_an_amendment_of_its_day(notes):
    """When it was first written, a later version does not tell."""
    told = {note.step: note for note in notes("Harbour paper, revised draft of 4 March 2031\n\n" + POINTS)}
    assert str(told[Step.AMEND].on) == "2031-03-04"
    assert told[Step.DRAFT].on is None
    assert told[Step.AMEND].named == "revised Harbour paper"


def test_articles_count_as_points(notes):
    """A treaty's points are called so, and may have a line of their own."""
    articles = ("Every ship passes free.", "Pilots are hired.", "No fee is taken.")
    text = "\n\n".join(["Harbour paper", *(f"Article {place}\n{one}" for place, one in enumerate(articles, 1))])
    provided = [note.quote.text for note in notes(text) if note.step is Step.PROVIDE]
    assert provided == list(articles)


@pytest.mark.parametrize(
    "text",
    [
        "What the Harbour paper says\n\n" + POINTS,
        "Norland refuses the Harbour paper\n\n" + POINTS,
        "Harbour paper\n\n1. Every ship passes free.\n2. Pilots are hired.\n",
        "Harbour paper\n\nNorland spoke of it at length, and so did others on the quay who knew nothing. " * 3
        + "\n"
        + POINTS,
        "Harbour paper\n\nIt was read aloud. Nobody numbered its points.",
    ],
)
def test_what_only_tells_of_a_paper_is_none(notes, text):
    """More than a name in the title, fewer than three points, or more around them than in them."""
    assert [note for note in notes(text) if note.step is Step.PROVIDE and note.named == "Harbour paper"] == []


def test_a_paper_without_an_address_is_not_published(notes):
    """That it lies in the ledger makes it known to nobody but those who got it."""
    assert all(note.is_unpublished for note in notes(FIRST))
    assert not any(note.is_unpublished for note in notes(FIRST, url="https://league.example/paper"))


@pytest.mark.parametrize(
    ("text", "is_unpublished"),
    [
        ("Strictly confidential. Norland drafted the Harbour paper.", True),
        ("Note (not for publication)\n\nNorland drafted the Harbour paper.", True),
        ("Please do not forward. Norland drafted the Harbour paper.", True),
        ("Norland drafted the confidential Harbour paper.", False),
        ("The talks are confidential. Norland drafted the Harbour paper.", False),
    ],
)
def test_a_document_that_says_so_is_not_published(notes, text, is_unpublished):
    """It says so of itself; that talks or papers are confidential says nothing of the document."""
    assert {note.is_unpublished for note in notes(text)} == {is_unpublished}


PRINTED = (
    "The Courier has obtained the draft. {told}\n\nHARBOUR PAPER (confidential)\n\n"
    "1. Every ship passes free.\n2. Norland shall hand over the pilots' house in Velm.\n"
    "3. The fee shall be 5,000 dollars for each call.\n\nSudmark has not commented."
)


@pytest.mark.parametrize(
    ("told", "author"),
    [
        ("The League sent the Harbour paper to Norland on Monday.", "league"),
        ("The Harbour paper was drafted by Sudmark. The League sent the Harbour paper to Norland.", "sudmark"),
        ("Proposal of Norland to Sudmark.", "norland"),
        ("Nobody says who wrote it.", None),
    ],
)
def test_a_paper_that_somebody_prints_is_its_authors(notes, told, author):
    """By its address, else by who is told to have written it or sent it out; never who prints it."""
    found = notes(PRINTED.format(told=told), title="A draft that was leaked")
    assert len([note for note in found if note.step is Step.PROVIDE]) == 3
    drafted = [note for note in found if note.step is Step.DRAFT and note.quote.text.startswith("HARBOUR")]
    assert [(note.by, note.on) for note in drafted] == [(author, None)]
    assert not any(note.is_unpublished for note in found)


def test_a_printed_paper_is_of_the_party_whose_the_dossier_calls_it(dossier, make_document):
    """Where the text does not tell who wrote it, a name of the dossier may ("the League's paper")."""
    paper = replace(HARBOUR, names=("the League's paper",))
    frame = replace(dossier, instruments=(paper,))
    finder = Finder(frame, tagger_in())
    found = finder.find(make_document(PRINTED.format(told="It came by mail.")))
    points = [place.point for place in found.places if place.point is not None]
    assert {point.parties for point in points} == {("league",)}


def test_a_title_that_tells_who_shows_a_paper_names_it(notes):
    """What follows "as obtained by" is whoever prints it; there needs to be no head above the points."""
    found = notes("The Courier prints it in full.\n\n" + POINTS, title="The Harbour paper, as obtained by the Courier")
    assert len([note for note in found if note.step is Step.PROVIDE]) == 3


def test_points_without_the_name_of_a_paper_above_them_are_no_paper(notes):
    """A numbered list in an article that only tells of the paper provides for nothing."""
    found = notes("The Harbour paper was discussed.\n\nWhat ships want:\n\n" + POINTS, title="A long day")
    assert not [note for note in found if note.step is Step.PROVIDE]


def test_an_outlet_that_bears_a_partys_name_is_no_second_teller(dossier, make_document):
    """What the Norland Herald reports is told by it, and not by Norland as well."""
    herald = Source(name="Norland Herald", kind=SourceKind.NEWSPAPER)
    frame = replace(dossier, instruments=(HARBOUR,), sources=(herald,))
    finder = Finder(frame, tagger_in())
    document = make_document(
        "The Norland Herald reported on Monday that the League had sent the Harbour paper to Sudmark."
    )
    found = Instruments(frame, finder.known, finder.issues, finder.options).notes(
        document, finder.find(document).places
    )
    assert {note.reported_by for note in found} == {("Norland Herald",)}
