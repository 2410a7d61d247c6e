"""Tells whether words are somebody's on themselves ("we", "our"), and which of them are not another's quoted."""

from __future__ import annotations

import re

_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Oo]urs?|[Mm]y|me|us)\b")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")


def speaks_of_itself(words: str) -> bool:
    """Whether a pronoun of the first person stands among the words."""
    return _FIRST_PERSON.search(words) is not None


def unquoted(words: str) -> str:
    """The words without what stands between quotation marks."""
    return _QUOTED.sub("", words)
