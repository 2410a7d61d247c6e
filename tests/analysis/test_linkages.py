"""Linkages, by a table worked by hand. Statements of a case are called s1, s2, ... in order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.analysis import Linkages, LinkageStep, linkages
from detente.analysis.circles import circles
from detente.model import (
    Act,
    Condition,
    DocumentId,
    Dossier,
    Edtf,
    Entry,
    Firmness,
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
    issues=tuple(Issue(id=IssueId(name), name=name.title()) for name in ("passage", "fees", "ports", "vote")),
)
ON_FEES, ON_PORTS, ON_VOTE = {"issue": "fees"}, {"issue": "ports"}, {"issue": "vote"}

# what was said -> links as "A<B asserting statements / denying statements", circles in brackets, untied with ~
CASES = {
    "a condition of another issue makes this one wait": (
        [("condition", {"after": "fees"})],
        "passage<fees s1/",
    ),
    "what is accepted, rejected or demanded may wait": (
        [("accept", {"after": "fees"}), ("reject", {"after": "fees"}), ("demand", {"after": "fees"})],
        "passage<fees s1 s3 s2/",
    ),
    "a threat tells what sets it off and orders nothing": (
        [("threaten", {"after": "fees"})],
        "~s1 it tells what sets off a threat, not what comes first",
    ),
    "a denied threat denies no order": (
        [("threaten", {"after": "fees", "via": ("CNN",)}), ("deny", {"after": "fees"})],
        "~s2 s1 it tells what sets off a threat, not what comes first",
    ),
    "the direction is told": (
        [("condition", {**ON_FEES, "after": "passage"})],
        "fees<passage s1/",
    ),
    "a condition of the issue itself ties nothing": (
        [("condition", {"after": "passage"})],
        "~s1 it is about the issue itself",
    ),
    "a condition without an issue ties nothing": (
        [("condition", {"condition": "trust grows"})],
        "~s1 it names no issue",
    ),
    "a condition of an issue that the dossier lacks ties nothing": (
        [("condition", {"after": "gone"})],
        "~s1 the dossier has no issue 'gone'",
    ),
    "a denial with a condition denies the link": (
        [("deny", {"after": "fees"})],
        "passage<fees /s1",
    ),
    "a claim and the denial of its link": (
        [("condition", {"after": "fees", "via": ("CNN",)}), ("deny", {"after": "fees"})],
        "passage<fees s1/s2",
    ),
    "a denial that names no condition denies the link of the claim it is about": (
        [("condition", {"after": "fees", "via": ("CNN",)}), ("deny", {})],
        "passage<fees s1/s2",
    ),
    "a claim's condition without an issue belongs to that of its denial": (
        [("condition", {"condition": "the toll goes", "via": ("CNN",)}), ("deny", {"after": "fees"})],
        "passage<fees s1/s2",
    ),
    "a denial elsewhere ties no condition": (
        [("condition", {"condition": "x", "via": ("CNN",), "doc": "one"}), ("deny", {"after": "fees", "doc": "two"})],
        "passage<fees /s2; ~s1 it names no issue",
    ),
    "another party's denial denies its own link only": (
        [("condition", {"after": "fees"}), ("deny", {"after": "fees", "party": "norland", "doc": "two"})],
        "passage<fees s1/s2",
    ),
    "two issues that wait for each other are a circle": (
        [("condition", {"after": "fees"}), ("condition", {**ON_FEES, "after": "passage", "party": "norland"})],
        "passage<fees s1/; fees<passage s2/; (passage fees)",
    ),
    "three steps back to the first are a circle": (
        [
            ("condition", {**ON_PORTS, "after": "passage"}),
            ("condition", {"after": "fees"}),
            ("condition", {**ON_FEES, "after": "ports", "party": "norland"}),
        ],
        "passage<fees s2/; fees<ports s3/; ports<passage s1/; (passage fees ports)",
    ),
    "a link that is only denied closes no circle": (
        [("condition", {"after": "fees"}), ("deny", {**ON_FEES, "after": "passage", "doc": "two"})],
        "passage<fees s1/; fees<passage /s2",
    ),
    "two circles over one issue are told one by one": (
        [
            ("condition", {"after": "fees"}),
            ("condition", {**ON_FEES, "after": "passage"}),
            ("condition", {"after": "ports"}),
            ("condition", {**ON_PORTS, "after": "passage"}),
        ],
        "passage<fees s1/; passage<ports s3/; fees<passage s2/; ports<passage s4/; (passage fees); (passage ports)",
    ),
    "a chain that leads nowhere back is no circle": (
        [("condition", {"after": "fees"}), ("condition", {**ON_FEES, "after": "vote"})],
        "passage<fees s1/; fees<vote s2/",
    ),
    "what an analyst rejected makes nothing wait": (
        [("condition", {"after": "fees", "status": "rejected"})],
        "",
    ),
    "what the dossier does not name is left out": (
        [("condition", {"after": "fees", "party": "gone"}), ("condition", {"after": "fees", "issue": "gone"})],
        "",
    ),
}


def told(found: Linkages) -> str:
    """The linkages in one line, as the cases have it."""

    def ids(steps: tuple[LinkageStep, ...]) -> str:
        return " ".join(each for step in steps for each in step.statements)

    links = [
        f"{link.dependent}<{link.prerequisite} {ids(link.asserted_by)}/{ids(link.denied_by)}" for link in found.links
    ]
    rounds = [f"({' '.join(link.dependent for link in each.links)})" for each in found.deadlocks]
    loose = [f"~{' '.join(each.step.statements)} {each.why}" for each in found.untied]
    return "; ".join([*links, *rounds, *loose])


@pytest.mark.parametrize("case", CASES)
def test_each_case_has_the_linkages_worked_out_by_hand(say, case):
    """The table is the rule; see docs/methods/linkages.md for the words of it."""
    said, expected = CASES[case]
    assert told(linkages([say("2031-03-01", act, **fields) for act, fields in said], FRAME)) == expected


def test_a_step_tells_how_firmly_since_when_and_from_how_many_origins(say):
    """The firmest wording and the oldest date hold; two outlets that cite one agency are one origin."""
    old = say("2031-01", "condition", after="fees", firmness="red_line", via=("Bloomberg", "CNN"))
    new = say("2031-03-01", "condition", after="fees", condition="fees fall", via=("Bloomberg", "Le Monde"))
    [step] = linkages([old, new], FRAME).links[0].asserted_by
    assert (step.firmness, step.since, step.last_said) == (Firmness.RED_LINE, Edtf("2031-01"), Edtf("2031-03-01"))
    assert (step.n_origins, step.is_own_word, step.condition, step.wording) == (1, False, "first", "s1")
    assert step.statements == ("s2", "s1")


NORLAND = {"party": "norland"}
# what was said, of Norland on the passage if not told otherwise -> the statement by which its step has lapsed
LAPSES = {
    "it accepts without the condition": ([("03-01", "condition", {"after": "fees"}), ("03-10", "accept", {})], "s2"),
    "it offers without the condition": ([("03-01", "demand", {"after": "fees"}), ("03-10", "propose", {})], "s2"),
    "the first of several tells since when": (
        [("03-01", "condition", {"after": "fees"}), ("03-10", "accept", {}), ("03-12", "accept", {})],
        "s2",
    ),
    "it goes on demanding and does not say the condition again": (
        [("03-01", "demand", {"after": "fees"}), ("03-10", "demand", {})],
        None,
    ),
    "it accepts something else": (
        [("03-01", "condition", {"after": "fees", "option": "free"}), ("03-10", "accept", {"option": "piloted"})],
        None,
    ),
    "it accepts another number": (
        [("03-01", "condition", {"after": "fees", "number": 70}), ("03-10", "accept", {"number": 75})],
        None,
    ),
    "it accepts on another condition": (
        [("03-01", "condition", {"after": "fees"}), ("03-10", "accept", {"after": "vote"})],
        None,
    ),
    "it returns to it": (
        [("03-01", "condition", {"after": "fees"}), ("03-10", "accept", {}), ("03-20", "condition", {"after": "fees"})],
        None,
    ),
    "both are of one day": ([("03-01", "condition", {"after": "fees"}), ("03-01", "accept", {})], None),
    "a vague day may lie before": ([("03-01", "condition", {"after": "fees"}), ("03", "accept", {})], None),
    "another party accepts": (
        [("03-01", "condition", {"after": "fees"}), ("03-10", "accept", {"party": "sudmark"})],
        None,
    ),
    "only others tell that it accepts": (
        [("03-01", "condition", {"after": "fees"}), ("03-10", "accept", {"via": ("CNN",)})],
        None,
    ),
    "its document tells another condition of it": (
        [
            ("03-01", "condition", {"after": "fees"}),
            ("03-10", "accept", {"doc": "two"}),
            ("03-10", "condition", {"doc": "two", "condition": "trust grows"}),
        ],
        None,
    ),
    "its document tells that what it waits for is asked for still": (
        [
            ("03-01", "condition", {"after": "fees"}),
            ("03-10", "accept", {"doc": "two"}),
            ("03-10", "demand", {**ON_FEES, "doc": "two"}),
        ],
        None,
    ),
    "its document tells that it accepts what it waits for too": (
        [
            ("03-01", "condition", {"after": "fees"}),
            ("03-10", "accept", {"doc": "two"}),
            ("03-10", "accept", {**ON_FEES, "doc": "two"}),
        ],
        "s2",
    ),
    "it denies that it accepts": (
        [
            ("03-01", "condition", {"after": "fees", "via": ("CNN",)}),
            ("03-10", "accept", {"via": ("CNN",), "doc": "two"}),
            ("03-10", "deny", {"doc": "two"}),
        ],
        None,
    ),
}


@pytest.mark.parametrize(("said", "by"), LAPSES.values(), ids=LAPSES.keys())
def test_a_step_lapses_where_its_party_takes_the_issue_up_without_a_condition(say, said, by):
    """Later, by accepting or offering the same, as directly told as the step, and not denied."""
    entries = [say(f"2031-{on}", act, **(NORLAND | fields)) for on, act, fields in said]
    link = next(each for each in linkages(entries, FRAME).links if each.prerequisite == "fees")
    [step] = link.asserted_by
    assert (step.lapsed_by, link.has_lapsed, link.standing) == (by, by is not None, (step,) if by is None else ())


def test_a_lapsed_link_closes_no_circle_unless_another_party_makes_it_still(say):
    """A circle is as closed as its links are still made."""
    said = [
        say("2031-03-01", "condition", after="fees"),
        say("2031-03-01", "condition", **ON_FEES, after="passage", party="norland"),
        say("2031-03-10", "accept", **ON_FEES, party="norland"),
    ]
    found = linkages(said, FRAME)
    assert (len(found.links), found.deadlocks) == (2, ())
    said.append(say("2031-03-02", "condition", **ON_FEES, after="passage", doc="two"))
    [deadlock] = linkages(said, FRAME).deadlocks
    assert [step.party for step in deadlock.links[1].standing] == ["sudmark"]


@pytest.mark.parametrize(
    ("denied_on", "option", "denied_by"),
    [("03-01", "free", []), ("03-20", "free", ["s2"]), ("03-20", "piloted", [])],
    ids=["before the condition was set", "after it, of its outcome", "after it, of another outcome"],
)
def test_a_denial_denies_only_what_was_told_before_it_and_what_it_is_about(say, denied_on, option, denied_by):
    """A rumour that was denied is not the condition that the party itself sets later."""
    said = [
        say("2031-03-15", "condition", after="fees", option="free", doc="one"),
        say(f"2031-{denied_on}", "deny", after="fees", option=option, doc="two"),
    ]
    [link] = linkages(said, FRAME).links
    assert [each for step in link.denied_by for each in step.statements] == denied_by


def test_a_circle_is_in_doubt_where_a_link_is_denied_by_all_who_make_it(say):
    """One denied link puts the deadlock in doubt; a second party that makes it keeps it closed."""
    said = [
        say("2031-03-01", "condition", after="fees", via=("CNN",)),
        say("2031-03-01", "deny", after="fees"),
        say("2031-03-01", "condition", issue="fees", after="passage", party="norland", doc="two"),
    ]
    [deadlock] = linkages(said, FRAME).deadlocks
    assert deadlock.is_denied
    said.append(say("2031-03-01", "condition", after="fees", party="norland", doc="three"))
    [deadlock] = linkages(said, FRAME).deadlocks
    assert not deadlock.is_denied


@given(st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda arrow: arrow[0] != arrow[1])))
def test_an_arrow_lies_on_a_circle_if_its_head_leads_back_to_its_tail(arrows):
    """Every circle follows the arrows and visits no node twice; every arrow that lies on one is on one told."""
    after = {tail: [head for start, head in arrows if start == tail] for tail in range(6)}
    found = circles(after, range(6))
    on_circles = {arrow for circle in found for arrow in zip(circle, (*circle[1:], circle[0]), strict=True)}
    reach = {node: {node} for node in range(6)}
    for _ in range(6):
        for tail, head in arrows:
            reach[tail] |= reach[head]
    assert on_circles == {(tail, head) for tail, head in arrows if tail in reach[head]}
    assert all(len(set(circle)) == len(circle) and min(circle) == circle[0] for circle in found)
    assert len(set(found)) == len(found) <= len(arrows)


DAYS = st.integers(0, 90).map(lambda offset: date(2031, 1, 1) + timedelta(days=offset))
CONDITIONS = [None, Condition("x"), Condition("fees fall", IssueId("fees")), Condition("first", IssueId("passage"))]
ENTRIES = st.lists(
    st.builds(
        Entry,
        id=st.just(StatementId("")),
        statement=st.builds(
            Statement,
            doc=st.sampled_from(["doc-a", "doc-b"]).map(DocumentId),
            quote=st.just(Quote(0, 1, "x")),
            party=st.sampled_from(["norland", "sudmark"]).map(PartyId),
            issue=st.sampled_from(["passage", "fees", "ports"]).map(IssueId),
            act=st.sampled_from(Act),
            firmness=st.sampled_from(Firmness),
            reported_by=st.sampled_from([(), ("CNN",)]),
            condition=st.sampled_from(CONDITIONS),
            said_on=st.one_of(st.none(), DAYS.map(Edtf.day)),
            confidence=st.just(0.8),
            coder=st.just("test/1"),
        ),
        status=st.sampled_from([Status.CODED, Status.REJECTED]),
        published=st.none(),
        recorded_at=st.just(None),
    ),
    max_size=12,
).map(lambda entries: [replace(entry, id=StatementId(f"s{n}")) for n, entry in enumerate(entries)])


@given(ENTRIES, st.randoms(use_true_random=False))
def test_the_order_of_statements_does_not_matter(entries, random):
    """Linkages are a function of the set of statements, and one of them twice is one."""
    assert linkages(random.sample(entries, len(entries)) + entries, FRAME) == linkages(entries, FRAME)


@given(ENTRIES, ENTRIES, DAYS)
def test_what_is_said_later_never_changes_an_earlier_day(entries, more, as_of):
    """As of a day, statements that were certainly made after it make no difference."""
    later = [replace(each, id=StatementId(f"{each.id}-later")) for each in more]
    later = [each for each in later if each.dated and not each.dated.may_be_by(as_of)]
    seen = [each for each in [*entries, *later] if each.dated is None or each.dated.may_be_by(as_of)]
    alone = [each for each in entries if each.dated is None or each.dated.may_be_by(as_of)]
    assert linkages(seen, FRAME) == linkages(alone, FRAME)


@given(ENTRIES)
def test_a_second_report_of_one_origin_raises_no_count_of_origins(entries):
    """Each step keeps its number of origins when all of it is told once more by the same."""
    again = [replace(entry, id=StatementId(f"{entry.id}x")) for entry in entries]

    def counted(found: Linkages) -> list[int]:
        return [step.n_origins for link in found.links for step in (*link.asserted_by, *link.denied_by)]

    assert counted(linkages([*entries, *again], FRAME)) == counted(linkages(entries, FRAME))


@given(ENTRIES)
def test_relabelling_parties_relabels_linkages(entries):
    """No rule knows a party's name."""
    names = {PartyId("norland"): PartyId("z"), PartyId("sudmark"): PartyId("a")}
    frame = replace(FRAME, parties=tuple(replace(each, id=names[each.id]) for each in FRAME.parties))
    renamed = [replace(each, statement=replace(each.statement, party=names[each.statement.party])) for each in entries]
    assert told(linkages(renamed, frame)) == told(linkages(entries, FRAME))
