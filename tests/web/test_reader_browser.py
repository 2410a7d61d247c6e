"""Reading and deciding in a real browser: by keyboard alone, without scripts, and two analysts at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from detente.ledger import DocumentAdded, DossierChanged, Ledger, StatementCoded
from detente.model import Condition, Document, DocumentId, IssueId, OptionId, Statement
from detente.workspace import Workspace
from tests.web.browsing import IN_A_BROWSER, NARROW, WIDE, OpenPage, grave, press, served

TEXT = (
    "Bulletin 😀 {name}.\r\nNorland insists that every ship takes a pilot on board. Brandt called pilots absolutely "
    "unacceptable unless the fee falls to 300 crowns.\n\nThe two sides remain far apart, a captain noted.\n"
)
XSS = '<img src=x onerror="document.title=1">'

pytestmark = IN_A_BROWSER


@dataclass(frozen=True)
class Strait:
    """A workspace that is served, and where each of its documents is read."""

    folder: Path
    documents: dict[str, DocumentId]

    def of(self, name: str) -> str:
        """The path of a document."""
        return f"/documents/{self.documents[name]}"

    def told(self, name: str) -> dict[str, tuple[str, list[str]]]:
        """What the ledger says of a document: for each issue and act the status, and who decided why."""
        with Workspace.open(self.folder) as workspace:
            entries = workspace.view().entries_from(self.documents[name])
        return {
            f"{entry.statement.issue} {entry.statement.act}": (
                entry.status.value, [f"{each.decision} {each.reviewer}: {each.reason}" for each in entry.reviews],
            )
            for entry in entries
        }  # fmt: skip

    def statement(self, name: str, party: str, issue: str) -> Statement:
        """A statement of a document as it stands."""
        with Workspace.open(self.folder) as workspace:
            entries = workspace.view().entries_from(self.documents[name])
        (found,) = [
            each.statement for each in entries if (each.statement.party, each.statement.issue) == (party, issue)
        ]
        return found


JOURNEYS = (
    "keys",
    "edit",
    "span",
    "stale",
    "top",
    "plain",
    "bulk",
    "bad",
    "list",
    "late",
    "issue",
    "split",
    "state",
    "state-plain",
)


@pytest.fixture(scope="module")
def strait(
    tmp_path_factory: pytest.TempPathFactory,
    dossier_yaml: str,
    make_document: Callable[..., Document],
    make_statement: Callable[..., Statement],
) -> Strait:
    """A document for each journey, each with four statements, two of which overlap."""
    folder = tmp_path_factory.mktemp("strait")
    documents = {name: make_document(TEXT.format(name=name), name=name) for name in JOURNEYS}
    with Ledger.create(folder / "ledger.sqlite") as ledger:
        ledger.append([DossierChanged(dossier_yaml, "strait.yaml")], actor="analyst")
        for document in documents.values():
            coded = statements(document, make_statement)
            ledger.append([DocumentAdded(document, document.name), *map(StatementCoded, coded)], actor="analyst")
    return Strait(folder, {name: document.id for name, document in documents.items()})


@pytest.fixture(scope="module")
def address(strait: Strait) -> Iterator[str]:
    """Where the strait's documents are served."""
    with served(strait.folder) as found:
        yield found


def statements(document: Document, make: Callable[..., Statement]) -> list[Statement]:
    """A demand, a refusal that a condition lies within, and the author's own judgement."""
    refused = "absolutely unacceptable unless the fee falls to 300 crowns"
    condition = Condition("the fee falls to 300 crowns", IssueId("fees"))
    return [
        make(document, "Norland insists that every ship takes a pilot on board", "norland", "passage", "demand",
             option=OptionId("piloted")),
        make(document, refused, "sudmark", "passage", "reject", speaker="Emil Brandt", condition=condition,
             reported_by=("unnamed officials", "The Sound"), option=OptionId("piloted")),
        make(document, "unless the fee falls to 300 crowns", "sudmark", "fees", "condition"),
        make(document, "The two sides remain far apart", "norland", "fees", "assess"),
    ]  # fmt: skip


def told(page: Page, line: str | re.Pattern[str]) -> None:
    """Waits until the status line says this."""
    expect(page.locator("#told")).to_have_text(line)


def painted(page: Page, name: str) -> list[str]:
    """The words that a highlight lies on."""
    return page.evaluate("name => [...CSS.highlights.get(name)].map(String)", name)


def test_accept_reject_and_undo_by_keys_alone(strait: Strait, open_page: OpenPage) -> None:
    """Every decision is one key, a rejection a key and its reason; undo survives a reload, focus stays."""
    page = open_page(strait.of("keys"))
    press(page, "j", "a")
    told(page, "Accepted.")
    press(page, "n", "x")
    page.keyboard.type("not a position")
    press(page, "Enter")
    told(page, "Rejected.")
    assert page.evaluate("document.activeElement.dataset.statement") == page.evaluate(
        "document.querySelector('[data-chosen]').dataset.statement"
    )
    assert strait.told("keys")["passage reject"][1][0].endswith(": not a position")
    page.reload()
    press(page, "k", "u")
    told(page, "Taken back.")
    press(page, "u")
    told(page, re.compile("There is nothing to take back here."))
    decided = strait.told("keys")
    assert decided["passage demand"][0] == "coded"
    assert [each.split()[0] for each in decided["passage demand"][1]] == ["accept", "undo"]
    assert decided["passage reject"][0] == "rejected"


def test_the_fields_are_edited_by_keys_alone(strait: Strait, open_page: OpenPage) -> None:
    """Only what was changed is sent; a digit sets the firmness."""
    page = open_page(strait.of("edit"))
    press(page, "j", "j", "e", "a", "x")  # what is typed before the form is there decides nothing
    form = page.locator("form#edit")
    expect(form.locator("[name=party]")).to_be_focused()
    press(page, "M")  # one letter: a list forgets what was typed a second before
    expect(form.locator("[name=party]")).to_have_value("league")
    press(page, *["Tab"] * 9)
    expect(form.locator("[name=speaker]")).to_be_focused()
    press(page, "Tab")
    page.keyboard.type("Coastal Wire < The Sound < two officials")
    press(page, "Tab")
    page.keyboard.type("2031-03")
    press(page, "Enter")
    told(page, "Corrected.")
    press(page, "4")
    told(page, "Now red line.")
    statement = strait.statement("edit", "league", "passage")
    assert statement.reported_by == ("two officials", "The Sound", "Coastal Wire")
    assert (str(statement.said_on), statement.firmness.value) == ("2031-03", "red_line")
    with Workspace.open(strait.folder) as workspace:
        reviews = workspace.view().entries_from(strait.documents["edit"])[1].reviews
    assert [sorted(review.changes) for review in reviews] == [["party", "reported_by", "said_on"], ["firmness"]]


def test_another_issue_takes_option_and_number_of_the_one_before_away(strait: Strait, open_page: OpenPage) -> None:
    """In view, in the form of a correction and in each part of a split."""
    page = open_page(strait.of("issue"))
    press(page, "j", "j", "e")
    form = page.locator("form#edit")
    form.locator("[name=value]").fill("3")
    form.locator("[name=unit]").fill("ships")
    form.locator("[name=issue]").select_option("fees")
    fields = ("option", "value", "unit")
    assert [form.locator(f"[name={name}]").input_value() for name in fields] == ["", "", "crowns"]
    press(page, "Escape")
    page.locator("[data-chosen] [data-do=split]").click()
    form = page.locator("form#split")
    form.locator("[name='2-issue']").select_option("fees")
    assert [form.locator(f"[name='{part}-option']").input_value() for part in (1, 2)] == ["piloted", ""]


def test_a_split_by_keys_stays_on_the_page_and_keeps_what_was_filled(strait: Strait, open_page: OpenPage) -> None:
    """A refusal is told below the form as it was filled; what was made is on the page then."""
    page = open_page(strait.of("split"), may_refuse=True)
    press(page, "j", "d")
    form = page.locator("form#split")
    expect(form.locator("[name='1-party']")).to_be_focused()
    form.locator("button").press("Enter")
    told(page, re.compile("that differ in party, issue, act or words; change one of these"))
    form.locator("[name='2-act']").select_option("threaten")
    form.locator("button").press("Enter")
    expect(page.locator("[data-item]")).to_have_count(6)
    assert strait.of("split") in page.url
    assert "passage threaten" in strait.told("split")
    press(page, "k", "k", "k", "k", "k", "k")
    told(page, "There is none further up.")


SELECT = """words => {
  const walker = document.createTreeWalker(document.querySelector("article.text"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const begin = walker.currentNode.data.indexOf(words);
    if (begin < 0) continue;
    getSelection().setBaseAndExtent(walker.currentNode, begin, walker.currentNode, begin + words.length);
    return;
  }
}"""


def test_what_was_missed_is_added_from_selected_words(strait: Strait, open_page: OpenPage) -> None:
    """The words that are selected stand in the form, of two places the one; it is painted and chosen then."""
    page = open_page(strait.of("state"), may_refuse=True)
    page.wait_for_load_state("networkidle")
    page.evaluate(SELECT, " captain noted")
    press(page, "c")
    form = page.locator("#state form")
    expect(form.locator("[name=party]")).to_be_focused()
    assert form.locator("[name=quote]").input_value() == "captain noted"
    form.locator("[name=quote]").fill("a")
    form.locator("[name=party]").select_option("league")
    form.locator("[name=issue]").select_option("fees")
    assert form.locator("[name=unit]").input_value() == "crowns"
    form.locator("[name=act]").select_option("propose")
    form.locator("button").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("times; choose one of these places")
    assert grave(page) == []
    page.evaluate(SELECT, "The two sides")
    assert form.locator("[name=quote]").input_value() == "The two sides"
    form.locator("button").press("Enter")
    expect(page.locator("[data-item]")).to_have_count(5)
    page.wait_for_load_state("networkidle")
    assert painted(page, "chosen") == ["The two sides"]
    assert strait.told("state")["fees propose"][0] == "coded"
    assert strait.statement("state", "league", "fees").quote.text == "The two sides"


def test_what_was_missed_is_added_without_scripts_on_a_narrow_screen(strait: Strait, open_page: OpenPage) -> None:
    """The words are typed; the page stays as wide as the window."""
    page = open_page(strait.of("state-plain"), java_script_enabled=False, viewport=NARROW)
    page.locator("#state summary").click()
    form = page.locator("#state form")
    form.locator("[name=quote]").fill("a captain noted")
    for name, value in {"party": "league", "issue": "passage", "act": "assess"}.items():
        form.locator(f"[name={name}]").select_option(value)
    form.locator("button").click()
    assert strait.statement("state-plain", "league", "passage").quote.text == "a captain noted"
    expect(page.locator("[data-item]")).to_have_count(5)


def test_other_words_are_chosen_by_keys_alone(strait: Strait, open_page: OpenPage) -> None:
    """The cursor goes by words, the brackets set begin and end, in the characters that the ledger counts."""
    page = open_page(strait.of("span"))
    press(page, "j", "s")
    told(page, re.compile("Arrow keys"))
    press(page, "ArrowRight", "ArrowRight", "ArrowRight", "[", "ArrowRight", "ArrowRight", "]")
    told(page, "every ship takes")
    assert painted(page, "span") == ["every ship takes"]
    press(page, "Enter")
    told(page, "The words are recorded.")
    assert strait.statement("span", "norland", "passage").quote.text == "every ship takes"
    expect(page.locator("a.span").first).to_have_text("every ship takes")
    assert painted(page, "chosen") == ["every ship takes"]


def test_overlapping_quotes_and_voices_are_painted_apart(strait: Strait, open_page: OpenPage) -> None:
    """Each quote has its own highlight; one over another, and the author's own judgement, look otherwise."""
    page = open_page(strait.of("late"))
    assert painted(page, "party")[1] == "absolutely unacceptable unless the fee falls to 300 crowns"
    assert painted(page, "over") == ["unless the fee falls to 300 crowns"]
    assert painted(page, "author") == ["The two sides remain far apart"]
    expect(page.locator(".chip.is-unnamed")).to_have_text(["unnamed officials"])
    assert page.locator(".chips").first.inner_text().startswith("The Sound")


def test_a_second_analyst_sees_both_and_leaves_theirs(strait: Strait, open_page: OpenPage) -> None:
    """What was decided in another browser meanwhile is never written over unseen."""
    first, second = open_page(strait.of("stale")), open_page(strait.of("stale"), may_refuse=True)
    press(first, "j", "1")
    told(first, "Now unclear.")
    press(second, "j", "4")
    told(second, re.compile("Somebody decided before you"))
    assert second.locator(".stale tbody tr").inner_text().split() == ["firmness", "unclear", "red", "line"]
    press(second, "Enter")
    told(second, "Theirs stands.")
    expect(second.locator("[data-chosen] .became")).to_have_text("corrected by an analyst")
    assert len(strait.told("stale")["passage demand"][1]) == 1


def test_a_second_analyst_may_decide_on_top_in_a_name_of_their_own(strait: Strait, open_page: OpenPage) -> None:
    """Two browsers decide in two names; the second decision is made knowing the first."""
    first, second = open_page(strait.of("top")), open_page(strait.of("top"), may_refuse=True)
    for page, name in ((first, "Ada"), (second, f"Bo {XSS}")):
        page.locator(".decider summary").press("Enter")
        page.locator(".decider input[name=name]").fill(name)
        page.locator(".decider input[name=name]").press("Enter")
        expect(page.locator(".decider b")).to_have_text(name)
    press(first, "j", "a")
    told(first, "Accepted.")
    press(second, "j", "x")
    second.keyboard.type("misread")
    press(second, "Enter")
    told(second, re.compile("Somebody decided before you"))
    expect(second.locator(".stale p")).to_contain_text("Ada decided")
    press(second, "Tab", "Enter")
    told(second, "Rejected.")
    status, reviews = strait.told("top")["passage demand"]
    assert (status, reviews) == ("rejected", ["accept Ada: read, as coded", f"reject Bo {XSS}: misread"])
    assert second.title() != "1"


def test_reading_and_deciding_without_scripts(strait: Strait, open_page: OpenPage) -> None:
    """A link shows a statement's evidence, plain forms decide on it and lead back to it."""
    page = open_page(strait.of("plain"), java_script_enabled=False)
    page.locator(".note a[data-source]").nth(1).click()
    assert "".join(page.locator(".is-asked").all_inner_texts()).startswith("absolutely unacceptable")
    shown = page.locator(".note.is-shown")
    shown.locator("[data-do=accept]").click()
    expect(shown.locator(".became")).to_have_text("accepted by an analyst")
    shown.locator("[data-do=undo]").click()
    expect(shown.locator(".became")).to_have_count(0)
    shown.locator("[data-do=reject]").click()
    page.locator("#reject [name=reason]").fill(XSS)
    page.locator("#reject button").click()
    expect(shown.locator(".review").last).to_contain_text(XSS)
    shown.locator("[data-do=undo]").click()
    shown.locator("[data-do=edit]").click()
    page.locator("#edit [name=quote]").fill("absolutely  unacceptable")
    page.locator("#edit [name=act]").select_option("deny")
    page.locator("#edit button").click()
    page.wait_for_url(f"**{strait.of('plain')}*")
    statement = strait.statement("plain", "sudmark", "passage")
    assert (statement.quote.text, statement.act.value) == ("absolutely unacceptable", "deny")


def test_statements_below_each_other_are_ticked_by_clicks(strait: Strait, open_page: OpenPage) -> None:
    """The one that was chosen before closes only when the pointer is up, so that no click misses."""
    page = open_page(strait.of("late"))
    page.locator("details.several summary").click()
    for number in range(3):
        page.locator("input.tick").nth(number).click()
    expect(page.locator("input.tick:checked")).to_have_count(3)


def test_only_what_is_in_view_is_accepted_at_once(strait: Strait, open_page: OpenPage) -> None:
    """What the analyst does not see is not decided on."""
    page = open_page(strait.of("bulk"), viewport={"width": 1280, "height": 600})
    page.evaluate("scrollTo(0, document.querySelector('aside').getBoundingClientRect().top + scrollY)")
    beyond = page.evaluate(
        "[...document.querySelectorAll('.note')].filter(e => e.getBoundingClientRect().bottom > innerHeight).length"
    )
    page.set_viewport_size({"width": 1280, "height": 300})
    press(page, "Shift+A")
    told(page, re.compile(r"Accepted \d\."))
    statuses = [status for status, _ in strait.told("bulk").values()]
    assert beyond == 0
    assert 0 < statuses.count("accepted") < 4
    assert statuses.index("coded") >= statuses.count("accepted")


def test_a_refusal_is_told_and_nothing_is_lost(strait: Strait, open_page: OpenPage) -> None:
    """What cannot be recorded says what would be right; the form stays as it was filled."""
    page = open_page(strait.of("bad"), may_refuse=True)
    press(page, "j", "e")
    page.locator("form#edit [name=said_on]").fill("soon")
    page.locator("form#edit [name=said_on]").press("Enter")
    told(page, re.compile("it is a date like 2026"))
    assert page.locator("form#edit [name=said_on]").input_value() == "soon"
    press(page, "Escape")
    expect(page.locator("form#edit")).to_have_count(0)
    assert page.evaluate("document.activeElement.hasAttribute('data-chosen')")
    page.locator("[data-chosen] [data-do=reject]").click()
    page.locator("form#reject [name=reason]").fill(XSS)
    page.locator("form#reject [name=reason]").press("Enter")
    told(page, "Rejected.")
    expect(page.locator("[data-chosen] .review")).to_contain_text(XSS)
    assert page.title() != "1"


def test_the_list_is_decided_on_by_keys_too(open_page: OpenPage) -> None:
    """Accept, reject and undo work in the list of statements as beside the text."""
    page = open_page("/statements?act=assess&status=undecided")
    press(page, "j", "a")
    told(page, "Accepted.")
    expect(page.locator("[data-chosen] .review")).to_contain_text("read, as coded")
    press(page, "u")
    told(page, "Taken back.")
    press(page, "n", "x")
    page.keyboard.type("said again")
    press(page, "Enter")
    told(page, "Rejected.")
    assert page.locator("[data-chosen]").get_attribute("class") == "evidence is-left-out"


def test_a_past_moment_is_for_reading(strait: Strait, open_page: OpenPage) -> None:
    """No key decides on what the ledger knew once."""
    page = open_page(f"{strait.of('late')}?as_of=2031-12-31")
    press(page, "j", "a", "4", "u")
    assert page.locator(".decide, .tools").count() == 0
    assert all(not reviews for _, reviews in strait.told("late").values())


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_nobody_is_shut_out(strait: Strait, open_page: OpenPage, scheme: str, size: dict[str, int]) -> None:
    """Axe finds nothing serious, also while something is decided; nothing scrolls sideways."""
    page = open_page(strait.of("late"), color_scheme=scheme, viewport=size)
    press(page, "j", "e")
    page.locator("form#edit").wait_for()
    found = grave(page)
    statement = page.locator("[data-chosen]").get_attribute("data-statement")
    beside = {"light": "/statements?act=assess", "dark": f"/statements/{statement}"}
    page.goto(beside[scheme])
    assert found + grave(page) == []
