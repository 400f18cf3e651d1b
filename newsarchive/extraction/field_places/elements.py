"""The elements with little text that may show one field, and what their places are called."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml.html import HtmlElement

from newsarchive.extraction.body.places.signature import signature
from newsarchive.pages.visible_text import text_of

SHORT = 200  # characters of an element that may show one field
_FEW = 6  # elements in one that has no text of its own
_DEEP = 600  # characters of a path
_MOST = 250  # elements of a page that are looked at
_WIDE = 60  # elements that share a path
_NO_TEXT = frozenset(
    {"script", "style", "noscript", "template", "select", "textarea", "svg", "button", "form", "footer"}
)


class Shown(NamedTuple):
    """An element that may show a field.

    :param path: its signatures from below ``body``
    :param text: what it shows, on one line
    """

    element: HtmlElement
    path: str
    text: str


def shown_on(body: HtmlElement) -> Iterator[Shown]:
    """Those of a page, in their order."""
    paths: dict[HtmlElement, str] = {body: ""}
    left = _MOST
    for element in body.iter("*"):
        above = paths.get(element.getparent()) if element is not body else None
        if above is None or element.tag in _NO_TEXT or len(above) > _DEEP:
            continue
        signed = signature(element)
        paths[element] = path = f"{above}>{signed}" if above else signed
        if (text := _short_text(element)) and left:
            left -= 1
            yield Shown(element, path, text)


def shown_at(body: HtmlElement, path: str) -> list[Shown]:
    """Those of one path, in their order."""
    holders = [body]
    for signed in path.split(">"):
        inner = (one for holder in holders for one in holder.iterchildren("*"))
        holders = [one for one in inner if one.tag not in _NO_TEXT and signature(one) == signed][:_WIDE]
    return [Shown(one, path, text) for one in holders if (text := _short_text(one))]


def _short_text(element: HtmlElement) -> str:
    """The text of an element that shows some, itself or by a few elements in it; empty where it is long."""
    own = [element.text, *(inner.tail for inner in element)] if len(element) <= _FEW else [element.text]
    if not any(text and not text.isspace() for text in own):
        inside = list(element) if 0 < len(element) <= _FEW else []
        if not any(one.text and not one.text.isspace() for one in inside if isinstance(one.tag, str)):
            return ""
    text = text_of(element, SHORT + 1)
    return text if len(text) <= SHORT else ""


class Numbered:
    """Counts the elements of each path, so that each has a place of its own."""

    def __init__(self) -> None:
        self._next: dict[str, int] = defaultdict(int)

    def place(self, path: str) -> str:
        """The place of the path's next element."""
        number = self._next[path]
        self._next[path] += 1
        return f"{path} {number}"


def best_places(known: Mapping[str, int]) -> list[str]:
    """A field's places, those first that most pages agree on.

    :param known: by place the pages
    """
    return sorted(known, key=lambda place: (-known[place], -len(place), place))
