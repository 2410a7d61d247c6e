"""What short invented texts tell of proposals, drafts, formulas and agreements."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from detente.coding import vocabulary
from detente.coding.attribution.tagger import tagger_in
from detente.coding.finder import Finder
from detente.coding.instruments import Instruments
from detente.model import Dossier, Instrument, InstrumentNote

HARBOUR = Instrument(id="harbour", name="Harbour paper", names=("the Harbour formula",))
LISTS = (
    "kinds_any", "kinds_plan", "kinds_own", "alone", "modifiers", "qualities", "versions", "changed", "carriers",
    "ahead", "unwilling", "undone", "denying", "open", "judging", "bodies", "unpublished",
)  # fmt: skip


@pytest.fixture(scope="module")
def notes(dossier: Dossier, make_document):
    """The notes of a text published on a Tuesday."""
    frame = replace(dossier, instruments=(HARBOUR,))
    finder = Finder(frame, tagger_in())
    instruments = Instruments(frame, finder.known, finder.issues, finder.options)

    def run(text: str) -> list[InstrumentNote]:
        document = make_document(text, published="2031-03-11")
        return list(instruments.notes(document, finder.find(document).places))

    return run


def told(note: InstrumentNote) -> str:
    """A note in one line, as the cases have it."""
    expected, channel = "will " if note.is_expected else "", {True: " officially", False: " unofficially", None: ""}
    ends = f" {note.by or ''}>{note.to or ''}" if note.step == "hand_over" else f" {note.by}" if note.by else ""
    carrier = f" by {note.carrier}" if note.carrier else ""
    about = f" {note.issue}" if note.issue else ""
    on = f" {note.on}" if note.on else ""
    return (
        f"{note.instrument or note.named}: {expected}{note.step}{ends}{carrier}{channel[note.is_official]}{about}{on}"
    )


# a text -> its notes, in text order
CASES = {
    "Norland drafted the Harbour paper.": ["harbour: draft norland"],
    "The HARBOUR FORMULA was drafted by Norland.": ["harbour: draft norland"],
    "Norland handed the Harbour paper to Sudmark on Monday.": ["harbour: hand_over norland>sudmark 2031-03-10"],
    "Norland gave Sudmark the Harbour paper.": ["harbour: hand_over norland>sudmark"],
    "Sudmark received the Harbour paper from Norland.": ["harbour: hand_over norland>sudmark"],
    "The Harbour paper reached Sudmark in February 2031 through the envoy Anna Berg.": [
        "harbour: hand_over >sudmark by Anna Berg 2031-02"
    ],
    "Norland wrote the Harbour paper. Anna Berg brought it to Sudmark through unofficial channels.": [
        "harbour: draft norland",
        "harbour: hand_over >sudmark by Anna Berg unofficially",
    ],
    "Norland officially submitted the Harbour paper to the League.": ["harbour: hand_over norland>league officially"],
    "Norland will hand the Harbour paper to Sudmark.": ["harbour: will hand_over norland>sudmark"],
    "Norland will hand the Harbour paper to Sudmark by 20 March.": [
        "harbour: will hand_over norland>sudmark 2031-03-11/2031-03-20"
    ],
    "Norland plans to sign the Harbour paper.": ["harbour: will sign norland"],
    "The members of the League have rejected the Harbour paper by 58 to 42 per cent.": ["harbour: refuse league"],
    "The allies of the League have rejected the Harbour paper.": ["harbour: mention"],
    "Norland has not signed the Harbour paper.": ["harbour: mention"],
    "Norland refused to sign the Harbour paper.": ["harbour: refuse norland"],
    "Norland denied that it had drafted the Harbour paper.": ["harbour: mention"],
    "Norland would talk if Sudmark signed the Harbour paper.": ["harbour: mention"],
    "Sudmark denies that any draft exists.": [],
    "No draft was handed to Sudmark.": [],
    "Norland and Sudmark agreed on the Harbour paper.": ["harbour: agree norland", "harbour: agree sudmark"],
    "The Harbour paper, agreed between Norland and the League in May 2030, reached Sudmark.": [
        "harbour: agree norland 2030-05",
        "harbour: agree league 2030-05",
        "harbour: hand_over >sudmark",
    ],
    "Sudmark agreed to the Harbour paper.": ["harbour: accept sudmark"],
    "Sudmark welcomed the Harbour paper as a step forward.": ["harbour: welcome sudmark"],
    "Sudmark called the Harbour paper a “step forward”.": ["harbour: welcome sudmark"],
    "Sudmark rejected the Harbour paper.": ["harbour: refuse sudmark"],
    "Norland drafted the Harbour paper. Sudmark found that points were missing.": [
        "harbour: draft norland",
        "harbour: lack sudmark",
    ],
    "The Harbour paper provides for a fee of 300 crowns.": ["harbour: provide fees"],
    "Under the Harbour paper, ships would take a pilot through the strait.": ["harbour: provide passage"],
    "The Harbour paper says nothing about the fee.": ["harbour: lack fees"],
    "Norland drafted a 12-point paper. Sudmark is studying the document.": [
        "12-point paper: draft norland",
        "12-point paper: review sudmark",
    ],
    "Norland put forward the so-called Lantern formula.": ["Lantern formula: draft norland"],
    "Norland sent Sudmark a memorandum. Sudmark rejected it.": [
        "memorandum: hand_over norland>sudmark",
        "memorandum: refuse sudmark",
    ],
    "The draft agreement was signed by Norland and Sudmark.": [
        "draft agreement: sign norland",
        "draft agreement: sign sudmark",
    ],
    "The Harbour paper was initialled by Norland and Sudmark.": [
        "harbour: agree norland",
        "harbour: agree sudmark",
    ],
    "Sudmark's draft was handed to Norland.": ["Sudmark's draft: hand_over >norland", "Sudmark's draft: draft sudmark"],
    "Norland amended the Harbour paper and handed it to Sudmark.": [
        "harbour: amend norland",
        "harbour: hand_over norland>sudmark",
    ],
    "Norland handed over the revised Harbour paper.": ["harbour: hand_over norland>", "harbour: amend"],
    "The Harbour paper entered into force in March 2030.": ["harbour: enter_into_force 2030-03"],
    "The Harbour paper is dead, Solberg said.": ["harbour: abandon norland"],
    "Norland has a plan to lower the fee. The talks go on.": [],
    "The agreement is far away, and nobody has a text.": [],
    "Norland and Sudmark signed the 2029 Fisheries Agreement.": [
        "2029 Fisheries agreement: sign norland",
        "2029 Fisheries agreement: sign sudmark",
    ],
    "Brandt lost the draft of his speech.": [],
    "The Harbour paper was signed by nobody.": ["harbour: mention"],
    "Norland gave the Harbour paper a cool look.": ["harbour: mention"],
    "Critics of the Harbour paper were handed leaflets.": ["harbour: mention"],
    "Norland lives with the Harbour paper without having written it.": ["harbour: mention"],
    "The New Gannet text was signed by Norland.": ["New Gannet text: sign norland"],
    "Lawyers have written him a long memorandum.": [],
    "Already signed, the Harbour paper is read in Velm.": ["harbour: mention"],
    "Never reading the Harbour paper helps nobody.": ["harbour: mention"],
    "To sign the Harbour paper takes an hour.": ["harbour: will sign"],
    "A draft memorandum on the fee, written in Velm and carried to Sudmark by the envoy in May 2030, is long.": [
        "draft memorandum: draft",
        "draft memorandum: hand_over >sudmark by the envoy 2030-05",
    ],
}


@pytest.mark.parametrize("text", CASES)
def test_a_text_tells_just_these_notes(notes, text):
    """The table is the rule: who did what with which paper, and nothing that the text does not say."""
    assert [told(each) for each in notes(text)] == CASES[text]


def test_a_quote_holds_the_paper_and_its_cue(notes):
    """Each note shows the characters that it rests on."""
    text = "The talks went on; Norland drafted the Harbour paper; the gates stayed shut."
    (note,) = notes(text)
    assert note.quote.text == "Norland drafted the Harbour paper" == text[note.quote.start : note.quote.end]


def test_who_reports_it_is_kept(notes):
    """What an outlet's unnamed sources tell is no more than that."""
    (note,) = notes("Sudmark received the Harbour paper, unnamed sources told Coastal Wire.")
    assert "Coastal Wire" in note.reported_by


def test_a_version_is_part_of_what_it_is_called(notes):
    """The dossier's instrument is one; its versions are told apart by what they are called."""
    first, second = notes("Norland wrote the first Harbour paper. Norland signed the second Harbour paper.")
    assert [first.named, second.named] == ["first Harbour paper", "second Harbour paper"]
    assert first.instrument == second.instrument == "harbour"


def test_the_same_thing_told_twice_is_one_note(notes):
    """A text that repeats itself tells no more."""
    once = "Norland drafted the Harbour paper."
    assert len(notes(f"{once} The talks went on. {once}")) == 1


def test_no_words_stand_twice():
    """Two entries of one cue in one frame would let their order decide."""
    groups = vocabulary.load("instruments")["group"]
    counts = Counter((group["frame"], cue["cue"]) for group in groups for cue in group["cues"])
    counts.update((key, entry["word"]) for key in LISTS for entry in vocabulary.load("instruments")[key])
    assert [each for each, count in counts.items() if count > 1] == []


@pytest.mark.parametrize(
    ("step", "cue", "example"),
    [
        pytest.param(group["step"], cue["cue"], cue["example"], id=f"{group['frame']}: {cue['cue']}")
        for group in vocabulary.load("instruments")["group"]
        for cue in group["cues"]
    ],
)
def test_every_cue_gives_its_step_in_its_example(notes, step, cue, example):
    """An entry whose example is read otherwise is a mistake in the data."""
    assert step in [note.step for note in notes(example)], cue


@pytest.mark.parametrize(
    ("key", "word", "example"),
    [(key, one["word"], one["example"]) for key in LISTS for one in vocabulary.load("instruments")[key]],
)
def test_every_word_does_what_its_list_says(notes, key, word, example):
    """Kinds and their words name a paper, and what stands in front of a step decides whether it was taken."""
    found = notes(example)
    assert found
    steps = {note.step.value: note for note in found}
    match key:
        case "ahead":
            assert steps["sign"].is_expected
        case "unwilling":
            assert set(steps) == {"refuse"}
        case "undone" | "denying" | "open":
            assert set(steps) == {"mention"}
        case "judging":
            assert {"welcome", "criticise"} & set(steps)
        case "bodies":
            assert steps["refuse"].by == "norland"
        case "unpublished":
            assert all(note.is_unpublished for note in found)
        case "carriers":
            assert word in (steps["hand_over"].carrier or "")
        case "versions" | "changed":
            assert word in found[0].named
        case "qualities":
            assert found[0].named == "Harbour paper"
        case _:
            assert word in found[0].named
