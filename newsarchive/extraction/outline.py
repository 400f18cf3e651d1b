"""A page's headings, lines of text and runs of paragraphs, each with its place in the source."""

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
         "source", "track", "wbr"}  # fmt: skip
_BESIDE = ("footer", "aside", "nav")  # what they say is not the article's
_MID_WORD = {"b", "strong", "font"}  # a line of text goes on across them
_UNSEEN = {"script", "style", "noscript", "template", "title", "textarea"}


@dataclass(slots=True)
class Element:
    """An element that is open, or was.

    :param start: where its start tag begins in the source
    :param end: where its end tag ends; the page's end while it is open
    :param paragraphs: its own ``<p>`` children
    """

    tag: str
    start: int
    end: int
    text: list[str] = field(default_factory=list)
    paragraphs: list["Element"] = field(default_factory=list)

    @property
    def length(self) -> int:
        """Characters of text inside."""
        return sum(map(len, self.text))


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of visible text and where it stands."""

    start: int
    text: str


class Outline(HTMLParser):
    """Read ``source`` once; linear in its length for all but contrived markup."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.source = source
        self.headings: list[Element] = []
        self.runs: list[Element] = []
        self.lines: list[Line] = []
        self._open: list[Element] = []
        self._open_tags: Counter[str] = Counter()
        self._goes_on = False  # nothing but _MID_WORD tags since the last text
        self._starts = _line_starts(source)
        self.feed(source)
        self.close()

    @property
    def place(self) -> int:
        """Where the parser stands in the source."""
        line, column = self.getpos()
        return self._starts[line - 1] + column

    @property
    def _in_page_header(self) -> bool:
        """Whether the page's own header is open, not an article's."""
        tags = self._open_tags
        return tags["header"] > 0 and not (tags["article"] or tags["main"])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element; a ``<p>`` belongs to the element it stands in."""
        del attrs
        self._goes_on = self._goes_on and tag in _MID_WORD
        if tag in _VOID:
            return
        if tag == "p" and self._open and self._open[-1].tag == "p":
            self._close_from(len(self._open) - 1, self.place)
        element = Element(tag, self.place, len(self.source))
        if tag == "p" and self._open:
            if not self._open[-1].paragraphs:
                self.runs.append(self._open[-1])
            self._open[-1].paragraphs.append(element)
        elif tag in {"h1", "h2", "h3"} and not self._in_page_header:
            self.headings.append(element)
        self._open.append(element)
        self._open_tags[tag] += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """``<br/>`` and the like open nothing, but end a line."""
        del tag, attrs
        self._goes_on = False

    def handle_endtag(self, tag: str) -> None:
        """Close the nearest open element of that name, and what was left open in it."""
        self._goes_on = self._goes_on and tag in _MID_WORD
        end = self.source.find(">", self.place) + 1 or len(self.source)
        for index in range(len(self._open) - 1, max(-1, len(self._open) - 50), -1):
            if self._open[index].tag == tag:
                self._close_from(index, end)
                return

    def handle_data(self, data: str) -> None:
        """Keep text that a reader sees, with its place."""
        if not self._open or self._open[-1].tag in _UNSEEN or not data.strip():
            return
        if not any(self._open_tags[tag] for tag in _BESIDE):
            if self._goes_on and self.lines:
                last = self.lines.pop()
                self.lines.append(Line(last.start, last.text + data.strip()))
            else:
                self.lines.append(Line(self.place, data.strip()))
        self._goes_on = True
        for element in self._open[-8:]:
            element.text.append(data)

    def _close_from(self, index: int, end: int) -> None:
        for element in self._open[index:]:
            element.end = end
            self._open_tags[element.tag] -= 1
        del self._open[index:]


def _line_starts(source: str) -> list[int]:
    starts, place = [0], source.find("\n")
    while place >= 0:
        starts.append(place + 1)
        place = source.find("\n", place + 1)
    return starts
