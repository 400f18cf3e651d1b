"""In which revisions of an article words stand, and between which times they went."""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from newsarchive.store.catalog.states import KEPT_OUT, RevisionKind

_MOST = 12  # ranges of numbers that are told
_WAYS = {
    RevisionKind.RE_EXTRACTED: "revision {number} was read anew from its originals {stored}, and lacks them",
    RevisionKind.RESTORED: "revision {number} was put back {stored}, and lacks them",
    **dict.fromkeys(
        (RevisionKind.ADOPTED, RevisionKind.REBUILT),
        "revision {number} was taken from its post {stored}, and lacks them",
    ),
}
_FROM_POSTS = {RevisionKind.ADOPTED, RevisionKind.REBUILT}
"""Kinds of which nobody knows when the source served them."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the words stand.

    :param revisions: the numbers of the revisions that have them, of those that were published
    :param kept_out: of revisions that were recorded and not published, the number and kind
    :param is_current: whether what is published now has them
    :param having: the number of the last published revision that has them before they went
    :param last: when the source served that one; None where nobody knows
    :param without: of the first published one after it that lacks them, likewise
    :param lacking: the number of that one
    :param how: where it was not the source that took them out, what did, for people; ``{stored}`` is a time
    :param stored: seconds since 1970, when that was
    """

    revisions: tuple[int, ...]
    kept_out: tuple[tuple[int, str], ...] = ()
    is_current: bool = True
    having: int | None = None
    last: datetime | None = None
    without: datetime | None = None
    lacking: int | None = None
    how: str = ""
    stored: int = 0

    def told(self, when: Callable[[datetime | int], str]) -> str:
        """A line for people; empty where there is nothing to tell but that they stand there.

        :param when: makes a moment, or seconds since 1970, a time for people
        """
        parts = []
        if not self.is_current and self.revisions:
            several = "s" if len(self.revisions) > 1 else ""
            parts.append(f"stood in revision{several} {ranges(self.revisions)}")
            if self.how:
                parts.append(self.how.replace("{stored}", when(self.stored)))
            elif self.last and self.without:
                parts.append(f"gone between {when(self.last)} and {when(self.without)}")
            elif self.without:
                parts.append(f"gone before {when(self.without)}")
        parts += [
            f"{'stand' if self.revisions else 'stands'} in revision {number}, which was recorded"
            f" and not published ({kind})"
            for number, kind in (() if self.is_current else self.kept_out)
        ]
        return ", ".join(parts)


def standing(
    revisions: Sequence[Mapping[str, Any]], has: Callable[[int], bool], current: int | None
) -> Standing:
    """Where words stand in an article.

    :param revisions: the rows of its revisions in the order of their numbers
    :param has: whether the revision with this id has the words
    :param current: the number of the one that is published, None for none
    """
    found = {row["number"] for row in revisions if has(row["id"])}
    published = [row for row in revisions if row["kind"] not in KEPT_OUT]
    numbers = tuple(row["number"] for row in published if row["number"] in found)
    kept_out = tuple((row["number"], row["kind"]) for row in revisions
                     if row["kind"] in KEPT_OUT and row["number"] in found)  # fmt: skip
    if current in found:
        return Standing(numbers, kept_out)
    went = _went(published, found)
    if not went:
        return Standing(numbers, kept_out, is_current=False)
    last, then = went
    times = datetime.fromisoformat(last["fetched"]), datetime.fromisoformat(then["fetched"])
    is_known = last["kind"] not in _FROM_POSTS
    how = _WAYS.get(
        then["kind"],
        "" if times[0] <= times[1] or not is_known else "revision {number}, stored {stored}, lacks them",
    )
    return Standing(
        numbers, kept_out, is_current=False, having=last["number"], last=times[0] if is_known else None,
        without=times[1], lacking=then["number"], how=how.replace("{number}", str(then["number"])),
        stored=then["stored"],
    )  # fmt: skip


def _went(
    published: Sequence[Mapping[str, Any]], found: Container[int]
) -> tuple[Mapping[str, Any], Mapping[str, Any]] | None:
    """The last revision that has the words before they went, and the one after it that lacks them.

    Where the source took them out, it is told so, whatever was put back since.
    """
    served = [row for row in published if row["kind"] != RevisionKind.RESTORED]
    by_source, went = (
        [(last, then) for last, then in pairwise(rows)
         if last["number"] in found and then["number"] not in found] for rows in (served, published)
    )  # fmt: skip
    if by_source and by_source[-1][1]["kind"] not in _WAYS:
        return by_source[-1]
    return went[-1] if went else None


def ranges(numbers: Sequence[int]) -> str:
    """Numbers in their order for people: ``1–3, 5``; of very many the first ones and the last."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    told = [f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
    if len(told) > _MOST:
        told[_MOST - 1 : -1] = ["…"]
    return ", ".join(told)
