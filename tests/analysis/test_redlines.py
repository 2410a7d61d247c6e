"""Red lines, by a table worked by hand. Statements of a case are called s1, s2, ... in order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.analysis import DrawnRedLine, Exclusion, Holds, exclusion, positions, red_lines, takes_position
from detente.analysis.exclusions import red_line_of
from detente.dealspace import deal_space
from detente.model import (
    Act,
    DocumentId,
    Dossier,
    Edtf,
    Entry,
    Firmness,
    Issue,
    IssueId,
    Option,
    OptionId,
    Party,
    PartyId,
    PartyKind,
    Quote,
    Scale,
    ScaleKind,
    Statement,
    StatementId,
    Status,
    Value,
)

RED = {"firmness": "red_line"}
FREE, PILOTED = {"option": "free"}, {"option": "piloted"}
FEES = {"issue": "fees"}

# what was said -> each red line: statements, how it holds, what it excludes, what was offered since
CASES = {
    "one that nothing follows stands": (
        [("2031-03-01", "reject", RED | PILOTED)],
        ["s1 stands !piloted"],
    ),
    "a demand excludes every other option": (
        [("2031-03-01", "demand", RED | PILOTED)],
        ["s1 stands !free"],
    ),
    "two wordings are one red line": (
        [("2031-03-01", "reject", RED | PILOTED), ("2031-03-20", "reject", RED | PILOTED)],
        ["s2 s1 stands !piloted"],
    ),
    "a wording that names nothing belongs to the only other one": (
        [("2031-03-01", "reject", RED | PILOTED), ("2031-03-20", "reject", RED)],
        ["s2 s1 stands !piloted"],
    ),
    "a wording that names nothing belongs to neither of two": (
        [
            ("2031-03-01", "reject", RED | PILOTED),
            ("2031-03-10", "reject", RED | FREE),
            ("2031-03-20", "reject", RED),
        ],
        ["s3 stands (it names none of the issue's options)", "s2 stands !free", "s1 unwithdrawn !piloted"],
    ),
    "two options are two red lines": (
        [("2031-03-01", "reject", RED | PILOTED), ("2031-03-20", "reject", RED | FREE)],
        ["s2 stands !free", "s1 unwithdrawn !piloted"],
    ),
    "firm words of the next days go on saying it": (
        [("2031-03-01", "reject", RED | PILOTED), ("2031-03-20", "reject", PILOTED)],
        ["s1 stands !piloted"],
    ),
    "firm words of a later season soften it": (
        [("2031-03-01", "reject", RED | PILOTED), ("2031-06-20", "reject", PILOTED)],
        ["s1 softened !piloted"],
    ),
    "flexible words soften it and are an offer since": (
        [("2031-03-01", "reject", RED | PILOTED), ("2031-03-20", "reject", {**PILOTED, "firmness": "flexible"})],
        ["s1 softened !piloted +s2"],
    ),
    "an acceptance takes its place": (
        [("2031-03-01", "reject", RED | PILOTED), ("2031-04-20", "accept", PILOTED)],
        ["s1 replaced !piloted +s2"],
    ),
    "an offer on a condition is an exception since": (
        [("2031-03-01", "reject", RED | PILOTED), ("2031-04-20", "condition", {**PILOTED, "condition": "x"})],
        ["s1 replaced !piloted +s2"],
    ),
    "a demand of something else beside it keeps it": (
        [("2031-03-01", "reject", RED | PILOTED), ("2031-04-20", "demand", FREE)],
        ["s1 kept !piloted"],
    ),
    "a threat takes nothing back": (
        [("2031-03-01", "reject", RED | PILOTED), ("2031-04-20", "threaten", {})],
        ["s1 unwithdrawn !piloted"],
    ),
    "what was offered before it is no offer since": (
        [("2031-02-01", "accept", PILOTED), ("2031-03-01", "reject", RED | PILOTED)],
        ["s2 stands !piloted"],
    ),
    "what may have been offered before it is told as possible": (
        [("2031-03", "accept", {}), ("2031-03-10", "reject", RED | PILOTED)],
        ["s2 stands !piloted ?s1"],
    ),
    "to accept what is demanded keeps it and gives way on nothing": (
        [("2031-03-01", "demand", RED | PILOTED), ("2031-03-20", "accept", PILOTED)],
        ["s1 kept !free"],
    ),
    "to take what is demanded on a condition softens it": (
        [("2031-03-01", "demand", RED | PILOTED), ("2031-03-20", "condition", {**PILOTED, "condition": "x"})],
        ["s1 softened !free +s2"],
    ),
    "to accept another option than the one demanded takes its place": (
        [("2031-03-01", "demand", RED | PILOTED), ("2031-03-20", "accept", FREE)],
        ["s1 replaced !free +s2"],
    ),
    "to accept another option than the one rejected keeps it and is no offer since": (
        [("2031-03-01", "reject", RED | PILOTED), ("2031-03-20", "accept", FREE)],
        ["s1 kept !piloted"],
    ),
    "a rumour that it was given up breaks none that its party demands again": (
        [
            ("2031-03-01", "demand", RED | PILOTED),
            ("2031-03-10", "accept", {**FREE, "via": ("unnamed sources",)}),
            ("2031-03-20", "demand", PILOTED),
        ],
        ["s1 stands !free +s2"],
    ),
    "one that is demanded again long after, less firmly, is softened and not replaced": (
        [
            ("2031-03-01", "demand", RED | PILOTED),
            ("2031-05-10", "accept", {**FREE, "via": ("unnamed sources",)}),
            ("2031-05-20", "demand", PILOTED),
        ],
        ["s1 softened !free +s2"],
    ),
    "a demand of the day on which another outcome is signed holds no red line": (
        [
            ("2031-03-01", "demand", RED | PILOTED),
            ("2031-03-20", "accept", FREE),
            ("2031-03-20", "demand", PILOTED),
        ],
        ["s1 replaced !free +s2"],
    ),
    "to reject what was demanded takes its place": (
        [("2031-03-01", "demand", RED | PILOTED), ("2031-04-20", "reject", PILOTED)],
        ["s1 replaced !free"],
    ),
    "an acceptance of nothing named withdraws no refusal of something named": (
        [("2031-03-01", "reject", RED | PILOTED), ("2031-04-20", "accept", {})],
        ["s1 unwithdrawn !piloted +s2"],
    ),
    "a later offer of what is refused withdraws it": (
        [
            ("2031-03-01", "reject", RED | PILOTED),
            ("2031-04-20", "condition", {**PILOTED, "condition": "x"}),
            ("2031-06-20", "accept", {}),
        ],
        ["s1 replaced !piloted +s3 +s2"],
    ),
    "a refusal that names nothing is softened by taking an option later": (
        [("2031-03-01", "reject", RED), ("2031-04-20", "accept", PILOTED)],
        ["s1 softened (it names none of the issue's options) +s2"],
    ),
    "a refusal that names nothing is not softened by a demand": (
        [("2031-03-01", "reject", RED), ("2031-04-20", "demand", PILOTED)],
        ["s1 beside (it names none of the issue's options)"],
    ),
    "without a date beside a dated stance nobody can tell whether it stands": (
        [(None, "reject", RED | PILOTED), ("2031-03-20", "accept", PILOTED)],
        ["s1 unknown !piloted ?s2"],
    ),
    "without a date and alone it stands": ([(None, "reject", RED | PILOTED)], ["s1 stands !piloted"]),
    "one that names nothing excludes nothing that can be told": (
        [("2031-03-01", "reject", RED)],
        ["s1 stands (it names none of the issue's options)"],
    ),
    "an option that the dossier lacks excludes nothing that can be told": (
        [("2031-03-01", "reject", {**RED, "option": "gone"})],
        ["s1 stands (the dossier does not name the option 'gone')"],
    ),
    "a number on a number issue excludes numbers": (
        [("2031-03-01", "reject", {**RED, **FEES, "number": (500, None)})],
        ["s1 stands !500 crowns or more"],
    ),
    "a number in another unit excludes nothing that can be told": (
        [("2031-03-01", "demand", {**RED, **FEES, "number": 5, "unit": "percent"})],
        ["s1 stands (its number in percent does not fit the issue's scale)"],
    ),
    "who accepts a number that it refused for ever has given the line up": (
        [
            ("2031-03-01", "reject", {**RED, **FEES, "number": (400, None)}),
            ("2031-03-20", "accept", {**FEES, "number": 700}),
        ],
        ["s1 replaced !400 crowns or more +s2"],
    ),
    "a newer refusal of more hides no offer that broke the line": (
        [
            ("2031-03-01", "reject", {**RED, **FEES, "number": (400, None)}),
            ("2031-03-10", "condition", {**FEES, "number": 700}),
            ("2031-03-20", "reject", {**FEES, "number": 750}),
        ],
        ["s1 replaced !400 crowns or more +s2"],
    ),
    "who accepts another number has kept it": (
        [
            ("2031-03-01", "reject", {**RED, **FEES, "number": (400, None)}),
            ("2031-03-20", "accept", {**FEES, "number": 300}),
        ],
        ["s1 kept !400 crowns or more"],
    ),
    "a number refused alone is kept by another on the side of what was wanted": (
        [
            ("2031-02-20", "propose", {**FEES, "number": 200}),
            ("2031-03-01", "reject", {**RED, **FEES, "number": 400}),
            ("2031-03-20", "accept", {**FEES, "number": 300}),
        ],
        ["s2 kept !400 crowns"],
    ),
    "a number refused alone is crossed by one beyond it": (
        [
            ("2031-02-20", "propose", {**FEES, "number": 200}),
            ("2031-03-01", "reject", {**RED, **FEES, "number": 400}),
            ("2031-03-20", "accept", {**FEES, "number": 500}),
        ],
        ["s2 replaced !400 crowns +s3"],
    ),
    "a range refused is crossed by a number beyond it": (
        [
            ("2031-02-20", "propose", {**FEES, "number": 200}),
            ("2031-03-01", "reject", {**RED, **FEES, "number": (400, 450)}),
            ("2031-03-20", "accept", {**FEES, "number": 500}),
        ],
        ["s2 replaced !400-450 crowns +s3"],
    ),
    "so much or more still stands where just so much is demanded": (
        [
            ("2031-03-01", "demand", {**RED, **FEES, "number": (400, None)}),
            ("2031-03-20", "demand", {**RED, **FEES, "number": 400}),
        ],
        ["s2 stands !400 crowns", "s1 stands !400 crowns or more"],
    ),
    "less than so much, demanded, softens it": (
        [
            ("2031-03-01", "demand", {**RED, **FEES, "number": (400, None)}),
            ("2031-03-20", "demand", {**FEES, "number": (300, None)}),
        ],
        ["s1 softened !400 crowns or more"],
    ),
    "two numbers are two red lines": (
        [
            ("2031-03-01", "demand", RED | FEES | {"number": 500}),
            ("2031-03-20", "demand", RED | FEES | {"number": 400}),
        ],
        ["s2 stands !400 crowns", "s1 replaced !500 crowns"],
    ),
    "a denial or an assessment draws none": (
        [("2031-03-01", "deny", RED), ("2031-03-01", "assess", RED)],
        [],
    ),
    "what an analyst rejected draws none": ([("2031-03-01", "reject", {**RED, "status": "rejected"})], []),
    "what the dossier does not name is left out": ([("2031-03-01", "reject", {**RED, "party": "gone"})], []),
}


def told(line: DrawnRedLine) -> str:
    """A red line in a few words, as the cases have it."""
    excluded = " ".join(line.excludes.options) or str(line.excludes.value)
    what = f"({line.excludes.why_none})" if line.excludes.why_none else f"!{excluded}"
    since = [f"{'+' if each.is_certain else '?'}{each.statement}" for each in line.softenings]
    return " ".join([*line.statements, line.holds, what, *since])


@pytest.mark.parametrize("case", CASES)
def test_each_case_has_the_red_lines_worked_out_by_hand(say, dossier, case):
    """The table is the rule; see docs/methods/redlines.md for the words of it."""
    said, expected = CASES[case]
    assert [told(line) for line in red_lines([say(day, act, **rest) for day, act, rest in said], dossier)] == expected


def test_a_red_line_tells_its_newest_words_its_dates_and_its_origins(say, dossier):
    """First said and last repeated are as precise as told; two outlets that cite one agency are one origin."""
    first = say("2031-02", "reject", **RED, option="piloted", words="never", via=("Bloomberg", "CNN"))
    last = say("2031-03-01", "reject", **RED, option="piloted", words="no pilots, ever", via=("Bloomberg", "Le Monde"))
    [line] = red_lines([first, last], dossier)
    assert (line.quote, line.first_said, line.last_repeated) == ("no pilots, ever", Edtf("2031-02"), Edtf("2031-03-01"))
    assert (line.n_statements, line.n_origins, line.position) == (2, 1, "s2")
    [once] = red_lines([first], dossier)
    assert (once.first_said, once.last_repeated) == (Edtf("2031-02"), None)


def test_an_offer_that_the_party_denied_is_told_with_the_denial(say, dossier):
    """A rumour of giving way, told and denied in one text, is shown as both."""
    line, told, denial = (
        say("2031-03-01", "reject", **RED, option="piloted"),
        say("2031-03-10", "accept", option="piloted", via=("Bloomberg",), doc="one"),
        say("2031-03-10", "deny", option="piloted", doc="one"),
    )
    (drawn,) = red_lines([line, told, denial], dossier)
    assert [(each.statement, each.denied_by) for each in drawn.softenings] == [("s2", ("s3",))]
    (drawn,) = red_lines([line, told], dossier)
    assert [each.denied_by for each in drawn.softenings] == [()]


def test_red_lines_keep_the_order_of_the_dossier(say, dossier):
    """By issue, then by party."""
    said = [say("2031-03-01", "reject", **RED, party=party, issue=issue) for party, issue in (
        ("sudmark", "fees"), ("sudmark", "passage"), ("norland", "fees"))]  # fmt: skip
    found = red_lines(said, dossier)
    assert [(line.issue, line.party) for line in found] == [
        ("passage", "sudmark"),
        ("fees", "norland"),
        ("fees", "sudmark"),
    ]


def test_a_proposal_excludes_nothing(dossier):
    """Only who demands or rejects leaves no room."""
    assert exclusion(dossier.issue("passage"), Act.PROPOSE, OptionId("free"), None).why_none
    assert all(each.words for each in Holds)


DAYS = st.integers(0, 120).map(lambda offset: date(2031, 1, 1) + timedelta(days=offset))
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
            firmness=st.sampled_from([Firmness.RED_LINE, Firmness.FIRM, Firmness.FLEXIBLE]),
            option=st.sampled_from([None, OptionId("free"), OptionId("piloted")]),
            value=st.sampled_from([None, Value(500, 500, "crowns")]),
            said_on=st.one_of(st.none(), DAYS.map(Edtf.day), DAYS.map(lambda day: Edtf.month(day.year, day.month))),
            confidence=st.just(0.8),
            coder=st.just("test/1"),
        ),
        status=st.sampled_from([Status.CODED, Status.REJECTED]),
        published=st.none(),
        publisher=st.sampled_from(["CNN", "Coastal Wire"]),
        recorded_at=st.just(None),
    ),
    max_size=12,
).map(lambda entries: [replace(entry, id=StatementId(f"s{n}")) for n, entry in enumerate(entries)])


@given(ENTRIES)
def test_a_red_line_stands_just_where_the_position_is_one(dossier, entries):
    """What the deal space excludes by a red line stands among the red lines, and what stands there is a position."""
    standing = {(line.party, line.issue) for line in red_lines(entries, dossier) if line.holds is Holds.STANDS}
    held = {
        cell
        for cell, position in positions(entries, dossier).items()
        if position.firmness is Firmness.RED_LINE and takes_position(position.stance)
    }
    assert standing == held


@given(ENTRIES)
def test_the_deal_space_excludes_by_just_the_red_lines_in_force(dossier, entries):
    """One rule: of what is told here to exclude something, the deal space counts all that is in force, and no other."""
    drawn = red_lines(entries, dossier)
    space = deal_space(positions(entries, dossier), dossier, drawn)
    counted = {(cost.red_line.party, cost.red_line.issue) for cost in space.costs}
    in_force = [line for line in drawn if line.holds.is_in_force and not line.excludes.why_none]
    assert counted == {(line.party, line.issue) for line in in_force}


@given(ENTRIES, st.randoms(use_true_random=False))
def test_the_order_of_statements_does_not_matter(dossier, entries, random):
    """Red lines are a function of the set of statements, and one of them twice is one."""
    assert red_lines(random.sample(entries, len(entries)) + entries, dossier) == red_lines(entries, dossier)


@given(ENTRIES, ENTRIES, DAYS)
def test_what_is_said_later_never_changes_an_earlier_day(dossier, entries, more, as_of):
    """As of a day, statements that were certainly made after it make no difference."""
    later = [replace(each, id=StatementId(f"{each.id}-later")) for each in more]
    later = [each for each in later if each.dated and not each.dated.may_be_by(as_of)]
    seen = [each for each in [*entries, *later] if each.dated is None or each.dated.may_be_by(as_of)]
    alone = [each for each in entries if each.dated is None or each.dated.may_be_by(as_of)]
    assert red_lines(seen, dossier) == red_lines(alone, dossier)


@given(ENTRIES)
def test_a_second_report_of_one_origin_raises_no_count_of_origins(dossier, entries):
    """Each red line keeps its number of origins when all of it is told once more by the same."""
    again = [replace(entry, id=StatementId(f"{entry.id}x")) for entry in entries]
    before = [line.n_origins for line in red_lines(entries, dossier)]
    assert [line.n_origins for line in red_lines([*entries, *again], dossier)] == before


@given(ENTRIES)
def test_relabelling_parties_relabels_red_lines(dossier, entries):
    """No rule knows a party's name."""
    names = {PartyId("norland"): PartyId("z"), PartyId("sudmark"): PartyId("a"), PartyId("league"): PartyId("m")}
    frame = replace(dossier, parties=tuple(replace(each, id=names[each.id]) for each in dossier.parties))
    renamed = [replace(each, statement=replace(each.statement, party=names[each.statement.party])) for each in entries]
    assert red_lines(renamed, frame) == tuple(
        replace(line, party=names[line.party]) for line in red_lines(entries, dossier)
    )


@given(ENTRIES)
def test_every_red_line_told_stands_in_one_place(dossier, entries):
    """Each statement that draws one is among the statements of just one red line."""
    drawn = [
        entry.id
        for entry in entries
        if entry.counts
        and entry.statement.firmness is Firmness.RED_LINE
        and entry.statement.act not in {Act.DENY, Act.ASSESS}
    ]
    assert sorted(each for line in red_lines(entries, dossier) for each in line.statements) == sorted(drawn)


def test_a_number_counts_before_an_option_whose_place_is_another():
    """Who will not go below the high fee refuses less, and not the high fee."""
    options = tuple(Option(id=OptionId(name), name=name, place=place) for name, place in (("low", 200), ("high", 600)))
    fee = Issue(
        id=IssueId("fee"),
        name="Fee",
        options=options,
        scale=Scale(kind=ScaleKind.NUMBER, unit="crowns", low=0, high=900),
    )
    less = Value(None, 600, "crowns", exclusive=True)
    assert exclusion(fee, Act.REJECT, OptionId("high"), less).options == ("low",)
    assert exclusion(fee, Act.REJECT, OptionId("high"), None).options == ("high",)


HOURS = Issue(
    id=IssueId("hours"), name="Hours", scale=Scale(kind=ScaleKind.NUMBER, unit="hours", low=34, high=40, status_quo=38)
)
# what is said beside the red line of 20 March, to reject a number of hours -> what that refuses
SIDES = {
    "it offers more": (36, [("03-20", "propose", (37.5, None), {})], Value(None, 36, "hours")),
    "it demanded less": (37, [("03-10", "demand", 36, {})], Value(37, None, "hours")),
    "it takes less on a condition": (37, [("03-10", "condition", 36, {"condition": "x"})], Value(37, None, "hours")),
    "it asks for nothing": (36, [], Value(36, 36, "hours")),
    "it asks for a range about it": (36, [("03-10", "demand", (35, 38), {})], Value(36, 36, "hours")),
    "it offered more long before": (36, [("01-10", "propose", 38, {})], Value(36, 36, "hours")),
    "only others tell that it offers more": (36, [("03-10", "propose", 38, {"via": ("CNN",)})], Value(36, 36, "hours")),
    "it refuses a range and offers more": ((35, 36), [("03-10", "propose", 38, {})], Value(None, 36, "hours")),
    "it tells the side itself": ((None, 36), [("03-10", "propose", 35, {})], Value(None, 36, "hours")),
    "another party offers more": (36, [("03-10", "propose", 38, {"party": "norland"})], Value(36, 36, "hours")),
}


@pytest.mark.parametrize(("refused", "beside", "value"), SIDES.values(), ids=SIDES.keys())
def test_a_refused_number_refuses_what_lies_beyond_it_from_what_is_asked_for(say, refused, beside, value):
    """The party's own number tells the side; without one the number alone is refused, whatever the status quo."""
    sudmark = Party(id=PartyId("sudmark"), name="Sudmark", kind=PartyKind.STATE)
    frame = Dossier(id="d", title="D", parties=(sudmark,), issues=(HOURS,))
    told = [("03-20", "reject", refused, {"firmness": "red_line"}), *beside]
    said = [say(f"2031-{on}", act, issue="hours", number=hours, unit="hours", **more) for on, act, hours, more in told]
    line = red_line_of(positions(said, frame)["sudmark", "hours"], HOURS)
    assert line is not None
    assert line.value == value
    [drawn] = red_lines(said, frame)
    assert (drawn.value, drawn.excludes.value) == (said[0].statement.value, value)


def test_what_lies_beyond_a_refused_number_counts_by_the_places_of_options():
    """An option whose place lies beyond is refused too; where one has no place, only what is named."""
    places = {"low": 200, "high": 600}
    options = tuple(Option(id=OptionId(name), name=name, place=place) for name, place in places.items())
    fee = Issue(id=IssueId("fee"), name="Fee", options=options, scale=Scale(kind=ScaleKind.NUMBER, unit="crowns"))
    less, more = Value(100, 100, "crowns"), Value(700, 700, "crowns")
    assert exclusion(fee, Act.REJECT, OptionId("high"), None, less) == Exclusion(
        options=("high",), value=Value(600, None, "crowns")
    )
    assert exclusion(fee, Act.REJECT, OptionId("high"), None, more).options == ("low", "high")
    bare = replace(fee, options=(*options, Option(id=OptionId("none"), name="none")))
    assert exclusion(bare, Act.REJECT, OptionId("high"), None, more).options == ("high",)
