"""Marks: the same glyphs for stance, firmness and contest in terminal, brief and pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from detente.analysis import stance_words
from detente.model import Act, Firmness

FIRMNESS_WORDS: Mapping[Firmness, str] = MappingProxyType(
    {
        Firmness.RED_LINE: "red line",
        Firmness.FIRM: "firm",
        Firmness.FLEXIBLE: "flexible",
        Firmness.UNCLEAR: "unclear",
    }
)
"""How firmness is said in words."""
UNSURE_WORDS = "one statement, coded rather wrong than right"
"""What the mark of an unsure position says."""
HEARSAY_WORDS = "told by unnamed or doubted sources alone"
"""What the mark of a position by hearsay says."""
OUTRANKED_WORDS = "a newer, weaker word says otherwise"
"""What the mark of a position says beside which something newer was told that ranks lower."""


@dataclass(frozen=True, slots=True)
class Marks:
    """One set of marks.

    Attributes:
        glyphs: One for each act.
        bars: Firmness in three steps, from red line (all filled) to unclear (none).
        contested: Beside a position that another statement contests.
        outranked: Beside a position other than what newer statements say that rank lower.
        hearsay: Beside a position that only unnamed or doubted sources tell.
        unsure: Beside a position that rests on one statement, coded rather wrong than right.
        more: Where words are left out.

    Example:
        >>> UNICODE.stance(Act.CONDITION), ASCII.bar(Firmness.FIRM)
        ('◐ accepts if', '##-')
    """

    glyphs: Mapping[Act, str]
    bars: Mapping[Firmness, str]
    contested: str
    outranked: str
    hearsay: str
    unsure: str
    more: str

    def stance(self, act: Act) -> str:
        """Glyph and verb, e.g. "▲ demands"."""
        return f"{self.glyphs[act]} {stance_words(act)}"

    def stance_of(self, act: Act, named: str | None) -> str:
        """The stance with what it names; a condition shows behind it, e.g. "◐ accepts Free passage if …"."""
        if named is None or act is not Act.CONDITION:
            return " ".join(filter(None, (self.stance(act), named)))
        return f"{self.glyphs[act]} accepts {named} if {self.more}"

    def bar(self, firmness: Firmness) -> str:
        """The firmness bar, e.g. "▮▮▯" for firm."""
        return self.bars[firmness]


UNICODE = Marks(
    glyphs=MappingProxyType(dict(zip(Act, "▲◇✓✗◐⊘!·", strict=True))),
    bars=MappingProxyType(dict(zip(Firmness, ("▮▮▮", "▮▮▯", "▮▯▯", "▯▯▯"), strict=True))),
    contested="‡",
    outranked="≠",
    hearsay="~",
    unsure="(?)",
    more="…",
)
"""For pages, briefs and any terminal that can print them."""

ASCII = Marks(
    glyphs=MappingProxyType(dict(zip(Act, "^*+x?/!.", strict=True))),
    bars=MappingProxyType(dict(zip(Firmness, ("###", "##-", "#--", "---"), strict=True))),
    contested="><",
    outranked="!=",
    hearsay="~",
    unsure="(?)",
    more="...",
)
"""For terminals without UTF-8."""


def marks_for(encoding: str | None) -> Marks:
    """The set that an output with this encoding can print, e.g. ``marks_for(sys.stdout.encoding)``."""
    signs = (UNICODE.contested, UNICODE.outranked, UNICODE.more)
    everything = "".join((*UNICODE.glyphs.values(), *UNICODE.bars.values(), *signs))
    try:
        everything.encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return ASCII
    return UNICODE
