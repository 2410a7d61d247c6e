"""The brief as one HTML file."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from detente.briefing import Length, Served, to_html
from detente.briefing.html import web_address
from detente.model import Condition, Issue, IssueId, Party, PartyId, PartyKind

VOID = {"meta", "br", "hr", "img", "link", "input"}


class Page(HTMLParser):
    """Collects tags, ids, links and texts, and that every tag is closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.ids: Counter[str] = Counter()
        self.links: list[str] = []
        self.attributes: Counter[str] = Counter()
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        """Counts a tag and its attributes."""
        self.tags[tag] += 1
        for name, value in attrs:
            self.attributes[name] += 1
            if name == "id":
                self.ids[value] += 1
            if name == "href":
                self.links.append(value)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        """Closes the tag that was opened last, which must be this one."""
        assert self.open.pop() == tag

    def handle_data(self, data):
        """Keeps what a reader sees."""
        if self.open and self.open[-1] != "style":
            self.words.append(data)

    @property
    def text(self) -> str:
        """What a reader sees, on one line."""
        return " ".join("".join(self.words).split())


@pytest.fixture(params=Length)
def brief(record, request):
    """The record's brief in each length."""
    return record.brief(request.param)


def test_the_page_is_whole(brief):
    """Every tag is closed in order, every id is there once, title and language are told."""
    page = Page(to_html(brief))
    assert page.open == []
    assert max(page.ids.values()) == 1
    assert page.tags["title"] == page.tags["h1"] == page.tags["main"] == 1
    assert "The Grey Strait talks: where the parties stand" in page.text


def test_the_page_needs_nothing_else(brief):
    """No script, no picture, no style sheet or font from elsewhere."""
    html = to_html(brief)
    page = Page(html)
    assert not {"script", "img", "link", "iframe", "object", "form", "svg"} & set(page.tags)
    assert "src" not in page.attributes
    assert not [name for name in page.attributes if name.startswith("on")]
    assert not re.search(r"url\(|@import|javascript:", html)
    assert "default-src 'none'" in html


def test_every_link_leads_somewhere(brief):
    """Inside the page to an id that is there, outside only to the web."""
    page = Page(to_html(brief))
    inner = {link[1:] for link in page.links if link.startswith("#")}
    outer = [link for link in page.links if not link.startswith("#")]
    assert inner <= set(page.ids)
    assert all(link.startswith("https://example.org/") for link in outer)


def test_lines_and_sources_point_at_each_other(brief):
    """Each line links its sources, and each source links the lines that rest on it."""
    page = Page(to_html(brief))
    for citation in brief.citations:
        assert citation.anchor in page.ids
        assert f"#{citation.anchor}" in page.links
        assert citation.quote in page.text
        for anchor, _ in citation.uses:
            assert f"#{anchor}" in page.links


def test_a_position_shows_stance_words_and_counts(record):
    """What is coded, told and counted stand side by side."""
    text = Page(to_html(record.brief())).text
    assert "✗ rejects Piloted passage" in text
    assert "pilots are out of the question" in text
    assert "Emil Brandt, in Coastal Wire, 12 March 2031" in text
    assert "since 9 Mar 2031, last 12 Mar 2031" in text
    assert "4 statements, 2 origins" in text
    assert "No statement of Norland" not in text


def test_the_moment_is_told(record):
    """The reader knows as of when."""
    assert "As of 31 March 2031" in Page(to_html(record.brief())).text


HOSTILE = "</style><script>alert(1)</script>\"'><img src=x onerror=alert(2)>&amp;"


def hostile_brief(record):
    """A brief of a record in which every free text attacks the page."""
    dossier = replace(
        record.dossier,
        title=HOSTILE,
        parties=tuple(replace(each, name=f"{each.name} {HOSTILE}") for each in record.dossier.parties),
        issues=tuple(
            replace(
                each,
                name=f"{each.name} {HOSTILE}",
                description=HOSTILE,
                options=tuple(replace(option, name=HOSTILE) for option in each.options),
            )
            for each in record.dossier.issues
        ),
    )
    entries = tuple(
        replace(
            each,
            publisher=HOSTILE,
            statement=replace(each.statement, speaker=HOSTILE, reported_by=(HOSTILE,), condition=Condition(HOSTILE)),
        )
        for each in record.entries
    )
    documents = {
        key: replace(document, title=HOSTILE, publisher=HOSTILE, url="javascript:alert(3)")
        for key, document in record.documents.items()
    }
    return replace(record, dossier=dossier, entries=entries, documents=documents).brief(Length.FULL)


def test_a_brief_in_a_file_leads_nowhere_but_to_its_sources(record):
    """A link back to the pages stands only where the brief is served among them."""
    assert "Back to the matrix" not in to_html(record.brief())
    served = Served(back="/?as_of=2031-03-15", action="/brief", kept=(), since="", downloads=())
    assert '<a href="/?as_of=2031-03-15">' in to_html(record.brief(), served)


def test_no_text_of_the_record_becomes_markup(record):
    """Names, titles, quotes and addresses are shown as they are written."""
    html = to_html(hostile_brief(record))
    page = Page(html)
    assert not {"script", "img"} & set(page.tags)
    assert not [name for name in page.attributes if name.startswith("on")]
    assert not [link for link in page.links if not link.startswith("#")]
    assert "<script>alert(1)</script>" in page.text


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        (" http://example.org ", "http://example.org"),
        ("HTTPS://example.org", "HTTPS://example.org"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("//example.org", None),
        ("https://", None),
        ("http://[", None),
        ("note.txt", None),
        (None, None),
    ],
)
def test_only_web_addresses_are_linked(url, expected):
    """Anything else is shown as text."""
    assert web_address(url) == expected


def test_an_empty_brief_says_so(record):
    """No statement, and still a page."""
    text = Page(to_html(replace(record, entries=()).brief())).text
    assert "No statement is recorded yet." in text
    assert "No party is told to have spoken on Passage and Transit fees." in text


def large_record(record, n_issues: int, n_parties: int):
    """The record's statements spread over many issues and parties with long names."""
    issues = tuple(
        Issue(id=IssueId(f"issue {n}"), name=f"Rechtsschutzversicherungsgesellschaften {n} " * 3)
        for n in range(n_issues)
    )
    parties = tuple(
        Party(id=PartyId(f"party {n}"), name=f"Federation of the Coastal Provinces {n} " * 2, kind=PartyKind.BLOC)
        for n in range(n_parties)
    )
    entries = tuple(
        replace(
            entry,
            id=f"{entry.id}-{issue.id}-{party.id}",
            statement=replace(entry.statement, issue=issue.id, party=party.id, option=None, condition=None),
        )
        for issue in issues
        for party in parties
        for entry in record.entries[:2]
    )
    return replace(record, dossier=replace(record.dossier, issues=issues, parties=parties), entries=entries)


def test_thirty_issues_and_twenty_parties_are_one_whole_page(record):
    """Every cell has its place and ids stay unique, also where the dossier's ids hold spaces."""
    page = Page(to_html(large_record(record, 30, 20).brief(Length.FULL)))
    assert max(page.ids.values()) == 1
    assert not [each for each in page.ids if " " in each]
    assert sum(each.startswith("cell-") for each in page.ids) == 600
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)
