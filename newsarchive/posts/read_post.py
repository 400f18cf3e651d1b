"""A post read back into its parts: our own exactly, older and broken ones as far as they go."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from newsarchive.exceptions import ExtractionError
from newsarchive.posts.further_keys import further_keys
from newsarchive.posts.read_front_matter import read_front_matter

_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?)^---[ \t]*\r?(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_YEAR = re.compile(r"(?<![\d+-])\d{4}")
_STANDFIRST = re.compile(r">[ \t]?([^\r\n]*)(?:\r?\n){1,2}")

_BLANK_LINE = r"(?:\n\n|\r\n\r\n|\n[ \t\r]*\n)"
_LINE_END = r"[ \t]*(?=\r?\n|\Z)"
_ANGLED = r"<(?P<link>https?://[^<>\r\n]+)>"
_BARE = r"<?(?P<link>https?://[^<>\s]+)>?"
_ANCHOR = r"(?:<p>)?<a\s[^>\r\n]*?href=[\"']?(?P<link>https?://[^\"'<>\s]+)[^>\r\n]*>[^\r\n]*</a>(?:</p>)?"
# The ways in which a post states its link, our own first.
_LINKS = tuple(
    re.compile(before + link + _LINE_END, re.IGNORECASE)
    for before in (_BLANK_LINE, r"\A[ \t\r\n]*")
    for link in (_ANGLED, _BARE, _ANCHOR)
)
_FOOTER = re.compile(_BLANK_LINE + r"(?P<footer>\[[^\r\n]*\]\([^\r\n]*\))\s*\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class PostParts:
    """What a post says.

    :param title: unescaped; as the post has it, which may have cut it
    :param date: as written, usually ``YYYY-MM-DD HH:MM:SS +0800``
    :param standfirst: plain text, empty where there is none
    :param body: HTML, every line end as it was
    :param link: an http(s) URL; empty where a post has its footer alone
    :param footer: Markdown, without line ends around it; may be empty
    :param more: further keys of the front matter; lists of several categories or tags among them
    """

    layout: str
    title: str
    date: str
    category: str
    tag: str
    standfirst: str
    body: str
    link: str
    footer: str
    more: Mapping[str, Any]


def read_post(post: bytes) -> PostParts:
    """The parts of a post.

    Read are also posts with a byte order mark, with CRLFs, with more keys or fewer, with a title
    whose quotes are not escaped, with the link bare or in ``<a>``, and without footer.

    :raises ExtractionError: ``not-utf8``, ``no-front-matter``, ``broken-front-matter``, ``no-title``,
        ``no-date``, or ``no-link`` where neither link nor footer shows the body's end
    """
    try:
        text = post.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ExtractionError("not-utf8", f"the post is no UTF-8: {error}") from error
    head, more, rest = _split(text)
    title, date = head.get("title", "").strip(), head.get("date", "")
    if not title:
        raise ExtractionError("no-title", "the post's title is empty or missing")
    if not _YEAR.search(date):
        raise ExtractionError("no-date", f"the post's date is {date!r}")
    standfirst = _STANDFIRST.match(rest)
    body, link, footer = _split_body(rest[standfirst.end() :] if standfirst else rest)
    return PostParts(
        layout=head.get("layout", ""),
        title=head["title"],
        date=date,
        category=head.get("categories", ""),
        tag=head.get("tags", ""),
        standfirst=html.unescape(standfirst[1]).strip() if standfirst else "",
        body=body,
        link=link,
        footer=footer,
        more=more,
    )


def _split(text: str) -> tuple[dict[str, str], dict[str, Any], str]:
    """A post's five keys, the further ones, and the rest."""
    if not re.match(r"---[ \t]*\r?(?:\n|\Z)", text):
        raise ExtractionError("no-front-matter", "the post does not begin with a line of three dashes")
    found = _FRONT_MATTER.match(text)
    head = read_front_matter(found[1]) if found else {}
    if not found or not head:
        raise ExtractionError("broken-front-matter", "the front matter has no end or none of a post's keys")
    return head, further_keys(found[1]), text[found.end() :]


def _split_body(rest: str) -> tuple[str, str, str]:
    """Body, link and footer."""
    for pattern in _LINKS:
        found = list(pattern.finditer(rest))
        if found:
            last = found[-1]  # a body may hold such a line too
            return rest[: last.start()], last["link"], rest[last.end() :].strip()
    footer = _FOOTER.search(rest)
    if not footer:
        raise ExtractionError("no-link", "neither a link nor a footer shows where the body ends")
    return rest[: footer.start()], "", footer["footer"]
