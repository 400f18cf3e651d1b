"""Bars of numbers that follow one another, as the outline of an SVG."""

from collections.abc import Sequence

WIDTH, HEIGHT = 640, 96
_GAP = 0.2  # of the room that a bar has
_FEWEST = 12  # bars that there is room for, so that a few are no walls


def outline(values: Sequence[float]) -> str:
    """The attribute ``d`` of a ``path`` in a view of WIDTH and HEIGHT: the bars, and the line below them.

    :param values: from left to right; none is below 0
    """
    most, room = max(values, default=0) or 1, WIDTH / max(len(values), _FEWEST)
    drawn = (
        f"M{place * room:.1f} {HEIGHT}v-{value / most * HEIGHT:.1f}h{room * (1 - _GAP):.1f}V{HEIGHT}z"
        for place, value in enumerate(values)
        if value > 0
    )
    return f"{''.join(drawn)}M0 {HEIGHT}h{WIDTH}"
