"""The wording of a brief by ICD 203: likelihood only with a probability, confidence alone, all cited, all quoted.

Source: Office of the Director of National Intelligence, Intelligence Community Directive 203, Analytic Standards
(2015), section D.6.e.(2).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente import briefing
from detente.briefing import Length, to_html, to_markdown
from detente.briefing.wording import chain_words
from detente.model import Act, Dossier, Edtf, Entry, Firmness, IssueId, PartyId, Quote, Statement, StatementId, Status
from detente.workspace import Workspace

LIKELIHOOD = re.compile(
    r"\b(almost no chance|remote(ly)?|(un)?likely|likelihood|(im)?probabl[ey]|(im)?probability|even (chance|odds)"
    r"|(almost|nearly) certain(ly)?|perhaps)\b",
    re.IGNORECASE,
)
PROBABILITY = re.compile(r"\d ?%|\bpercent\b|\b0\.\d+\b")
CONFIDENCE = re.compile(r"\b(high|moderate|low) confidence\b", re.IGNORECASE)
QUOTED = re.compile(r"“[^”]*”")
NEEDS_NOTHING = ("And ", "*Reported", "*Inferred", "*Asked")
N_WORDS = 6
"""Words in a row that are told to be a source's where they stand outside quotation marks."""


def worded(text: str) -> Iterator[str]:
    """What is wrong with our own words, sentence by sentence."""
    for sentence in re.split(r"(?<=[.!?;])\s+|\n", text):
        has_likelihood, is_confidence = LIKELIHOOD.search(sentence), CONFIDENCE.search(sentence)
        if has_likelihood and is_confidence:
            yield f"confidence and likelihood in one sentence: {sentence}"
        elif has_likelihood and not PROBABILITY.search(sentence):
            yield f"a likelihood word without a probability: {sentence}"


def uncited(markdown: str) -> Iterator[str]:
    """Lines that rest on nothing and do not say so."""
    told, _, _ = markdown.partition("## Sources")
    told, _, missing = told.partition("## What the ledger does not hold")
    assert "##" not in missing
    for block in re.split(r"\n(?=- |\*\*|\n)", told):
        is_line = block.startswith("- ") and not block[2:].startswith(NEEDS_NOTHING)
        is_sentence = block.startswith("**") and "Where the parties stand" not in block
        if (is_line or is_sentence) and "[^" not in block and "othing" not in block:
            yield f"nothing is cited: {block}"


def unquoted(ours: str, quotes: Iterable[str]) -> Iterator[str]:
    """Words of a source that stand among ours."""
    plain = " ".join(re.findall(r"\w+", ours.casefold()))
    for quote in quotes:
        words = re.findall(r"\w+", quote.casefold())
        for start in range(len(words) - N_WORDS + 1):
            if f" {' '.join(words[start : start + N_WORDS])} " in f" {plain} ":
                yield f"a source's words without quotation marks: {quote}"
                break


def asked(dossier: Dossier) -> list[str]:
    """Texts of the dossier: they are the analyst's."""
    supposed = [*dossier.assumptions, *(each for one in dossier.questions for each in one.hypotheses)]
    return sorted(
        [
            *(one.text for one in (*supposed, *dossier.questions, *dossier.watch)),
            *(each.text for one in supposed for each in one.indicators),
            *(issue.description for issue in dossier.issues if issue.description),
            *(option.name for issue in dossier.issues for option in issue.options),
            *(issue.name for issue in dossier.issues),
        ],
        key=len,
        reverse=True,
    )


def findings(brief: briefing.Brief, dossier: Dossier) -> list[str]:
    """Everything that is wrong with the wording of a brief, in both forms."""
    markdown = to_markdown(brief)
    shown = html.unescape(re.sub(r"(?s)<style.*?</style>|<q.*?</q>|<blockquote.*?</blockquote>", " ", to_html(brief)))
    plain = re.sub(r"\\(.)", r"\1", markdown)
    found = [*uncited(markdown)]
    for text in (QUOTED.sub(" ", plain), re.sub(r"(?s)</(p|li|h\d|td|th|dd)>", "\n", shown)):
        ours = re.sub(r"<[^>]*>|\*\*|\[\^?\d+\]", "", text)
        for words in (*asked(dossier), *(chain_words(each.chain) for each in brief.citations if each.chain)):
            ours = ours.replace(words, " ")
        found += [*worded(ours), *unquoted(ours, [each.quote for each in brief.citations])]
        if brief.body.confidence:
            told = [sentence for sentence in re.split(r"(?<=\.)\s+|\n", ours) if CONFIDENCE.search(sentence)]
            found += [] if len(told) == 1 else [f"confidence is told {len(told)} times"]
    return found


@pytest.mark.parametrize(
    "sentence",
    [
        "It is likely that they agree.",
        "They will probably agree.",
        "There is a remote chance of a deal.",
        "A deal is almost certain.",
        "We have high confidence that a deal is likely (70 %).",
    ],
)
def test_the_linter_finds_what_the_standard_forbids(sentence):
    """A likelihood without a number, and one beside a confidence."""
    assert list(worded(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "A deal is likely (70 %).",
        "We have moderate confidence in this bottom line.",
        "Whether both sides are about one thing is not certain.",
    ],
)
def test_the_linter_lets_pass_what_the_standard_allows(sentence):
    """A likelihood with its number; a confidence alone."""
    assert not list(worded(sentence))


def test_the_linter_finds_lines_without_a_source_and_words_without_marks():
    """Also where only a part of a quote is taken over."""
    assert list(uncited("## Red lines\n\n- **Sudmark** on Passage\n  - We infer: stands.\n"))
    assert not list(uncited("## Red lines\n\n- **Sudmark** on Passage [^1]\n"))
    quote = "a passage without pilots would never be accepted"
    assert list(unquoted("Norland: passage without pilots would never be taken.", [quote]))
    assert not list(unquoted("Norland rejects Free passage.", [quote]))


@pytest.fixture(scope="module", params=["talks", "cod-quota"])
def example(request, tmp_path_factory) -> Workspace:
    """A workspace of a bundled example."""
    folder = Path(__file__).parents[2] / "examples" / request.param
    with Workspace.create(tmp_path_factory.mktemp("lint") / "w", folder / "dossier.yaml") as workspace:
        workspace.add([folder])
        yield workspace


@pytest.mark.slow
@pytest.mark.parametrize("length", Length)
def test_the_briefs_of_the_examples_are_worded_by_the_standard(example, length):
    """In every length, with what moved."""
    state = example.at()
    newest = max(entry.dated.latest for entry in state.view.entries if entry.dated)
    brief = state.brief(length, newest.replace(day=1))
    assert brief.body.movement
    assert findings(brief, state.dossier) == []


@pytest.mark.parametrize("length", Length)
def test_a_brief_with_every_part_is_worded_by_the_standard(whole, length):
    """Notes, assumptions, hypotheses and questions among it."""
    assert findings(whole.brief(length, since=date(2031, 3, 11)), whole.dossier) == []


SAID = st.fixed_dictionaries(
    {
        "party": st.sampled_from(["norland", "sudmark", "league"]).map(PartyId),
        "issue": st.sampled_from(["passage", "fees"]).map(IssueId),
        "act": st.sampled_from(Act),
        "firmness": st.sampled_from(Firmness),
        "reported_by": st.sampled_from([(), ("CNN",), ("unnamed sources", "Bloomberg")]),
        "said_on": st.sampled_from([None, "2031-03", "2031-03-01", "2031-03-20/2031-04-02"]).map(
            lambda text: text and Edtf(text)
        ),
        "confidence": st.sampled_from([0.4, 0.9]),
    }
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(SAID, st.integers(0, 200), st.sampled_from([Status.CODED, Status.ACCEPTED])), max_size=10),
    st.sampled_from(Length),
)
def test_any_brief_is_worded_by_the_standard(whole, said, length):
    """Whatever was said."""
    [document, *_] = whole.documents.values()
    entries = tuple(
        Entry(
            id=StatementId(f"s{n}"),
            statement=Statement(
                doc=document.id, quote=Quote(start, start + 60, document.text[start : start + 60]), coder="t/1", **told
            ),
            status=status,
            published=None,
            recorded_at=datetime(2031, 6, 1, tzinfo=UTC),
        )
        for n, (told, start, status) in enumerate(said)
    )
    brief = replace(whole, entries=entries).brief(length, since=date(2031, 3, 11))
    assert findings(brief, whole.dossier) == []


def test_our_own_words_know_no_likelihood():
    """No probability stands behind a brief, so no likelihood word stands in what it is written with."""
    files = Path(briefing.__file__).parent.rglob("*.[pj]*")
    ours = "".join(file.read_text("utf-8") for file in files if file.suffix in {".py", ".j2"})
    assert "Bottom line" in ours
    assert not re.search(r"\b(un)?(likely|probabl[ey]|perhaps|almost certain\w*)\b", ours, re.IGNORECASE)
