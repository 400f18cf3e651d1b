"""Whether a page shows only the beginning of its article, the rest being for those who pay or register."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import suppress
from itertools import accumulate
from typing import Any

from lxml import etree
from lxml.html import HtmlElement
from selectolax.lexbor import SelectolaxError

from newsarchive.extraction.gate_words import BESIDE_NAMES, GATE_NAMES, IN_SIGNS, IN_WORDS, OFFER
from newsarchive.extraction.metadata.json_ld import nodes_of
from newsarchive.pages.tree import Page, line_of, selectable
from newsarchive.pages.visible_text import UNSEEN, all_text
from newsarchive.pages.words import AN_EAST_ASIAN_SIGN, words

_WINDOW = 1_500  # characters behind a text in which a gate stands
_BLOCK = 40  # letters and digits of a block that is looked for
_BOX = 600  # characters of a box; what is longer is no gate
_BREAKS_OFF = re.compile(r"(?:…|\.\.\.|\[\s?(?:…|\.\.\.)\s?\]|⋯|……)[\s\"'”’»」』)）]*\Z")
_END_OF_BLOCK = re.compile(r"</(?:p|div|li|h[1-6]|blockquote|section|article)>|<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_SIGN = re.compile(r"[\W_]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_TIERS = re.compile(
    r"(?:article:)?content[_-]?tier|(?:is)?[-_]?(?:paywall|premium|paid)(?:[-_]?content)?", re.IGNORECASE
)
_CLOSED = re.compile(r"locked|paid|premium|subscri\w*|true|yes|1|plus|closed|paywall", re.IGNORECASE)
_FALSE = re.compile(r"(?:https?://schema\.org/)?false|no|0", re.IGNORECASE)
_TEXTS = etree.XPath("body/descendant::text()[normalize-space()]")  # as fast for 50,000 neighbours
_UNSEEN_CLASSES = words("hidden hide d-none is-hidden invisible sr-only visually-hidden")
_NAME = 12  # characters of a link that says no more than a name
_SAID = "isAccessibleForFree"


def is_cut_off(body: str) -> bool:
    """Whether a text ends in the middle: with three dots.

    :param body: HTML
    """
    return _BREAKS_OFF.search(_TAG.sub("", body).strip()[-40:]) is not None


def gate_behind(page: Page, body: str) -> str | None:
    """The words of a gate that stands behind an article's text; None where there is none.

    A box that only offers a subscription is none, unless its name says that it is one.

    :param body: the text that was read of the page, HTML; without one all of the page is looked through
    """
    texts = _pieces(page.tree)
    at = _place_of_end(body, texts) if body else 0
    if at is None:
        return None
    pieces = list(_window(texts[at:]))
    whole = " ".join(text for text, _ in pieces)
    for text, element in pieces if _offers(whole) else ():
        if len(text) < _BOX and _offers(text) and any(map(GATE_NAMES.search, _names_around(element))):
            return text.strip()
    if gate_in(whole) is None:
        return None
    return gate_in(" ".join(text for text, element in pieces if not _is_beside(text, element)))


def gate_in(text: str) -> str | None:
    """The words by which a text says that the rest is for those who pay or register."""
    line = " ".join(text.split())
    found = IN_WORDS.search(line) or (AN_EAST_ASIAN_SIGN.search(line) and IN_SIGNS.search(line))
    return found[0] if found else None


def is_not_free(page: Page, *, lacks_part: bool = False) -> bool:
    """Whether the page's head says that its article is not free, and the page does not show it all the same.

    Search engines want to be told of a part that is not free although they are served it: what it says has
    such a part is free where that part has text.

    :param lacks_part: it must name such a part
    """
    if _SAID in page.html:
        blocks = [one.text or "" for one in page.tree.iter("script") if "ld+json" in (one.get("type") or "")]
        closed = [
            node for node in _with_parts(nodes_of(blocks)) if _FALSE.fullmatch(str(node.get(_SAID, "")))
        ]
        selectors = [css for node in closed for css in _texts(node.get("cssSelector"))]
        if closed and (selectors or not lacks_part):
            return not _shows(page, selectors)
    for meta in () if lacks_part else page.tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or ""
        if _TIERS.fullmatch(name) and _CLOSED.fullmatch((meta.get("content") or "").strip()):
            return True
    return False


def _with_parts(nodes: list[Any]) -> Iterator[Any]:
    for node in nodes:
        yield node
        parts = node.get("hasPart")
        yield from (
            part for part in (parts if isinstance(parts, list) else [parts]) if isinstance(part, dict)
        )


def _texts(value: Any) -> list[str]:
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)][:10]


def _shows(page: Page, selectors: list[str]) -> bool:
    """Whether an element that is not free has more text than a box with an offer."""
    document = selectable(page) if selectors else None
    for css in selectors:
        with suppress(SelectolaxError):
            texts = [line_of(node) for node in document.css(css[:200])[:20]] if document else []
            if any(len(text) > _BOX and not _offers(text[:80]) for text in texts):
                return True
    return False


def _pieces(tree: HtmlElement) -> list[Any]:
    """The texts that stand in the page's body, each of which knows where."""
    return [text for text in _TEXTS(tree) if text.is_tail or text.getparent().tag not in UNSEEN]


def _window(pieces: list[Any]) -> Iterator[tuple[str, HtmlElement]]:
    """The texts that the page shows first, each with the element that it stands in."""
    size = 0
    hidden: dict[HtmlElement, bool] = {}
    for text in pieces:
        element = text.getparent().getparent() if text.is_tail else text.getparent()
        if not _is_hidden(element, hidden):
            yield str(text), element
            size += len(text)
        if size > _WINDOW:
            return


def _is_hidden(element: HtmlElement, known: dict[HtmlElement, bool]) -> bool:
    """Whether an element or one around it is hidden, by what is known of those that were asked before."""
    if element not in known:
        above = element.getparent()
        known[element] = _hides(element) or (above is not None and _is_hidden(above, known))
    return known[element]


def _hides(element: HtmlElement) -> bool:
    given = element.attrib
    if element.tag in UNSEEN or "hidden" in given:
        return True
    is_styled = "style" in given and _HIDDEN.search(given["style"])
    return bool(is_styled) or not _UNSEEN_CLASSES.isdisjoint(given.get("class", "").split())


def _is_short_link(text: str, element: HtmlElement) -> bool:
    """Whether it names another page, such as a section for subscribers."""
    return len(text.strip()) < _NAME and (element.tag == "a" or element.getparent().tag == "a")


def _offers(text: str) -> bool:
    low = text.lower()
    return any(offer in low for offer in OFFER)


def _is_beside(text: str, element: HtmlElement) -> bool:
    return _is_short_link(text, element) or any(map(BESIDE_NAMES.search, _names_around(element)))


def _names_around(element: HtmlElement) -> Iterator[str]:
    """Classes and ids of the element and of those around it that hold hardly more than it says."""
    node = element
    while node is not None and node.tag not in {"body", "html", "main", "article"}:
        yield f"{node.get('class')} {node.get('id')}"[:300]
        node = node.getparent()
        if node is not None and len(all_text(node)) > _BOX:
            return


def _place_of_end(body: str, texts: list[str]) -> int | None:
    """Behind which of the page's texts a body's last sentence ends."""
    blocks = [_SIGN.sub("", _TAG.sub("", block)) for block in _END_OF_BLOCK.split(body)]
    last = next(
        (block for block in reversed(blocks) if len(block) >= _BLOCK), max(blocks, key=len, default="")
    )
    letters = [_SIGN.sub("", text) for text in texts]
    found = "".join(letters).rfind(last[-_BLOCK:]) if last else -1
    if found < 0:
        return None
    return bisect_right(list(accumulate(map(len, letters))), found + len(last[-_BLOCK:]) - 1) + 1
