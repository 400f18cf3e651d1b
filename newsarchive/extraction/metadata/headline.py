"""The elements that show the article's headline: they agree with what the head of the page states."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from newsarchive.dates.within_text import dates_in
from newsarchive.extraction.metadata.document import HEADINGS, Document
from newsarchive.extraction.metadata.stated import key_of
from newsarchive.extraction.metadata.words import BESIDE, NAME_OF_A_LIST, TITLED
from newsarchive.pages.visible_text import lines_after, own_text, text_of
from newsarchive.pages.words import A_HAN
from newsarchive.text import one_line

_SHOWN_IN = ("div", "p", "span", "td", "th", "font", "strong", "b", "dt", "h5", "h6", "section", "center")
SEPARATOR = re.compile(
    r"\s+(?:[-–—•·»«:/<>‹›⋆★☆✦◆●►▪▷▶✅―~]|::|//)\s+|\s*[|｜│ㅣ_]+\s*|\s*[-–—](?=[^-–—]{1,40}$)|\s*：(?=[^：]{1,20}$)"
)
"""What stands between a title and the names of section and site in a ``title`` element."""
_ENOUGH = 30
_LONGEST, _WHOLE = 400, 5_000
_BLOCKS = ("p", "div", "ul", "table", "article", "section", "h2")


@dataclass(frozen=True, slots=True)
class Headline:
    """An element that shows a headline.

    :param agrees: how much of the page's own title it is: 3 all of it or what the structured data
        states, 2 its beginning or its end, 1 a part of it, 0 nothing
    """

    element: HtmlElement
    text: str
    agrees: int


def headlines(document: Document, stated: Sequence[str]) -> list[Headline]:
    """The elements that may show the headline, the best first.

    :param stated: titles that head and structured data state, without the ``title`` element
    """
    titles = [key_of(title) for title in document.titles[:3]]
    known = [key for title in stated if (key := key_of(title))]
    found = [_compared(element, text, stated, known, titles) for element, text in _headings(document)]
    if not _agrees(found):
        found += islice(_elsewhere(document, known, titles), _ENOUGH)
    if not _agrees(found):
        parts = _beginnings(document)
        found = [_compared(one.element, one.text, stated, known, parts) for one in found]
        found += islice(_elsewhere(document, [], parts), _ENOUGH)
    return sorted(found, key=lambda one: -_weight(one))[:20]


def _agrees(found: Sequence[Headline]) -> bool:
    return any(one.agrees >= 2 for one in found)


def _beginnings(document: Document) -> list[str]:
    """What the ``title`` element says before each mark that may stand before a site's name."""
    title = "".join(document.titles[:1])
    if not A_HAN.search(title):
        return []  # short titles behind which several names of the site stand are a Chinese custom
    return [key_of(title[: mark.start()]) for mark in islice(SEPARATOR.finditer(title), 12)]


def shown_title(element: HtmlElement) -> str:
    """The text of an element that may be a headline: whole, unless it has more than a headline in it."""
    text = text_of(element, _LONGEST)
    is_cut = len(text) >= _LONGEST - 1 and next(element.iterdescendants(*_BLOCKS), None) is None
    return text_of(element, _WHOLE) if is_cut else text


def agreement(key: str, known: Sequence[str], titles: Sequence[str]) -> int:
    """See :class:`Headline`."""
    if not key:
        return 0
    if key in known or key in titles:
        return 3
    if any(title.startswith(key) and len(key) * 4 >= len(title) for title in titles):
        return 2
    if len(key) >= 10 and any(title.endswith(key) and len(key) * 2 >= len(title) for title in titles):
        return 2  # the site's name stands first
    if len(key) >= 6 and any(key in one and len(key) * 4 >= len(one) for one in (*titles, *known)):
        return 1
    return 0


def _compared(
    element: HtmlElement, text: str, stated: Sequence[str], known: Sequence[str], titles: Sequence[str]
) -> Headline:
    """The heading as it reads; with buttons in it, the stated title that it begins with."""
    key = key_of(text)
    agrees = agreement(key, known, titles)
    if agrees < 2 and key:
        for one in stated:
            own = key_of(one)
            if len(own) >= 6 and key.startswith(own) and any(title.startswith(own) for title in titles):
                return Headline(element, one_line(one), 2)
    return Headline(element, text, agrees)


def _headings(document: Document) -> Iterator[tuple[HtmlElement, str]]:
    for element in document.headings[:400]:
        text = shown_title(element)
        if text and not NAME_OF_A_LIST.match(text):
            yield element, text
            if len(element) and (own := own_text(element)) and own != text:
                yield element, own[:_WHOLE]


def _elsewhere(document: Document, known: Sequence[str], titles: Sequence[str]) -> Iterator[Headline]:
    """Elements of any kind whose own text is the page's title, or how it begins."""
    wanted = tuple(one for one in (*titles, *known) if one)
    for element in document.body.iter(*_SHOWN_IN):
        text = element.text
        if not text or not 2 <= len(text) <= 4 * _LONGEST:
            continue
        key = key_of(text.strip()[:_LONGEST])
        if (
            any(one.startswith(key[:4]) or one.endswith(key[-9:]) for one in wanted)
            and (agrees := agreement(key, known, titles)) >= 2
        ):
            yield Headline(element, shown_title(element), agrees)


def _weight(one: Headline) -> float:
    element = one.element
    rank = HEADINGS.index(element.tag) if element.tag in HEADINGS else 3
    weight = one.agrees * 10 - rank * (1.5 if one.agrees else 6) + min(len(one.text), 100) / 20
    if is_aside(element, 6):
        weight -= 12 if one.agrees < 3 else 4
    own = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}"
    if TITLED.search(own[:300].lower()):
        weight += 2
    return weight


def is_aside(element: HtmlElement, depth: int, home: Collection[HtmlElement] = ()) -> bool:
    """Whether an element or one of the ``depth`` elements around it stands beside the article.

    :param home: elements that hold the headline, whatever they are called
    """
    current: HtmlElement | None = element
    for _ in range(depth):
        if current is None or current.tag in {"body", "article", "main"} or current in home:
            return False
        if current.tag in {"aside", "nav", "footer"}:
            return current.tag != "aside" or not any(True for _ in current.iter("h1"))
        names = f"{current.get('class') or ''} {current.get('id') or ''}"
        if names != " " and BESIDE.search(names[:300].lower()):
            return True
        current = current.getparent()
    return False


_TAGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_HEADINGS = 60
_LINES = 3
_DATELINE = 120  # characters of a line that states a date and little else
_SHORTEST = 6


def dated_headings(document: Document) -> Iterator[Headline]:
    """Headings with a dateline under them, those that are links to other pages left out."""
    for element in islice(document.body.iter(*_TAGS), _HEADINGS):
        text = shown_title(element)
        if len(key_of(text)) < _SHORTEST or is_aside(element, 6) or _is_link(element):
            continue
        for line in lines_after(element, _LINES):
            if len(line.text) <= _DATELINE and next(dates_in(line.text, ""), None):
                yield Headline(element, text, 1)
                break


def _is_link(element: object) -> bool:
    return (
        next(element.iterancestors("a", "li"), None) is not None  # type: ignore[attr-defined]
        or element.find(".//a") is not None  # type: ignore[attr-defined]
    )
