"""A finews post page, in the markup that the site's own generator gives it."""

import re
from dataclasses import dataclass, field

from parsel import Selector

_PAGE = re.compile(
    r"<small>\([^)]*\)\s*(?P<date>[^<]*)</small>\s*<h1>(?P<title>.*?)</h1>(?P<rest>.*?)"
    r"<small>tags:\s*<em>(?P<tag>.*?)</em>",
    re.DOTALL,
)
_QUOTE = re.compile(r"\A\s*<blockquote>(.*?)</blockquote>\s*", re.DOTALL)


@dataclass(slots=True)
class PostPage:
    """What a post page states; empty lists where it states nothing."""

    titles: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    outlets: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    digests: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


def read_post_page(source: str, *, tag_suffix: str) -> PostPage:
    """Read a post page.

    :param tag_suffix: what the site appends to an outlet's name to make its tag
    """
    match = _PAGE.search(source)
    if match is None:
        return PostPage()
    body, link = _split_footer(match["rest"])
    quote = _QUOTE.match(body)
    if quote:
        body = body[quote.end() :]
    tag = _text(match["tag"])
    return PostPage(
        titles=[_text(match["title"])],
        # the zone in the page's parentheses is the profile's
        dates=[match["date"]],
        outlets=[tag.removesuffix(tag_suffix)] if tag else [],
        bodies=[body.strip()],
        digests=[_text(quote[1])] if quote else [],
        links=[link] if link else [],
    )


def _split_footer(rest: str) -> tuple[str, str | None]:
    """The body, and the address in the last paragraph but one: the post's own link."""
    last = ""
    for _ in range(2):
        rest = rest.rstrip()
        start = rest.rfind("<p>")
        if start < 0 or not rest.endswith("</p>"):
            return rest, None
        rest, last = rest[:start], rest[start:]
    return rest, Selector(last).css("a::attr(href)").get()


def _text(html: str) -> str:
    return "".join(Selector(f"<p>{html}</p>").css("*::text").getall()).strip()
