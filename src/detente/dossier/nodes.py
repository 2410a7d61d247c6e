"""Turns YAML text into nodes that know their place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

import yaml

from detente.dossier.findings import WHOLE_FILE, Findings, Place, shown

LIMIT_DEPTH = 20
"""Levels of nesting; a dossier needs seven."""

LOADER: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The parser in C, some fifteen times as fast, where PyYAML was built with it."""

_STANDARD_TAG = "tag:yaml.org,2002:"

_ADVICE = {
    "mapping values are not allowed": "a text that holds ': ' must stand in quotes, and lines of one level "
    "begin in one column",
    "did not find expected key": "lines of one level must begin in one column",
    "expected <block end>": "lines of one level must begin in one column",
    "did not find expected '-'": "entries of one list must begin in one column",
    "did not find expected ',' or": "close the bracket, or put a text that holds ', ' or ': ' in quotes",
    "expected node content": "a value or a closing bracket is missing",
    "expected the node content": "a value or a closing bracket is missing",
    "tab character": "indent with spaces, not tabs",
    "found unexpected ':'": "put a text that holds ':' in quotes, and a space after the ':' of a key",
    "expected ',' or": "close the bracket, or put a text that holds ', ' or ': ' in quotes",
    "unexpected end of stream": "a quotation mark is not closed",
    "unknown escape character": "write the text in single quotes",
    "cannot start any token": "indent with spaces, not tabs; a text that begins with @, ` or % needs quotes",
}
_LOOK_AROUND = "mend this line or the one above it"


class _Mark(Protocol):
    """What both parsers tell of a place, counted from 0."""

    @property
    def line(self) -> int: ...

    @property
    def column(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value as it is written, before anything is read into it.

    Attributes:
        text: Its characters.
        is_plain: Whether it stands without quotes.
    """

    place: Place
    text: str
    is_plain: bool


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    place: Place
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values, in the order of the file, a key written twice standing twice."""

    place: Place
    pairs: tuple[tuple[Node, Node], ...]


@dataclass(frozen=True, slots=True)
class Unread:
    """Something YAML has and a dossier does without.

    Attributes:
        what: Its name for a message ("an alias").
    """

    place: Place
    what: str


Node = Scalar | Sequence | Mapping | Unread


def compose(text: str, findings: Findings) -> Node | None:
    """The node at the top of the file, or None where the file holds only comments.

    Raises:
        DossierError: The text is no YAML, nests too deep or holds several YAML documents.
    """
    events: Iterator[yaml.Event] = yaml.parse(text, Loader=LOADER)
    wanted = (event for event in events if isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent))
    try:
        first = next(wanted, None)
        if first is None:
            return None
        node = _Builder(wanted, findings).node(first, depth=1)
        for second in islice(wanted, 1):
            findings.refuse("a second YAML document begins here; keep one", _place(second.start_mark))
    except yaml.YAMLError as error:
        findings.refuse(*_explained(error))
    except ValueError:
        findings.refuse("a \\U escape names no character; write the character itself")
    return node


class _Builder:
    """Builds nodes from the parser's events, one event ahead."""

    def __init__(self, events: Iterator[yaml.Event], findings: Findings) -> None:
        self._events = events
        self._findings = findings

    def node(self, event: yaml.Event, depth: int) -> Node:
        place = _place(event.start_mark)
        if depth > LIMIT_DEPTH:
            self._findings.refuse(f"nests deeper than {LIMIT_DEPTH} levels; no part of a dossier does", place)
        if isinstance(event, yaml.AliasEvent):
            return Unread(place, "an alias")
        tag = event.tag if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) else None
        node = self._untagged(event, place, depth)
        is_foreign = tag is not None and tag != "!" and not tag.startswith(_STANDARD_TAG)
        return Unread(place, "a tag") if is_foreign else node

    def _untagged(self, event: yaml.Event, place: Place, depth: int) -> Node:
        if isinstance(event, yaml.MappingStartEvent):
            flat = list(self._until_end(depth))
            return Mapping(place, tuple(zip(flat[::2], flat[1::2], strict=True)))
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(place, tuple(self._until_end(depth)))
        assert isinstance(event, yaml.ScalarEvent)  # noqa: S101 -- no other node event is left
        return Scalar(place, event.value, is_plain=not event.style and event.tag is None)

    def _until_end(self, depth: int) -> Iterator[Node]:
        for event in self._events:
            if isinstance(event, yaml.CollectionEndEvent):
                return
            yield self.node(event, depth + 1)


def _place(mark: _Mark | None) -> Place:
    return WHOLE_FILE if mark is None else Place(mark.line + 1, mark.column + 1)


def _explained(error: yaml.YAMLError) -> tuple[str, Place]:
    if not isinstance(error, yaml.MarkedYAMLError):
        return f"broken YAML, {shown(str(error))}", WHOLE_FILE
    problem, place, start = (
        error.problem or "unreadable",
        _place(error.problem_mark),
        _place(error.context_mark),
    )
    begun = f" (in what begins on line {start.line})" if 0 < start.line < place.line else ""
    advice = next((advice for sign, advice in _ADVICE.items() if sign in problem), _LOOK_AROUND)
    return f"broken YAML, {problem}{begun}; {advice}", place
