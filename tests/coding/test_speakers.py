"""Sources tied to the dossier's parties and people."""

from __future__ import annotations

import pytest

from detente.coding.speakers import Speakers, Tie
from detente.model import Dossier, Party, PartyId, PartyKind, Person

NORLAND = Party(
    id=PartyId("norland"),
    name="Norland",
    kind=PartyKind.STATE,
    names=("Norlandic", "the Palace"),
    people=(
        Person(name="Tor Vik", names=("Vik",), role="foreign minister"),
        Person(name="Ada Holm", role="chancellor"),
    ),
)
SKALD = Party(
    id=PartyId("skald"),
    name="Skald",
    kind=PartyKind.STATE,
    names=("Skaldic",),
    people=(Person(name="Ina Berg", names=("Berg",), role="foreign minister"),),
)


@pytest.fixture(scope="module")
def speakers():
    """The speakers of a dossier of two states."""
    dossier = Dossier(id="strait", title="The strait", parties=(NORLAND, SKALD), issues=())
    return Speakers(dossier)


def speaker(speakers, text):
    """The speaker of the last source; sources stand between braces."""
    bare, sources = "", []
    for index, piece in enumerate(text.replace("}", "{").split("{")):
        if index % 2:
            sources.append((len(bare), len(bare) + len(piece)))
        bare += piece
    return speakers.of_sources(bare, sources)[sources[-1]]


@pytest.mark.parametrize(
    ("text", "party", "person", "tie"),
    [
        ("{Tor Vik, the foreign minister,} said so.", "norland", "Tor Vik", Tie.NAME),
        ("{Norland} said so.", "norland", None, Tie.NAME),
        ("{Norlandic officials} said so.", "norland", None, Tie.BODY),
        ("{The Norlandic foreign minister} said so.", "norland", "Tor Vik", Tie.OFFICE),
        ("{the chancellor} said so.", "norland", "Ada Holm", Tie.OFFICE),
        ("{The chancellor’s aide} said so.", "norland", None, Tie.OWNER),
        ("{Vik's spokesman} said so.", "norland", None, Tie.OWNER),
        ("{a spokesman for Norland} said so.", "norland", None, Tie.OWNER),
        ("Vik met Berg. {Berg} spoke. Later {she} said so.", "skald", "Ina Berg", Tie.PRONOUN),
        ("{Norlandic officials} met {Ina Berg}. {They} said so.", "skald", "Ina Berg", Tie.PRONOUN),
        ("{Ina Berg} spoke. {The minister} said so.", "skald", "Ina Berg", Tie.OFFICE),
        ("Vik, {who} said so.", "norland", "Tor Vik", Tie.PRONOUN),
        ("Norland's foreign ministry met us. {The ministry} said so.", "norland", None, Tie.BODY),
        ("{Two diplomats} said so.", None, None, Tie.NOTHING),
        ("{people close to the Palace} said so.", None, None, Tie.NOTHING),
        ("{The minister} said so.", None, None, Tie.NOTHING),
        ("{She} said so.", None, None, Tie.NOTHING),
    ],
)
def test_a_source_is_tied_to_its_party(speakers, text, party, person, tie):
    """By name, office, owner, body or pronoun; somebody unknown, and an office that two hold, stay as written."""
    found = speaker(speakers, text)
    assert (found.party, found.person, found.tie) == (party, person, tie)


def test_an_unknown_speaker_keeps_the_words(speakers):
    """Nobody is lost for not being in the dossier."""
    assert speaker(speakers, "{a retired harbour pilot} said so.").words == "a retired harbour pilot"


def test_a_pronoun_has_the_words_of_whom_it_stands_for(speakers):
    """A statement's speaker is a name and not "he"."""
    assert speaker(speakers, "{Tor Vik} spoke. {He} said so.").words == "Tor Vik"
