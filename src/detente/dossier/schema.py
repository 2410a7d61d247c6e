"""What a dossier may hold: every key, its kind, and the record it becomes."""

from __future__ import annotations

from typing import Any

from detente.dossier.shapes import Field, Many, One, Shape, Word, Words
from detente.dossier.values import date, grade, identifier, label, number, one_of, sort_of, text, wikidata_item
from detente.model import (
    Act,
    Assumption,
    CostTerm,
    DealTerms,
    Dossier,
    Firmness,
    Hypothesis,
    Indicator,
    IndicatorKind,
    Instrument,
    Issue,
    LinkTerm,
    Option,
    OptionId,
    Party,
    PartyKind,
    Person,
    Question,
    ReservationTerm,
    Scale,
    ScaleKind,
    Source,
    SourceKind,
    Stage,
    ValueTerm,
    Watch,
    WeightTerm,
)


def _scale(*, kind: ScaleKind | None = None, unit: str | None = None, **numbers: float) -> Scale:
    """A scale that does not tell its kind is one of numbers if it holds any."""
    told = ScaleKind.NUMBER if numbers or unit else ScaleKind.OPTIONS
    return Scale(kind=kind or told, unit=unit, **numbers)


def _option(*, id: OptionId, name: str | None = None, text: str = "", place: float | None = None) -> Option:  # noqa: A002 -- the key is called so
    """An option without a name bears its id's words."""
    return Option(id=id, name=name or id.replace("_", " "), text=text, place=place)


def _party(*, kind: PartyKind | str = PartyKind.STATE, **told: Any) -> Party:  # noqa: ANN401 -- any other key's value
    """A party of a kind that is not known is one of kind other, and keeps the word for it."""
    if isinstance(kind, PartyKind):
        return Party(kind=kind, **told)
    return Party(kind=PartyKind.OTHER, kind_told=kind, **told)


def _source(*, kind: SourceKind | str = SourceKind.NEWSPAPER, **told: Any) -> Source:  # noqa: ANN401 -- as above
    """A source of a kind that is not known is one of kind other, and keeps the word for it."""
    if isinstance(kind, SourceKind):
        return Source(kind=kind, **told)
    return Source(kind=SourceKind.OTHER, kind_told=kind, **told)


_ID = Field("id", Word(identifier), is_required=True)
_NAME = Field("name", Word(text), is_required=True)
_NAMES = Field("names", Words(text))
_TEXT = Field("text", Word(text), is_required=True)

PERSON = Shape(
    "a person",
    Person,
    (
        _NAME,
        _NAMES,
        Field("role", Word(text)),
        Field("from", Word(date), attribute="valid_from"),
        Field("until", Word(date), attribute="valid_until"),
    ),
)

PARTY = Shape(
    "a party",
    _party,
    (
        _ID,
        _NAME,
        Field("kind", Word(sort_of(PartyKind))),
        Field("wikidata", Word(wikidata_item)),
        _NAMES,
        Field("people", Many(PERSON)),
        Field("member_of", Words(text)),
    ),
)

SCALE = Shape(
    "a scale",
    _scale,
    (
        Field("kind", Word(one_of(ScaleKind))),
        Field("unit", Word(text)),
        Field("low", Word(number)),
        Field("high", Word(number)),
        Field("status_quo", Word(number)),
    ),
)

OPTION = Shape(
    "an option",
    _option,
    (_ID, Field("name", Word(text)), Field("text", Word(text)), Field("place", Word(number))),
)

ISSUE = Shape(
    "an issue",
    Issue,
    (
        _ID,
        _NAME,
        Field("description", Word(text)),
        Field("terms", Words(text)),
        Field("parent", Word(text)),
        Field("scale", One(SCALE)),
        Field("options", Many(OPTION)),
    ),
)

SOURCE = Shape(
    "a source",
    _source,
    (_NAME, _NAMES, Field("kind", Word(sort_of(SourceKind))), Field("grade", Word(grade))),
)

INSTRUMENT = Shape("an instrument", Instrument, (_ID, _NAME, _NAMES))

INDICATOR = Shape(
    "an indicator",
    Indicator,
    (
        _TEXT,
        Field("kind", Word(one_of(IndicatorKind)), is_required=True),
        Field("party", Word(text)),
        Field("issue", Word(text)),
        Field("option", Word(text)),
        Field("act", Word(one_of(Act))),
        Field("at_least", Word(number)),
        Field("at_most", Word(number)),
    ),
)

ASSUMPTION = Shape("an assumption", Assumption, (_ID, _TEXT, Field("indicators", Many(INDICATOR))))

HYPOTHESIS = Shape("a hypothesis", Hypothesis, (_ID, _TEXT, Field("indicators", Many(INDICATOR))))

QUESTION = Shape("a question", Question, (_ID, _TEXT, Field("hypotheses", Many(HYPOTHESIS, needs_one=True))))

WATCH = Shape(
    "something to watch",
    Watch,
    (
        _ID,
        _TEXT,
        Field("since", Word(date)),
        Field("until", Word(date)),
        Field("party", Word(text)),
        Field("issue", Word(text)),
        Field("option", Word(text)),
        Field("act", Word(one_of(Act))),
        Field("not_act", Word(one_of(Act))),
        Field("firmness", Word(one_of(Firmness))),
        Field("at_least", Word(number)),
        Field("at_most", Word(number)),
        Field("instrument", Word(text)),
        Field("stage", Word(one_of(Stage))),
    ),
)

_PARTY = Field("party", Word(text), is_required=True)
_ISSUE = Field("issue", Word(text), is_required=True)
_OPTION = Field("option", Word(text), is_required=True)

DEAL = Shape(
    "what a deal is worth",
    DealTerms,
    (
        Field(
            "weights",
            Many(Shape("a weight", WeightTerm, (_PARTY, _ISSUE, Field("weight", Word(number), is_required=True)))),
        ),
        Field(
            "values",
            Many(
                Shape("a value", ValueTerm, (_PARTY, _ISSUE, _OPTION, Field("value", Word(number), is_required=True)))
            ),
        ),
        Field(
            "reservations",
            Many(Shape("a reservation", ReservationTerm, (_PARTY, Field("least", Word(number), is_required=True)))),
        ),
        Field(
            "costs",
            Many(Shape("a cost", CostTerm, (_PARTY, _ISSUE, Field("cost", Word(number), is_required=True)))),
        ),
        Field(
            "linkages",
            Many(
                Shape(
                    "a linkage",
                    LinkTerm,
                    (
                        _ISSUE,
                        _OPTION,
                        Field("needs", Word(text), is_required=True),
                        Field("needed", Word(text), is_required=True),
                    ),
                )
            ),
        ),
    ),
)

DOSSIER = Shape(
    "a dossier",
    Dossier,
    (
        Field("dossier", Word(label), is_required=True, attribute="id"),
        Field("title", Word(text), is_required=True),
        Field("parties", Many(PARTY, needs_one=True), is_required=True),
        Field("issues", Many(ISSUE, needs_one=True), is_required=True),
        Field("sources", Many(SOURCE)),
        Field("instruments", Many(INSTRUMENT)),
        Field("assumptions", Many(ASSUMPTION)),
        Field("questions", Many(QUESTION)),
        Field("watch", Many(WATCH)),
        Field("deal", One(DEAL)),
    ),
)
