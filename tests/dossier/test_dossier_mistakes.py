"""Every mistake is told with its line, its key and what would be right."""

from __future__ import annotations

import pytest

from detente.dossier import nodes, parse
from detente.dossier.findings import LIMIT_PROBLEMS
from detente.errors import DossierError, DossierProblem

HEAD = "dossier: d\ntitle: t\n"  # lines 1 and 2
PARTIES = "parties: [{id: a, name: A}, {id: b, name: B}]\n"  # line 3 where both stand
ISSUES = "issues: [{id: i, name: I}]\n"  # line 4
SOUND = HEAD + PARTIES + ISSUES
LINE = 6  # the second of two parties or issues


def problems(text: str) -> tuple[DossierProblem, ...]:
    """What is wrong with the text."""
    with pytest.raises(DossierError) as caught:
        parse(text, "d.yaml")
    return caught.value.problems


def party(rest: str) -> str:
    """A dossier whose second party, on line 6, has these further keys."""
    return f"{HEAD}{ISSUES}parties:\n  - {{id: a, name: A}}\n  - {{id: b, name: B, {rest}}}\n"


def issue(rest: str) -> str:
    """A dossier whose second issue, on line 6, has these further keys."""
    return f"{HEAD}{PARTIES}issues:\n  - {{id: h, name: H}}\n  - {{id: i, name: I, {rest}}}\n"


def indicator(rest: str) -> str:
    """A dossier whose only indicator, on line 5, has these further keys."""
    return f"{SOUND}assumptions: [{{id: x, text: T, indicators: [{{text: U, {rest}}}]}}]\n"


INDICATOR = "assumptions[0].indicators[0]"


def asked(rest: str) -> str:
    """A dossier whose only question, on line 5, has these hypotheses."""
    return f"{SOUND}questions: [{{id: q, text: Q, hypotheses: [{rest}]}}]\n"


def watched(rest: str) -> str:
    """A dossier that watches for one thing, on line 7, with an instrument and an option to name."""
    return (
        f"{HEAD}{PARTIES}issues: [{{id: i, name: I, options: [{{id: o}}]}}, {{id: j, name: J}}]\n"
        f"instruments: [{{id: p, name: P}}]\nwatch:\n  - {{id: w, text: W{rest}}}\n"
    )


CASES = {
    "broken": (HEAD + "parties: [a\nissues: 1", 4, "", ("line 3", "close the bracket")),
    "tab": (HEAD + "\tparties: 1", 3, "", ("broken YAML", "not tabs")),
    "colon": ("title: talks: the end", 1, "", ("broken YAML", "quotes")),
    "open quote": ("title: 't\n\n", 3, "", ("begins on line 1", "not closed")),
    "indent": ("- a\nb: 1", 2, "", ("broken YAML", "one column")),
    "two documents": (SOUND + "---\n" + SOUND, 6, "", ("second YAML document", "keep one")),
    "too deep": (HEAD + "parties: " + "[" * 40 + "]" * 40, 3, "", ("deeper than",)),
    "control character": ("title: t\nparties: \x07", 2, "", ("U+0007", "remove")),
    "surrogate": ("title: t\nparties: \ud800", 2, "", ("U+D800", "remove")),
    "empty": ("# nothing yet\n", 0, "", ("is empty", "dossier, title, parties and issues")),
    "top is a list": ("- dossier: d", 1, "", ("a list", "dossier, title, parties")),
    "top is a text": ("\nhello", 2, "", ("the text 'hello'", "dossier, title, parties")),
    "unknown key": (SOUND + "source: []", 5, "source", ("no key of a dossier", "did you mean sources?")),
    "unlike any key": (party("xyz: 1"), LINE, "parties[1].xyz", ("its keys are id, name, kind",)),
    "comma in a bare text": (
        issue("description: pay, or wait"),
        LINE,
        "issues[1].or wait",
        ("no key of an issue", "in quotes"),
    ),
    "key is a list": (SOUND + "? [a]\n: 1", 5, "", ("a list", "a key of a dossier")),
    "merge key": (SOUND + "<<: {}", 5, "<<", ("no key of a dossier",)),
    "duplicate key": (SOUND + "\ntitle: u", 6, "title", ("twice", "first on line 2")),
    "missing at the top": (
        "\ntitle: t\n" + PARTIES + ISSUES,
        2,
        "dossier",
        ("is missing", "a dossier needs it"),
    ),
    "missing in a list": (HEAD + ISSUES + "parties:\n\n  - id: a", 6, "parties[0].name", ("is missing",)),
    "required but empty": ("dossier: d\ntitle:\n" + PARTIES + ISSUES, 2, "title", ("is empty",)),
    "empty text": ("dossier: d\ntitle: ' '\n" + PARTIES + ISSUES, 2, "title", ("is empty",)),
    "no parties": (HEAD + ISSUES + "parties: []", 4, "parties", ("is empty", "needs a party")),
    "text for a list": (party("names: Bee"), LINE, "parties[1].names", ("a list", "write [Bee]")),
    "text for groups": (SOUND + "sources: CNN", 5, "sources", ("a list", "- name:")),
    "group for a list": (SOUND + "sources: {a: b}", 5, "sources", ("a group of keys", "- name:")),
    "text for a group": (
        party("people: [Vik]"),
        LINE,
        "parties[1].people[0]",
        ("'Vik'", "name, names, role"),
    ),
    "list for a text": (party("wikidata: [Q1]"), LINE, "parties[1].wikidata", ("a list", "a single value")),
    "nothing in a list": (party("names: [~]"), LINE, "parties[1].names[0]", ("nothing",)),
    "alias": (party("names: [&x y, *x]"), LINE, "parties[1].names[1]", ("an alias", "in full")),
    "alias as a key": (SOUND + "&x sources: []\n*x : 1", 6, "", ("an alias", "a key of a dossier")),
    "tag": (party("names: !secret [y]"), LINE, "parties[1].names", ("a tag", "in full")),
    "norway": ("dossier: d\ntitle: No\n" + PARTIES + ISSUES, 2, "title", ('"No" in quotes',)),
    "norway in a list": (party("names: [x, off]"), LINE, "parties[1].names[1]", ('"off" in quotes',)),
    "escape in a text": (party('names: ["\\e[2J"]'), LINE, "parties[1].names[0]", ("cannot be printed",)),
    "id form": (SOUND + "instruments: [{id: The Plan, name: P}]", 5, "instruments[0].id", ("the_plan",)),
    "id without a letter": (SOUND + "instruments: [{id: 20, name: P}]", 5, "instruments[0].id", ("no id",)),
    "dossier's id": ("dossier: My Talks\ntitle: t\n" + PARTIES + ISSUES, 1, "dossier", ("my_talks",)),
    "person's key by another word": (
        party("people: [{name: V, title: envoy}]"),
        LINE,
        "parties[1].people[0].title",
        ("did you mean role?",),
    ),
    "scale of a date": (issue("scale: {kind: date}"), LINE, "issues[1].scale.kind", ("did you mean options?",)),
    "stage by another word": (
        watched(", instrument: p, stage: initialled"),
        7,
        "watch[0].stage",
        ("did you mean agreed?",),
    ),
    "scale kind": (
        issue("scale: {kind: numbers}"),
        LINE,
        "issues[1].scale.kind",
        ("number?", "options, number"),
    ),
    "indicator kind": (indicator("kind: break"), 5, f"{INDICATOR}.kind", ("supports, breaks",)),
    "indicator without kind": (indicator("act: deny"), 5, f"{INDICATOR}.kind", ("is missing",)),
    "act": (indicator("kind: breaks, act: rejects"), 5, f"{INDICATOR}.act", ("did you mean reject?",)),
    "date": (party("people: [{name: V, from: today}]"), LINE, "parties[1].people[0].from", ("2026-03-06",)),
    "no such day": (
        party("people: [{name: V, until: 2025-02-30}]"),
        LINE,
        "parties[1].people[0].until",
        ("no date",),
    ),
    "from after until": (
        party("people: [{name: V, from: 2026-02, until: 2026-01-31}]"),
        LINE,
        "parties[1].people[0].until",
        ("2026-01-31 lies before from, 2026-02",),
    ),
    "grade": (SOUND + "sources: [{name: S, grade: b2}]", 5, "sources[0].grade", ("A to F", "such as B2")),
    "wikidata": (party("wikidata: '212'"), LINE, "parties[1].wikidata", ("Q212",)),
    "no number": (issue("scale: {status_quo: as now}"), LINE, "issues[1].scale.status_quo", ("no number",)),
    "quoted number": (issue("scale: {low: '4'}"), LINE, "issues[1].scale.low", ("without quotes",)),
    "grouped number": (
        f"{HEAD}{PARTIES}issues:\n  - id: i\n    name: I\n    scale:\n      low: 600,000\n",
        8,
        "issues[0].scale.low",
        ("such as 600000",),
    ),
    "not a finite number": (issue("scale: {high: .nan}"), LINE, "issues[1].scale.high", ("no number",)),
    "endless number": (issue("scale: {high: 1e999}"), LINE, "issues[1].scale.high", ("beyond any number",)),
    "low above high": (
        issue("scale: {low: 9, high: 3}"),
        LINE,
        "issues[1].scale.low",
        ("9 is above high, 3",),
    ),
    "place off the scale": (
        issue("scale: {low: 0, high: 3}, options: [{id: x, place: 4}]"),
        LINE,
        "issues[1].options[0].place",
        ("4 lies outside", "from 0 to 3"),
    ),
    "party id twice": (
        HEAD + ISSUES + "parties:\n  - {id: a, name: A}\n  - {id: a, name: B}",
        LINE,
        "parties[1].id",
        ("line 5",),
    ),
    "option id twice": (issue("options: [{id: x}, {id: x}]"), LINE, "issues[1].options[1].id", ("already",)),
    "instrument id twice": (
        SOUND + "instruments:\n - {id: x, name: X}\n - {id: x, name: Y}",
        7,
        "instruments[1].id",
        ("already the id", "line 6"),
    ),
    "unknown party": (indicator("kind: breaks, party: c"), 5, f"{INDICATOR}.party", ("the ids are a, b",)),
    "unknown issue": (indicator("kind: breaks, issue: ii"), 5, f"{INDICATOR}.issue", ("did you mean i?",)),
    "instrument where none is listed": (
        SOUND + "watch: [{id: w, text: W, instrument: x, stage: agreed}]",
        5,
        "watch[0].instrument",
        ("'x' is not an id under instruments", "add it to instruments"),
    ),
    "a party of a list that could not be read": (
        HEAD + "parties: 5\n" + ISSUES + "watch: [{id: w, text: W, party: a}]",
        3,
        "parties",
        ("a list",),
    ),
    "unknown parent": (issue("parent: hh"), LINE, "issues[1].parent", ("did you mean h?",)),
    "name for an id": (
        HEAD + ISSUES + "parties:\n  - {id: nl, name: Norland}\n  - {id: b, name: B, member_of: [Norland]}\n",
        LINE,
        "parties[1].member_of[0]",
        ("did you mean nl?",),
    ),
    "question id twice": (
        SOUND + "questions:\n - {id: q, text: Q}\n - {id: q, text: R}",
        7,
        "questions[1].id",
        ("already the id", "line 6"),
    ),
    "question without hypotheses": (asked(""), 5, "questions[0].hypotheses", ("needs a hypothesis",)),
    "hypothesis id twice": (
        asked("{id: h, text: H}, {id: h, text: K}"),
        5,
        "questions[0].hypotheses[1].id",
        ("already the id of a hypothesis",),
    ),
    "unknown party of a hypothesis": (
        asked("{id: h, text: H, indicators: [{text: U, kind: breaks, party: c}]}"),
        5,
        "questions[0].hypotheses[0].indicators[0].party",
        ("the ids are a, b",),
    ),
    "unknown issue of a hypothesis": (
        asked("{id: h, text: H, indicators: [{text: U, kind: breaks, issue: ii}]}"),
        5,
        "questions[0].hypotheses[0].indicators[0].issue",
        ("did you mean i?",),
    ),
    "watch id twice": (
        SOUND + "watch:\n - {id: w, text: W, party: a}\n - {id: w, text: V, party: b}",
        7,
        "watch[1].id",
        ("already the id", "line 6"),
    ),
    "watch for nothing": (watched(""), 7, "watch[0]", ("a statement or for an instrument",)),
    "watch for both": (
        watched(", party: a, instrument: p, stage: agreed"),
        7,
        "watch[0]",
        ("a statement or for an instrument",),
    ),
    "misspelt stage": (watched(", instrument: p, stage: agred"), 7, "watch[0].stage", ("did you mean agreed?",)),
    "misspelt act alone": (watched(", act: rejct"), 7, "watch[0].act", ("did you mean reject?",)),
    "instrument without a stage": (watched(", instrument: p"), 7, "watch[0]", ("give it both",)),
    "stage without an instrument": (
        watched(", party: a, stage: agreed"),
        7,
        "watch[0]",
        ("takes an instrument and its stage",),
    ),
    "watched party": (watched(", party: c"), 7, "watch[0].party", ("the ids are a, b",)),
    "watched issue": (watched(", issue: k"), 7, "watch[0].issue", ("the ids are i, j",)),
    "watched instrument": (watched(", instrument: pp, stage: agreed"), 7, "watch[0].instrument", ("mean p?",)),
    "watched option": (watched(", issue: i, option: x"), 7, "watch[0].option", ("'x' is no option",)),
    "option of another issue": (watched(", issue: j, option: o"), 7, "watch[0].option", ("'o' is no option",)),
    "watched number": (watched(", issue: i, at_least: 3"), 7, "watch[0].at_least", ("whose scale is of kind number",)),
    "number of no issue": (indicator("kind: breaks, at_most: 3"), 5, f"{INDICATOR}.at_most", ("asks for a number",)),
    "option of no issue": (indicator("kind: breaks, option: o"), 5, f"{INDICATOR}.option", ("'o' is no option",)),
    "numbers the wrong way round": (
        issue("scale: {kind: number, unit: t}") + "watch: [{id: w, text: W, issue: i, at_least: 4, at_most: 3}]\n",
        7,
        "watch[0].at_least",
        ("4 is above at_most, 3; swap them",),
    ),
    "watched act": (watched(", party: a, not_act: rejects"), 7, "watch[0].not_act", ("did you mean reject?",)),
    "watched date": (watched(", party: a, until: soon"), 7, "watch[0].until", ("no date",)),
    "own parent": (issue("parent: i"), LINE, "issues[1].parent", ("circle: i > i",)),
    "circle of members": (
        HEAD + ISSUES + "parties:\n"
        "  - {id: a, name: A, member_of: [c]}\n  - {id: b, name: B, member_of: [a]}\n"
        "  - {id: c, name: C, member_of: [b]}\n",
        5,
        "parties[0].member_of[0]",
        ("circle: a > c > b > a",),
    ),
    "name of two parties": (party("names: [a]"), LINE, "parties[1].names[0]", ("both a (line", "and b")),
    "person of two parties": (
        HEAD + ISSUES + "parties:\n"
        "  - {id: a, name: A, people: [{name: Tor Vik, names: [Vik], until: 2031}]}\n"
        "  - {id: b, name: B, people: [{name: Ola Vik, names: [Vik], from: 2030}]}\n",
        6,
        "parties[1].people[0].names[0]",
        ("'Vik' is claimed by both a (line 5) and b",),
    ),
    "name of two sources": (
        SOUND + "sources:\n - {name: BBC}\n - {name: B, names: [BBC]}",
        7,
        "sources[1].names[0]",
        ("both BBC (line 6) and B",),
    ),
}


@pytest.mark.parametrize("loader", [nodes.LOADER, nodes.yaml.SafeLoader], ids=["C", "Python"])
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_mistake_is_told_with_its_place_and_what_would_be_right(case, loader, monkeypatch):
    """One mistake gives one problem: file, line, dotted key, and words that help, with either parser."""
    text, line, key, words = case
    monkeypatch.setattr(nodes, "LOADER", loader)
    (problem,) = problems(text)
    assert (problem.file, problem.line, problem.key) == ("d.yaml", line, key)
    for word in words:
        assert word in problem.message
    assert problem.message.isprintable()


def test_all_mistakes_are_listed_at_once_in_file_order():
    """Nobody has to mend a dossier one run at a time."""
    text = """\
titel: t
dossier: d
parties:
  - {id: a, name: no, knid: state}
  - {id: a, member_of: [z]}
issues:
  - {id: i, name: I, scale: {low: x}, parent: i}
  - 5
"""
    found = problems(text)
    assert [(problem.line, problem.key) for problem in found] == [
        (1, "titel"),
        (1, "title"),
        (4, "parties[0].name"),
        (4, "parties[0].knid"),
        (5, "parties[1].name"),
        (5, "parties[1].id"),
        (5, "parties[1].member_of[0]"),
        (7, "issues[0].scale.low"),
        (7, "issues[0].parent"),
        (8, "issues[1]"),
    ]


def test_an_id_that_stands_twice_is_offered_once():
    """What to choose from is told without repeats, whatever else is wrong."""
    twice = indicator("kind: breaks, party: c").replace("id: b", "id: a")
    assert [problem.message.split("; ")[-1] for problem in problems(twice)][1:] == ["the ids are a"]


def test_each_circle_is_told_once():
    """Two circles are two mistakes, whoever belongs to them."""
    parents = {"i": "h", "h": "i", "k": "k", "m": "k"}
    lines = "".join(f"  - {{id: {name}, name: X, parent: {parent}}}\n" for name, parent in parents.items())
    found = problems(f"{HEAD}{PARTIES}issues:\n{lines}")
    assert [problem.key for problem in found] == ["issues[0].parent", "issues[2].parent"]


def test_a_long_circle_is_shown_shortened():
    """A message stays readable, however many entries a circle has."""
    count = 2000
    lines = "".join(f"  - {{id: i{n}, name: X, parent: i{(n + 1) % count}}}\n" for n in range(count))
    (problem,) = problems(f"{HEAD}{PARTIES}issues:\n{lines}")
    assert problem.line == 5
    assert len(problem.message) < 200


def test_reading_stops_after_very_many_mistakes():
    """A file that is something else altogether gives a list that can still be read."""
    found = problems("".join(f"key{n}: 1\n" for n in range(5000)))
    assert len(found) == LIMIT_PROBLEMS + 1
    assert f"stopped after {LIMIT_PROBLEMS} mistakes" in found[-1].message


def test_long_text_is_shown_shortened():
    """A message never repeats a whole paragraph of the file."""
    (problem,) = problems(f"{SOUND}{'k' * 5000}: 1")
    assert len(str(problem)) < 250


@pytest.mark.parametrize("loader", [nodes.LOADER, nodes.yaml.SafeLoader], ids=["C", "Python"])
def test_an_escape_beyond_unicode_is_told(loader, monkeypatch):
    """The parsers differ in how they fail; the user is told about the escape by both."""
    monkeypatch.setattr(nodes, "LOADER", loader)
    (problem,) = problems('title: "\\U00110000"')
    assert "escape" in problem.message


def test_aliases_do_not_expand():
    """A few lines of nested aliases cannot fill the memory."""
    bomb = "".join(f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 9)}]\n" for n in range(1, 60))
    told = problems("x0: &x0 lol\n" + bomb)
    assert told
    assert all(len(problem.message) < 200 for problem in told)
