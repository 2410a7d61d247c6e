"""Pages of long lists: nothing is lost between them, each is reached by a plain link, and links keep the moment."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from lxml import html

from detente.web import drafts, evidence, lane_lists, linkages, movement

DAY = "2031-04-30"


def all_of(client: TestClient, address: str, mark: str) -> list[list[str]]:
    """What stands on each page from this one on: the ids, or the words, of what the XPath finds."""
    found = []
    while address:
        page = html.fromstring(client.get(address).raise_for_status().text)
        found.append([each.get("id") or " ".join(each.text_content().split()) for each in page.xpath(mark)])
        assert len(found) < 50
        older = page.xpath("//a[@rel='next']/@href")
        address = older[0].partition("#")[0] if older else ""
        assert not address or f"as_of={DAY}" in address
    return found


@pytest.mark.parametrize(
    ("module", "address", "mark"),
    [
        (evidence, "/cell/norland/passage", "//h2[starts-with(., 'Statements')]/following-sibling::ol[1]/li"),
        (linkages, "/linkages", "//table[@class='links']//tbody/tr"),
    ],
)
def test_a_list_is_the_same_on_one_page_and_on_many(
    bargain: TestClient, monkeypatch: pytest.MonkeyPatch, module: object, address: str, mark: str
) -> None:
    """In the same order, one thing a page."""
    address += f"?as_of={DAY}"
    [whole] = all_of(bargain, address, mark)
    assert len(whole) > 1
    monkeypatch.setattr(module, "PAGE_LENGTH", 1)
    assert all_of(bargain, address, mark) == [[each] for each in whole]


def test_what_gives_a_position_stands_on_every_page_of_its_evidence(
    bargain: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it belongs to another page, it stands above the list."""
    monkeypatch.setattr(evidence, "PAGE_LENGTH", 1)
    pages = [html.fromstring(bargain.get(f"/cell/norland/passage?page={number}").text) for number in (1, 2)]
    assert [
        len(page.xpath("//p[@class='role'][starts-with(., 'This statement gives the position')]")) for page in pages
    ] == [1, 1]
    assert "What the position is taken from" in {
        heading.text_content() for page in pages for heading in page.xpath("//h2")
    }


def test_a_linkage_that_many_make_leads_to_all_of_them(bargain: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the table leaves out stands on a page of that linkage alone."""
    steps = "//tr[@id='link-passage-fees']//div[@class='step']"
    [whole] = all_of(bargain, f"/linkages?as_of={DAY}", steps)
    assert len(whole) > 1
    monkeypatch.setattr(linkages, "_MOST_STEPS", 0)
    page = html.fromstring(bargain.get("/linkages").text)
    [more] = page.xpath("//tr[@id='link-passage-fees']//a[starts-with(., 'And ')]")
    assert not page.xpath(steps)
    assert more.text == f"And {len(whole)} more"
    alone = html.fromstring(bargain.get(more.get("href")).text)
    assert [" ".join(each.text_content().split()) for each in alone.xpath(steps)] == whole


def test_the_stretches_of_a_lane_come_by_request(bargain: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page of an issue has the newest, and leads to all of them, page by page."""
    lines = "//section[@class='lane-list'][.//h3/a[.='Norland']]//ol/li"
    [whole] = all_of(bargain, f"/movement?issue=fees&as_of={DAY}", lines)
    assert len(whole) > 1
    monkeypatch.setattr(lane_lists.lane_list, "__defaults__", (0, 1))
    page = html.fromstring(bargain.get(f"/movement?issue=fees&as_of={DAY}").text)
    assert [" ".join(each.text_content().split()) for each in page.xpath(lines)] == whole[:1]
    [more] = page.xpath(f"//section[.//h3/a[.='Norland']]//a[.='All {len(whole)} stretches']/@href")
    monkeypatch.setattr(movement, "PAGE_LENGTH", 1)
    assert all_of(bargain, more, lines) == [[each] for each in whole]


def test_issues_with_much_to_draw_come_on_several_pages(bargain: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each issue once, the one that moved last first."""
    [whole] = all_of(bargain, f"/movement?as_of={DAY}", "//h2[@data-item]/a")
    assert len(whole) > 1
    monkeypatch.setattr(movement, "_MOST_DRAWN", 1)
    assert all_of(bargain, f"/movement?as_of={DAY}", "//h2[@data-item]/a") == [[each] for each in whole]


def test_meetings_come_a_page_at_a_time(reader: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every meeting once."""
    mark = "//ol[@class='meetings']/li/p[@class='when']/.."
    whole = html.fromstring(reader.get("/drafts").text).xpath(mark)
    monkeypatch.setattr(drafts, "MEETINGS_A_PAGE", 1)
    found = []
    for number in range(1, len(whole) + 1):
        [one] = html.fromstring(reader.get(f"/drafts?page={number}").text).xpath(mark)
        found.append(one.text_content())
    assert whole
    assert sorted(found) == sorted(each.text_content() for each in whole)
    assert reader.get(f"/drafts?page={len(whole) + 1}").status_code == 404


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/cell/norland/passage?page=99", 404),
        ("/cell/norland/passage?page=x", 400),
        ("/linkages?page=99", 404),
        ("/linkages?only=gone", 404),
        ("/movement?page=0", 400),
        ("/movement?issue=passage&of=gone", 404),
    ],
)
def test_a_page_that_is_not_there_is_told(bargain: TestClient, address: str, status: int) -> None:
    """And never an empty one."""
    assert bargain.get(address).status_code == status
