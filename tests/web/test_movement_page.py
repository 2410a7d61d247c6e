"""Movement: every issue at a glance, and an issue with a lane for each party."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from fastapi.testclient import TestClient
from lxml import html

from detente.model import Condition, Document, Edtf, Firmness, OptionId, Statement, Value
from detente.web import lanes
from detente.web.movement import LanesAnswer
from detente.web.schemas import answer
from detente.workspace import Workspace
from tests.web.reading import page_of, words

PASSAGE, FEES = "/movement?issue=passage&since=2031-01-01", "/movement?issue=fees&since=2031-01-01"


def marks(page: html.HtmlElement, kind: str, party: str) -> list[html.HtmlElement]:
    """The links of a kind in a party's lane."""
    return page.xpath(f"//svg[title='{party}']//a[contains(@class, '{kind}')]")


def test_a_lane_shows_each_stretch_with_glyph_word_hue_and_firmness(bargain: TestClient) -> None:
    """A stretch is one link to the words that give the stance; its bar is as thick as it is firm."""
    page = page_of(bargain, FEES)
    cheap, nearer = marks(page, "segment", "Norland")
    assert "act-demand" in cheap.get("class")
    assert "▲ demands 100 crowns" in words(cheap)
    assert cheap.get("aria-label") == (
        "Norland on Transit fees: demands 100 crowns (firm), from 10 January 2031 to 10 March 2031"
    )
    assert "and still" in nearer.get("aria-label")
    [dear, _] = marks(page, "segment", "Sudmark")
    assert {rect.get("height") for rect in dear.xpath(".//rect")} == {"9"}
    [red] = marks(page_of(bargain, PASSAGE), "segment", "Sudmark")
    assert {rect.get("height") for rect in red.xpath(".//rect")} == {"14"}


def test_a_month_is_a_soft_end_and_never_a_day(bargain: TestClient, bargained) -> None:
    """The bar begins soft over the whole month, and the statement is a dashed line over it."""
    page = page_of(bargain, PASSAGE)
    [red] = marks(page, "segment", "Sudmark")
    soft, solid = red.xpath(".//rect")
    assert soft.get("fill") == "url(#begins-reject)"
    assert "is-solid" in solid.get("class")
    begin, width = (float(soft.get(name).rstrip("%")) for name in ("x", "width"))
    assert float(solid.get("x").rstrip("%")) == pytest.approx(begin + width, abs=0.01)
    assert width / float(solid.get("width").rstrip("%")) == pytest.approx(28 / 14, rel=0.01)
    [saying] = marks(page, "saying", "Sudmark")
    assert saying.xpath("line[@class='vague']")
    assert saying.get("href").endswith(f"#{bargained.statements['vague'].id}")


def test_every_mark_leads_to_its_words(bargain: TestClient) -> None:
    """Statements, denials, hand-overs and meetings: each is a link that j and k reach."""
    page = page_of(bargain, PASSAGE)
    found = page.xpath("//*[contains(@class, 'lanes')]//svg//a")
    assert found
    assert all(each.get("data-item") is not None and each.get("aria-label") for each in found)
    denial = next(each for each in marks(page, "saying", "Norland") if "act-deny" in each.get("class"))
    assert "Norland denies that it waits." in denial.get("aria-label")
    for each in found:
        address = each.get("href").partition("#")[0]
        assert bargain.get(address).status_code == 200
    [hand_over] = [each for each in found if "harbour paper from Norland to Sudmark" in each.get("aria-label")]
    evidence = html.fromstring(bargain.get(hand_over.get("href")).text)
    assert hand_over.get("href").startswith("/notes/")
    assert "Norland gave Sudmark the harbour paper." in evidence.text_content()
    [meeting] = [each for each in found if "Norland and Sudmark, Grey Haven" in each.get("aria-label")]
    assert "1 March 2031" in meeting.get("aria-label")
    assert len(page.xpath("//*[@id='behind']/line[@class='meeting']")) == 1
    assert len(page.xpath("//use[@href='#behind']")) == 4


def test_a_draft_that_does_not_touch_the_issue_is_on_no_time_line_of_it(bargain: TestClient) -> None:
    """The paper provides for the passage, not for the fees."""
    assert "harbour paper" in words(page_of(bargain, PASSAGE))
    assert "harbour paper" not in words(page_of(bargain, FEES))


def test_the_list_tells_all_that_the_lanes_draw(bargain: TestClient, bargained) -> None:
    """Each stretch with its dates as told and its statements; also what is on no stretch, and what has no date."""
    page = page_of(bargain, PASSAGE)
    shown = {words(each.xpath("h3")[0]): words(each) for each in page.find_class("lane-list")}
    assert "February 2031, and still ✗ rejects" in shown["Sudmark"]
    assert "▮▮▮ red line" in shown["Sudmark"]
    assert "20 February 2031, and still ◐ accepts if “fees”" in shown["Norland"]
    assert "Without a date, and so on no lane: undated" in shown["Norland"]
    assert "Denials, assessments and the like: 14 Mar 2031" in shown["Norland"]
    linked = {href.partition("#")[2] for href in page.xpath("//section[contains(@class, 'lane-list')]//a/@href")}
    on_passage = {each.id for each in bargained.statements.values() if each.issue == "passage"}
    assert on_passage <= linked


def test_a_stretch_quotes_what_any_stance_depends_on(
    open_coded: Callable[..., TestClient],
    make_document: Callable[..., Document],
    make_statement: Callable[..., Statement],
) -> None:
    """Not only an acceptance: what is offered on a condition is told with the condition's words."""
    told = make_document("300 if paid.", name="offer", published=None)
    tied = {"value": Value(300, 300, "crowns"), "condition": Condition("it is paid this summer")}
    said = make_statement(told, "300 if paid.", "norland", "fees", "propose", said_on=Edtf("2031-01-10"), **tied)
    client = open_coded(told, said)
    [listed] = page_of(client, FEES).find_class("lane-list")
    assert "◇ proposes 300 crowns depending on “it is paid this summer”" in words(listed)
    assert "depending on “it is paid this summer”" in words(page_of(client, f"/documents/{told.id}"))


def test_two_parties_over_each_other_show_the_gap_between_them(bargain: TestClient) -> None:
    """On a scale: a line each, and a band between them that is as high as the two are apart."""
    page = page_of(bargain, f"{FEES}&parties=norland,sudmark")
    [drawn] = page.find_class("overlay")
    wide, narrow = drawn.find_class("gap")
    assert float(wide.get("height")) == pytest.approx(2 * float(narrow.get("height")), rel=0.05)
    assert "400 crowns apart" in words(wide)
    assert len({each.get("y") for each in drawn.find_class("is-one")}) == 2
    assert "400 crowns, as it stands" in words(drawn)
    rows = [" ".join(map(words, row)) for row in page.xpath("//table[@class='steps']/tbody/tr")]
    assert rows[1:] == [
        "10 March 2031 300 crowns 500 crowns open, 200 crowns apart: 22% of the scale apart",
        "20 January 2031 100 crowns 500 crowns open, 400 crowns apart: 44% of the scale apart",
        "10 January 2031 100 crowns no position yet not yet told by all: one had taken no position",
    ]


def test_the_steps_tell_a_number_and_no_option_whose_place_is_another(
    open_coded: Callable[..., TestClient],
    dossier_yaml: str,
    make_document: Callable[..., Document],
    make_statement: Callable[..., Statement],
) -> None:
    """What is compared is what is told; beside it what is taken on a condition, and percentages lie points apart."""
    frame = yaml.safe_load(dossier_yaml)
    [fees] = [each for each in frame["issues"] if each["id"] == "fees"]
    fees["scale"] = {"kind": "number", "unit": "percent", "low": 0, "high": 10}
    fees["options"] = [{"id": name, "name": f"{name} rate", "place": at} for name, at in (("half", 4.5), ("full", 6))]
    told = make_document("Half if so. We want 5.5. Half. 4.5 to 5.", name="rates", published=None)
    half, over, span = Value(4.5, 4.5, "percent"), Value(5.5, 5.5, "percent"), Value(4.5, 5, "percent")
    rows = (
        ("Half if so.", "norland", "condition", "2031-01-10", {"option": OptionId("half"), "value": half}),
        ("We want 5.5.", "norland", "demand", "2031-01-20", {"value": over, "firmness": Firmness.FLEXIBLE}),
        ("Half.", "sudmark", "accept", "2031-01-30", {"option": OptionId("half"), "value": half}),
        ("4.5 to 5.", "sudmark", "propose", "2031-02-10", {"value": span}),
    )
    said = [make_statement(told, text, who, "fees", act, said_on=Edtf(on), **more) for text, who, act, on, more in rows]
    client = open_coded(told, *said, dossier=yaml.safe_dump(frame))
    page = page_of(client, f"{FEES}&parties=norland,sudmark")
    steps = [" ".join(map(words, row)) for row in page.xpath("//table[@class='steps']/tbody/tr")]
    wanted, untold = "5.5 percent; on a condition: half rate", "one had taken no position"
    assert steps == [
        f"10 February 2031 {wanted} 4.5-5 percent close, 0.5 percentage points apart: 5% of the scale apart",
        f"30 January 2031 {wanted} half rate (4.5 percent) close, 1 percentage point apart: 10% of the scale apart",
        f"20 January 2031 {wanted} no position yet not yet told by all: {untold}",
        f"10 January 2031 on a condition: half rate (4.5 percent) no position yet not yet told by all: {untold}",
    ]


def test_without_a_scale_the_options_are_the_heights(bargain: TestClient) -> None:
    """One place below another in the dossier's order, and no band."""
    [drawn] = page_of(bargain, f"{PASSAGE}&parties=norland&parties=sudmark").find_class("overlay")
    assert [each.text for each in drawn.find_class("level-words")] == ["Free passage", "Piloted passage"]
    assert not drawn.find_class("gap")


def test_what_moved_is_told_with_as_it_was_and_as_it_is(bargain: TestClient) -> None:
    """Toward whom, how far, and which statements it rests on."""
    page = page_of(bargain, "/movement?issue=fees&since=2031-02-01")
    told = [words(each) for each in page.find_class("move")]
    [norland] = [each for each in told if "Norland" in each]
    assert "from ▲ demands 100 crowns" in norland
    assert "to ◇ proposes 300 crowns" in norland
    assert "→ toward Sudmark: 400 to 200 crowns apart" in norland
    assert "Rests on 10 Mar 2031, 10 Jan 2031." in norland
    [row] = page.xpath("//table[@class='figures']/tbody/tr[th='Norland']")
    assert [cell.text for cell in row.xpath("td")] == ["1", "0.7", "2", "50\u00a0%"]


def test_all_issues_stand_with_the_one_that_moved_last_first(bargain: TestClient) -> None:
    """Each leads to its own lanes, with the days that were chosen."""
    page = page_of(bargain, "/movement?since=2031-02-01&begin=2031-01-15")
    heads = page.xpath("//section[@class='one-issue']/h2/a")
    assert [each.text for each in heads] == ["Transit fees", "Passage"]
    assert heads[0].get("href") == "/movement?issue=fees&since=2031-02-01&begin=2031-01-15"
    assert all(each.get("aria-labelledby") for each in page.xpath("//section//svg[@role='img']"))


def test_a_past_day_shows_what_stood_then(bargain: TestClient) -> None:
    """Later statements leave no trace, and links keep the day."""
    page = page_of(bargain, f"{FEES}&as_of=2031-02-01")
    assert len(marks(page, "segment", "Norland")) == 1
    assert all("as_of=2031-02-01" in each.get("href") for each in marks(page, "saying", "Norland"))
    assert "nearer" not in page.text_content()


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/movement?issue=gone", 404, "The dossier has no issue"),
        ("/movement?since=soon", 400, "YYYY-MM-DD"),
        ("/movement?issue=fees&begin=2031", 400, "YYYY-MM-DD"),
        ("/movement?since=2031-05-01&as_of=2031-02-01", 400, "a day no later than 2031-02-01"),
        ("/movement?issue=fees&parties=norland", 400, "two different ones of norland, sudmark, league"),
        ("/movement?issue=fees&parties=norland,norland", 400, "two different ones"),
        ("/movement?issue=fees&parties=norland,gone", 400, "two different ones"),
        ("/api/lanes", 404, "The dossier has no issue"),
        ("/api/lanes?issue=gone", 404, "The dossier has no issue"),
        ("/api/lanes?issue=fees&parties=x", 400, "two different ones"),
        ("/api/movement?since=x", 400, "YYYY-MM-DD"),
        ("/api/movement?issue=gone", 404, "The dossier has no issue"),
    ],
)
def test_what_cannot_be_shown_is_told_plainly(bargain: TestClient, address: str, status: int, told: str) -> None:
    """With what would be right."""
    found = bargain.get(address)
    assert found.status_code == status
    assert told in found.text


def test_an_empty_workspace_says_what_to_do_next(open_coded: Callable[..., TestClient]) -> None:
    """No chart without a statement, and no error."""
    client = open_coded()
    assert "detente add PATH" in client.get("/movement").text
    page = page_of(client, "/movement?issue=fees&parties=norland,sudmark")
    assert "No party is told to have spoken on this yet." in words(page)
    assert not page.xpath("//svg[@class='track']")


def test_the_api_tells_what_the_pages_draw(bargain: TestClient, bargained) -> None:
    """The same records, true to the shapes that the description promises."""
    lanes = bargain.get("/api/lanes?issue=fees&parties=norland,sudmark").json()
    answer(LanesAnswer).model_validate(lanes)
    assert [lane["party"] for lane in lanes["lanes"]["lanes"]] == ["norland", "sudmark"]
    assert lanes["lanes"]["lanes"][0]["segments"][0]["ruling"] == bargained.statements["cheap"].id
    assert [step["distance"] for step in lanes["overlay"]["steps"][:3]] == [None, 400.0, 200.0]
    passage = bargain.get("/api/lanes?issue=passage").json()
    assert [each["name"] for each in passage["hand_overs"]] == ["harbour paper"]
    assert [each["place"] for each in passage["meetings"]] == ["Grey Haven"]
    assert passage["overlay"] is None
    moved = bargain.get("/api/movement?since=2031-02-01&issue=fees").json()
    assert {move["issue"] for move in moved["moves"]} == {"fees"}
    with Workspace.open(bargained.folder) as workspace:
        assert len(workspace.at().lanes_by_issue) == 2


def test_the_words_of_others_stay_words(
    bargained, dossier_yaml: str, open_client: Callable[[Path], TestClient]
) -> None:
    """Names of parties, issues and options, titles of drafts, quotes: nothing becomes markup."""
    payload = "</text></svg><script>alert(1)</script>"
    dossier = yaml.safe_load(dossier_yaml)
    for named in (*dossier["parties"], *dossier["issues"], *dossier["issues"][0]["options"]):
        named["name"] = f"{named['id']}{payload}"
    with Workspace.open(bargained.folder) as workspace:
        file = bargained.folder / "other.yaml"
        file.write_text(yaml.safe_dump(dossier), encoding="utf-8")
        workspace.reframe(file)
    client = open_client(bargained.folder)
    for address in ("/movement", PASSAGE, f"{PASSAGE}&parties=norland,sudmark", "/linkages"):
        found = client.get(address)
        assert found.status_code == 200
        assert payload not in found.text
        assert "&lt;script&gt;" in found.text


@pytest.mark.parametrize("address", ["/movement", PASSAGE, f"{FEES}&parties=norland,sudmark", "/linkages"])
def test_no_page_needs_a_style_that_the_policy_forbids(bargain: TestClient, address: str) -> None:
    """Drawings are made of attributes and classes, and no id stands twice."""
    page = page_of(bargain, address)
    assert not page.xpath("//*[@style] | //style | //script[not(@src)]")
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    named = [one for told in page.xpath("//svg/@aria-labelledby") for one in told.split()]
    assert named
    assert set(named) <= set(ids)


def test_where_there_are_many_lanes_each_is_drawn_less_finely(
    bargain: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The newest mark and the stretch that stands at the end are always drawn; the list below leads to all."""
    found = page_of(bargain, FEES)
    assert len(marks(found, "segment", "Norland")) == len(marks(found, "saying", "Norland")) == 2
    monkeypatch.setattr(lanes, "MOST_MARKS_OF_ALL", 1)
    monkeypatch.setattr(lanes, "MOST_STRETCHES", 1)
    found = page_of(bargain, FEES)
    [segment], [saying] = marks(found, "segment", "Norland"), marks(found, "saying", "Norland")
    assert "300 crowns" in segment.get("aria-label")
    assert "Norland would take 300 crowns." in saying.get("aria-label")
    assert "1 older statement not drawn" in words(found)
    assert "100 crowns" in words(found.xpath("//*[contains(@class, 'lane-list')]")[0])


def test_what_may_have_begun_before_the_window_is_not_called_first(bargain: TestClient) -> None:
    """A month that lies across the first day leaves open that the position stood so before; that is counted apart."""
    page = page_of(bargain, "/movement?issue=passage&since=2031-02-10")
    [red] = [each for each in page.xpath("//li[@class='move']") if "Sudmark" in words(each)]
    assert "first, or so before" in words(red)
    assert "1 first told then or before" in words(page)
