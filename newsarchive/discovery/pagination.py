"""Where a listing goes on, and where an article does."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from newsarchive.discovery.address_shape import address_shape
from newsarchive.discovery.addresses import canonical_address, joined
from newsarchive.discovery.anchors import MOST, base_of
from newsarchive.discovery.link_words import NUMBER, SURE, UNSURE, says_page
from newsarchive.discovery.page_marks import Mark, first_forms, offset_of, pages_beside
from newsarchive.items import Lead
from newsarchive.pages.visible_text import text_of

_SURELY = 0.8  # the score of a shape that is believed
_PAGES = 200  # pages of one article
_LONGEST = 300  # characters of an address of a numbered page
_CANDIDATES = 500  # links of a page that may belong to its bar of pages
_COMMENTS = re.compile(r"comments?(?:$|[-_ ])|repl(?:y|ies)|reviews?(?:$|[-_ ])|pinglun", re.IGNORECASE)
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


class _Page(NamedTuple):
    """A further page: its number as it is shown, if it is; that of the page it is linked from; its mark."""

    shown: int | None
    current: int
    mark: Mark


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
        if SURE.fullmatch(link.words) and not _goes_back(own, link.address):
            yield link.address, "a link says so"
    for link in links:
        beside = pages_beside(own, link.address) if link.number is not None else ()
        if any(_follows(current, mark) and _leads_on(link, current, mark) for current, mark in beside):
            yield link.address, "a link to the next number"
    if following := _by_offset(links, own):
        yield following, "a link to the next entries"
    for link in links:
        if UNSURE.fullmatch(link.words) and _is_same_place(own, link.address):
            yield link.address, "a link says so"
    if built := _built(tree, own):
        yield built, "a page bar made by script"


def article_pages(tree: HtmlElement, url: str) -> list[str]:
    """The further pages of the article at ``url``, in their order, as far as this page links them.

    Only addresses that are the article's own but for the number of a page, linked by such a number or
    by words such as 下一页, never the next article. Where a bar of pages skips some (1 2 … 9), those
    between are filled in. At most 200.

    :raises ValueError: ``url`` is no address
    """
    own = canonical_address(url)
    links = list(_links(tree, own))
    linked = {form for link in links for form in first_forms(link.address)}
    bars: dict[tuple[str, str], list[_Page]] = defaultdict(list)
    for link in links:
        for current, mark in () if _is_of_comments(link.element) else pages_beside(own, link.address):
            # Without a link back, numbers that differ may be those of two articles.
            trusted = mark.is_sure or not current or not linked.isdisjoint(first_forms(mark.root))
            if trusted and _leads_on(link, current, mark):
                bars[mark.before, mark.after].append(_Page(link.number, current, mark))
    return _in_order(max(bars.values(), key=len)) if bars else []


def _leads_on(link: _Link, current: int, mark: Mark) -> bool:
    """Whether a link's words fit to a further page with this mark."""
    if link.number is not None:
        return link.number > 1 and link.number - mark.number in {0, 1} and mark.number > current
    if not _follows(current, mark):
        return False
    return bool(SURE.fullmatch(link.words) or (mark.is_sure and not current and UNSURE.fullmatch(link.words)))


def _follows(current: int, mark: Mark) -> bool:
    """Whether a page is the one after the current one, or after the first, which has no number."""
    return mark.number in ({current + 1} if current else {1, 2})


def _is_of_comments(element: HtmlElement) -> bool:
    """Whether a link stands among readers' comments, which go on over pages of their own."""
    around = islice(element.iterancestors(), 8)
    return any(_COMMENTS.search(f"{node.get('class')} {node.get('id')}"[:500]) for node in around)


def _in_order(pages: list[_Page]) -> list[str]:
    mark, current = pages[0].mark, pages[0].current
    last = min(max(page.mark.number for page in pages), _PAGES)
    first = current + 1
    if not current:
        stated = [page for page in pages if page.shown is not None]
        counts_from_zero = bool(stated) and all(page.shown == page.mark.number + 1 for page in stated)
        first = (1 if counts_from_zero else 2) if stated else mark.number
    return [mark.at(number) for number in range(first, last + 1)]


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


def _goes_back(own: str, address: str) -> bool:
    """Whether an address is this page, or an earlier one by its number."""
    return address == own or any(
        current and mark.number < current for current, mark in pages_beside(own, address)
    )


def _built(tree: HtmlElement, own: str) -> str | None:
    """The next page by the page bar that a widespread Chinese CMS has its pages write by script."""
    scripts = ((script.text or "")[:20_000] for script in tree.iter("script"))
    found = next(filter(None, map(_BUILT.search, scripts)), None)
    if found is None:
        return None
    count, following, name, suffix = int(found[1]), int(found[2]) + 1, found[3], found[4]
    return joined(base_of(tree, own), f"{name}_{following}.{suffix}") if following < count else None


def _links(tree: HtmlElement, own: str) -> Iterator[_Link]:
    """The links that may belong to a bar of pages: to the same host, with few words."""
    base = base_of(tree, own)
    candidates = 0
    for element in islice(tree.iter("a", "option"), MOST):
        href = (element.get("href") or element.get("value") or "").strip()
        if href[:1] in {"", "#"} or len(href) > _LONGEST:
            continue
        words = _words(element)
        if not says_page(words) and not element.get("rel"):
            continue
        address = joined(base, href)
        if address and address != own and urlsplit(address).netloc == urlsplit(own).netloc:
            match = NUMBER.fullmatch(words)
            yield _Link(element, address, words, int(match[match.lastindex or 1]) if match else None)
            candidates += 1
            if candidates >= _CANDIDATES:
                return


def _words(element: HtmlElement) -> str:
    text = text_of(element, 80)
    return text or " ".join((element.get("aria-label") or element.get("title") or "")[:80].split())
