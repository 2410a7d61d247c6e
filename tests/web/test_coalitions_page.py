"""Coalitions: camps and ties drawn and in tables, what moved whom, what cannot be told, and the same as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import combinations
from pathlib import Path

import networkx as nx
import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from typer.testing import CliRunner

from detente.analysis.coalitions import CampsAt, Measure, Pair
from detente.cli import app
from detente.ledger import DocumentAdded, DossierChanged, StatementCoded
from detente.model import Document, OptionId, Statement
from detente.web import create_app
from detente.web.camp_asking import CampQuery
from detente.web.camp_layout import hull, ring_of
from detente.web.camp_words import signed, tie_words
from detente.web.schemas import answer
from detente.web.timelines import grid
from detente.workspace.camps import Camps
from tests.web.camped import FIRST, TURNED, WEEKS, make_camped
from tests.web.reading import page_of

PAIR = "/coalitions/pair?one=Norland&other=Westray"
TURN = (FIRST + timedelta(weeks=TURNED)).isoformat()
BEFORE = (FIRST + timedelta(weeks=TURNED - 1)).isoformat()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The talks with two camps."""
    return make_camped(tmp_path_factory.mktemp("camped") / "talks")


@pytest.fixture(scope="module")
def camped(folder: Path) -> Iterator[TestClient]:
    """A browser's view of them."""
    with TestClient(create_app(folder, host_names=("testserver",)), raise_server_exceptions=False) as found:
        yield found


@pytest.fixture
def told(
    record: Callable[..., Path],
    open_client: Callable[[Path], TestClient],
    dossier_yaml: str,
    make_document: Callable[..., Document],
    make_statement: Callable[..., Statement],
) -> Callable[..., TestClient]:
    """A browser's view of a few statements, each told as party, issue and act, and an option if one is named."""

    def make(*said: tuple[str, ...]) -> TestClient:
        lines = [f"Sentence {number}." for number in range(len(said))]
        document = make_document(" ".join(lines))
        coded = [
            StatementCoded(make_statement(document, line, *each[:3], option=OptionId(each[3]) if each[3:] else None))
            for line, each in zip(lines, said, strict=True)
        ]
        return open_client(record([[DossierChanged(dossier_yaml, "s"), DocumentAdded(document, "d"), *coded]]))

    return make


def words(element: html.HtmlElement) -> str:
    """What a reader sees of an element, on one line."""
    return " ".join(" ".join(element.itertext()).split())


def rows(page: html.HtmlElement, table: str) -> dict[str, str]:
    """The rows of a table by what stands first in them."""
    return {words(each.xpath("th/a")[0]): words(each) for each in page.xpath(f"//table[@class='{table}']/tbody/tr")}


def test_camps_are_shaded_with_their_stability(camped: TestClient) -> None:
    """Before the turn two camps of two; each field has its words, and every member a box in it."""
    page = page_of(camped, f"/coalitions?as_of={BEFORE}")
    fields = [words(each) for each in page.find_class("field-words")]
    assert fields == ["Camp A: stability 1.00", "Camp B: stability 1.00"]
    assert len(page.find_class("field")) == 2
    assert [words(each.xpath("p[@class='members']")[0]) for each in page.xpath("//ul[@class='camps']/li")] == [
        "Norland 100 % Sudmark 100 %", "Ostmark 100 % Westray 100 %",
    ]  # fmt: skip
    assert {words(each) for each in page.find_class("actor")} == {"Norland", "Sudmark", "Westray", "Ostmark"}


def test_ties_of_agreement_and_of_conflict_are_told_apart_by_line_word_and_hue(camped: TestClient) -> None:
    """Each line has its kind as a class and in words, and leads to its statements."""
    page = page_of(camped, f"/coalitions?as_of={BEFORE}")
    ties = {
        each.get("aria-label").partition(":")[0]: each for each in page.xpath("//svg[@class='graph']//a[@data-item]")
    }
    assert len(ties) == 6
    near, far = ties["Norland and Sudmark stand together"], ties["Norland and Westray stand against each other"]
    assert near.get("class") == "tie together is-sure"
    assert far.get("class") == "tie against is-sure"
    assert far.get("href") == f"{PAIR}&as_of={BEFORE}"
    assert sorted({words(each) for each in page.find_class("tie-words")}) == ["+1.00 together", "−1.00 against"]


def test_the_table_has_every_pair_with_its_numbers(camped: TestClient) -> None:
    """Congruence, conflict, difference, interval, statements, and since when."""
    found = rows(page_of(camped, f"/coalitions?as_of={BEFORE}"), "ties")
    assert len(found) == 6
    assert found["Norland and Westray"].startswith("Norland and Westray Fees, Passage, Pilots, Ports and Quota")
    assert "stand against each other so since" in found["Norland and Westray"]
    numbers = re.search(r"0\.00 1\.00 −1\.00 (\S+) to (\S+) (\d+)$", found["Norland and Westray"])
    assert numbers
    assert -1 <= float(numbers[1].replace("−", "-")) <= float(numbers[2].replace("−", "-")) < 0
    assert numbers[3] == str(TURNED * 10)


def test_the_page_says_how_a_tie_is_measured(camped: TestClient) -> None:
    """The command that gives the same is named, as its default measures otherwise."""
    page = camped.get("/coalitions").text
    assert "<code>detente network --normalization cosine</code> gives the same" in page


def test_who_turned_is_told_in_plain_words_with_the_statements_that_moved_it(camped: TestClient) -> None:
    """Ostmark drew to Norland and away from Westray; Norland and Sudmark stood still; each source is its words."""
    page = page_of(camped, f"/coalitions?since={TURN}")
    found = rows(page, "changes")
    assert "→← drew together −1.00 → to +1.00" in found["Norland and Ostmark"]
    assert "←→ drew apart +1.00 → to −1.00" in found["Ostmark and Westray"]
    assert "= stood still +1.00 → to +1.00" in found["Norland and Sudmark"]
    [row] = [each for each in page.xpath("//table[@class='changes']/tbody/tr") if "Norland and Ostmark" in words(each)]
    linked = row.xpath(".//a[@data-source]/@href")
    assert len(linked) == 8
    assert "and 22 more" in words(row)
    text = page_of(camped, linked[0])
    marked = text.get_element_by_id(linked[0].partition("#")[2])
    assert "week 9" in "".join(marked.xpath("following::text()[ancestor::mark]"))


def test_silence_is_no_balance(camped: TestClient) -> None:
    """Who takes no side is named apart; a pair that shares nothing has no line and its page says so."""
    page = page_of(camped, "/coalitions")
    assert "No statement that takes a side: Maritime League." in words(page)
    assert "Maritime League" not in {words(each) for each in page.find_class("actor")}
    assert camped.get("/coalitions/pair?one=Norland&other=Maritime+League").status_code == 404


def test_balance_is_a_tie_of_its_own_kind(told: Callable[..., TestClient]) -> None:
    """Two who agree once and disagree once are tied, dotted, at 0; and that is called balanced, not silent."""
    client = told(
        ("norland", "passage", "accept"), ("sudmark", "passage", "accept"),
        ("norland", "fees", "accept"), ("sudmark", "fees", "reject"),
    )  # fmt: skip
    page = page_of(client, "/coalitions")
    [row] = rows(page, "ties").values()
    assert "balanced: as much for as against" in row
    assert "Every tie is balanced, which makes no camps" in words(page)
    assert [words(each) for each in page.find_class("silences")] == []
    pair = page_of(client, "/coalitions/pair?one=Norland&other=Sudmark")
    assert {words(each) for each in pair.find_class("verdict-word")} == {"disagree", "agree"}


def test_a_pair_shows_what_each_said_issue_by_issue(camped: TestClient) -> None:
    """Sides beside each other, every statement with its side and the way to its words."""
    page = page_of(camped, f"{PAIR}&as_of={FIRST}")
    concepts = page.find_class("concept")
    assert len(concepts) == 5
    fees = next(each for each in concepts if words(each).startswith("Fees"))
    assert words(fees.xpath("h2")[0]) == "Fees disagree 0 of 1 pair of statements alike"
    assert [words(each) for each in fees.find_class("saying")] == [
        "✓ accepts for it, 6 January 2031 “norland in week 0 accepts fees.” In Week 0",
        "✗ rejects against it, 6 January 2031 “westray in week 0 rejects fees.” In Week 0",
    ]
    assert all("/documents/" in each for each in fees.xpath(".//a[@data-source]/@href"))


def test_alignment_through_time_has_a_table_that_tells_the_same(camped: TestClient) -> None:
    """A dot a day with its interval; the dots lead to their days; the last is the day shown."""
    page = page_of(camped, "/coalitions/pair?one=Norland&other=Ostmark")
    dots, table = page.find_class("dot"), page.xpath("//figure//tbody/tr")
    assert len(dots) == len(table) >= 3
    assert words(table[0]).startswith("13 January 2031 −1.00")
    assert words(table[0]).endswith("20")
    # On each issue Norland spoke 12 times, Ostmark 9 times against it and 3 with it: (3 - 9) / sqrt(81 + 9).
    assert words(table[-1]).startswith("24 March 2031 −0.63")
    assert dots[0].get("href") == "/coalitions/pair?one=Norland&other=Ostmark&as_of=2031-01-13"


@pytest.mark.parametrize("months", ["", "3"])
def test_a_dot_is_what_the_page_of_its_day_tells(camped: TestClient, months: str) -> None:
    """The series and the page of a day count the same statements."""
    days = camped.get("/api/coalitions/days", params={"months": months}).json()
    for each in days[:2]:
        then = camped.get("/api/coalitions", params={"as_of": each["until"], "months": months}).json()["coalitions"]
        assert then["n_statements"] == each["n_statements"]
        assert then["polarisation"]["value"] == each["polarisation"]["value"]
        assert sorted(map(sorted, each["camps"])) == sorted(sorted(camp["members"]) for camp in then["camps"])


def test_a_window_leaves_out_what_was_said_before_it(camped: TestClient) -> None:
    """Of the last three months, without the first statements; the form keeps what was chosen."""
    page = page_of(camped, "/coalitions?months=3&by=speaker&through=issue&as_of=2031-04-20")
    assert "from 25 December 2030 to" not in words(page)
    assert "lie outside these days" in words(page)
    assert page.xpath("//select/option[@selected]/@value") == ["speaker", "issue", "3"]
    assert "Minister of norland" in {words(each) for each in page.find_class("actor")}
    told = camped.get("/api/coalitions?months=3&as_of=2031-04-20").json()["coalitions"]
    assert told["n_statements"] < 20 * WEEKS


def test_few_data_are_told_with_what_would_be_needed(told: Callable[..., TestClient]) -> None:
    """No two share an outcome: no drawing, no numbers, a sentence; and their page says that it is silence."""
    client = told(("norland", "passage", "accept"), ("sudmark", "fees", "accept"))
    page = page_of(client, "/coalitions")
    assert "Nothing can be told of who stands with whom: 2 statements take a side" in words(page)
    assert "What would be needed: that two parties accept, reject, demand or propose on the same one." in words(page)
    assert not page.xpath("//main//svg")
    assert [words(each) for each in page.xpath("//ul[contains(@class, 'silences')]/li")] == ["Norland and Sudmark"]
    pair = page_of(client, "/coalitions/pair?one=Norland&other=Sudmark")
    assert "Silence, not balance" in words(pair)
    assert "Only Norland takes a side on Passage." in words(pair)


def test_two_who_want_different_outcomes_are_told_to_speak_on_one_issue(told: Callable[..., TestClient]) -> None:
    """No tie counts it, and their page says so, with where it is told."""
    client = told(("norland", "passage", "demand", "free"), ("sudmark", "passage", "demand", "piloted"))
    pair = words(page_of(client, "/coalitions/pair?one=Norland&other=Sudmark"))
    assert "Both speak on Passage, but for different outcomes" in pair
    assert "nothing can be told" not in pair


def test_what_is_unsure_is_called_so_with_how_much_is_missing(client: TestClient) -> None:
    """One statement of each: a tie, but none that is sure."""
    page = page_of(client, "/coalitions")
    doubts = words(page.find_class("doubts")[0])
    assert "No tie is sure: the interval of each holds 0, so that each could be chance." in doubts
    assert "2 parties take a side in 3 statements, 2 each. What would be needed is about 30 each" in doubts
    assert "stand against each other, but not surely" in words(page.find_class("ties")[0])


def test_an_empty_workspace_says_so(open_coded: Callable[..., TestClient]) -> None:
    """No slider, no chart, no error."""
    page = page_of(open_coded(), "/coalitions")
    assert "Nothing can be told of who stands with whom: 0 statements take a side" in words(page)
    assert not page.xpath("//main//svg | //form[@class='replay']")


def test_the_api_gives_what_the_command_gives(camped: TestClient, folder: Path) -> None:
    """The same records: camps with ties and changes, and the network."""
    told = camped.get(f"/api/coalitions?since={TURN}").json()
    answer(Camps).model_validate(told)
    run = CliRunner().invoke(
        app, ["coalitions", "--workspace", str(folder), "--changed-since", TURN, "--format", "json"]
    )
    assert json.loads(run.stdout) == told
    run = CliRunner().invoke(app, ["network", "--workspace", str(folder), "--format", "json"])
    assert json.loads(run.stdout) == camped.get("/api/network").json()
    for each in camped.get("/api/coalitions/days").json():
        answer(CampsAt).model_validate(each)
    answer(Pair).model_validate(camped.get("/api/coalitions/pair?one=Norland&other=Westray").json())


def test_the_network_can_be_kept_as_a_file(camped: TestClient) -> None:
    """GraphML, GEXF and CSV, of what the page shows."""
    links = page_of(camped, "/coalitions").xpath("//p[contains(@class, 'downloads')]/a/@href")
    assert links == [f"/coalitions/network.{ending}" for ending in ("graphml", "gexf", "csv")]
    assert {told["label"] for _, told in graph_of(camped).nodes(data=True)} == {
        "Norland",
        "Sudmark",
        "Westray",
        "Ostmark",
    }
    assert camped.get(links[1]).headers["content-disposition"] == 'attachment; filename="network.gexf"'
    assert camped.get(links[2]).text.count("\n") == 5
    assert camped.get("/coalitions/network.xlsx").status_code == 404


@pytest.mark.parametrize(
    ("address", "right"),
    [
        ("by=nobody", "by is 'nobody'; it should be one of party, speaker."),
        ("through=act", "through is 'act'; it should be one of outcome, issue, option."),
        ("months=5", "months is '5'; it should be one of 0, 3, 6, 12."),
        ("since=soon", "since is 'soon'; it should be a day written as YYYY-MM-DD, such as 2026-01-14."),
    ],
)
def test_a_bad_value_in_the_address_is_told_with_what_is_right(camped: TestClient, address: str, right: str) -> None:
    """One clear error, on the page and in the API."""
    assert camped.get(f"/api/coalitions?{address}").json() == {"error": right}
    assert camped.get(f"/coalitions?{address}").status_code == 400


def test_a_pair_is_found_by_the_ids_of_its_parties_too(camped: TestClient) -> None:
    """The page and the API take what other addresses take."""
    by_id, by_name = "one=norland&other=westray", "one=Norland&other=Westray"
    assert words(page_of(camped, f"/coalitions/pair?{by_id}")) == words(page_of(camped, f"/coalitions/pair?{by_name}"))
    found = [camped.get(f"/api/coalitions/pair?{each}").json() for each in (by_id, by_name)]
    assert found[0] == found[1]


@pytest.mark.parametrize(
    "address", ["one=norland&other=Norland", "one=Norland&other=Norland", "one=Norland", "one=Nobody&other=Norland", ""]
)
def test_a_pair_that_is_none_is_told(camped: TestClient, address: str) -> None:
    """Two different ones who take a side, or there is no such page."""
    assert camped.get(f"/coalitions/pair?{address}").status_code == 404
    assert camped.get(f"/api/coalitions/pair?{address}").status_code == 404


def test_no_name_becomes_markup(tmp_path: Path, open_client: Callable[[Path], TestClient]) -> None:
    """Names of parties, issues and options that would run are text on the page, on a pair's, and in files."""
    ending = "<script>ran()</script><img src=x onerror=ran()>"
    client = open_client(make_camped(tmp_path / "talks", ending))
    links = page_of(client, "/coalitions").xpath("//table[@class='ties']//a/@href")
    for address in ("/coalitions", links[0]):
        page = page_of(client, address)
        assert ending in page.text_content()
        assert not page.xpath("//script[not(@src)] | //img | //@*[starts-with(name(), 'on')]")
    assert ending in {told["label"][-len(ending) :] for _, told in graph_of(client).nodes(data=True)}


def graph_of(client: TestClient) -> nx.Graph:
    """The network that the page gives as GraphML."""
    return nx.parse_graphml(client.get("/coalitions/network.graphml").text)


def test_every_link_keeps_the_moment(camped: TestClient) -> None:
    """Ties, camps, charts and downloads stay at the day that is shown, or lead to one before."""
    page = page_of(camped, f"/coalitions?as_of={BEFORE}&months=6")
    for href in page.xpath("//main//a/@href[starts-with(., '/coalitions')]"):
        assert "as_of=2031-" in href, href
        assert "months=6" in href, href


@given(st.lists(st.lists(st.integers(1, 15), min_size=1, max_size=6), min_size=1, max_size=5))
def test_no_box_covers_another_and_all_lie_in_the_drawing(camps_of_lengths):
    """Whatever the camps, and however long the names."""
    names = iter(range(100))
    camps = [[f"{next(names):02}".ljust(length, "x") for length in camp] for camp in camps_of_lengths]
    ring = ring_of(camps, {actor: [actor] for camp in camps for actor in camp})
    for one, other in combinations(ring.areas.values(), 2):
        assert (
            one[0] + one[2] <= other[0]
            or other[0] + other[2] <= one[0]
            or (one[1] + one[3] <= other[1] or other[1] + other[3] <= one[1])
        )
    for x, y, width, height in ring.areas.values():
        assert 0 <= x <= x + width <= ring.width
        assert 0 <= y <= y + height <= ring.height


@given(st.lists(st.tuples(st.integers(-9, 9), st.integers(-9, 9)), min_size=1, max_size=20))
def test_a_hull_holds_every_point(points):
    """All corners are points, and every point lies on the inner side of every edge."""
    corners = hull(points)
    assert set(corners) <= set(points)
    if len(corners) > 2:
        for (ax, ay), (bx, by) in zip(corners, (*corners[1:], corners[0]), strict=True):
            assert all((bx - ax) * (y - ay) - (by - ay) * (x - ax) >= 0 for x, y in points)


@given(st.floats(-1, 1), st.floats(-1, 1), st.floats(-1, 1))
def test_a_tie_is_sure_only_where_its_interval_leaves_0_out(value, one, other):
    """And balanced only where its number rounds to 0."""
    told = tie_words(Measure(value=value, low=min(one, other), high=max(one, other)))
    assert told.is_sure == (min(one, other) > 0 or max(one, other) < 0)
    assert (told.kind == "balanced") == (signed(value) == "0.00")
    assert (told.kind == "against") == (value < 0 and told.kind != "balanced")


@given(st.dates(min_value=FIRST - timedelta(days=9000)), st.integers(1, 4000), st.integers(3, 15))
def test_a_grid_of_days_lies_within_its_span_and_is_not_too_fine(first, length, most):
    """In order, after the first day, before the last, and so many at most."""
    try:
        last = first + timedelta(days=length)
    except OverflowError:
        return
    days = grid(first, last, most)
    assert list(days) == sorted(set(days))
    assert len(days) <= most
    assert all(first <= day < last for day in days)


def test_what_was_found_once_is_kept(camped: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second look at the same question draws nothing anew."""
    first = camped.get("/coalitions?through=issue").text

    def never(*_: object, **__: object) -> None:
        raise AssertionError("drawn again")

    monkeypatch.setattr("detente.web.camp_asking.camps_of", never)
    monkeypatch.setattr("detente.web.camp_asking.camps_over_time", never)
    assert camped.get("/coalitions?through=issue").text == first


def test_a_query_is_parsed_back_from_its_address() -> None:
    """The defaults are left out of it."""
    assert CampQuery.parse("", " ", "0").query == {"by": "", "through": "", "months": ""}
    assert CampQuery.parse("speaker", "option", "12").query == {"by": "speaker", "through": "option", "months": "12"}


def test_a_mediator_is_named_apart_and_stands_in_no_camp(told: Callable[..., TestClient]) -> None:
    """It takes a side as the parties do; the network still tells its ties."""
    client = told(
        ("norland", "passage", "accept"), ("sudmark", "passage", "accept"), ("league", "passage", "accept"),
    )  # fmt: skip
    page = html.fromstring(client.get("/coalitions").text)
    assert "In no camp, as a mediator is no side: Maritime League." in words(page)
    assert "takes a side: Maritime League" not in words(page)
    found = client.get("/api/coalitions").json()
    assert found["mediators"] == ["Maritime League"]
    assert [camp["members"] for camp in found["coalitions"]["camps"]] == [["Norland", "Sudmark"]]
    ties = client.get("/api/network").json()["ties"]
    assert "Maritime League" in {name for tie in ties for name in (tie["source"], tie["target"])}
