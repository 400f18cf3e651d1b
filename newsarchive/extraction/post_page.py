"""A finews post page, in the markup that the site's own generator gives it."""

import re
from dataclasses import dataclass, field

from parsel import Selector

# Bounded at every step, so that a hostile page costs no more than its length.
_HEAD = re.compile(
    r"<small>\([^)<]{0,100}\)\s{0,9}(?P<date>[^<]{0,100})</small>"
    r"\s{0,9}<h1>(?P<title>[^<]{0,9999}(?:<(?!/h1>)[^<]{0,9999}){0,99})</h1>"
)
_TAG = re.compile(r"<small>tags:\s{0,9}<em>(?P<tag>[^<]{0,200})</em>")
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
    head = _HEAD.search(source)
    tags = _TAG.search(source, head.end()) if head else None
    if head is None or tags is None:
        return PostPage()
    body, link = _split_footer(source[head.end() : tags.start()])
    quote = _QUOTE.match(body)
    if quote:
        body = body[quote.end() :]
    tag = _text(tags["tag"])
    return PostPage(
        titles=[_text(head["title"])],
        # the zone in the page's parentheses is the profile's
        dates=[head["date"]],
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
