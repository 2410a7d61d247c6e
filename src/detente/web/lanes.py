"""Turns the lanes of an issue into a chart: bars by stance and firmness, a mark for each statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from detente.analysis import Lane, Lanes, Saying, Segment, stance_words
from detente.briefing.marks import FIRMNESS_WORDS, UNICODE
from detente.briefing.phrases import count_words
from detente.briefing.wording import date_words, deed, excerpt
from detente.model import Edtf, Firmness, Time
from detente.web.charts import Fitted, LaneChart, Piece, SayingMark, SegmentMark
from detente.web.evidence import text_link
from detente.web.parts import Link
from detente.web.snapshots import Snapshot
from detente.web.timelines import Axis, Stretch

MOST_MARKS, MOST_MARKS_OF_ALL = 40, 240
"""So many statements of a lane, and of all lanes, have a mark of their own, the newest; the others are counted."""

FINEST, FINEST_SMALL = 0.8, 2.0
"""A stretch that begins within so many percent of the axis after one that is drawn is left to the list."""

MOST_STRETCHES = 480
"""So many stretches are drawn in all lanes together; where there are many lanes, each is drawn less finely."""

_QUOTED_CHARACTERS = 160

_THICKNESS = {Firmness.RED_LINE: 14, Firmness.FIRM: 9, Firmness.FLEXIBLE: 4, Firmness.UNCLEAR: 5}
_WIDE, _NARROW = 9.2, 3.0
"""Pixels that one percent of a lane takes at least, on a wide screen and on a narrow one."""
_CHARACTER, _GLYPH, _MARK = 7.4, 17.0, 9.0
"""Pixels that a character, a glyph and a mark take at most."""
_MARKS_BEGIN, _ROW, _MOST_ROWS = 46, 10, 8


def lane_chart(snapshot: Snapshot, lane: Lane, found: Lanes, axis: Axis, *, is_small: bool = False) -> LaneChart:
    """A party's lane on an axis; a small one has marks for its statements only where it has no stretch."""
    until = found.until or axis.last
    shown = [each for each in lane.sayings if each.dated is not None]
    most = min(MOST_MARKS, max(1, MOST_MARKS_OF_ALL // len(found.lanes)))
    finest = FINEST_SMALL if is_small else max(FINEST, 100 * len(found.lanes) / MOST_STRETCHES)
    marks, n_rows = _sayings(snapshot, [] if is_small and lane.segments else shown[-most:], axis)
    party = snapshot.party(lane.party)
    return LaneChart(
        id=f"lane-{found.issue}-{lane.party}",
        party=Link(party, snapshot.moment.link("cell", lane.party, found.issue)),
        height=_MARKS_BEGIN + _ROW * max(1, n_rows),
        segments=tuple(_segments(snapshot, lane, until, axis, finest)),
        sayings=marks,
        told=_told(party, snapshot.issue(found.issue), lane),
        n_more=max(0, len(shown) - most),
    )


def axis_of(found: Sequence[Lanes], begin: date | None, end: date | None = None) -> Axis | None:
    """The axis that these lanes share; None where no date is told.

    Args:
        found: Their issues.
        begin: The day from which on it shows; None for the first that is told.
        end: A day that it must show, though it lies after the last one looked at.
    """
    first = [each.since for each in found if each.since is not None]
    last = [each.until for each in found if each.until is not None]
    if not first or not last:
        return None
    newest = max([*last, end] if end else last)
    start = begin or min(first)
    return Axis(min(start, newest), newest)


def segment_words(snapshot: Snapshot, lane: Lane, segment: Segment, issue: str) -> str:
    """What a stretch shows, in a sentence that starts with the party."""
    about = snapshot.about(snapshot.entries[segment.ruling].statement.issue, segment.option, segment.value)
    condition = segment.condition.text if segment.condition else ""
    told = deed(segment.stance, about or None, None, condition or None)
    words = " ".join(part for part in (told.verb, told.named, told.link, f"“{condition}”" if condition else "") if part)
    span = f"from {date_words(segment.begins)}"
    span += f" to {date_words(segment.ends)}" if segment.ends else ", and still"
    doubt = "; its vague date leaves the order open" if segment.certainty is Time.POSSIBLY else ""
    return f"{snapshot.party(lane.party)} on {issue}: {words} ({FIRMNESS_WORDS[segment.firmness]}), {span}{doubt}"


def _told(party: str, issue: str, lane: Lane) -> str:
    n_undated = sum(each.dated is None for each in lane.sayings)
    undated = f", {n_undated} of them without a date" if n_undated else ""
    n_turns = max(0, len(lane.segments) - 1)
    return (
        f"{party} on {issue}: {count_words(n_turns, 'turn')}, {count_words(len(lane.sayings), 'statement')}{undated}. "
        "The list below tells each."
    )


def _segments(snapshot: Snapshot, lane: Lane, until: date, axis: Axis, finest: float) -> Iterator[SegmentMark]:
    after = until + timedelta(days=1)
    drawn = _far_enough(lane.segments, axis, finest)
    for segment, following in zip(drawn, (*drawn[1:], None), strict=False):
        pieces = tuple(_pieces(segment, following, after, axis))
        if not pieces:
            continue
        entry = snapshot.entries[segment.ruling]
        about = snapshot.about(entry.statement.issue, segment.option, segment.value)
        width = sum(float(each.stretch.width.rstrip("%")) for each in pieces if each.kind != "ends")
        glyph, verb, named = _fitted(width, (stance_words(segment.stance), about))
        yield SegmentMark(
            act=segment.stance,
            thickness=_THICKNESS[segment.firmness],
            is_hollow=segment.firmness is Firmness.UNCLEAR,
            pieces=pieces,
            at=pieces[0].stretch.at,
            glyph=Fitted(UNICODE.glyphs[segment.stance], glyph) if glyph is not None else None,
            verb=verb,
            about=named,
            told=segment_words(snapshot, lane, segment, snapshot.issue(entry.statement.issue)),
            href=text_link(snapshot, entry),
        )


def _far_enough(segments: Sequence[Segment], axis: Axis, finest: float) -> list[Segment]:
    """Those that can be told apart; what stands at the end is always among them."""
    drawn: list[Segment] = []
    for each in reversed(segments):
        if not drawn or axis.place(drawn[-1].begins.earliest) - axis.place(each.begins.earliest) >= finest:
            drawn.append(each)
    return drawn[::-1]


def _pieces(segment: Segment, following: Segment | None, after: date, axis: Axis) -> Iterator[Piece]:
    """Solid where it certainly stood by the dates told; soft over the days on which it may have begun or ended."""
    begins, ends = segment.begins, following.begins if following else segment.ends
    end = ends.earliest if ends else after
    sure = begins.earliest if begins.is_day else min(begins.latest + timedelta(days=1), end)
    gone = end
    if ends and not ends.is_day and following:
        gone = min(ends.latest + timedelta(days=1), following.ends.earliest if following.ends else after)
    for kind, start, stop in (("begins", begins.earliest, sure), ("solid", sure, end), ("ends", end, gone)):
        if stretch := axis.stretch(start, stop):
            yield Piece(kind=kind, stretch=stretch)


def _fitted(width: float, words: tuple[str, str]) -> tuple[bool | None, Fitted | None, Fitted | None]:
    """Whether the glyph fits, for all or for wide screens, and as many of the words as do."""
    pixels = _GLYPH
    if width * _WIDE < pixels:
        return None, None, None
    found: list[Fitted | None] = []
    glyph = width * _NARROW >= pixels
    for each in words:
        pixels += (len(each) + 1) * _CHARACTER
        is_before = all(found)
        fits = is_before and bool(each) and width * _WIDE >= pixels
        found.append(Fitted(each, width * _NARROW >= pixels) if fits else None)
    return glyph, found[0], found[1]


def _sayings(snapshot: Snapshot, sayings: Sequence[Saying], axis: Axis) -> tuple[tuple[SayingMark, ...], int]:
    """The marks, in rows so that none hides another, and how many rows that takes."""
    ends: list[float] = []
    found = []
    for each in sayings:
        assert each.dated is not None  # noqa: S101  # the caller leaves the undated out
        stretch = axis.told(each.dated)
        if stretch is None:
            continue
        start = axis.place(each.dated.earliest)
        row = next((row for row, end in enumerate(ends) if end <= start), len(ends))
        row = min(row, _MOST_ROWS - 1)
        end = max(axis.place(each.dated.latest), start + _MARK / _WIDE)
        ends[row:] = [end, *ends[row + 1 :]]
        found.append(_saying(snapshot, each, each.dated, stretch, row, axis))
    return tuple(found), len(ends)


def _saying(snapshot: Snapshot, saying: Saying, dated: Edtf, stretch: Stretch, row: int, axis: Axis) -> SayingMark:
    entry = snapshot.entries[saying.statement]
    about = snapshot.about(entry.statement.issue, entry.statement.option, entry.statement.value)
    said = f"{snapshot.party(entry.statement.party)} {stance_words(saying.act)}{f' {about}' if about else ''}"
    quoted = excerpt(entry.statement.quote.text, _QUOTED_CHARACTERS)
    return SayingMark(
        act=saying.act,
        at=axis.at(dated.earliest) if dated.is_day else stretch.at,
        stretch=None if dated.is_day else stretch,
        y=_MARKS_BEGIN + _ROW * row,
        told=f"{date_words(dated)}: {said} ({FIRMNESS_WORDS[saying.firmness]}): “{quoted}”",
        href=text_link(snapshot, entry),
    )
