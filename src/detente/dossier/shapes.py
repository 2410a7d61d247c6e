"""The grammar a dossier is described in: shapes with fields, each field of a kind, read into parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from detente.dossier.findings import Findings, listed, nearest, shown
from detente.dossier.nodes import Mapping, Node, Scalar, Sequence, Unread

_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


class Kind(Protocol):
    """What a key may hold."""

    def read(self, node: Node, key: str, findings: Findings) -> object | None:
        """What could be read, or None; every mistake is reported."""


@dataclass(frozen=True, slots=True)
class Word:
    """One written value."""

    reader: Callable[[Scalar], object]

    def read(self, node: Node, key: str, findings: Findings) -> object | None:
        """The value."""
        if not isinstance(node, Scalar) or _is_nothing(node):
            findings.report(key, _instead(node, "a single value"))
            return None
        try:
            return self.reader(node)
        except ValueError as error:
            findings.report(key, str(error))
            return None


@dataclass(frozen=True, slots=True)
class Words:
    """A list of written values."""

    reader: Callable[[Scalar], object]

    def read(self, node: Node, key: str, findings: Findings) -> object | None:
        """The values, None for each that cannot be read."""
        if not isinstance(node, Sequence):
            example = f"; write [{shown(node.text)}]" if isinstance(node, Scalar) else ""
            findings.report(key, _instead(node, "a list") + example)
            return None
        word = Word(self.reader)
        return tuple(word.read(item, at, findings) for item, at in _numbered(node, key, findings))


@dataclass(frozen=True, slots=True)
class One:
    """A group of keys."""

    shape: Shape

    def read(self, node: Node, key: str, findings: Findings) -> Part | None:
        """The group's part."""
        return self.shape.read(node, key, findings)


@dataclass(frozen=True, slots=True)
class Many:
    """A list of groups of keys.

    Attributes:
        needs_one: Whether an empty list is a mistake.
    """

    shape: Shape
    needs_one: bool = False

    def read(self, node: Node, key: str, findings: Findings) -> tuple[Part, ...] | None:
        """The parts, an empty one for each entry that is no group of keys."""
        if not isinstance(node, Sequence):
            entry = f"; begin each entry with '- {self.shape.fields[0].key}:'"
            findings.report(key, _instead(node, "a list") + entry)
            return None
        if self.needs_one and not node.items:
            findings.report(key, f"is empty; a dossier needs {self.shape.noun} at least")
        return tuple(self.shape.read(item, at, findings) for item, at in _numbered(node, key, findings))


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a shape.

    Attributes:
        key: The key as the file has it.
        attribute: The record's name for it, where that differs.
    """

    key: str
    kind: Kind
    is_required: bool = False
    attribute: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a group of keys may hold, and the record it becomes.

    Attributes:
        noun: Its name for a message ("a party").
    """

    noun: str
    record: Callable[..., object]
    fields: tuple[Field, ...]

    def read(self, node: Node, key: str, findings: Findings) -> Part:
        """As much of the group as could be read; every mistake is reported."""
        if not isinstance(node, Mapping):
            keys = listed(field.key for field in self.fields)
            findings.report(key, _instead(node, f"the keys of {self.noun} ({keys})"))
            return Part(self, key, {})
        given = self._given(node, key, findings)
        values: dict[str, object] = {}
        for field in self.fields:
            at = under(key, field.key)
            if field.key not in given:
                if field.is_required:
                    findings.report(at, f"is missing; {self.noun} needs it", findings.place_of(key))
            elif not _is_nothing(given[field.key]):
                values[field.key] = field.kind.read(given[field.key], at, findings)
            elif field.is_required:
                findings.report(at, f"is empty; {self.noun} needs it")
        return Part(self, key, values)

    def _given(self, node: Mapping, key: str, findings: Findings) -> dict[str, Node]:
        known = {field.key for field in self.fields}
        given: dict[str, Node] = {}
        for name, value in node.pairs:
            if not isinstance(name, Scalar):
                findings.report(key, _instead(name, f"a key of {self.noun}"), name.place)
                continue
            at = under(key, shown(name.text))
            if name.text in given:
                first = findings.place_of(at).line
                findings.report(at, f"stands twice, first on line {first}; keep one", name.place)
            elif name.text in known:
                findings.remember(at, name.place)
                given[name.text] = value
            else:
                findings.report(at, self._unknown(name.text, value), name.place)
        return given

    def _unknown(self, name: str, value: Node) -> str:
        keys = tuple(field.key for field in self.fields)
        near = nearest(name, keys)
        if near is not None:
            return f"is no key of {self.noun}; did you mean {near}?"
        if _is_nothing(value):
            return f"is no key of {self.noun}; if it belongs to the text before it, put all of that in quotes"
        return f"is no key of {self.noun}; its keys are {listed(keys)}"


@dataclass(frozen=True, slots=True)
class Part:
    """One group of keys of the file, as far as it could be read.

    Attributes:
        key: Its dotted key, empty at the top of the file.
        values: What each key holds; None, or no entry, where it could not be read.
    """

    shape: Shape
    key: str
    values: dict[str, object]

    def value(self, name: str) -> object | None:
        """What a key holds, if it could be read."""
        return self.values.get(name)

    def at(self, name: str) -> str:
        """The dotted key of a key of this part."""
        return under(self.key, name)

    def parts(self, name: str) -> tuple[Part, ...]:
        """The parts that a key lists."""
        return tuple(part for part in self._listed(name) if isinstance(part, Part))

    def texts(self, name: str) -> Iterator[tuple[str, str]]:
        """The texts that a key holds or lists, each with its dotted key."""
        value = self.value(name)
        if isinstance(value, str):
            yield self.at(name), value
        for index, item in enumerate(self._listed(name)):
            if isinstance(item, str):
                yield f"{self.at(name)}[{index}]", item

    def build(self) -> object:
        """The record that this part describes; only for a file without mistakes."""
        names = {field.key: field.attribute or field.key for field in self.shape.fields}
        return self.shape.record(**{names[key]: _built(value) for key, value in self.values.items()})

    def _listed(self, name: str) -> tuple[object, ...]:
        value = self.value(name)
        return value if isinstance(value, tuple) else ()


def under(key: str, name: str) -> str:
    """The dotted key of a name within another key."""
    return f"{key}.{name}" if key else name


def _built(value: object) -> object:
    if isinstance(value, Part):
        return value.build()
    return tuple(_built(item) for item in value) if isinstance(value, tuple) else value


def _numbered(node: Sequence, key: str, findings: Findings) -> Iterator[tuple[Node, str]]:
    for index, item in enumerate(node.items):
        at = f"{key}[{index}]"
        findings.remember(at, item.place)
        yield item, at


def _is_nothing(node: Node) -> bool:
    return isinstance(node, Scalar) and node.is_plain and node.text in _NOTHING


def _instead(node: Node, due: str) -> str:
    match node:
        case Unread():
            return f"{node.what} stands where {due} should; write it out in full"
        case Scalar():
            found = "nothing" if _is_nothing(node) else f"the text {shown(node.text)!r}"
        case Sequence():
            found = "a list"
        case Mapping():
            found = "a group of keys"
    return f"{found} stands where {due} should"
