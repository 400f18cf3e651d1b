"""What an article of the generated site says, apart from any page: the truth to measure against."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tests.newsite.article import Article
from tests.newsite.furniture import Page
from tests.newsite.shelf import Shelf
from tests.newsite.template_divs import divs_precision
from tests.newsite.template_modern import modern_precision
from tests.newsite.template_old import old_precision

_PRECISIONS = {"old": old_precision, "divs": divs_precision, "modern": modern_precision}
Markup = Callable[[Article, int], tuple[Page, str]]


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
    :param once: texts that the page says several times, and the body shall say once
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
    once: list[str] = field(default_factory=list)


def write_truth(truths: list[Truth], path: Path) -> None:
    """Write a JSON list, in UTF-8, one article a line."""
    lines = ",\n".join(json.dumps(asdict(truth), ensure_ascii=False) for truth in truths)
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def compact(text: str) -> str:
    """Text without any white space."""
    return "".join(text.split())


def truth_of(article: Article, shelf: Shelf, markup: Markup) -> Truth:
    """The truth about an article; its pages are rendered to learn what surrounds it."""
    texts = _texts(article)
    flow = [text for _, text in texts]
    whole = compact("".join(flow))
    noted = [
        text for number in range(1, len(article.pages) + 1) for text in markup(article, number)[0].boilerplate
    ]
    boilerplate = [
        text for text in dict.fromkeys(noted) if len(compact(text)) >= 4 and compact(text) not in whole
    ]
    precision = _PRECISIONS[article.channel.template](article)
    first = article.path()
    addresses = [article.path(number) for number in range(1, len(article.pages) + 1)]
    addresses += [first + ("&" if "?" in first else "?") + f"from={mark}" for mark in ("hot", "feed")]
    return Truth(
        address=shelf.base + first,
        addresses=[shelf.base + path for path in addresses],
        page_count=len(article.pages),
        template=article.channel.template,
        title=" ".join(article.title.split()),
        instant=article.published.isoformat(timespec="seconds" if precision == "second" else "minutes"),
        precision=precision,
        author=article.author,
        source=article.source,
        channel=article.channel.name,
        paragraphs=[text for kind, text in texts if kind in ("p", "quote")],
        headings=[text for kind, text in texts if kind == "h"],
        captions=[text for kind, text in texts if kind == "figure"],
        items=[text for kind, text in texts if kind == "list"],
        cells=[text for kind, text in texts if kind == "table"],
        links=_links(article, shelf.base),
        flow=flow,
        boilerplate=boilerplate,
    )


def _texts(article: Article) -> list[tuple[str, str]]:
    """(kind, text) of every block; headings that a template writes as bold paragraphs are paragraphs."""
    are_headings = article.channel.template == "modern" or (
        article.channel.template == "divs" and article.look % 2
    )
    made = []
    for page in article.pages:
        for block in page:
            kind = "p" if block.kind == "h" and not are_headings else block.kind
            made += [(kind, text) for text in block.texts()]
    return made


def _links(article: Article, base: str) -> list[tuple[str, str]]:
    runs = (run for page in article.pages for block in page for part in block.parts for run in part)
    return [
        (run.text, base + run.href if run.href.startswith("/") else run.href)
        for run in runs
        if run.mark == "a"
    ]
