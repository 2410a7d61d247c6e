"""Places: the screens of the workspace in the order of the navigation, and the keys that the pages listen to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A screen: its word in the navigation, its path without the first stroke, its key after ``g``."""

    words: str
    path: str
    key: str


PLACES = (
    Place("Matrix", "", "m"),
    Place("Movement", "movement", "v"),
    Place("Contests", "contests", "c"),
    Place("Drafts", "drafts", "d"),
    Place("Linkages", "linkages", "l"),
    Place("Deals", "deals", "p"),
    Place("Coalitions", "coalitions", "n"),
    Place("Assumptions", "assumptions", "a"),
    Place("Watch", "watch", "w"),
    Place("Statements", "statements", "s"),
    Place("Documents", "documents", "t"),
    Place("Intake", "intake", "i"),
    Place("Brief", "brief", "b"),
)


@dataclass(frozen=True, slots=True)
class Key:
    """What a key does.

    Attributes:
        action: The name that scripts and the user's own settings know it by.
        key: What is pressed, as browsers name it, unless the user chose another.
        words: What happens.
        group: Under which heading it is listed.
    """

    action: str
    key: str
    words: str
    group: str


KEYS = (
    Key("next", "j", "next in the list", "Moving"),
    Key("previous", "k", "previous in the list", "Moving"),
    Key("next-undecided", "n", "next that nobody decided", "Moving"),
    Key("previous-undecided", "p", "previous that nobody decided", "Moving"),
    Key("open", "Enter", "open the evidence of what is chosen", "Moving"),
    Key("source", "o", "open its place in the text", "Moving"),
    Key("accept", "a", "accept", "Deciding"),
    Key("accept-view", "A", "accept all in view that nobody decided", "Deciding"),
    Key("reject", "x", "reject", "Deciding"),
    Key("edit", "e", "correct", "Deciding"),
    Key("split", "d", "divide: split in two", "Deciding"),
    Key("span", "s", "choose other words", "Deciding"),
    Key("state", "c", "add a statement that the coder missed", "Deciding"),
    Key("span-start", "[", "begin the words at the cursor", "Deciding"),
    Key("span-end", "]", "end the words at the cursor", "Deciding"),
    Key("firmness-1", "1", "unclear", "Deciding"),
    Key("firmness-2", "2", "flexible", "Deciding"),
    Key("firmness-3", "3", "firm", "Deciding"),
    Key("firmness-4", "4", "red line", "Deciding"),
    Key("undo", "u", "undo the last decision", "Deciding"),
    Key("mute", "m", "mute the red line, or let it stand again", "What if"),
    Key("search", "/", "search", "Anywhere"),
    Key("go", "g", "go to a screen: then its letter", "Anywhere"),
    Key("palette", "Control+k", "go anywhere by name", "Anywhere"),
    Key("help", "?", "show the keys", "Anywhere"),
)
"""All of them; each can be given another key, or none, on the page of the keys."""
