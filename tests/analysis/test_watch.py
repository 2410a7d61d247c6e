"""Watch questions, by a table worked by hand. Statements of a case are called s1, s2, ... in order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.analysis import ReachedStage, WatchState, watch
from detente.model import (
    Act,
    DocumentId,
    Dossier,
    Edtf,
    Entry,
    Firmness,
    Instrument,
    Issue,
    IssueId,
    NoteId,
    OptionId,
    Party,
    PartyId,
    PartyKind,
    Quote,
    Scale,
    ScaleKind,
    Stage,
    Statement,
    StatementId,
    Status,
    Watch,
)

FRAME = Dossier(
    id="d",
    title="D",
    parties=tuple(Party(id=PartyId(name), name=name.title(), kind=PartyKind.STATE) for name in ("norland", "sudmark")),
    issues=tuple(Issue(id=IssueId(name), name=name.title()) for name in ("passage", "fees")),
    instruments=(Instrument(id="draft", name="the draft"),),
)
NOT_NO = Watch(
    id="w", text="Any word but no?", party=PartyId("sudmark"), issue=IssueId("passage"), not_act=Act.REJECT
)  # fmt: skip
SPRING = replace(NOT_NO, since=Edtf("2031-03"), until=Edtf("2031-04"))
PILOTED = replace(NOT_NO, not_act=None, option=OptionId("piloted"), act=Act.ACCEPT, firmness=Firmness.FIRM)
DAY = "2031-03-10"

# question, what was said, the day looked at -> status, days left, hits (possible ones with ?), the first in brackets
CASES = {
    "what is asked for answers": (SPRING, [(DAY, "propose", {})], None, "answered 51 s1 [s1]"),
    "the one act left out does not": (SPRING, [(DAY, "reject", {})], None, "open 51 "),
    "a denial is no other word than no": (SPRING, [(DAY, "deny", {})], None, "open 51 "),
    "a denial names no option as wanted": (
        replace(PILOTED, act=None, firmness=None),
        [(DAY, "deny", {"option": "piloted"})],
        None,
        "open - ",
    ),
    "a denial answers a question for denials": (
        replace(SPRING, not_act=None, act=Act.DENY),
        [(DAY, "deny", {})],
        None,
        "answered 51 s1 [s1]",
    ),
    "a denial is a word where any is asked for": (
        replace(SPRING, not_act=None),
        [(DAY, "deny", {})],
        None,
        "answered 51 s1 [s1]",
    ),
    "another party does not": (SPRING, [(DAY, "propose", {"party": "norland"})], None, "open 51 "),
    "another issue does not": (SPRING, [(DAY, "propose", {"issue": "fees"})], None, "open 51 "),
    "all that is named must hold": (
        PILOTED,
        [
            (DAY, "accept", {"option": "piloted"}),
            (DAY, "accept", {"option": "free"}),
            (DAY, "accept", {"option": "piloted", "firmness": "flexible"}),
            (DAY, "demand", {"option": "piloted"}),
        ],
        None,
        "answered - s1 [s1]",
    ),
    "the days at both ends count": (
        SPRING,
        [("2031-03-01", "accept", {}), ("2031-04-30", "accept", {})],
        None,
        "answered 0 s1 s2 [s1]",
    ),
    "the days beyond them do not": (
        SPRING,
        [("2031-02-28", "accept", {}), ("2031-05-01", "accept", {})],
        None,
        "lapsed -1 ",
    ),
    "a vague date answers possibly": (SPRING, [("2031", "accept", {})], None, "possibly_answered 119 s1? [s1]"),
    "a vague date within answers": (SPRING, [("2031-03", "accept", {})], None, "answered 60 s1 [s1]"),
    "a certain hit comes before an older possible one": (
        SPRING,
        [("2031-02-20/2031-03-05", "accept", {}), (DAY, "accept", {})],
        None,
        "answered 51 s1? s2 [s2]",
    ),
    "no date answers possibly": (SPRING, [(None, "accept", {})], None, "possibly_answered - s1? [s1]"),
    "without a time watched no date is needed": (NOT_NO, [(None, "accept", {})], None, "answered - s1 [s1]"),
    "an answered question stays listed after its time": (
        SPRING,
        [(DAY, "accept", {})],
        "2031-06-01",
        "answered -32 s1 [s1]",
    ),
    "without a hit it lapses with its last day": (SPRING, [], "2031-05-01", "lapsed -1 "),
    "on its last day it is open": (SPRING, [], "2031-04-30", "open 0 "),
    "without a horizon it never lapses": (NOT_NO, [], "2099-01-01", "open - "),
    "what is said later is not known yet": (SPRING, [(DAY, "accept", {})], "2031-03-09", "open 52 "),
    "what may be said later answers possibly": (
        SPRING,
        [("2031-03", "accept", {})],
        "2031-03-09",
        "possibly_answered 52 s1? [s1]",
    ),
    "the newest day told is looked at": (SPRING, [("2031-05-02", "reject", {})], None, "lapsed -2 "),
    "what another party denies elsewhere answers": (
        SPRING,
        [(DAY, "accept", {"via": ("CNN",)}), (DAY, "deny", {"party": "norland", "issue": "fees"})],
        None,
        "answered 51 s1 [s1]",
    ),
    "a doubted source answers possibly": (
        SPRING,
        [(DAY, "accept", {"grade": "E5"})],
        None,
        "possibly_answered 51 s1? [s1]",
    ),
    "what an analyst rejected is no answer": (SPRING, [(DAY, "accept", {"status": "rejected"})], None, "open - "),
}


def told(state: WatchState) -> str:
    """The question in one line, as the cases have it."""
    names = [hit.statement or "+".join(hit.notes) for hit in state.hits]
    hits = " ".join(f"{name}{'' if hit.is_certain else '?'}" for name, hit in zip(names, state.hits, strict=True))
    first = f" [{state.first.statement or '+'.join(state.first.notes)}]" if state.first else ""
    return f"{state.status} {'-' if state.days_left is None else state.days_left} {hits}{first}"


@pytest.mark.parametrize("case", CASES)
def test_each_case_has_the_state_worked_out_by_hand(say, case):
    """The table is the rule; see docs/methods/watch.md for the words of it."""
    question, said, day, expected = CASES[case]
    entries = [say(dated, act, **fields) for dated, act, fields in said]
    [state] = watch(entries, [], replace(FRAME, watch=(question,)), date.fromisoformat(day) if day else None)
    assert told(state) == expected


def test_a_denied_report_answers_possibly_and_tells_why(say):
    """A hit keeps its words, its tellers, and what puts it in doubt."""
    said = [say(DAY, "accept", via=("CNN",), words="it would"), say(DAY, "deny")]
    asked = replace(SPRING, not_act=None, act=Act.ACCEPT)
    [state] = watch(said, [], replace(FRAME, watch=(asked,)))
    assert told(state) == "possibly_answered 51 s1? [s1]"
    [hit] = state.hits
    assert (hit.quote, hit.reported_by, hit.doubt, hit.denied_by) == ("it would", ("CNN",), "it is denied", ("s2",))


def test_a_number_is_answered_by_what_is_told_to_be_it(say):
    """Who denies, rejects or threatens with a number tells what is not so; asked for by name, each answers."""
    fees = Issue(id=IssueId("fees"), name="Fees", scale=Scale(kind=ScaleKind.NUMBER, unit="crowns", low=0, high=900))
    asked = Watch(id="w", text="At least 700?", issue=fees.id, at_least=700)
    acts = ("deny", "reject", "threaten", "propose", "assess")
    said = [say(DAY, act, issue="fees", number=800, doc=act) for act in acts]
    frame = replace(FRAME, issues=(fees,), watch=(asked, replace(asked, act=Act.REJECT)))
    assert [told(state) for state in watch(said, [], frame)] == ["answered - s4 s5 [s4]", "answered - s2 [s2]"]


def reached(stage: str, on: str | None, published: str | None = None, instrument: str = "draft") -> ReachedStage:
    """A stage that one note tells."""
    return ReachedStage(
        instrument=instrument,
        stage=Stage(stage),
        on=Edtf(on) if on else None,
        told=Edtf(published) if published else None,
        notes=(NoteId(f"n-{stage}"),),
        quote="the draft was amended",
    )


AMENDED = Watch(id="w", text="Is it amended?", instrument="draft", stage=Stage.AMENDED, until=Edtf("2031-04"))
STAGES = {
    "the stage asked for answers": ([reached("amended", DAY)], None, "answered 51 n-amended [n-amended]"),
    "an earlier one does not": ([reached("drafted", DAY)], None, "open 51 "),
    "a later one answers possibly": ([reached("agreed", DAY)], None, "possibly_answered 51 n-agreed? [n-agreed]"),
    "the end is no later stage": ([reached("dead", DAY)], None, "open 51 "),
    "another instrument does not": ([reached("amended", DAY, instrument="map")], None, "open 51 "),
    "without a day that of the telling counts": (
        [reached("amended", None, DAY)],
        None,
        "answered 51 n-amended [n-amended]",
    ),
    "without any it answers possibly": ([reached("amended", None)], None, "possibly_answered - n-amended? [n-amended]"),
    "what comes after the horizon is no answer": ([reached("amended", "2031-05-02")], None, "lapsed -2 "),
    "what is told later is not known yet": ([reached("amended", "2031-03-01", DAY)], "2031-03-09", "open 52 "),
}  # fmt: skip


@pytest.mark.parametrize("case", STAGES)
def test_each_stage_answers_as_worked_out_by_hand(case):
    """An instrument's stages answer a question as statements do."""
    stages, day, expected = STAGES[case]
    [state] = watch([], stages, replace(FRAME, watch=(AMENDED,)), date.fromisoformat(day) if day else None)
    assert told(state) == expected


def test_the_end_of_an_instrument_may_be_watched_for():
    """Only the end answers a question for the end."""
    asked = replace(AMENDED, stage=Stage.DEAD)
    [state] = watch([], [reached("dead", DAY), reached("in_force", DAY)], replace(FRAME, watch=(asked,)))
    assert told(state) == "answered 51 n-dead [n-dead]"
    assert state.first is not None
    assert state.first.quote == "the draft was amended"


def test_a_statement_answers_no_question_for_a_stage(say):
    """Nor does a stage answer a question for a statement."""
    frame = replace(FRAME, watch=(AMENDED, SPRING))
    assert [state.hits for state in watch([say(None, "reject")], [], frame)] == [(), ()]
    assert [len(state.hits) for state in watch([say(DAY, "accept")], [reached("amended", DAY)], frame)] == [1, 1]


DAYS = st.integers(0, 150).map(lambda offset: date(2031, 1, 1) + timedelta(days=offset))
DATES = st.one_of(st.none(), DAYS.map(Edtf.day), st.sampled_from(["2031-02", "2031-03", "2031"]).map(Edtf))
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
            act=st.sampled_from([Act.ACCEPT, Act.REJECT, Act.DENY]),
            firmness=st.sampled_from(Firmness),
            reported_by=st.sampled_from([(), ("CNN",)]),
            said_on=DATES,
            confidence=st.just(0.8),
            coder=st.just("test/1"),
        ),
        status=st.sampled_from([Status.CODED, Status.REJECTED]),
        published=st.none(),
        recorded_at=st.just(None),
    ),
    max_size=8,
).map(lambda entries: [replace(entry, id=StatementId(f"s{n}")) for n, entry in enumerate(entries)])
REACHED = st.lists(
    st.builds(
        ReachedStage,
        instrument=st.just("draft"),
        stage=st.sampled_from(Stage),
        on=DATES,
        told=DATES,
        notes=st.just((NoteId("n1"),)),
    ),
    max_size=4,
)
WATCHED = replace(FRAME, watch=(NOT_NO, SPRING, PILOTED, AMENDED))


@given(ENTRIES, REACHED, st.randoms(use_true_random=False))
def test_the_order_does_not_matter(entries, stages, random):
    """The answers are a function of the sets, and one of them twice is one."""
    shuffled = random.sample(entries, len(entries)) + entries
    mixed = random.sample(stages, len(stages)) + stages
    assert watch(shuffled, mixed, WATCHED) == watch(entries, stages, WATCHED)


@given(ENTRIES, ENTRIES, REACHED, REACHED, DAYS)
def test_what_is_told_later_never_changes_an_earlier_day(entries, more, stages, further, as_of):
    """As of a day, what was certainly said or told after it makes no difference."""
    later = [replace(each, id=StatementId(f"{each.id}-later")) for each in more]
    later = [each for each in later if each.dated and not each.dated.may_be_by(as_of)]
    after = [each for each in further if each.told and not each.told.may_be_by(as_of)]
    assert watch([*entries, *later], [*stages, *after], WATCHED, as_of) == watch(entries, stages, WATCHED, as_of)


@given(ENTRIES, REACHED, DAYS)
def test_an_answer_stays_when_the_days_go_on(entries, stages, day):
    """What is answered once is answered on every later day."""
    for earlier, later in zip(
        watch(entries, stages, WATCHED, day), watch(entries, stages, WATCHED, day + timedelta(days=40)), strict=True
    ):
        is_denied_since = any(hit.doubt == "it is denied" for hit in later.hits)
        assert earlier.status != "answered" or later.status == "answered" or is_denied_since


@given(ENTRIES)
def test_relabelling_parties_relabels_the_answers(entries):
    """No rule knows a party's name."""
    names = {"norland": PartyId("z"), "sudmark": PartyId("a"), None: None}
    frame = replace(
        WATCHED,
        parties=tuple(replace(each, id=names[each.id]) for each in WATCHED.parties),
        watch=tuple(replace(each, party=names[each.party]) for each in WATCHED.watch),
    )
    moved = [replace(each, statement=replace(each.statement, party=names[each.statement.party])) for each in entries]
    assert [told(state) for state in watch(moved, [], frame)] == [told(state) for state in watch(entries, [], WATCHED)]
