"""A dossier's file becomes the records it describes."""

from __future__ import annotations

import pytest

from detente.dossier import advice, nodes, parse
from detente.model import (
    Act,
    Assumption,
    Dossier,
    Edtf,
    Firmness,
    Hypothesis,
    Indicator,
    IndicatorKind,
    Instrument,
    Option,
    PartyKind,
    Question,
    Scale,
    ScaleKind,
    Source,
    SourceKind,
    Stage,
    Watch,
)

SMALL = """\
dossier: strait
title: Talks
parties: [{id: norland, name: Norland}]
issues: [{id: fees, name: Fees}]
"""


def test_a_file_becomes_the_records_it_describes(dossier: Dossier, dossier_yaml: str):
    """Every key lands in the record's field, and parties and issues keep their order."""
    assert parse(dossier_yaml, "dossier.yaml") == dossier


def test_the_parser_without_c_reads_the_same(dossier_yaml: str, dossier: Dossier, monkeypatch):
    """Where PyYAML lacks its C parser, nothing but the speed changes."""
    monkeypatch.setattr(nodes, "LOADER", nodes.yaml.SafeLoader)
    assert parse(dossier_yaml, "dossier.yaml") == dossier


def test_id_and_name_are_enough():
    """A party is a state and an issue a bare label unless the file says more."""
    dossier = parse(SMALL, "d")
    assert dossier.parties[0].kind is PartyKind.STATE
    assert (dossier.issues[0].description, dossier.issues[0].terms) == ("", ())
    assert dossier.issues[0].scale == Scale()


def test_every_other_key_is_read():
    """Membership, items, parents, places, instruments, assumptions and their indicators are kept."""
    dossier = parse(
        """\
dossier: 2031-strait.v2
title: 2031
parties:
  - {id: norland, name: Norland, member_of: [league], wikidata: Q20}
  - {id: league, name: League, kind: bloc}
issues:
  - id: fees
    name: Fees
    parent: money
    scale: {low: -1, high: 6_000.5, status_quo: 2e3}
    options: [{id: mid_way, place: 50}]
  - {id: money, name: Money, scale: {kind: options}}
sources: [{name: Daily, names: [The Daily], kind: unnamed, grade: A1}]
instruments: [{id: draft, name: The draft, names: [the paper]}]
assumptions:
  - id: calm
    text: Ships keep passing.
    indicators: [{text: A closure, kind: breaks, party: norland, issue: fees, act: threaten}]
""",
        "d",
    )
    assert (dossier.id, dossier.title) == ("2031-strait.v2", "2031")
    assert dossier.parties[0].member_of == ("league",)
    assert dossier.parties[0].wikidata == "Q20"
    assert dossier.issues[0].parent == "money"
    assert dossier.issues[0].scale == Scale(kind=ScaleKind.NUMBER, low=-1, high=6000.5, status_quo=2000)
    assert dossier.issues[0].options == (Option(id="mid_way", name="mid way", place=50),)
    assert dossier.issues[1].scale.kind is ScaleKind.OPTIONS
    assert dossier.sources == (Source(name="Daily", names=("The Daily",), kind=SourceKind.UNNAMED, grade="A1"),)
    assert dossier.instruments == (Instrument(id="draft", name="The draft", names=("the paper",)),)
    indicator = Indicator(text="A closure", kind=IndicatorKind.BREAKS, party="norland", issue="fees", act=Act.THREATEN)
    assert dossier.assumptions == (Assumption(id="calm", text="Ships keep passing.", indicators=(indicator,)),)


def test_questions_and_what_is_watched_are_read():
    """Hypotheses keep their order and their indicators, and a watch question keeps all that it names."""
    dossier = parse(
        f"""\
{SMALL}instruments: [{{id: draft, name: The draft}}]
questions:
  - id: why
    text: Why does Norland talk?
    hypotheses:
      - {{id: deal, text: For a deal., indicators: [{{text: An offer, kind: supports, issue: fees, act: propose}}]}}
      - {{id: time, text: For time.}}
watch:
  - id: softer
    text: Anything but no?
    since: 2031-03
    until: 2031-04-15
    party: norland
    issue: fees
    not_act: reject
    firmness: flexible
  - {{id: agreed, text: Is it agreed?, instrument: draft, stage: agreed}}
""",
        "d",
    )
    offer = Indicator(text="An offer", kind=IndicatorKind.SUPPORTS, issue="fees", act=Act.PROPOSE)
    deal = Hypothesis(id="deal", text="For a deal.", indicators=(offer,))
    time = Hypothesis(id="time", text="For time.")
    assert dossier.questions == (Question(id="why", text="Why does Norland talk?", hypotheses=(deal, time)),)
    softer, agreed = dossier.watch
    assert softer == Watch(
        id="softer",
        text="Anything but no?",
        since=Edtf("2031-03"),
        until=Edtf("2031-04-15"),
        party="norland",
        issue="fees",
        not_act=Act.REJECT,
        firmness=Firmness.FLEXIBLE,
    )
    assert agreed == Watch(id="agreed", text="Is it agreed?", instrument="draft", stage=Stage.AGREED)


def test_a_watch_question_may_name_an_option_of_its_issue():
    """The option is looked for on the issue that the question names."""
    text = SMALL.replace("name: Fees}", "name: Fees, options: [{id: none}]}")
    (asked,) = parse(f"{text}watch: [{{id: w, text: W, issue: fees, option: none, act: accept}}]\n", "d").watch
    assert (asked.option, asked.act) == ("none", Act.ACCEPT)


@pytest.mark.parametrize("written", ["2025-01-20", '"2025-01-20"', "2025-01-20 # a day"])
def test_a_date_needs_no_quotes(written: str):
    """YAML would read a bare day as a date object; here it is the text it is."""
    people = f"\n    people:\n      - name: Vik\n        from: {written}"
    text = SMALL.replace("[{id: norland, name: Norland}]", f"\n  - id: norland\n    name: Norland{people}")
    assert parse(text, "d").parties[0].people[0].valid_from == Edtf("2025-01-20")


@pytest.mark.parametrize("empty", ["names:", "names: ~", "names: []", "wikidata: null", "people:"])
def test_an_empty_key_that_may_be_missing_counts_as_missing(empty: str):
    """A template's unfilled keys are no mistakes."""
    assert parse(SMALL.replace("name: Norland", f"name: Norland, {empty} "), "d") == parse(SMALL, "d")


def test_text_is_kept_as_one_line():
    """Folded and spaced text has single spaces, as the documents' words are compared by words."""
    text = SMALL.replace("title: Talks", "title: >\n  The  Grey\n  Strait ")
    assert parse(text, "d").title == "The Grey Strait"


def test_quoted_yes_and_no_are_names():
    """A word in quotes is always text, and so is one with the text tag."""
    text = SMALL.replace("name: Norland", 'name: "No", names: ["yes", !!str on, \'null\', "~"]')
    assert parse(text, "d").parties[0].name == "No"
    assert parse(text, "d").parties[0].names == ("yes", "on", "null", "~")


@pytest.mark.parametrize("until", ["2031-04-01", "2031-04", "2031"])
def test_someone_may_change_sides(until: str):
    """A person in two parties is no clash where the terms of office meet only at a handover."""
    text = f"""\
dossier: d
title: t
parties:
  - {{id: a, name: A, people: [{{name: Vik, until: {until}}}]}}
  - {{id: b, name: B, people: [{{name: Vik, from: 2031-04-01}}]}}
issues: [{{id: i, name: I}}]
"""
    assert [party.people[0].name for party in parse(text, "d").parties] == ["Vik", "Vik"]


def test_a_name_may_stand_twice_in_one_party():
    """Only a name that points to two parties is ambiguous."""
    text = SMALL.replace("name: Norland", "name: Norland, names: [norland, Norland]")
    assert parse(text, "d").parties[0].names == ("norland", "Norland")


def test_a_byte_order_mark_is_no_text():
    """Editors that write a byte order mark are forgiven."""
    assert parse("\ufeff" + SMALL, "d") == parse(SMALL, "d")


def test_a_sound_dossier_in_json_is_sound():
    """JSON is YAML, so a dossier that a program wrote as JSON is read."""
    text = '{"dossier": "d", "title": "t", "parties": [{"id": "a", "name": "A"}], "issues": [{"id": "i", "name": "I"}]}'
    assert parse(text, "d").party("a").name == "A"


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ("Armed Group", PartyKind.ARMED_GROUP), ("political-party", PartyKind.POLITICAL_PARTY),
        ("country", PartyKind.STATE), ("international organization", PartyKind.ORGANISATION),
        ("alliance", PartyKind.BLOC), ("civil society", PartyKind.ASSOCIATION),
    ],
)  # fmt: skip
def test_a_kind_may_be_spelt_or_called_as_people_do(told, kind):
    """Spaces, hyphens and capitals do not matter, nor does the everyday word for a kind."""
    (party,) = parse(SMALL.replace("name: Norland", f"name: Norland, kind: {told}"), "d.yaml").parties
    assert (party.kind, party.kind_told) == (kind, "")


def test_a_kind_that_nobody_knows_is_kept_and_told():
    """It describes and decides nothing: the dossier can be used, and its author is told what would be known."""
    dossier = parse(
        SMALL.replace("name: Norland", "name: Norland, kind: satellites") + "sources: [{name: S, kind: zine}]", "d"
    )
    assert (dossier.parties[0].kind, dossier.parties[0].kind_told) == (PartyKind.OTHER, "satellites")
    told = [one for one in advice(dossier) if "is not known" in one]
    assert [one.split(",")[0] for one in told] == ["Norland is of kind 'satellites'", "S is of kind 'zine'"]
    assert "armed_group" in told[0]
    assert "newspaper" in told[1]
