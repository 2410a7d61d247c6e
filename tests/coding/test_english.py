"""Whether a text is in English."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.coding.english import is_english

OTHERS = {
    "German": "Der Minister sagte am Montag, das Land werde die Anlage nicht bauen, so lange die Nachbarn keine Kohle "
    "liefern. Die Gespräche gehen in der kommenden Woche weiter, hieß es in einer Mitteilung.",
    "French": "Le ministre a déclaré lundi que le pays ne construirait pas le barrage tant que ses voisins ne livrent "
    "pas de charbon. Les pourparlers se poursuivront la semaine prochaine, selon un communiqué.",
    "Spanish": "El ministro dijo el lunes que el país no construirá la presa mientras sus vecinos no entreguen carbón. "
    "Las conversaciones continuarán la próxima semana, según un comunicado del gobierno.",
    "Russian": "Министр заявил в понедельник, что страна не будет строить плотину, пока соседи не поставят уголь.",
    "Chinese": "部长星期一表示，在邻国不供应煤炭的情况下，该国不会修建水坝。" * 3,
}


@pytest.mark.parametrize("language", OTHERS)
def test_prose_of_another_language_is_told_from_english(language):
    """It has few of the small words of English, or other letters."""
    assert not is_english(OTHERS[language])


def test_the_bundled_dispatches_are_english():
    """With their front matter and their names."""
    files = [*Path("examples").rglob("*.md"), *Path("examples").rglob("*.txt")]
    assert len(files) > 15
    assert all(is_english(file.read_text(encoding="utf-8")) for file in files)


@pytest.mark.parametrize("text", ["", "Norland: nein.", "Solberg, Brandt, Velm", "6,400 / 5,200 / 4,800"])
def test_what_is_too_short_to_tell_is_taken_for_english(text):
    """A note of names and numbers is no foreign language."""
    assert is_english(text)
