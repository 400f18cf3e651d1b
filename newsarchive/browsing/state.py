"""The articles that somebody may look at: edited, gone, quarantined, owed and missed ones."""

from collections.abc import Callable
from typing import Literal

from newsarchive.browsing.article_list import ArticleList
from newsarchive.browsing.held import Held
from newsarchive.browsing.looking import Look
from newsarchive.store.looking.edits import edited_lines
from newsarchive.store.looking.happenings import newest
from newsarchive.store.looking.lines import Line, withdrawn_lines
from newsarchive.store.looking.missed import missed_lines, owed_lines, quarantined_lines
from newsarchive.store.looking.states import owed, quarantined

State = Literal["edited", "gone", "quarantined", "owed", "missed"]
Reading = Callable[[Look, int, int], tuple[int, list[Line]]]


def _edited(look: Look, start: int, limit: int) -> tuple[int, list[Line]]:
    happened = look.happenings.edited
    return len(happened), edited_lines(look.both, newest(happened, start, limit))


def _gone(look: Look, start: int, limit: int) -> tuple[int, list[Line]]:
    happened = look.happenings.withdrawn
    return len(happened), withdrawn_lines(look.both, newest(happened, start, limit))


def _missed(look: Look, start: int, limit: int) -> tuple[int, list[Line]]:
    happened = look.happenings.missed
    return len(happened), missed_lines(look.both, newest(happened, start, limit))


def _quarantined(look: Look, start: int, limit: int) -> tuple[int, list[Line]]:
    total, records = quarantined(look.both, start, limit)
    return total, quarantined_lines(look.both, records)


def _owed(look: Look, start: int, limit: int) -> tuple[int, list[Line]]:
    total, articles = owed(look.both, start, limit)
    return total, owed_lines(look.both, articles)


STATES: dict[State, tuple[str, str, Reading]] = {
    "edited": (
        "Edited",
        "Texts that articles had after their first one, by the time at which they were stored.",
        _edited,
    ),
    "gone": (
        "Gone at the source",
        "Articles that their source has no more, by the time since when it has not.",
        _gone,
    ),
    "quarantined": (
        "Quarantined",
        "What was read and what no post can be made of, by the time at which it was read.",
        _quarantined,
    ),
    "owed": (
        "Owed",
        "What was discovered and never stored, by the time of its discovery; what failed most is first.",
        _owed,
    ),
    "missed": (
        "Missed",
        "What lists of the site showed and what is not stored, by the time at which it was first shown.",
        _missed,
    ),
}
"""What each is called, what it says of itself, and how it is read."""


def state_list(look: Look, held: Held, state: State) -> ArticleList:
    """All articles in a state."""
    del look
    title, about, read = STATES[state]
    return ArticleList(
        address=f"{held.address}state/{state}/", title=title, about=about, read=read,
        trail=((held.name, held.address),),
    )  # fmt: skip
