"""Positions made for the tests of the deal space."""

from __future__ import annotations

from detente.analysis import DrawnRedLine, Exclusion, Holds, Position
from detente.model import Act, Edtf, Firmness, IssueId, OptionId, PartyId, StatementId, Value


def stand(
    party: str,
    issue: str,
    act: str,
    option: str | None = None,
    *,
    value: Value | None = None,
    firmness: str = "firm",
) -> Position:
    """A position with one statement, called after its party and issue."""
    statement = StatementId(f"{party}-{issue}")
    return Position(
        party=PartyId(party),
        issue=IssueId(issue),
        stance=Act(act),
        firmness=Firmness(firmness),
        option=OptionId(option) if option else None,
        value=value,
        condition=None,
        n_statements=1,
        n_origins=1,
        is_contested=False,
        contested_by=(),
        since=Edtf("2031-03-01"),
        last_confirmed=Edtf("2031-03-01"),
        ruling=statement,
        statements=(statement,),
        why="the only statement",
        run=(statement,),
        confidence=0.8,
    )


def refusal(party: str, issue: str, option: str, holds: Holds) -> DrawnRedLine:
    """A red line that refuses an option, drawn in February by the statement s1."""
    return DrawnRedLine(
        party=PartyId(party),
        issue=IssueId(issue),
        stance=Act.REJECT,
        option=OptionId(option),
        value=None,
        quote="never",
        first_said=Edtf("2031-02"),
        last_repeated=None,
        n_statements=1,
        n_origins=1,
        holds=holds,
        position=StatementId(f"{party}-{issue}"),
        softenings=(),
        excludes=Exclusion(options=(OptionId(option),)),
        statements=(StatementId("s1"),),
        confidence=0.6,
    )
