"""Parquet files: the ties of a network, or of a series, as a table for programs of data analysis."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import numpy as np

from detente.analysis.networks.networks import Network
from detente.errors import MissingPartError, NetworkError


def parquet(networks: Sequence[Network]) -> bytes:
    """Every cell of every window as a row of one Parquet file.

    Columns: ``window`` (from 1), ``start``, ``middle`` and ``stop`` (moments without a time zone, null where nothing is
    dated), ``row``, ``column``, ``value``, ``positive``, ``negative``, and ``is_told``: false is silence.

    Args:
        networks: One, or the windows of a series in order.

    Raises:
        NetworkError: There is no network.
        MissingPartError: The library that writes Parquet is not installed.
    """
    if not networks:
        raise NetworkError("no statement has a date, so that there is no window to write; leave --window out")
    try:
        import pyarrow as pa  # noqa: PLC0415 -- large, wanted by few, and not installed by default
        from pyarrow.parquet import write_table  # noqa: PLC0415
    except ImportError as error:
        raise MissingPartError("Parquet", "pyarrow", "parquet") from error
    tables = [_table(pa, number, each) for number, each in enumerate(networks, start=1)]
    written = io.BytesIO()
    write_table(pa.concat_tables(tables), written)
    return written.getvalue()


def _table(pa: Any, number: int, network: Network) -> Any:  # noqa: ANN401 -- pyarrow has no types
    n_rows, n_columns = network.values.shape
    size = n_rows * n_columns
    moments = {name: getattr(network, name) for name in ("start", "middle", "stop")}
    names = {
        "row": (network.rows, np.repeat(np.arange(n_rows), n_columns)),
        "column": (network.columns, np.tile(np.arange(n_columns), n_rows)),
    }
    return pa.table(
        {
            "window": pa.array(np.full(size, number), pa.int32()),
            **{name: pa.array([moment] * size, pa.timestamp("ms")) for name, moment in moments.items()},
            **{name: pa.array(labels, pa.string()).take(pa.array(places)) for name, (labels, places) in names.items()},
            "value": pa.array(network.values.ravel(), pa.float64()),
            "positive": pa.array(network.positive.ravel(), pa.float64()),
            "negative": pa.array(network.negative.ravel(), pa.float64()),
            "is_told": pa.array(network.is_told.ravel() > 0, pa.bool_()),
        }
    )
