"""A published body made ready to be Markdown: without what Markdown has no sign for."""

import re

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from newsarchive.posts.safe_html.allowed import BLOCKS, words
from newsarchive.publishing.body.tree import HIDDEN, KEEPS_LINES
from newsarchive.publishing.obsidian.table_rows import fill_rows

_PLAIN = words("abbr bdi bdo cite dfn ins rb rp rtc ruby small span time u var wbr")
_MARKED = ("a", "b", "code", "del", "em", "i", "kbd", "mark", "s", "samp", "strong", "sub", "sup")
_CODE = ("code", "kbd", "samp")
_LINE_END = re.compile(r"[ \t]*[\r\n][ \t\r\n]*")


def soup_of(html: str) -> BeautifulSoup:
    """The tree of a body.

    :param html: as :func:`newsarchive.publishing.body.published_body` writes it
    """
    soup = BeautifulSoup(html, "html.parser")
    for hidden in soup.find_all(style=HIDDEN):
        hidden.decompose()
    _set_lines(soup)
    for reading in soup.find_all("rt"):
        _unwrap_reading(reading)
    for element in soup.find_all(list(_PLAIN)):
        element.unwrap()
    for element in soup.find_all(_MARKED):
        _keep_on_a_line(element)
    for code in soup.find_all(_CODE):
        _join_next(code)
    for table in soup.find_all("table"):
        fill_rows(soup, table)
    soup.smooth()  # signs that stand beside one another are seen together
    return soup


def _set_lines(soup: BeautifulSoup) -> None:
    """Make breaks of the line ends that are meant, and spaces of all others."""
    for element in soup.find_all(style=lambda style: KEEPS_LINES in (style or "")):
        for text in element.find_all(string=True):
            lines = str(text).split("\n")
            for line in lines[:-1]:
                text.insert_before(NavigableString(line), soup.new_tag("br"))
            text.replace_with(lines[-1])
    for text in soup.find_all(string=lambda text: "\n" in (text or "")):
        if not text.find_parent("pre"):
            text.replace_with(_LINE_END.sub(" ", str(text)))


def _unwrap_reading(reading: Tag) -> None:
    """How a sign is read, in brackets behind it."""
    says = "".join(reading.find_all(string=True)).strip()
    if says and not (reading.parent and reading.parent.find("rp")):
        reading.insert(0, "(")
        reading.append(")")
    reading.unwrap()


def _keep_on_a_line(element: Tag) -> None:
    """Let no mark go over several blocks: a link has what is in them on one line, all else is no mark."""
    blocks = element.find_all(list(BLOCKS))
    if blocks and element.name != "a":
        element.unwrap()
        return
    for block in blocks:
        block.insert_before(" ")
        block.insert_after(" ")
        block.unwrap()


def _join_next(code: Tag) -> None:
    """Take in what is code right behind it, since the marks of the two would be taken for others."""
    while isinstance(behind := code.next_sibling, Tag) and behind.name in _CODE and code.parent:
        code.extend(list(behind.contents))
        behind.extract()
