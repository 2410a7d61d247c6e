"""Networks of statements by hand: blanks, both signs, several years, filters, ranges and windows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from detente.analysis.networks import (
    Aggregation,
    Compat,
    Duplicates,
    Kernel,
    Mode,
    NetworkQuestion,
    Normalization,
    Unit,
    ValueFilter,
    network,
    networks_over_time,
)
from detente.analysis.networks.duplicates import week_numbers
from detente.analysis.networks.kernels import weight
from detente.analysis.networks.moments import whole_units
from detente.analysis.networks.tables import seconds_of
from detente.errors import NetworkError

DNA, OURS = Compat.DNA, Compat.NONE


def asked(**changes):
    """A one-mode question by agreement, with changes."""
    base = {
        "mode": Mode.ONE_MODE,
        "rows": "who",
        "columns": "what",
        "qualifier": "agree",
        "aggregation": Aggregation.SUBTRACT,
    }
    return NetworkQuestion(**{**base, **changes})


def two(**changes):
    """A two-mode question by agreement, with changes."""
    return asked(mode=Mode.TWO_MODE, **changes)


def rows(*said, day="2031-01-01"):
    """Lines of a CSV file: who, what and how, each in a document of its own unless told otherwise."""
    return [f"{i},{i},{day},,,,,{who},{what},{how}" for i, (who, what, how) in enumerate(said, start=1)]


@pytest.mark.parametrize("compat", [DNA, OURS])
def test_blanks_take_no_part(made, compat):
    """A statement without an actor or a concept is left out, and its other half is no node."""
    table = made(rows(("Norland", "Fees", 1), ("", "Fees", 1), ("Sudmark", "", 1)))
    found = network(table, two(compat=compat))
    assert (found.rows, found.columns, found.n_statements) == (("Norland",), ("Fees",), 1)


def test_an_actor_who_shares_no_concept_is_still_a_node(made):
    """It stands in the matrix with no tie."""
    found = network(made(rows(("Norland", "Fees", 1), ("Sudmark", "Ports", 1))), asked())
    assert found.rows == ("Norland", "Sudmark")
    assert not found.values.any()
    assert not found.is_told.any()


def test_both_signs_of_a_pair_survive_duplicates_unless_dna_ignores_the_qualifier(made):
    """DNA looks at the qualifier only where the aggregation does; ours always."""
    table = made(["1,7,2031-01-01,,,,,Norland,Fees,1", "2,7,2031-01-01,,,,,Norland,Fees,0"])
    ignoring = two(aggregation=Aggregation.IGNORE, duplicates=Duplicates.DOCUMENT)
    assert network(table, replace(ignoring, compat=DNA)).values.tolist() == [[1]]
    assert network(table, ignoring).values.tolist() == [[2]]
    assert network(table, two(duplicates=Duplicates.DOCUMENT, compat=DNA)).n_statements == 2


def test_silence_is_told_apart_from_balance(made):
    """Both are 0; only balance is told, and both of its signs stand apart."""
    table = made(rows(("Norland", "Fees", 1), ("Norland", "Fees", 0), ("Norland", "Ports", 1), ("Sudmark", "Ports", 1)))
    found = network(table, two())
    assert found.values.tolist() == [[0, 1], [0, 1]]
    assert found.is_told.tolist() == [[1, 1], [0, 1]]
    assert (found.positive[0, 0], found.negative[0, 0]) == (1, 1)


@pytest.mark.parametrize(
    ("duplicates", "dna", "ours"),
    [
        (Duplicates.MONTH, 1, 2),  # the same month of two years is one month for DNA
        (Duplicates.WEEK, 1, 2),
        (Duplicates.YEAR, 2, 2),
        (Duplicates.ACROSS_RANGE, 1, 1),
        (Duplicates.DOCUMENT, 2, 2),
    ],
)
def test_periods_of_duplicates(made, duplicates, dna, ours):
    """The calendar is true by default; DNA leaves the year of months and weeks aside."""
    table = made(["1,1,2030-03-06,,,,,Norland,Fees,1", "2,2,2031-03-05,,,,,Norland,Fees,1"])
    assert network(table, two(duplicates=duplicates, compat=DNA)).n_statements == dna
    assert network(table, two(duplicates=duplicates)).n_statements == ours


def test_weeks_follow_the_locale_that_dna_ran_in(made):
    """2 and 4 January 2026 are Friday and Sunday: one week in Britain, two in America."""
    table = made(["1,1,2026-01-02,,,,,Norland,Fees,1", "2,2,2026-01-04,,,,,Norland,Fees,1"])
    weekly = two(duplicates=Duplicates.WEEK, compat=DNA)
    assert network(table, weekly).n_statements == 1
    american = two(duplicates=Duplicates.WEEK, compat=DNA, locale="en_US")
    assert network(table, american).n_statements == 2


def test_week_numbers_are_those_of_the_calendar():
    """ISO weeks equal Python's over forty years."""
    days = np.arange(10_000, 25_000)
    expected = [datetime.fromtimestamp(day * 86_400, UTC).isocalendar().week for day in days.tolist()]
    assert week_numbers(days).tolist() == expected


def test_large_integers_never_match_in_dna(made):
    """Two identical statements with 200 both stay, those with 100 do not; ours compares numbers."""
    head = "id,doc,date,author,source,section,type,who,what,agree"
    said = [f"{i},1,2031-01-01,,,,,Norland,Fees,{value}" for i, value in enumerate((200, 200, 100, 100, -3))]
    asking = two(duplicates=Duplicates.DOCUMENT)
    assert network(made(said, head), replace(asking, compat=DNA)).n_statements == 4
    assert network(made(said, head), asking).n_statements == 3


def test_integer_levels_and_their_span_come_from_the_whole_range(made):
    """Levels -2 and 2 lie 4 apart even where a filter leaves -2 out: 1 and 2 are 3/4 alike."""
    said = rows(("Norland", "Fees", 2), ("Sudmark", "Fees", 1), ("Westray", "Fees", -2))
    only = (ValueFilter(variable="agree", values=("-2",)),)
    found = network(made(said), asked(aggregation=Aggregation.CONGRUENCE, value_filters=only, compat=DNA))
    assert found.values[0, 1] == pytest.approx(0.75)
    assert network(made(said), two(compat=DNA)).values.ravel().tolist() == [2, 1, -2]


def test_one_integer_level_is_nan_in_dna_and_full_agreement_in_ours(made):
    """R is 0: DNA divides by it; ours knows that all stand on one level."""
    said = rows(("Norland", "Fees", 7), ("Sudmark", "Fees", 7), ("Westray", "Ports", 7))
    values = network(made(said), asked(compat=DNA)).values
    assert np.isnan(values[0, 1])
    assert np.isnan(values[0, 2])
    assert values[0, 0] == 0
    assert network(made(said), asked()).values[0].tolist() == [0, 1, 0]


@pytest.mark.parametrize("compat", [DNA, OURS])
def test_whole_numbers_that_balance_give_exactly_nothing(made, compat):
    """Span 3: six pairs, alike by 1, 1, 2/3, 0, 0 and 1/3: half of what they could be."""
    said = rows(*(("Norland", "Fees", k) for k in (-2, 1)), *(("Sudmark", "Fees", k) for k in (-2, -2, -1)))
    values = network(made(said), asked(compat=compat)).values
    assert values.tolist() == [[0, 0], [0, 0]]


def test_kernels_of_one_integer_level_are_nan_in_dna_where_a_concept_is_shared(made):
    """R is 0 there too."""
    said = rows(("Norland", "Fees", 7), ("Sudmark", "Fees", 7), ("Westray", "Ports", 7))
    asking = asked(compat=DNA, window=Unit.DAYS, window_size=2, kernel=Kernel.UNIFORM)
    (found,) = networks_over_time(made(said), asking)
    assert np.isnan(found.values[0, :2]).all()
    assert found.values[0, 2] == 0


def test_kinds_that_only_one_mentions_are_conflict_in_dna_alone(made):
    """Norland demands fees and ports, Sudmark demands fees: DNA counts the ports, ours does not."""
    said = rows(("Norland", "Fees", "demand"), ("Norland", "Ports", "demand"), ("Sudmark", "Fees", "demand"))
    conflict = asked(aggregation=Aggregation.CONFLICT)
    assert network(made(said), replace(conflict, compat=DNA)).values[0, 1] == 1
    assert network(made(said), conflict).values[0, 1] == 0
    clash = rows(("Norland", "Fees", "demand"), ("Sudmark", "Fees", "refuse"))
    assert network(made(clash), conflict).values[0, 1] == 1


@pytest.mark.parametrize(("agrees", "code"), [((), 0), ((1,), 1), ((0,), 2), ((1, 0), 3)])
def test_combine_codes_the_signs_present(made, agrees, code):
    """0 none, 1 agreement, 2 disagreement, 3 both; repeats change nothing."""
    said = rows(*[("Norland", "Fees", sign) for sign in agrees * 2], ("Norland", "Ports", 1), ("Sudmark", "Fees", 0))
    found = network(made(said), two(aggregation=Aggregation.COMBINE))
    assert found.values[0, 0] == code


def test_combine_with_prominence(made):
    """Ours divides a column by its ties; DNA fails, or divides by those of a row where the shape fits."""
    said = rows(("Norland", "Fees", 1), ("Sudmark", "Fees", 0), ("Sudmark", "Ports", 1))
    asking = two(aggregation=Aggregation.COMBINE, normalization=Normalization.PROMINENCE)
    assert network(made(said), asking).values.tolist() == [[0.5, 0], [1, 1]]
    assert network(made(said), replace(asking, compat=DNA)).values.tolist() == [[1, 0], [2, 0.5]]
    with pytest.raises(NetworkError, match="DNA fails"):
        network(made([*said, *rows(("Westray", "Fees", 1))]), replace(asking, compat=DNA))


def test_isolates_are_those_of_range_and_documents(made):
    """What a value filter leaves out stands there without ties; what lies outside the range does not."""
    said = [*rows(("Norland", "Fees", 1), ("Sudmark", "Ports", 1)), "9,9,2032-01-01,,,,,Westray,Quota,1"]
    asking = two(
        has_isolates=True,
        stop=datetime.fromisoformat("2031-12-31"),
        value_filters=(ValueFilter(variable="what", values=("Ports",)),),
    )
    found = network(made(said), asking)
    assert (found.rows, found.columns) == (("Norland", "Sudmark"), ("Fees", "Ports"))
    assert found.values.tolist() == [[1, 0], [0, 0]]


def test_filters_by_value_keep_or_leave_out(made):
    """With several variables all must pass, either way."""
    said = rows(("Norland", "Fees", 1), ("Norland", "Ports", 1), ("Sudmark", "Fees", 0))
    fees, norland = {"variable": "what", "values": ("Fees",)}, {"variable": "who", "values": ("Norland",)}
    keep = tuple(ValueFilter(**each, is_kept=True) for each in (fees, norland))
    drop = tuple(ValueFilter(**each) for each in (fees, norland))
    assert network(made(said), two(value_filters=keep)).n_statements == 1
    assert network(made(said), two(value_filters=drop)).n_statements == 0
    assert network(made(said), two(value_filters=(ValueFilter(variable="agree", values=("0",)),))).n_statements == 2


def test_filters_by_document(made):
    """Authors, sources, sections and types are the documents'; they change levels and isolates too."""
    said = ["1,1,2031-01-01,Ann,Wire,A,x,Norland,Fees,1", "2,2,2031-01-01,Bob,Wire,B,y,Sudmark,Fees,1"]
    no_bob = (ValueFilter(variable="author", values=("Bob",), is_document=True),)
    found = network(made(said), two(document_filters=no_bob, has_isolates=True))
    assert found.rows == ("Norland",)
    by_author = network(made(said), two(rows="author", is_rows_document=True))
    assert by_author.rows == ("Ann", "Bob")


def test_an_empty_range_gives_an_empty_matrix(made):
    """Nothing by nothing, and no error."""
    asking = asked(start=datetime.fromisoformat("2040-01-01"), stop=datetime.fromisoformat("2041-01-01"))
    found = network(made(rows(("Norland", "Fees", 1))), asking)
    assert found.values.shape == (0, 0)
    assert found.n_statements == 0


def test_labels_are_in_the_order_of_code_units(made):
    """Capitals before small letters before accents, as DNA's."""
    said = rows(("Zed", "Fees", 1), ("ada", "Fees", 1), ("Éire", "Fees", 1))
    assert network(made(said), two()).rows == ("Zed", "ada", "Éire")


def test_the_true_cosine_of_a_profile_and_itself_is_one(made):
    """Two who say the same are at 1 however often they say it; DNA's shrinks."""
    said = rows(*[("Norland", "Fees", 1)] * 3, ("Sudmark", "Fees", 1), ("Norland", "Ports", 0))
    cosine = asked(aggregation=Aggregation.CONGRUENCE, normalization=Normalization.COSINE)
    assert network(made(said), cosine).values[0, 1] == pytest.approx(3 / np.sqrt(10))
    assert network(made(said), replace(cosine, compat=DNA)).values[0, 1] == pytest.approx(3 / 4)


def _days(*said):
    return [f"{i},{i},2031-01-{day:02d},,,,,{who},Fees,1" for i, (day, who) in enumerate(said, start=1)]


def test_windows_hold_exactly_so_many_days(made):
    """Ours three days of three; DNA's three days too for three, but also for two."""
    table = made(_days((1, "Norland"), (2, "Sudmark"), (3, "Westray"), (4, "Norland"), (5, "Sudmark")))
    window = {"window": Unit.DAYS, "aggregation": Aggregation.IGNORE}
    ours = [each.n_statements for each in networks_over_time(table, asked(**window, window_size=2))]
    dna = [each.n_statements for each in networks_over_time(table, asked(**window, window_size=2, compat=DNA))]
    assert ours == [2, 2, 2, 2]
    assert dna == [3, 3, 3]


def test_months_come_back_to_the_31st(made):
    """Ours moves from the first window; DNA's drifts to the 28th and stays."""
    said = ["1,1,2031-01-31,,,,,Norland,Fees,1", "2,2,2031-06-30,,,,,Norland,Fees,1"]
    window = {"window": Unit.MONTHS, "window_size": 1}
    ours = [each.start.day for each in networks_over_time(made(said), two(**window))]
    dna = [each.middle.day for each in networks_over_time(made(said), two(**window, compat=DNA))]
    assert ours == [31, 28, 31, 30, 31]
    assert dna == [31, 28, 28, 28, 28, 28]


def test_event_windows_hold_their_middle_and_half_on_each_side(made):
    """Ties in time are drawn by the seed: the same seed, the same networks; never the middle twice."""
    table = made(_days(*[(day, who) for day in (1, 2, 3) for who in ("Norland", "Sudmark", "Westray", "Ostmark")]))
    asking = asked(window=Unit.EVENTS, window_size=5)
    found = [each.statements.tolist() for each in networks_over_time(table, asking)]
    assert [len(set(each)) for each in found] == [5] * 8
    assert found == [each.statements.tolist() for each in networks_over_time(table, asking)]
    for middle, places in enumerate(found, start=2):
        assert sum(place < middle for place in places) == sum(place > middle for place in places) == 2


@pytest.mark.parametrize(
    ("kernel", "edges"),
    [(Kernel.UNIFORM, [0.5, 0.5, 0.5]), (Kernel.TRIANGULAR, [0, 1, 0]), (Kernel.EPANECHNIKOV, [0, 0.75, 0])],
)
def test_kernels_at_their_edges_and_middle(kernel, edges):
    """A triangle falls to both sides; DNA's from 2 at the late edge to 0 at the early one."""
    assert weight(kernel, np.array([-1.0, 0.0, 1.0])).tolist() == edges
    if kernel is Kernel.TRIANGULAR:
        assert weight(kernel, np.array([-1.0, 0.0, 1.0]), is_dna=True).tolist() == [2, 1, 0]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"qualifier": "mood"}, "no variable 'mood'"),
        ({"rows": "party"}, "no variable 'party'"),
        ({"window": Unit.YEARS, "window_size": 9}, "longer than the range"),
        ({"window": Unit.EVENTS, "window_size": 90}, "longer than the 2 statements"),
        ({"window": Unit.YEARS, "window_size": 99_999}, "beyond the calendar"),
    ],
)
@pytest.mark.parametrize("compat", [DNA, OURS])
def test_what_cannot_be_made_is_told(made, changes, told, compat):
    """One clear error, and no matrix of something else."""
    table = made(rows(("Norland", "Fees", 1), ("Sudmark", "Fees", 1)))
    with pytest.raises(NetworkError, match=told):
        list(networks_over_time(table, asked(**{"window": Unit.DAYS, "window_size": 1, **changes, "compat": compat})))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"mode": Mode.TWO_MODE, "aggregation": Aggregation.CONFLICT}, "one-mode"),
        ({"aggregation": Aggregation.COMBINE}, "two-mode"),
        ({"normalization": Normalization.ACTIVITY}, "no normalization of onemode"),
        ({"kernel": Kernel.GAUSSIAN}, "needs a window"),
        ({"window": Unit.DAYS}, "holds nothing"),
    ],
)
def test_questions_that_make_no_sense_are_refused(changes, told):
    """Before anything is counted."""
    with pytest.raises(NetworkError, match=told):
        asked(**changes)


@pytest.mark.parametrize(
    ("start", "stop", "months"),
    [
        ("2031-01-31T10:00", "2031-03-01T09:00", 0),  # to the 28th, which is not yet a month
        ("2031-01-31T10:00", "2031-03-01T10:00", 1),
        ("2031-01-15T00:00", "2031-03-15T00:00", 2),
        ("2031-03-15T00:00", "2031-01-16T00:00", -1),
        ("2031-12-31T00:00", "2032-01-30T23:59", 0),
    ],
)
def test_whole_months_are_those_of_javas_calendar(start, stop, months):
    """Counted between days, the last one only where it is full at that hour."""
    times = [seconds_of(datetime.fromisoformat(each)) for each in (start, stop)]
    assert whole_units(*times, Unit.MONTHS) == months


def test_a_whole_number_qualifier_of_an_empty_range_makes_an_empty_matrix(made):
    """No level, no span, and no error."""
    late = datetime.fromisoformat("2040-01-01")
    table = made(rows(("Norland", "Fees", 2), ("Sudmark", "Fees", -1)))
    for compat in (DNA, OURS):
        assert network(table, asked(start=late, stop=late, compat=compat)).values.shape == (0, 0)


def test_event_windows_of_dna_hold_half_on_each_side_of_a_tie(made):
    """Windows of five about six statements of two moments: times are those two places away, whoever is drawn."""
    table = made(_days((1, "Norland"), (1, "Sudmark"), (1, "Westray"), (2, "Norland"), (2, "Sudmark"), (2, "Westray")))
    found = list(networks_over_time(table, asked(window=Unit.EVENTS, window_size=5, has_isolates=True, compat=DNA)))
    days = [(each.start.day, each.middle.day, each.stop.day, each.n_statements) for each in found]
    assert days == [(1, 1, 2, 5), (1, 2, 2, 5)]
