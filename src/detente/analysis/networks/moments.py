"""Moments: steps along the calendar in seconds, clamped at the ends of months."""

from __future__ import annotations

import calendar
from datetime import MAXYEAR, MINYEAR, timedelta

from detente.analysis.networks.asking import Unit
from detente.analysis.networks.tables import moment_of, seconds_of
from detente.errors import NetworkError

SECONDS = {Unit.SECONDS: 1, Unit.MINUTES: 60, Unit.HOURS: 3600, Unit.DAYS: 86_400, Unit.WEEKS: 604_800}
"""The units that are always as long."""

_MONTHS = {Unit.MONTHS: 1, Unit.YEARS: 12}
_TOO_FAR = "a window of {} {} goes beyond the calendar; choose a smaller one"


def moved(seconds: int, n_units: int, unit: Unit) -> int:
    """The time so many units later; the 31st becomes the last day of a shorter month.

    Raises:
        NetworkError: That lies beyond the years 1 to 9999.

    Example:
        >>> from datetime import datetime
        >>> moment_of(moved(seconds_of(datetime(2031, 1, 31)), 1, Unit.MONTHS)).day
        28
    """
    if unit in SECONDS:
        return seconds + n_units * SECONDS[unit]
    moment = moment_of(seconds)
    year, month = divmod(moment.year * 12 + moment.month - 1 + n_units * _MONTHS[unit], 12)
    if not MINYEAR <= year <= MAXYEAR:
        raise NetworkError(_TOO_FAR.format(abs(n_units), unit))
    day = min(moment.day, calendar.monthrange(year, month + 1)[1])
    return seconds_of(moment.replace(year=year, month=month + 1, day=day))


def whole_units(start: int, stop: int, unit: Unit) -> int:
    """How many whole units lie between two times, negative where the second is the earlier.

    Months are counted between days, as the calendar of Java does: a last day that is not full at the first time's
    hour is left out, so that from 31 January 10:00 to 1 March 9:00, as to 28 February, there is none.

    Example:
        >>> from datetime import datetime
        >>> whole_units(seconds_of(datetime(2031, 1, 31)), seconds_of(datetime(2031, 2, 28)), Unit.MONTHS)
        0
    """
    if stop < start:
        return -_whole_units_up(stop, start, unit)
    return _whole_units_up(start, stop, unit)


def _whole_units_up(start: int, stop: int, unit: Unit) -> int:
    if unit in SECONDS:
        return (stop - start) // SECONDS[unit]
    first, last = moment_of(start), moment_of(stop)
    if last.time() < first.time():
        last -= timedelta(days=1)
    months = (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
    return months // _MONTHS[unit]
