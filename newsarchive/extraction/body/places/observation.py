"""What a page that was read in full shows of its site's places."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lxml.html import HtmlElement

from newsarchive.extraction.body.blocks import Block
from newsarchive.extraction.body.elements import BLOCKS, HEADINGS
from newsarchive.extraction.body.fragment import Chosen
from newsarchive.extraction.body.furniture import is_furniture
from newsarchive.extraction.body.places.kinds import is_plain
from newsarchive.extraction.body.places.signature import path_of, signature
from newsarchive.learning.places import is_named

UNSEEN = ("script", "style", "noscript", "template")
_HARDLY = 0.5
_WHOLE = 1_000_000  # characters: a picture, or what the reader goes by, is as good as any text


def observation(
    body: HtmlElement,
    originals: dict[HtmlElement, HtmlElement],
    blocks: Sequence[Block],
    likely: Sequence[float],
    chosen: Chosen,
    headline: str,
) -> dict[str, Any]:
    """A page's places, as :mod:`newsarchive.learning.places` counts them.

    :param body: the page's ``body`` element
    :param originals: by the elements of the changed copy those of the page
    :param blocks: of the copy
    :param likely: how likely each of them is the article's
    :param chosen: of the copy
    :param headline: as the page shows it
    """
    texts = {_original(one, originals) for one in chosen.texts} - {None}
    container = _container([one for one in texts if one is not None])
    if container is None:
        return {"fields": {}}  # those can be known all the same
    headings = [one for one in blocks if one.tag in HEADINGS and (one.tag == "h1" or one.text == headline)]
    read_by = {one.element for one in headings if one.tag == "h1"} | {one.element for one in headings[:1]}
    shown = {_original(one, originals) for one in read_by | chosen.pictures} - {None}
    held = {one: text_width(one) for one in texts if one is not None}
    held |= dict.fromkeys((one for one in shown if one is not None), _WHOLE)
    return {
        "container": path_of(container),
        "headlines": [path_of(one) for one in held if one.tag == "h1"][:1],
        "regions": _regions(body, held, _holders(held)),
        "kinds": _kinds(blocks, likely, chosen),
    }


def _holders(held: Mapping[HtmlElement, int]) -> dict[HtmlElement, int]:
    """The elements that something of the article's stands in, with how many characters of it."""
    found: dict[HtmlElement, int] = defaultdict(int)
    for element, width in held.items():
        for above in element.iterancestors():
            found[above] += width
    return found


def _original(element: HtmlElement, originals: dict[HtmlElement, HtmlElement]) -> HtmlElement | None:
    """The page's element that a copy's one was, or that it was made in."""
    around = (element, *element.iterancestors())
    return next((originals[one] for one in around if one in originals), None)


def _container(elements: Sequence[HtmlElement]) -> HtmlElement | None:
    """The innermost element with a name that holds all of these."""
    around = list(elements[0].iterancestors()) if elements else []
    for element in elements[1:]:
        holding = set(element.iterancestors())
        around = [one for one in around if one in holding]
    return next((one for one in around if one.tag not in ("body", "html") and is_named(signature(one))), None)


def _regions(
    holder: HtmlElement, held: Mapping[HtmlElement, int], holders: Mapping[HtmlElement, int]
) -> dict[str, Any]:
    """By signature what stands in an element: the characters of its text, how many thousandths of them are
    the article's, and what stands in it.

    Of several that are called alike the longest counts. What stands in one that holds nothing of the
    article's is not looked at, nor what stands in the article's own blocks.
    """
    found: dict[str, Any] = {}
    blocks = [(element, signature(element)) for element in holder if element.tag in BLOCKS]
    shares: dict[str, int] = defaultdict(int)
    widths: dict[str, int] = defaultdict(int)
    for element, signed in blocks:
        width = text_width(element)
        widths[signed] += width
        shares[signed] += max(held.get(element, 0), holders.get(element, 0))
        region = found.setdefault(signed, [0, 0, None])
        region[0] = max(region[0], width)
    for element, signed in blocks:
        if shares[signed]:
            found[signed][1] = max(1, min(1000, 1000 * shares[signed] // max(widths[signed], 1)))
            inner = {} if element in held else _regions(element, held, holders)
            found[signed][2] = _joined(found[signed][2], inner)
    return found


def _joined(one: dict[str, Any] | None, other: dict[str, Any]) -> dict[str, Any]:
    for signed, (width, share, inner) in (one or {}).items():
        there = other.setdefault(signed, [0, 0, None])
        there[0], there[1] = max(there[0], width), max(there[1], share)
        there[2] = inner if there[2] is None else there[2] if inner is None else _joined(inner, there[2])
    return other


def text_width(element: HtmlElement) -> int:
    """Characters of text in an element, scripts and styles left out."""
    whole = sum(map(len, element.itertext(with_tail=False)))
    return whole - sum(len(inner.text or "") for inner in element.iter(*UNSEEN))


def _kinds(blocks: Iterable[Block], likely: Sequence[float], chosen: Chosen) -> dict[str, list[int]]:
    """By the path of blocks how many were kept, and how many were not because they did not look it.

    What a list of words speaks against counts for nothing: it says nothing of its place.
    """
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for block, p in zip(blocks, likely, strict=True):
        if block.element in chosen.captions:
            continue
        if block.element in chosen.texts:
            found[path_of(block.element)][0] += 1
        elif p <= _HARDLY and is_plain(block) and not is_furniture(block.text):
            found[path_of(block.element)][1] += 1
    return dict(found)
