"""Lists that are well-formed: items in lists, lists of items alone, terms with their definitions."""

from collections.abc import Callable
from itertools import groupby

from newsarchive.publishing.body.tree import Element, is_blank

_LISTS = ("ul", "ol")
_PAIR = ("dt", "dd")


def set_lists(root: Element) -> None:
    """Wrap what stands where only items may, and items that stand where no list is."""
    if any(element.tag in (*_LISTS, "dl", "li", *_PAIR) for element in root.elements()):
        _set_lists(root)


def _set_lists(element: Element) -> None:
    if element.tag in _LISTS:
        element.children = _with_nested(element.children)
        element.children = _wrapped(element.children, "li", lambda child: not _is(child, "li"))
    elif element.tag == "dl":
        element.children = _without_groups(element.children)
        element.children = _wrapped(element.children, "dd", lambda child: not _is(child, *_PAIR))
        if {child.tag for child in element.children if isinstance(child, Element)} != set(_PAIR):
            element.tag = "div"  # terms alone, or definitions of nothing
            for child in element.children:
                if isinstance(child, Element):
                    child.tag = "div"
    else:
        element.children = _wrapped(element.children, "ul", lambda child: _is(child, "li"))
        element.children = _wrapped(element.children, "dl", lambda child: _is(child, *_PAIR))
    for child in element.children:
        if isinstance(child, Element):
            _set_lists(child)


def _is(child: Element | str, *tags: str) -> bool:
    return isinstance(child, Element) and child.tag in tags


def _wrapped(
    children: list[Element | str], tag: str, belongs: Callable[[Element | str], bool]
) -> list[Element | str]:
    """The children, each run of those that belong together in an element of their own.

    White space belongs to whatever stands before it.
    """
    if not any(belongs(child) for child in children if not is_blank(child)):
        return children
    found: list[Element | str] = []
    kinds = [None if is_blank(child) else belongs(child) for child in children]
    for index, kind in enumerate(kinds):
        kinds[index] = kinds[index - 1] if kind is None and index else bool(kind)
    for is_run, run in groupby(zip(kinds, children, strict=True), key=lambda pair: pair[0]):
        inner = [child for _, child in run]
        found += [Element(tag, children=inner)] if is_run else inner
    return found


def _with_nested(children: list[Element | str]) -> list[Element | str]:
    """The children of a list, each list right among them in the item before it."""
    found: list[Element | str] = []
    item: Element | None = None
    for child in children:
        if item and _is(child, *_LISTS):
            item.children.append(child)
            continue
        found.append(child)
        if not is_blank(child):
            item = child if isinstance(child, Element) and child.tag == "li" else None
    return found


def _without_groups(children: list[Element | str]) -> list[Element | str]:
    """The children of a list of definitions, without the boxes that hold its terms by groups."""
    found: list[Element | str] = []
    for child in children:
        is_group = isinstance(child, Element) and child.tag == "div"
        if isinstance(child, Element) and is_group and any(_is(one, *_PAIR) for one in child.children):
            found += _without_groups(child.children)
        else:
            found.append(child)
    return found
