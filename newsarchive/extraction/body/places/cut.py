"""A page cut down to where its article may stand, by what is known of its site."""

import copy
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from zlib import crc32

from lxml.html import HtmlElement

from newsarchive.extraction.body.elements import BLOCKS
from newsarchive.extraction.body.places.observation import text_width
from newsarchive.extraction.body.places.signature import signature

_ROOM = 2  # times the text that was seen in a place may stand there
_SOME = 200  # characters more
_MUCH = 1500  # characters in places that nobody knows
_CHECKED = 16  # of so many pages one is read in full as well


class Cut(NamedTuple):
    """A page without what is known to stand beside the article.

    :param root: a copy of its tree; None where it must be read in full
    :param why: in that case the reason
    :param kinds: what is known of the blocks in it, see :func:`.kinds.by_place`
    """

    root: HtmlElement | None
    why: str = ""
    kinds: Mapping[str, int] | None = None


def is_checked(address: str) -> bool:
    """Whether a page is one of those that are read in full as well, so that no mistake is kept for good."""
    return crc32(address.encode("utf-8", "replace")) % _CHECKED == 0


def cut_down(tree: HtmlElement, places: Mapping[str, Any]) -> Cut:
    """The part of a page that its article may stand in.

    :param places: what :mod:`newsarchive.learning.places` knows of the site
    """
    if not places.get("containers"):
        return Cut(None, "nothing is known of the site's pages")
    root = copy.deepcopy(tree)
    walk = _Walk(places)
    walk.through(root.find("body"), "", places["regions"], is_inside=False)
    container = max((path for path in places["containers"] if walk.found[path]), key=len, default="")
    if not container:
        return Cut(None, "the text's container is not there: another template")
    if walk.found[container] > 1:
        return Cut(None, "the text's container is there twice")
    if walk.headlines and places["headlines"] and places["headlines"].keys().isdisjoint(walk.headlines):
        return Cut(None, "the headline is not in its place")
    if walk.strange > _MUCH:
        return Cut(None, "much text stands in unknown places")
    for element in walk.beside:
        element.clear(keep_tail=True)
        element.tag = "script"
    return Cut(root, kinds=places["kinds"])


@dataclass(slots=True)
class _Walk:
    """What is met on the way through a page.

    :ivar found: how many elements stand in each place
    :ivar beside: those in which the article never stands
    :ivar headlines: the places of first headings
    :ivar strange: characters of text outside the container in places that nobody knows
    """

    places: Mapping[str, Any]
    found: Counter[str]
    beside: list[HtmlElement]
    strange: int
    headlines: list[str]

    def __init__(self, places: Mapping[str, Any]) -> None:
        self.places, self.found, self.beside, self.strange = places, Counter(), [], 0
        self.headlines = []

    def through(
        self, holder: HtmlElement, above: str, regions: Mapping[str, Any], *, is_inside: bool
    ) -> None:
        for element in holder:
            if element.tag not in BLOCKS:
                continue
            signed = signature(element)
            path = f"{above}>{signed}" if above else signed
            self.found[path] += 1
            if element.tag == "h1":
                self.headlines.append(path)
            known = regions.get(signed)
            if known is None:
                self.strange += 0 if is_inside else text_width(element)
            elif isinstance(known, int):
                self._meet(element, known)
            else:
                inside = is_inside or path in self.places["containers"]
                self.through(element, path, known, is_inside=inside)

    def _meet(self, element: HtmlElement, most: int) -> None:
        """Take an element for one in which the article never stands, unless there is much more text in it."""
        wide = text_width(element)
        if wide <= _ROOM * most + _SOME:
            self.beside.append(element)
        else:
            self.strange += wide
