"""Red lines: each as it was drawn in words, whether it stands, and what was offered since."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analysis import DrawnRedLine, Holds, Softening
from detente.briefing.frame import Frame, anchor
from detente.briefing.phrases import count_words, span_words
from detente.briefing.records import Item, Part
from detente.briefing.wording import deed, listed, number_words, opened

_MARKS = {
    Holds.STANDS: "stands",
    Holds.KEPT: "kept",
    Holds.UNWITHDRAWN: "not withdrawn",
    Holds.SOFTENED: "softened",
    Holds.REPLACED: "replaced",
    Holds.BESIDE: "cannot be told",
    Holds.UNKNOWN: "cannot be told",
}
_ORDER = tuple(_MARKS)


def red_lines_part(frame: Frame) -> Part:
    """Those that stand first, then by issue and party."""
    found = sorted(frame.results.red_lines, key=lambda one: _ORDER.index(one.holds))
    room = frame.limits.red_lines
    return Part(
        key="red_lines",
        items=tuple(_item(frame, one) for one in found[:room]),
        n_further=max(0, len(found) - room),
    )


def _item(frame: Frame, one: DrawnRedLine) -> Item:
    since = [frame.told(each.statement, _label(each)) for each in one.softenings]
    return frame.item(
        anchor=anchor("red", one.statements[0]),
        label="red line",
        head=frame.party(one.party),
        about=f"on {frame.issue(one.issue)}",
        mark=_MARKS[one.holds],
        inferred=_sentences(frame, one),
        told=[frame.told(one.statements[0], "Drawn"), *since],
        sources=one.statements,
        also=() if one.position is None else (one.position,),
    )


def _label(each: Softening) -> str:
    when = "Since" if each.is_certain else "Since, or before"
    return f"{when}, denied" if each.denied_by else when


def _sentences(frame: Frame, one: DrawnRedLine) -> Iterator[str]:
    option = frame.option(one.issue, one.option)
    told = deed(one.stance, option, number_words(option, one.value), None)
    done = " ".join(filter(None, (told.verb, told.named, told.link)))
    counted = f"{count_words(one.n_statements, 'statement')}, {count_words(one.n_origins, 'origin')}"
    named = "" if told.named else ", naming no option and no number"
    yield f"{opened(done)}{named} ({counted}, {span_words(one.first_said, one.last_repeated or one.first_said)})."
    yield f"{'Stands' if one.holds is Holds.STANDS else opened(one.holds.words)}."
    if one.excludes.options:
        names = tuple(frame.option(one.issue, each) or each for each in one.excludes.options)
        yield f"Excludes {listed(names)}."
