"""Compat mode against the whole description as plain loops, on statements with every corner that it names."""

from __future__ import annotations

import csv
import json
from datetime import datetime

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from detente.analysis.networks import Compat, EntryFiles, csv_table, read_entries

HEAD = "id,doc,date,author,source,section,type,who,what,agree,grade,mood\n"
KINDS = {"agree": "boolean", "grade": "integer", "mood": "text"}
FIELDS = ("author", "source", "section", "type")
DAYS = (
    "2030-12-28", "2030-12-29", "2030-12-30", "2030-12-31", "2031-01-01", "2031-01-02", "2031-01-04", "2031-01-05",
    "2031-01-31", "2031-02-28", "2031-03-31", "2032-01-01", "2032-02-29", "2033-02-28",
)  # fmt: skip
TIMES = ("T00:00:00", "T09:30:00", "T23:59:59")


@st.composite
def statements(draw, n_documents=5, grades=(-2, -1, 0, 1, 2, 200)):
    """Blanks, both signs, large numbers, several years, documents with fields of their own."""
    documents = [
        {
            "doc": number,
            "date": datetime.fromisoformat(draw(st.sampled_from(DAYS)) + draw(st.sampled_from(TIMES))),
            **{field: draw(st.sampled_from(("", "x", "y", "Z"))) for field in FIELDS},
        }
        for number in range(1, draw(st.integers(1, n_documents)) + 1)
    ]
    size = draw(st.integers(1, 25))
    said = [
        {
            "id": number,
            **draw(st.sampled_from(documents)),
            "who": draw(st.sampled_from(("Ada", "Bo", "cy", "Éa", "", 'Di, "x"'))),
            "what": draw(st.sampled_from(("fees", "ports", "Quota", ""))),
            "agree": draw(st.integers(0, 1)),
            "grade": draw(st.sampled_from(grades)),
            "mood": draw(st.sampled_from(("demand", "reject", "Accept", ""))),
        }
        for number in range(1, size + 1)
    ]
    said[0]["grade"] = -2  # a column of nothing but 0 and 1 would be a yes or no to the reader of CSV files
    return said


@st.composite
def asked(draw):
    """Settings of any kind that DNA can answer."""
    mode = draw(st.sampled_from(("onemode", "twomode")))
    rows, columns = draw(
        st.sampled_from((("who", "what"), ("who", "mood"), ("what", "who"), ("author", "what"), ("id", "who")))
    )
    told = {
        "networkType": mode,
        "variable1": rows,
        "variable2": columns,
        "qualifier": draw(st.sampled_from(("agree", "grade", "mood", None, "source"))),
        "qualifierAggregation": draw(
            st.sampled_from(
                ("ignore", "congruence", "conflict", "subtract")
                if mode == "onemode"
                else ("ignore", "subtract", "combine")
            )
        ),
        "normalization": draw(
            st.sampled_from(
                ("no", "average", "jaccard", "cosine") if mode == "onemode" else ("no", "activity", "prominence")
            )
        ),
        "duplicates": draw(st.sampled_from(("include", "document", "week", "month", "year", "acrossrange"))),
        "isolates": draw(st.booleans()),
        "jvm_locale": draw(st.sampled_from(("en_GB", "en_US"))),
    }
    for key, variable in (("variable1", told["variable1"]), ("qualifier", told["qualifier"])):
        if variable in {*FIELDS, "id"}:
            told[f"{key}Document"] = True
    if told["qualifier"] == "source":
        told["duplicates"] = "include"  # else DNA fails, as on the next
    if (told["qualifierAggregation"], told["normalization"]) == ("combine", "prominence"):
        told["normalization"] = "activity"
    told |= draw(_ranges) | draw(_filters)
    return told


_ranges = st.sampled_from(
    (
        {},
        {"start.date": "29.12.2030"},
        {"stop.date": "31.01.2031"},
        {"start.date": "31.12.2030", "stop.date": "01.01.2031"},
        {"start.date": "01.06.2031", "stop.date": "01.07.2031"},
    )
)
_filters = st.sampled_from(
    (
        {},
        {"excludeVariables": ["who"], "excludeValues": ["Ada"]},
        {"excludeVariables": ["who", "who", "what"], "excludeValues": ["Ada", "Bo", "fees"]},
        {"excludeVariables": ["who", "who", "what"], "excludeValues": ["Ada", "Bo", "fees"], "invertValues": True},
        {"excludeVariables": ["agree"], "excludeValues": ["0"], "invertValues": True},
        {"excludeVariables": ["grade"], "excludeValues": ["-2"]},
        {"excludeAuthors": ["x"], "excludeSections": ["y", "Z"]},
        {"excludeAuthors": ["x"], "invertAuthors": True},
        {"excludeTypes": ["Z"], "invertTypes": True, "excludeSources": ["x"]},
    )
)


def _table(said):
    lines = [HEAD]
    for s in said:
        told = {**s, "date": s["date"].isoformat(), "who": '"' + s["who"].replace('"', '""') + '"'}
        lines.append(",".join(str(told[name]) for name in HEAD.strip().split(",")) + "\n")
    return csv_table(lines, "said.csv")


def _made(said, told, files=("e.csv",)):
    """The files of an entry as rows of cells, by name."""
    text = json.dumps([{"id": "e", "function": "network", "settings": told, "files": list(files)}])
    (entry,) = read_entries(text, "settings.json")
    found = EntryFiles(_table(said), entry, Compat.DNA)
    return [list(csv.reader("".join(found.lines(file)).splitlines())) for file in files]


def _same(made, expected):
    assert len(made) == len(expected)
    for one, other in zip(made, expected, strict=True):
        assert float(one) == pytest.approx(other, abs=1e-9, nan_ok=True)


def _as_loops(spec, said, told):
    variables = {"id": "doc_text"}
    prepared = [{**s, "doc_text": str(s["doc"])} for s in said]
    renamed = {key: variables.get(value, value) if key.startswith("variable") else value for key, value in told.items()}
    return spec.Computation(prepared, KINDS, renamed)


@settings(max_examples=100, deadline=None)
@given(said=statements(), told=asked())
def test_networks_are_those_of_the_description(spec, said, told):
    """Selection, blanks, duplicates, labels, isolates, ties and normalization, from the lines of a file on."""
    (made,) = _made(said, told)
    rows, columns, cells = _as_loops(spec, said, told).matrix()
    assert made[0] == ["", *columns]
    assert [line[0] for line in made[1:]] == rows
    for line, expected in zip(made[1:], cells, strict=True):
        _same(line[1:], expected)


@settings(max_examples=25, deadline=None)
@given(said=statements(), told=asked(), unit=st.sampled_from(("weeks", "months", "years")), size=st.integers(1, 5))
def test_windows_are_those_of_the_description(spec, said, told, unit, size):
    """Their times, what lies in them and their ties, over new years, leap days and the ends of the range."""
    told = {**told, "timeWindow": unit, "windowSize": size}
    expected = _as_loops(spec, said, told).windows()
    assume(expected)
    cells, windows = _made(said, told, ("e.csv", "e.windows.csv"))
    assert len(windows) - 1 == len(expected)
    wanted = []
    for number, (line, right) in enumerate(zip(windows[1:], expected, strict=True), start=1):
        assert [datetime.fromisoformat(cell) for cell in line[1:4]] == list(right[:3])
        assert [int(cell) for cell in line[4:]] == [right[3], len(right[4]), len(right[5])]
        wanted += [
            (str(number), a, c, value)
            for a, row in zip(right[4], right[6], strict=True)
            for c, value in zip(right[5], row, strict=True)
        ]
    assert [tuple(line[:3]) for line in cells[1:]] == [line[:3] for line in wanted]
    _same([line[3] for line in cells[1:]], [line[3] for line in wanted])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(
    said=statements(),
    told=asked(),
    kernel=st.fixed_dictionaries(
        {
            "kernel": st.sampled_from(("uniform", "triangular", "epanechnikov", "gaussian")),
            "timeWindow": st.sampled_from(("weeks", "months", "years")),
            "windowSize": st.integers(1, 6),
            "indentTime": st.booleans(),
            "normalizeToOne": st.booleans(),
        }
    ),
)
def test_kernels_are_those_of_the_description(spec, said, told, kernel):
    """Whole units toward zero, the diagonal filled, spread over the whole series, places for numbers."""
    if told["qualifierAggregation"] == "combine":
        told["qualifierAggregation"] = "subtract"
    told |= kernel
    loops = _as_loops(spec, said, told)
    assume(loops.filtered and (loops.kind != "integer" or len(loops.levels(loops.filtered)) > 1))
    expected = loops.kernels()
    assume(expected)
    totals = [sum(map(sum, right[3])) for right in expected]
    assume(not kernel["normalizeToOne"] or all(abs(total) > 1e-6 for total in totals))
    cells, windows = _made(said, told, ("e.csv", "e.windows.csv"))
    assert [datetime.fromisoformat(line[2]) for line in windows[1:]] == [right[0] for right in expected]
    made = iter(cells[1:])
    for _, rows, columns, right in expected:
        for a, row in zip(rows, right, strict=True):
            lines = [next(made) for _ in columns]
            assert [line[1:3] for line in lines] == [[a, c] for c in columns]
            _same([line[3] for line in lines], row)
    assert next(made, None) is None
