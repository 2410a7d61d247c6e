"""Assumptions, by a table worked by hand. Statements of a case are called s1, s2, ... in order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.analysis.assumptions import AssumptionCase, AssumptionStatus, ChangeKind, assumptions
from detente.analysis.bearings import Bearing, Sign, bearing, diagnosticity
from detente.analysis.hypotheses import hypotheses
from detente.analysis.retractions import taken_back
from detente.analysis.scales import Narrowing
from detente.analysis.signs import SignState
from detente.analysis.transcript import Transcript
from detente.model import (
    Act,
    Assumption,
    DocumentId,
    Dossier,
    Edtf,
    Entry,
    Firmness,
    Hypothesis,
    Indicator,
    IndicatorKind,
    Issue,
    IssueId,
    Option,
    OptionId,
    Party,
    PartyId,
    PartyKind,
    Question,
    Quote,
    Scale,
    ScaleKind,
    Statement,
    StatementId,
    Status,
)

NAMES = ("norland", "sudmark", "eastmoor")
FRAME = Dossier(
    id="d",
    title="D",
    parties=tuple(Party(id=PartyId(name), name=name.title(), kind=PartyKind.STATE) for name in NAMES),
    issues=tuple(Issue(id=IssueId(name), name=name.title()) for name in ("passage", "fees", "ports")),
)


def sign(kind: str, party: str | None, issue: str | None, act: str | None, text: str = "") -> Indicator:
    """An indicator that says what it looks at."""
    return Indicator(
        text=text or f"{kind} {party} {issue} {act}",
        kind=IndicatorKind(kind),
        party=PartyId(party) if party else None,
        issue=IssueId(issue) if issue else None,
        act=Act(act) if act else None,
    )


STAYS_CLOSED = Assumption(
    id="stays_closed",
    text="The passage stays closed.",
    indicators=(
        sign("supports", "sudmark", "passage", "reject"),
        sign("breaks", "sudmark", "passage", "accept"),
        sign("breaks", None, "fees", "accept"),
    ),
)
FEES_RISE = Assumption(
    id="fees_rise", text="Fees rise.", indicators=(sign("breaks", "norland", "fees", "reject"),)
)  # fmt: skip


def framed(*assumed: Assumption) -> Dossier:
    """The frame with these assumptions."""
    return replace(FRAME, assumptions=assumed)


DAY = "2031-03-01"
OWN = 0.95
"""What a firm own word without a grade weighs, current: (1 + 1 + 1 + 1 + 3/4) / 5."""

# what was said, as (date, act, further fields) -> verdict, inconsistency, weight for
CASES = {
    "nothing told bears on it": ([], "untested 0 0"),
    "what fits it lets it hold": ([(DAY, "reject", {})], "holds 0 0.95"),
    "a firm own word breaks it": ([(DAY, "accept", {})], "broken 0.95 0"),
    "an own word that is not firm strains it": ([(DAY, "accept", {"firmness": "flexible"})], "strained 0.9 0"),
    "an own word that an analyst checked breaks it": (
        [(DAY, "accept", {"firmness": "unclear", "status": "accepted"})],
        "broken 0.85 0",
    ),
    "an own word that is coded rather wrong than right strains it": (
        [(DAY, "accept", {"confidence": 0.49})],
        "strained 0.95 0",
    ),
    "one named report strains it": ([(DAY, "accept", {"via": ("CNN",)})], "strained 0.8833 0"),
    "two named reports of two origins break it": (
        [(DAY, "accept", {"via": ("CNN",)}), (DAY, "accept", {"via": ("BBC",)})],
        "broken 1.7666 0",
    ),
    "two reports that cite one agency are one origin": (
        [(DAY, "accept", {"via": ("CNN", "Le Monde")}), (DAY, "accept", {"via": ("CNN", "BBC")})],
        "strained 0.8833 0",
    ),
    "two unnamed reports break nothing": (
        [
            (DAY, "accept", {"via": ("unnamed sources",), "publisher": "A"}),
            (DAY, "accept", {"via": ("two officials",), "publisher": "B"}),
        ],
        "strained 1.6334 0",
    ),
    "a doubted source strains it": ([(DAY, "accept", {"grade": "E5"})], "strained 0.85 0"),
    "an aide strains it": ([(DAY, "accept", {"speaker": "an aide"})], "strained 0.85 0"),
    "what speaks for it does not save it": (
        [(DAY, "accept", {"issue": "fees"}), (DAY, "reject", {}), (DAY, "reject", {"publisher": "B"})],
        "broken 0.95 1.9",
    ),
    "an indicator without a party matches any": ([(DAY, "accept", {"issue": "fees", "party": "eastmoor"})],
        "broken 0.95 0",
    ),
    "what is taken back later does not weigh": (
        [(DAY, "accept", {}), ("2031-03-02", "reject", {})],
        "holds 0 0.95",
    ),
    "what is said after a refusal breaks it": (
        [("2031-03-02", "accept", {}), (DAY, "reject", {})],
        "broken 0.95 0",
    ),
    "a rumour takes back no own word for a month": (
        [(DAY, "accept", {}), ("2031-03-02", "reject", {"via": ("unnamed sources",)})],
        "broken 0.95 0.8167",
    ),
    "nor does it later": (
        [(DAY, "accept", {}), ("2031-05-02", "reject", {"via": ("unnamed sources",)})],
        "broken 0.95 0.8167",
    ),
    "after a month a named report does": (
        [(DAY, "accept", {}), ("2031-05-02", "reject", {"via": ("CNN",)})],
        "holds 0 0.8833",
    ),
    "and so does a rumour that two outlets tell": (
        [
            (DAY, "accept", {}),
            ("2031-05-02", "reject", {"via": ("unnamed sources", "CNN")}),
            ("2031-05-03", "reject", {"via": ("unnamed sources", "Le Monde")}),
        ],
        "holds 0 1.6334",
    ),
    "on one day neither takes back the other": (
        [(DAY, "accept", {}), (DAY, "reject", {})],
        "broken 0.95 0.95",
    ),
    "a vague date takes nothing back that it may lie before": (
        [(DAY, "accept", {}), ("2031-03", "reject", {})],
        "broken 0.95 0.95",
    ),
    "a refusal of another option takes nothing back": (
        [(DAY, "accept", {"option": "free"}), ("2031-03-02", "reject", {"option": "piloted"})],
        "broken 0.95 0.95",
    ),
    "what lies a month behind the party's newest word weighs less": (
        [(DAY, "accept", {"option": "free"}), ("2031-05-02", "demand", {})],
        "strained 0.85 0",
    ),
    "a date that nobody tells strains it": ([(None, "accept", {})], "strained 0.95 0"),
    "what its party denies strains it": (
        [
            (DAY, "accept", {"via": ("CNN",)}),
            (DAY, "accept", {"via": ("BBC",)}),
            (DAY, "deny", {}),
        ],
        "strained 1.7666 0",
    ),
    "what an analyst rejected does not count": ([(DAY, "accept", {"status": "rejected"})], "untested 0 0"),
    "a stranger to the dossier does not count": ([(DAY, "accept", {"issue": "fees", "party": "gone"})], "untested 0 0"),
}  # fmt: skip


def told(case: AssumptionCase) -> str:
    """The assumption in one line, as the cases have it."""
    return f"{case.verdict} {case.inconsistency:g} {case.weight_for:g}"


@pytest.mark.parametrize("case", CASES)
def test_each_case_has_the_verdict_worked_out_by_hand(say, case):
    """The table is the rule; see docs/methods/assumptions.md for the words of it."""
    said, expected = CASES[case]
    entries = [say(dated, act, **fields) for dated, act, fields in said]
    [found] = assumptions(entries, framed(STAYS_CLOSED))
    assert told(found) == expected


def test_the_most_inconsistent_comes_first(say):
    """However much speaks for one; equal ones keep the dossier's order."""
    said = [say(DAY, "reject", party="norland", issue="fees"), say(DAY, "reject"), say(DAY, "reject", publisher="B")]
    found = assumptions(said, framed(STAYS_CLOSED, FEES_RISE))
    assert [case.id for case in found] == ["fees_rise", "stays_closed"]
    assert [case.id for case in assumptions([], framed(STAYS_CLOSED, FEES_RISE))] == ["stays_closed", "fees_rise"]


def test_each_indicator_tells_its_statements_its_origins_and_its_newest_date(say):
    """Newest first, with what was taken back among them and out of the counts."""
    said = [
        say("2031-02-01", "accept"),
        say("2031-03-01", "reject", words="never"),
        say("2031-03", "reject", via=("CNN",)),
    ]
    [case] = assumptions(said, framed(STAYS_CLOSED))
    refused, accepted, elsewhere = case.indicators
    assert [piece.statement for piece in refused.evidence] == ["s2", "s3"]
    assert (refused.state, refused.n_origins, refused.newest) == (SignState.SEEN, 2, Edtf("2031-03-01"))
    assert (refused.weight, refused.evidence[0].quote) == (round(OWN + 0.8833, 4), "never")
    assert (accepted.state, accepted.weight, accepted.evidence[0].taken_back_by) == (SignState.TAKEN_BACK, 0, "s2")
    assert (elsewhere.state, elsewhere.newest) == (SignState.UNSEEN, None)
    assert case.statements == ("s2", "s3", "s1")


@pytest.mark.parametrize(
    ("newer", "state"),
    [
        ({"number": 600}, SignState.TAKEN_BACK),
        ({"number": (400, 700)}, SignState.SEEN),
        ({"number": 6, "unit": "percent"}, SignState.SEEN),
        ({"number": 600, "via": ("CNN",)}, SignState.SEEN),
        ({}, SignState.SEEN),
    ],
)
def test_a_number_that_its_party_replaced_weighs_nothing(say, newer, state):
    """By another of the same that rules over it; a range that holds it, or an outlet's word, replaces nothing."""
    scale = Scale(kind=ScaleKind.NUMBER, unit="crowns", low=0, high=900)
    frame = framed(STAYS_CLOSED)
    numbers = replace(frame, issues=tuple(replace(each, scale=scale) for each in frame.issues))
    [case] = assumptions([say("2031-02-01", "accept", number=500), say("2031-02-20", "accept", **newer)], numbers)
    [first] = [piece for one in case.indicators for piece in one.evidence if piece.statement == "s1"]
    assert (first.taken_back_by is not None) is (state is SignState.TAKEN_BACK)


FIRM, IF = {"firmness": "firm"}, {"condition": "first"}


@pytest.mark.parametrize(
    ("since", "is_back"),
    [
        ([("accept", {"number": 600})], True),
        ([("accept", {"number": 600} | IF)], False),
        ([("demand", {"number": 600} | FIRM)], True),
        ([("demand", {"number": 600, "firmness": "flexible"})], False),
        ([("demand", {"number": 500} | FIRM)], False),
        ([("demand", {"number": 800} | FIRM)], False),
        ([("accept", {"number": 600, "via": ("CNN",)})], False),
        ([("condition", {"number": 600} | IF)], True),
    ],
)
def test_a_number_offered_on_a_condition_is_taken_back_by_what_is_settled_or_newly_and_firmly_asked(
    say, since, is_back
):
    """An acceptance of another number does it, and a firm demand of a new one; what was asked all along does not."""
    scale = Scale(kind=ScaleKind.NUMBER, unit="crowns", low=0, high=900)
    frame = framed(STAYS_CLOSED)
    numbers = replace(frame, issues=tuple(replace(each, scale=scale) for each in frame.issues))
    asked = say("2031-01-20", "demand", number=800, **FIRM)
    offer = say("2031-02-01", "condition", id="offer", number=500, **IF)
    entries = [asked, offer, *(say("2031-02-20", act, **fields) for act, fields in since)]
    taken = taken_back(Transcript(entries, numbers), range(len(entries)))
    assert (1 in taken) is is_back


def test_what_two_indicators_match_weighs_once(say):
    """A broad sign beside a narrow one doubles nothing."""
    broad = replace(STAYS_CLOSED, indicators=(*STAYS_CLOSED.indicators, sign("breaks", "sudmark", None, "accept")))
    [case] = assumptions([say(DAY, "accept")], framed(broad))
    assert (case.inconsistency, case.n_origins_against) == (OWN, 1)


def test_what_points_both_ways_points_neither_way(say):
    """A statement that signs of both kinds match is listed, and decides nothing."""
    torn = replace(STAYS_CLOSED, indicators=(*STAYS_CLOSED.indicators, sign("supports", None, "passage", None)))
    [case] = assumptions([say(DAY, "accept")], framed(torn))
    assert told(case) == "untested 0 0"
    assert [each.both_ways for each in case.indicators] == [(), ("s1",), (), ("s1",)]


def test_an_indicator_that_names_nothing_cannot_be_seen(say):
    """Words alone match no statement."""
    vague = replace(STAYS_CLOSED, indicators=(sign("breaks", None, None, None),))
    [case] = assumptions([say(DAY, "accept")], framed(vague))
    assert [each.state for each in case.indicators] == [SignState.UNTESTABLE]
    assert (case.watch, case.would_change) == ((), ())


FEES = Issue(
    id=IssueId("fees"),
    name="Fees",
    scale=Scale(kind=ScaleKind.NUMBER, unit="crowns", low=0, high=500),
    options=(Option(id=OptionId("capped"), name="Capped", place=200), Option(id=OptionId("free"), name="Free")),
)
# what an indicator asks of an offer on fees -> the offers, as value and option, that it is seen in
NARROWED = {
    "a number or more": ({"at_least": 300}, [1, 2, 4]),
    "a number or less": ({"at_most": 300}, [0, 1, 3, 6]),
    "a number between two": ({"at_least": 250, "at_most": 350}, [1]),
    "an option": ({"option": OptionId("capped")}, [6]),
    "an option and a number": ({"option": OptionId("capped"), "at_most": 100}, []),
    "any": ({}, [0, 1, 2, 3, 4, 5, 6, 7]),
}
OFFERS = [
    {"number": 100},
    {"number": 300},
    {"number": (300, 400)},
    {"number": (None, 250)},
    {"number": (300, None)},
    {"number": 300, "unit": "ships"},
    {"option": "capped"},
    {},
]


@pytest.mark.parametrize("case", NARROWED)
def test_an_indicator_asks_for_an_option_or_a_number(say, case):
    """A range counts as a whole; a number of another unit, or none, meets no end."""
    asked, places = NARROWED[case]
    offer = replace(sign("breaks", "sudmark", "fees", "propose"), **asked)
    said = [say(DAY, "propose", issue="fees", publisher=str(place), **each) for place, each in enumerate(OFFERS)]
    frame = replace(framed(Assumption(id="a", text="A.", indicators=(offer,))), issues=(FEES,))
    [found] = assumptions(said, frame)
    assert {each.statement for each in found.indicators[0].evidence} == {f"s{place + 1}" for place in places}
    assert found.verdict is (AssumptionStatus.BROKEN if places else AssumptionStatus.UNTESTED)
    [unseen] = assumptions([], replace(frame, assumptions=(Assumption(id="a", text="A.", indicators=(offer,)),)))[
        0
    ].watch
    assert Narrowing.of(unseen) == Narrowing.of(offer)


def test_numbers_tell_hypotheses_apart(say):
    """An offer that one answer expects and another rules out has a row of its own."""
    low, high = (replace(sign("supports", None, "fees", "propose"), **{end: 300.0}) for end in ("at_most", "at_least"))
    rivals = (
        Hypothesis(id="low", text="Low.", indicators=(low, replace(high, kind=IndicatorKind.BREAKS))),
        Hypothesis(id="high", text="High.", indicators=(high, replace(low, kind=IndicatorKind.BREAKS))),
    )
    frame = replace(FRAME, issues=(FEES,), questions=(Question(id="q", text="Q?", hypotheses=rivals),))
    said = [say(DAY, "propose", issue="fees", **OFFERS[place]) for place in (0, 4)]
    [found] = hypotheses(said, frame)
    assert [(row.bearings, row.diagnosticity, [each.statement for each in row.evidence]) for row in found.rows] == [
        ((Bearing.CONSISTENT, Bearing.INCONSISTENT), 1, ["s1"]),
        ((Bearing.INCONSISTENT, Bearing.CONSISTENT), 1, ["s2"]),
    ]


def changes(case: AssumptionCase) -> list[tuple[str, int, str]]:
    """What would change the verdict: what, of how many indicators, towards which."""
    return [(each.what.value, len(each.indicators), each.towards.value) for each in case.would_change]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([], [("seen", 1, "holds"), ("seen", 1, "broken"), ("seen", 1, "broken")]),
        (["reject"], [("seen", 1, "broken"), ("seen", 1, "broken"), ("taken_back", 1, "untested")]),
        (["accept"], [("taken_back", 1, "untested")]),
    ],
)
def test_what_would_change_a_verdict_is_told(say, said, expected):
    """What is not seen yet and would decide, and what decides now and may be taken back."""
    [case] = assumptions([say(DAY, act) for act in said], framed(STAYS_CLOSED))
    assert changes(case) == expected


def test_a_doubt_would_break_it_if_it_were_confirmed(say):
    """A strained assumption tells which report to confirm, and that it holds again if that is taken back."""
    [case] = assumptions([say(DAY, "accept", via=("CNN",)), say("2031-02-28", "reject")], framed(STAYS_CLOSED))
    assert case.verdict is AssumptionStatus.STRAINED
    assert changes(case)[1:] == [("confirmed", 1, "broken"), ("taken_back", 1, "holds")]
    confirmed = next(each for each in case.would_change if each.what is ChangeKind.CONFIRMED)
    assert confirmed.indicators == ("breaks sudmark passage accept",)


def test_what_would_break_it_and_is_not_seen_is_a_question_to_watch(say):
    """The questions have the form of the dossier's own."""
    [case] = assumptions([say(DAY, "accept", issue="fees")], framed(STAYS_CLOSED))
    [question] = case.watch
    assert (question.id, question.party, question.issue, question.act) == (
        "stays_closed_2", "sudmark", "passage", Act.ACCEPT,
    )  # fmt: skip


def test_what_may_lie_after_the_day_is_told_as_possible_and_breaks_nothing(say):
    """A month that goes on beyond the day asked about is no certainty."""
    [case] = assumptions([say("2031-03", "accept")], framed(STAYS_CLOSED), date(2031, 3, 10))
    assert (case.verdict, case.indicators[1].state) == (AssumptionStatus.STRAINED, SignState.POSSIBLY)


C, X, N = Bearing.CONSISTENT, Bearing.INCONSISTENT, Bearing.NONE


@pytest.mark.parametrize(
    ("bearings", "expected"),
    [([C, X], 1), ([C, X, N], 1), ([C, N], 0.5), ([X, N, N], 0.5), ([C, C], 0), ([X, X], 0), ([N, N], 0), ([C], None)],
)
def test_what_bears_alike_on_all_tells_nothing_apart(bearings, expected):
    """Diagnosticity: 1 for and against, a half on some and not on all, 0 alike."""
    assert diagnosticity(bearings) == expected


def test_every_piece_tells_how_far_it_sets_assumptions_apart(say):
    """For one and against another is 1; with a single assumption there is nothing to tell."""
    opens = Assumption(id="opens", text="It opens.", indicators=(sign("supports", "sudmark", "passage", "accept"),))
    for assumed, expected in (((STAYS_CLOSED, opens), 1.0), ((STAYS_CLOSED,), None)):
        found = assumptions([say(DAY, "accept")], framed(*assumed))
        assert found[0].indicators[1].diagnosticity == expected
        assert found[0].indicators[1].evidence[0].diagnosticity == expected


def test_a_bearing_follows_the_indicators_that_match():
    """What an indicator leaves out may be any."""
    asked = Sign(PartyId("sudmark"), IssueId("passage"), Act.ACCEPT)
    assert bearing([sign("breaks", None, "passage", None)], asked) is Bearing.INCONSISTENT
    assert bearing([sign("breaks", None, "passage", "reject")], asked) is Bearing.NONE
    assert bearing([sign("breaks", None, "passage", None), sign("supports", "sudmark", None, None)], asked) is (
        Bearing.MIXED
    )


INDICATORS = st.lists(
    st.builds(
        sign,
        st.sampled_from(["supports", "breaks"]),
        st.sampled_from([None, "norland", "sudmark"]),
        st.sampled_from([None, "passage", "fees"]),
        st.sampled_from([None, "accept", "reject", "demand"]),
    ),
    max_size=4,
).map(tuple)
FRAMES = st.lists(INDICATORS, min_size=1, max_size=3).map(
    lambda many: replace(
        FRAME,
        assumptions=tuple(Assumption(id=f"a{n}", text=f"A{n}.", indicators=each) for n, each in enumerate(many)),
        questions=(
            Question(
                id="q",
                text="Q?",
                hypotheses=tuple(Hypothesis(id=f"h{n}", text=f"H{n}.", indicators=each) for n, each in enumerate(many)),
            ),
        ),
    )
)
DAYS = st.integers(0, 90).map(lambda offset: date(2031, 1, 1) + timedelta(days=offset))
DATES = st.one_of(st.none(), DAYS.map(Edtf.day), st.sampled_from(["2031-02", "2031-03"]).map(Edtf))
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
            act=st.sampled_from([Act.ACCEPT, Act.REJECT, Act.DEMAND, Act.DENY]),
            firmness=st.sampled_from(Firmness),
            reported_by=st.sampled_from([(), ("CNN",), ("unnamed sources",)]),
            said_on=DATES,
            confidence=st.just(0.8),
            coder=st.just("test/1"),
        ),
        status=st.sampled_from([Status.CODED, Status.ACCEPTED, Status.REJECTED]),
        published=st.none(),
        publisher=st.sampled_from([None, "Coastal Wire"]),
        recorded_at=st.just(None),
    ),
    max_size=10,
).map(lambda entries: [replace(entry, id=StatementId(f"s{n}")) for n, entry in enumerate(entries)])


@given(ENTRIES, FRAMES, st.randoms(use_true_random=False))
def test_the_order_of_statements_does_not_matter(entries, frame, random):
    """Assumptions and matrices are functions of the set of statements, and one of them twice is one."""
    shuffled = random.sample(entries, len(entries)) + entries
    assert assumptions(shuffled, frame) == assumptions(entries, frame)
    assert hypotheses(shuffled, frame) == hypotheses(entries, frame)


@given(ENTRIES, ENTRIES, FRAMES, DAYS)
def test_what_is_said_later_never_changes_an_earlier_day(entries, more, frame, as_of):
    """As of a day, statements that were certainly made after it make no difference."""
    later = [replace(each, id=StatementId(f"{each.id}-later")) for each in more]
    later = [each for each in later if each.dated and not each.dated.may_be_by(as_of)]
    assert assumptions([*entries, *later], frame, as_of) == assumptions(entries, frame, as_of)
    assert hypotheses([*entries, *later], frame, as_of) == hypotheses(entries, frame, as_of)


@given(ENTRIES, FRAMES)
def test_a_copy_of_a_known_origin_never_raises_a_weight(entries, frame):
    """When all is told once more by the same, every sum and every verdict stays."""
    copied = [replace(entry, id=StatementId(f"{entry.id}x")) for entry in entries]
    alone, twice = assumptions(entries, frame), assumptions([*entries, *copied], frame)
    assert [(case.id, told(case), case.n_origins_against) for case in twice] == [
        (case.id, told(case), case.n_origins_against) for case in alone
    ]
    [alone_asked], [twice_asked] = hypotheses(entries, frame), hypotheses([*entries, *copied], frame)
    assert [row.weight for row in twice_asked.rows] == [row.weight for row in alone_asked.rows]
    assert [case.rank for case in twice_asked.hypotheses] == [case.rank for case in alone_asked.hypotheses]


@given(ENTRIES, FRAMES)
def test_relabelling_parties_relabels_the_result(entries, frame):
    """No rule knows a party's name."""
    names = {"norland": "z", "sudmark": "a", "eastmoor": "m", None: None}

    def renamed(indicators: tuple[Indicator, ...]) -> tuple[Indicator, ...]:
        return tuple(replace(each, party=names[each.party]) for each in indicators)

    other = replace(
        frame,
        parties=tuple(replace(each, id=PartyId(names[each.id] or "")) for each in frame.parties),
        assumptions=tuple(replace(each, indicators=renamed(each.indicators)) for each in frame.assumptions),
    )
    moved = [replace(each, statement=replace(each.statement, party=names[each.statement.party])) for each in entries]
    expected = [(case.id, told(case), case.statements) for case in assumptions(entries, frame)]
    assert [(case.id, told(case), case.statements) for case in assumptions(moved, other)] == expected


@given(ENTRIES, FRAMES)
def test_a_verdict_follows_from_what_weighs_against(entries, frame):
    """Broken or strained exactly where something weighs against, and no support changes that."""
    for case in assumptions(entries, frame):
        is_against = case.verdict in {AssumptionStatus.BROKEN, AssumptionStatus.STRAINED}
        assert is_against == (case.inconsistency > 0) == (case.n_origins_against > 0)
        assert (case.verdict is AssumptionStatus.HOLDS) == (case.weight_for > 0 and not is_against)
        assert all(change.towards is not case.verdict for change in case.would_change)
