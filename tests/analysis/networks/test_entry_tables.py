"""The ledger's entries as a table of statements."""

from __future__ import annotations

from detente.analysis.networks import entry_table


def test_a_person_is_one_actor_under_every_name(say, dossier):
    """With the last name alone or an office before it; who is none of the dossier's people stays as told."""
    names = ("Emil Brandt", "Brandt", "President Brandt", "an aide", None)
    table = entry_table([say("2031-03-01", "accept", speaker=name) for name in names], dossier)
    assert set(table.variables["speaker"].labels) == {"Emil Brandt", "an aide", "Sudmark"}
