"""All pages of lists that lead to one another, made in the tests' own process."""

import re
from dataclasses import dataclass, field

from newsarchive.browsing.held import Shelf
from newsarchive.browsing.links import served
from newsarchive.browsing.page import Asked, Page, Raw
from newsarchive.browsing.rendering import rendered
from newsarchive.browsing.routes import PAGES, answer

ORIGIN = "http://127.0.0.1:8765"
_OTHERS = re.compile(r"/assets/|/search|/[^/]+/(article|capture|quarantine|media|id|url|post)/")
"""What others make, and what this leaves to their tests."""


@dataclass
class Found:
    """An answer, and the addresses of ours to which it leads."""

    page: Page | Raw
    content: bytes
    links: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.content.decode()


def asked(shelf: Shelf, address: str) -> Found:
    """The answer to one address."""
    told = answer(PAGES, shelf, address, "", Asked(origin=ORIGIN, now=1_700_000_000))
    assert isinstance(told, Page | Raw)
    links = []

    def to(one: str) -> str:
        links.append(one)
        return served("")(one)

    if isinstance(told, Page):
        content = rendered(told, to, lambda one: one, static=False)
    else:
        content = told.content if isinstance(told.content, bytes) else told.content(to)
    return Found(told, content, [one for one in links if one.startswith("/") and not _OTHERS.match(one)])


def walked(shelf: Shelf, start: str, *, most: int = 400) -> dict[str, Found]:
    """All that a page leads to, and what that leads to; fewer than ``most`` answers."""
    found: dict[str, Found] = {}
    left = [start]
    while left:
        if (address := left.pop()) not in found:
            assert len(found) < most, f"{start} leads to {most} pages and more"
            found[address] = asked(shelf, address)
            left += [one.partition("#")[0] for one in found[address].links if one != "/"]
    return found
