"""Remembering: what is asked of something that does not change is found once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar


class Remembers(Protocol):
    """Something that does not change, with the answers it gave, by question."""

    answers: dict[tuple[object, ...], object]


Asked = TypeVar("Asked", bound=Remembers)
Given = ParamSpec("Given")
Answer = TypeVar("Answer")


def remembered(question: Callable[Concatenate[Asked, Given], Answer]) -> Callable[Concatenate[Asked, Given], Answer]:
    """The same question, whose answer to the same arguments is found when it is first asked."""

    @wraps(question)
    def ask(of: Asked, /, *args: Given.args, **kwargs: Given.kwargs) -> Answer:
        key = (question.__name__, args, tuple(sorted(kwargs.items())))
        if key not in of.answers:
            of.answers[key] = question(of, *args, **kwargs)
        return of.answers[key]  # type: ignore[return-value]  # what the question of this name gave

    return ask


def take_answers(to: Remembers, other: Remembers, question: Callable[..., object]) -> None:
    """Takes the answers to a remembered question that another gave, where they are the same here."""
    to.answers |= {key: answer for key, answer in other.answers.items() if key[0] == question.__name__}
