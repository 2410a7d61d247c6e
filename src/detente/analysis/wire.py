"""The matrix and contests as JSON: the one form used by commands and API."""

from __future__ import annotations

from detente.analysis.contested import Contest
from detente.analysis.matrix import Matrix
from detente.model.wire import Wire, to_wire


def matrix_to_wire(matrix: Matrix) -> Wire:
    """The whole matrix: also the parties and issues that nothing was said by or on."""
    return {
        "title": matrix.title,
        "as_of": to_wire(matrix.as_of),
        "known_at": to_wire(matrix.known_at),
        "parties": [{"id": party.id, "name": party.name, "kind": party.kind} for party in matrix.parties],
        "issues": [
            {
                "id": issue.id,
                "name": issue.name,
                "parent": issue.parent,
                "scale": to_wire(issue.scale),
                "options": [{"id": option.id, "name": option.name} for option in issue.options],
            }
            for issue in matrix.issues
        ],
        "positions": [to_wire(position) for position in matrix.positions.values()],
    }


def contest_to_wire(contest: Contest) -> Wire:
    """The contest with every field, by what it is called, and whether it is settled."""
    return {"id": contest.id, "is_settled": contest.is_settled, **to_wire(contest)}
