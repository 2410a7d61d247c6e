"""The bundled examples: every analysis tells something there that a reader of the dispatches can check."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from detente.workspace import Workspace

EXAMPLES = Path(__file__).parents[1] / "examples"
EARLY_JANUARY = "2026-01-01/2026-01-10"
REFUSED_TIE = (
    "The White House has denied a report that it makes security guarantees for Ukraine depend on the surrender"
)


@pytest.fixture(scope="session")
def talks(bundled_talks):
    """The bundled talks, for looking only."""
    with Workspace.open(bundled_talks) as workspace:
        yield workspace


@pytest.fixture(scope="session")
def cod(tmp_path_factory):
    """The invented negotiation that is bundled, for looking only."""
    folder = tmp_path_factory.mktemp("analysed") / "cod-quota"
    with Workspace.create(folder, EXAMPLES / "cod-quota/dossier.yaml") as workspace:
        outcomes = workspace.add([EXAMPLES / "cod-quota"])
        assert [outcome.name for outcome in outcomes if outcome.kind == "refused"] == []
        yield workspace


def only(found, **told):
    """The one record that tells all of this."""
    [one] = [each for each in found if all(getattr(each, field) == told[field] for field in told)]
    return one


def quotes(workspace, ids):
    """The passages of statements or notes."""
    view = workspace.view()
    known = {entry.id: entry.statement.quote.text for entry in view.entries}
    known |= {entry.id: entry.note.quote.text for entry in view.notes}
    return [known[each] for each in ids]


@pytest.mark.parametrize(
    ("party", "issue", "words", "options"),
    [
        ("russia", "nato_membership", "Moscow insists that the question be closed for ever", ["closed"]),
        ("ukraine", "nato_membership", "Kyiv rules that out absolutely", []),
        ("russia", "force_cap", "Russia wants the army limited to 600,000", ["cap_600"]),
        ("uk", "foreign_troops", "send troops as soon as there is a deal", []),
    ],
)
def test_a_position_rests_on_the_sentence_that_tells_it(talks, party, issue, words, options):
    """A reader of the sentence would tell the same outcome."""
    position = talks.matrix().cell(party, issue)
    assert any(words in quote for quote in quotes(talks, position.statements))
    assert [stand.option for stand in position.options] == options


def test_the_quota_gap_has_narrowed_to_three_thousand_tonnes(cod):
    """One side proposes 72,000 tonnes, the other is willing to accept 75,000 to 78,000."""
    quota = only(cod.at().gaps().issues, issue="cod_quota")
    pair = only(quota.pairs, parties=("torvesund", "calvarra"))
    assert (pair.state, pair.distance, pair.unit) == ("close", 3000, "tonnes")
    said = quotes(cod, pair.statements)
    assert any("72,000 tonnes" in quote for quote in said)
    assert any("between 75,000 and 78,000 tonnes" in quote for quote in said)


def test_closed_for_ever_and_traded_for_assurances_are_an_open_gap(talks):
    """Moscow wants the question of NATO closed, proposals linked to Washington would trade the bid."""
    bid = only(talks.at().gaps().issues, issue="nato_membership")
    pair = only(bid.pairs, parties=("russia", "us"))
    assert (pair.state, [each.preferred for each in pair.preferences]) == ("open", [("closed",), ("traded",)])


def test_torvesund_moved_on_the_quota_toward_the_others(cod):
    """From 60,000 tonnes in early March to 72,000 in April: 12,000 tonnes nearer."""
    move = only(cod.at().movement(date(2031, 3, 10)).moves, party="torvesund", issue="cod_quota")
    assert (str(move.before.value), str(move.after.value)) == ("60,000 tonnes", "72,000 tonnes")
    assert str(move.on) == "2031-04-16"
    toward = only(move.directions, party="calvarra")
    assert (toward.heading, toward.distance_before - toward.distance_after) == ("toward", 12000)


def test_london_took_up_a_position_on_troops_in_january(talks):
    """Before 2026 it had not said that it would send any."""
    move = only(talks.at().movement(date(2025, 12, 31)).moves, party="uk", issue="foreign_troops")
    assert move.before is None


@pytest.mark.parametrize("party", ["uk", "france"])
def test_london_and_paris_agreed_to_troops_in_january(talks, party):
    """Both are read from the sentence that names both."""
    move = only(talks.at().movement(date(2025, 12, 31)).moves, party=party, issue="foreign_troops")
    assert move.after.stance in {"accept", "condition"}
    said = quotes(talks, move.after.statements)
    assert any("Britain and France agreed this month to send troops" in quote for quote in said)


def test_the_red_lines_tell_their_words_and_days(talks, cod):
    """A refusal with a mark of absoluteness; one that was not softened stands."""
    bid = only(talks.at().red_lines(), party="ukraine", issue="nato_membership")
    assert (bid.stance, bid.holds, str(bid.first_said)) == ("reject", "stands", "2025-12-04")
    assert "Kyiv rules that out absolutely" in quotes(talks, bid.statements)
    force = only(talks.at().red_lines(), party="russia", issue="foreign_troops")
    assert (force.stance, str(force.first_said)[:7]) == ("reject", "2025-03")
    assert "left no space for compromise on it" in force.quote
    zone = only(cod.at().red_lines(), party="torvesund", issue="zone_access")
    assert (zone.quote, zone.holds) == ("Torvesund absolutely rules out access for foreign boats", "stands")
    earlier = cod.at(date(2031, 4, 15)).red_lines()
    assert not [line for line in earlier if (line.party, line.issue) == ("torvesund", "zone_access")]


def test_a_report_and_its_denial_are_a_contest(talks, cod):
    """The claim with who tells it, the denial as the party's own word."""
    tie = only(talks.at().contests(), kind="denied", issue="security_guarantees")
    claim, denial = tie.sides
    assert (claim.quote, claim.chains) == (
        "Washington will give its guarantees only if Kyiv gives up the region",
        (("Financial Times",),),
    )
    assert (denial.parties, denial.speaker, str(denial.first_said)) == (("us",), "White House", "2026-01-28")
    assert any(said.startswith(REFUSED_TIE) for said in quotes(talks, denial.statements))
    offer = only(cod.at().contests(), kind="denied", issue="zone_access")
    assert offer.sides[0].chains == (("Hestervaag Courier", "Radio Lantern"),)
    assert any("There is no such offer" in said for said in quotes(cod, offer.sides[1].statements))


def test_a_bundled_contest_is_resolved_and_was_open_before(tmp_path):
    """The verdict upholds the denial; a look back at the moment before shows none."""
    with Workspace.create(tmp_path / "talks", EXAMPLES / "talks/dossier.yaml") as workspace:
        workspace.add([EXAMPLES / "talks/2026-01-28-guarantees-and-donbas.md"])
        before = max(entry.recorded_at for entry in workspace.statements())
        contest = only(workspace.at().contests(), kind="denied", issue="security_guarantees")
        upheld = contest.sides[1].statements
        workspace.resolve(contest.id, "upheld", "said by itself", "ada", upheld=upheld[:1], source="White House")
        resolution = workspace.at().contest(contest.id).resolution
        assert (resolution.verdict, resolution.source) == ("upheld", "White House")
        assert set(resolution.upheld) == set(upheld)
        assert workspace.at(known_at=before + timedelta(microseconds=1)).contest(contest.id).resolution is None


def test_the_links_between_issues_are_told_with_who_ties_them(talks, cod):
    """Guarantees after territory as a newspaper tells it, and denied; the army after guarantees as Kyiv says itself."""
    links = talks.at().linkages().links
    tie = only(links, dependent="security_guarantees", prerequisite="territory")
    [step], [denied] = tie.asserted_by, tie.denied_by
    assert (step.party, step.condition, step.chains) == ("us", "Kyiv gives up the region", (("Financial Times",),))
    assert (denied.party, denied.is_own_word) == ("us", True)
    army = only(links, dependent="force_cap", prerequisite="security_guarantees")
    assert (army.denied_by, [each.party for each in army.asserted_by]) == ((), ["ukraine"])
    assert any("firm, enforceable guarantees" in said for said in quotes(talks, army.asserted_by[0].statements))
    tariff = only(cod.at().linkages().links, dependent="import_tariff", prerequisite="inspection")
    assert [(each.party, each.condition) for each in tariff.asserted_by] == [
        ("torvesund", "observers sail with the boats")
    ]


def test_the_january_draft_was_handed_over_and_is_not_agreed(talks):
    """Two authors, one critic: by Dmitriev's hand and unofficially, welcomed and criticised, and nobody is bound."""
    draft = only(talks.at().instruments, id="january_draft")
    assert (draft.stage, str(draft.since), str(draft.told_since)) == ("handed_over", EARLY_JANUARY, "2026-01-14")
    assert draft.drafters == ("ukraine", "eu")
    [passing] = draft.passings
    assert (passing.to, passing.carriers, passing.is_official) == ("russia", ("Kirill Dmitriev",), False)
    assert (str(passing.on), passing.told_by) == (EARLY_JANUARY, ("Bloomberg",))
    assert {(each.party, each.step) for each in draft.reactions} == {("russia", "welcome"), ("russia", "criticise")}
    assert '"step forward"' in only(draft.reactions, step="welcome").words
    assert {each.step: each.by for each in draft.wanting} == {"lack": ("russia",), "criticise": ("russia",)}
    missing = quotes(talks, only(draft.wanting, step="lack").notes)
    assert any("points were missing" in said for said in missing)
    assert draft.next_needs == ("acceptance by Russia",)
    earlier = only(talks.at(date(2026, 1, 13)).instruments, id="january_draft")
    assert (earlier.stage, earlier.notes) == (None, ())


def test_consent_that_only_one_side_tells_is_told_as_its_claim(talks):
    """The Anchorage formula was agreed in 2025, says Moscow alone."""
    formula = only(talks.at().instruments, id="anchorage_formula")
    assert (formula.stage, str(formula.since), formula.claimed_by) == ("agreed", "2025", "russia")
    assert dict(formula.taken_by) == {"agree": ("russia", "us")}


def test_what_a_paper_provides_for_is_told(talks, cod):
    """Membership of the EU in 2027 in a plan floated by the US; licences for the inner zone in the mediators' paper."""
    plan = only(talks.at().instruments, id="twenty_point_plan")
    assert (plan.stage, plan.drafters) == ("drafted", ("us",))
    provision = only(plan.provisions, issue="eu_membership")
    assert "Ukrainian membership of the European Union in 2027" in provision.words
    paper = only(cod.at().instruments, id="gannet_paper")
    assert (paper.stage, str(paper.since)) == ("handed_over", "2031-03-17")  # the Monday before
    assert only(paper.provisions, issue="zone_access").option == "licensed"


def test_the_meetings_held_and_announced(talks):
    """In Alaska in 2025, in the Emirates with three issues left; two Americans expected in Moscow; early February."""
    found = talks.at().rounds()
    alaska = only(found, place="Alaska")
    assert (alaska.status, str(alaska.on), alaska.participants) == ("held", "2025", ("russia", "us"))
    assert set(alaska.people) == {"Putin", "Trump"}
    emirates = only(found, place="Emirates")
    assert emirates.status == "held"
    assert any("three issues remained" in each.words for each in emirates.outcomes)
    moscow = only(found, place="Moscow")
    assert (moscow.status, moscow.people) == ("announced", ("Steve Witkoff", "Jared Kushner"))
    further = next(one for one in found if one.on is not None and str(one.on).startswith("2026-02"))
    assert (further.status, str(further.on)) == ("announced", "2026-02-01/2026-02-10")
    assert "A further meeting could be held" in quotes(talks, further.notes)[0]


def test_an_announced_meeting_that_nobody_tells_of_later_is_unconfirmed(cod):
    """They were to meet again in two weeks; the next meeting is announced for a Sunday."""
    then = {str(one.on): one.status for one in cod.at(date(2031, 3, 10)).rounds()}
    now = {str(one.on): one.status for one in cod.at().rounds()}
    assert (then["2031-03-04"], then["2031-03-20~"], "2031-04-20" in then) == ("held", "announced", False)
    assert (now["2031-03-04"], now["2031-03-20~"], now["2031-04-20"]) == ("held", "unconfirmed", "announced")


def test_the_constitution_stands_in_the_way_of_ceding_land(talks, cod):
    """Told of Ukraine and of territory; a vote is floated, on a condition, and is not there yet."""
    found = talks.at().ratification()
    constitution = only(found, party="ukraine", kind="constitution")
    assert not constitution.is_expected
    [touched] = constitution.touches
    assert touched.issue == "territory"
    said = quotes(talks, touched.notes)
    assert any("which its constitution does not permit" in quote for quote in said)
    assert any("Ceding land would be unlawful in Ukraine" in quote for quote in said)
    for kind in ("referendum", "election"):
        vote = only(found, party="ukraine", kind=kind)
        assert (vote.is_expected, vote.quote) == (True, "Zelenskyy has floated a referendum or an election")
    assert cod.at().ratification() == ()


def test_the_sources_tell_who_stands_between(talks, cod):
    """A newspaper on guarantees, an agency with unnamed sources on the talks; one acceptance rests on unnamed words."""
    found = talks.at().sources()
    paper = next(each for each in found.origins if each.name.casefold() == "financial times")
    assert (paper.parties, paper.issues) == (("us",), ("security_guarantees",))
    agency = next(each for each in found.origins if each.name.casefold() == "bloomberg")
    assert "talks_process" in agency.issues
    assert 0 < agency.unnamed_share < 1
    assert found.unnamed_share + found.reported_share + found.direct_share == pytest.approx(1)
    claim = only(cod.at().sources().lone_claims, has_unnamed=True)
    assert (claim.party, claim.issue, claim.origin.casefold()) == ("calvarra", "cod_quota", "amaro tribune")
    assert claim.quote == "Port Amaro could accept 70,000 tonnes once the licences were issued"


@pytest.mark.parametrize(
    ("assumption", "verdict", "indicator", "words", "said"),
    [
        ("talking_while_fighting", "broken", "Moscow threatens", "threatened to review its role", "2025-12-30"),
        ("no_nato_veto", "holds", "Kyiv refuses to trade", "Kyiv rules that out absolutely", "2026-01-30"),
        ("rules_swing", "holds", "Washington threatens", "He has also threatened sanctions and tariffs", "2025-03-19"),
        ("tariff_goes_first", "holds", "Torvesund accepts", "to lower its duty on processed fish", "2031-04-14"),
    ],
)
def test_an_assumption_stands_or_breaks_by_the_words_that_were_said(
    talks, cod, assumption, verdict, indicator, words, said
):
    """The indicator that matched, with the statement's words and day."""
    case = only((*talks.at().assumptions(), *cod.at().assumptions()), id=assumption)
    assert case.verdict == verdict
    [seen] = [each for each in case.indicators if each.text.startswith(indicator)]
    assert (seen.state, seen.kind) == ("seen", "breaks" if verdict == "broken" else "supports")
    assert any(words in one.quote and str(one.dated) == said for one in seen.evidence)


def test_a_later_threat_does_not_break_an_assumption_before_it_is_made(talks):
    """On the eve of the threat to review the talks, nothing had broken the assumption that they go on."""
    case = only(talks.at(date(2025, 12, 29)).assumptions(), id="talking_while_fighting")
    assert case.verdict != "broken"


def test_evidence_is_set_against_every_hypothesis(talks, cod):
    """A threat to leave speaks against one answer alone; warm words fit both; a closed zone tells two answers apart."""
    question = only(talks.at().hypotheses(), id="progress_or_pause")
    assert [each.id for each in question.hypotheses] == ["step_forward", "tactical_pause"]
    threat = only(question.rows, party="russia", issue="talks_process", act="threaten")
    assert threat.bearings == ("inconsistent", "no_bearing")
    assert any("threatened to review its role" in one.quote for one in threat.evidence)
    praise = only(question.rows, party="russia", issue="talks_process", act="assess")
    assert (praise.bearings, praise.diagnosticity) == (("consistent", "consistent"), 0)
    assert any('"step forward"' in one.quote for one in praise.evidence)
    delay = only(cod.at().hypotheses(), id="bargain_or_delay")
    zone = only(delay.rows, party="torvesund", issue="zone_access", act="reject")
    assert (zone.bearings, zone.diagnosticity) == (("inconsistent", "consistent"), 1)
    assert [one.quote for one in zone.evidence] == ["Torvesund absolutely rules out access for foreign boats"]


@pytest.mark.parametrize(
    ("question", "status", "words", "dated"),
    [
        ("paris_on_troops", "answered", "Britain and France agreed this month to send troops", "2026-01"),
        ("zone_on_terms", "answered", "is willing to consider a demilitarised free economic zone", "2026-01-28"),
        ("amendments", "lapsed", None, None),
        ("russia_on_troops", "open", None, None),
        ("draft_amended", "open", None, None),
        ("plan_agreed", "open", None, None),
        ("paper_agreed", "open", None, None),
    ],
)
def test_what_is_watched_is_answered_lapsed_or_open(talks, cod, question, status, words, dated):
    """Answered by the words that answer it; what nobody answered in time has lapsed."""
    one = only((*talks.at().watch(), *cod.at().watch()), id=question)
    assert one.status == status
    assert (one.first is None) == (words is None)
    if words is not None:
        assert words in one.first.quote
        assert str(one.first.dated) == dated


def test_a_question_is_open_until_the_day_of_its_answer(talks):
    """Nine days before the horizon nobody had said anything, on the terms of the zone either."""
    then = {one.id: one.status for one in talks.at(date(2026, 1, 20)).watch()}
    assert (then["amendments"], then["zone_on_terms"]) == ("open", "open")
