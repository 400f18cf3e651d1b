"""A page's headings, lines of text and runs of paragraphs, each with its place in the source."""

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field, replace
from html import unescape
from typing import Optional

from newsarchive.posts.safe_html.lexer import MARKUP

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
         "source", "track", "wbr"}  # fmt: skip
_BESIDE = {"footer", "aside", "nav"}  # what they say is not the article's
_MID_WORD = {"b", "strong", "font"}  # a line of text goes on across them
_BLOCKS = {"center", "figure", "img", "picture", "table", "video"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_LINE = 1000  # characters after which a line is long, and no more is added to it
_REACH = 50  # how far up an end tag looks for its element


@dataclass(slots=True, eq=False)
class Element:
    """An element that is open, or was.

    :param start: where its start tag begins in the source
    :param end: where its end tag ends; the page's end while it is open
    :param parent: the element it stands in
    :param paragraphs: its own ``<p>`` children
    :param blocks: its own children that are pictures or tables
    :param linked: whether there is a link in it, should it be a list's item
    """

    tag: str
    start: int
    end: int
    parent: Optional["Element"] = None
    text: list[str] = field(default_factory=list)
    paragraphs: list["Element"] = field(default_factory=list)
    blocks: list["Element"] = field(default_factory=list)
    linked: bool = False

    @property
    def length(self) -> int:
        """Characters of text inside."""
        return sum(map(len, self.text))

    @property
    def line(self) -> str:
        """The text inside, on one line."""
        return " ".join("".join(self.text).split())

    @property
    def rank(self) -> int:
        """Of a heading: 1 for ``<h1>``, and so on."""
        return int(self.tag[1])


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of visible text and where it stands.

    :param item: the list's item that it is part of
    """

    start: int
    text: str
    item: Element | None = None


class Outline:
    """Read ``source`` once, in time linear in its length."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.headings: list[Element] = []
        self.runs: list[Element] = []
        self.lines: list[Line] = []
        self._open: list[Element] = []
        self._open_tags: Counter[str] = Counter()
        self._items: list[Element] = []
        self._beside = 0  # how many elements of _BESIDE are open
        self._goes_on = False  # nothing but _MID_WORD tags since the last text
        read = 0
        for token in MARKUP.finditer(source):
            self._read_text(read, token.start())
            self._read_markup(token)
            read = token.end()
        self._read_text(read, len(source))

    def lines_between(self, start: int, end: int) -> list[Line]:
        """The lines that begin in a part of the source."""
        first, last = (bisect_left(self.lines, place, key=lambda line: line.start) for place in (start, end))
        return self.lines[first:last]

    @property
    def _in_page_header(self) -> bool:
        """Whether the page's own header is open, not an article's."""
        tags = self._open_tags
        return tags["header"] > 0 and not (tags["article"] or tags["main"])

    def _read_markup(self, token: re.Match[str]) -> None:
        name = (token["name"] or "").lower()
        if not name:  # a comment, or an element whose content no reader sees
            self._goes_on = self._goes_on and not token["raw"]
            return
        self._goes_on = self._goes_on and name in _MID_WORD
        if token["end"]:
            self._close(name, token.end())
        elif name in _VOID or token[0].endswith("/>"):
            self._note_block(Element(name, token.start(), token.end()))
        else:
            self._start(name, token.start())

    def _start(self, tag: str, place: int) -> None:
        """Open an element; a ``<p>`` belongs to the element it stands in."""
        if tag == "p" and self._open and self._open[-1].tag == "p":
            self._close_from(len(self._open) - 1, place)
        parent = self._open[-1] if self._open else None
        element = Element(tag, place, len(self.source), parent)
        self._note_block(element)
        if self._beside == 0:
            if tag == "p" and parent:
                if not parent.paragraphs:
                    self.runs.append(parent)
                parent.paragraphs.append(element)
            elif tag in _HEADINGS and not self._in_page_header:
                self.headings.append(element)
        if tag == "li":
            self._items.append(element)
        elif tag == "a" and self._items:
            self._items[-1].linked = True
        self._open.append(element)
        self._open_tags[tag] += 1
        self._beside += tag in _BESIDE

    def _note_block(self, element: Element) -> None:
        if element.tag in _BLOCKS and self._open:
            self._open[-1].blocks.append(element)

    def _close(self, tag: str, end: int) -> None:
        """Close the nearest open element of that name, and what was left open in it."""
        for index in range(len(self._open) - 1, max(-1, len(self._open) - _REACH), -1):
            if self._open[index].tag == tag:
                self._close_from(index, end)
                return

    def _read_text(self, start: int, end: int) -> None:
        """Keep text that a reader sees, with its place."""
        if start == end or not self._open:
            return
        data = unescape(self.source[start:end])
        text = data.strip()
        if not text:
            return
        if self._beside == 0:
            if not (self._goes_on and self.lines):
                self.lines.append(Line(start, text, self._items[-1] if self._items else None))
            elif len(self.lines[-1].text) < _LINE:
                last = self.lines.pop()
                self.lines.append(replace(last, text=last.text + text))
        self._goes_on = True
        for element in self._open[-8:]:
            element.text.append(data)

    def _close_from(self, index: int, end: int) -> None:
        for element in self._open[index:]:
            element.end = end
            self._open_tags[element.tag] -= 1
            self._beside -= element.tag in _BESIDE
            if element.tag == "li":
                self._items.pop()
        del self._open[index:]
