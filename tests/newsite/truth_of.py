"""From an article and its pages to the truth about it."""

from collections.abc import Callable

from tests.newsite.article import Article
from tests.newsite.furniture import Page
from tests.newsite.shelf import Shelf
from tests.newsite.template_divs import divs_precision
from tests.newsite.template_modern import modern_precision
from tests.newsite.template_old import old_precision
from tests.newsite.truth import Truth

_PRECISIONS = {"old": old_precision, "divs": divs_precision, "modern": modern_precision}
Markup = Callable[[Article, int], tuple[Page, str]]


def truth_of(article: Article, shelf: Shelf, markup: Markup) -> Truth:
    """The truth about an article; its pages are rendered to learn what surrounds it."""
    texts = _texts(article)
    flow = [text for _, text in texts]
    compact = _compact("".join(flow))
    noted = [
        text for number in range(1, len(article.pages) + 1) for text in markup(article, number)[0].boilerplate
    ]
    boilerplate = [
        text for text in dict.fromkeys(noted) if len(_compact(text)) >= 4 and _compact(text) not in compact
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


def _compact(text: str) -> str:
    return "".join(text.split())
