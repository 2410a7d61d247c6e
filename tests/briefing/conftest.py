"""A small record of the strait talks, with everything a brief can tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import pytest

from detente.analysis import (
    Matrix,
    assumptions,
    contests,
    gaps,
    hypotheses,
    instruments,
    linkages,
    matrix,
    movement,
    ratification,
    red_lines,
    rounds,
    watch,
)
from detente.briefing import Brief, Length, Results, build_brief
from detente.model import (
    Act,
    Assumption,
    Condition,
    Document,
    DocumentId,
    Dossier,
    Edtf,
    Entry,
    Firmness,
    HurdleKind,
    HurdleNote,
    Hypothesis,
    Indicator,
    IndicatorKind,
    Instrument,
    InstrumentNote,
    IssueId,
    NoteEntry,
    OptionId,
    PartyId,
    Question,
    Quote,
    Resolution,
    RoundNote,
    Stage,
    Statement,
    Status,
    Step,
    Value,
    Watch,
)

DISPATCH = (
    "Norland insists on compulsory pilots. Solberg said a passage without pilots would never be accepted. "
    "President Brandt rejects pilots. The Sound reported that Sudmark would take pilots if the fee falls "
    "below 300 crowns. Sudmark denied the report. The League sees the talks close to an end."
)
NOTE = "Brandt repeated that pilots are out of the question. Norland wants a fee of 500 crowns."
PAPER = (
    "The League handed the harbour paper to Sudmark on 12 March. "
    "Sudmark complained that the paper says nothing on fees. The sides meet again at Lund on 9 April. "
    "Sudmark's parliament would have to vote on pilots."
)


@dataclass(frozen=True)
class Record:
    """Entries with their documents and dossier."""

    entries: tuple[Entry, ...]
    documents: Mapping[DocumentId, Document]
    dossier: Dossier
    notes: tuple[NoteEntry, ...] = ()
    resolutions: tuple[Resolution, ...] = ()

    @property
    def matrix(self) -> Matrix:
        """The matrix of all entries, as of a day."""
        return matrix(self.entries, self.dossier, as_of=date(2031, 3, 31))

    def results(self, since: date | None = None) -> Results:
        """What every analysis finds in the entries and notes, as of the same day."""
        entries, notes, dossier, day = self.entries, self.notes, self.dossier, date(2031, 3, 31)
        drafts = instruments(notes, dossier, as_of=day)
        return Results(
            matrix=self.matrix,
            movement=movement(entries, dossier, since=since, until=day) if since else None,
            gaps=gaps(self.matrix, self.dossier),
            contests=contests(entries, dossier, self.resolutions),
            linkages=linkages(entries, dossier),
            instruments=drafts,
            rounds=rounds(notes, dossier, as_of=day),
            hurdles=ratification(notes, entries, dossier),
            red_lines=red_lines(entries, dossier),
            watch=watch(entries, [stage for one in drafts for stage in one.stages], dossier, as_of=day),
            assumptions=assumptions(entries, dossier, as_of=day),
            hypotheses=hypotheses(entries, dossier, as_of=day),
        )

    def brief(self, length: Length = Length.STANDARD, since: date | None = None) -> Brief:
        """The brief of all entries and notes."""
        return build_brief(self.results(since), self.entries, self.notes, self.documents, self.dossier, length=length)


@pytest.fixture
def enter() -> Callable[..., Entry]:
    """Makes an entry of a statement."""

    def make(statement: Statement, *, status: Status = Status.CODED, published: str | None = "2031-03-10") -> Entry:
        return Entry(
            id=statement.id,
            statement=statement,
            status=status,
            published=None if published is None else Edtf(published),
            publisher="Coastal Wire",
            recorded_at=datetime(2031, 6, 1, tzinfo=UTC),
        )

    return make


@pytest.fixture
def record(dossier, make_document, make_statement, enter) -> Record:
    """Norland demands pilots, Sudmark rules them out, a report says otherwise and is denied."""
    dispatch = replace(
        make_document(DISPATCH, name="dispatch"), title="Pilots or no deal", url="https://example.org/dispatch"
    )
    note = make_document(NOTE, name="note", published="2031-03-12")
    piloted, red = OptionId("piloted"), Firmness.RED_LINE

    def say(doc: Document, *words: str, **fields: object) -> Statement:
        return make_statement(doc, *words, **fields)

    entries = (
        enter(
            say(dispatch, "insists on compulsory pilots", "norland", "passage", "demand", option=piloted),
            status=Status.ACCEPTED,
        ),
        enter(
            say(
                dispatch,
                "a passage without pilots would never be accepted",
                "norland",
                "passage",
                "reject",
                option=OptionId("free"),
                firmness=red,
                speaker="Ingrid Solberg",
            )
        ),
        enter(
            say(
                dispatch,
                "rejects pilots",
                "sudmark",
                "passage",
                "reject",
                option=piloted,
                speaker="Emil Brandt",
                said_on=Edtf("2031-03-09"),
            )
        ),
        enter(
            say(
                dispatch,
                "would take pilots if the fee falls below 300 crowns",
                "sudmark",
                "passage",
                "condition",
                option=piloted,
                firmness=Firmness.FLEXIBLE,
                reported_by=("unnamed sources", "The Sound"),
                condition=Condition("the fee falls below 300 crowns", IssueId("fees")),
            )
        ),
        enter(
            say(
                dispatch,
                "denied the report",
                "sudmark",
                "passage",
                "deny",
                firmness=Firmness.UNCLEAR,
                said_on=Edtf("2031-03"),
            )
        ),
        enter(
            say(
                note,
                "pilots are out of the question",
                "sudmark",
                "passage",
                "reject",
                option=piloted,
                firmness=red,
                speaker="Emil Brandt",
            ),
            published="2031-03-12",
        ),
        enter(
            say(note, "wants a fee of 500 crowns", "norland", "fees", "demand", value=Value(500, 500, "crowns")),
            published="2031-03-12",
        ),
    )
    return Record(entries, {dispatch.id: dispatch, note.id: note}, dossier)


@pytest.fixture
def whole(record, make_document) -> Record:
    """The same record with notes, and with a dossier that asks about everything."""
    paper = make_document(PAPER, name="paper", published="2031-03-14")

    def quoted(words: str) -> dict[str, object]:
        start = PAPER.index(words)
        return {"doc": paper.id, "quote": Quote(start, start + len(words), words)}

    told = (
        InstrumentNote(
            **quoted("The League handed the harbour paper to Sudmark on 12 March"),
            named="the harbour paper",
            instrument="paper",
            step=Step.HAND_OVER,
            by=PartyId("league"),
            to=PartyId("sudmark"),
            on=Edtf("2031-03-12"),
        ),
        InstrumentNote(
            **quoted("the paper says nothing on fees"),
            named="the paper",
            instrument="paper",
            step=Step.CRITICISE,
            by=PartyId("sudmark"),
            issue=IssueId("fees"),
        ),
        RoundNote(
            **quoted("The sides meet again at Lund on 9 April"), place="Lund", on=Edtf("2031-04-09"), is_expected=True
        ),
        HurdleNote(
            **quoted("Sudmark's parliament would have to vote on pilots"),
            party=PartyId("sudmark"),
            hurdle=HurdleKind.PARLIAMENT,
            issue=IssueId("passage"),
            is_expected=True,
        ),
    )
    notes = tuple(
        NoteEntry(
            note=note,
            published=Edtf("2031-03-14"),
            recorded_at=datetime(2031, 6, 1, tzinfo=UTC),
            publisher="Coastal Wire",
        )
        for note in told
    )
    sudmark, passage = PartyId("sudmark"), IssueId("passage")
    rejects = Indicator(
        text="Sudmark rejects pilots.", kind=IndicatorKind.BREAKS, party=sudmark, issue=passage, act=Act.REJECT
    )
    asked = replace(
        record.dossier,
        instruments=(Instrument(id="paper", name="Harbour paper"), Instrument(id="old", name="Old paper")),
        assumptions=(
            Assumption(id="pilots", text="Sudmark takes pilots.", indicators=(rejects,)),
            Assumption(
                id="fees",
                text="The fee stays.",
                indicators=(replace(rejects, text="Sudmark threatens.", act=Act.THREATEN),),
            ),
        ),
        questions=(
            Question(
                id="deal",
                text="Deal or delay?",
                hypotheses=(
                    Hypothesis(id="deal", text="They deal.", indicators=(rejects,)),
                    Hypothesis(
                        id="delay",
                        text="They delay.",
                        indicators=(replace(rejects, kind=IndicatorKind.SUPPORTS),),
                    ),
                ),
            ),
        ),
        watch=(
            Watch(id="fee", text="Does Norland name a fee?", party=PartyId("norland"), issue=IssueId("fees")),
            Watch(id="late", text="Is the old paper signed?", until=Edtf("2031-03-20"), instrument="old",
                  stage=Stage.SIGNED),
        ),
    )  # fmt: skip
    documents = {**record.documents, paper.id: paper}
    return replace(record, documents=documents, dossier=asked, notes=notes)
