"""Deals: the answer, what would open one, switches in the address, the drawing and its twin, and the same as JSON."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from starlette.datastructures import QueryParams
from typer.testing import CliRunner

from detente.dealspace import Changes
from detente.web.deal_shapes import ChanceAnswer, ChangedAnswer, SpaceAnswer, UnlockAnswer
from detente.web.deal_wishes import Wish
from detente.web.moments import Moment
from detente.web.reckoning import reckoned
from detente.web.schemas import answer
from tests.web.deadlocked import Deadlocked, deadlocked
from tests.web.payloads import PAYLOADS
from tests.web.reading import page_of, words

BOTH = "/deals?without=sudmark:passage&without=sudmark:fees"


@pytest.fixture
def talks(tmp_path: Path) -> Deadlocked:
    """The talks without a deal."""
    return deadlocked(tmp_path)


@pytest.fixture
def strait(talks: Deadlocked, open_client: Callable[[Path], TestClient]) -> TestClient:
    """A browser's view of them."""
    return open_client(talks.folder)


def test_the_answer_stands_first_with_the_least_that_would_open_a_deal(strait: TestClient) -> None:
    """No deal, four ways to one, each told as a clause, and what could not be read beside it."""
    told = words(page_of(strait, "/deals").get_element_by_id("answer"))
    assert told.startswith("✗ No. None of 162 packages is acceptable to every party. A deal exists if Norland drops")
    assert "or if Sudmark drops “no Piloted passage on Passage” and “at most 300 crowns on Transit fees”." in told
    assert "1 red line excludes nothing here" in told
    assert "Sudmark rejects on Honours: it names none of the issue's options" in told


def test_each_unlock_set_tells_whose_lines_how_far_they_move_and_the_best_package_then(strait: TestClient) -> None:
    """In the order of the analysis, each with a way to the deal space without it."""
    sets = page_of(strait, "/deals").find_class("set")
    assert len(sets) == 4
    assert "Norland drops “nothing but Piloted passage on Passage” and “at least 500 crowns" in words(sets[0])
    assert "Norland takes 300 crowns on Transit fees, not at least 500" in words(sets[0])
    assert "Passage Passage by the lights" in words(sets[0])
    [attempt] = sets[0].xpath(".//a[@data-open]/@href")
    assert "leave room for a deal" in words(page_of(strait, attempt).get_element_by_id("answer"))


def test_conflicts_and_movers_lead_to_the_words_of_the_lines(strait: TestClient, talks: Deadlocked) -> None:
    """What cannot stand together, who would have to move; each line with its statements."""
    page = page_of(strait, "/deals")
    [passage, fees] = page.find_class("conflicts")[0].findall("li")
    assert "Norland nothing but Piloted passage on Passage" in words(passage)
    assert "against Sudmark no Piloted passage on Passage" in words(passage)
    linked = {href.partition("#")[2] for href in passage.xpath(".//a/@href")}
    assert linked == {talks.statements["pilots"].id, talks.statements["no pilots"].id}
    assert "at most 300 crowns" in words(fees)
    movers = page.find_class("movers")[0].xpath(".//tbody/tr")
    assert len(movers) == 4
    assert all("in 2 of 4 sets; in one of the smallest" in words(each) for each in movers)


def test_muted_lines_are_in_the_address_and_the_answer_is_compared_with_how_things_stand(strait: TestClient) -> None:
    """The same sentence whether the link or the form asks; each change can be taken back by itself."""
    page = page_of(strait, BOTH)
    [compared] = page.find_class("compared")
    assert words(compared).startswith("With these 2 changes: 18 packages that every party could accept, instead of 0.")
    assert "Sudmark gives up “no Piloted passage on Passage” take back" in words(compared)
    ticked = page.xpath("//input[@name='without'][@checked]/@value")
    assert ticked == ["sudmark:passage", "sudmark:fees"]
    [back] = compared.xpath(".//a[text()='Back to how things stand']/@href")
    assert back == "/deals"
    assert "muted line" in words(page.get_element_by_id("options"))
    assert "detente deals --without sudmark:passage --without sudmark:fees" in words(page.get_element_by_id("command"))


def test_a_sent_form_leads_to_the_address_that_a_link_would_write(strait: TestClient) -> None:
    """Fields that were left empty are not in it; without a script the form is enough."""
    form = page_of(strait, "/deals").get_element_by_id("what-if")
    fields = dict.fromkeys(form.fields, "") | {"set:norland:fees": "300", "amount": "0.1", "giver": "norland"}
    fields |= {"taker": "league", "option": "toll", "issue": "passage", "worth:norland": "1", "worth:league": "0.5"}
    told = strait.get("/deals", params={**fields, "without": "sudmark:passage"}, follow_redirects=False)
    assert told.status_code == 303
    asked = QueryParams(told.headers["location"].partition("?")[2])
    assert asked.multi_items() == [
        ("without", "sudmark:passage"), ("set", "norland:fees=300"), ("pay", "norland:league=0.1"),
        ("add_option", "passage:toll=1,0,0.5"),
    ]  # fmt: skip
    page = page_of(strait, told.headers["location"])
    assert "the red line of Norland on Transit fees moves to 300" in words(page.find_class("compared")[0])
    assert "toll added here" in words(page.get_element_by_id("options"))
    assert strait.get(told.headers["location"], follow_redirects=False).status_code == 200


PARTS = st.text(st.sampled_from("abc é&=+:#%"), min_size=1, max_size=6)
MANY = st.lists(PARTS, max_size=3, unique=True).map(tuple)


@given(MANY, MANY, MANY, MANY, MANY)
def test_an_address_tells_every_change_again(without, allow, number, pay, add_option):
    """Whatever is in the names: what a link writes is read as it was, and needs no other address."""
    changes = Changes(without=without, allow=allow, number=number, pay=pay, add_option=add_option)
    wish = Wish(changes=changes, pair=("norland", "sudmark"), draws="9")
    query = QueryParams(wish.link(Moment()).partition("?")[2])
    assert Wish.of(query) == wish
    assert wish.is_told_by(query)


def test_options_tell_each_partys_acceptance_with_its_words(strait: TestClient, talks: Deadlocked) -> None:
    """By glyph, word and class; a condition in its words; what a demand excludes is inferred, with the reason."""
    page = page_of(strait, "/deals")
    rows = {words(row.find("th")): row for row in page.find_class("option")}
    free = rows["Free passage closed by Norland"]
    norland, sudmark, league = free.findall("td")
    assert "✗ red line" in words(norland)
    assert words(norland.find_class("inferred")[0]) == "it insists on another"
    assert "act-reject" in norland.find_class("stance")[0].get("class")
    assert norland.xpath(".//a/@href")[0].endswith(f"#{talks.statements['pilots'].id}")
    assert "nothing told" in words(sudmark)
    assert "is-assumed" in sudmark.find_class("worth")[0].get("class")
    assert "nothing told" in words(league)
    ports = rows["Two ports open"].findall("td")[0]
    assert "◐ accepts if “the fishing grounds stay apart”" in words(ports)
    assert "✓ wants" in words(rows["All ports open"].findall("td")[1])
    between = rows["350 to 450 crowns closed by Norland and Sudmark"].findall("td")
    assert [words(each.find_class("inferred")[0]) for each in between[:2]] == [
        "it insists on 500 crowns or more", "it insists on up to 300 crowns",
    ]  # fmt: skip


def test_red_lines_tell_their_words_their_cost_and_how_sure_they_stand(strait: TestClient) -> None:
    """Alone and together; the number of a bound can be moved, options can be let in."""
    page = page_of(strait, "/deals?without=sudmark:passage")
    lines = page.find_class("line")
    assert len(lines) == 4
    assert "“Norland will never accept passage without its pilots, Vik said.”" in words(lines[0])
    assert "excludes 108; 0 more would be open if it alone fell stands with 90%" in words(lines[0])
    assert "is-muted" in lines[1].get("class")
    assert lines[1].find_class("is-unnamed")[0].text_content().startswith("unnamed officials")
    assert lines[2].xpath(".//input[@type='number']/@name") == ["set:norland:fees"]
    assert lines[0].xpath(".//option/@value") == ["", "norland:passage=free", "norland:passage=lights"]
    together = words(page.get_element_by_id("joint"))
    assert "Norland: 2 red lines together exclude 144 packages" in together
    assert "All red lines together exclude 162 of 162 packages." in together


def test_a_linkage_of_the_dossier_has_a_switch_too(tmp_path: Path, open_client: Callable[[Path], TestClient]) -> None:
    """What it left no room for is counted again once it is muted."""
    terms = "  linkages: [{issue: passage, option: piloted, needs: ports, needed: open}]\n"
    client = open_client(deadlocked(tmp_path, terms=terms).folder)
    page = page_of(client, "/deals")
    [name] = page.xpath("//input[@name='without'][contains(@value, '>')]/@value")
    assert "Piloted passage on Passage only with All ports open on Ports" in words(page.find_class("line")[-1])
    assert "Linkages leave 126" in words(page.find_class("figures-row")[0])
    muted = page_of(client, f"/deals?{urlencode({'without': name})}")
    assert "no longer holds" in words(muted.find_class("compared")[0])
    assert "Linkages leave" not in words(muted.find_class("figures-row")[0])


def test_the_drawing_has_its_twin_and_every_solution_a_mark_and_its_ties(strait: TestClient) -> None:
    """Four names in the drawing, the same in the table's last column; the pair is chosen in the address."""
    page = page_of(strait, f"{BOTH}&x=sudmark&y=league")
    [plot] = page.find_class("plot")
    names = sorted(words(each) for each in plot.find_class("mark-words"))
    assert names == ["Egalitarian", "Kalai-Smorodinsky", "Nash", "Utilitarian"]
    assert "worth to Sudmark" in words(plot)
    assert "worth to Maritime League" in words(plot)
    rows = page.find_class("frontier-table")[0].xpath(".//tbody/tr")
    assert len(rows) == len(strait.get("/api/deals/what-if" + BOTH[6:]).json()["changed"]["frontier_IR_utilities"])
    chosen = {name for row in rows for name in words(row.findall("td")[-1]).split(", ") if name}
    assert chosen == set(names)
    told = words(page.find_class("points")[0])
    assert "largest product of gains" in told
    assert "Egalitarian largest least gain, of ties the largest next least" in told
    assert "as good" not in told


def test_the_drawing_is_as_large_as_what_it_shows(
    bundled_talks: Path, strait: TestClient, open_client: Callable[[Path], TestClient]
) -> None:
    """Where no deal is worth far less than every package it is told and not drawn; else it is a dashed line."""
    near = page_of(strait, f"{BOTH}&set=sudmark:reservation=0.4&x=sudmark&y=league")
    assert near.find_class("floor")
    far = page_of(open_client(bundled_talks), "/deals")
    assert not far.find_class("floor")
    assert "No deal is worth 0 to Ukraine and 0 to Russia, less than is drawn." in words(far.find_class("plot-box")[0])
    ends = [float(words(each)) for each in far.find_class("tick-words")]
    assert (min(ends) > 0.5, max(ends)) == (True, 1.0)


def test_two_solutions_that_choose_one_place_share_a_ring(
    bundled_talks: Path, open_client: Callable[[Path], TestClient]
) -> None:
    """Their names stand beside it, and no ring lies on another's place."""
    page = page_of(open_client(bundled_talks), "/deals")
    places = [(each.get("cx"), each.get("cy")) for each in page.xpath("//circle[@class='chosen']")]
    assert len(places) == len(set(places)) < len(page.find_class("mark-words")) == 4


def test_uncertainty_stands_beside_the_numbers(strait: TestClient) -> None:
    """Share, interval, number of draws and seed; ranges of counts and of what packages are worth."""
    page = page_of(strait, BOTH)
    assert "A deal exists in 100% of 100 draws" in words(page.find_class("doubt")[0])
    assert "(96% to 100%; seed 0)" in words(page.find_class("doubt")[0])
    assert "18 to 54 in the draws" in words(page.find_class("figures-row")[0])
    told = words(page)
    assert "the middle one of 100 draws of the uncertain entries (seed 0) and the range that holds 90% of them" in told


def test_a_range_beside_a_packages_worth_tells_that_it_is_of_the_draws(strait: TestClient) -> None:
    """With the middle of the draws, which lies in it; the worth as assumed may not."""
    told = " ".join(words(each) for each in page_of(strait, BOTH).find_class("worths"))
    ranges = re.findall(r"[\d.]+ \(in the draws ([\d.]+), ([\d.]+) to ([\d.]+)\)", told)
    assert ranges
    assert all(float(low) <= float(middle) <= float(high) for middle, low, high in ranges)


def test_draws_and_seed_can_be_chosen_and_the_same_ones_tell_the_same(strait: TestClient) -> None:
    """As JSON and on the page; each smallest set has its own share."""
    page = page_of(strait, "/deals/uncertainty?draws=50&seed=3")
    told = strait.get("/api/deals/chance?draws=50&seed=3").json()
    answer(ChanceAnswer).model_validate(told)
    assert f"A deal exists in {told['n_deals']} of 50 draws" in words(page.find_class("verdict")[0])
    shares = page.find_class("shares")
    assert len(shares[1].xpath(".//tbody/tr")) == 4
    assert strait.get("/api/deals/chance?draws=50&seed=3").json() == told
    assert "whether a red line stands" in words(page)


@pytest.mark.parametrize("asked", ["draws=1", "draws=many", "seed=-1", "draws=99999999", "draws=%C2%B2"])
def test_draws_that_cannot_be_made_are_told(strait: TestClient, asked: str) -> None:
    """One clear sentence."""
    told = strait.get(f"/deals/uncertainty?{asked}")
    assert told.status_code == 400
    assert "a whole number from" in told.text


def test_forecasts_stand_beside_their_errors_and_the_caution(strait: TestClient) -> None:
    """Sensitivity, never prophecy: both are on the page before any number."""
    page = page_of(strait, "/deals/forecasts")
    told = words(page.get_element_by_id("main"))
    assert told.index("Nothing here has been validated on peace talks") < told.index("Compromise")
    compromise = next(row for row in page.xpath("//tbody/tr") if words(row.find("th")) == "Compromise")
    assert [words(each) for each in compromise.findall("td")][:2] == [
        "400.0 between Sudmark and Norland",
        "23.2 (23.6)",
    ]
    assert "Passage, Ports, Fishing, Honours the dossier gives neither the ends of its scale" in told
    assert "assumed from firmness" in told


def test_the_api_tells_what_the_commands_print(strait: TestClient, talks: Deadlocked) -> None:
    """The same keys and numbers, true to the shapes that the description promises."""
    from detente.cli import app  # noqa: PLC0415 - takes long to load

    def printed(*arguments: str) -> object:
        told = CliRunner().invoke(app, [*arguments, "--workspace", str(talks.folder), "--format", "json"])
        assert told.exit_code == 0, told.output
        return json.loads(told.stdout)

    change = ("--without", "sudmark:passage", "--set", "norland:fees=300")
    asked = "without=sudmark:passage&set=norland:fees%3D300"
    for shape, address, arguments in (
        (SpaceAnswer, "/api/deals", ("deals",)),
        (ChangedAnswer, f"/api/deals/what-if?{asked}", ("deals", *change)),
        (UnlockAnswer, "/api/deals/unlock", ("unlock",)),
        (ChanceAnswer, "/api/deals/chance?draws=20&seed=1", ("deals", "--draws", "20", "--seed", "1")),
    ):
        told = strait.get(address).json()
        answer(shape).model_validate(told)
        assert told == printed(*arguments), address
    assert strait.get("/api/deals/forecasts").json() == printed("forecast")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("without=nobody:passage", "lacks"),
        ("set=norland:fees=dear", "is no number"),
        ("set=norland:fees", "write ENTRY=NUMBER"),
        ("set=norland:fees=nan", "no number to reckon with"),
        ("pay=norland:atlantis=1", "lacks"),
        ("add_option=passage:toll=1", "give one for each"),
    ],
)
def test_a_change_that_does_not_fit_is_told_with_a_way_back(strait: TestClient, change: str, why: str) -> None:
    """On the page, with a link to how things stand, and in the API."""
    shown = strait.get(f"/deals?{change}")
    assert shown.status_code == 400
    assert html.fromstring(shown.text).xpath("//main//a[@href='/deals']")
    told = strait.get(f"/api/deals/unlock?{change}")
    assert told.status_code == 400
    assert why in told.json()["error"]


def test_a_party_that_is_none_is_told(strait: TestClient) -> None:
    """In the drawing's choice."""
    assert strait.get("/deals?x=atlantis").status_code == 400


def test_an_earlier_day_is_kept_in_every_link_and_knows_nothing_of_the_later_ones(strait: TestClient) -> None:
    """By 12 March nobody had drawn a line on the lower fee, so one conflict is left."""
    page = page_of(strait, "/deals?as_of=2031-03-12&without=norland:fees")
    assert len(page.find_class("conflicts")[0].findall("li")) == 1
    inside = [href for href in page.xpath("//main//a/@href") if not href.startswith("#")]
    assert all("as_of=2031-03-12" in href for href in inside)
    kept = page.xpath("//details[contains(@class, 'moment')]//input[@type='hidden']")
    assert [(each.get("name"), each.get("value")) for each in kept] == [("without", "norland:fees")]
    [hidden] = page.get_element_by_id("what-if").xpath("./input[@type='hidden']")
    assert (hidden.get("name"), hidden.get("value")) == ("as_of", "2031-03-12")


def test_without_positions_the_page_says_what_to_do(open_coded: Callable[..., TestClient]) -> None:
    """No options to choose between, no table, no error; the other pages and the API say so too."""
    client = open_coded()
    told = words(page_of(client, "/deals"))
    assert "There is nothing to choose between yet: no party is told to want or to refuse an option" in told
    assert "detente add PATH" in told
    assert "Nothing can be drawn" in words(page_of(client, "/deals/uncertainty"))
    assert "No model can be asked" in words(page_of(client, "/deals/forecasts"))
    assert client.get("/api/deals").json()["scenario"] is None
    assert client.get("/api/deals/unlock").status_code == 404


def test_without_red_lines_the_page_says_so_and_asks_for_no_switch(bargain: TestClient) -> None:
    """What can be accepted is told all the same."""
    page = page_of(bargain, "/deals")
    assert "No red line that names an option or a number is in force" in words(page)
    assert page.xpath("//input[@name='without']") == []
    told = words(page.get_element_by_id("answer"))
    assert told.startswith(
        "✓ Nothing told stands in the way. Nothing in the record bounds a deal: no red line that can be read "
        "excludes any of 14 packages. What each"
    )
    assert "Acceptable to every party" not in words(page)
    assert "holds a deal (seed 0), which tells little" in words(page.find_class("doubt")[0])
    assert (
        "where the gaps tell a deadlock, who insists on what another's red line excludes is taken to give way" in told
    )


@pytest.mark.parametrize("payload", PAYLOADS[::50])
def test_no_text_becomes_markup(tmp_path: Path, open_client: Callable[[Path], TestClient], payload: str) -> None:
    """Names, quotes and tellers with a payload, on every page of the deal space."""
    single = payload.replace("\n", " ").replace("\r", " ")
    client = open_client(deadlocked(tmp_path, ending=single).folder)
    for address in (BOTH, "/deals", "/deals/uncertainty?draws=9", "/deals/forecasts"):
        page = page_of(client, address)
        dangerous = "//script[not(@src)] | //@*[starts-with(name(), 'on')] | //iframe | //object | //img"
        assert page.xpath(dangerous) == [], address
    assert single.strip()[:20] in page_of(client, "/deals").text_content()


def test_a_space_too_large_without_a_solver_is_told_with_what_installs_one(
    strait: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that says what is missing, and the same as JSON."""
    reckoned.cache_clear()
    monkeypatch.setattr("detente.dealspace.keeping.LIMIT_LOOKED_AT", 0)
    monkeypatch.setitem(sys.modules, "ortools.sat.python", None)
    monkeypatch.delitem(sys.modules, "detente.dealspace.solving", raising=False)
    monkeypatch.delattr("detente.dealspace.solving", raising=False)
    page, told = strait.get("/deals"), strait.get("/api/deals/unlock")
    assert (page.status_code, told.status_code) == (501, 501)
    assert "This needs a part that is not installed" in page.text
    assert "pip install 'detente[solver]'" in html.fromstring(page.text).text_content()
    assert "pip install 'detente[solver]'" in told.text
