"""Laws that hold after anything that may happen to a ledger, found by chance and told as the shortest way there."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from random import Random
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from detente.analysis import positions
from detente.errors import RefusedReviewError, StaleReviewError, UnknownStatementError
from detente.ledger import (
    DocumentAdded,
    DocumentCoded,
    DocumentDated,
    DocumentDelivered,
    DocumentWithdrawn,
    DossierChanged,
    Event,
    Ledger,
    SourceGraded,
    StatementCoded,
    StatementReviewed,
    StatementsRemade,
    queries,
    remade,
)
from detente.ledger.memory import MemoryStore
from detente.model import Decision, Document, Edtf, Entry, Grade, Review, Statement, Status
from detente.model.wire import review_to_wire, statement_to_wire
from tests.ledger.torture.model import Model, Verdict
from tests.ledger.torture.sizes import sized
from tests.ledger.torture.stories import by_chance, make_statement, make_story, nearly

pytestmark = pytest.mark.slow

SEEDS = st.integers(0, 2**32)
PARTIES = st.sampled_from(["norland", "sudmark", "league"])
DAYS = st.sampled_from([None, "2031", "2031-02", "2031-03-09", "2031-01-01/2031-02-02"])
AS_OF = st.one_of(st.none(), st.dates(date(2030, 12, 25), date(2031, 4, 5)))
PLACES = st.integers(0, 5)
NEXT = timedelta(microseconds=1)


class LedgerMachine(RuleBasedStateMachine):
    """A ledger in memory beside a naive model of it; after each rule both say the same, and verify is clean."""

    def __init__(self) -> None:
        super().__init__()
        self.now = datetime(2031, 3, 10, 12, tzinfo=UTC)
        self.ledger = self._new_ledger()
        self.model = Model()
        self.documents: list[Document] = []
        self.coded: list[Statement] = []
        self.n_events = 0
        self.latest = datetime(2000, 1, 1, tzinfo=UTC)
        self.remembered: list[tuple[date | None, datetime, object]] = []
        self._others: list[Ledger] = []

    def _new_ledger(self) -> Ledger:
        ledger = Ledger(MemoryStore(), lambda: self.now)
        ledger.store.create()
        return ledger

    def append(self, *events: Event, new: int | None = None) -> None:
        """Appends and counts what was new; all that was asked for, unless told otherwise."""
        recorded = self.ledger.append(events, actor="machine")
        assert len(recorded) == (len(events) if new is None else new)
        self.n_events += len(recorded)
        if recorded:
            self.latest = max(self.now, self.latest + NEXT)

    @initialize(seed=SEEDS)
    def begins(self, seed: int) -> None:
        """A ledger begins with a document and its statements."""
        self.adds_document_with_statements(seed)

    # what happens

    @rule(seed=SEEDS)
    def adds_document_with_statements(self, seed: int) -> None:
        """A dispatch comes in and is coded."""
        story = make_story(by_chance(seed), n_words=12)
        if story.document in self.documents:
            return
        self.append(*story.events())
        self.documents.append(story.document)
        self.model.deliver(story.document.id)
        for statement in story.statements:
            self.coded.append(statement)
            self.model.code(statement.id, statement_to_wire(statement))

    @rule(seed=SEEDS)
    def adds_near_copy(self, seed: int) -> None:
        """Nearly the same dispatch comes in from somebody else."""
        chance = by_chance(seed)
        there = chance.choice(self.documents)
        copy = nearly(dataclasses.replace(make_story(chance), document=there, statements=()), chance).document
        self.append(DocumentAdded(copy, "copy.txt"))
        self.documents.append(copy)
        self.model.deliver(copy.id)

    @rule(seed=SEEDS)
    def adds_known_document(self, seed: int) -> None:
        """A known document is added once more: that is a delivery."""
        document = by_chance(seed).choice(self.documents)
        self.append(DocumentAdded(document, "again.txt", document.text.encode()))
        self.model.deliver(document.id)

    @rule(seed=SEEDS)
    def delivers(self, seed: int) -> None:
        """The bytes of a known document come in again."""
        document = by_chance(seed).choice(self.documents)
        self.append(DocumentDelivered(document.id, "again.txt"))
        self.model.deliver(document.id)

    @rule(seed=SEEDS)
    def frames(self, seed: int) -> None:
        """The dossier is replaced, or is the same."""
        text = by_chance(seed).choice(["one", "two"])
        self.append(DossierChanged(text, "d.yaml"), new=int(text != self.model.dossier))
        self.model.dossier = text

    @rule(seed=SEEDS, place=PLACES)
    def codes_statement(self, seed: int, place: int) -> None:
        """One more statement is coded from a known document."""
        chance = by_chance(seed)
        document = chance.choice(self.documents)
        if len(document.text) < (place + 1) * 24:
            return
        statement = make_statement(document, chance, place)
        is_new = statement.id not in self.model.statements
        is_again = not is_new and self._is_coded_again(statement)
        self.append(StatementCoded(statement), new=int(is_new or is_again))
        if is_new:
            self.coded.append(statement)
        self.model.code(statement.id, statement_to_wire(statement))

    @rule(seed=SEEDS)
    def codes_known_statement(self, seed: int) -> None:
        """A coder says what it said before: nothing is recorded, unless a newer coding superseded that."""
        statement = by_chance(seed).choice(self.coded)
        self.append(StatementCoded(statement), new=int(self._is_coded_again(statement)))
        self.model.code(statement.id, statement_to_wire(statement))

    def _is_coded_again(self, statement: Statement) -> bool:
        told = self.model.statements[statement.id]
        is_old = told.generation < self.model.generations[statement.doc]
        return is_old and self.model.status(statement.id) is Status.SUPERSEDED

    @rule(seed=SEEDS)
    def codes_document_again(self, seed: int) -> None:
        """A newer coder reads a document; what it says is a generation of its own."""
        chance = by_chance(seed)
        document, coder = chance.choice(self.documents), f"newer/{self.n_events}"
        said = make_statement(document, chance, chance.randrange(3), coder)
        self.append(DocumentCoded(document.id, coder), StatementCoded(said))
        self.model.generations[document.id] += 1
        self.model.code(said.id, statement_to_wire(said))
        self.coded.append(said)

    @rule(seed=SEEDS)
    def withdraws(self, seed: int) -> None:
        """A document is withdrawn; where it was already, nothing is recorded."""
        id_ = by_chance(seed).choice(self.documents).id
        self.append(DocumentWithdrawn(id_, "killed"), new=int(id_ not in self.model.withdrawn))
        self.model.withdrawn.add(id_)

    @rule(seed=SEEDS)
    def restores(self, seed: int) -> None:
        """A withdrawn document stands again."""
        id_ = by_chance(seed).choice(self.documents).id
        event = DocumentWithdrawn(id_, "a mistake", is_withdrawn=False)
        self.append(event, new=int(id_ in self.model.withdrawn))
        self.model.withdrawn.discard(id_)

    @rule(seed=SEEDS, day=st.sampled_from(["2001-02-27", "2001-02-28", "2001-03"]))
    def dates(self, seed: int, day: str) -> None:
        """A document is given its day; where it has it already, nothing is recorded."""
        document = by_chance(seed).choice(self.documents)
        before = self.model.days.get(document.id, str(document.published))
        self.append(DocumentDated(document.id, Edtf(day), "told by the publisher"), new=int(before != day))
        self.model.days |= {document.id: day} if before != day else {}

    @rule(seed=SEEDS, grade=st.sampled_from(["A1", "B2", "F6"]))
    def grades_report(self, seed: int, grade: str) -> None:
        """A report is graded."""
        id_ = by_chance(seed).choice(self.documents).id
        self._grade(id_, grade, SourceGraded(Grade.read(grade), "read", document=id_))

    @rule(source=st.sampled_from(["Coastal Wire", "The Sound"]), grade=st.sampled_from(["A1", "E5", "F6"]))
    def grades_source(self, source: str, grade: str) -> None:
        """A source is graded."""
        self._grade(source, grade, SourceGraded(Grade.read(grade), "known", source=source))

    def _grade(self, name: str, grade: str, event: Event) -> None:
        self.append(event, new=int(self.model.grades.get(name, "F6") != grade))
        if self.model.grades.get(name, "F6") != grade:
            self.model.grades[name] = grade

    # what analysts decide

    @rule(seed=SEEDS)
    def accepts(self, seed: int) -> None:
        """A statement is accepted."""
        self._decide(seed, Decision.ACCEPT)

    @rule(seed=SEEDS)
    def rejects(self, seed: int) -> None:
        """A statement is rejected."""
        self._decide(seed, Decision.REJECT)

    @rule(seed=SEEDS, party=PARTIES)
    def corrects_party(self, seed: int, party: str) -> None:
        """A statement is another party's."""
        self._decide(seed, Decision.CORRECT, {"party": party})

    @rule(seed=SEEDS, start=st.integers(0, 40), length=st.integers(1, 20))
    def corrects_span(self, seed: int, start: int, length: int) -> None:
        """A statement's quote is moved."""
        self._decide(seed, Decision.CORRECT, {"start": start, "end": start + length})

    @rule(seed=SEEDS, day=DAYS)
    def corrects_day(self, seed: int, day: str | None) -> None:
        """A statement was said on another day."""
        self._decide(seed, Decision.CORRECT, {"said_on": day})

    def _decide(self, seed: int, decision: Decision, changes: dict[str, Any] | None = None) -> None:
        reviewable = self.model.reviewable()
        if not reviewable:
            return
        id_ = by_chance(seed).choice(reviewable)
        event = StatementReviewed(self._review(id_, decision, changes))
        settled = self._settled(id_, changes or {})
        if changes and not settled:
            with pytest.raises(RefusedReviewError, match="says that already"):
                self.append(event)
            return
        if self._is_behind_its_document(id_, settled.get("said_on")):
            with pytest.raises(RefusedReviewError, match="its document was published on"):
                self.append(event)
            return
        self.append(event)
        self.model.review(id_, Verdict(decision, settled))

    def _is_behind_its_document(self, id_: str, day: str | None) -> bool:
        document = next(one for one in self.documents if one.id == self.model.statements[id_].document)
        published = Edtf(self.model.days.get(document.id, str(document.published)))
        return day is not None and Edtf(day).earliest > published.latest + timedelta(days=1)

    def _settled(self, id_: str, changes: dict[str, Any]) -> dict[str, Any]:
        now = self.model.statements[id_].now
        if "start" in changes:
            text = next(one.text for one in self.documents if one.id == self.model.statements[id_].document)
            changes = changes | {"quote": text[changes["start"] : changes["end"]]}
        return {field: value for field, value in changes.items() if now[field] != value}

    def _review(self, id_: str, decision: Decision, changes: dict[str, Any] | None = None) -> Review:
        return Review(
            statement=id_,
            decision=decision,
            reason="law",
            reviewer="ada",
            changes=MappingProxyType(changes or {}),
            seen=self.model.statements[id_].n_reviews,
        )

    @rule(seed=SEEDS)
    def splits(self, seed: int) -> None:
        """A statement is split into two."""
        chance, reviewable = by_chance(seed), self.model.reviewable()
        if reviewable:
            self._remake(chance, Decision.SPLIT, (chance.choice(reviewable),), ((0, 4), (5, 9)))

    @rule(seed=SEEDS)
    def merges(self, seed: int) -> None:
        """Two statements of a document are merged."""
        chance, told = by_chance(seed), self.model.statements
        reviewable = self.model.reviewable()
        pairs = [
            (one, other)
            for one in reviewable
            for other in reviewable
            if one < other and told[one].document == told[other].document
        ]
        if pairs:
            self._remake(chance, Decision.MERGE, chance.choice(pairs), ((0, 9),))

    def _remake(
        self, chance: Random, decision: Decision, parents: tuple[str, ...], spans: tuple[tuple[int, int], ...]
    ) -> None:
        text = next(one.text for one in self.documents if one.id == self.model.statements[parents[0]].document)
        now, analyst = self.model.statements[parents[0]].now, f"ada-{chance.getrandbits(64):x}"
        made = tuple(remade(now, {"start": start, "end": end}, text, analyst) for start, end in spans)
        event = StatementsRemade(tuple(self._review(parent, decision) for parent in parents), made)
        if any(self._stands_of_others(one.id, parents) for one in made):
            with pytest.raises(RefusedReviewError, match="says that already"):
                self.append(event)
            return
        self.append(event)
        verdict = Verdict(decision, {}, tuple(one.id for one in made))
        self.model.remake(verdict, parents, {one.id: statement_to_wire(one) for one in made})

    def _stands_of_others(self, id_: str, parents: tuple[str, ...]) -> bool:
        """Whether a statement is there that was not made of just these, or was and still stands."""
        told = self.model.statements.get(id_)
        return told is not None and (told.parents != parents or self.model.status(id_) is not Status.UNMADE)

    @rule(seed=SEEDS)
    def undoes(self, seed: int) -> None:
        """The last decision on a statement is undone."""
        undoable = self.model.undoable()
        if undoable:
            self._undo(by_chance(seed).choice(undoable))

    def _undo(self, id_: str) -> None:
        self.append(StatementReviewed(self._review(id_, Decision.UNDO)))
        self.model.undo(id_)

    # what is refused

    @rule(seed=SEEDS)
    @precondition(lambda self: any(told.n_reviews for told in self.model.statements.values()))
    def is_refused_when_stale(self, seed: int) -> None:
        """Who has not seen the last decision is refused, with both values."""
        reviewed = [id_ for id_, told in self.model.statements.items() if told.n_reviews]
        id_ = by_chance(seed).choice(reviewed)
        stale = dataclasses.replace(
            self._review(id_, Decision.CORRECT, {"speaker": "me"}), seen=self.model.statements[id_].n_reviews - 1
        )
        with pytest.raises(StaleReviewError) as caught:
            self.append(StatementReviewed(stale))
        assert caught.value.ours == {"speaker": "me"}
        assert caught.value.theirs == {"speaker": self.model.statements[id_].now["speaker"]}

    @rule(seed=SEEDS)
    def is_all_or_nothing(self, seed: int) -> None:
        """What stands before something that is refused is not recorded either."""
        new = make_story(by_chance((seed, "refused")), n_words=12).events()
        unknown = Review(statement="s000000000000", decision=Decision.ACCEPT, reason="law", reviewer="ada")
        with pytest.raises(UnknownStatementError):
            self.append(*new, StatementReviewed(unknown))

    @rule(seed=SEEDS)
    def is_refused_where_set_aside(self, seed: int) -> None:
        """A statement that is split, merged, superseded or unmade cannot be reviewed."""
        others = sorted(set(self.model.statements) - set(self.model.reviewable()))
        if others:
            with pytest.raises(RefusedReviewError):
                self.append(StatementReviewed(self._review(by_chance(seed).choice(others), Decision.ACCEPT)))

    # how time goes on

    @rule(hours=st.integers(-3, 48))
    def moves_clock(self, hours: int) -> None:
        """The clock goes on, or back."""
        self.now += timedelta(hours=hours)

    @rule(as_of=AS_OF)
    def remembers(self, as_of: date | None) -> None:
        """What was known at this moment is kept, to be asked for again later."""
        told = said(self.ledger.view(as_of).entries), self.ledger.view(as_of).digest()
        self.remembered.append((as_of, self.latest, told))

    @rule(day=st.dates(date(2030, 12, 25), date(2031, 4, 5)))
    def asks_as_of(self, day: date) -> None:
        """As of a day: what may have been said by then, and nothing else."""
        everything = self.ledger.view().entries
        assert said(self.ledger.view(day).entries) == said(one for one in everything if one.by(day) is not None)

    # laws

    @rule(seed=SEEDS, decision=st.sampled_from([Decision.ACCEPT, Decision.REJECT, Decision.CORRECT]))
    def undo_after_do_is_identity(self, seed: int, decision: Decision) -> None:
        """After a decision and its undoing, statement and status of everything are what they were."""
        reviewable = self.model.reviewable()
        if reviewable:
            id_ = by_chance(seed).choice(reviewable)
            changes = {"speaker": f"speaker {seed}"} if decision is Decision.CORRECT else {}
            self._is_identity(lambda: self._do(id_, decision, changes), lambda: id_)

    def _do(self, id_: str, decision: Decision, changes: dict[str, Any]) -> None:
        self.append(StatementReviewed(self._review(id_, decision, changes)))
        self.model.review(id_, Verdict(decision, changes))

    @rule(seed=SEEDS, is_split=st.booleans())
    def undo_after_split_or_merge_is_identity(self, seed: int, is_split: bool) -> None:  # noqa: FBT001 - hypothesis calls
        """After a split or merge and its undoing too, but that what it made is there, unmade."""
        before = set(self.model.statements)

        def parent() -> str | None:
            made = next(iter(set(self.model.statements) - before), None)
            return None if made is None else self.model.statements[made].parents[-1]

        self._is_identity(lambda: (self.splits if is_split else self.merges)(seed), parent)
        assert {self.model.status(id_) for id_ in set(self.model.statements) - before} <= {Status.UNMADE}

    def _is_identity(self, do: Callable[[], None], done_to: Callable[[], str | None]) -> None:
        before = contents(self.ledger.view().entries)
        do()
        id_ = done_to()
        if id_ is not None:
            self._undo(id_)
        after = contents(self.ledger.view().entries)
        assert {id_: after[id_] for id_ in before} == before

    @rule()
    def rebuild_changes_nothing(self) -> None:
        """The tables made anew from the events are those that were there."""
        before = tables(self.ledger)
        self.ledger.rebuild()
        assert tables(self.ledger) == before

    @rule()
    def replay_is_deterministic(self) -> None:
        """What is exported and taken in elsewhere has the same tables, digest and hashes."""
        with self._copy() as other:
            assert tables(other) == tables(self.ledger)
            assert other.view().digest() == self.ledger.view().digest()
            assert list(other.export()) == list(self.ledger.export())

    @rule(seed=SEEDS)
    def order_of_independent_events_does_not_matter(self, seed: int) -> None:
        """Events about different documents may come in either order: positions are the same."""
        chance = by_chance((seed, "independent"))
        one, other = make_story(chance, n_words=12).events(), make_story(chance, n_words=12).events()
        reviewable = self.model.reviewable()
        if reviewable:
            one.append(StatementReviewed(self._review(chance.choice(reviewable), Decision.ACCEPT)))
        other.append(DocumentWithdrawn(chance.choice(self.documents).id, "killed", is_withdrawn=chance.random() < 0.5))
        with self._copy() as first, self._copy() as second:
            for ledger, order in ((first, (one, other)), (second, (other, one))):
                for events in order:
                    ledger.append(events, actor="machine")
            assert positions(first.view().entries) == positions(second.view().entries)
            assert first.view().digest() == second.view().digest()

    @contextmanager
    def _copy(self) -> Any:
        other = self._new_ledger()
        try:
            other.take_in(self.ledger.export())
            yield other
        finally:
            other.close()

    @invariant()
    def says_what_the_model_says(self) -> None:
        """Every statement has the fields and the status that its decisions leave it with."""
        view = self.ledger.view()
        expected = {id_: (told.now, self.model.status(id_)) for id_, told in self.model.statements.items()}
        assert contents(view.entries) == expected
        assert {id_: len(several) for id_, several in view.deliveries.items()} == self.model.deliveries
        assert set(view.withdrawn) == self.model.withdrawn
        assert {id_: each.published.text for id_, each in view.datings.items()} == self.model.days
        assert view.dossier_text == self.model.dossier
        reviews = {entry.id: [review.seen for review in entry.reviews] for entry in view.entries}
        assert {id_: len(seen) for id_, seen in reviews.items()} == {
            id_: told.n_reviews for id_, told in self.model.statements.items()
        }

    @invariant()
    def verifies_clean(self) -> None:
        """Chain, contents and tables are what was recorded."""
        verification = self.ledger.verify()
        assert verification.findings == ()
        assert verification.events == self.n_events

    @invariant()
    def never_uses_what_came_later(self) -> None:
        """What was known at a moment does not change with what is recorded behind it."""
        for as_of, known_at, told in self.remembered[-3:]:
            view = self.ledger.view(as_of, known_at)
            assert (said(view.entries), view.digest()) == told

    def teardown(self) -> None:
        """Everything remembered is asked for once more."""
        try:
            for as_of, known_at, told in self.remembered:
                view = self.ledger.view(as_of, known_at)
                assert (said(view.entries), view.digest()) == told
        finally:
            self.ledger.close()


def said(entries: Any) -> list[object]:
    """Entries in a form that can be compared."""
    return [(dataclasses.replace(one, reviews=()), [review_to_wire(each) for each in one.reviews]) for one in entries]


def contents(entries: tuple[Entry, ...]) -> dict[str, tuple[dict[str, Any], Status]]:
    """The fields and the status of each statement."""
    return {entry.id: (statement_to_wire(entry.statement), entry.status) for entry in entries}


def tables(ledger: Ledger) -> set[object]:
    """All rows of all projections."""
    with ledger.store.reading() as connection:
        documents = [None, *(row.id for row in ledger.view().imprints.values())]
        return {(type(row).__name__, row) for each in documents for row in queries.rows_about(connection, each)}


def test_the_machine_has_twenty_rules_or_more():
    """A ledger is tried in at least twenty different ways."""
    assert len(LedgerMachine.setup_state().rules) >= 20


TestLedgerMachine = LedgerMachine.TestCase
TestLedgerMachine.settings = settings(
    max_examples=sized(16, 100), stateful_step_count=sized(25, 50), deadline=None, print_blob=True
)
