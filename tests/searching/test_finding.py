"""What is found, in which order, at which moment, and where its words are."""

from __future__ import annotations

from datetime import date

import pytest

from detente.searching import Filters, FoundDocument, Query
from detente.searching.marking import found_spans
from detente.searching.passages import passages

from .conftest import HOURS


def ids(found: FoundDocument) -> list[str]:
    """The ids of the statements shown."""
    return [each.entry.id for each in found.statements]


def test_statements_and_sentences_are_grouped_by_document(look, said, pilots, fees) -> None:
    """Both documents hold the word; each has its statement, and its sentences that no statement found quotes."""
    found = look("pilot", known_at=HOURS[1])
    assert found.n_documents == 2
    by_id = {each.document.id: each for each in found.documents}
    assert ids(by_id[pilots.id]) == [said["insists"].id, said["unacceptable"].id]
    assert ids(by_id[fees.id]) == [said["wants"].id]
    assert [each.words.text for each in by_id[pilots.id].passages] == ["Pilots again"]
    assert [each.words.text for each in by_id[fees.id].passages] == [fees.text[: fees.text.index(" Vik")]]


def test_every_word_found_has_its_characters(look, pilots, fees) -> None:
    """Marks lie where the words are, in quote, title and sentence alike; sentences lie where they say."""
    texts = {pilots.id: pilots.text, fees.id: fees.text}
    for each in look("pilot").documents:
        pieces = [each.title, *(one.quote for one in each.statements), *(one.words for one in each.passages)]
        marked = [piece.text[start:end].casefold() for piece in pieces for start, end in piece.marks]
        assert marked
        assert all(word.startswith("pilot") for word in marked)
        for passage in each.passages:
            assert texts[each.document.id][passage.start : passage.end] == passage.words.text


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("CAFE ", ["pilots"]),
        ("emil ", ["pilots"]),
        ('"absolutely unacceptable"', ["pilots"]),
        ('"unacceptable absolutely"', []),
        ("fee crowns ", ["fees"]),
        ("crown ", []),
        ("crown", ["fees"]),
        ("pilots fee ", []),
        ('"coastal wire" high ', ["fees"]),
    ],
)
def test_all_words_are_looked_for(look, words: str, found: list[str]) -> None:
    """In any case, without accents, phrases in their order, the last one as a beginning unless a space ends it."""
    assert [each.document.name for each in look(words, known_at=HOURS[1]).documents] == found


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(party="sudmark"), {"unacceptable", "wants"}),
        (Filters(issue="fees"), {"wants"}),
        (Filters(act="demand"), {"insists", "wants"}),
        (Filters(firmness="red_line"), {"unacceptable"}),
        (Filters(source="the sound"), {"wants"}),
        (Filters(until=date(2031, 3, 9)), {"insists"}),
        (Filters(since=date(2031, 3, 10)), {"unacceptable", "wants"}),
        (Filters(party="league"), set()),
    ],
)
def test_filters_keep_what_fits(look, said, filters: Filters, found: set[str]) -> None:
    """By party, issue, act, firmness, publisher and day; what only statements have leaves out other passages."""
    result = look("pilot", filters, known_at=HOURS[1])
    assert {id_ for each in result.documents for id_ in ids(each)} == {said[name].id for name in found}
    assert result.n_statements == len(found)
    if filters.is_about_statements:
        assert not any(each.passages for each in result.documents)


def test_an_earlier_moment_is_searched_as_it_was(look, said) -> None:
    """A correction and a rejection made later do not show; nor does a document that came later."""
    before = look("takes ", known_at=HOURS[0])
    assert [ids(each) for each in before.documents] == [[said["insists"].id]]
    after = look("takes ")
    assert [ids(each) for each in after.documents] == [[]]
    assert after.documents[0].passages[0].words.text.startswith("Norland insists")
    assert look("crowns ", known_at=HOURS[0]).n_documents == 0
    assert look("high ", known_at=HOURS[1]).n_statements == 1
    assert look("high ").n_statements == 0


def test_an_earlier_day_does_not_know_what_was_said_later(look) -> None:
    """What was certainly published after the day is left out."""
    assert [each.document.name for each in look("pilot", as_of=date(2031, 3, 15)).documents] == ["pilots"]


def test_a_withdrawn_document_is_found_and_marked(look) -> None:
    """What a publisher took back can still be read."""
    assert {each.document.name: each.is_withdrawn for each in look("pilot").documents} == {
        "pilots": True,
        "fees": False,
    }
    assert not any(each.is_withdrawn for each in look("pilot", known_at=HOURS[2]).documents)


def test_the_document_that_is_most_about_the_words_comes_first(look) -> None:
    """A word in the title and twice in the text says more than one in passing."""
    assert [each.document.name for each in look("pilot").documents] == ["pilots", "fees"]


def test_a_page_passes_over_those_before_it(look) -> None:
    """All pages together hold each document once, and tell the same sums."""
    pages = [look("pilot", first=first, at_most=1) for first in (0, 1, 2)]
    assert [[each.document.name for each in page.documents] for page in pages] == [["pilots"], ["fees"], []]
    assert {(page.n_documents, page.n_statements) for page in pages} == {(2, 2)}


def test_nothing_is_looked_for_without_a_word(look) -> None:
    """Signs alone find nothing."""
    assert look("?!").n_documents == 0


def test_a_long_sentence_is_cut_around_its_words(make_document) -> None:
    """The words found stay in it, and it tells that it goes on."""
    text = "Word " + "and word " * 60 + "needle " + "and word " * 60 + "end."
    (spans,) = found_spans(Query.parse("needle "), [text])
    (passage,) = passages(make_document(text), spans, [])
    assert passage.is_cut_before
    assert passage.is_cut_after
    assert len(passage.words.text) <= 360
    assert [passage.words.text[start:end] for start, end in passage.words.marks] == ["needle"]
    assert text[passage.start : passage.end] == passage.words.text
