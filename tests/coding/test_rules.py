"""What the rules suggest: the codebook's rules on invented parties."""

from __future__ import annotations

import pytest

from detente.coding.actors import Actors
from detente.coding.attribution.tagger import tagger_in
from detente.coding.collectives import Collectives
from detente.coding.finder import Finder
from detente.model import Dossier, PartyId

TUESDAY = "2031-03-11"


@pytest.fixture(scope="module")
def find(dossier: Dossier, make_document):
    """Finds the candidates of a text published on a Tuesday."""
    finder = Finder(dossier, tagger_in())
    return lambda text: finder.find(make_document(text, published=TUESDAY))


@pytest.fixture(scope="module")
def code(find):
    """The statements that the rules suggest, in text order."""

    def run(text: str):
        groups = find(text).candidates
        suggested = [one.statement for group in groups for candidate in group for one in candidate.suggested]
        return sorted(suggested, key=lambda one: one.quote.start)

    return run


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norland insists on a fee.", [("norland", "fees", "demand", "firm")]),
        ("Norland proposed a fee of 300 crowns.", [("norland", "fees", "propose", "flexible")]),
        ("Sudmark accepted the fee.", [("sudmark", "fees", "accept", "unclear")]),
        ("Sudmark rejects any fee.", [("sudmark", "fees", "reject", "firm")]),
        ("Sudmark ruled out any fee.", [("sudmark", "fees", "reject", "red_line")]),
        ("A fee is absolutely unacceptable to Sudmark.", [("sudmark", "fees", "reject", "red_line")]),
        ("For Sudmark, any fee is a non-starter.", [("sudmark", "fees", "reject", "red_line")]),
        ("Sudmark will accept a fee only if pilots stay ashore.", [("sudmark", "fees", "condition", None)]),
        ("Sudmark denied a report about the fee.", [("sudmark", "fees", "deny", "firm")]),
        ("Norland threatened to close the strait.", [("norland", "passage", "threaten", "firm")]),
        ("Solberg described the fee as fair.", [("norland", "fees", "assess", "unclear")]),
        ("Sudmark would not accept a fee.", [("sudmark", "fees", "reject", "firm")]),
        ("Norland's demand for a fee is old.", [("norland", "fees", "demand", "firm")]),
        (
            "Norland and Sudmark agreed on a fee.",
            [("norland", "fees", "accept", None), ("sudmark", "fees", "accept", None)],
        ),
        (
            "Norland insists on a fee, but Sudmark rejects pilots.",
            [("norland", "fees", "demand", "firm"), ("sudmark", "passage", "reject", "firm")],
        ),
        (
            "Norland proposed a fee of 1,300 crowns and a pilot in the strait.",
            [("norland", "fees", "propose", None), ("norland", "passage", "propose", None)],
        ),
        (
            "Norland drafted the plan. It also insists on a fee.",
            [("norland", "fees", "demand", "firm")],
        ),
    ],
)
def test_party_issue_act_and_firmness_are_read(code, text, expected):
    """One statement for each party, issue and act that a sentence tells."""
    coded = [(one.party, one.issue, one.act.value, one.firmness.value) for one in code(text)]
    assert len(coded) == len(expected)
    for found, wanted in zip(sorted(coded), sorted(expected), strict=True):
        assert found[:3] == wanted[:3]
        assert wanted[3] is None or found[3] == wanted[3]


@pytest.mark.parametrize(
    "text",
    [
        "The strait is forty miles wide.",
        "Will Norland accept a fee?",
        "Shippers should be ready to pay a fee.",
        "# Norland insists on a fee",
        "Norland was founded in the tenth century.",
        "Fees must be paid in advance.",
    ],
)
def test_what_is_nobodys_position_gives_no_statement(code, text):
    """Background, questions, advice and headings are not coded."""
    assert code(text) == []


def test_a_dropped_cue_says_why(find):
    """What is left out can be looked up, with its reason."""
    (dropped,) = find("Fees must be paid in advance.").dropped
    assert (dropped.cue, dropped.reason) == ("must be", "an obligation that no party is told to state")


def test_an_obligation_is_the_demand_of_whoever_states_it(code):
    """What A's minister says B must pay is A's demand and not B's."""
    (statement,) = code("Sudmark must pay the fee, Solberg said.")
    assert (statement.party, statement.speaker, statement.act.value) == ("norland", "Solberg", "demand")


def test_a_claim_of_the_others_consent_is_an_assessment_of_the_claimant(code):
    """What one side says the other agreed to is not the other's acceptance."""
    (statement,) = code("Solberg said that Sudmark had agreed to a fee.")
    assert (statement.party, statement.act.value) == ("norland", "assess")


def test_the_chain_begins_nearest_the_speaker(code):
    """A report that cites another comes behind it."""
    (statement,) = code("Norland rejects any fee, Coastal Wire reported, citing The Sound.")
    assert statement.reported_by == ("The Sound", "Coastal Wire")


def test_unnamed_sources_stand_before_the_outlet_they_spoke_to(code):
    """The outlet reports them, not the other way round."""
    (statement,) = code("Norland rejects any fee, unnamed officials told Coastal Wire.")
    assert statement.reported_by == ("unnamed officials", "Coastal Wire")


@pytest.mark.parametrize(
    ("words", "parties"),
    [
        ("Both sides refuse to talk.", {"norland", "sudmark"}),
        ("He said that the two delegations would meet.", {"norland", "sudmark"}),
        ("Neither government has an answer.", {"norland", "sudmark"}),
        ("Both want a quick end.", {"norland", "sudmark"}),
        ("The two sides are close on the fee.", set()),
        ("He hoped for peace between the two sides.", set()),
        ("Both ships were late.", set()),
    ],
)
def test_words_for_two_name_those_whom_a_text_names_most(find, words, parties):
    """Where they act; that "the two sides are close" names neither."""
    found = find(f"Norland and Sudmark met on Monday. Norland spoke, and Sudmark spoke. {words}")
    assert {one.party for one in found.places[-1].mentions} == parties


@pytest.mark.parametrize(
    ("named", "pair"), [("abab", ["a", "b"]), ("aabbc", ["a", "b"]), ("abc", []), ("aabc", []), ("a", []), ("", [])]
)
def test_two_parties_stand_out_where_a_third_is_named_less_often(dossier, make_document, named, pair):
    """Else words for two mean nobody."""
    collectives = Collectives(dossier, Actors(dossier))
    assert list(collectives.of_document(make_document("Nothing."), [PartyId(one) for one in named]).pair) == pair


def test_whom_an_outlet_cites_stands_before_it(code):
    """However the outlet tells that it has it from people without a name."""
    for words in (
        "Norland rejects any fee, Coastal Wire reported, citing two diplomats familiar with the talks.",
        "According to two diplomats familiar with the talks quoted by Coastal Wire, Norland rejects any fee.",
        "Norland rejects any fee, two diplomats familiar with the talks told Coastal Wire.",
    ):
        (statement,) = code(words)
        assert statement.reported_by == ("two diplomats familiar with the talks", "Coastal Wire")


def test_what_was_done_long_before_is_not_read_as_done_now(code):
    """Nor is the time between a number of the offer."""
    (statement,) = code("Brandt said Sudmark could accept a fee of 300 crowns, two months after Vik ruled out any fee.")
    assert (statement.party, statement.act.value) == ("sudmark", "accept")


def test_the_agency_of_a_dateline_is_nobody_between(code):
    """It publishes the text; the same name in brackets at the end of a sentence reports it."""
    first, second = code(
        "HALM, May 3 (Coastal Wire) - Norland insists on a fee. Sudmark rejects any fee (Coastal Wire)."
    )
    assert (first.reported_by, second.reported_by) == ((), ("Coastal Wire",))


def test_an_outlet_is_named_without_what_the_sentence_begins_with(code):
    """A preposition and a day belong to the sentence."""
    (statement,) = code("On Monday the Tidal Courier reported that Norland rejects any fee.")
    assert statement.reported_by == ("Tidal Courier",)


def test_a_bracketed_source_belongs_to_its_sentence_alone(code):
    """The next sentence is the document's own again."""
    first, second = code("Norland insists on a fee (The Sound, May 2030). Sudmark rejects any fee.")
    assert (first.reported_by, str(first.said_on)) == (("The Sound",), "2030-05")
    assert second.reported_by == ()


def test_the_condition_is_kept_with_its_issue(code):
    """A condition on one issue may lie in another: the linkage is kept."""
    (statement,) = code("Sudmark will accept a fee only if pilots stay ashore.")
    assert statement.condition is not None
    assert (statement.condition.text, statement.condition.issue) == ("pilots stay ashore", "passage")


def test_the_relative_date_is_anchored_on_publication(code):
    """Monday is the day before the Tuesday of publication."""
    (statement,) = code("Norland rejected any fee on Monday.")
    assert str(statement.said_on) == "2031-03-10"


def test_a_number_becomes_the_value(code):
    """The unit is the scale's own."""
    (statement,) = code("Norland proposed a fee of 300 crowns.")
    assert str(statement.value) == "300 crowns"


def test_a_statement_names_its_cue_and_its_reason(code):
    """An analyst sees which words decided."""
    text = "Norland insists on a fee."
    (statement,) = code(text)
    assert statement.cue is not None
    assert text[slice(*statement.cue)] == "insists"
    assert statement.why == "“insists” is read as demand; Norland is its subject"
