"""Many processes that write at once lose nothing, and differ in nothing from one that writes in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest

from detente.ledger import Event, Ledger, View
from tests.ledger.torture.children import all_told
from tests.ledger.torture.sizes import sized
from tests.ledger.torture.stories import Story, by_chance, make_stories, make_story
from tests.ledger.torture.writers import delivering, editing

pytestmark = pytest.mark.slow


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """Where the ledger is."""
    if request.param == "sqlite":
        return tmp_path / "ledger.sqlite"
    url: str = request.getfixturevalue("database_url")
    return url


def test_no_edit_of_many_writers_is_lost(place):
    """Each edit is recorded in sight of all before it, or refused with both values; nothing else happens."""
    n_writers, n_edits = sized(8, 16), sized(12, 100)
    story = make_story(by_chance(1))
    statements = [statement.id for statement in story.statements]
    with Ledger.create(place) as ledger:
        ledger.append(story.events(), actor="before")
    told = all_told(editing, [(place, f"writer{number}", statements, n_edits) for number in range(n_writers)])
    edits = [edit for several in told for edit in several]
    assert len(edits) == n_writers * n_edits
    outcomes = Counter(edit[0] for edit in edits)
    assert set(outcomes) <= {"recorded", "stale", "in use"}
    assert outcomes["stale"] > 0
    with Ledger.open(place) as ledger:
        entries, verification = ledger.view().entries, ledger.verify()
        assert verification.findings == ()
    for entry in entries:
        assert [review.seen for review in entry.reviews] == list(range(len(entry.reviews)))
        assert entry.statement.speaker == entry.reviews[-1].changes["speaker"]
    in_ledger = {(entry.id, review.changes["speaker"], review.seen) for entry in entries for review in entry.reviews}
    assert in_ledger == {edit[1:4] for edit in edits if edit[0] == "recorded"}
    assert outcomes["recorded"] == sum(len(entry.reviews) for entry in entries)
    values = {value for _, value, _ in in_ledger}
    for outcome, _, value, _, theirs, ours, message in edits:
        if outcome == "stale":
            assert ours == {"speaker": value}
            assert theirs["speaker"] in values
            assert theirs["speaker"] in message
            assert value in message


def test_deliveries_in_any_order_by_many_give_one_ledger(place, tmp_path):
    """Shuffled, repeated and interleaved deliveries of four processes say what each once in order says."""
    n_stories, n_deliveries = sized(40, 500), sized(240, 5000)
    chance = by_chance(20310310)
    stories = make_stories(chance, n_stories)
    with Ledger.create(tmp_path / "once.sqlite") as once:
        for story in stories:
            once.append(story.events(), actor="once")
        expected = said(once.view())
    appends = shuffled(stories, chance, n_deliveries)
    Ledger.create(place).close()
    recorded = all_told(delivering, [(place, appends[first::4], f"process{first}") for first in range(4)])
    with Ledger.open(place) as ledger:
        view, verification = ledger.view(), ledger.verify()
    assert verification.findings == ()
    assert sum(map(len, view.deliveries.values())) == n_deliveries
    assert sum(number for (number,) in recorded) == verification.events
    assert said(view) == expected


def shuffled(stories: Sequence[Story], chance: Random, n_deliveries: int) -> list[list[Event]]:
    """Each story whole once, many of them again and again, whole or with some of their statements, in no order."""
    appends = [story.events() for story in stories]
    for story in chance.choices(stories, k=n_deliveries - len(stories)):
        document, *statements = story.events("again.txt")
        appends.append([document, *chance.sample(statements, chance.randrange(len(statements) + 1))])
    chance.shuffle(appends)
    return appends


def said(view: View) -> tuple[object, ...]:
    """What a ledger says, whatever the order and the moments it was recorded in; which documents are one family too."""
    return view.digest(), dict(view.families.members), {entry.id: entry.origin for entry in view.entries}
