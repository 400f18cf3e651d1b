"""What two sequences have in common, in their order, within a bounded number of steps.

Equal ends are set aside, then what stands exactly once in both holds the rest together (patience), and what
lies between is compared by Myers' algorithm (An O(ND) Difference Algorithm, 1986), whose steps are counted.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

STEPS = 300_000  # about a third of a second


class Same(NamedTuple):
    """A run that both have: where it begins in the one and in the other, and how long it is."""

    old: int
    new: int
    length: int


class Budget:
    """How much work a comparison may be.

    :ivar left: the steps that are left
    :ivar was_enough: nothing was given up for want of steps
    """

    def __init__(self, steps: int = STEPS) -> None:
        self.left = steps
        self.was_enough = True

    def take(self, steps: int) -> bool:
        """Whether so many steps may be made."""
        self.left -= steps
        self.was_enough = self.was_enough and self.left >= 0
        return self.left >= 0


def common_runs(old: Sequence[str], new: Sequence[str], budget: Budget) -> list[Same]:
    """The runs that are in both, in their order; where the budget ends the rest counts as different."""
    found: list[Same] = []
    waiting = [(0, len(old), 0, len(new))]
    while waiting:
        first, last, start, end = waiting.pop()
        head = 0
        while first + head < last and start + head < end and old[first + head] == new[start + head]:
            head += 1
        found.append(Same(first, start, head))
        first, start = first + head, start + head
        tail = 0
        while first < last - tail and start < end - tail and old[last - tail - 1] == new[end - tail - 1]:
            tail += 1
        last, end = last - tail, end - tail
        found.append(Same(last, end, tail))
        if first == last or start == end:
            continue
        held = _anchors(old, new, (first, last, start, end))
        if held:
            at = first, start
            for one in [*held, (last, end)]:
                waiting.append((at[0], one[0], at[1], one[1]))
                at = one
        else:
            found += _shortest(old, new, (first, last, start, end), budget)
    return _together(found)


_Part = tuple[int, int, int, int]


def _anchors(old: Sequence[str], new: Sequence[str], part: _Part) -> list[tuple[int, int]]:
    """The longest series of what stands exactly once in both parts."""
    first, last, start, end = part
    olds, news = Counter(old[first:last]), Counter(new[start:end])
    places = {old[n]: n for n in range(first, last) if olds[old[n]] == 1}
    pairs = [(places[new[n]], n) for n in range(start, end) if news[new[n]] == 1 and new[n] in places]
    ends: list[int] = []  # the smallest place at which a series of each length ends
    at: list[int] = []  # and which pair that is
    before: list[int] = []
    for number, (place, _) in enumerate(pairs):
        length = bisect_left(ends, place)
        before.append(at[length - 1] if length else -1)
        ends[length : length + 1] = [place]
        at[length : length + 1] = [number]
    series = []
    number = at[-1] if at else -1
    while number >= 0:
        series.append(pairs[number])
        number = before[number]
    return series[::-1]


def _shortest(old: Sequence[str], new: Sequence[str], part: _Part, budget: Budget) -> list[Same]:
    """The common runs of the shortest way from one part to the other; none where the budget ends."""
    first, last, start, end = part
    many, most = last - first, end - start
    reached, history = {1: 0}, []
    for edits in range(many + most + 1):
        history.append(dict(reached))
        if not budget.take(2 * edits + 1):
            return []
        for line in range(-edits, edits + 1, 2):
            down = line == -edits or (line != edits and reached[line - 1] < reached[line + 1])
            x = reached[line + 1] if down else reached[line - 1] + 1
            y = x - line
            met = x
            while x < many and y < most and old[first + x] == new[start + y]:
                x, y = x + 1, y + 1
            budget.left -= x - met
            reached[line] = x
            if x >= many and y >= most:
                return _way_back(history, (first, start), (many, most))
    return []


def _way_back(history: list[dict[int, int]], at: tuple[int, int], size: tuple[int, int]) -> list[Same]:
    x, y = size
    runs = []
    for edits in range(len(history) - 1, -1, -1):
        reached, line = history[edits], x - y
        down = line == -edits or (line != edits and reached[line - 1] < reached[line + 1])
        came = line + 1 if down else line - 1
        old_x = reached[came]
        begins = old_x if down else old_x + 1
        runs.append(Same(at[0] + begins, at[1] + begins - line, x - begins))
        x, y = old_x, old_x - came
    return runs


def _together(found: list[Same]) -> list[Same]:
    runs: list[Same] = []
    for one in sorted(run for run in found if run.length):
        last = runs[-1] if runs else None
        if last and (last.old + last.length, last.new + last.length) == (one.old, one.new):
            runs[-1] = Same(last.old, last.new, last.length + one.length)
        else:
            runs.append(one)
    return runs
