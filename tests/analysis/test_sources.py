"""Where statements come from, by a table worked by hand. Statements of a case are called s1, s2, ... in order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.analysis.sources import Reporting, Sources, sources
from detente.model import (
    Act,
    DocumentId,
    Dossier,
    Edtf,
    Entry,
    Firmness,
    Grade,
    Issue,
    IssueId,
    Party,
    PartyId,
    PartyKind,
    Quote,
    Statement,
    StatementId,
    Status,
)

FRAME = Dossier(
    id="d",
    title="D",
    parties=tuple(Party(id=PartyId(name), name=name.title(), kind=PartyKind.STATE) for name in ("norland", "sudmark")),
    issues=tuple(Issue(id=IssueId(name), name=name.title()) for name in ("passage", "fees")),
)
WIRE, SOUND = {"publisher": "Coastal Wire", "doc": "doc-a"}, {"publisher": "The Sound", "doc": "doc-b"}

# what was said -> origins as "name count", then ~ each claim of one origin as "party issue stance statements"
CASES = {
    "a publisher is the origin of what it prints": (
        [("demand", WIRE)],
        "coastal wire 1 ~ sudmark passage demand s1",
    ),
    "a named teller is the origin, whoever prints it": (
        [("demand", {**WIRE, "via": ("CNN",)}), ("demand", {**SOUND, "via": ("the CNN",)})],
        "cnn 2 ~ sudmark passage demand s1 s2",
    ),
    "two publishers are two origins, and no claim is alone": (
        [("demand", WIRE), ("demand", SOUND)],
        "coastal wire 1; sound 1 ~",
    ),
    "two statements of one publisher are one origin": (
        [("demand", WIRE), ("demand", {**WIRE, "start": 9})],
        "coastal wire 2 ~ sudmark passage demand s1 s2",
    ),
    "a document without a publisher stands for itself": (
        [("demand", {})],
        "document doc-a 1 ~ sudmark passage demand s1",
    ),
    "an unnamed teller is nobody's origin": (
        [("demand", {**WIRE, "via": ("unnamed sources",)})],
        "coastal wire 1 ~ sudmark passage demand s1",
    ),
    "to propose and to demand are one claim": (
        [("demand", WIRE), ("propose", {**SOUND, "start": 9})],
        "coastal wire 1; sound 1 ~",
    ),
    "to reject is another claim than to demand": (
        [("demand", WIRE), ("reject", SOUND)],
        "coastal wire 1; sound 1 ~ sudmark passage demand s1; sudmark passage reject s2",
    ),
    "to assess or to deny claims nothing": (
        [("assess", WIRE), ("deny", SOUND)],
        "coastal wire 1; sound 1 ~",
    ),
    "red lines stand first, then firm ones, then the newest": (
        [
            ("demand", {**WIRE, "firmness": "unclear"}),
            ("reject", {**WIRE, "firmness": "red_line", "dated": "2030-01-01"}),
            ("demand", {**WIRE, "issue": "fees", "dated": "2031-01-01"}),
            ("demand", {**WIRE, "party": "norland", "dated": "2031-02-01"}),
        ],
        (
            "coastal wire 4 ~ sudmark passage reject s2; norland passage demand s4; sudmark fees demand s3; "
            "sudmark passage demand s1"
        ),
    ),
    "what an analyst rejected has no source": (
        [("demand", {**WIRE, "status": "rejected"})],
        " ~",
    ),
    "another party or issue is left out": (
        [("demand", {**WIRE, "party": "ostmark"}), ("demand", {**WIRE, "issue": "gone"})],
        " ~",
    ),
    "the one with most statements stands first, then by name": (
        [("demand", SOUND), ("demand", WIRE), ("assess", SOUND), ("demand", {"doc": "doc-c", "publisher": "Ahoy"})],
        "sound 2; ahoy 1; coastal wire 1 ~",
    ),
}


def told(found: Sources) -> str:
    """The result in the words of the table."""
    origins = "; ".join(f"{each.name} {each.n_statements}" for each in found.origins)
    claims = "; ".join(
        f"{each.party} {each.issue} {each.stance.value} {' '.join(each.statements)}" for each in found.lone_claims
    )
    return f"{origins} ~ {claims}" if claims else f"{origins} ~"


@pytest.mark.parametrize("case", CASES)
def test_each_case_has_the_sources_worked_out_by_hand(say, case):
    """The table is the rule; see docs/methods/sources.md for the words of it."""
    said, expected = CASES[case]
    entries = [say(fields.get("dated", "2031-03-01"), act, **_without_date(fields)) for act, fields in said]
    assert told(sources(entries, FRAME)) == expected


def _without_date(fields: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in fields.items() if name != "dated"}


def test_shares_tell_how_the_statements_came(say):
    """Of four: one by the party itself, one by a named teller, two with somebody unnamed on the way."""
    found = sources(
        [
            say("2031-03-01", "demand", **WIRE),
            say("2031-03-01", "demand", **WIRE, via=("CNN",)),
            say("2031-03-01", "demand", **WIRE, via=("unnamed sources", "CNN")),
            say("2031-03-01", "demand", **SOUND, speaker="a senior official"),
        ],
        FRAME,
    )
    assert (found.direct_share, found.reported_share, found.unnamed_share) == (0.25, 0.25, 0.5)
    assert found.hops == ((0, 2), (1, 1), (2, 1))
    cnn = found.origins[0]
    assert (cnn.name, cnn.share, cnn.unnamed_share, cnn.hops) == ("cnn", 0.5, 0.5, ((1, 1), (2, 1)))
    wire = found.publishers[0]
    assert (wire.name, wire.n_statements, wire.share) == ("Coastal Wire", 3, 0.75)


def test_an_origin_tells_of_parties_and_issues_in_the_dossiers_order_with_its_grades(say):
    """The grade that most of its statements have stands first."""
    [origin] = sources(
        [
            say("2031-03-01", "demand", issue="fees", grade="B2", **WIRE),
            say("2031-03-01", "demand", issue="passage", grade="C3", **WIRE),
            say("2031-03-01", "demand", issue="passage", party="norland", grade="C3", **WIRE),
        ],
        FRAME,
    ).origins
    assert (origin.parties, origin.issues) == (("norland", "sudmark"), ("passage", "fees"))
    assert origin.grades == (Grade.read("C3"), Grade.read("B2"))


def test_a_lone_claim_shows_its_newest_stance_and_its_firmest_words(say):
    """It is unnamed where every one of its statements is."""
    old = say("2031-01", "demand", firmness="red_line", words="never less", via=("two officials",), **WIRE)
    new = say("2031-03-01", "propose", words="perhaps", via=("two officials",), **WIRE, start=20)
    found = sources([old, new], FRAME)
    [claim] = found.lone_claims
    assert (claim.stance, claim.firmness, claim.quote) == (Act.PROPOSE, Firmness.RED_LINE, "never less")
    assert claim.quoted == old.id
    assert (claim.last_said, claim.has_unnamed, claim.origin) == (Edtf("2031-03-01"), True, "coastal wire")
    assert found.n_claims == 1


DAYS = st.integers(0, 90).map(lambda offset: date(2031, 1, 1) + timedelta(days=offset))
ENTRIES = st.lists(
    st.builds(
        Entry,
        id=st.just(StatementId("")),
        statement=st.builds(
            Statement,
            doc=st.sampled_from(["doc-a", "doc-b"]).map(DocumentId),
            quote=st.just(Quote(0, 1, "x")),
            party=st.sampled_from(["norland", "sudmark"]).map(PartyId),
            issue=st.sampled_from(["passage", "fees"]).map(IssueId),
            act=st.sampled_from(Act),
            firmness=st.sampled_from(Firmness),
            speaker=st.sampled_from([None, "an official"]),
            reported_by=st.sampled_from([(), ("CNN",), ("unnamed sources", "CNN"), ("sources",)]),
            said_on=st.one_of(st.none(), DAYS.map(Edtf.day)),
            confidence=st.just(0.8),
            coder=st.just("test/1"),
        ),
        status=st.sampled_from([Status.CODED, Status.REJECTED]),
        published=st.none(),
        publisher=st.sampled_from([None, "Coastal Wire", "The Sound"]),
        recorded_at=st.just(None),
    ),
    max_size=12,
).map(lambda entries: [replace(entry, id=StatementId(f"s{n}")) for n, entry in enumerate(entries)])


@given(ENTRIES)
def test_shares_add_to_one(entries):
    """Of origins, of publishers, and of the ways in which statements came; and every statement is told once in each."""
    found = sources(entries, FRAME)
    if not found.n_statements:
        assert (found.origins, found.publishers, found.lone_claims, found.unnamed_share) == ((), (), (), 0.0)
        return
    assert isclose(sum(each.share for each in found.origins), 1)
    assert isclose(sum(each.share for each in found.publishers), 1)
    assert isclose(found.direct_share + found.reported_share + found.unnamed_share, 1)
    assert sum(number for _, number in found.hops) == found.n_statements
    for told_by in (found.origins, found.publishers):
        assert sorted(one for each in told_by for one in each.statements) == sorted(
            entry.id for entry in entries if entry.counts
        )
        assert all(sum(number for _, number in each.hops) == each.n_statements for each in told_by)


@given(ENTRIES, st.randoms(use_true_random=False))
def test_the_order_of_statements_does_not_matter(entries, random):
    """Sources are a function of the set of statements, and one of them twice is one."""
    assert sources(random.sample(entries, len(entries)) + entries, FRAME) == sources(entries, FRAME)


@given(ENTRIES)
def test_a_copy_of_a_known_origin_raises_no_count_of_origins(entries):
    """What others print of the same text adds statements and no origin, and no claim stops resting on one alone."""
    copies = [
        replace(
            entry,
            id=StatementId(f"{entry.id}x"),
            origin=entry.publisher or f"document {entry.statement.doc}",
            publisher="Another",
        )
        for entry in entries
    ]
    before, after = sources(entries, FRAME), sources([*entries, *copies], FRAME)
    assert {each.name for each in after.origins} == {each.name for each in before.origins}
    assert len(after.lone_claims) == len(before.lone_claims)


@given(ENTRIES, ENTRIES, DAYS)
def test_what_is_said_later_never_changes_an_earlier_day(entries, more, as_of):
    """As of a day, statements that were certainly made after it make no difference."""
    later = [replace(each, id=StatementId(f"{each.id}-later")) for each in more]
    later = [each for each in later if each.by(as_of) is None]
    alone = [each for each in entries if each.by(as_of) is not None]
    seen = [each for each in [*alone, *later] if each.by(as_of) is not None]
    assert sources(seen, FRAME) == sources(alone, FRAME)


@given(ENTRIES)
def test_relabelling_parties_relabels_sources(entries):
    """No rule knows a party's name."""
    names = {PartyId("norland"): PartyId("z"), PartyId("sudmark"): PartyId("a")}
    frame = replace(FRAME, parties=tuple(replace(each, id=names[each.id]) for each in FRAME.parties))
    renamed = [replace(each, statement=replace(each.statement, party=names[each.statement.party])) for each in entries]

    def relabelled(each: Reporting) -> Reporting:
        return replace(each, parties=tuple(names[party] for party in each.parties))

    here, there = sources(entries, FRAME), sources(renamed, frame)
    assert [relabelled(each) for each in here.origins] == list(there.origins)
    assert [replace(each, party=names[each.party]) for each in here.lone_claims] == list(there.lone_claims)
