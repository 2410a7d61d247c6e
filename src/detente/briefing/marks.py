"""Marks: the same glyphs for stance, firmness and contest in terminal, brief and pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from detente.analysis import Lesser, stance_words
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
UNSURE_WORDS = "stands on one statement alone, coded rather wrong than right"
"""What the mark of an unsure position says."""
HEARSAY_WORDS = "told by unnamed or doubted sources alone"
"""What the mark of a position by hearsay says."""
_LESSER_WORDS: Mapping[Lesser, str] = MappingProxyType(
    {
        Lesser.CODING: "coded less surely",
        Lesser.SOURCE: "of a doubted source",
        Lesser.HEARSAY: "hearsay",
        Lesser.REPORT: "told by others than the party",
        Lesser.AIDE: "an aide's",
    }
)


def outranked_words(lesser: Sequence[Lesser]) -> str:
    """What the mark of a position says beside which something newer was told that ranks lower, and why it does.

    Example:
        >>> outranked_words([Lesser.CODING, Lesser.HEARSAY])
        'a newer word says otherwise, but is coded less surely or hearsay'
    """
    said = [_LESSER_WORDS[each] for each in lesser]
    why = " or ".join(part for part in (", ".join(said[:-1]), *said[-1:]) if part)
    return f"a newer word says otherwise, but {f'is {why}' if why else 'ranks lower'}"


OUTRANKED_WORDS = "a newer word says otherwise: hearsay, doubted, a report or an aide's"
"""What the mark of a position says beside which something newer is told less directly or less trusted."""
MISCODED_WORDS = "a newer word says otherwise, coded less surely"
"""What the mark says where it is only the coding of what is newer that ranks lower."""


@dataclass(frozen=True, slots=True)
class Marks:
    """One set of marks.

    Attributes:
        glyphs: One for each act.
        bars: Firmness in three steps, from red line (all filled) to unclear (none).
        contested: Beside a position that another statement contests.
        outranked: Beside a position other than what newer statements say that rank lower, by who tells them.
        miscoded: The same, where all of them rank lower by their coding alone.
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
    miscoded: str
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

    def outranked_by(self, lesser: Sequence[Lesser]) -> str:
        """The mark for newer statements that rank lower by this."""
        return self.miscoded if lesser == (Lesser.CODING,) else self.outranked

    def bar(self, firmness: Firmness) -> str:
        """The firmness bar, e.g. "▮▮▯" for firm."""
        return self.bars[firmness]


UNICODE = Marks(
    glyphs=MappingProxyType(dict(zip(Act, "▲◇✓✗◐⊘!·", strict=True))),
    bars=MappingProxyType(dict(zip(Firmness, ("▮▮▮", "▮▮▯", "▮▯▯", "▯▯▯"), strict=True))),
    contested="‡",
    outranked="≠",
    miscoded="≠?",
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
    miscoded="!=?",
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
