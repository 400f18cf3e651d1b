"""A small site on loopback whose template changes, and its profile."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from newsarchive.demo.responses import PLAIN, page, refusal
from newsarchive.demo.server import Answer, Asked, serving

PLACES = [
    "harbour",
    "bridge",
    "market",
    "tram",
    "library",
    "museum",
    "forest",
    "stadium",
    "school",
    "theatre",
]
FRAME = "<html lang=en><head><title>{title}</title>{head}</head><body>{body}</body></html>"
PROFILE = """
name: herald
home: {home}
zone: Europe/London
discovery: {{automatic: false}}
politeness: {{delay: 0}}
article: {{address: /news/}}
category: {{fallback: News}}
"""


@dataclass
class HarbourHerald:
    """What its pages are like by now.

    :param articles: how many its front page shows
    :param is_up: or every request is answered with 503
    :param has_author: of the articles' template
    :param body_in: the class of the element that holds a text
    """

    articles: int = 40
    is_up: bool = True
    has_author: bool = True
    body_in: str = "text"
    home: str = ""

    def answer(self, asked: Asked) -> Answer:
        path = asked.target.partition("?")[0]
        if not self.is_up:
            return refusal(503, "back soon")
        if path == "/robots.txt":
            return page("User-agent: *\nAllow: /\n", content_type=PLAIN)
        if path == "/":
            numbers = range(self.articles, 0, -1)
            links = "".join(f'<li><a href="/news/{n}.html">{title_of(n)}</a></li>' for n in numbers)
            return page(FRAME.format(title="Harbour Herald", head="", body=f"<ul>{links}</ul>"))
        number = int("".join(filter(str.isdigit, path)) or 0)
        return (
            page(self.article(number)) if path.startswith("/news/") and number else refusal(404, "not here")
        )

    def article(self, number: int) -> str:
        at = datetime.now(UTC).strftime("%Y-%m-%dT06:%M:00Z")
        head = f'<meta property="article:published_time" content="{at}">'
        head += '<meta name="author" content="Mary Wells">' if self.has_author else ""
        where, title = PLACES[number % 10], title_of(number)
        text = "".join(
            f"<p>The {where} number {number} was the matter of a meeting on its costs, said speaker {n} of"
            f" the council, who asked for patience, a later date and {number * 7 + n} more benches.</p>"
            for n in range(6)
        )
        body = f'<article><h1>{title}</h1><div class="{self.body_in}">{text}</div></article>'
        return FRAME.format(title=title, head=head, body=body)


def title_of(number: int) -> str:
    return f"Council argues about {PLACES[number % 10]} number {number} and its {number * 3} neighbours"


@contextmanager
def running_herald(profiles: Path) -> Iterator[HarbourHerald]:
    """Serve it on loopback; its profile is in a folder of profiles."""
    site = HarbourHerald()
    with serving(site.answer) as address:
        site.home = f"{address}/"
        profiles.mkdir(exist_ok=True)
        (profiles / "herald.yml").write_text(PROFILE.format(home=site.home))
        yield site
