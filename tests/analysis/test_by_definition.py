"""What is read from columns, and once for all, is what the definitions tell of each statement and of each day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings

from detente.analysis import (
    Directness,
    clash,
    contests,
    line_of,
    movement,
    newest_first,
    origin,
    positions,
    red_lines,
    sources,
    watch,
)
from detente.analysis import takes_position as takes
from detente.analysis.clashes import TELLS_NO_NUMBER
from detente.analysis.moves import Aspect, aspects
from detente.analysis.origins import directness
from detente.analysis.scales import Narrowing, tells
from detente.analysis.standing import day_of
from detente.analysis.transcript import Transcript
from detente.model import Act, Firmness
from tests.analysis.drawn import DOSSIER, ENTRIES, SINCE

PARTIES, ISSUES = [each.id for each in DOSSIER.parties], [each.id for each in DOSSIER.issues]
UNTIL = SINCE + timedelta(days=25)


def _counting(entries):
    return [each for each in entries if each.counts]


def _cell_of(entries, party, issue):
    return [each for each in _counting(entries) if (each.statement.party, each.statement.issue) == (party, issue)]


@given(ENTRIES)
def test_a_position_is_contested_by_each_that_clashes_with_what_rules(entries):
    """Whichever look sets most statements aside at once; a denial is taken to name what the one it follows on names."""
    by_id = {each.id: each for each in entries}
    for cell, position in positions(entries, DOSSIER).items():
        said = _cell_of(entries, *cell)
        ruling = _naming(by_id[position.ruling], said)
        clashing = [each.id for each in newest_first(said) if clash(ruling, _naming(each, said), DOSSIER)]
        assert list(position.contested_by) == clashing


def _naming(one, cell):
    """The statement; a denial that names nothing with option and number of the one that it follows on."""
    if one.statement.act is not Act.DENY or one.statement.option is not None or one.statement.value is not None:
        return one
    told = Transcript(cell, DOSSIER)
    before = [
        (each.statement.quote.start, each.id, each)
        for each, is_own_word in zip(cell, told.own_words, strict=True)
        if each.statement.doc == one.statement.doc
        and each.statement.quote.start < one.statement.quote.start
        and (day_of(each) or date.min) <= (day_of(one) or date.min)
        and (each.statement.act is Act.DENY or not is_own_word or each.statement.reported_by)
    ]
    last = max(before, default=(0, "", one), key=lambda each: each[:2])[-1]
    if last is one or last.statement.act is not Act.DENY:
        return one
    named = _naming(last, cell).statement
    return replace(one, statement=replace(one.statement, option=named.option, value=named.value))


@given(ENTRIES)
def test_two_statements_clash_by_the_words_of_the_definition(entries):
    """By the words of docs/decisions/0003-how-statements-add-up.md, pair by pair; without a dossier."""
    for one in entries:
        for other in entries:
            assert bool(clash(one, other)) == _cannot_both_stand(one, other)


def _cannot_both_stand(one, other):
    ours, theirs = one.statement, other.statement
    numbers = [each.value for each in (ours, theirs) if each.value is not None]
    is_another = len(numbers) == 2 and numbers[0] != numbers[1]
    may_be_one = ours.option is None or theirs.option is None or ours.option == theirs.option
    if Act.DENY in {ours.act, theirs.act}:
        denial, claim = (one, other) if ours.act is Act.DENY else (other, one)
        is_before = None in (denial.dated, claim.dated) or claim.dated.earliest <= denial.dated.latest
        is_one_breath = ours.doc == theirs.doc and ours.speaker == theirs.speaker is not None
        takes_one = Act.ASSESS not in {ours.act, theirs.act}
        return (
            takes_one
            and ours.act is not theirs.act
            and may_be_one
            and not is_another
            and not is_one_breath
            and is_before
        )
    if _is_one_voice(one, other):
        return False
    if _are_two_wishes_of_a_day(one, other):
        return True
    is_one_number = len(numbers) == 2 and numbers[0] == numbers[1]
    if Act.REJECT in {ours.act, theirs.act}:
        said = theirs.act if ours.act is Act.REJECT else ours.act
        if _are_of_one_breath(one, other) and not is_one_number:
            return False
        is_named = said is Act.ACCEPT or (line_of(said) is Act.DEMAND and (bool(ours.option) or is_one_number))
        return is_named and not is_another and ours.option == theirs.option and _are_days_apart(one, other, 30)
    lines = {line_of(ours.act), line_of(theirs.act)}
    tells = Act.THREATEN not in lines and lines != {Act.CONDITION, Act.DEMAND}
    return is_another and tells and may_be_one and _is_one_month(one.dated, other.dated)


def _are_of_one_breath(one, other):
    """One person's words of one document, or one voice's in a row, of no option."""
    told = sorted((each.statement for each in (one, other)), key=lambda each: each.quote.start)
    if len({each.doc for each in told}) == 2 or any(each.option for each in told) or None in (one.dated, other.dated):
        return False
    ways = {directness(each) for each in (one, other)}
    if len(ways) == 2 or Directness.UNNAMED in ways or (Directness.DIRECT not in ways and origin(one) != origin(other)):
        return False
    is_one_person = told[0].speaker == told[1].speaker is not None
    return is_one_person or 0 <= told[1].quote.start - told[0].quote.end <= 8


def _are_two_wishes_of_a_day(one, other):
    """Two speakers of the party, in its own words, on one day, for two options and on no condition."""
    told = [each.statement for each in (one, other)]
    options, speakers = ({getattr(each, field) for each in told} for field in ("option", "speaker"))
    is_wanted = all(line_of(each.act) in {Act.DEMAND, Act.ACCEPT} and each.condition is None for each in told)
    is_own = all(directness(each) is Directness.DIRECT for each in (one, other))
    is_one_day = one.dated is not None and one.dated == other.dated and one.dated.earliest == one.dated.latest
    return is_wanted and is_own and is_one_day and all(len({*names} - {None}) == 2 for names in (options, speakers))


def _is_one_voice(one, other):
    """The party itself or one named teller tells both, of two times of which one is the later."""
    dates = [each.dated for each in (one, other)]
    if None in dates or dates[0] == dates[1]:
        return False
    first, second = sorted((each.earliest, each.latest) for each in dates)
    if first[0] != second[0] and second[1] < first[1]:
        return False
    ways = {directness(each) for each in (one, other)}
    is_named = len(ways) == 1 and Directness.UNNAMED not in ways
    return is_named and (Directness.DIRECT in ways or origin(one) == origin(other))


def _are_days_apart(one, other, most):
    days = [day_of(each) for each in (one, other)]
    return None not in days and abs((days[0] - days[1]).days) <= most


def _is_one_month(one, other):
    return one is not None and other is not None and str(one)[:7] == str(other)[:7]


@given(ENTRIES)
def test_what_contests_a_position_is_told_in_a_contest(entries):
    """Whoever reads that a position is contested finds why among the contests."""
    told = {statement for each in contests(entries, DOSSIER) for statement in each.statements}
    for position in positions(entries, DOSSIER).values():
        if position.party in PARTIES and position.issue in ISSUES:
            assert set(position.contested_by) <= told


@pytest.mark.parametrize("via", [(), ("Coastal Wire",)])
@pytest.mark.parametrize("days", [(None, None), ("2031-03-01", "2031-03-05"), (None, "2031-03-05")])
def test_a_denial_beside_an_assessment_is_no_contested_position(say, days, via):
    """Neither takes a position: what the denial is about is told among the contests."""
    assessed, denied = days
    entries = [say(assessed, "assess", via=via), say(denied, "deny", doc="doc-b")]
    [position] = positions(entries, DOSSIER).values()
    assert position.contested_by == ()
    assert any(entries[1].id in each.statements for each in contests(entries, DOSSIER))


@given(ENTRIES)
def test_softenings_are_all_that_gives_way_and_may_have_come_since(entries):
    """By the words of docs/methods/redlines.md, statement by statement."""
    for each in red_lines(entries, DOSSIER):
        line, first = line_of(each.stance), each.first_said
        found = []
        for entry in newest_first(_cell_of(entries, each.party, each.issue)):
            dated = entry.dated
            is_after = first is not None and dated is not None and dated.earliest > first.latest
            may_be_after = first is None or dated is None or dated.latest >= first.earliest
            if _gives_way(entry.statement, line, each) and may_be_after:
                found.append((entry.id, is_after))
        assert [(one.statement, one.is_certain) for one in each.softenings] == found


def _gives_way(told, line, drawn):
    if not takes(told.act) or told.act is Act.THREATEN or told.firmness is Firmness.RED_LINE:
        return False
    field = "option" if None in {told.value, drawn.value} else "value"
    named = [getattr(each, field) for each in (told, drawn)]
    is_told, is_same = None not in named, named[0] == named[1]
    if is_told and (not is_same if line is Act.REJECT else is_same and (told.act, line) == (Act.ACCEPT, Act.DEMAND)):
        return False
    is_offer = told.act is Act.PROPOSE and line is Act.REJECT
    return told.firmness is Firmness.FLEXIBLE or told.act in {Act.ACCEPT, Act.CONDITION} or is_offer


@given(ENTRIES)
@settings(max_examples=40)
def test_chances_are_the_days_on_which_a_party_could_have_moved(entries):
    """Position by position, day by day: it spoke on the issue, or another moved on it, once it had a position."""
    found = {each.party: each for each in movement(entries, DOSSIER, since=SINCE, until=UNTIL).mobilities}
    steps = {(party, issue): _steps_of(entries, party, issue) for party in PARTIES for issue in ISSUES}
    for party in PARTIES:
        expected = [
            chance
            for day in range((UNTIL - SINCE).days)
            for issue in ISSUES
            if (chance := _chance_on(steps, party, issue, SINCE + timedelta(days=day + 1), entries))
        ]
        told = found[party].chances if party in found else ()
        assert [(one.issue, one.day, one.aspects, one.movers, one.statements) for one in told] == expected
        if party in found:
            assert (found[party].n_chances, found[party].n_changes) == (
                len(told),
                sum(bool(one[2]) for one in expected),
            )
            assert tuple(told) == told[:]
            assert hash(told) == hash(tuple(told))


def _steps_of(entries, party, issue):
    """For each day of the time, in what the position changed, and what was said."""
    cell = _cell_of(entries, party, issue)
    found = {}
    for offset in range((UNTIL - SINCE).days):
        day = SINCE + timedelta(days=offset + 1)
        said = [each for each in cell if day_of(each) == day]
        before, after = (
            positions([each for each in cell if (day_of(each) or date.min) <= end], DOSSIER).get((party, issue))
            for end in (day - timedelta(days=1), day)
        )
        found[day] = aspects(before, after) if said else (), tuple(each.id for each in said)
    return found


def _chance_on(steps, party, issue, day, entries):
    taking = [day_of(each) or date.min for each in _cell_of(entries, party, issue) if takes(each.statement.act)]
    own, said = steps[party, issue][day]
    movers = [other for other in PARTIES if other != party and steps[other, issue][day][0] not in {(), (Aspect.FIRST,)}]
    has_position = bool(taking) and min(taking) < day
    if not has_position or not (said or movers):
        return None
    return issue, day, own, tuple(movers), said + tuple(id_ for other in movers for id_ in steps[other, issue][day][1])


@given(ENTRIES)
def test_a_claim_is_alone_where_all_its_statements_go_back_to_one_report(entries):
    """A claim is a party's line of stance on an issue."""
    claims = {}
    for each in _counting(entries):
        told = each.statement
        if takes(told.act) and told.party in PARTIES and told.issue in ISSUES:
            claims.setdefault((told.party, told.issue, line_of(told.act)), []).append(each)
    found = sources(entries, DOSSIER)
    alone = {key for key, several in claims.items() if len(set(map(origin, several))) == 1}
    assert found.n_claims == len(claims)
    assert {(one.party, one.issue, line_of(one.stance)) for one in found.lone_claims} == alone


def _answers(told, one):
    """Whether a statement is all that a question names; what is denied or no more than refused tells no outcome."""
    asks_number = one.at_least is not None or one.at_most is not None
    if all(each is None for each in (one.party, one.issue, one.act, one.not_act, one.firmness, *Narrowing.of(one))):
        return False
    named = ((one.party, told.party), (one.issue, told.issue), (one.act, told.act), (one.firmness, told.firmness))
    if any(asked not in {None, said} for asked, said in named) or told.act is one.not_act:
        return False
    if one.act is None and asks_number and told.act in TELLS_NO_NUMBER:
        return False
    if one.act is None and (one.option or one.not_act) and told.act is Act.DENY:
        return False
    issues = {each.id: each for each in DOSSIER.issues}
    return tells(issues.get(told.issue), told, Narrowing.of(one))


@given(ENTRIES)
def test_a_question_is_answered_by_every_statement_that_it_asks_for(entries):
    """Whatever it names: a party, an act, or no such act."""
    for one, state in zip(DOSSIER.watch, watch(entries, [], DOSSIER), strict=True):
        told = [(each.id, each.statement) for each in _counting(entries)]
        asked = {id_ for id_, statement in told if _answers(statement, one)}
        assert {hit.statement for hit in state.hits} == asked
