"""What holds for a brief whatever was said."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.briefing import Length, to_html, to_markdown
from detente.model import (
    Act,
    Condition,
    Edtf,
    Entry,
    Firmness,
    IssueId,
    OptionId,
    PartyId,
    Quote,
    Statement,
    StatementId,
    Status,
    Value,
)

SAID = st.fixed_dictionaries(
    {
        "party": st.sampled_from(["norland", "sudmark", "league", "gone"]).map(PartyId),
        "issue": st.sampled_from(["passage", "fees", "gone"]).map(IssueId),
        "act": st.sampled_from(Act),
        "firmness": st.sampled_from(Firmness),
        "speaker": st.sampled_from([None, "Emil Brandt", "a senior official"]),
        "reported_by": st.sampled_from([(), ("CNN",), ("unnamed sources", "Bloomberg")]),
        "option": st.sampled_from([None, "free", "piloted", "gone"]).map(lambda name: name and OptionId(name)),
        "value": st.sampled_from([None, Value(500, 500, "crowns"), Value(3, 3, "issues")]),
        "condition": st.sampled_from([None, Condition("a deal"), Condition("x", IssueId("gone"))]),
        "said_on": st.sampled_from([None, "2031", "2031-03", "2031-03-01", "2031-03-20/2031-04-02"]).map(
            lambda text: text and Edtf(text)
        ),
        "confidence": st.sampled_from([0.4, 0.8]),
    }
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(SAID, st.integers(0, 60), st.sampled_from(Status)), max_size=14), st.sampled_from(Length))
def test_any_record_makes_a_brief_with_a_source_for_every_line(record, said, length):
    """Every line rests on counted statements of the record, every source is used, both forms can be shown."""
    [document, *_] = record.documents.values()
    entries = tuple(
        Entry(
            id=StatementId(f"s{n}"),
            statement=Statement(
                doc=document.id, quote=Quote(start, start + 20, document.text[start : start + 20]), coder="t/1", **told
            ),
            status=status,
            published=None,
            recorded_at=datetime(2031, 6, 1, tzinfo=UTC),
        )
        for n, (told, start, status) in enumerate(said)
    )
    brief = replace(record, entries=entries).brief(length)

    counting = {entry.id for entry in entries if entry.counts}
    lines = list(brief.body.lines)
    assert all(line.statements and set(line.statements) <= counting for line in lines)
    assert {each.source for each in brief.citations} == {each for line in lines for each in line.sources}
    html, markdown = to_html(brief), to_markdown(brief)
    assert all(f'id="{citation.anchor}"' in html for citation in brief.citations)
    assert all(f"\n[^{citation.number}]: " in markdown for citation in brief.citations)
