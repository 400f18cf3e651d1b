"""Where a listing goes on."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from newsarchive.discovery.address_shape import address_shape
from newsarchive.discovery.addresses import canonical_address, joined
from newsarchive.discovery.anchors import MOST, base_of
from newsarchive.discovery.link_words import NUMBER, SURE, UNSURE, says_page
from newsarchive.discovery.page_marks import SAYS_PAGE, Mark, offset_of, pages_beside
from newsarchive.items import Lead
from newsarchive.pages.visible_text import text_of

_SURELY = 0.8  # the score of a shape that is believed
LONGEST = 300  # characters of an address of a numbered page
_CANDIDATES = 500  # links of a page that may belong to its bar of pages
_BUILT = re.compile(
    r"create(?:Page|Flow)?HTML\(\s*(\d{1,4})\s*,\s*(\d{1,4})\s*,\s*[\"']([\w-]{1,80})[\"']"
    r"\s*,\s*[\"'](\w{1,8})[\"']",
    re.IGNORECASE,
)


class _Link(NamedTuple):
    element: HtmlElement
    address: str
    words: str
    number: int | None


def next_pages(tree: HtmlElement, url: str) -> list[Lead]:
    """The next page of a listing: one lead, by the surest sign there is, or none.

    :raises ValueError: ``url`` is no address
    """
    own = canonical_address(url)
    signs = _signs(tree, list(_links(tree, own)), own)
    return [Lead(address, "next", why=why) for address, why in islice(signs, 1)]


def _signs(tree: HtmlElement, links: list[_Link], own: str) -> Iterator[tuple[str, str]]:
    """Addresses of what may be the next page and what shows it, the surest sign first."""
    for address in _related(tree, links, own):
        yield address, "rel=next"
    for link in links:
        if SURE.fullmatch(link.words) and _leads_on(own, link.address):
            yield link.address, "a link says so"
    for link in links:
        beside = pages_beside(own, link.address) if link.number is not None else ()
        if any(_is_next(link.number, current, mark) for current, mark in beside):
            yield link.address, "a link to the next number"
    if following := _by_offset(links, own):
        yield following, "a link to the next entries"
    for link in links:
        if UNSURE.fullmatch(link.words) and _is_same_place(own, link.address):
            yield link.address, "a link says so"
    for address in _by_address(links, own):
        yield address, "its address says so"
    yield from ((address, "a page bar made by script") for address in _by_script(tree, own))


def _is_next(number: int | None, current: int, mark: Mark) -> bool:
    """Whether a page that a link gives a number is the one after the current one, or the first one."""
    if number is None or number < 2 or number - mark.number not in {0, 1}:
        return False
    return mark.number > current and mark.number in ({current + 1} if current else {1, 2})


def _related(tree: HtmlElement, links: list[_Link], own: str) -> Iterator[str]:
    base = base_of(tree, own)
    stated = [(link, joined(base, link.get("href") or "")) for link in tree.iter("link")]
    stated += [(link.element, link.address) for link in links if not _goes_back(own, link.address)]
    for element, address in stated:
        is_next = "next" in (element.get("rel") or "").lower().split()
        if is_next and address and address != own and _may_follow(own, address):
            yield address


def _may_follow(own: str, address: str) -> bool:
    """Whether ``rel=next`` may mean a page: on an article it means the next one."""
    if urlsplit(address).netloc != urlsplit(own).netloc:
        return False
    shape = address_shape(address)
    return any(pages_beside(own, address)) or not (shape.kind == "article" and shape.score >= _SURELY)


def _by_address(links: list[_Link], own: str) -> Iterator[str]:
    """The pages whose addresses call themselves the one after this one, whatever the links say."""
    for link in links:
        beside = pages_beside(own, link.address)
        if any(mark.says_page and mark.number == max(current, 1) + 1 for current, mark in beside):
            yield link.address


def _by_offset(links: list[_Link], own: str) -> str | None:
    """The page that shows the entries after this one's, where addresses count entries."""
    place, here = urlsplit(own).path, offset_of(own)
    later = []
    for link in links:
        there = offset_of(link.address) if link.number is not None else None
        if there and urlsplit(link.address).path == place and (not here or here[0] == there[0]):
            later.append((there[1], link.address))
    return min((one for one in later if one[0] > (here[1] if here else 0)), default=(0, None))[1]


def _is_same_place(own: str, address: str) -> bool:
    """Whether an address is a later page, or differs in its query only."""
    pages = list(pages_beside(own, address))
    if pages:
        return any(mark.number > current for current, mark in pages)
    return urlsplit(own).path.rstrip("/") == urlsplit(address).path.rstrip("/") and "?" in address


def _leads_on(own: str, address: str) -> bool:
    """Whether an address may be a later page, rather than an article or an earlier page."""
    return _may_follow(own, address) and not _goes_back(own, address)


def _goes_back(own: str, address: str) -> bool:
    """Whether an address is this page, or an earlier one by its number."""
    return address == own or any(
        current and mark.number < current for current, mark in pages_beside(own, address)
    )


def built(tree: HtmlElement, own: str) -> tuple[int, list[str]] | None:
    """By the page bar that a widespread Chinese CMS has its pages write: the last number, what is to come."""
    scripts = ((script.text or "")[:20_000] for script in tree.iter("script"))
    found = next(filter(None, map(_BUILT.search, scripts)), None)
    if found is None:
        return None
    count, following, name, suffix = int(found[1]), int(found[2]) + 1, found[3], found[4]
    address = joined(base_of(tree, own), f"{name}_{following}.{suffix}") if following < count else None
    return (count - 1, [address]) if address else None


def _by_script(tree: HtmlElement, own: str) -> list[str]:
    following = built(tree, own)
    return following[1][:1] if following else []


def _links(tree: HtmlElement, own: str) -> Iterator[_Link]:
    """The links that may belong to a bar of pages: to the same host, with few words or such an address."""
    base = base_of(tree, own)
    candidates = 0
    for element in islice(tree.iter("a", "option"), MOST):
        href = (element.get("href") or element.get("value") or "").strip()
        if href[:1] in {"", "#"} or len(href) > LONGEST:
            continue
        words = shown_words(element)
        if not (says_page(words) or element.get("rel") or SAYS_PAGE.search(href)):
            continue
        address = joined(base, href)
        if address and address != own and urlsplit(address).netloc == urlsplit(own).netloc:
            match = NUMBER.fullmatch(words)
            yield _Link(element, address, words, int(match[match.lastindex or 1]) if match else None)
            candidates += 1
            if candidates >= _CANDIDATES:
                return


def shown_words(element: HtmlElement) -> str:
    """What a link shows, or else is said to be; at most 80 characters."""
    text = text_of(element, 80)
    return text or " ".join((element.get("aria-label") or element.get("title") or "")[:80].split())
