"""Small ledgers as they come: statements of some parties on some issues, and the dossier that they are read in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from detente.model import (
    Act,
    Assumption,
    Condition,
    DocumentId,
    Dossier,
    Edtf,
    Entry,
    Firmness,
    Grade,
    Hypothesis,
    Indicator,
    IndicatorKind,
    Issue,
    IssueId,
    Option,
    OptionId,
    Party,
    PartyId,
    PartyKind,
    Person,
    Question,
    Quote,
    Statement,
    StatementId,
    Status,
    Value,
    Watch,
)

START = date(2031, 1, 1)
SINCE = START + timedelta(days=20)
DAYS = st.integers(0, 60).map(lambda offset: START + timedelta(days=offset))
NORLAND, SUDMARK, ELSEWHERE = PartyId("norland"), PartyId("sudmark"), PartyId("elsewhere")
PASSAGE, FEES = IssueId("passage"), IssueId("fees")
SIGNS = tuple(
    Indicator(text="Somebody does something.", kind=kind, party=party, act=act)
    for kind in IndicatorKind
    for party, act in ((NORLAND, Act.ACCEPT), (SUDMARK, Act.REJECT))
)
DOSSIER = Dossier(
    id="strait",
    title="Strait",
    parties=(
        Party(id=NORLAND, name="Norland", kind=PartyKind.STATE, people=(Person(name="Tor Vik", role="minister"),)),
        Party(id=SUDMARK, name="Sudmark", kind=PartyKind.STATE, names=("Orsk",)),
    ),
    issues=(
        Issue(id=PASSAGE, name="Passage", options=(Option(id=OptionId("free"), name="Free"),)),
        Issue(id=FEES, name="Fees"),
    ),
    assumptions=(Assumption(id="a", text="It holds.", indicators=SIGNS),),
    questions=(
        Question(
            id="q",
            text="Which?",
            hypotheses=(
                Hypothesis(id="one", text="One.", indicators=SIGNS[:2]),
                Hypothesis(id="two", text="Two.", indicators=SIGNS[2:]),
            ),
        ),
    ),
    watch=(Watch(id="w", text="Does it?", act=Act.ACCEPT), Watch(id="n", text="Or not?", party=SUDMARK)),
)
ENTRIES = st.lists(
    st.builds(
        Entry,
        id=st.just(StatementId("")),
        statement=st.builds(
            Statement,
            doc=st.sampled_from(["doc-a", "doc-b"]).map(DocumentId),
            quote=st.integers(0, 2).map(lambda start: Quote(start, start + 9, "o n e two")),
            party=st.sampled_from([NORLAND, NORLAND, SUDMARK, SUDMARK, ELSEWHERE]),
            issue=st.sampled_from([PASSAGE, PASSAGE, FEES, IssueId("moon")]),
            act=st.sampled_from(Act),
            firmness=st.sampled_from(Firmness),
            speaker=st.sampled_from([None, "Minister Tor Vik", "an aide"]),
            reported_by=st.sampled_from([(), ("Coastal Wire",), ("unnamed sources",), ("Orsk",)]),
            option=st.sampled_from([None, OptionId("free"), OptionId("piloted")]),
            value=st.sampled_from([None, Value(500, 500, "crowns"), Value(600, 600, "crowns")]),
            condition=st.sampled_from([None, Condition("fees fall", FEES), Condition("first")]),
            said_on=st.one_of(st.none(), DAYS.map(Edtf.day), DAYS.map(lambda day: Edtf.month(day.year, day.month))),
            confidence=st.sampled_from([0.4, 0.8]),
            coder=st.just("test/1"),
        ),
        status=st.sampled_from([Status.CODED, Status.ACCEPTED, Status.REJECTED]),
        published=st.none(),
        publisher=st.sampled_from([None, "The Herald"]),
        grade=st.sampled_from([Grade(), Grade("E", 6)]),
        recorded_at=st.just(datetime(2031, 6, 1, tzinfo=UTC)),
    ),
    max_size=14,
).map(lambda entries: [replace(entry, id=StatementId(f"s{n:02d}")) for n, entry in enumerate(entries)])
