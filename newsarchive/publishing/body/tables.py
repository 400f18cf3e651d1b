"""Tables whose headers head something."""

from newsarchive.publishing.body.tree import Element

_CELLS = ("td", "th")


def set_tables(root: Element) -> None:
    """Make plain cells of headers that say nothing, and of those of a table that has no others."""
    for table in root.elements():
        if table.tag != "table":
            continue
        cells = [element for element in table.elements() if element.tag in _CELLS]
        has_data = any(cell.tag == "td" for cell in cells)
        for cell in cells:
            if cell.tag == "th" and not (has_data and cell.shows()):
                cell.tag = "td"
