"""What an analyst who comes back is told: which cells say something else, and toward or away from whom."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from detente.analysis import Aspect, Heading, matrix
from detente.analysis.changes import changes
from tests.analysis.conftest import entry_of

OLD = [
    entry_of("a", "2031-03-01", "demand", party="norland", issue="fees", number=600),
    entry_of("b", "2031-03-01", "demand", party="sudmark", issue="fees", number=300),
    entry_of("c", "2031-03-02", "reject", party="sudmark", option="piloted"),
]


def test_a_number_nearer_to_the_other_is_toward_it(dossier):
    """Norland goes from 600 to 400 crowns while Sudmark is held at 300."""
    new = entry_of("d", "2031-04-20", "demand", party="norland", issue="fees", number=400)
    [change] = changes(matrix(OLD, dossier), matrix([*OLD, new], dossier)).values()
    assert (change.party, change.issue, change.aspects) == ("norland", "fees", (Aspect.CONTENT,))
    assert (change.heads(Heading.TOWARD), change.heads(Heading.AWAY)) == (("sudmark",), ())
    assert (change.before.ruling, change.after.ruling) == ("a", "d")


def test_a_number_farther_from_the_other_is_away_from_it(dossier):
    """From 600 to 800 crowns."""
    new = entry_of("d", "2031-04-20", "demand", party="norland", issue="fees", number=800)
    [change] = changes(matrix(OLD, dossier), matrix([*OLD, new], dossier)).values()
    assert change.heads(Heading.AWAY) == ("sudmark",)


def test_a_first_position_has_nothing_before_it(dossier):
    """And it goes toward nobody, as nothing was told before."""
    new = entry_of("d", "2031-04-20", "demand", party="norland", option="piloted")
    [change] = changes(matrix(OLD, dossier), matrix([*OLD, new], dossier)).values()
    assert (change.aspects, change.before) == ((Aspect.FIRST,), None)
    assert change.heads(Heading.SIDEWAYS) == ("sudmark",)


def test_what_was_said_long_ago_and_is_known_only_now_is_a_change(dossier):
    """What counts is what the earlier matrix told, not when it was said."""
    new = entry_of("d", "2030-01-01", "accept", party="norland", option="free")
    [change] = changes(matrix(OLD, dossier), matrix([*OLD, new], dossier)).values()
    assert change.after.ruling == "d"


def test_a_restatement_changes_nothing(dossier):
    """More statements of the same are no change."""
    again = entry_of("d", "2031-04-20", "demand", party="norland", issue="fees", number=600)
    assert changes(matrix(OLD, dossier), matrix([*OLD, again], dossier)) == {}


@given(chosen=st.sets(st.sampled_from(range(len(OLD)))))
def test_a_matrix_differs_from_itself_in_nothing(dossier, chosen):
    """Whatever it holds."""
    told = matrix([OLD[each] for each in chosen], dossier)
    assert changes(told, told) == {}
