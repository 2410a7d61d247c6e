"""Whether there will be a thing or not: the option that an act on the thing is about."""

from __future__ import annotations

import pytest

from detente.coding.options import Options
from detente.model import Act, Dossier, Issue, IssueId, Option, OptionId

DAM = IssueId("dam")


def dam(*options: tuple[str, str, str]) -> Options:
    """The options of a dossier that asks about a dam."""
    issue = Issue(
        id=DAM,
        name="The dam",
        description="Whether the gorge gets a dam.",
        terms=("dam", "reservoir"),
        options=tuple(Option(id=OptionId(key), name=name, text=text) for key, name, text in options),
    )
    return Options(Dossier(id="gorge", title="The gorge", parties=(), issues=(issue,)))


YES_OR_NO = dam(("build", "Build", "The dam is built."), ("none", "No dam", "No dam is built."))


@pytest.mark.parametrize(
    ("text", "act", "option"),
    [
        ("Sudmark rejects the dam outright", Act.REJECT, "build"),
        ("Sudmark will not accept any dam", Act.REJECT, "build"),
        ("Sudmark opposes building the dam", Act.REJECT, "build"),
        ("The dam is unacceptable", Act.REJECT, "build"),
        ("Norland insists on the dam", Act.DEMAND, "build"),
        ("Norland wants to build the dam", Act.DEMAND, "build"),
        ("Sudmark demands no dam", Act.DEMAND, "none"),
        ("Sudmark rejects the dam's height", Act.REJECT, None),
        ("Norland demands compensation for the dam", Act.DEMAND, None),
        ("Sudmark rejects criticism of the dam", Act.REJECT, None),
        ("Norland says that talks on the dam are stalled", Act.ASSESS, None),
    ],
)
def test_an_act_on_the_thing_itself_tells_the_option(text, act, option):
    """Who rejects the dam rejects that it is built; what is done to something about the dam tells neither."""
    assert YES_OR_NO.named(DAM, text, None, act) == option


@pytest.mark.parametrize(
    "second",
    [("low", "A low dam", "The dam is thirty metres high."), ("wait", "Wait", "No dam is planned before a study.")],
)
def test_options_that_are_no_opposites_are_told_by_words_alone(second):
    """Where the second option is another thing, or says more than no, the thing alone tells neither."""
    other = dam(("build", "Build", "The dam is built."), second)
    assert other.named(DAM, "Sudmark rejects the dam outright", None, Act.REJECT) is None
