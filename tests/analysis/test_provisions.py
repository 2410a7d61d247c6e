"""How far a provision is agreed, and what is told of one version of a paper and not of another."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.analysis import instruments, matrix
from detente.analysis.provisions import ProvisionStatus, provision_status
from detente.analysis.versions import unversioned, version_changes, version_of, versions
from detente.model import (
    Dossier,
    Edtf,
    Instrument,
    InstrumentNote,
    Issue,
    IssueId,
    NoteEntry,
    Option,
    OptionId,
    Party,
    PartyId,
    PartyKind,
    Quote,
    Step,
)

KINDS = {"norland": PartyKind.STATE, "sudmark": PartyKind.STATE, "league": PartyKind.MEDIATOR}
OPTIONS = tuple(Option(id=OptionId(name), name=name.title(), text=name) for name in ("free", "piloted"))
FRAME = Dossier(
    id="d",
    title="D",
    parties=tuple(Party(id=PartyId(name), name=name.title(), kind=kind) for name, kind in KINDS.items()),
    issues=(Issue(id=IssueId("passage"), name="Passage", options=OPTIONS), Issue(id=IssueId("fees"), name="Fees")),
    instruments=(Instrument(id="harbour", name="Harbour paper"),),
)
FREE = {"issue": "passage", "option": "free"}
N, S = {"by": "norland"}, {"by": "sudmark"}
DRAFT, TO_S = ("draft", N), ("hand_over", {**N, "to": "sudmark"})
SIGNED = [("sign", N), ("sign", S)]


def noted(told: list[tuple[str, dict[str, object]]]) -> list[NoteEntry]:
    """The notes of a paper, one passage after the other; each step with its fields and the day it was published."""
    return [_noted(10 * place, Step(step), dict(fields)) for place, (step, fields) in enumerate(told)]


def _noted(start: int, step: Step, fields: dict[str, object]) -> NoteEntry:
    published = Edtf(str(fields.pop("published", "2031-03-10")))
    named = {"instrument": "harbour", "named": "Harbour paper", "quote": Quote(start, start + 5, "words")} | fields
    note = InstrumentNote(doc="doc-a", step=step, **named)
    return NoteEntry(note=note, published=published, recorded_at=datetime(2031, 6, 1, tzinfo=UTC))


# what was told of the paper, what the parties said of free passage -> how far that provision is agreed
CASES = {
    "signed by both": ([DRAFT, TO_S, *SIGNED, ("provide", FREE)], {}, "agreed"),
    "signed, then refused": ([DRAFT, TO_S, *SIGNED, ("refuse", S), ("provide", FREE)], {}, "one_side_only"),
    "both want it, no text agreed": (
        [DRAFT, TO_S, ("provide", FREE)], {"norland": "propose", "sudmark": "accept"}, "policy_agreed",
    ),
    "one of them only on a condition": (
        [DRAFT, TO_S, ("provide", FREE)], {"norland": "propose", "sudmark": "condition"}, "one_side_only",
    ),
    "one of them is silent": ([DRAFT, TO_S, ("provide", FREE)], {"norland": "propose"}, "one_side_only"),
    "a mediator's wish does not count, and its text is no side's": (
        [("draft", {"by": "league"}), ("provide", FREE)], {"league": "propose"}, "not_told",
    ),
    "told by one side, written by both": (
        [DRAFT, ("draft", S), ("provide", {**FREE, **N})], {}, "one_side_only",
    ),
    "written by both, told by nobody": ([DRAFT, ("draft", S), ("provide", FREE)], {}, "not_told"),
    "no option is told": (
        [DRAFT, TO_S, ("provide", {"issue": "passage"})], {"norland": "propose", "sudmark": "accept"}, "one_side_only",
    ),
    "missing": ([DRAFT, *SIGNED, ("lack", FREE)], {}, "missing"),
    "unsatisfactory": ([DRAFT, ("criticise", {**FREE, **S})], {}, "unsatisfactory"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_how_far_a_provision_is_agreed(case, say):
    """By the stage of its text first, then by where the parties stand, then by whose it is."""
    told, stands, expected = CASES[case]
    said = [say("2031-03-01", act, party=party, option="free", doc=party) for party, act in stands.items()]
    [found] = instruments(noted(told), FRAME)
    [provision] = (*found.provisions, *found.wanting)
    status = provision_status(provision, found, matrix(said, FRAME), FRAME)
    assert status.value == expected
    assert status.words
    assert status.why


def test_a_stage_that_one_party_alone_tells_makes_nothing_agreed():
    """What one side calls agreed is its account."""
    claim = {"reported_by": ("Norland",)}
    told = [(step, fields | claim) for step, fields in (("agree", {}), ("draft", N), ("draft", S))]
    [found] = instruments(noted([*told, ("provide", FREE)]), FRAME)
    assert found.claimed_by == "norland"
    assert provision_status(found.provisions[0], found, matrix([], FRAME), FRAME) is ProvisionStatus.UNTOLD


def versions_of(told: list[tuple[str, dict[str, object]]]):
    """The versions of the paper that these notes name."""
    notes = noted(told)
    [found] = instruments(notes, FRAME)
    return versions(found, {each.id: each for each in notes}, FRAME)


def test_an_issue_with_other_numbers_is_not_told_alike():
    """A fee of 5 and one of 6 are two provisions; words without numbers are one where their issue is."""
    five, six = Quote(70, 80, "a fee of 5"), Quote(80, 90, "a fee of 6")
    fee = {"issue": "fees"}
    told = versions_of(
        [
            ("provide", {"named": "first harbour paper", "quote": five, **fee}),
            ("provide", {"named": "revised harbour paper", "quote": six, **fee}),
        ]
    )
    [found] = instruments(
        noted([("provide", {"quote": five, **fee, "published": "2031-03-01"}), ("provide", {"quote": six, **fee})]),
        FRAME,
    )
    assert [(one.words, str(one.since)) for one in found.provisions] == [("a fee of 6", "2031-03-10")]
    [change] = version_changes(told)
    assert ([one.words for one in change.only_older], change.of_both) == (["a fee of 5"], ())


def test_what_is_told_of_one_version_stands_beside_what_is_told_of_the_next():
    """A note without a version belongs to none of them."""
    first, revised = {"named": "first harbour paper"}, {"named": "revised harbour paper"}
    fees = {"issue": "fees"}
    told = versions_of(
        [
            ("provide", revised | FREE), ("lack", revised | fees), ("provide", first | FREE),
            ("provide", first | {"issue": "passage", "option": "piloted"}), ("provide", fees),
        ]
    )  # fmt: skip
    assert [each.name for each in told] == ["first", "revised"]
    [change] = version_changes(told)
    assert [(each.step, each.option) for each in change.only_older] == [(Step.PROVIDE, "piloted")]
    assert [(each.step, each.issue) for each in change.only_newer] == [(Step.LACK, "fees")]
    assert [(each.step, each.option) for each in change.of_both] == [(Step.PROVIDE, "free")]


def test_one_version_alone_changes_nothing():
    """And none at all neither."""
    assert version_changes(versions_of([("provide", {"named": "revised harbour paper", **FREE})])) == ()
    assert versions_of([("provide", FREE)]) == ()


@pytest.mark.parametrize(
    ("names", "order"),
    [
        (["final", "second", "first"], ["first", "second", "final"]),
        (["revised", "original"], ["original", "revised"]),
        (["third", "initial", "second"], ["initial", "second", "third"]),
    ],
)
def test_versions_stand_in_the_order_their_names_tell(names, order):
    """Whenever they were told."""
    told = [("mention", {"named": f"{name} harbour paper"}) for name in names]
    assert [each.name for each in versions_of(told)] == order


def test_versions_whose_names_tell_no_order_stand_by_when_they_were_told():
    """The first told first."""
    told = versions_of(
        [
            ("mention", {"named": "amended harbour paper", "published": "2031-04-01"}),
            ("mention", {"named": "shorter harbour paper", "published": "2031-03-01"}),
        ]
    )
    assert [each.name for each in told] == ["shorter", "amended"]


@given(
    st.sampled_from(["first", "Revised", "final", "Amended", "shorter"]),
    st.sampled_from(["harbour paper", "plan", "20-point plan"]),
)
def test_a_name_is_its_version_and_the_rest(version, rest):
    """Nothing is lost between the two, and a name without a version is all rest."""
    assert version_of(f"{version} {rest}") == version.casefold()
    assert unversioned(f"{version} {rest}") == rest
    assert (version_of(rest), unversioned(rest)) == ("", rest)


@given(st.permutations(range(4)))
def test_the_order_of_the_notes_changes_no_difference(order):
    """Versions are told from the notes as a set."""
    first, revised = {"named": "first harbour paper"}, {"named": "revised harbour paper"}
    fees = {"issue": "fees"}
    told = [("provide", first | FREE), ("provide", revised | FREE), ("lack", revised | fees), ("provide", fees)]
    notes = noted(told)
    shuffled = [notes[place] for place in order]
    expected, found = (
        version_changes(versions(instruments(each, FRAME)[0], {one.id: one for one in each}, FRAME))
        for each in (notes, shuffled)
    )
    assert found == expected
