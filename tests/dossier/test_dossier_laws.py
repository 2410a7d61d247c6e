"""Laws that hold for every file, sound or not."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from detente.dossier import load, parse
from detente.dossier.schema import DOSSIER
from detente.dossier.shapes import Many, One, Shape
from detente.errors import DossierError
from detente.model import Dossier, Party, Source


def all_shapes(shape: Shape = DOSSIER) -> list[Shape]:
    """The shape and every shape within it."""
    inner = [field.kind.shape for field in shape.fields if isinstance(field.kind, One | Many)]
    return [shape, *(each for one in inner for each in all_shapes(one))]


KEYS = sorted({field.key for shape in all_shapes() for field in shape.fields})
WORDS = st.sampled_from(["a", "b", "no", "", "B2", "Q1", "2030-01", "state", "number", "breaks", "\x1b", "é"])
SCALARS = st.one_of(WORDS, st.none(), st.booleans(), st.integers(), st.floats(), st.dates(), st.binary(max_size=4))
TREES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS) | SCALARS, inner, max_size=6),
    max_leaves=40,
)


def is_told(text: str) -> bool:
    """Whether the text gives a dossier, or mistakes that each have a place in it."""
    try:
        return isinstance(parse(text, "d"), Dossier)
    except DossierError as error:
        lines = [problem.line for problem in error.problems]
        return lines == sorted(lines) and all(0 <= line <= text.count("\n") + 2 for line in lines) and bool(lines)


@given(data=st.binary() | st.text().map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_give_a_dossier_or_its_mistakes(data: bytes):
    """No file whatever makes the loader fail in another way."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "dossier.yaml")
        path.write_bytes(data)
        with pytest.raises(DossierError):
            load(path)


@given(text=st.text(st.sampled_from("ab:-?,[]{}&*!|>'\"%@`#~ \n\t\\0")))
def test_any_punctuation_gives_a_dossier_or_its_mistakes(text: str):
    """What is nearly YAML is told as well as what is far from it."""
    assert is_told(text)


@given(tree=st.dictionaries(st.sampled_from([field.key for field in DOSSIER.fields]), TREES))
def test_any_tree_of_known_keys_gives_a_dossier_or_its_mistakes(tree: dict[str, object]):
    """Every key may hold every kind of value; none of them makes the loader fail in another way."""
    assert is_told(yaml.safe_dump(tree, allow_unicode=True))


@given(data=st.data())
def test_a_damaged_dossier_gives_a_dossier_or_its_mistakes(data: st.DataObject, dossier_yaml: str):
    """A slip of the hand anywhere in a sound file is told or harmless."""
    start = data.draw(st.integers(0, len(dossier_yaml)))
    end = data.draw(st.integers(start, min(len(dossier_yaml), start + 30)))
    slip = data.draw(st.text(st.sampled_from("ab:-,[]{}&*'\" \n\t"), max_size=5))
    assert is_told(dossier_yaml[:start] + slip + dossier_yaml[end:])


@pytest.mark.parametrize("shape", all_shapes(), ids=lambda shape: shape.noun)
def test_every_key_has_a_field_in_its_record(shape: Shape):
    """The schema and the records name the same things."""
    record = {"a party": Party, "a source": Source}.get(shape.noun, getattr(shape.record, "func", shape.record))
    attributes = set(getattr(record, "__dataclass_fields__", ()))
    if attributes:
        assert {field.attribute or field.key for field in shape.fields} == attributes - {"kind_told"}
