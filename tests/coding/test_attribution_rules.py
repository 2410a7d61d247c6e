"""Source, cue and content by rules alone: the floor of the trained tagger."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.coding.attribution import attribute_by_rules


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Tor Vik said that the strait stays open.", "Tor Vik", "said", "that the strait stays open"),
        ("Tor Vik, the foreign minister, said the strait stays open.", "Tor Vik, the foreign minister", "said", None),
        ("The strait stays open, Vik said.", "Vik", "said", "The strait stays open"),
        ("“The strait stays open,” said Tor Vik.", "Tor Vik", "said", "“The strait stays open,”"),
        ("According to Coastal Wire, the strait stays open.", "Coastal Wire", "According to", None),
        ("The strait stays open, according to Coastal Wire.", "Coastal Wire", "according to", "The strait stays open"),
        ("The strait reportedly stays open.", None, "reportedly", None),
        ("The strait stays open (Coastal Wire, May 4; The Sound, May 6).", "Coastal Wire, May 4", None, None),
        ("She later told reporters that it stays open.", "She", "told", "that it stays open"),
    ],
)
def test_a_source_is_found_on_either_side_of_its_content(text, source, cue, content):
    """Before the verb, behind it, behind "according to", in brackets, or nowhere at all."""
    found = attribute_by_rules(text)
    assert len(found) == 1
    spans = found[0]
    assert (text[slice(*spans.source[0])] if spans.source else None) == source
    assert (text[slice(*spans.cue[0])] if spans.cue else None) == cue
    if content is not None:
        assert text[slice(*spans.content[0])] == content.strip("“”,") or text[slice(*spans.content[0])] == content


def test_a_line_under_a_quotation_names_its_source():
    """A byline of its own attributes the quotation above it."""
    text = "“The strait stays open for all.”\n\n— Coastal Wire, unnamed sources"
    (found,) = [one for one in attribute_by_rules(text) if not one.cue]
    assert text[slice(*found.source[0])] == "Coastal Wire, unnamed sources"
    assert text[slice(*found.content[0])] == "“The strait stays open for all.”"


@pytest.mark.parametrize("text", ["", "   \n\n ", "The strait is open."])
def test_a_text_without_attribution_gives_none(text):
    """Nothing is attributed that nobody says."""
    assert attribute_by_rules(text) == []


@given(st.text(alphabet=st.sampled_from('ab said.,"“”()[]—:;\n Vi?!’'), max_size=200))
def test_spans_lie_inside_the_text(text):
    """Whatever the text, every span is a real stretch of it."""
    for one in attribute_by_rules(text):
        for start, end in (*one.source, *one.cue, *one.content):
            assert 0 <= start <= end <= len(text)
