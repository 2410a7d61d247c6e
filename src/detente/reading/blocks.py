"""The text of an element tree, one paragraph for every block."""

from __future__ import annotations

import re

from lxml import etree, html

_INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "dfn", "em", "font", "hi", "i", "ins", "kbd",
    "mark", "q", "ref", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
))  # fmt: skip
UNSEEN = frozenset((
    "applet", "area", "audio", "button", "canvas", "datalist", "del", "embed", "frame", "graphic", "iframe",
    "img", "input", "map", "math", "meta", "noframes", "noscript", "object", "optgroup", "option", "picture",
    "s", "script", "select", "source", "strike", "style", "svg", "template", "textarea", "title", "track", "video",
))  # fmt: skip
"""Elements whose text is not part of the page's words: scripts, fields, pictures, struck-out parts."""
_LINE_BREAKS = frozenset(("br", "lb"))
_PREFORMATTED = frozenset(("pre", "quote"))  # trafilatura calls a <pre> a quote
_SPACE = re.compile(r"\s+")
_EMPTY_LINE = re.compile(r"\n\s*\n")
_PARAGRAPH, _LINE = "\n\n", "\n"


def blocks(root: html.HtmlElement) -> str:
    """The visible text below an element: blocks apart by an empty line, line breaks kept.

    It understands the elements of HTML and the smaller set that trafilatura gives. Scripts, styles,
    form fields, hidden and struck-out parts are left out.

    Args:
        root: An lxml element.
    """
    parts: list[str] = []
    n_preformatted = 0
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        is_start = event == "start"
        if tag in _PREFORMATTED:
            n_preformatted += 1 if is_start else -1
        parts.append(_LINE if tag in _LINE_BREAKS and is_start else _gap(tag))
        if not is_start:
            text = element.tail if element is not root else None
        elif _is_unseen(element):
            walk.skip_subtree()
            continue
        else:
            text = element.text
        parts.append(_words(text or "", has_paragraphs=n_preformatted > 0))
    return _tidy("".join(parts))


def _gap(tag: str) -> str:
    return "" if tag in _INLINE or tag in _LINE_BREAKS or tag in UNSEEN else _PARAGRAPH


def _is_unseen(element: html.HtmlElement) -> bool:
    return element.tag in UNSEEN or "hidden" in element.attrib


def _words(text: str, *, has_paragraphs: bool) -> str:
    if not has_paragraphs:
        return _SPACE.sub(" ", text)
    return _PARAGRAPH.join(_SPACE.sub(" ", part) for part in _EMPTY_LINE.split(text))


def _tidy(text: str) -> str:
    text = re.sub(r" +", " ", text)
    text = re.sub(r" ?\n ?", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()
