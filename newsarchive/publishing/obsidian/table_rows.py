"""A table's rows with a cell for every column, since Markdown has no cell that spans several rows."""

from bs4 import BeautifulSoup, Tag

_WIDEST = 100


def fill_rows(soup: BeautifulSoup, table: Tag) -> None:
    """Put an empty cell below each one that spans several rows."""
    spans: dict[int, int] = {}  # the column of such a cell, and how many rows it still covers
    for row in table.find_all("tr"):
        if row.find_parent("table") is not table:
            continue
        column = 0
        for cell in row.find_all(("td", "th"), recursive=False):
            while column in spans:
                cell.insert_before(soup.new_tag("td"))
                column = _passed(column, spans)
            wide, high = _number(cell, "colspan"), _number(cell, "rowspan")
            if high > 1:
                spans |= dict.fromkeys(range(column, column + wide), high - 1)
            column += wide
        while column in spans:
            row.append(soup.new_tag("td"))
            column = _passed(column, spans)


def _passed(column: int, spans: dict[int, int]) -> int:
    spans[column] -= 1
    if not spans[column]:
        del spans[column]
    return column + 1


def _number(cell: Tag, name: str) -> int:
    return min(int(str(cell.get(name) or 1)), _WIDEST)
