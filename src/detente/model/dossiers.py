"""The dossier: the frame of one negotiation, as an analyst writes it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from detente.model.ids import IssueId, OptionId, PartyId
from detente.model.notes import Stage
from detente.model.statements import Act, Firmness, Value
from detente.model.times import Edtf


class PartyKind(StrEnum):
    """What sort of side a party is."""

    STATE = "state"
    BLOC = "bloc"
    ORGANISATION = "organisation"
    ARMED_GROUP = "armed_group"
    MEDIATOR = "mediator"
    POLITICAL_PARTY = "political_party"
    UNION = "union"
    COMPANY = "company"
    GOVERNMENT = "government"
    REGION = "region"
    COALITION = "coalition"
    MOVEMENT = "movement"
    ASSOCIATION = "association"
    COMMUNITY = "community"
    PERSON = "person"
    OTHER = "other"


class ScaleKind(StrEnum):
    """How an issue's outcomes are told apart."""

    OPTIONS = "options"
    NUMBER = "number"


class SourceKind(StrEnum):
    """What sort of source reports."""

    AGENCY = "agency"
    NEWSPAPER = "newspaper"
    BROADCASTER = "broadcaster"
    ONLINE = "online"
    OFFICIAL = "official"
    THINK_TANK = "think_tank"
    MAGAZINE = "magazine"
    NEWSLETTER = "newsletter"
    ACADEMIC = "academic"
    NGO = "ngo"
    PARTY = "party"
    SOCIAL_MEDIA = "social_media"
    OTHER = "other"
    UNNAMED = "unnamed"


class IndicatorKind(StrEnum):
    """Which way an indicator points."""

    SUPPORTS = "supports"
    BREAKS = "breaks"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone who speaks for a party, while in office.

    Attributes:
        name: Full name as sources print it most.
        names: Other spellings and short forms.
        role: The office, in lower case ("foreign minister").
        valid_from: First day in the role (EDTF), if it matters.
        valid_until: Last day in the role (EDTF), if it has ended.
    """

    name: str
    names: tuple[str, ...] = ()
    role: str | None = None
    valid_from: Edtf | None = None
    valid_until: Edtf | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A side of the negotiation: state, bloc, organisation, armed group or mediator.

    Attributes:
        names: Names, metonyms and adjectives ("Norland", "the Palace", "Norlandic").
        member_of: Parties that this one belongs to (a state of a bloc); kept for the reader and checked, no analysis
            uses it.
        kind_told: How the dossier tells a kind that is none of these; the party is then one of kind other.
        wikidata: Wikidata item, e.g. ``Q212``; kept for the reader and checked for its form.
    """

    id: PartyId
    name: str
    kind: PartyKind
    names: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    member_of: tuple[PartyId, ...] = ()
    kind_told: str = ""
    wikidata: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One possible outcome of an issue.

    Attributes:
        text: The outcome in a sentence or two; issue and option are recognised by these words.
        place: Where the option stands on the issue's ordered scale, in the scale's unit if it is a number.
    """

    id: OptionId
    name: str
    text: str = ""
    place: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How an issue's outcomes are ordered.

    Attributes:
        unit: Unit of a number scale ("personnel", "percent").
        low: Lowest outcome on the table, in ``unit``.
        high: Highest outcome on the table, in ``unit``.
        status_quo: Where things stand without a deal, in ``unit``.
    """

    kind: ScaleKind = ScaleKind.OPTIONS
    unit: str | None = None
    low: float | None = None
    high: float | None = None
    status_quo: float | None = None

    def measures(self, value: Value) -> bool:
        """Whether it is a number in the unit of this one."""
        return self.kind is ScaleKind.NUMBER and value.is_in(self.unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A question the talks must settle.

    Attributes:
        description: What the question is, in a sentence or two; issues are recognised by these words.
        terms: Words and phrases that point to this issue.
        parent: The wider issue it belongs to.
    """

    id: IssueId
    name: str
    description: str = ""
    terms: tuple[str, ...] = ()
    parent: IssueId | None = None
    scale: Scale = Scale()
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who reports.

    Attributes:
        grade: Admiralty grade, letter A-F and number 1-6; ``F6`` means that it cannot be judged.
        kind_told: How the dossier tells a kind that is none of these; the source is then one of kind other.
    """

    name: str
    names: tuple[str, ...] = ()
    kind: SourceKind = SourceKind.NEWSPAPER
    grade: str = "F6"
    kind_told: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A proposal, draft, formula or agreement that the talks are about."""

    id: str
    name: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A sign that an assumption holds or breaks; what is given must all hold for a statement to count.

    Attributes:
        option: The issue's option that is named.
        at_least: What the number told, a range as a whole, is not below, in the unit of the issue's scale.
        at_most: What it is not above.
    """

    text: str
    kind: IndicatorKind
    party: PartyId | None = None
    issue: IssueId | None = None
    option: OptionId | None = None
    act: Act | None = None
    at_least: float | None = None
    at_most: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """A sentence a user plans on."""

    id: str
    text: str
    indicators: tuple[Indicator, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hypothesis:
    """One of the answers that compete on a question."""

    id: str
    text: str
    indicators: tuple[Indicator, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with competing answers ("step forward or tactical pause")."""

    id: str
    text: str
    hypotheses: tuple[Hypothesis, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """Something to look out for; what is given must all hold for a statement, or for an instrument, to answer it.

    Attributes:
        text: The question in words.
        since: First day that counts (EDTF), if it matters.
        until: The horizon: last day that counts (EDTF); None for an open one.
        act: The act looked for.
        not_act: Any act but this one.
        at_least: What the number told, a range as a whole, is not below, in the unit of the issue's scale.
        at_most: What it is not above.
        instrument: The instrument looked at, with ``stage``, the stage it must reach.
    """

    id: str
    text: str
    since: Edtf | None = None
    until: Edtf | None = None
    party: PartyId | None = None
    issue: IssueId | None = None
    option: OptionId | None = None
    act: Act | None = None
    not_act: Act | None = None
    firmness: Firmness | None = None
    at_least: float | None = None
    at_most: float | None = None
    instrument: str | None = None
    stage: Stage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightTerm:
    """What an issue counts for to a party, beside its other issues; only the proportions matter."""

    party: PartyId
    issue: IssueId
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueTerm:
    """What an option is worth to a party, usually from 0 (worst) to 1 (best)."""

    party: PartyId
    issue: IssueId
    option: OptionId
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ReservationTerm:
    """What no deal is worth to a party, on the scale of its values."""

    party: PartyId
    least: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CostTerm:
    """What giving up its red line on an issue would cost a party, in any one unit; 1 where nothing is said."""

    party: PartyId
    issue: IssueId
    cost: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkTerm:
    """One outcome only with another: ``option`` of ``issue`` only if ``needs`` ends in ``needed``."""

    issue: IssueId
    option: OptionId
    needs: IssueId
    needed: OptionId


@dataclass(frozen=True, slots=True, kw_only=True)
class DealTerms:
    """What an analyst sets for the deal space; what is not set is assumed, and said to be."""

    weights: tuple[WeightTerm, ...] = ()
    values: tuple[ValueTerm, ...] = ()
    reservations: tuple[ReservationTerm, ...] = ()
    costs: tuple[CostTerm, ...] = ()
    linkages: tuple[LinkTerm, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """The frame of one negotiation. Parties and issues keep the order of the file everywhere."""

    id: str
    title: str
    parties: tuple[Party, ...]
    issues: tuple[Issue, ...]
    sources: tuple[Source, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    questions: tuple[Question, ...] = ()
    watch: tuple[Watch, ...] = ()
    deal: DealTerms = DealTerms()

    @property
    def mediators(self) -> frozenset[PartyId]:
        """Those who mediate and are no side: of the kind, and not named by a term of ``deal`` that is a party's."""
        deal = self.deal
        principals = {
            *(each.party for each in deal.weights),
            *(each.party for each in deal.values),
            *(each.party for each in deal.reservations),
            *(each.party for each in deal.costs),
        }
        kind = PartyKind.MEDIATOR
        return frozenset(each.id for each in self.parties if each.kind is kind and each.id not in principals)

    def party(self, party_id: str) -> Party:
        """The party with this id.

        Raises:
            KeyError: The dossier has no such party.
        """
        return {party.id: party for party in self.parties}[PartyId(party_id)]

    def issue(self, issue_id: str) -> Issue:
        """The issue with this id.

        Raises:
            KeyError: The dossier has no such issue.
        """
        return {issue.id: issue for issue in self.issues}[IssueId(issue_id)]

    def party_name(self, party_id: str) -> str:
        """The party's name; its id where the dossier does not name it (any more)."""
        return next((party.name for party in self.parties if party.id == party_id), party_id)

    def issue_name(self, issue_id: str) -> str:
        """The issue's name; its id where the dossier does not name it (any more)."""
        return next((issue.name for issue in self.issues if issue.id == issue_id), issue_id)

    def option_name(self, issue_id: str, option_id: str | None) -> str | None:
        """The option's name; its id where the dossier does not name it (any more), None for none."""
        options = (option for issue in self.issues if issue.id == issue_id for option in issue.options)
        return next((option.name for option in options if option.id == option_id), option_id)
