"""Words of which every text that holds a cue holds one, to pass over the texts that hold none."""

from __future__ import annotations

from collections.abc import Iterable

from detente.coding import vocabulary


def stems(cues: Iterable[str]) -> tuple[str, ...]:
    """The fewest pieces in lower case of which one stands in each text that holds one of the cues.

    Args:
        cues: Cues as :func:`detente.coding.vocabulary.cue_pattern` reads them.

    Example:
        >>> stems(["round of _ talks", "talks", "held"])
        ('held', 'round', 'talks')
    """
    pieces = {piece for cue in cues for piece in _pieces(cue)}
    return tuple(sorted(one for one in pieces if not any(other in one for other in pieces if other != one)))


def holds_any(text: str, pieces: Iterable[str]) -> bool:
    """Whether a text in lower case holds one of the pieces."""
    return any(piece in text for piece in pieces)  # plain search: faster than one pattern of them all


def _pieces(cue: str) -> list[str]:
    """The longest word of a cue, or every form of its verb where it has no other."""
    words = [word for word in cue.casefold().split() if word != "_"]
    fixed = [part for word in words if not word.endswith("~") for part in word.rstrip("*").replace("’", "'").split("'")]
    longest = max(fixed, key=len, default="")
    if len(longest) > 2 or not any(word.endswith("~") for word in words):
        return [longest]
    verb = max((word[:-1] for word in words if word.endswith("~")), key=len)
    return [form.casefold() for form in vocabulary.verb_forms(verb)]
