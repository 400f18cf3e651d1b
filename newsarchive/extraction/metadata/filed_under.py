"""The section that a page's links name: what the post is filed under, the menu's entry for it, its kicker."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from newsarchive.extraction.metadata.document import Document
from newsarchive.extraction.metadata.near_headline import HeadLine
from newsarchive.extraction.metadata.stated import Stated, key_of
from newsarchive.extraction.metadata.words import NO_PATH, NO_SECTION, OF_A_SECTION
from newsarchive.pages.visible_text import text_of

_LONGEST = 30
_LINKS = 200
_KICKER = 2  # lines above the headline
_MOST = 20  # links to categories; more are a list of all that the site has
_BESIDE = "aside", "nav"
_DIGIT = re.compile(r"\d")
_CURRENT = re.compile(
    r"(?<![\w-])(?:current-(?:post-ancestor|menu-parent|post-parent)|is-?active|active|current)(?![\w-])"
)


def filed_under(
    document: Document, head: Sequence[HeadLine], headline: HtmlElement | None, title: str
) -> Iterator[Stated]:
    """What the links about the article say of its section.

    :param head: the lines around its headline
    :param headline: the element that shows it, where one is known
    :param title: the article's, which is no section
    """
    own = key_of(title)
    for strategy, sure, names in (
        ("rel=category", 0.78, _categories(document, headline)),
        ("above the headline", 0.6, _kickers(document, head)),
        ("menu", 0.5, _current(document)),
    ):
        for name in names:
            if len(name) <= _LONGEST and not NO_SECTION.search(name) and key_of(name) not in ("", own):
                yield Stated("section", name, strategy, sure)


def one_of_several(stated: Sequence[Stated]) -> Iterator[Stated]:
    """Sections as stated; of several in one value, one of which is also stated alone, the first."""
    known = {key_of(one.value) for one in stated}
    for one in stated:
        parts = one.value.split(",")
        is_list = len(parts) > 1 and any(key_of(part) in known for part in parts)
        yield one._replace(value=parts[0].strip()) if is_list else one


def section_of_address(document: Document) -> Iterator[Stated]:
    """The first part of the address's path that may name a section: as the menu writes it, or as it is."""
    try:
        parts = urlsplit(document.page.url or "").path[:500].strip("/").split("/")[:-1]
    except ValueError:
        return
    for place, part in enumerate(parts, 1):
        name = unquote(part)
        if 2 <= len(name) <= _LONGEST and not NO_PATH.search(name):
            path = "/".join(parts[:place])
            for written in islice(_written(document, path), 1):
                yield Stated("section", written, "address, as in the menu", 0.35)
            yield Stated("section", name, "address", 0.3)
            return


def _written(document: Document, path: str) -> Iterator[str]:
    """How the menu calls what stands at a path of this site."""
    for link in _menu_links(document):
        if path in (link.get("href") or "") and _path(document, link) == path:
            name = text_of(link, 2 * _LONGEST)
            if len(name) <= _LONGEST and not NO_SECTION.search(name):
                yield name


def _categories(document: Document, headline: HtmlElement | None) -> Iterator[str]:
    """The texts of the first ``rel=category`` links, unless they are another article's."""
    links = [
        link
        for link in document.body.iterfind(".//a[@rel]")
        if "category" in (link.get("rel") or "").lower().split()
        and next(link.iterancestors(*_BESIDE), None) is None
    ]
    first = _article_of(links[0]) if links else None
    if len(links) > _MOST or (first is not None and first is not _article_of(headline)):
        return
    yield from (text_of(link, 60) for link in links if _article_of(link) is first)


def _article_of(element: HtmlElement | None) -> HtmlElement | None:
    return None if element is None else next(element.iterancestors("article"), None)


def _kickers(document: Document, head: Sequence[HeadLine]) -> Iterator[str]:
    """A short line right above the headline that is one link, or is called a section's name."""
    for line in head:
        if line.below or line.distance > _KICKER or len(line.text) > _LONGEST or _DIGIT.search(line.text):
            continue
        element = line.elements[0]
        around = [element, *islice(element.iterancestors(), 2)]
        link = next((one for one in around if one.tag == "a"), None)
        is_link = link is not None and _path(document, link) != "" and text_of(link, 60) == line.text
        if is_link or any(OF_A_SECTION.search((one.get("class") or "")[:200].lower()) for one in around):
            yield line.text
            return


def _current(document: Document) -> Iterator[str]:
    """The menu's entries that are marked as those of this page, the innermost last as the menu has them."""
    for link in _menu_links(document):
        item = link.getparent()
        names = f"{link.get('class') or ''} {item.get('class') or ''}"[:300].lower()
        is_marked = link.get("aria-current") not in (None, "false") or _CURRENT.search(names)
        if is_marked and _path(document, link):
            yield text_of(link, 60)


def _menu_links(document: Document) -> Iterator[HtmlElement]:
    """The links in the page's menus, those of lists without ``nav`` too where a class says what they are."""
    for holder in islice(document.body.iter("nav", "header"), 5):
        yield from islice(holder.iter("a"), _LINKS)
    for item in islice(document.body.iterfind(".//li[@class]"), 2 * _LINKS):
        if "menu-item" in item.get("class", "") and (link := item.find("a")) is not None:
            yield link


def _path(document: Document, link: HtmlElement) -> str:
    """The path that a link leads to within this site, its ends bare; empty for home and this page itself."""
    address = document.absolute(link.get("href") or "")
    there, here = urlsplit(address), urlsplit(document.page.url or "")
    if not address or (here.hostname and _bare(there.hostname) != _bare(here.hostname)):
        return ""
    path = there.path.strip("/")
    return "" if path == here.path.strip("/") and there.query == here.query else path or there.query


def _bare(host: str | None) -> str:
    return (host or "").removeprefix("www.")
