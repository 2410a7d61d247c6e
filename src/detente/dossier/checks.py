"""Finds what contradicts itself in a dossier: ids, references, circles, terms of office, scales."""

from __future__ import annotations

from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter

from detente.dossier.claims import check_claims
from detente.dossier.findings import Findings, listed, nearest, shown
from detente.dossier.shapes import Part
from detente.model import Edtf, ScaleKind

_OF_A_STATEMENT = frozenset({"party", "issue", "act", "not_act", "option", "firmness", "at_least", "at_most"})
"""What a watch question asks of a statement."""
_LIMIT_SHOWN = 12
"""Ids that a message lists at most."""


def check(dossier: Part, findings: Findings) -> None:
    """Reports what each key may hold by itself and the dossier as a whole may not."""
    parties, issues = dossier.parts("parties"), dossier.parts("issues")
    for name in ("parties", "issues", "instruments", "assumptions", "questions", "watch"):
        _check_ids(dossier.parts(name), findings)
    for issue in issues:
        _check_ids(issue.parts("options"), findings)
        _check_scale(issue, findings)
    _check_references(parties, "member_of", dossier, "parties", findings)
    _check_references(issues, "parent", dossier, "issues", findings)
    hypotheses = [each for question in dossier.parts("questions") for each in question.parts("hypotheses")]
    for question in dossier.parts("questions"):
        _check_ids(question.parts("hypotheses"), findings)
    for supposed in (*dossier.parts("assumptions"), *hypotheses):
        _check_references(supposed.parts("indicators"), "party", dossier, "parties", findings)
        _check_references(supposed.parts("indicators"), "issue", dossier, "issues", findings)
        _check_narrowings(supposed.parts("indicators"), issues, findings)
    _check_watch(dossier, findings)
    _check_deal(dossier, findings)
    _check_circles(parties, "member_of", findings)
    _check_circles(issues, "parent", findings)
    for party in parties:
        _check_terms(party, findings)
    for name in ("parties", "sources", "instruments"):
        check_claims(dossier.parts(name), findings)


def _check_watch(dossier: Part, findings: Findings) -> None:
    """Reports what could never be answered: what asks for nothing, or for an option or a stage of nothing."""
    watched, issues = dossier.parts("watch"), dossier.parts("issues")
    _check_references(watched, "party", dossier, "parties", findings)
    _check_references(watched, "issue", dossier, "issues", findings)
    _check_references(watched, "instrument", dossier, "instruments", findings)
    _check_narrowings(watched, issues, findings)
    for one in watched:
        # a key counts as given where its value could not be read: that is reported already
        is_of_instrument, is_of_statement = "instrument" in one.values, not _OF_A_STATEMENT.isdisjoint(one.values)
        if is_of_instrument == is_of_statement:
            findings.report(
                one.key,
                "asks for a statement or for an instrument; give it a party, an issue or an act, or else an instrument",
            )
        if ("stage" in one.values) != is_of_instrument:
            findings.report(one.key, "takes an instrument and its stage; give it both")


def _check_narrowings(asked: Iterable[Part], issues: Iterable[Part], findings: Findings) -> None:
    """Reports options and numbers that no statement on the issue could tell."""
    options, numbers = _options_of(issues), _numbers_of(issues)
    for one in asked:
        issue, option = one.value("issue"), one.value("option")
        if option is not None and (issue, option) not in options:
            findings.report(one.at("option"), f"{shown(str(option))!r} is no option of the issue it names")
        low, high = one.value("at_least"), one.value("at_most")
        for key in ("at_least", "at_most"):
            if one.value(key) is not None and issue not in numbers:
                findings.report(one.at(key), "asks for a number; name an issue whose scale is of kind number")
        if isinstance(low, float) and isinstance(high, float) and low > high:
            findings.report(one.at("at_least"), f"{low:.15g} is above at_most, {high:.15g}; swap them")


def _check_deal(dossier: Part, findings: Findings) -> None:
    """Reports terms of a deal about what the dossier lacks, and numbers that are none of their kind."""
    terms = dossier.value("deal")
    if not isinstance(terms, Part):
        return
    options = _options_of(dossier.parts("issues"))
    for name in ("weights", "values", "reservations", "costs", "linkages"):
        for each in terms.parts(name):
            for key, list_name in (("party", "parties"), ("issue", "issues"), ("needs", "issues")):
                _check_references((each,), key, dossier, list_name, findings)
            for issue, key in (("issue", "option"), ("needs", "needed")):
                option = each.value(key)
                if option is not None and (each.value(issue), option) not in options:
                    findings.report(each.at(key), f"{shown(str(option))!r} is no option of the issue it names")
            for key in ("weight", "cost"):
                told = each.value(key)
                if isinstance(told, float) and told < 0:
                    findings.report(each.at(key), f"{told:g} is less than nothing; write 0 or more")


def _options_of(issues: Iterable[Part]) -> set[tuple[object, str]]:
    return {
        (written, option)
        for issue in issues
        for _, written in issue.texts("id")
        for each in issue.parts("options")
        for _, option in each.texts("id")
    }


def _numbers_of(issues: Iterable[Part]) -> set[object]:
    """The ids of the issues that are numbers."""
    return {
        written
        for issue in issues
        if isinstance(scale := issue.value("scale"), Part) and scale.value("kind") is ScaleKind.NUMBER
        for _, written in issue.texts("id")
    }


def _check_ids(parts: Iterable[Part], findings: Findings) -> None:
    first_lines: dict[str, int] = {}
    for part in parts:
        for at, written in part.texts("id"):
            if written in first_lines:
                message = f"{written} is already the id of {part.shape.noun}, on line {first_lines[written]}"
                findings.report(at, f"{message}; give this one another")
            else:
                first_lines[written] = findings.place_of(at).line


def _check_references(parts: Iterable[Part], name: str, dossier: Part, list_name: str, findings: Findings) -> None:
    """Reports each text under a key that is the id of nothing in one of the dossier's lists."""
    if list_name in dossier.values and dossier.value(list_name) is None:
        return  # the list could not be read: that is reported already
    targets = dossier.parts(list_name)
    ids = list(dict.fromkeys(written for target in targets for _, written in target.texts("id")))
    id_by_name = {
        word: written
        for target in targets
        for _, written in target.texts("id")
        for field in ("names", "name", "id")
        for _, word in target.texts(field)
    }
    known = frozenset(ids)
    for part in parts:
        for at, written in part.texts(name):
            if written not in known:
                near = nearest(written, id_by_name)
                others = listed(ids[:_LIMIT_SHOWN]) + (", …" if len(ids) > _LIMIT_SHOWN else "")
                advice = f"the ids are {others}" if ids else f"add it to {list_name}, or leave this out"
                if near:
                    advice = f"did you mean {id_by_name[near]}?"
                findings.report(at, f"{shown(written)!r} is not an id under {list_name}; {advice}")


def _check_circles(parts: tuple[Part, ...], name: str, findings: Findings) -> None:
    by_id = {written: part for part in reversed(parts) for _, written in part.texts("id")}
    wider = {written: [target for _, target in part.texts(name)] for written, part in by_id.items()}
    order = {written: index for index, written in enumerate(reversed(by_id))}
    while circle := _circle(wider):
        start = circle.index(min(circle, key=order.__getitem__))
        around = [*circle[start:], *circle[:start]]
        first, second = around[0], around[1 % len(around)]
        at = next(at for at, target in by_id[first].texts(name) if target == second)
        way = " > ".join([*around[:_LIMIT_SHOWN], *(["…"] if len(around) > _LIMIT_SHOWN else []), first])
        findings.report(at, f"runs in a circle: {way}; leave one of these out")
        wider[first] = [target for target in wider[first] if target != second]


def _circle(wider: dict[str, list[str]]) -> list[str]:
    """One circle of ids, each followed by one that it names, or nothing."""
    try:
        TopologicalSorter(wider).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]
        return circle[:0:-1]
    return []


def _check_terms(party: Part, findings: Findings) -> None:
    for person in party.parts("people"):
        first, last = person.value("from"), person.value("until")
        if isinstance(first, Edtf) and isinstance(last, Edtf) and first.earliest > last.latest:
            findings.report(person.at("until"), f"{last} lies before from, {first}; swap or mend them")


def _check_scale(issue: Part, findings: Findings) -> None:
    scale = issue.value("scale")
    if not isinstance(scale, Part):
        return
    low, high = scale.value("low"), scale.value("high")
    if not isinstance(low, float) or not isinstance(high, float):
        return
    if low > high:
        findings.report(scale.at("low"), f"{low:.15g} is above high, {high:.15g}; swap them")
        return
    for option in issue.parts("options"):
        place = option.value("place")
        if isinstance(place, float) and not low <= place <= high:
            message = f"{place:.15g} lies outside the issue's scale from {low:.15g} to {high:.15g}"
            findings.report(option.at("place"), f"{message}; move the place or widen the scale")
