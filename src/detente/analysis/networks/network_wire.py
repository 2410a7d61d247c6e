"""Networks as JSON: the question, the things tied, and every tie with the statements it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from detente.analysis.networks.asking import NetworkQuestion
from detente.analysis.networks.evidence import SourcedNetwork
from detente.analysis.networks.matrix_files import clock
from detente.analysis.networks.networks import Network
from detente.model.wire import to_wire


def network_to_wire(found: SourcedNetwork) -> dict[str, Any]:
    """One network with the evidence of each tie."""
    return {
        **_head(found.question),
        **_things(found.network),
        "left_out": found.n_left_out,
        "ties": [to_wire(tie) for tie in found.ties],
    }


def series_to_wire(question: NetworkQuestion, networks: Sequence[Network]) -> dict[str, Any]:
    """A series: each window with its matrix."""
    windows = [{**_things(each), "values": each.values.tolist()} for each in networks]
    return {**_head(question), "window": f"{question.window_size} {question.window}", "windows": windows}


def _head(question: NetworkQuestion) -> dict[str, Any]:
    return {
        "mode": str(question.mode),
        "variables": {"rows": question.rows, "columns": question.columns, "qualifier": question.qualifier},
        "aggregation": str(question.aggregation),
        "normalization": str(question.normalization),
        "duplicates": str(question.duplicates),
        "compat": str(question.compat),
    }


def _things(network: Network) -> dict[str, Any]:
    times = {"start": network.start, "middle": network.middle, "stop": network.stop}
    return {
        **{name: None if time is None else clock(time) for name, time in times.items()},
        "rows": list(network.rows),
        "columns": list(network.columns),
        "statements": network.n_statements,
    }
