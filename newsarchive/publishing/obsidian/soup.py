"""A published body made ready to be Markdown: without what Markdown has no sign for."""

import re

from bs4 import BeautifulSoup, NavigableString, Tag

from newsarchive.posts.safe_html.allowed import BLOCKS, words
from newsarchive.publishing.body.tree import HIDDEN, KEEPS_LINES

_PLAIN = words("abbr bdi bdo cite dfn ins rb rp rtc ruby small span time u var wbr")
_LINE_END = re.compile(r"[ \t]*[\r\n][ \t\r\n]*")
_INLINE = ("a", "b", "code", "del", "em", "i", "kbd", "mark", "s", "samp", "strong", "sub", "sup")
_CODE = ("code", "kbd", "samp")
_CELLS = ("td", "th")


def soup_of(html: str) -> BeautifulSoup:
    """The tree of a body.

    :param html: as :func:`newsarchive.publishing.body.published_body` writes it
    """
    soup = BeautifulSoup(html, "html.parser")
    for hidden in soup.find_all(style=HIDDEN):
        hidden.decompose()
    for element in soup.find_all(style=lambda style: KEEPS_LINES in (style or "")):
        _break_lines(soup, element)
    for text in soup.find_all(string=_LINE_END.search):
        if not text.find_parent("pre"):
            text.replace_with(_LINE_END.sub(" ", str(text)))
    for reading in soup.find_all("rt"):
        says = "".join(reading.find_all(string=True)).strip()
        if says and not (reading.parent and reading.parent.find("rp")):
            reading.insert(0, "(")
            reading.append(")")
        reading.unwrap()
    for element in soup.find_all(list(_PLAIN)):
        element.unwrap()
    for inline in soup.find_all(_INLINE):
        _keep_inline(inline)
    for code in soup.find_all(_CODE):
        _join_next(code)
    for table in soup.find_all("table"):
        _fill_rows(soup, table)
    soup.smooth()  # signs that stand beside one another are seen together
    return soup


def _keep_inline(element: Tag) -> None:
    """Let no mark go over several blocks: a link shows what is in them as one line, all else is no mark then."""
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


def _break_lines(soup: BeautifulSoup, element: Tag) -> None:
    for text in element.find_all(string=True):
        lines = str(text).split("\n")
        for line in lines[:-1]:
            text.insert_before(NavigableString(line), soup.new_tag("br"))
        text.replace_with(lines[-1])


def _fill_rows(soup: BeautifulSoup, table: Tag) -> None:
    """Give each row a cell for every column: an empty one below a cell that spans several rows."""
    spans: dict[int, int] = {}  # the column of such a cell, and how many rows it still covers
    for row in table.find_all("tr"):
        if row.find_parent("table") is not table:
            continue
        column = 0
        for cell in row.find_all(_CELLS, recursive=False):
            column = _fill(soup, cell, column, spans)
            wide = _number(cell, "colspan")
            if (high := _number(cell, "rowspan")) > 1:
                spans |= dict.fromkeys(range(column, column + wide), high - 1)
            column += wide
        while column in spans:
            row.append(soup.new_tag("td"))
            column = _passed(column, spans)


def _fill(soup: BeautifulSoup, cell: Tag, column: int, spans: dict[int, int]) -> int:
    while column in spans:
        cell.insert_before(soup.new_tag("td"))
        column = _passed(column, spans)
    return column


def _passed(column: int, spans: dict[int, int]) -> int:
    spans[column] -= 1
    if not spans[column]:
        del spans[column]
    return column + 1


def _number(cell: Tag, name: str) -> int:
    return min(int(str(cell.get(name) or 1)), 100)
