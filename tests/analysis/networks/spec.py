"""The whole way of the Discourse Network Analyzer once more, as plain loops over statements: from lines to matrices.

Written from the description of what it computes alone. Statements are dictionaries; nothing here is shared with the
package. Numbers of windows are those of DNA, its defects included.
"""

from __future__ import annotations

import math
from calendar import monthrange
from collections import Counter
from datetime import date, datetime, timedelta

DOCUMENT_FIELDS = {"Authors": "author", "Sources": "source", "Sections": "section", "Types": "type"}


class Computation:
    """What an entry's settings ask of statements.

    Args:
        statements: Each with id, doc, date (a moment), the documents' fields, and variables as text or numbers.
        kinds: "boolean", "integer" or "text" of each variable.
        settings: As in a settings file.
    """

    def __init__(self, statements, kinds, settings):
        self.told = {
            "networkType": "twomode", "qualifierAggregation": "ignore", "normalization": "no", "duplicates": "include",
            "isolates": False, "kernel": "no", "timeWindow": "no", **settings,
        }  # fmt: skip
        self.rows, self.columns, self.qualifier = (settings.get(key) for key in ("variable1", "variable2", "qualifier"))
        self.kind = kinds.get(self.qualifier, "text") if self.qualifier else None
        dates = [s["date"] for s in statements]
        self.start = self._moment("start.date", "00:00:00") or min(dates)
        self.stop = self._moment("stop.date", "23:59:59") or max(dates)
        self.original = [s for s in statements if self.start <= s["date"] <= self.stop and self._document_passes(s)]
        self.original.sort(key=lambda s: (s["date"], s["doc"], s["id"]))
        kept = [s for s in self.original if self._passes(s) and self._is_told(s)]
        self.filtered = self._deduplicated(kept)

    def _moment(self, key, time):
        if key not in self.told:
            return None
        day, month, year = self.told[key].split(".")
        return datetime.fromisoformat(f"{year}-{month}-{day}T{time}")

    def _document_passes(self, s):
        for name, field in DOCUMENT_FIELDS.items():
            listed = self.told.get(f"exclude{name}")
            if listed and (s[field] in listed) != self.told.get(f"invert{name}", False):
                return False
        return True

    def _passes(self, s):
        by_variable = {}
        for variable, value in zip(
            self.told.get("excludeVariables", []), self.told.get("excludeValues", []), strict=True
        ):
            by_variable.setdefault(variable, []).append(value)
        is_kept = self.told.get("invertValues", False)
        return all((str(s[variable]) in values) == is_kept for variable, values in by_variable.items())

    def _is_told(self, s):
        needed = [self.rows, self.columns] + ([self.qualifier] if self.kind == "text" else [])
        return all(s[variable] != "" for variable in needed)

    def _deduplicated(self, statements):
        period = self.told["duplicates"]
        if period == "include":
            return statements
        kept = []
        for s in statements:
            if not any(self._same(s, other, period) for other in kept):
                kept.append(s)
        return kept

    def _same(self, s, other, period):
        if (s[self.rows], s[self.columns]) != (other[self.rows], other[self.columns]):
            return False
        if self.qualifier and self.told["qualifierAggregation"] != "ignore":
            value = s[self.qualifier]
            if value != other[self.qualifier] or (self.kind == "integer" and not -128 <= value <= 127):
                return False
        of = {
            "document": lambda x: x["doc"],
            "acrossrange": lambda _: 0,
            "year": lambda x: x["date"].year,
            "month": lambda x: x["date"].month,
            "week": lambda x: self._week(x["date"]),
        }[period]
        return of(s) == of(other)

    def _week(self, day):
        if self.told.get("jvm_locale") != "en_US":
            return day.isocalendar().week
        sunday = date(day.year, 1, 1)
        sunday -= timedelta(days=(sunday.weekday() + 1) % 7)
        last = date(day.year, 12, 31)
        if last.weekday() != 5 and (last - day.date()).days <= (last.weekday() + 1) % 7:  # the next year's first week
            return 1
        return (day.date() - sunday).days // 7 + 1

    # labels, levels, counts

    def labels(self, variable, statements):
        """Names in the order of their code units; of the whole range with isolates."""
        basis = self.original if self.told["isolates"] else statements
        return sorted({s[variable] for s in basis} - {""}, key=lambda label: label.encode("utf-16-be"))

    def levels(self, statements):
        """Those of the whole range, but of these statements alone where documents tell them."""
        if self.qualifier is None:
            return [None]
        if self.kind == "boolean":
            return [0, 1]
        basis = statements if self.told.get("qualifierDocument") else self.original
        return sorted({s[self.qualifier] for s in basis} - {""})

    def counted(self, statements):
        """n[a, c, k], and n[a, c, None] over all levels."""
        levels = [{None, s[self.qualifier] if self.qualifier else None} for s in statements]
        return Counter((s[self.rows], s[self.columns], k) for s, ks in zip(statements, levels, strict=True) for k in ks)

    # plain networks

    def matrix(self, statements=None):
        """Row labels, column labels and cells of the network of some statements."""
        statements = self.filtered if statements is None else statements
        make = self._two_mode if self.told["networkType"] == "twomode" else self._one_mode
        return make(statements)

    def _two_mode(self, statements):
        rows, columns = self.labels(self.rows, statements), self.labels(self.columns, statements)
        n, levels, how = self.counted(statements), self.levels(statements), self.told["qualifierAggregation"]
        cells = [[self._two_mode_cell(n, a, c, levels, how) for c in columns] for a in rows]
        if self.told["normalization"] == "no":
            return rows, columns, cells
        counted = [[n[a, c, None] for c in columns] for a in rows]
        if how == "combine":
            counted = [[float(cell > 0) for cell in row] for row in cells]
        for i in range(len(rows)):
            for j in range(len(columns)):
                by_row = self.told["normalization"] == "activity"
                divisor = sum(counted[i]) if by_row else sum(row[j] for row in counted)
                cells[i][j] = cells[i][j] / divisor if divisor else 0.0
        return rows, columns, cells

    def _two_mode_cell(self, n, a, c, levels, how):
        if how == "ignore" or (how == "subtract" and self.kind in {"text", None}):
            return float(n[a, c, None])
        by_level = [n[a, c, k] for k in levels]
        if how == "combine":
            return float(sum(2 ** (len(levels) - 1 - place) for place, m in enumerate(by_level) if m))
        if self.kind == "boolean":
            return float(by_level[1] - by_level[0])
        return float(sum(k * m for k, m in zip(levels, by_level, strict=True)))

    def _one_mode(self, statements):
        rows, concepts = self.labels(self.rows, statements), sorted({s[self.columns] for s in statements})
        levels = self.levels(statements)
        n = self.counted(statements)
        cells = [[0.0 if a == b else self._tie(n, a, b, concepts, levels) for b in rows] for a in rows]
        return rows, rows, cells

    def _tie(self, n, a, b, concepts, levels):
        tie = self._raw_tie(n, a, b, concepts, levels)
        how = self.told["normalization"]
        totals = [sum(n[x, c, k] for c in concepts for k in levels) for x in (a, b)]
        pairs = [(n[a, c, k], n[b, c, k]) for c in concepts for k in levels]
        divisor = {
            "no": 1.0,
            "average": sum(totals) / 2,
            "cosine": totals[0] * totals[1],
            "jaccard": sum(x * y + x * (y == 0) + y * (x == 0) for x, y in pairs),
        }[how]
        return tie / divisor if divisor else 0.0

    def _raw_tie(self, n, a, b, concepts, levels):
        how = self.told["qualifierAggregation"]
        congruence = conflict = together = 0.0
        spread = max(levels) - min(levels) if self.kind in {"boolean", "integer"} and levels else 1
        for c in concepts:
            for k in levels:
                if self.kind in {"text", None}:
                    x, y = n[a, c, k], n[b, c, k]
                    congruence += x * y
                    conflict += x * (y == 0) + y * (x == 0)
                for m in levels:
                    both = n[a, c, k] * n[b, c, m]
                    together += both
                    if self.kind in {"boolean", "integer"}:
                        apart = abs(k - m) / spread if spread else math.nan
                        congruence += both * (1 - apart)
                        conflict += both * apart
        return {"ignore": together, "congruence": congruence, "conflict": conflict, "subtract": congruence - conflict}[
            how
        ]

    # windows

    def windows(self):
        """Start, middle, stop and matrix of each plain window."""
        half, unit = math.floor((self.told["windowSize"] - 1) / 2 + 0.5), self.told["timeWindow"]
        found, middle = [], self.start
        while middle <= self.stop:
            begins, ends = step(middle, -half, unit), step(middle, half, unit)
            if begins >= self.start and ends <= self.stop:
                inside = [s for s in self.filtered if begins <= s["date"] <= ends]
                found.append((begins, middle, ends, len(inside), *self.matrix(inside)))
            middle = step(middle, 1, unit)
        return found

    def kernels(self):
        """Middle and matrix of each kernel window."""
        size = self.told["windowSize"] + self.told["windowSize"] % 2
        half, unit = size // 2, self.told["timeWindow"]
        start = max(self.start, self.filtered[0]["date"])
        stop = min(self.stop, self.filtered[-1]["date"])
        middle, last = start, stop
        if self.told.get("indentTime"):
            middle, last = step(start, half, unit), step(stop, -half, unit)
        found = []
        while middle <= last:
            found.append((middle, *self._kernel_matrix(middle, size, unit)))
            middle = step(middle, 1, unit)
        return found

    def _kernel_matrix(self, middle, size, unit):
        weights = [self._zeta(2 * units_between(s["date"], middle, unit) / size) for s in self.filtered]
        rows, columns = self.labels(self.rows, self.filtered), self.labels(self.columns, self.filtered)
        levels = self.levels(self.filtered)
        if self.told["networkType"] == "twomode":
            cells = [[0.0] * len(columns) for _ in rows]
            for s, weight in zip(self.filtered, weights, strict=True):
                cells[rows.index(s[self.rows])][columns.index(s[self.columns])] += weight * self._sign(s, levels)
            return rows, columns, self._to_one(cells)
        cells = [[0.0] * len(rows) for _ in rows]
        for s, weight in zip(self.filtered, weights, strict=True):
            for t, other in zip(self.filtered, weights, strict=True):
                if s[self.columns] == t[self.columns]:
                    i, j = rows.index(s[self.rows]), rows.index(t[self.rows])
                    cells[i][j] += self._alike(s, t, levels) * math.sqrt(weight * other)
        if self.told["normalization"] != "no":
            n, concepts = self.counted(self.filtered), {s[self.columns] for s in self.filtered}
            for i, a in enumerate(rows):
                for j, b in enumerate(rows):
                    sums = [n[a, c, k] + n[b, c, k] for c in concepts for k in levels]
                    cells[i][j] *= sum(2 / both for both in sums if both)
        return rows, rows, self._to_one(cells)

    def _sign(self, s, levels):
        if self.told["qualifierAggregation"] != "subtract" or self.kind in {"text", None}:
            return 1.0
        return 2.0 * s[self.qualifier] - 1 if self.kind == "boolean" else float(levels.index(s[self.qualifier]))

    def _alike(self, s, t, levels):
        how = self.told["qualifierAggregation"]
        if how == "ignore":
            return 1.0
        if self.kind is None:
            apart = 0.0
        elif self.kind == "text":
            apart = float(s[self.qualifier] != t[self.qualifier])
        else:
            apart = abs(s[self.qualifier] - t[self.qualifier]) / (max(levels) - min(levels))
        return {"congruence": 1 - apart, "conflict": apart, "subtract": 1 - 2 * apart}[how]

    def _zeta(self, d):
        kernel = self.told["kernel"]
        if kernel == "gaussian":
            return math.exp(-(d**2) / 2) / math.sqrt(2 * math.pi)
        if abs(d) > 1:
            return 0.0
        return {"uniform": 0.5, "epanechnikov": 0.75 * (1 - d * d), "triangular": abs(1 - d)}[kernel]

    def _to_one(self, cells):
        total = sum(map(sum, cells))
        if not self.told.get("normalizeToOne") or not total:
            return cells
        return [[cell / total for cell in row] for row in cells]


def step(moment, n, unit):
    """So many units on, the day clamped at the end of a month."""
    if unit in {"months", "years"}:
        months = moment.year * 12 + moment.month - 1 + n * (12 if unit == "years" else 1)
        year, month = months // 12, months % 12 + 1
        return moment.replace(year=year, month=month, day=min(moment.day, monthrange(year, month)[1]))
    return moment + n * timedelta(**{unit: 1})


def units_between(start, stop, unit):
    """Whole units, toward 0; negative where the second is the earlier."""
    if stop < start:
        return -units_between(stop, start, unit)
    if unit not in {"months", "years"}:
        return (stop - start) // timedelta(**{unit: 1})
    last = stop.date() - timedelta(days=stop.time() < start.time())
    months = (last.year - start.year) * 12 + last.month - start.month - (last.day < start.day)
    return months // (12 if unit == "years" else 1)
