"""Hand-overs of drafts that touch an issue."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from detente.analysis import hand_overs, instruments
from detente.model import (
    Dossier,
    Edtf,
    Instrument,
    InstrumentNote,
    Issue,
    IssueId,
    NoteEntry,
    Party,
    PartyId,
    PartyKind,
    Quote,
    Step,
)

FRAME = Dossier(
    id="d",
    title="D",
    parties=tuple(Party(id=PartyId(name), name=name.title(), kind=PartyKind.STATE) for name in ("norland", "sudmark")),
    issues=tuple(Issue(id=IssueId(name), name=name.title()) for name in ("passage", "fees")),
    instruments=(Instrument(id="harbour", name="Harbour paper"),),
)


def note(start: int, step: str, on: str | None = None, **fields: object) -> NoteEntry:
    """A note of ten characters on the Harbour paper."""
    told = InstrumentNote(
        doc="doc-a",
        quote=Quote(start, start + 10, "ten words."),
        named="Harbour paper",
        instrument="harbour",
        step=Step(step),
        on=Edtf(on) if on else None,
        **fields,
    )
    return NoteEntry(note=told, published=Edtf("2031-03-20"), recorded_at=datetime(2031, 6, 1, tzinfo=UTC))


TO_S, TO_N = {"by": "norland", "to": "sudmark"}, {"by": "sudmark", "to": "norland"}


@pytest.mark.parametrize(
    ("notes", "start", "found"),
    [
        ([note(0, "hand_over", "2031-03-02", **TO_S), note(50, "provide", issue="passage")], None, ["2031-03-02"]),
        ([note(0, "hand_over", "2031-03-02", **TO_S), note(50, "lack", issue="passage")], None, ["2031-03-02"]),
        ([note(0, "hand_over", "2031-03-02", **TO_S), note(50, "provide", issue="fees")], None, []),
        ([note(0, "hand_over", "2031-03-02", **TO_S)], 9, ["2031-03-02"]),
        ([note(0, "hand_over", "2031-03-02", **TO_S)], 10, []),
        (
            [note(0, "hand_over", **TO_N), note(30, "hand_over", "2031-03", **TO_S), note(50, "lack", issue="passage")],
            None,
            ["2031-03", None],
        ),
        ([note(50, "provide", issue="passage")], None, []),
    ],
    ids=["it provides", "it lacks", "another issue", "one passage", "beside it", "undated last", "not handed over"],
)  # fmt: skip
def test_the_hand_overs_of_an_issue_are_those_of_drafts_that_touch_it(say, notes, start, found):
    """By what the draft is told to hold or lack, or by a passage that it shares with a statement on the issue."""
    entries = [] if start is None else [say("2031-03-01", "demand", start=start)]
    told = hand_overs(instruments(notes, FRAME), notes, entries, IssueId("passage"))
    assert [each.passing.on and each.passing.on.text for each in told] == found
    assert {(each.instrument, each.name) for each in told} <= {("harbour", "Harbour paper")}
