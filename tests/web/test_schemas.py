"""What the API promises of a record is what its JSON form gives."""

from __future__ import annotations

from dataclasses import dataclass, fields

import pytest
from pydantic import ValidationError

from detente import analysis
from detente.analysis.instrument_records import InstrumentHistory
from detente.dealspace.forecasts import Forecasts
from detente.model.wire import to_wire
from detente.web.deal_shapes import SpaceAnswer, UnlockAnswer
from detente.web.schemas import answer
from detente.workspace import Workspace

RECORDS = [
    analysis.Contest, analysis.DrawnRedLine, analysis.Gaps, analysis.HypothesisMatrix, analysis.Hurdle,
    analysis.Linkages, analysis.Movement, analysis.Round, analysis.Sources, analysis.WatchState,
    analysis.AssumptionCase, InstrumentHistory, analysis.Lanes, analysis.Overlay, SpaceAnswer, UnlockAnswer, Forecasts,
]  # fmt: skip


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_field_of_a_record_is_promised_and_no_other(record: type) -> None:
    """Under its own name, and required: JSON never leaves one out."""
    schema = answer(record).model_json_schema()
    assert set(schema["properties"]) == set(schema["required"]) == {field.name for field in fields(record)}


@pytest.fixture
def told(recorded) -> list[object]:
    """The records of a workspace."""
    with Workspace.open(recorded.folder) as workspace:
        state = workspace.at()
        return [state.gaps(), *state.contests(), state.linkages(), state.sources(), *state.red_lines()]


def test_the_json_of_real_records_is_as_promised(told: list[object]) -> None:
    """Pydantic takes every record of a workspace as it is written, and reads the same out of it."""
    assert {type(record) for record in told} == {
        analysis.Gaps, analysis.Contest, analysis.Linkages, analysis.Sources, analysis.DrawnRedLine,
    }  # fmt: skip
    for record in told:
        wire = to_wire(record)
        assert answer(type(record)).model_validate(wire).model_dump(mode="json") == wire


def test_what_is_not_promised_is_no_answer(told: list[object]) -> None:
    """A field more than the record has is refused."""
    for record in told:
        with pytest.raises(ValidationError, match="more"):
            answer(type(record)).model_validate({**to_wire(record), "more": 1})


@dataclass
class Odd:
    """A record that cannot be written."""

    made: object


def test_a_type_without_a_form_in_json_is_refused() -> None:
    """It is found when the API is described, not when it answers."""
    with pytest.raises(TypeError, match="no form in JSON"):
        answer(Odd)
