"""Provisions: what a paper is told to hold, lack or be found wanting in, and how far each thing it holds is agreed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from enum import StrEnum

from detente.analysis.instrument_records import InstrumentHistory, Provision
from detente.analysis.leanings import Leaning
from detente.analysis.matrix import Matrix
from detente.analysis.note_times import earliest, newest_first, note_origin, when
from detente.analysis.stages import JOINT_STAGES
from detente.model import Dossier, InstrumentNote, NoteEntry, PartyId, PartyKind, Step

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")

WANTING = frozenset({Step.LACK, Step.CRITICISE})
"""Steps that tell what a paper lacks or is found unsatisfactory in."""

CONTENT = WANTING | {Step.PROVIDE}
"""Steps that tell what a paper holds or should hold."""


class ProvisionStatus(StrEnum):
    """How far a provision is agreed.

    Source:
        The three colours of the draft agreement on the withdrawal of the United Kingdom (European Commission,
        19 March 2018): agreed; agreed as a policy objective; proposed by one side.
    """

    AGREED = "agreed"
    POLICY = "policy_agreed"
    ONE_SIDE = "one_side_only"
    MISSING = "missing"
    UNSATISFACTORY = "unsatisfactory"
    UNTOLD = "not_told"

    @property
    def words(self) -> str:
        """How it is shown."""
        return {
            ProvisionStatus.AGREED: "agreed",
            ProvisionStatus.POLICY: "policy agreed",
            ProvisionStatus.ONE_SIDE: "one side's only",
            ProvisionStatus.MISSING: "missing",
            ProvisionStatus.UNSATISFACTORY: "unsatisfactory",
            ProvisionStatus.UNTOLD: "not told how far agreed",
        }[self]

    @property
    def why(self) -> str:
        """Why a provision has it, in a clause."""
        return {
            ProvisionStatus.AGREED: "the text that holds it is agreed, and nobody refuses it",
            ProvisionStatus.POLICY: "everybody concerned wants this outcome; the text is not agreed",
            ProvisionStatus.ONE_SIDE: "only one side is told to have written it or to tell of it",
            ProvisionStatus.MISSING: "it is told to be missing from the text",
            ProvisionStatus.UNSATISFACTORY: "the text is found wanting in it",
            ProvisionStatus.UNTOLD: "nobody tells who agrees to it",
        }[self]


def provision_status(one: Provision, history: InstrumentHistory, matrix: Matrix, dossier: Dossier) -> ProvisionStatus:
    """How far a provision of an instrument is agreed, by the stage of the text and by where the parties stand.

    Args:
        one: A provision of ``history``.
        history: Of the instrument.
        matrix: Where the parties stand at the same moment.
        dossier: Its parties.

    Source:
        docs/methods/instruments.md
    """
    if one.step is Step.LACK:
        return ProvisionStatus.MISSING
    if one.step is Step.CRITICISE:
        return ProvisionStatus.UNSATISFACTORY
    if history.stage in JOINT_STAGES and not history.is_contested and history.claimed_by is None:
        return ProvisionStatus.AGREED
    concerned = _concerned(history, dossier)
    if len(concerned) > 1 and all(_wants(party, one, matrix) for party in concerned):
        return ProvisionStatus.POLICY
    tellers = frozenset(one.by or history.drafters)
    is_of_side = len(tellers) == 1 and not tellers <= _mediators(dossier)
    return ProvisionStatus.ONE_SIDE if is_of_side else ProvisionStatus.UNTOLD


def provisions(
    told: Sequence[tuple[NoteEntry, InstrumentNote]], steps: frozenset[Step], dossier: Dossier
) -> tuple[Provision, ...]:
    """What is told alike on an issue by such steps, in the dossier's order of issues, the issueless last."""
    groups: dict[tuple[Step, str, str, str], list[NoteEntry]] = defaultdict(list)
    for entry, note in told:
        if note.step in steps and not note.is_expected:
            about = "" if note.issue else note.by or note.quote.text.casefold()
            groups[note.step, note.issue or "", note.option or "", about].append(entry)
    order = {issue.id: place for place, issue in enumerate(dossier.issues)}
    step_order = list(Step)
    found = [_provision(step, newest_first(entries), dossier) for (step, *_), entries in groups.items()]
    return tuple(
        sorted(
            found,
            key=lambda one: (
                order.get(one.issue, len(order)) if one.issue else len(order),
                one.option or "",
                step_order.index(one.step),
                one.notes,
            ),
        )
    )


def _provision(step: Step, newest: Sequence[NoteEntry], dossier: Dossier) -> Provision:
    told = [entry.note for entry in newest if isinstance(entry.note, InstrumentNote)]
    by, numbers = {note.by for note in told}, numbers_in(told[0].quote.text)
    return Provision(
        step=step,
        issue=told[0].issue,
        option=told[0].option,
        words=told[0].quote.text,
        by=tuple(party.id for party in dossier.parties if party.id in by),
        since=earliest(when(entry) for entry in newest if numbers_in(entry.note.quote.text) == numbers),
        n_origins=len({note_origin(entry) for entry in newest}),
        notes=tuple(dict.fromkeys(entry.id for entry in newest)),
    )


def numbers_in(words: str) -> frozenset[str]:
    """The numbers that words tell: what a paper sets on an issue is another thing where they differ."""
    return frozenset(_NUMBER.findall(words))


def _concerned(history: InstrumentHistory, dossier: Dossier) -> frozenset[PartyId]:
    """Who wrote it, got it, handed it over, took it or received it in some way; no mediator."""
    handed = (party for each in history.passings for party in (each.sender, each.to) if party is not None)
    taking = (party for _, parties in history.taken_by for party in parties)
    hearing = (each.party for each in history.reactions)
    return frozenset({*history.drafters, *handed, *taking, *hearing} - _mediators(dossier))


def _mediators(dossier: Dossier) -> frozenset[PartyId]:
    return frozenset(party.id for party in dossier.parties if party.kind is PartyKind.MEDIATOR)


def _wants(party: PartyId, one: Provision, matrix: Matrix) -> bool:
    position = matrix.cell(party, one.issue) if one.issue is not None else None
    stands = position.options if position is not None and one.option is not None else ()
    return any(
        each.option == one.option and each.leaning is Leaning.PREFERRED and each.replaced_by is None for each in stands
    )
