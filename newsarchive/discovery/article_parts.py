"""Where an article goes on: its further pages, and the one page that shows it whole."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from newsarchive.discovery.addresses import canonical_address, joined
from newsarchive.discovery.anchors import MOST, base_of
from newsarchive.discovery.link_words import NUMBER, SURE, UNSURE
from newsarchive.discovery.page_marks import Mark, first_forms, marks_of, pages_beside
from newsarchive.discovery.pagination import LONGEST, built, shown_words
from newsarchive.discovery.part_words import CONTINUES, NUMBERED, WHOLE
from newsarchive.pages.words import any_of

_PAGES = 200  # pages of one article
_CANDIDATES = 500  # links of a page that may lead to more of its article
_COMMENTS = any_of(
    r"comments?(?:$|[-_\s\d]) repl(?:y|ies) reviews?(?:$|[-_\s]) respond pinglun kommentar 评论"
)
_PICTURES = any_of("galler slide-?show carousel swiper lightbox diaporama bilderstrecke")
_HEADED = re.compile(r"\s?[:：]\s?(?=\S)")
_BESIDE = 8  # elements around a link that may say that it is one of comments
_NEAR = 4  # and that it is one of pictures
_OUTER = {"html", "body", "main", "article"}


class _Link(NamedTuple):
    element: HtmlElement
    address: str
    words: str
    number: int | None


class _Part(NamedTuple):
    """A further page: its number as it is shown, if it is; that of the page it is linked from; its mark."""

    shown: int | None
    current: int
    mark: Mark


def article_pages(tree: HtmlElement, url: str, first: str = "") -> list[str]:
    """The further pages of the article at ``url``, in their order, as far as this page links them.

    Only addresses that are the article's own but for the number of a page, linked by such a number, by words
    such as 下一页, as ``rel=next``, or by any words where the address says that it is a page's; never the
    next article. Where a bar of pages skips some (1 2 … 9), those between are filled in. At most 200.

    :param first: the article's first page, where this is a further one
    :raises ValueError: ``url`` is no address
    """
    own = canonical_address(url)
    links = list(_links(tree, own))
    linked = {form for link in links for form in first_forms(link.address)}
    linked |= first_forms(canonical_address(first)) if first else frozenset()
    bars: dict[tuple[str, str], list[_Part]] = defaultdict(list)
    for link in links:
        for current, mark in () if _is_of_others(link) else pages_beside(own, link.address, by_start=True):
            # Without a link back, numbers that differ may be those of two articles.
            trusted = current < 2 or mark.says_page or not linked.isdisjoint(first_forms(mark.root))
            if trusted and _leads_on(link, current, mark):
                bars[mark.before, mark.after].append(_Part(link.number, current, mark))
    if not bars and (by_script := built(tree, own)):
        last, addresses = by_script
        for current, mark in islice((one for a in addresses for one in pages_beside(own, a)), 1):
            bars["", ""] += [_Part(None, current, mark), _Part(None, current, mark._replace(number=last))]
    return _in_order(max(bars.values(), key=len)) if bars else []


def whole_page(tree: HtmlElement, url: str) -> str | None:
    """The page that shows the whole article at ``url``, where this page links one by words that say so.

    :raises ValueError: ``url`` is no address
    """
    own = canonical_address(url)
    found = [link for link in _links(tree, own) if WHOLE.fullmatch(link.words)]
    names = [name for name in _names(own) if len(name) > 3]
    path = urlsplit(own).path
    for link in sorted(found, key=lambda one: "print" in one.address):
        if urlsplit(link.address).path == path or any(name in link.address for name in names):
            return link.address
    return None


def _leads_on(link: _Link, current: int, mark: Mark) -> bool:
    """Whether a link's words fit to a further page with this mark."""
    if link.number is not None:
        return link.number > 1 and link.number - mark.number in {0, 1} and mark.number > current
    follows = mark.number in ({current + 1} if current else {1, 2})
    if link.element.tag == "link":
        return follows
    if mark.says_page and current < mark.number <= _PAGES and not UNSURE.fullmatch(link.words):
        return True
    if not follows:
        return False
    is_next = "next" in (link.element.get("rel") or "").lower().split()
    says = (link.words, _HEADED.split(link.words, maxsplit=1)[0])
    if is_next or any(SURE.fullmatch(one) or CONTINUES.fullmatch(one) for one in says):
        return True
    may = mark.is_sure and mark.says_page if current else mark.is_sure or mark.number == 2
    return may and UNSURE.fullmatch(link.words) is not None


def _is_of_others(link: _Link) -> bool:
    """Whether a link belongs to readers' comments or to pictures, which go on over pages of their own."""
    if _COMMENTS.search(link.words) or _COMMENTS.search((link.element.get("href") or "").partition("#")[2]):
        return True
    around = [node for node in islice(link.element.iterancestors(), _BESIDE) if node.tag not in _OUTER]
    names = [f"{node.get('class')} {node.get('id')}"[:500] for node in around]
    return any(map(_COMMENTS.search, names)) or any(map(_PICTURES.search, names[:_NEAR]))


def _in_order(parts: list[_Part]) -> list[str]:
    mark, current = parts[0].mark, parts[0].current
    last = min(max(part.mark.number for part in parts), _PAGES)
    first = current + 1
    if not current:
        stated = [part for part in parts if part.shown is not None]
        counts_from_zero = bool(stated) and all(part.shown == part.mark.number + 1 for part in stated)
        from_one = counts_from_zero if stated else any(part.mark.number == 1 for part in parts)
        first = 1 if from_one else 2
    return [mark.at(number) for number in range(first, last + 1)]


def _links(tree: HtmlElement, own: str) -> Iterator[_Link]:
    """The links that may lead to more of the article: to the same host, by its name or a relative address."""
    base = base_of(tree, own)
    names = _names(own)
    candidates = 0
    for element in islice(tree.iter("a", "option", "link"), MOST):
        href = (element.get("href") or element.get("value") or "").strip()
        if href[:1] in {"", "#"} or len(href) > LONGEST:
            continue
        if element.tag == "link" and "next" not in (element.get("rel") or "").lower().split():
            continue
        if (href[0] == "/" or ":" in href[:12]) and not any(name in href for name in names):
            continue
        address = joined(base, href)
        if address and address != own and urlsplit(address).netloc == urlsplit(own).netloc:
            words = shown_words(element)
            match = NUMBER.fullmatch(words) or NUMBERED.match(words)
            number = next((int(one) for one in match.groups() if one), None) if match else None
            yield _Link(element, address, words, number)
            candidates += 1
            if candidates >= _CANDIDATES:
                return


def _names(own: str) -> set[str]:
    """What an article's address ends in, with and without the number of a page; all of its pages have it."""
    found = set()
    for address in (own, *(mark.root for mark in marks_of(own))):
        parts = [part for part in urlsplit(address).path.split("/") if part]
        name = re.sub(r"\.\w{2,5}$", "", parts[-1]) if parts else ""
        if name in {"index", "default"} and len(parts) > 1:
            name = parts[-2]
        found |= {name, unquote(name)}
    return found
