"""A body's headings as a part of its page's outline, whose first level is the title's."""

from newsarchive.publishing.body.tree import Element

_LEVELS = {f"h{level}": level for level in range(1, 7)}
_FIRST, _LAST = 2, 6


def set_headings(root: Element) -> None:
    """Let headings begin at ``h2`` and skip no level on their way down; one that nobody sees is none."""
    above: list[int] = []  # the levels that the source gave those that the present one stands under
    for element, is_hidden in _with_hidden(root, is_hidden=False):
        level = _LEVELS.get(element.tag)
        if level is None:
            continue
        if is_hidden or not element.shows():
            element.tag = "div"
            continue
        while above and above[-1] >= level:
            above.pop()
        element.tag = f"h{min(_FIRST + len(above), _LAST)}"
        above.append(level)


def _with_hidden(element: Element, *, is_hidden: bool) -> list[tuple[Element, bool]]:
    found = []
    for child in element.children:
        if isinstance(child, Element):
            unseen = is_hidden or child.is_hidden
            found += [(child, unseen), *_with_hidden(child, is_hidden=unseen)]
    return found
