"""Invented talks to analyse: 30 issues, a third of them numbers, and 20 parties; what is told comes from a seed.

Documents of some eight statements over two years, a sixth of them copies, each party holding on to an outcome for some
months. Everything is made in memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from random import Random

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
    HurdleKind,
    HurdleNote,
    Hypothesis,
    Indicator,
    IndicatorKind,
    Instrument,
    InstrumentNote,
    Issue,
    IssueId,
    Note,
    NoteEntry,
    Option,
    OptionId,
    Party,
    PartyId,
    PartyKind,
    Person,
    Question,
    Quote,
    RoundNote,
    Scale,
    ScaleKind,
    Statement,
    StatementId,
    Status,
    Step,
    Value,
    Watch,
)  # fmt: skip

SEED = 20310310
N_PARTIES, N_ISSUES, N_PUBLISHERS, N_PEOPLE = 20, 30, 40, 5
STATEMENTS_A_DOCUMENT, COPIED_SHARE = 8, 1 / 6
FIRST_DAY, N_DAYS, DAYS_HELD = date(2029, 1, 1), 2 * 365, 120
RECORDED_AT = datetime(2031, 3, 10, tzinfo=UTC)
WORDS = [a + b + c for a in "bdfgklmnprstvw" for b in ("a", "ei", "o", "ur", "an") for c in ("", "nt", "lis", "ka")]
OPTIONS = tuple(OptionId(name) for name in ("whole", "half", "staged", "none"))
N_INSTRUMENTS, N_SUPPOSED = 8, 10


def dossier() -> Dossier:
    """The frame: people with offices, some for a time only; each third issue a number, half of these with options."""
    parties = tuple(
        Party(
            id=PartyId(f"party-{p:02d}"),
            name=f"Land {p:02d}",
            kind=PartyKind.MEDIATOR if p == N_PARTIES - 1 else PartyKind.STATE,
            names=(f"Capital {p:02d}",),
            people=tuple(
                Person(
                    name=f"Ada Person{p:02d}{k}",
                    names=(f"Person{p:02d}{k}",),
                    role=("president", "foreign minister", "spokesperson", "adviser", None)[k],
                    valid_until=Edtf("2030-03") if k == 1 else None,
                )
                for k in range(N_PEOPLE)
            ),
        )
        for p in range(N_PARTIES)
    )
    scale = Scale(kind=ScaleKind.NUMBER, unit="crowns", low=0, high=900)
    issues = tuple(
        Issue(
            id=IssueId(f"issue-{i:02d}"),
            name=f"Issue {i:02d}",
            scale=scale if i % 3 == 0 else Scale(),
            options=()
            if i % 6 == 0
            else tuple(Option(id=id_, name=id_.title(), place=300.0 * at) for at, id_ in enumerate(OPTIONS)),
        )
        for i in range(N_ISSUES)
    )
    return Dossier(
        id="talks",
        title="Talks",
        parties=parties,
        issues=issues,
        instruments=tuple(Instrument(id=f"paper-{n}", name=f"Paper {n}") for n in range(N_INSTRUMENTS)),
        assumptions=tuple(
            Assumption(id=f"assumption-{n}", text="Something holds.", indicators=tuple(indicators(Random(n), issues)))
            for n in range(N_SUPPOSED)
        ),
        questions=tuple(
            Question(id=f"question-{n}", text="One or the other?", hypotheses=tuple(hypotheses(Random(n), issues)))
            for n in range(N_SUPPOSED)
        ),
        watch=tuple(
            Watch(id=f"watch-{n}", text="Does it?", party=PartyId(f"party-{n:02d}"), not_act=Act.REJECT)
            for n in range(N_SUPPOSED)
        ),
    )


def indicators(random: Random, issues: Sequence[Issue]) -> Iterator[Indicator]:
    """Four statements that would bear on something."""
    for _ in range(4):
        yield Indicator(
            text="Somebody says something.",
            kind=random.choice(tuple(IndicatorKind)),
            party=PartyId(f"party-{skewed(random, N_PARTIES):02d}"),
            issue=random.choice(issues).id,
            act=random.choice(tuple(Act)),
        )


def hypotheses(random: Random, issues: Sequence[Issue]) -> Iterator[Hypothesis]:
    """Three answers, which some statements tell apart."""
    for number in range(3):
        yield Hypothesis(id=f"answer-{number}", text="So it is.", indicators=tuple(indicators(random, issues)))


def notes_of(n_notes: int, seed: int = SEED) -> list[NoteEntry]:
    """So many notes: of papers, meetings and hurdles, one a document."""
    random = Random(f"{seed} notes {n_notes}")
    return [
        NoteEntry(
            note=note(random, DocumentId(f"{random.getrandbits(64):016x}")),
            published=said_on(random, FIRST_DAY + timedelta(days=random.randrange(N_DAYS))),
            publisher=f"Publisher {skewed(random, N_PUBLISHERS)}",
            recorded_at=RECORDED_AT,
        )
        for _ in range(n_notes)
    ]


def note(random: Random, doc: DocumentId) -> Note:
    """What a passage tells of one of them."""
    words, day = " ".join(random.choices(WORDS, k=9)), FIRST_DAY + timedelta(days=random.randrange(N_DAYS))
    first, second = (PartyId(f"party-{skewed(random, N_PARTIES):02d}") for _ in range(2))
    issue = IssueId(f"issue-{skewed(random, N_ISSUES):02d}")
    shared = {"doc": doc, "quote": Quote(0, len(words), words), "on": said_on(random, day)}
    lot = random.random()
    if lot < 0.6:
        step, paper = random.choice(tuple(Step)), f"paper-{random.randrange(N_INSTRUMENTS)}"
        return InstrumentNote(named=paper, instrument=paper, step=step, by=first, to=second, issue=issue, **shared)
    if lot < 0.9:
        return RoundNote(
            place=random.choice(WORDS).title(), participants=(first, second), outcome="no result", **shared
        )
    return HurdleNote(party=first, hurdle=random.choice(tuple(HurdleKind)), issue=issue, **shared)


def entries_of(n_statements: int, seed: int = SEED) -> list[Entry]:
    """So many entries, by document; the same for the same size and seed."""
    random, made = Random(f"{seed} {n_statements}"), list[list[Entry]]()
    n_made = 0
    while n_made < n_statements:
        is_copy = made and random.random() < COPIED_SHARE
        document = list(copied(random, random.choice(made[-50:])) if is_copy else written(random))
        made.append(document[: n_statements - n_made])
        n_made += len(made[-1])
    return [entry for document in made for entry in document]


def written(random: Random) -> Iterator[Entry]:
    """The entries of a new document, on some issues that are talked of together."""
    doc, publisher = DocumentId(f"{random.getrandbits(64):016x}"), skewed(random, N_PUBLISHERS)
    day = random.randrange(N_DAYS)
    told_of = [(skewed(random, N_PARTIES), skewed(random, N_ISSUES)) for _ in range(random.randint(2, 5))]
    start = 0
    for _ in range(random.randint(STATEMENTS_A_DOCUMENT // 2, 3 * STATEMENTS_A_DOCUMENT // 2)):
        start += random.randint(40, 400)
        yield Entry(
            id=new_id(random),
            statement=statement(random, doc, start, *random.choice(told_of), day),
            status=random.choices(list(Status)[:5], (85, 7, 3, 4, 1))[0],
            published=None if publisher == N_PUBLISHERS - 1 else Edtf.day(FIRST_DAY + timedelta(days=day)),
            publisher=None if publisher == N_PUBLISHERS - 2 else f"The Publisher {publisher}",
            recorded_at=RECORDED_AT,
            is_withdrawn=random.random() < 0.005,
            grade=Grade("ABCDEF"[publisher % 6], 6),
        )


def statement(random: Random, doc: DocumentId, start: int, party: int, issue: int, day: int) -> Statement:
    """What the party has held to of late, or another thing; denied, on a condition, or told by others at times."""
    held = Random(party * 100_003 + issue * 1_009 + (day + 7 * party) // DAYS_HELD)
    acts = (Act.DEMAND, Act.REJECT, Act.ACCEPT, Act.PROPOSE, Act.CONDITION)
    act, option, crowns = held.choice(acts), held.choice(OPTIONS), held.randrange(0, 900, 50)
    if random.random() < 0.45:
        act = random.choices(list(Act), (20, 15, 15, 15, 12, 11, 5, 15))[0]
        option, crowns = random.choice(OPTIONS), random.randrange(0, 900, 50)
    is_number = issue % 3 == 0 and random.random() < 0.6
    other = IssueId(f"issue-{skewed(random, N_ISSUES):02d}") if random.random() < 0.6 else None
    has_condition = act is Act.CONDITION or random.random() < 0.06
    words = " ".join(random.choices(WORDS, k=random.randint(5, 18)))
    return Statement(
        doc=doc,
        quote=Quote(start, start + len(words), words),
        party=PartyId(f"party-{party:02d}"),
        issue=IssueId(f"issue-{issue:02d}"),
        act=act,
        firmness=random.choices(list(Firmness), (10, 45, 20, 25))[0],
        speaker=speaker(random, party),
        reported_by=chain(random),
        option=option if random.random() < 0.6 and issue % 6 else None,
        value=Value(crowns, None if random.random() < 0.1 else crowns, "crowns") if is_number else None,
        condition=Condition(" ".join(random.choices(WORDS, k=4)), other) if has_condition else None,
        said_on=said_on(random, FIRST_DAY + timedelta(days=day)),
        confidence=round(random.random(), 4),
        coder="synthetic/1",
    )


def copied(random: Random, document: list[Entry]) -> Iterator[Entry]:
    """The entries of another publisher's copy, printed some days later."""
    doc, first, later = DocumentId(f"{random.getrandbits(64):016x}"), document[0], timedelta(random.randint(0, 3))
    printed = None if first.published is None else Edtf.day(first.published.earliest + later)
    name = f"Publisher {skewed(random, N_PUBLISHERS)}"
    for entry in document:
        fields = {name: getattr(entry.statement, name) for name in Statement.__slots__}
        yield Entry(
            id=new_id(random),
            statement=Statement(**fields | {"doc": doc}),
            status=Status.CODED,
            published=printed,
            publisher=name,
            recorded_at=RECORDED_AT,
            origin=entry.origin or entry.publisher or entry.statement.doc,
        )


def said_on(random: Random, day: date) -> Edtf | None:
    """Mostly a day of late, or none; sometimes a month, or within some days."""
    lot = random.random()
    if lot < 0.4:
        return None
    said = day - timedelta(days=random.randint(0, 3))
    if lot < 0.8:
        return Edtf.day(said)
    return Edtf.month(said.year, said.month) if lot < 0.92 else Edtf.span(said, said + timedelta(days=6))


def speaker(random: Random, party: int) -> str | None:
    """One of the party's people, somebody else with an office, somebody without a name, or nobody."""
    person = f"Person{party:02d}{random.randrange(N_PEOPLE)}"
    lot = random.random()
    if lot < 0.6:
        return None if lot < 0.3 else random.choice((person, f"Ada {person}", f"Foreign Minister Ada {person}"))
    if lot < 0.85:
        return f"{random.choice(('deputy minister', 'MP', 'envoy', 'general'))} {random.choice(WORDS)}".title()
    return random.choice(("a senior official", "the president's aide", "two diplomats"))


def chain(random: Random) -> tuple[str, ...]:
    """Nobody, an outlet, somebody unnamed by way of one, or another party."""
    outlet, lot = f"the Outlet {skewed(random, N_PUBLISHERS)}", random.random()
    if lot < 0.6:
        return ()
    if lot < 0.82:
        return (outlet,)
    return ("unnamed sources", outlet) if lot < 0.94 else (f"Capital {random.randrange(N_PARTIES):02d}",)


def new_id(random: Random) -> StatementId:
    """An id as a digest would be."""
    return StatementId(f"s{random.getrandbits(48):012x}")


def skewed(random: Random, n: int) -> int:
    """One of so many, the first ones more often: the k-th with a weight of 1 / sqrt(k)."""
    return random.choices(range(n), cum_weights=SKEWED[n])[0]


SKEWED = {n: list(accumulate(k**-0.5 for k in range(1, n + 1))) for n in (N_PARTIES, N_ISSUES, N_PUBLISHERS)}
