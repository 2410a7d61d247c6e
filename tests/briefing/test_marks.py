"""The marks of stance, firmness and contest."""

from __future__ import annotations

import pytest

from detente.briefing.marks import ASCII, FIRMNESS_WORDS, UNICODE, marks_for
from detente.model import Act, Firmness


@pytest.mark.parametrize(
    ("act", "mark", "plain"),
    [("demand", "▲ demands", "^ demands"), ("propose", "◇ proposes", "* proposes"),
     ("accept", "✓ accepts", "+ accepts"), ("reject", "✗ rejects", "x rejects"),
     ("condition", "◐ accepts if", "? accepts if"), ("deny", "⊘ denies", "/ denies"),
     ("threaten", "! threatens", "! threatens"), ("assess", "· assesses", ". assesses")],
)  # fmt: skip
def test_every_stance_has_its_glyph_and_verb(act, mark, plain):
    """The same glyph and verb everywhere, and a plain one where glyphs cannot be printed."""
    assert UNICODE.stance(Act(act)) == mark
    assert ASCII.stance(Act(act)) == plain


@pytest.mark.parametrize(
    ("firmness", "bar", "plain"),
    [("red_line", "▮▮▮", "###"), ("firm", "▮▮▯", "##-"), ("flexible", "▮▯▯", "#--"), ("unclear", "▯▯▯", "---")],
)
def test_firmness_fills_the_bar(firmness, bar, plain):
    """The firmer, the fuller."""
    assert (UNICODE.bar(Firmness(firmness)), ASCII.bar(Firmness(firmness))) == (bar, plain)


@pytest.mark.parametrize("marks", [UNICODE, ASCII])
def test_no_two_marks_look_alike(marks):
    """Glyphs and bars can be told apart without colour."""
    signs = (marks.contested, marks.outranked, marks.miscoded, marks.hearsay, marks.unsure)
    everything = [*marks.glyphs.values(), *marks.bars.values(), *signs]
    assert len(set(everything)) == len(Act) + len(Firmness) + len(signs) == len(everything)


def test_the_plain_marks_are_plain():
    """Every terminal can print them."""
    assert "".join((*ASCII.glyphs.values(), *ASCII.bars.values(), ASCII.contested, ASCII.unsure, ASCII.more)).isascii()


@pytest.mark.parametrize(
    ("encoding", "marks"),
    [("utf-8", UNICODE), ("UTF-8", UNICODE), ("utf-16", UNICODE), ("ascii", ASCII), ("latin-1", ASCII),
     ("cp1252", ASCII), (None, ASCII), ("no-such-encoding", ASCII)],
)  # fmt: skip
def test_an_output_gets_the_marks_it_can_print(encoding, marks):
    """Glyphs only where the encoding has them all."""
    assert marks_for(encoding) is marks


def test_a_conditional_stance_names_its_object_before_the_condition():
    """Otherwise what is accepted would read as the condition."""
    assert UNICODE.stance_of(Act.CONDITION, "Free passage") == "◐ accepts Free passage if …"
    assert UNICODE.stance_of(Act.CONDITION, None) == "◐ accepts if"
    assert UNICODE.stance_of(Act.DEMAND, "Free passage") == "▲ demands Free passage"


def test_every_firmness_has_words():
    """Bars are read out by these words."""
    assert set(FIRMNESS_WORDS) == set(Firmness)
