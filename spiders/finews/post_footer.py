"""The paragraphs under a post that are none of its body: its own link, and the ways back."""

import re

from selectolax.lexbor import LexborHTMLParser

_PARAGRAPH = re.compile(r"<p\b", re.IGNORECASE)
_END = re.compile(r"</p\s{0,9}>\Z", re.IGNORECASE)
_LONGEST = 5000
_BACK = re.compile(r"\s*返回.{0,200}首页\s*", re.DOTALL)


def split_footer(rest: str) -> tuple[str, str | None]:
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
