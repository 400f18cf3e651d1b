"""A finews post page: in the markup that the site's own generator gives it, or much like it."""

import re
from html import escape

from selectolax.lexbor import LexborHTMLParser

from .dateline import Said
from .share_page import MARKS, is_vouched_for, read_visible

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
_PARAGRAPH = re.compile(r"<p\b", re.IGNORECASE)
_END = re.compile(r"</p\s{0,9}>\Z", re.IGNORECASE)
_LONGEST = 5000
_BACK = re.compile(r"\s*返回.{0,200}首页\s*", re.DOTALL)


def read_post_page(source: str, *, tag_suffix: str) -> Said:
    """Read a post page; nothing is stated where it is another page, or too long.

    :param tag_suffix: what the site appends to an outlet's name to make its tag
    """
    if source.count("<") + source.count("&") > MARKS:
        return {}
    head = _HEAD.search(source)
    tags = _TAG.search(source, head.end() if head else 0)
    tag = _text(tags["tag"]).removesuffix(tag_suffix) if tags else ""
    if head and tags:
        body, link = _split_footer(source[head.end() : tags.start()])
        # the zone in the page's parentheses is the profile's
        said = {"title": [escape(_text(head["title"]), quote=False)], "date": [head["date"]], "outlet": []}
        if quote := _QUOTE.match(body):
            body = body[quote.end() :]
            said["digest"] = [escape(_text(quote[1]), quote=False)]
    elif tags or _COMPLETE.search(source):  # its markup is not the generator's
        said = read_visible(source)
        if not is_vouched_for(said):
            return {}
        body, link = _split_footer("".join(said["body"]))
    else:
        return {}
    said |= {"outlet": [tag]} if tag else {}
    return said | {"body": [body.strip()], "link": [link] if link else []}


def _split_footer(rest: str) -> tuple[str, str | None]:
    """The body, and the address in the last paragraph before the ways back: the post's own link.

    A paragraph goes only if it is one of the two.
    """
    body, last = _last_paragraph(rest)
    back = last is not None and _BACK.fullmatch(last.text()) is not None
    if back:
        rest = body
        body, last = _last_paragraph(rest)
    link = _lone_link(last) if last is not None else None
    return (body, link) if link and (back or "infoCode=" in link) else (rest, None)


def _last_paragraph(rest: str) -> tuple[str, LexborHTMLParser | None]:
    rest = rest.rstrip()
    near = max(0, len(rest) - _LONGEST)
    start = max((found.start() for found in _PARAGRAPH.finditer(rest, near)), default=-1)
    if start < 0 or not _END.search(rest, start):
        return rest, None
    return rest[:start].rstrip(), LexborHTMLParser(rest[start:])


def _lone_link(paragraph: LexborHTMLParser) -> str | None:
    """The address of a link that shows an address, and has the paragraph to itself."""
    shown = paragraph.text().strip()
    links = paragraph.css("a")
    lone = len(links) == 1 and shown == links[0].text().strip() and shown.startswith("http")
    return links[0].attributes.get("href") if lone else None


def _text(html: str) -> str:
    return LexborHTMLParser(html).text().strip()
