"""Two bodies side by side: each paragraph beside the one that it was, and the words marked that changed."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from newsarchive.posts.word_diff.marked import Marked, Piece, marked
from newsarchive.posts.word_diff.paragraphs import Paragraph
from newsarchive.posts.word_diff.steps import Budget, common_runs
from newsarchive.posts.word_diff.words import words_of

_ALIKE = 0.35  # of two paragraphs' words that are common, where one was the other
_PAIRS = 2_500  # paragraphs of one gap that are compared each with each
_LONGEST = 20_000  # characters of a paragraph by which it is known again
_SHOWN_WHOLE = 200_000  # characters of a paragraph whose words are compared

Change = Literal["same", "changed", "added", "removed", "moved"]


@dataclass(frozen=True, slots=True)
class Pair:
    """A line of the comparison.

    :param old: the former paragraph in pieces, empty where there was none; ``new`` the present one
    :param pictures: their addresses, where they are pictures
    """

    change: Change
    old: tuple[Piece, ...] = ()
    new: tuple[Piece, ...] = ()
    pictures: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two bodies.

    :param is_rough: a part is so large that it is shown as replaced, whatever words it has in common
    """

    pairs: tuple[Pair, ...]
    is_rough: bool

    @property
    def differs(self) -> bool:
        """Whether a reader sees any difference."""
        return any(one.change != "same" for one in self.pairs)


def compared(old: Sequence[Paragraph], new: Sequence[Paragraph], budget: Budget) -> Comparison:
    """Two bodies, paragraph by paragraph.

    :param budget: of the whole comparison; where it ends the rest is shown as replaced
    """
    olds, news = ([f"{one.picture}\0{one.text}" for one in side] for side in (old, new))
    pairs: list[Pair] = []
    at = 0, 0
    for run in [*common_runs(olds, news, budget), None]:
        ends = (run.old, run.new) if run else (len(old), len(new))
        pairs += _gap(old[at[0] : ends[0]], new[at[1] : ends[1]], budget)
        if run:
            same = old[run.old : run.old + run.length]
            pairs += [Pair("same", _whole(one), _whole(one), (one.picture, one.picture)) for one in same]
            at = run.old + run.length, run.new + run.length
    return Comparison(tuple(_moved(pairs)), not budget.was_enough)


def _gap(old: Sequence[Paragraph], new: Sequence[Paragraph], budget: Budget) -> Iterator[Pair]:
    """What stands between two paragraphs that stayed."""
    a = b = 0
    for first, second in [*_partners(old, new, budget), (len(old), len(new))]:
        for one in old[a:first]:
            yield Pair("removed", old=_whole(one, changed=True), pictures=(one.picture, ""))
        for one in new[b:second]:
            yield Pair("added", new=_whole(one, changed=True), pictures=("", one.picture))
        if first < len(old):
            yield _changed(old[first], new[second], budget)
        a, b = first + 1, second + 1


def _changed(one: Paragraph, other: Paragraph, budget: Budget) -> Pair:
    pictures = one.picture, other.picture
    if max(len(one.text), len(other.text)) > _SHOWN_WHOLE:
        budget.was_enough = False
        pieces = Marked(_whole(one, changed=True), _whole(other, changed=True))
    else:
        pieces = marked(one.text, other.text, budget)
    return Pair("changed", pieces.old, pieces.new, pictures)


def _partners(old: Sequence[Paragraph], new: Sequence[Paragraph], budget: Budget) -> list[tuple[int, int]]:
    """Which paragraph became which, in their order: those that have most in common."""
    if not old or not new:
        return []
    if len(old) * len(new) > _PAIRS or not budget.take(len(old) * len(new)):
        budget.was_enough = False
        return []
    said = [[(_letters(one.text[:_LONGEST]), one) for one in side] for side in (old, new)]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    likeness = [[_likeness(one, other) for other in said[1]] for one in said[0]]
    for a in range(len(old) - 1, -1, -1):
        for b in range(len(new) - 1, -1, -1):
            both = likeness[a][b] + best[a + 1][b + 1] if likeness[a][b] >= _ALIKE else 0.0
            best[a][b] = max(best[a + 1][b], best[a][b + 1], both)
    pairs, a, b = [], 0, 0
    while a < len(old) and b < len(new):
        if likeness[a][b] >= _ALIKE and best[a][b] == likeness[a][b] + best[a + 1][b + 1]:
            pairs.append((a, b))
            a, b = a + 1, b + 1
        elif best[a][b] == best[a + 1][b]:
            a += 1
        else:
            b += 1
    return pairs


def _likeness(one: tuple[Counter[str], Paragraph], other: tuple[Counter[str], Paragraph]) -> float:
    """The share of their letters that stand in common words; pictures are alike by place."""
    if one[1].picture or other[1].picture:
        return 0.5 if one[1].picture and other[1].picture else 0.0
    common, every = (one[0] & other[0]).total(), one[0].total() + other[0].total()
    return 2 * common / every if every else 0.0


def _letters(text: str) -> Counter[str]:
    """How many letters and figures of a text stand in each of its words."""
    counted = Counter(word for word in words_of(text) if word[:1].isalnum())
    return Counter({word: count * len(word) for word, count in counted.items()})


def _moved(pairs: list[Pair]) -> Iterator[Pair]:
    """The pairs, those of a paragraph that only stands elsewhere now said to be moved."""
    gone = Counter((one.old, one.pictures[0]) for one in pairs if one.change == "removed")
    come = Counter((one.new, one.pictures[1]) for one in pairs if one.change == "added")
    moved = {one for one in gone if gone[one] == come[one]}
    for one in pairs:
        whole = (one.old, one.pictures[0]) if one.change == "removed" else (one.new, one.pictures[1])
        yield (
            Pair("moved", one.old, one.new, one.pictures)
            if (one.change in {"added", "removed"} and whole in moved)
            else one
        )


def _whole(one: Paragraph, *, changed: bool = False) -> tuple[Piece, ...]:
    return (Piece(one.text, changed),) if one.text else ()
