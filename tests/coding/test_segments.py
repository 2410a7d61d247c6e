"""Text to paragraphs, headings and sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.coding.segments import paragraphs, sentences


def told(text: str, start: int = 0) -> list[str]:
    """The words of each sentence."""
    return [text[slice(*sentence.span)] for sentence in sentences(text, start)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It ended. They left.", ["It ended.", "They left."]),
        ("The U.S. envoy met Mr. Brandt. He left.", ["The U.S. envoy met Mr. Brandt.", "He left."]),
        ("They met in the U.S. The talks failed.", ["They met in the U.S.", "The talks failed."]),
        ("“We will not sign.” He left.", ["“We will not sign.”", "He left."]),
        ("The levy is 4.5 percent. It stays.", ["The levy is 4.5 percent.", "It stays."]),
        ("On Jan. 14 they met. On Jan. 15 they parted.", ["On Jan. 14 they met.", "On Jan. 15 they parted."]),
        ("Who pays? Nobody does!", ["Who pays?", "Nobody does!"]),
        ("J. Silke spoke first. Then all did.", ["J. Silke spoke first.", "Then all did."]),
    ],
)
def test_a_sentence_ends_where_a_reader_would_end_it(text, expected):
    """Abbreviations, initials, decimals and quotations do not mislead."""
    assert told(text) == expected


def test_headings_are_no_sentences_and_are_kept_as_context():
    """A title repeats the body and is not coded; the sentence below knows it."""
    text = "# Fees\n\nNorland insists on a fee.\n\nWhat happens next\n\nNobody knows it yet."
    assert [(text[slice(*s.span)], s.heading) for s in sentences(text)] == [
        ("Norland insists on a fee.", "Fees"),
        ("Nobody knows it yet.", "What happens next"),
    ]


def test_a_bold_label_heads_its_paragraph():
    """A run-in heading is context and no part of the sentence behind it."""
    (sentence,) = sentences("**Norland.** It insists on a fee.")
    assert (sentence.heading, sentence.span) == ("Norland", (13, 33))


def test_a_hard_wrapped_paragraph_is_one_paragraph():
    """Line breaks of a wrapped text part no sentence."""
    text = (
        "The delegations met on the island for the third time since the\n"
        "spring and spoke about the fees that ships would have to pay in\n"
        "the strait. They parted late.\n\nA second paragraph follows here."
    )
    assert [is_heading for _, is_heading in paragraphs(text)] == [False, False]
    assert len(told(text)) == 3


def test_lines_that_end_sentences_are_paragraphs_of_their_own():
    """A text with a paragraph a line keeps them apart."""
    text = "Norland insists on a fee.\nSudmark rejects any fee.\nThe League waits."
    assert [sentence.paragraph for sentence in sentences(text)] == [0, 1, 2]


def test_the_front_matter_is_not_read():
    """Sentences begin where the body begins."""
    text = "---\ntitle: It ended. Really.\n---\nThey left."
    assert told(text, text.index("They")) == ["They left."]


@given(st.text(max_size=400))
def test_sentences_lie_inside_the_text_in_order_without_overlap(text):
    """Whatever the text, spans are real and sorted."""
    position = 0
    for sentence in sentences(text):
        start, end = sentence.span
        assert position <= start < end <= len(text)
        position = end


def test_a_long_run_of_spaces_is_read_once():
    """A paragraph with a wide gap takes no longer than its characters: looked through from each space it took hours."""
    text = "They met (in May)." + " " * 300_000 + "They parted (late)."
    assert told(text) == ["They met (in May).", "They parted (late)."]
