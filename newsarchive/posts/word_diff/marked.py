"""Two texts with the words marked in which they differ."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from newsarchive.posts.word_diff.steps import Budget, Same, common_runs
from newsarchive.posts.word_diff.words import words_of

_STAYS = 3  # words in a row that are common stand alone, whatever changes around them


class Piece(NamedTuple):
    """A run of a text, and whether the other text has it not."""

    text: str
    changed: bool


class Marked(NamedTuple):
    """The former text and the present one, in pieces."""

    old: tuple[Piece, ...]
    new: tuple[Piece, ...]


def marked(old: str, new: str, budget: Budget) -> Marked:
    """Two texts, each in pieces that joined give it again.

    What is common between two changes and shorter than either of them is marked, too, where it is but a few
    signs: single letters that two sentences share by chance say nothing to a reader.
    """
    olds, news = words_of(old), words_of(new)
    runs = _telling(olds, news, common_runs(olds, news, budget))
    return Marked(
        tuple(_pieces(olds, [(run.old, run.length) for run in runs])),
        tuple(_pieces(news, [(run.new, run.length) for run in runs])),
    )


def _telling(olds: Sequence[str], news: Sequence[str], runs: list[Same]) -> list[Same]:
    """The runs without those that stand between larger changes."""
    bounds = [Same(0, 0, 0), *runs, Same(len(olds), len(news), 0)]
    kept = [bounds[0]]
    for number in range(1, len(bounds) - 1):
        run, before, after = bounds[number], kept[-1], bounds[number + 1]
        left = max(run.old - before.old - before.length, run.new - before.new - before.length)
        right = max(after.old - run.old - run.length, after.new - run.new - run.length)
        words = [one for one in olds[run.old : run.old + run.length] if not one.isspace()]
        is_chance = left and right and len(words) < _STAYS and len(words) <= min(left, right) // 2
        if not is_chance:
            kept.append(run)
    return kept[1:]


def _pieces(words: Sequence[str], common: Iterable[tuple[int, int]]) -> Iterable[Piece]:
    at = 0
    for first, length in common:
        if first > at:
            yield Piece("".join(words[at:first]), changed=True)
        yield Piece("".join(words[first : first + length]), changed=False)
        at = first + length
    if at < len(words):
        yield Piece("".join(words[at:]), changed=True)
