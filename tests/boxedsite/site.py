"""The whole site: which path shows what in which round, and the truth about its articles."""
# ruff: noqa: E501  a line of markup stays whole

from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from random import Random
from urllib.parse import urlsplit

from newsarchive.demo.responses import Response, page
from newsarchive.demo.server import serving
from tests.boxedsite.article import Article, articles
from tests.boxedsite.boxes import Boxes
from tests.boxedsite.languages import LANGUAGES
from tests.boxedsite.templates import TEMPLATES
from tests.newsite.truth import Truth, compact

_LISTED = 40  # articles on a page of a listing
_HEAVY = 28_000  # bytes of style and script in each page


class BoxedSite:
    """The generated site.

    :param base: its address, without a slash at its end
    :param language: a key of ``LANGUAGES``
    :ivar turn: which round of boxes its pages show
    """

    def __init__(self, base: str, count: int = 2000, seed: int = 20260630, language: str = "zh") -> None:
        self.base = base
        self.language = LANGUAGES[language]
        self.articles = articles(count, seed, self.language)
        self.turn = 0
        self._by_path = {article.path(self.language): article for article in self.articles}
        self._weight = [_weight(Random(f"{seed} {number}")) for number in range(len(TEMPLATES))]

    def respond(self, target: str) -> Response:
        """The answer to a request for a path with its query."""
        parts = urlsplit(target)
        article = self._by_path.get(parts.path)
        if article:
            return page(self.markup(article)[0])
        if parts.path == "/robots.txt":
            return page("User-agent: *\nAllow: /\n", content_type="text/plain")
        keys = [key for key, _ in self.language.sections]
        key, _, rest = parts.path.strip("/").partition("/")
        if key in ("", *keys) and (not rest or rest.isdecimal()):
            return page(self._listing(keys.index(key) if key else None, int(rest or 1)))
        return Response(404, {"Content-Type": "text/plain; charset=utf-8"}, b"404\n")

    def markup(self, article: Article) -> tuple[str, Boxes]:
        """An article's page in this round, and its boxes, which know all that they said."""
        boxes = Boxes(self, article, self.turn)
        head, body = TEMPLATES[article.section](boxes, article)
        return self._page(article.title, head, body, article.section), boxes

    def truths(self) -> list[Truth]:
        """The truth about every article, in the order of the listings, as of this round."""
        return [self._truth(article) for article in self.articles]

    def _page(self, title: str, head: str, body: str, template: int) -> str:
        style, script = self._weight[template]
        return f'<!doctype html>\n<html lang="{self.language.code}"><head><meta charset="utf-8"><title>{escape(title)} - {self.language.site}</title>\n{head}<style>{style}</style></head>\n<body>{body}\n<script>{script}</script></body></html>'

    def _listing(self, section: int | None, number: int) -> str:
        chosen = [one for one in self.articles if section in (None, one.section)]
        chosen = chosen[(number - 1) * _LISTED : number * _LISTED]
        menu = "".join(f'<li><a href="/{key}/">{name}</a></li>' for key, name in self.language.sections)
        items = "\n".join(
            f'<div class="i"><h3><a href="{one.path(self.language)}">{escape(one.title)}</a></h3><span>{one.published.strftime(self.language.moment)}</span></div>'
            for one in chosen
        )
        name = "" if section is None else self.language.sections[section][1]
        key = "" if section is None else self.language.sections[section][0]
        onward = f'<div class="pages"><a rel="next" href="/{key}/{number + 1}">{self.language.boxes["next"][0]}</a></div>'
        more = onward if chosen and key else ""
        body = f'<ul class="menu">{menu}</ul><h2>{name}</h2>{items}{more}'
        return self._page(name or self.language.site, "", body, section or 0)

    def _truth(self, article: Article) -> Truth:
        _, boxes = self.markup(article)
        flow = [text for _, text in article.parts]
        whole = compact("".join([*flow, article.title]))
        said = [text for text in dict.fromkeys(boxes.boilerplate) if compact(text) not in whole]
        are_headings = article.section != 2
        return Truth(
            address=self.base + article.path(self.language),
            addresses=[self.base + article.path(self.language)],
            page_count=1,
            template=TEMPLATES[article.section].__name__,
            title=article.title,
            instant=article.published.isoformat(timespec="minutes"),
            precision="minute",
            author=article.author,
            source="",
            channel=self.language.sections[article.section][1],
            paragraphs=[text for kind, text in article.parts if kind == "p"],
            headings=[text for kind, text in article.parts if kind == "h" and are_headings],
            captions=[text for kind, text in article.parts if kind == "figure"],
            items=[],
            cells=[],
            links=[],
            flow=flow,
            boilerplate=[text for text in said if len(compact(text)) > 3],
            once=[article.abstract] if article.abstract else [],
        )  # fmt: skip


def _weight(dice: Random) -> tuple[str, str]:
    """A style sheet and a script such as pages carry along."""
    rules: list[str] = []
    while sum(map(len, rules)) < _HEAVY // 2:
        rules.append(
            f".c{dice.randrange(10**4)}-x{{margin:{dice.randrange(40)}px;color:#{dice.randrange(16**6):06x}}}"
        )
    calls: list[str] = []
    while sum(map(len, calls)) < _HEAVY // 2:
        calls.append(
            f'w.push(["e{dice.randrange(10**6)}",{{"k":{dice.randrange(10**9)},"s":"{dice.randrange(16**12):x}"}}]);'
        )
    return "".join(rules), "var w=[];" + "".join(calls)


@contextmanager
def running_site(
    count: int = 2000, seed: int = 20260630, language: str = "zh", port: int = 0
) -> Iterator[BoxedSite]:
    """The site, served while the block lasts; its address is ``base``."""
    made: list[BoxedSite] = []
    with serving(lambda asked: made[0].respond(asked.target), port=port) as address:
        made.append(BoxedSite(address, count, seed, language))
        yield made[0]
