"""The intake: what is given is queued, read one after the other, and every file's fate is told."""

from __future__ import annotations

import threading
import time
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import html

from detente.errors import StorageError
from detente.ledger import Ledger
from detente.model import Edtf
from detente.reading import read_bytes
from detente.settings import Settings
from detente.web import LOOPBACK_NAMES, create_app, jobs
from detente.web.failures import BadQueryError
from detente.web.jobs import Intake, Job, JobState
from detente.web.pasting import Pasted
from detente.workspace import Outcome, OutcomeKind, Workspace

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from fastapi.testclient import TestClient

LIMIT = 2000
DAY = datetime(2031, 4, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def settings() -> Settings:
    """Small files only, and no waiting for others."""
    return Settings(reviewer="ada", document_limit_bytes=LIMIT, lock_timeout_seconds=0.01)


@pytest.fixture
def folder(tmp_path: Path, dossier_file: Path, settings: Settings) -> Path:
    """A workspace without documents."""
    Workspace.create(tmp_path / "talks", dossier_file, settings).close()
    return tmp_path / "talks"


@pytest.fixture
def browser(folder: Path, settings: Settings) -> Iterator[TestClient]:
    """A browser on this machine with the token of our pages."""
    app = create_app(folder, settings, host_names=(*LOOPBACK_NAMES, "testserver"))
    client = TestClient(app, raise_server_exceptions=False, client=("127.0.0.1", 50000))
    token = html.fromstring(client.get("/intake").text).xpath("//meta[@name='csrf']/@content")[0]
    client.headers["x-csrf-token"] = token
    yield client
    app.state.intake.close()
    app.state.opened.close()
    client.close()


def settled(browser: TestClient) -> list[dict]:
    """The jobs once all are over, the newest first."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        found = browser.get("/api/intake").json()
        if all(job["state"] in {"done", "stopped"} for job in found):
            return found
        threading.Event().wait(0.02)
    raise AssertionError("the jobs did not end")


def give(browser: TestClient, *files: tuple[str, bytes]) -> dict:
    """Sends files, and gives the job that came of it."""
    answer = browser.post("/api/intake", files=[("files", file) for file in files])
    assert answer.status_code == 202, answer.text
    return answer.json()


def fates(job: dict) -> dict[str, str]:
    """What became of each file of a job."""
    return {outcome["name"]: outcome["kind"] for outcome in job["outcomes"]}


def text_of(page: str) -> str:
    """The words of a page on one line."""
    return " ".join(html.fromstring(page).text_content().split())


def test_files_are_recorded_and_every_refused_one_has_its_reason(browser: TestClient) -> None:
    """A good file, the same again, an empty one, a broken one: each has its fate, and the good one is in the ledger."""
    good = b"Norland demands that every ship takes a pilot through the strait."
    given = give(browser, ("2031-03-01-a.txt", good), ("b.txt", good), ("c.txt", b""), ("d.pdf", b"%PDF-1.4 x"))
    assert given["state"] in {"waiting", "running"}
    (job,) = settled(browser)
    assert fates(job) == {
        "2031-03-01-a.txt": "recorded", "b.txt": "already known", "c.txt": "refused", "d.pdf": "refused",
    }  # fmt: skip
    assert job["n_expected"] == 4
    assert all(each["reason"] for each in job["outcomes"] if each["kind"] == "refused")
    (document,) = browser.get("/api/documents").json()
    assert document["n_statements"] == job["outcomes"][0]["n_statements"] > 0
    page = browser.get("/intake").text
    assert "is empty; check that it was saved or copied completely" in text_of(page)
    assert f"/documents/{document['id']}" in page


def test_a_file_above_the_limit_is_refused_and_the_others_are_read(browser: TestClient) -> None:
    """With its size and the limit; nothing of it is kept aside."""
    give(browser, ("big.txt", b"x" * (LIMIT + 1)), ("small.txt", b"Sudmark rejects pilots."))
    (job,) = settled(browser)
    assert fates(job) == {"big.txt": "refused", "small.txt": "recorded"}
    assert "2,001 bytes" in job["outcomes"][0]["reason"]
    assert "DETENTE_DOCUMENT_LIMIT_BYTES" in job["outcomes"][0]["reason"]


def test_what_is_far_too_large_is_refused_unread(browser: TestClient) -> None:
    """By the size that is told before it; without a told size too."""
    answer = browser.post("/api/intake", content=b"x" * (LIMIT * 20 + 1), headers={"content-type": "text/plain"})
    assert answer.status_code == 413
    assert "nothing was read" in answer.json()["error"]
    pieces = browser.post("/api/intake", content=iter([b"{}"]), headers={"content-type": "application/json"})
    assert pieces.status_code == 413
    assert browser.get("/api/intake").json() == []


def test_a_long_text_is_told_its_size_like_a_file(tmp_path: Path, dossier_file: Path) -> None:
    """A pasted text of over a megabyte is no address that cannot be read."""
    settings = Settings(reviewer="ada", document_limit_bytes=100_000)
    Workspace.create(tmp_path / "talks", dossier_file, settings).close()
    app = create_app(tmp_path / "talks", settings, host_names=(*LOOPBACK_NAMES, "testserver"))
    client = TestClient(app, client=("127.0.0.1", 50000))
    token = html.fromstring(client.get("/intake").text).xpath("//meta[@name='csrf']/@content")[0]
    answer = client.post("/intake", files={"csrf": (None, token), "text": (None, "Rain fell. " * 120_000)})
    assert answer.status_code == 200
    (job,) = settled(client)
    app.state.intake.close()
    app.state.opened.close()
    assert [each["kind"] for each in job["outcomes"]] == ["refused"]
    assert "the limit is 0.1 MB" in job["outcomes"][0]["reason"], job


def test_a_path_is_read_with_all_below_it(browser: TestClient, inbox: Path) -> None:
    """Two documents of a folder, and a file that is none."""
    (inbox / "dossier.yaml").write_text("a: b", encoding="utf-8")
    assert browser.post("/api/intake", json={"path": str(inbox)}).status_code == 202
    (job,) = settled(browser)
    assert sorted(fates(job).values()) == ["passed over", "recorded", "recorded"]


def test_a_path_that_cannot_be_read_is_told_plainly(browser: TestClient, tmp_path: Path) -> None:
    """It is not there: that is the outcome, and trying again finds it once it is."""
    missing = tmp_path / "later.txt"
    browser.post("/api/intake", json={"path": str(missing)})
    (job,) = settled(browser)
    assert job["outcomes"][0]["reason"] == "is not there; check the path"
    missing.write_text("Sudmark rejects pilots.", encoding="utf-8")
    again = browser.post(f"/api/intake/{job['id']}/retry").json()
    assert again["repeats"] == job["id"]
    newest, oldest = settled(browser)
    assert list(fates(newest).values()) == ["recorded"]
    assert oldest["repeated_by"] == newest["id"]


@pytest.mark.parametrize("path", ["inbox", "./a.txt", "", "a\0b", "~nobody-here/x"])
def test_a_path_that_is_not_whole_is_refused(browser: TestClient, path: str) -> None:
    """Where the program was started is nothing that a page can know."""
    answer = browser.post("/api/intake", json={"path": path})
    assert answer.status_code == 400
    assert "whole path" in answer.json()["error"]


def test_a_path_from_another_machine_is_refused(folder: Path, settings: Settings) -> None:
    """Whoever gets past the address of the server still reads no files of it."""
    app = create_app(folder, settings, host_names=("testserver",))
    client = TestClient(app, client=("192.0.2.7", 50000))
    client.headers["x-csrf-token"] = html.fromstring(client.get("/intake").text).xpath("//meta[@name='csrf']/@content")[
        0
    ]
    answer = client.post("/api/intake", json={"path": "/etc/hostname"})
    assert answer.status_code == 403
    assert "only from this machine" in answer.json()["error"]
    app.state.opened.close()
    client.close()


def test_a_pasted_text_has_its_name_publisher_and_day(browser: TestClient) -> None:
    """As if a file with a header had been added."""
    told = {"text": "Sudmark rejects pilots.", "name": "A: note", "publisher": "The # Sound", "published": "2031-03"}
    assert browser.post("/api/intake", json=told).status_code == 202
    settled(browser)
    (document,) = browser.get("/api/documents").json()
    assert (document["title"], document["publisher"], document["published"]) == ("A: note", "The # Sound", "2031-03")
    text = browser.get(f"/api/documents/{document['id']}").json()["text"]
    assert text[document["body_start"] :].strip() == "Sudmark rejects pilots."


def test_a_form_with_a_date_that_is_none_comes_back_as_it_was_typed(browser: TestClient) -> None:
    """The page of the intake names the field and what to write there, and keeps every word."""
    token = browser.headers.pop("x-csrf-token")
    typed = {"text": "Sudmark rejects <pilots>.", "publisher": "The Sound", "published": "31/12/2032"}
    page = browser.post("/intake", data={"csrf": token, **typed})
    assert page.status_code == 400
    assert "<h1>Intake</h1>" in page.text
    right = "published is &#39;31/12/2032&#39;; it should be a day or a month, such as 2031-03-10 or 2031-03."
    assert f"Nothing was added: {right}" in page.text
    assert 'name="published" value="31/12/2032" aria-invalid="true"' in page.text
    assert 'name="publisher" value="The Sound"' in page.text
    assert "Sudmark rejects &lt;pilots&gt;.</textarea>" in page.text
    assert not browser.get("/api/intake").json()


def test_the_plain_forms_do_the_same(browser: TestClient) -> None:
    """Without a script: files, text and path by form, each leading back to the queue."""
    token = browser.headers.pop("x-csrf-token")
    for sent in (
        {"data": {"csrf": token, "text": "Sudmark rejects pilots."}},
        {"data": {"csrf": token}, "files": [("files", ("a.txt", b"Norland insists on pilots."))]},
        {"data": {"csrf": token, "path": "/nowhere/at/all"}},
    ):
        answer = browser.post("/intake", follow_redirects=False, **sent)
        assert (answer.status_code, answer.headers["location"][:12]) == (303, "/intake#job-"), answer.text
    jobs_there = settled(browser)
    assert [list(fates(job).values()) for job in jobs_there] == [["refused"], ["recorded"], ["recorded"]]
    retry = browser.post(f"/intake/{jobs_there[0]['id']}/retry", data={"csrf": token}, follow_redirects=False)
    assert retry.status_code == 303
    browser.headers["x-csrf-token"] = token
    settled(browser)


@pytest.mark.parametrize("address", ["/intake", "/api/intake", "/intake/1/retry", "/api/intake/1/retry"])
@pytest.mark.parametrize("headers", [{"x-csrf-token": "wrong"}, {"origin": "https://evil.example"}])
def test_nobody_elses_page_adds_anything(browser: TestClient, address: str, headers: dict[str, str]) -> None:
    """Without our token or from another origin it is refused, and nothing is queued."""
    answer = browser.post(address, json={"text": "x"}, headers=headers)
    assert answer.status_code == 403
    assert browser.get("/api/intake").json() == []


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{", b'{"text": 5}', b'{"text": " "}', b"{}", b'{"text": "a", "path": "/b"}', b'{"x": "y"}', b"\xff"],
)
def test_a_body_that_says_nothing_is_refused(browser: TestClient, body: bytes) -> None:
    """With what would be right."""
    answer = browser.post("/api/intake", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 400
    assert "should be" in answer.json()["error"]


def test_copies_stand_below_the_text_they_are_of(browser: TestClient) -> None:
    """Two copies of a known text are one line with two below it."""
    words = " ".join(f"word{number}" for number in range(150)).encode()
    give(browser, ("first.txt", words + b" one"))
    settled(browser)
    give(browser, ("second.txt", words + b" two"), ("third.txt", words + b" three"))
    settled(browser)
    page = html.fromstring(browser.get("/intake").text)
    (copies,) = page.get_element_by_id("job-2").xpath(".//ul[@class='copies']")
    assert len(copies.xpath("./li")) == 2
    assert "2 copies and versions folded" in " ".join(page.get_element_by_id("job-2").text_content().split())


def test_a_past_moment_offers_nothing_to_add(browser: TestClient) -> None:
    """It is for reading; the page tells the way to now."""
    page = html.fromstring(browser.get("/intake?as_of=2031-01-01").text)
    assert page.xpath("//main//form") == []
    assert page.xpath("//p[@class='empty']/a/@href") == ["/intake"]


def test_after_a_restart_the_ledger_tells_what_was_recorded(
    browser: TestClient, folder: Path, settings: Settings
) -> None:
    """The queue is gone, and says so; what it recorded is listed."""
    give(browser, ("kept.txt", b"Norland insists on pilots."))
    settled(browser)
    app = create_app(folder, settings, host_names=("testserver",))
    client = TestClient(app)
    page = text_of(client.get("/intake").text)
    assert "Nothing was given since the program started" in page
    assert "kept.txt" in page
    assert client.get("/api/intake").json() == []
    app.state.opened.close()
    client.close()


@pytest.mark.parametrize("job", ["0", "99"])
def test_a_job_that_is_not_there_is_told(browser: TestClient, job: str) -> None:
    """On the page and in the API."""
    assert browser.post(f"/api/intake/{job}/retry").status_code == 404
    assert browser.post(f"/intake/{job}/retry").status_code == 404


def test_a_job_without_anything_refused_is_not_repeated(browser: TestClient) -> None:
    """There is nothing to try again."""
    give(browser, ("a.txt", b"Norland insists on pilots."))
    (job,) = settled(browser)
    assert browser.post(f"/api/intake/{job['id']}/retry").status_code == 400


def test_names_of_files_stay_words(browser: TestClient) -> None:
    """Whatever a file is called, no markup comes of it."""
    give(browser, ("<img src=x onerror=alert(1)>.txt", b""), ("<b>.txt", b"Norland insists on pilots."))
    settled(browser)
    page = html.fromstring(browser.get("/intake").text)
    assert page.xpath("//main//img | //main//b") == []
    assert "<img src=x onerror=alert(1)>.txt" in page.text_content()


# The queue itself


@pytest.fixture
def queue(folder: Path, settings: Settings) -> Iterator[Intake]:
    """The queue of the workspace."""
    made = Intake(folder, settings)
    yield made
    made.close()


def over(queue: Intake, job: Job) -> Job:
    """The job once it is over."""
    until = time.monotonic() + 60
    while not queue.job(job.id).is_over and time.monotonic() < until:
        threading.Event().wait(0.01)
    return queue.job(job.id)


def test_jobs_run_one_at_a_time_in_their_order(queue: Intake, monkeypatch: pytest.MonkeyPatch) -> None:
    """While one is being read, the others wait."""
    seen: list[tuple[str, ...]] = []
    go = threading.Event()

    def watch(_workspace: Workspace, _given: object, *_: object) -> None:
        go.wait(30)
        seen.append(tuple(job.state for job in reversed(queue.jobs)))

    monkeypatch.setattr(jobs, "add_given", watch)
    given = [queue.add(Path(f"/{number}"), f"{number}") for number in range(3)]
    go.set()
    for job in given:
        over(queue, job)
    assert seen == [("running", "waiting", "waiting"), ("done", "running", "waiting"), ("done", "done", "running")]


def test_a_job_that_cannot_record_tells_why_and_can_be_repeated(queue: Intake, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk ends it with one sentence; trying again does what was left."""
    good, real = queue.keep_bytes("a.txt", b"Norland insists on pilots.", LIMIT), jobs.add_given

    def full(*_: object) -> None:
        raise StorageError("the disk is full; free some space and try again")

    monkeypatch.setattr(jobs, "add_given", full)
    failed = over(queue, queue.add((good,), "a.txt"))
    assert (failed.state, failed.error) == (JobState.STOPPED, "the disk is full; free some space and try again")
    monkeypatch.setattr(jobs, "add_given", real)
    again = over(queue, queue.retry(failed.id))
    assert [outcome.kind for outcome in again.outcomes] == [OutcomeKind.RECORDED]
    with pytest.raises(BadQueryError):
        queue.retry(failed.id)


def test_a_fault_of_the_program_stops_no_other_job(
    queue: Intake, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is told where the program was started; the next job has its turn."""
    real = jobs.add_given
    monkeypatch.setattr(jobs, "add_given", lambda *_: 1 / 0)
    broken = over(queue, queue.add(Path("/a"), "a"))
    assert "fault of the program" in broken.error
    assert "ZeroDivisionError" in capsys.readouterr().err
    monkeypatch.setattr(jobs, "add_given", real)
    assert over(queue, queue.add(Path("/nowhere"), "b")).state is JobState.DONE


def test_closing_ends_after_the_document_at_hand(
    folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was recorded stays, the rest is not begun, and nothing that was sent stays behind."""
    closing = Intake(folder, settings)
    kept = tuple(closing.keep_bytes(f"{n}.txt", f"Norland insists on pilots {n}.".encode(), LIMIT) for n in range(3))
    real, begun = jobs.add_given, threading.Event()

    def slowly(
        workspace: Workspace, given: object, found: Callable[[int], None], told: Callable[[Outcome], None]
    ) -> None:
        def after(outcome: Outcome) -> None:
            begun.set()
            while not closing._is_closing:
                threading.Event().wait(0.01)
            told(outcome)

        real(workspace, given, found, after)

    monkeypatch.setattr(jobs, "add_given", slowly)
    job = closing.add(kept, "three")
    begun.wait(30)
    closing.close()
    assert closing.job(job.id).state is JobState.STOPPED
    assert not any(each.file.exists() for each in kept)
    with Ledger.open(folder / "ledger.sqlite") as ledger:
        assert len(ledger.view().imprints) == 1


# Pasting


@pytest.mark.parametrize(
    ("pasted", "name"),
    [
        (Pasted(text="# A heading\n\nWords."), "A heading.txt"),
        (Pasted(text="x", name="talks 3/4"), "talks 3-4.txt"),
        (Pasted(text="x", name="notes.md"), "notes.md"),
        (Pasted(text="word " * 100), f"{('word ' * 100)[:80].strip()}.txt"),
    ],
)
def test_a_pasted_text_gets_a_name(pasted: Pasted, name: str) -> None:
    """The one that is given, or its first words."""
    assert pasted.file_name == name


@pytest.mark.parametrize(
    "publisher", ["The Sound", 'He said "no": # - ok', "null", "2031-03-10", "a\nb: c", "---", "é€𝔸"]
)
def test_any_publisher_is_read_again_as_it_was_written(publisher: str) -> None:
    """The header that is written says the same to who reads it."""
    pasted = Pasted(text="Words --- here.", publisher=publisher, published="2031-03-10")
    document = read_bytes(pasted.content, pasted.file_name)
    assert document.publisher == " ".join(publisher.split())
    assert document.published == Edtf("2031-03-10")
    assert document.text[document.body_start :].strip() == "Words --- here."


@pytest.mark.parametrize("published", ["today", "2031-13", "2031", "2031-03-10/2031-03-11", "10.3.2031"])
def test_a_day_that_is_none_is_refused(published: str) -> None:
    """With what would be right."""
    with pytest.raises(BadQueryError, match="a day or a month"):
        _ = Pasted(text="x", published=published).content


def test_a_text_without_origin_is_kept_as_it_is() -> None:
    """No header is made up; one of its own stays the only one."""
    own = "---\ntitle: Mine\n---\nWords."
    assert Pasted(text=own).content == own.encode()
    with pytest.raises(BadQueryError, match="header of its own"):
        _ = Pasted(text=own, publisher="The Sound").content
