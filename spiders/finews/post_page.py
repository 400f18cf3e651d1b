"""A finews post page: in the markup that the site's own generator gives it, or much like it."""

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser

from .post_footer import split_footer
from .share_page import MARKS, read_visible

# Bounded at every step, so that a hostile page costs no more than its length.
_SPACE = r"(?:\s|<(?:/?p|/?div|/?span|br)\b[^<>]{0,300}>|</?center>){0,9}"
_HEAD = re.compile(
    r"<small\b[^<>]{0,300}>\s{0,9}(?:[(（][^()（）<]{0,100}[)）])?\s{0,9}(?P<date>[^<]{0,100})</small\s{0,9}>"
    rf"{_SPACE}<h1\b[^<>]{{0,300}}>(?P<title>[^<]{{0,9999}}+(?:<(?!/h1)[^<]{{0,9999}}+){{0,99}}+)</h1\s{{0,9}}>",
    re.IGNORECASE,
)
_TAG = re.compile(
    r"<small\b[^<>]{0,300}>\s{0,9}tags\s{0,9}[:：]\s{0,9}<em\b[^<>]{0,300}>(?P<tag>[^<]{0,200})</em\s{0,9}>",
    re.IGNORECASE,
)
_QUOTE = re.compile(r"\A\s*<blockquote\b[^<>]{0,300}>(.*?)</blockquote>\s*", re.DOTALL | re.IGNORECASE)
_COMPLETE = re.compile(r"</(?:body|html)\s{0,9}>", re.IGNORECASE)


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
    if source.count("<") + source.count("&") > MARKS:
        return PostPage()
    head = _HEAD.search(source)
    tags = _TAG.search(source, head.end() if head else 0)
    tag = _text(tags["tag"]).removesuffix(tag_suffix) if tags else ""
    if head is None or tags is None:
        return _read_otherwise(source, tag) if tags or _COMPLETE.search(source) else PostPage()
    body, link = split_footer(source[head.end() : tags.start()])
    quote = _QUOTE.match(body)
    if quote:
        body = body[quote.end() :]
    return PostPage(
        titles=[_text(head["title"])],
        # the zone in the page's parentheses is the profile's
        dates=[head["date"]],
        outlets=[tag] if tag else [],
        bodies=[body.strip()],
        digests=[_text(quote[1])] if quote else [],
        links=[link] if link else [],
    )


def _read_otherwise(source: str, tag: str) -> PostPage:
    """Read a page that is complete, but whose markup is not the generator's."""
    shown = read_visible(source)
    if not shown.vouched:
        return PostPage()
    body, link = split_footer(shown.body or "")
    return PostPage(
        titles=[shown.title or ""],
        dates=shown.dates,
        outlets=[tag] if tag else shown.outlets,
        bodies=[body.strip()],
        links=[link] if link else [],
    )


def _text(html: str) -> str:
    return LexborHTMLParser(html).text().strip()
