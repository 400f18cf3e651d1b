"""Which part of a page is the article that its address names, where a page shows several."""

import re
from collections import defaultdict
from collections.abc import Sequence
from urllib.parse import unquote, urljoin, urlsplit

from lxml.html import HtmlElement

from newsarchive.dates.within_text import dates_in
from newsarchive.extraction.body.blocks import Block
from newsarchive.extraction.body.elements import ancestors, remove, within
from newsarchive.extraction.metadata.document import document_of
from newsarchive.extraction.metadata.headline import agreement
from newsarchive.extraction.metadata.json_ld import article_node, types_of
from newsarchive.extraction.metadata.stated import key_of
from newsarchive.pages.tree import Page
from newsarchive.text import words_in

_HEADLINES = ("h1", "h2", "h3")
_STORY = 300  # width of paragraphs; less is a teaser, which is judged by its own look
_SHARE = 4  # a page of little text has stories of a quarter of it
_OTHER = 120
_PARAGRAPH = 60
_BYLINE = 3  # blocks under a headline that may say when it appeared
_MOSTLY = 0.6  # of the words of headline and address
_FEW = 2  # stories that only link elsewhere; more are the items of a list
_MOST = 60  # headings that are looked at
_A_POST = re.compile(r"(?<![\w-])(?:node--type-[\w-]+|type-post|h-?entry)(?![\w-])")
_ADDRESSES = ("data-url", "data-href", "data-permalink", "data-canonical", "data-share-url", "itemid")


def without_other_stories(page: Page, blocks: list[Block]) -> list[Block]:
    """The blocks of the page's own article and of what is no article; other stories leave the tree.

    The own headline is the one that address, ``title`` element and structured data agree on. Another story
    has a headline of its own that none of them knows, and paragraphs under it.
    """
    headings = [block for block in blocks if block.tag in _HEADLINES][:_MOST]
    own = own_headline(page, headings) if len(headings) > 1 else None
    if own is None:
        return blocks
    shown = _Shown(page, blocks, own)
    owns = [heading for heading in headings if _same(heading, own)]
    around = {element for heading in owns for element in (heading.element, *ancestors(heading.element))}
    gone: set[HtmlElement] = set()
    linked: set[HtmlElement] = set()
    for heading in headings:
        if heading not in owns and around.isdisjoint(story := shown.story_under(heading)):
            (gone if heading.tag == "h1" or shown.is_dated(heading) else linked).update(story)
    gone |= linked if len(linked) <= _FEW else set()
    for element in gone:
        remove(element)
    return [b for b in blocks if b.element not in gone and gone.isdisjoint(ancestors(b.element))]


def own_headline(page: Page, headings: Sequence[Block]) -> Block | None:
    """The heading that most of the page's statements about itself agree on, the first of those alike."""
    document = document_of(page)
    if any("liveblogposting" in types_of(node) for node in document.nodes):
        return None  # each of its entries has a headline and a time
    titles = [key_of(title) for title in document.titles[:1]]
    stated = [value for _, value in document.meta("og:title", "twitter:title")]
    node = article_node(document.nodes, page.url, " ".join([*document.titles[:1], *stated])) or {}
    stated += [node[name] for name in ("headline", "name") if isinstance(node.get(name), str)]
    known = [key for one in stated if (key := key_of(one))]
    told = {word for word in words_in(_slug(page.url)) if len(word) > 2}

    def agrees(block: Block) -> float:
        words = {word for word in words_in(block.text) if len(word) > 2}
        by_address = 2 * len(words & told) / (len(words) + len(told)) if len(words & told) > 1 else 0.0
        by_title = agreement(key_of(block.text), known, titles)
        return by_title + by_address if by_title > 1 or by_address > _MOSTLY else 0.0

    best = max(headings, key=lambda block: (block.tag != "h3" and agrees(block), block.tag == "h1"))
    return best if agrees(best) else None


def _slug(url: str) -> str:
    parts = [part for part in unquote(urlsplit(url).path).split("/") if part]
    return max(parts[-2:], key=len, default="")


def _same(one: Block, other: Block) -> bool:
    """Whether two headings are the same headline, or one names the other's subject alone."""
    mine, theirs = key_of(one.text), key_of(other.text)
    words, others = set(words_in(one.text)), set(words_in(other.text))
    shared = len(words & others)
    return mine in theirs or theirs in mine or shared > max(1, _MOSTLY * min(len(words), len(others)))


def _prose(blocks: list[Block]) -> dict[HtmlElement, int]:
    """The width of the paragraphs in each element."""
    found: dict[HtmlElement, int] = defaultdict(int)
    for block in blocks:
        if _is_paragraph(block):
            for element in (block.element, *ancestors(block.element)):
                found[element] += block.width
    return found


class _Shown:
    """What the page shows around its own headline."""

    def __init__(self, page: Page, blocks: list[Block], own: Block) -> None:
        self.page = page
        self.blocks = blocks
        self.own = own
        self.around = [own.element, *ancestors(own.element)]
        self.prose = _prose(blocks)
        self.least = min(_STORY, self.prose[self.around[-1]] / _SHARE)
        self.home = next((e for e in self.around if self.prose[e] >= self.least), self.around[-1])
        holders = (e for e in reversed(self.around) if self.prose[e] >= self.least)
        self.holders = {kind: element for element in holders if (kind := _kind(element))}

    def story_under(self, heading: Block) -> list[HtmlElement]:
        """The elements that make the story under a heading; none where it heads a part of the own article."""
        apart = [e for e in (heading.element, *ancestors(heading.element)) if e not in self.around]
        article = next((element for element in reversed(apart) if element.tag == "article"), None)
        is_headline = heading.tag == "h1" or (heading.tag == self.own.tag and article is not None)
        is_headline = is_headline or any(map(self._is_twin, apart)) or self._is_like_own(heading, apart)
        if not is_headline and not _leads_elsewhere(self.page, apart):
            return []
        region = next((element for element in apart if self.prose[element] >= _OTHER), None)
        if region is None:
            return self._rest_of_holder(heading) if is_headline else []
        is_beside = self.home not in ancestors(region)
        is_in_article = any(element.tag == "article" for element in self.around)
        if article is not None and (is_beside or (not is_in_article and self._have_begun(heading))):
            region, is_beside = article, True
        elif is_beside and is_headline and self.prose[self.home] >= 2 * self.least:
            region = apart[-1]
        rest = self.prose[self.around[-1]] - self.prose[region]
        if rest < self.least or self._is_part(heading, region):
            return []
        return [region] if is_beside or self.is_dated(heading) else []

    def _is_twin(self, element: HtmlElement) -> bool:
        """Whether an element is an article beside and like the one that holds the own headline and text."""
        twin = self.holders.get(_kind(element)) if self.holders else None
        return twin is not None and twin not in ancestors(element)

    def _is_like_own(self, heading: Block, apart: list[HtmlElement]) -> bool:
        """Whether a heading stands in an element beside and like that of the own text, dated as that is."""
        holder, beside = self.home, apart[-1]
        alike = holder.tag == beside.tag and holder.get("class") == beside.get("class")
        is_beside = alike and holder.getparent() is beside.getparent() and heading.tag == self.own.tag
        return is_beside and self.is_dated(self.own) and self.is_dated(heading)

    def is_dated(self, heading: Block) -> bool:
        """Whether a line right under a heading says when it appeared."""
        start = self.blocks.index(heading) + 1
        lines = [b.text[:200] for b in self.blocks[start : start + _BYLINE] if b.width < 2 * _PARAGRAPH]
        return any(next(dates_in(line, ""), None) for line in lines)

    def _is_part(self, heading: Block, region: HtmlElement) -> bool:
        """Whether paragraphs stand in the region before the heading."""
        before = self.blocks[: self.blocks.index(heading)]
        inside = within([region])
        return any(_is_paragraph(block) and block.element in inside for block in before)

    def _have_begun(self, heading: Block) -> bool:
        """Whether paragraphs stand between the own headline and another."""
        between = self.blocks[self.blocks.index(self.own) : self.blocks.index(heading)]
        return sum(map(_is_paragraph, between)) >= _BYLINE

    def _rest_of_holder(self, heading: Block) -> list[HtmlElement]:
        """What follows a dated headline behind the own article's paragraphs, in the same element."""
        is_among = heading.element.getparent() is self.own.element.getparent()
        if not is_among or not self._have_begun(heading) or not self.is_dated(heading):
            return []
        return [heading.element, *heading.element.itersiblings()]


def _kind(element: HtmlElement) -> str:
    """What sort of article an element says that it is; empty for any other.

    An ``article`` without a class may be an entry of a live blog.
    """
    if "article" in (element.get("itemtype") or "").lower():
        return "item"
    names = element.get("class") or ""
    found = _A_POST.search(names)
    return found[0] if found else names if element.tag == "article" else ""


def _is_paragraph(block: Block) -> bool:
    return block.width >= _PARAGRAPH and block.linked < 0.5 and block.tag not in _HEADLINES


def _leads_elsewhere(page: Page, apart: Sequence[HtmlElement]) -> bool:
    """Whether a heading links to another page, or its story says that it is one."""
    stated = [link.get("href") for link in apart[0].iter("a")]
    stated += [apart[0].getparent().get("href")] if apart[0].getparent().tag == "a" else []
    stated += [element.get(name) for element in apart for name in _ADDRESSES]
    return any(_is_another(page.url, one) for one in stated if one)


def _is_another(url: str, stated: str) -> bool:
    try:
        own, other = urlsplit(url), urlsplit(urljoin(url, stated.strip()))
    except ValueError:
        return False
    if other.scheme not in ("http", "https"):
        return False
    return other.path.strip("/") != "" and other.path.rstrip("/") != own.path.rstrip("/")
