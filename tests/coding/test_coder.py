"""The coder on invented parties: what it keeps whatever the model says, and plain sentences that it must read."""

from __future__ import annotations

import json
import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.coding import Coder, explain
from detente.coding.attribution.tagger import FOLDER, Tagger
from detente.coding.coder import linked
from detente.coding.heads import Heads
from detente.errors import ModelError
from detente.model import Act, Dossier, Firmness


@pytest.fixture(scope="module")
def coder(dossier: Dossier) -> Coder:
    """A coder for the strait talks."""
    return Coder(dossier)


@pytest.fixture(scope="module")
def code(coder: Coder, make_document):
    """Codes a text published on a Tuesday."""
    return lambda text: coder.code(make_document(text, published="2031-03-11"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norland insists on a fee of 300 crowns.", ("norland", "fees", "demand")),
        ("Sudmark flatly rejects any fee, its envoy said.", ("sudmark", "fees", "reject")),
        ("Norland threatened to close the strait unless the fee is paid.", ("norland", "passage", "threaten")),
        ("Sudmark is willing to pay a fee, but only if pilots stay ashore.", ("sudmark", "fees", "condition")),
        ("Sudmark denied a report that it had agreed to a fee.", ("sudmark", "fees", "deny")),
    ],
)
def test_a_plain_sentence_is_read(code, text, expected):
    """Party, issue and act of what nobody could read otherwise."""
    assert expected in {(one.party, one.issue, one.act.value) for one in code(text).statements}


@pytest.mark.parametrize(
    "text",
    [
        "The strait is forty miles wide.",
        "Will Norland accept a fee?",
        "Shippers should be ready to pay a fee.",
        "",
        "   \n\n  ",
    ],
)
def test_what_is_nobodys_position_gives_no_statement(code, text):
    """Background, questions and advice are not coded; nor is nothing."""
    assert code(text).statements == ()


def test_each_statement_tells_its_cue_and_its_reason(code):
    """An analyst sees which words decided, and how likely each part was."""
    text = "Norland insists on a fee."
    (statement,) = code(text).statements
    assert statement.cue is not None
    assert "insists" in text[slice(*statement.cue)]
    assert statement.why.startswith("“")
    assert "Norland acts" in statement.why
    assert "the issue is fees" in statement.why


def test_coding_is_repeatable(code):
    """The same document gives the same statements, with the same ids and confidences."""
    text = "Norland insists on a fee, but Sudmark rejects pilots."
    assert code(text).statements == code(text).statements


def test_what_is_said_again_is_tied_to_where_it_was_said_first(code):
    """A restatement in the same document is kept and linked, not dropped."""
    first, second = code("Norland insists on a fee.\n\nOn Monday Norland again insisted on a fee.").statements
    assert first.restates is None
    assert second.restates == first.id


def test_linking_keeps_every_statement(code):
    """Nothing is dropped, and each one points at the first that says the same."""
    statements = code("Norland insists on a fee. Sudmark rejects any fee. Norland insists on a fee.").statements
    assert len(list(linked(statements))) == len(statements)
    ids = {one.id for one in statements}
    assert all(one.restates is None or one.restates in ids for one in statements)


def test_whoever_only_whispers_stands_between(code):
    """Some people of a capital are not the party, and nothing that they say is its own word."""
    statements = code(
        "Norland met Sudmark. Some in Norland whisper that Sudmark would accept a fee of 300 crowns."
    ).statements
    assert [one.reported_by for one in statements if one.party == "sudmark"] == [("Some in Norland",)]


@pytest.mark.parametrize("words", ["rejected the fee", "accepted a fee of 300 crowns", "demands pilots"])
def test_a_text_of_one_plain_sentence_is_read(code, words):
    """Though nothing stands around it."""
    assert [one.party for one in code(f"Norland {words}.").statements] == ["norland"]


def test_who_tells_in_quotation_marks_what_others_do_does_not_do_it(code):
    """An envoy who says that they accept a thing has not accepted it."""
    for told in ("They will not accept a fee", "They refuse any fee"):
        coded = code(f'Sudmark wants free passage, the envoy Tor Vik said. "{told}," Vik told reporters.')
        assert not [one for one in coded.statements if one.party == "norland" and told in one.quote.text]


def test_a_second_act_of_a_sentence_is_a_statement_of_its_own(code):
    """Each with its own words, and without the other's number."""
    told = "Talks resumed. Norland rejected a fee of 300 crowns and demanded that pilots stay ashore. Sudmark left."
    own = [one for one in code(told).statements if one.party == "norland"]
    assert [(one.issue, one.act) for one in own] == [("fees", Act.REJECT), ("passage", Act.DEMAND)]
    assert [one.value is None for one in own] == [False, True]
    assert "pilots" not in own[0].quote.text


@pytest.mark.parametrize("words", ["Both sides rejected", "Neither side accepts", "The two delegations rejected"])
def test_words_for_two_mean_the_two_that_a_text_is_about(code, words):
    """Where nobody else is named as often."""
    coded = code(
        f"Norland and Sudmark met on Monday. Norland's envoy spoke, and Sudmark's too. {words} a fee of 300 crowns."
    )
    rejections = {one.party for one in coded.statements if one.act is Act.REJECT and one.issue == "fees"}
    assert rejections == {"norland", "sudmark"}


def test_who_speaks_for_two_is_no_person(code):
    """Words for two parties name nobody who could have said it."""
    coded = code(
        "Norland and Sudmark met on Monday. Norland spoke, Sudmark spoke. Both capitals said they rejected a fee."
    )
    assert {one.speaker for one in coded.statements if one.issue == "fees"} <= {None}


def test_who_tells_of_another_party_stands_in_the_chain(code):
    """What Norland's minister says of Sudmark's stance is reported by her."""
    statements = code("Sudmark rejects any fee in the strait, Ingrid Solberg told reporters.").statements
    (rejection,) = [one for one in statements if one.party == "sudmark"]
    assert rejection.reported_by == ("Ingrid Solberg",)
    assert rejection.speaker is None


def test_explaining_tells_every_sentence(make_document, coder):
    """Each sentence is there once, with what was weighed in it or the reason why nothing was."""
    document = make_document("Norland insists on a fee. The sea is cold. Will Sudmark pay a fee?")
    told = list(explain(document, coder.code(document)))
    assert [document.text[slice(*one.sentence)] for one in told] == [
        "Norland insists on a fee.",
        "The sea is cold.",
        "Will Sudmark pay a fee?",
    ]
    assert [bool(each.statements) for one in told[:1] for each in one.weighed] == [True]
    assert "question" in told[2].reason


def test_what_is_left_out_says_why(code):
    """A party that was weighed and not coded has a likelihood and a reason; a coded one has none."""
    coding = code("Norland insists on a fee. Norland lies north of the strait.")
    assert {bool(one.statements) for one in coding.weighed} == {True, False}
    assert all(bool(one.statements) != bool(one.reason) for one in coding.weighed)
    assert all(0 <= one.likelihood <= 1 for one in coding.weighed)


def test_damaged_heads_give_one_clear_error(tmp_path):
    """A file that is not the one shipped is named, with what to do."""
    shutil.copytree(FOLDER, tmp_path / "model")
    (tmp_path / "model/statements.onnx").write_bytes(b"not a model")
    with pytest.raises(ModelError, match=r"statements\.onnx is damaged"):
        Heads(tmp_path / "model")


def test_a_missing_head_gives_one_clear_error(tmp_path):
    """So does a file that is not there."""
    shutil.copytree(FOLDER, tmp_path / "model")
    (tmp_path / "model/statements.onnx").unlink()
    with pytest.raises(ModelError, match="missing"):
        Heads(tmp_path / "model")


def test_missing_layers_are_told_before_a_text_is_read(tmp_path, dossier):
    """Attributions are found without the statements' layers; a coder says at once that they are missing."""
    folder = tmp_path / "model"
    shutil.copytree(FOLDER, folder)
    (folder / "reading.onnx").unlink()
    assert Tagger(folder).read("Norland said it would pay.")
    with pytest.raises(ModelError, match=r"reading\.onnx is missing"):
        Coder(dossier, folder)


def test_a_manifest_without_the_heads_settings_is_damaged(tmp_path, dossier):
    """What was tuned belongs to the model; without it nothing is guessed."""
    shutil.copytree(FOLDER, tmp_path / "model")
    manifest = json.loads((tmp_path / "model/manifest.json").read_text())
    del manifest["statements"]
    (tmp_path / "model/manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(ModelError, match="damaged"):
        Coder(dossier, tmp_path / "model")


PHRASES = st.sampled_from(
    [
        "Norland", "Sudmark", "Solberg", "Brandt", "the League", "insists on", "rejects", "a fee", "pilots", "only if",
        "said that", "“", "”", ".", ",", ";", "(", ")", "not", "agreed with", "reportedly", "Monday", "300 crowns",
        "must", "and", "but", "—", "\n\n", "?", "he", "it",
    ]
)  # fmt: skip


@settings(max_examples=100)
@given(words=st.lists(PHRASES, max_size=60))
def test_every_quote_is_its_characters(coder, make_document, words):
    """Whatever the text, quotes equal the text at their offsets, cues lie in it, and confidences are shares."""
    document = make_document(" ".join(words))
    for statement in coder.code(document).statements:
        assert document.text[statement.quote.start : statement.quote.end] == statement.quote.text
        assert statement.cue is not None
        assert 0 <= statement.cue[0] < statement.cue[1] <= len(document.text)
        assert 0 <= statement.confidence <= 1


def test_a_name_beside_an_office_is_the_speaker(dossier, make_document):
    """An office with a name behind it, as in "the prime minister, Ann Lee", is that person."""
    text = (
        "Norland's prime minister, Ingrid Solberg, said on Monday that she rejects free passage through the strait.\n"
    )
    coded = Coder(dossier).code(make_document(text)).statements
    assert {one.speaker for one in coded} == {"Ingrid Solberg"}


def test_whoever_spoke_goes_on_where_a_pronoun_follows(dossier, make_document):
    """The speaker is carried within a paragraph, and into no other."""
    text = (
        "Ingrid Solberg said on Monday that Norland rejects free passage. We insist on a fee of 300 crowns for "
        "each ship.\n\nWe insist on pilots, it is said in Norland.\n"
    )
    speakers = {one.quote.text: one.speaker for one in Coder(dossier).code(make_document(text)).statements}
    assert next(who for quote, who in speakers.items() if "300 crowns" in quote) == "Ingrid Solberg"
    assert all(who != "Ingrid Solberg" for quote, who in speakers.items() if "pilots" in quote)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The Norlandic side insists on a fee of 300 crowns.", None),
        ("The Norlandic government insists on a fee of 300 crowns.", None),
        ("Norlandic officials insist on a fee of 300 crowns.", "Norlandic officials"),
        ("Norland negotiators insist on a fee of 300 crowns.", "Norland negotiators"),
    ],
)
def test_a_body_that_is_the_party_itself_is_nobodys_speaker(code, text, speaker):
    """Its side and its government are the party; its officials and negotiators speak for it."""
    [one] = [each for each in code(text).statements if each.act is Act.DEMAND]
    assert one.speaker == speaker


def test_an_office_without_a_name_is_the_speaker_of_its_words(code):
    """The party is known from the sentence before."""
    text = "Norland insists on a fee of 300 crowns. Its foreign minister rejects anything below that."
    assert "Its foreign minister" in {one.speaker for one in code(text).statements}


@pytest.mark.parametrize(
    ("text", "firmness"),
    [
        ("A fee is out of the question for Sudmark.", Firmness.RED_LINE),
        ("Norland categorically wants a fee.", Firmness.RED_LINE),  # firm, were the word not counted
        ("Sudmark is prepared to pay a fee.", Firmness.FLEXIBLE),
    ],
)
def test_plain_words_of_firmness_count(code, text, firmness):
    """What the words themselves tell weighs beside what was learned."""
    assert firmness in {one.firmness for one in code(text).statements if one.issue == "fees"}


def test_who_denies_a_tie_between_two_issues_tells_which(code):
    """The denied condition is kept where it is about another issue."""
    text = "Sudmark denied that its pilots hinge on the fee."
    [one] = [each for each in code(text).statements if each.act is Act.DENY]
    assert one.condition is not None
    assert (one.issue, one.condition.issue) == ("passage", "fees")


def test_a_number_of_the_condition_is_not_that_of_the_offer(code):
    """What is offered has its own number; only where it has none is the condition's told."""
    (one,) = code("Sudmark would pay a fee of 300 crowns in exchange for 40 crowns a pilot.").statements
    assert (one.issue, one.value and one.value.low) == ("fees", 300)
