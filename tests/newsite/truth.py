"""What an article of the generated site says, apart from any page: the truth to measure against."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """One article.

    :param address: absolute, as listings link to it; the first page where there are several
    :param addresses: every address under which the site serves the article or a page of it: further
        pages, and the address with ``?from=…`` as sidebars link to it
    :param page_count: how many pages it goes over
    :param template: ``old``, ``divs`` or ``modern``
    :param title: as a reader sees it; one line
    :param instant: ISO 8601 with ``+08:00``, to the minute or the second as the page states it
    :param precision: ``minute`` or ``second``
    :param author: empty where the page names none
    :param source: the medium named after 来源, empty where there is none
    :param paragraphs: texts of paragraphs and quotes, in order, over all pages
    :param headings: texts of sub-headings that are headings in markup
    :param captions: texts below pictures
    :param items: texts of list items
    :param cells: texts of table cells
    :param links: (text, absolute address) of links in the text
    :param flow: the text of every block, captions, items and cells too, in the order of the page
    :param boilerplate: strings of the page that must not be in the body
    """

    address: str
    addresses: list[str]
    page_count: int
    template: str
    title: str
    instant: str
    precision: str
    author: str
    source: str
    channel: str
    paragraphs: list[str]
    headings: list[str]
    captions: list[str]
    items: list[str]
    cells: list[str]
    links: list[tuple[str, str]]
    flow: list[str]
    boilerplate: list[str]


def write_truth(truths: list[Truth], path: Path) -> None:
    """Write a JSON list, in UTF-8, one article a line."""
    lines = ",\n".join(json.dumps(asdict(truth), ensure_ascii=False) for truth in truths)
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
