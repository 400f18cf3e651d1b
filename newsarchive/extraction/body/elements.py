"""Which elements make blocks, which are dropped unread, and small questions asked of any element."""

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile

from lxml.html import HtmlElement

from newsarchive.pages.words import HAN, HANGUL, KANA, words

_HAN_OR_KANA = re.compile(f"[{HAN}{KANA}]+")
_HANGUL = re.compile(f"[{HANGUL}]+")

BLOCKS = words(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary "
    "table tbody td tfoot th thead tr ul"
)
UNREAD = words(
    "applet audio button canvas datalist dialog frameset iframe map math noembed noframes object "
    "optgroup option progress script select style svg template textarea title video"
)
VOID = words("area base embed frame input link meta param source track")
"""Without end tags, so that libxml2 may take what follows some of them for their content."""
HEADINGS = words("h1 h2 h3 h4 h5 h6")
FIGURED = words("blockquote ol pre ul")
"""What a figure may show in a picture's place, and what is no caption; a table, too."""
_DIRECTION = re.compile(r"(?:^|;)\s*direction\s*:\s*(rtl|ltr)", re.IGNORECASE)


def width(text: str) -> int:
    """Characters; a Han character or kana counts as two and a half, Hangul as two: it says as much."""
    if text.isascii():
        return len(text)
    dense, hangul = _HAN_OR_KANA.findall(text), _HANGUL.findall(text)
    return len(text) + 3 * sum(map(len, dense)) // 2 + sum(map(len, hangul))


def names_of(element: HtmlElement) -> str:
    """The element's id and classes, in small letters: sites say there in English or Pinyin what it is for."""
    if not element.keys():
        return "   "
    get = element.get
    return f"{get('id') or ''} {get('class') or ''} {get('data-testid') or ''} {get('role') or ''}".lower()


def ancestors(element: HtmlElement, stop: HtmlElement | None = None) -> Iterator[HtmlElement]:
    """The element's nearest ancestors, the nearest first, up to and without ``stop``."""
    return takewhile(lambda above: above is not stop, element.iterancestors())


def holders_of(elements: Iterable[HtmlElement]) -> set[HtmlElement]:
    """The elements that any of these stands in, however deep."""
    found: set[HtmlElement] = set()
    for element in elements:
        for above in element.iterancestors():
            if above in found:
                break
            found.add(above)
    return found


def within(elements: Iterable[HtmlElement]) -> set[HtmlElement]:
    """These elements, and all that stands in them."""
    return {inner for element in elements for inner in element.iter()}


def direction_stated(element: HtmlElement) -> str:
    """Which way a text runs, ``rtl``, ``ltr`` or ``auto``; empty where the element says nothing."""
    if not element.attrib:
        return ""
    stated = (element.get("dir") or "").strip().lower()
    style = _DIRECTION.search(element.get("style") or "")
    return stated if stated in ("rtl", "ltr", "auto") else style[1].lower() if style else ""


def is_figured_table(element: HtmlElement) -> bool:
    """Whether an element is a table of text, which holds no picture beside its caption."""
    return element.tag == "table" and element.find(".//img") is None


def remove(element: HtmlElement) -> None:
    """Take an element out of its tree; the text that follows it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)
