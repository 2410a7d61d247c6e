"""How far what a report tells through others is trusted: as far as the weakest of those it came through."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.ledger.grading import Grading, outlets_in
from detente.ledger.rows import GradeRow
from detente.model import Document, Grade, Imprint, Source
from detente.model.grades import weakest
from detente.model.outlets import NO_OUTLETS, Outlets

GRADES = st.builds(Grade, st.sampled_from("ABCDEF"), st.integers(1, 6))


def graded(*told: tuple[str, str]) -> list[GradeRow]:
    """What was graded, one after the other."""
    return [GradeRow(seq, source, None, grade, "so") for seq, (source, grade) in enumerate(told, start=1)]


@pytest.fixture
def printed(document: Document) -> Imprint:
    """A dispatch that Coastal Wire printed."""
    return replace(document, publisher="Coastal Wire")


@pytest.mark.parametrize(
    ("chain", "expected", "by"),
    [
        ((), "B2", ()),
        (("The Sound",), "D4", ("The Sound",)),
        (("The Sound", "Coastal Wire"), "D4", ("The Sound",)),
        (("a diplomat", "the SOUND", "The Mast"), "D5", ("the SOUND", "The Mast")),
        (("The Beacon",), "B2", ()),
        (("Nobody graded this",), "B2", ()),
    ],
)
def test_a_claim_is_graded_by_the_weakest_of_those_it_came_through(printed, chain, expected, by):
    """The printer B2; The Sound D4; The Mast C5; The Beacon A1: the worst letter and the worst digit hold."""
    rows = graded(("Coastal Wire", "B2"), ("The Sound", "D4"), ("The Mast", "C5"), ("The Beacon", "A1"))
    grade, graded_by = Grading(rows, NO_OUTLETS).of_told(printed, chain)
    assert (str(grade), graded_by) == (expected, by)


def test_a_trusted_source_in_an_ungraded_paper_cannot_be_judged(printed):
    """What nobody judged stands between; a doubted source is doubted all the same."""
    grading = Grading(graded(("The Beacon", "A1"), ("The Sound", "D4")), NO_OUTLETS)
    assert str(grading.of_told(printed, ("The Beacon",))[0]) == "F6"
    assert str(grading.of_told(printed, ("The Sound",))[0]) == "D4"


def test_a_source_has_its_grade_under_every_name_of_the_dossier(printed):
    """The Tribune is the Sable Tribune; the newest grade holds, under whichever name it was given."""
    outlets = Outlets(
        [Source(name="Sable Tribune", names=("the Tribune",)), Source(name="Wire", names=("Coastal Wire",))]
    )
    rows = graded(("Wire", "B2"), ("Sable Tribune", "C3"), ("the Tribune", "D4"))
    assert str(Grading(rows, outlets).of_document(printed)) == "B2"
    assert str(Grading(rows, outlets).of_told(printed, ("Tribune",))[0]) == "D4"


def test_a_dossier_that_can_no_longer_be_read_names_no_source():
    """An old ledger still opens."""
    assert outlets_in("no: dossier") is NO_OUTLETS


@given(st.lists(GRADES, min_size=1))
def test_no_link_is_more_trusted_than_the_chain_is_doubted(links):
    """A chain with a doubted link is doubted, and one without is not."""
    assert weakest(links).is_doubtful == any(each.is_doubtful for each in links)


@given(GRADES, GRADES, GRADES)
def test_the_order_of_the_links_does_not_matter(one, other, third):
    """The weakest of three is the same however they are taken."""
    assert weakest([one, other, third]) == weakest([third, weakest([other, one])])
