"""What is decided in a browser or by a program is recorded, or refused with the reason and with what would be right."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from lxml import html

from detente.model.wire import entry_to_wire
from detente.web import LOOPBACK_NAMES, create_app
from detente.web.deciders import name_in
from detente.workspace import Workspace

HERE = "http://127.0.0.1:8642"
XSS = "<script>alert(1)</script>"


class Browser:
    """A browser with its cookies: sends forms and programs' requests with the token of its page."""

    def __init__(self, folder: Path) -> None:
        self.client = TestClient(create_app(folder, host_names=LOOPBACK_NAMES), base_url=HERE)
        page = html.fromstring(self.client.get("/").text)
        self.token = page.xpath("//meta[@name='csrf']/@content")[0]

    def form(self, address: str, part: str = "", **fields: object):
        """Sends a form."""
        headers = {"origin": HERE, "sec-fetch-site": "same-origin"} | ({"x-part": part} if part else {})
        return self.client.post(address, data=fields | {"csrf": self.token}, headers=headers, follow_redirects=False)

    def json(self, address: str, body: object):
        """Sends what a program would."""
        return self.client.post(address, json=body, headers={"x-csrf-token": self.token})


@pytest.fixture
def browser(recorded) -> Browser:
    """A browser at the recorded workspace."""
    return Browser(recorded.folder)


@pytest.fixture
def entry(recorded) -> Callable[[str], object]:
    """A statement by its short name, as the ledger has it now."""

    def now(name: str):
        with Workspace.open(recorded.folder) as workspace:
            return workspace.view().entry(recorded.statements[name].id)

    return now


@pytest.fixture
def id_of(recorded) -> Callable[[str], str]:
    """The id of a statement by its short name."""
    return lambda name: recorded.statements[name].id


def text_of(element: html.HtmlElement) -> str:
    """What a reader sees of an element, on one line."""
    return " ".join(element.text_content().split())


def test_the_api_answers_with_the_statement_after_the_decision(browser: Browser, entry, id_of) -> None:
    """In the one form that a statement has, corrected, accepted, rejected or taken back."""
    address = f"/api/statements/{id_of('insists')}/reviews"
    for number, (body, status) in enumerate(
        [
            ({"decision": "accept", "reason": "read"}, "accepted"),
            ({"decision": "correct", "reason": "so", "changes": {"firmness": "red_line", "start": 34}}, "corrected"),
            ({"decision": "reject", "reason": "misread"}, "rejected"),
            ({"decision": "undo", "reason": "no"}, "corrected"),
        ]
    ):
        answer = browser.json(address, body | {"seen": number})
        assert answer.status_code == 200, answer.text
        assert answer.json()["status"] == status
    assert [answer.json()] == browser.client.get("/api/statements?act=demand&issue=passage").json()
    assert answer.json()["firmness"] == "red_line"
    assert [each.decision.value for each in entry("insists").reviews] == ["accept", "correct", "reject", "undo"]
    assert entry_to_wire(entry("insists"), "pilots")["quote"] == answer.json()["quote"]


def test_a_stale_edit_is_refused_with_both_values(browser: Browser, entry, id_of) -> None:
    """The second of two analysts sees what the first made of it, and nothing of theirs is lost."""
    address = f"/api/statements/{id_of('insists')}/reviews"
    first = {"decision": "correct", "changes": {"firmness": "unclear"}, "reason": "mild", "seen": 0}
    assert browser.json(address, first).status_code == 200
    answer = browser.json(address, first | {"changes": {"firmness": "red_line"}})
    assert answer.status_code == 409
    assert (answer.json()["theirs"], answer.json()["ours"]) == ({"firmness": "unclear"}, {"firmness": "red_line"})
    assert len(entry("insists").reviews) == 1


@pytest.mark.parametrize(
    ("body", "right"),
    [
        ({"decision": "accept", "reason": " "}, "needs a reason"),
        ({"decision": "accept", "reason": "so", "changes": {"act": "deny"}}, "use correct"),
        ({"decision": "correct", "reason": "so"}, "nothing to correct was given"),
        ({"decision": "correct", "reason": "so", "changes": {"party": "nobody"}}, "choose from norland, sudmark"),
        ({"decision": "correct", "reason": "so", "changes": {"act": "sing"}}, "one of demand"),
        ({"decision": "correct", "reason": "so", "changes": {"value": {"value": 1e999, "unit": "x"}}}, "it is like"),
        ({"decision": "correct", "reason": "so", "changes": {"value": {"value": 10**400, "unit": "x"}}}, "it is like"),
        ({"decision": "correct", "reason": "so", "changes": {"start": 0, "end": 10**9}}, "no span of the text"),
        ({"decision": "correct", "reason": "so", "changes": {"speaker": "\0"}}, "cannot be kept"),
        ({"decision": "correct", "reason": "so", "changes": {"speaker": "\ud800"}}, "cannot be kept"),
        ({"decision": "undo", "reason": "so"}, "no review to undo"),
        ({"decision": "accept", "reason": "so", "seen": 7}, "has 0 reviews"),
        ({"decision": "accept", "reason": "so", "seen": -1}, "has 0 reviews"),
        ({"decision": "sing", "reason": "so"}, "decision: give one of"),
        ({"decision": "accept"}, "reason: it is missing"),
        ({"decision": "accept", "reason": "so", "more": 1}, "more: there is no such field here"),
        ([], "Input should be"),
    ],
)
def test_what_cannot_be_recorded_is_told_with_what_can(browser: Browser, entry, id_of, body, right: str) -> None:
    """One line, and nothing changes."""
    answer = browser.client.post(
        f"/api/statements/{id_of('insists')}/reviews",
        content=json.dumps(body),
        headers={"x-csrf-token": browser.token, "content-type": "application/json"},
    )
    assert answer.status_code == 422, answer.text
    assert "error" in answer.json()
    assert right in answer.json()["error"]
    assert not entry("insists").reviews


def test_an_unknown_statement_is_told(browser: Browser) -> None:
    """By the API and by forms."""
    body = {"decision": "accept", "reason": "so"}
    assert browser.json("/api/statements/s0/reviews", body).status_code == 404
    assert browser.form("/statements/s0/reviews", decision="accept 0").status_code == 404
    assert browser.client.get("/statements/s0").status_code == 404


def test_each_of_several_is_accepted_or_refused_by_itself(browser: Browser, entry, id_of) -> None:
    """What somebody decided in between, or what is unknown, stops no other."""
    browser.json(f"/api/statements/{id_of('denied')}/reviews", {"decision": "reject", "reason": "no", "seen": 0})
    named = [{"statement": id_of(name), "seen": 0} for name in ("insists", "denied", "accepts")]
    body = {"reason": "read", "statements": [*named, {"statement": "s0", "seen": 0}]}
    answer = browser.json("/api/reviews", body)
    assert answer.status_code == 200
    assert [each["is_recorded"] for each in answer.json()] == [True, False, True, False]
    assert answer.json()[1]["theirs"] == {"status": "rejected"}
    assert "no statement has the id" in answer.json()[3]["error"]
    statuses = [entry(name).status.value for name in ("insists", "denied", "accepts", "overlap")]
    assert statuses == ["accepted", "rejected", "accepted", "coded"]


def test_a_statement_is_split_and_statements_are_merged(browser: Browser, id_of) -> None:
    """By programs: what is made comes along, and a stale wish is refused."""
    parts = [{"act": "deny"}, {"issue": "fees", "option": None}]
    wish = {"parts": parts, "reason": "two things", "seen": 0}
    answer = browser.json(f"/api/statements/{id_of('insists')}/split", wish)
    assert [each["status"] for each in answer.json()] == ["split", "coded", "coded"]
    assert browser.json(f"/api/statements/{id_of('insists')}/split", wish).status_code == 409
    named = [{"statement": id_of(name), "seen": 0} for name in ("unacceptable", "overlap")]
    stale = [named[0], named[1] | {"seen": 0}]
    browser.json(f"/api/statements/{id_of('overlap')}/reviews", {"decision": "accept", "reason": "so", "seen": 0})
    assert browser.json("/api/merges", {"statements": stale, "reason": "one"}).status_code == 409
    fresh = [named[0], named[1] | {"seen": 1}]
    made, *parents = browser.json("/api/merges", {"statements": fresh, "reason": "one"}).json()
    assert [each["status"] for each in parents] == ["merged", "merged"]
    assert made["quote"].startswith("absolutely unacceptable")


@pytest.mark.parametrize(
    "address",
    ["/api/statements/{}/reviews", "/api/statements/{}/split", "/api/merges", "/api/reviews", "/statements/{}/reviews",
     "/statements/{}/split", "/reviews", "/decider"],
)  # fmt: skip
def test_no_change_comes_from_elsewhere(browser: Browser, entry, id_of, address: str) -> None:
    """Without this browser's token, or from another origin, nothing changes."""
    place = address.format(id_of("insists"))
    for headers in ({}, {"x-csrf-token": "wrong"}, {"x-csrf-token": browser.token, "origin": "https://evil.example"}):
        assert browser.client.post(place, data={"decision": "accept"}, headers=headers).status_code == 403
    assert not entry("insists").reviews


def test_a_form_decides_and_leads_back(browser: Browser, entry, id_of) -> None:
    """With the usual reason where none is given, to the statement on the page it came from."""
    id_ = id_of("insists")
    answer = browser.form(f"/statements/{id_}/reviews", decision="accept 0", back="/statements?act=demand")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/statements?act=demand#{id_}")
    assert [each.reason for each in entry("insists").reviews] == ["read, as coded"]
    answer = browser.form(f"/statements/{id_}/reviews", decision="undo", seen="1", reason="wrong one", back="//evil.ex")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/#{id_}")
    assert entry("insists").reviews[-1].reason == "wrong one"


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_rejection_needs_a_reason_of_its_own(browser: Browser, entry, id_of, reason: str) -> None:
    """There is no usual one."""
    answer = browser.form(f"/statements/{id_of('insists')}/reviews", decision="reject 0", reason=reason)
    assert answer.status_code == 422
    assert "needs a reason" in answer.text
    assert not entry("insists").reviews


def test_the_edit_form_sends_only_what_was_changed(browser: Browser, entry, id_of) -> None:
    """Every field as the page has it, one of them changed."""
    page = html.fromstring(browser.client.get(f"/statements/{id_of('unacceptable')}").text)
    form = page.forms[[each.get("id") for each in page.forms].index("edit")]
    fields = dict(form.form_values()) | {"firmness": "flexible"}
    assert {"party", "issue", "option", "act", "value", "condition", "chain", "said_on", "quote"} < set(fields)
    answer = browser.form(form.get("action"), **fields)
    assert answer.status_code == 303, answer.text
    assert dict(entry("unacceptable").reviews[0].changes) == {"firmness": "flexible"}
    again = browser.form(form.get("action"), **(fields | {"seen": "1"}))
    assert again.status_code == 422
    assert "nothing was changed" in again.text


def test_a_stale_form_shows_both_and_can_be_sent_on_top(browser: Browser, recorded, entry, id_of) -> None:
    """Take theirs, or record yours knowing theirs; only what was changed goes on top."""
    address = f"/statements/{id_of('unacceptable')}/reviews"
    other = Browser(recorded.folder)
    other.form("/decider", name="Bo")
    other.form(address, decision="correct", seen="0", firmness="unclear", act="deny")
    answer = browser.form(address, decision="correct", seen="0", firmness="flexible", act="reject", back="/statements")
    page = html.fromstring(answer.text)
    assert answer.status_code == 409
    assert "Bo decided on this in the meantime" in text_of(page)
    [row] = page.xpath("//section[@class='stale']//tbody/tr")
    assert [text_of(cell) for cell in row] == ["firmness", "unclear", "flexible"]
    assert page.xpath("//a[@data-do='theirs']/@href") == ["/statements"]
    [form] = [each for each in page.forms if each.get("action") == address]
    assert browser.form(address, **dict(form.form_values())).status_code == 303
    statement = entry("unacceptable").statement
    assert (statement.firmness.value, statement.act.value) == ("flexible", "deny")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ('{"nothing": 1}', "nothing"),
        ('{"start": "here", "end": []}', "here to []"),
        ('{"act": "sing", "value": [], "said_on": {}, "option": []}', "sing"),
        ('{"start": 0, "end": 3}', "---"),
    ],
)
def test_a_stale_wish_that_could_not_be_recorded_is_told_too(browser: Browser, id_of, changes: str, told: str) -> None:
    """Whatever was asked for, it is shown beside what somebody else decided."""
    address = f"/statements/{id_of('insists')}/reviews"
    browser.form(address, decision="accept 0")
    answer = browser.form(address, decision="correct 0", changes=changes)
    assert answer.status_code == 409
    assert told in text_of(html.fromstring(answer.text).find_class("stale")[0])
    body = {"decision": "correct", "reason": "so", "seen": 0, "changes": json.loads(changes)}
    assert browser.json(f"/api{address}", body).status_code == 409


def test_several_ticked_are_accepted_or_made_one(browser: Browser, entry, id_of) -> None:
    """By a plain form; what is refused is listed with its reason."""
    named = [f"{id_of(name)} 0" for name in ("insists", "accepts")]
    assert browser.form("/reviews", several=named, do="accept", back="/statements").status_code == 303
    answer = browser.form("/reviews", several=[*named, f"{id_of('denied')} 0"], do="accept", back="/statements")
    assert answer.status_code == 200
    assert "1 of 3 statements were accepted" in answer.text
    assert len(html.fromstring(answer.text).xpath("//ul[@class='refused']/li")) == 2
    merged = browser.form("/reviews", several=[f"{id_of(n)} 0" for n in ("unacceptable", "overlap")], do="merge")
    assert "said: firm, on Transit fees, accepts if, 300 crowns" in " ".join(merged.text.split())
    assert entry("overlap").status.value == "merged"
    assert browser.form("/reviews", do="accept").status_code == 422
    assert browser.form("/reviews", do="accept", several=["s0 x"]).status_code == 422


def test_what_a_merge_leaves_out_is_told_beside_the_way_to_correct_it(browser: Browser, entry, id_of) -> None:
    """A red line does not go lost without a word; where nothing is lost, the form leads straight back."""
    browser.form(f"/statements/{id_of('denied')}/reviews", decision="correct", changes=json.dumps({
        "firmness": "red_line", "act": "accept", "option": "free"}))  # fmt: skip
    named = [f"{id_of('accepts')} 0", f"{id_of('denied')} 1"]
    answer = browser.form("/reviews", several=named, do="merge", back="/statements")
    assert answer.status_code == 200
    page = html.fromstring(answer.text)
    assert [text_of(each) for each in page.xpath("//main//li")] == [f"{id_of('denied')} said: red line"]
    [made] = entry("denied").reviews[-1].made
    correct = page.xpath("//main//a[text()='Correct what was made']/@href")[0]
    assert correct.startswith(f"/statements/{made}?back=")
    assert browser.client.get(correct).status_code == 200


def test_a_statement_is_split_by_a_form(browser: Browser, entry, id_of) -> None:
    """The two parts take what they do not tell from the statement."""
    page = html.fromstring(browser.client.get(f"/statements/{id_of('insists')}").text)
    form = page.forms[[each.get("id") for each in page.forms].index("split")]
    answer = browser.form(form.get("action"), **(dict(form.form_values()) | {"2-act": "threaten"}))
    assert answer.status_code == 303, answer.text
    made = entry("insists").reviews[0].made
    assert len(made) == 2
    assert answer.headers["location"].startswith(f"/documents/{entry('insists').statement.doc}")


@pytest.mark.parametrize(("kind", "prefix"), [("edit", ""), ("split", "2-")])
def test_a_form_does_not_carry_a_number_to_an_issue_off_its_scale(browser: Browser, id_of, kind, prefix) -> None:
    """It is refused with what to give; an emptied number is taken, in each part of a split too."""
    page = html.fromstring(browser.client.get(f"/statements/{id_of('overlap')}").text)
    form = page.forms[[each.get("id") for each in page.forms].index(kind)]
    wish = dict(form.form_values()) | {f"{prefix}issue": "passage"}
    assert wish[f"{prefix}value"] == "300"
    refused = browser.form(form.get("action"), **wish)
    assert refused.status_code == 422
    assert "the number 300 crowns is of fees; passage has no unit; set value too: empty" in refused.text
    emptied = {f"{prefix}value": "", f"{prefix}unit": ""}
    assert browser.form(form.get("action"), **(wish | emptied)).status_code == 303


def test_a_script_gets_only_what_changed(browser: Browser, id_of) -> None:
    """The statement beside its text, or in the list, as it stands now."""
    for number, (part, kind) in enumerate((("note", "note"), ("item", "evidence"))):
        answer = browser.form(f"/statements/{id_of('insists')}/reviews", part, decision=f"accept {number}")
        [item] = html.fragments_fromstring(answer.text.strip())
        assert (item.tag, item.get("data-seen")) == ("li", str(number + 1))
        assert kind in item.get("class")
        assert "data-undecided" not in item.attrib
    answer = browser.form("/reviews", "note", several=[f"{id_of('insists')} 0", f"{id_of('accepts')} 0"], do="accept")
    assert answer.headers["x-refused"] == "1"
    assert [each.get("data-seen") for each in html.fragments_fromstring(answer.text.strip())] == ["2", "1"]
    assert browser.client.get(f"/parts/notes/{id_of('accepts')}").text.strip() in answer.text


def test_two_browsers_decide_in_two_names(browser: Browser, recorded, entry, id_of) -> None:
    """By default in the name of the settings; a blank name gives the own one up."""
    other = Browser(recorded.folder)
    answer = other.form("/decider", name=f"  Bo \n {XSS} ", back="/statements")
    assert {"HttpOnly", "Path=/", "SameSite=strict"} <= set(answer.headers["set-cookie"].split("; "))
    other.form(f"/statements/{id_of('insists')}/reviews", decision="accept 0")
    browser.form(f"/statements/{id_of('insists')}/reviews", decision="undo 1")
    mine = entry("insists").reviews[1].reviewer
    assert [each.reviewer for each in entry("insists").reviews] == [f"Bo {XSS}", mine]
    assert mine != f"Bo {XSS}"
    page = other.client.get(f"/documents/{recorded.documents[0].id}").text
    assert XSS not in page
    assert "Bo &lt;script&gt;" in page
    other.form("/decider", name=" ")
    assert f"<b>{mine}</b>" in other.client.get("/statements").text


@pytest.mark.parametrize(
    ("cookie", "name"),
    [("detente_decider=%00%0A", ""), ("detente_decider=" + "a" * 500, "a" * 80), ("=;=", ""), ("a=b", "")],
)
def test_a_kept_name_is_never_more_than_a_name(cookie: str, name: str) -> None:
    """Whatever a browser sends."""
    assert name_in(cookie) == name or "\n" not in name_in(cookie)
    assert len(name_in(cookie)) <= 80


def test_reasons_names_and_fields_stay_words(browser: Browser, recorded, id_of) -> None:
    """Nothing that an analyst writes runs anywhere."""
    id_ = id_of("insists")
    browser.form("/decider", name=XSS)
    browser.form(
        f"/statements/{id_}/reviews", decision="correct 0", reason=XSS, speaker=XSS, chain=XSS, unit=XSS, value="5"
    )
    changes = '{"speaker": "<script>alert(1)</script>"}'
    pages = [
        browser.form(f"/statements/{id_}/reviews", decision="correct 0", reason=XSS, changes=changes),
        browser.form(f"/statements/{id_}/reviews", decision=XSS, back=XSS),
        browser.form("/reviews", several=[f"{XSS} 0"], do="accept"),
        *(browser.client.get(f"{place}") for place in (
            f"/documents/{recorded.documents[0].id}?statement={id_}", "/statements", f"/statements/{id_}?back={XSS}",
            f"/parts/notes/{id_}", f"/parts/items/{id_}", "/cell/norland/passage", f"/statements?source={XSS}",
        )),
    ]  # fmt: skip
    for page in pages:
        assert page.status_code < 500
        assert XSS not in page.text
    assert pages[0].status_code == 409


def test_at_a_past_moment_nothing_is_decided(browser: Browser, recorded, id_of) -> None:
    """What the ledger knew once is for reading."""
    for place in (f"/documents/{recorded.documents[0].id}", "/statements", f"/statements/{id_of('insists')}"):
        now, then = (html.fromstring(browser.client.get(place + query).text) for query in ("", "?as_of=2031-12-31"))
        assert now.xpath("//main//form[@method='post']")
        assert not then.xpath("//main//form[@method='post'] | //main//*[@data-do]")
