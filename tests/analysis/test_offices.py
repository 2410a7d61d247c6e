"""In what capacity somebody speaks for a party."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.analysis import Office, positions
from detente.analysis.offices import Offices
from detente.model import Act, Edtf, Grade, PartyId


@pytest.mark.parametrize(
    ("speaker", "office"),
    [
        ("President Emil Brandt", Office.HEAD),
        ("the foreign minister", Office.HEAD),
        ("chief negotiator Hanne Ruud", Office.HEAD),
        ("the secretary of state", Office.HEAD),
        ("deputy foreign minister Ana Lund", Office.VOICE),
        ("the press secretary", Office.VOICE),
        ("the president\u2019s spokesman", Office.VOICE),
        ("the president's aide", Office.AIDE),
        ("a member of the delegation", Office.AIDE),
        ("two senior officials", Office.AIDE),
        ("people familiar with the talks", Office.AIDE),
        ("Hanne Ruud", Office.VOICE),
        (None, Office.VOICE),
    ],
)
def test_the_speakers_own_words_tell_the_office(speaker, office):
    """A title counts where it is the speaker's own, and less of it is said by a deputy."""
    assert Offices().of(PartyId("norland"), speaker, Edtf("2031-03-01")) is office


def test_a_person_of_the_dossier_has_the_office_held_then(dossier):
    """A name alone is enough while the person is in office."""
    offices, norland = Offices(dossier), PartyId("norland")
    assert offices.of(norland, "Tor Vik", Edtf("2031-03-01")) is Office.HEAD
    assert offices.of(norland, "Tor Vik", Edtf("2031-09-01")) is Office.VOICE


def test_an_aides_newer_word_does_not_replace_the_presidents(say, dossier):
    """Within the window who leads rules; when the window has passed the newest does, whoever said it."""
    president = say("2031-03-01", "reject", speaker="President Solberg", party="norland", option="free")
    aide = {"speaker": "an aide of the palace", "party": "norland", "option": "free"}
    soon, late = say("2031-03-20", "accept", **aide), say("2031-04-20", "accept", **aide)
    ruling = positions([president, soon], dossier)["norland", "passage"]
    assert (ruling.stance, ruling.office) == (Act.REJECT, Office.HEAD)
    assert ruling.why == "said with authority, and not by an aide"
    assert positions([president, soon, late], dossier)["norland", "passage"].stance is Act.ACCEPT


def test_a_spokespersons_newer_word_replaces_the_presidents(say):
    """Who speaks for the party binds it, so the newer word counts."""
    told = [
        say("2031-03-01", "reject", speaker="President Solberg", party="norland", option="free"),
        say("2031-03-02", "accept", speaker="the president's spokesman", party="norland", option="free"),
    ]
    assert positions(told)["norland", "passage"].stance is Act.ACCEPT


def test_on_one_day_the_president_outranks_the_spokesman(say):
    """Of two words of one day the higher office counts."""
    told = [
        say("2031-03-02", "reject", speaker="President Solberg", party="norland", option="free"),
        say("2031-03-02", "accept", speaker="the president's spokesman", party="norland", option="free"),
    ]
    assert positions(told)["norland", "passage"].why == "said by the highest office that day"


def test_a_doubted_report_rules_only_where_nothing_else_does(say):
    """What an analyst graded E or 5 stands back behind older words of an ungraded source."""
    old = say("2031-03-01", "reject", party="norland", option="free")
    doubted = replace(say("2031-03-20", "accept", party="norland", option="free"), grade=Grade("E", 5))
    assert positions([old, doubted])["norland", "passage"].stance is Act.REJECT
    assert positions([doubted])["norland", "passage"].grade == Grade("E", 5)


def test_each_option_named_now_has_its_leaning(say):
    """Preferred, conditional and excluded, each by the statement that ranks first on it; old words are left out."""
    told = [
        say("2030-01-01", "demand", party="norland", option="old"),
        say("2031-03-01", "accept", party="norland", option="free"),
        say("2031-03-03", "reject", party="norland", option="free"),
        say("2031-03-02", "condition", party="norland", option="piloted"),
        say("2031-03-04", "propose", party="norland", option="tolled"),
    ]
    options = positions(told)["norland", "passage"].options
    assert {stand.option: stand.leaning.value for stand in options} == {
        "tolled": "preferred",
        "free": "excluded",
        "piloted": "conditional",
    }
