"""A post read back into its parts: our own exactly, older and broken ones as far as they go."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from newsarchive.exceptions import ExtractionError
from newsarchive.posts.front_matter import further_keys
from newsarchive.sites import NOT_YAML

_KEYS = "layout|title|date|categories|tags"
# A key, and what its line says; nothing where the value goes on in the lines below.
_LINE = re.compile(rf"^({_KEYS}):[ \t]*(.*)$(?!\n(?:[ \t]+\S|- ))", re.MULTILINE)
_STARTED = re.compile(rf"^({_KEYS}):", re.MULTILINE)
_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`](?:(?! #|: |:$).)*")
_ESCAPED = re.compile(r'(?:[^"\\]|\\["\\])*')
_LONGEST = 100_000


def read_front_matter(text: str) -> dict[str, str]:
    """The five keys of a post that are there, each as one string; of a list the first entry.

    A title in double quotes is taken from its line, unescaped where its quotes and backslashes are
    escaped, as it stands where they are not.

    :param text: what stands between the two ``---`` lines
    """
    lines = {match[1]: match[2].rstrip(" \t\r") for match in _LINE.finditer(text)}
    read = {key: value for key, line in lines.items() if (value := _value(line)) is not None}
    started = {match[1] for match in _STARTED.finditer(text)}
    if read.keys() != started:
        # Without the lines that are read already, so that a title that is no YAML spoils no other key.
        parsed = _parsed(_LINE.sub(lambda line: "" if line[1] in read else line[0], text))
        read |= {
            key: _first(parsed[key]) if key in parsed else lines.get(key, "").strip("\"'")
            for key in started - read.keys()
        }
    return read


def _value(line: str) -> str | None:
    """What a line says where that is beyond doubt, otherwise None."""
    if line.startswith('["') and line.endswith('"]') and _ESCAPED.fullmatch(line, 2, len(line) - 2):
        return _unescaped(line[2:-2])
    if len(line) > 1 and line.startswith('"') and line.endswith('"'):
        return _unescaped(line[1:-1]) if _ESCAPED.fullmatch(line, 1, len(line) - 1) else line[1:-1]
    return line if _PLAIN.fullmatch(line) else None


def _unescaped(text: str) -> str:
    return re.sub(r'\\(["\\])', r"\1", text)


def _parsed(text: str) -> Mapping[str, object]:
    if len(text) > _LONGEST:
        return {}
    try:
        # All scalars as strings, and no objects: in Python, as the C reader dies of deep nesting.
        read = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506
    except NOT_YAML:
        return {}
    return read if isinstance(read, dict) else {}


def _first(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return value if isinstance(value, str) else ""


_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*\r?(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_YEAR = re.compile(r"(?<![\d+-])\d{4}")
_STANDFIRST = re.compile(r">[ \t]?([^\r\n]*)(?:\r?\n){1,2}")
# What a standfirst of ours never is: markup, and the first line of several.
_QUOTE = re.compile(r"[\\`*_\[\]{}~|<]|\S\s*>|(?<!\n)(?<!\n\r)\n\Z")

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


_FOOTER_LINE = re.compile(r"\[[^\r\n]*\]\([^\r\n]*\)|<(?:p|a|div|small)\b[^\r\n]*<a\s[^\r\n]*|<a\s[^\r\n]*")


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
    return parts_of(*split_post(decoded_post(post)))


def decoded_post(post: bytes) -> str:
    """A post's text, without byte order mark.

    :raises ExtractionError: ``not-utf8``
    """
    try:
        return post.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ExtractionError("not-utf8", f"the post is no UTF-8: {error}") from error


def parts_of(
    head: Mapping[str, str], more: Mapping[str, Any], rest: str, *, link: str | None = None, footer: str = ""
) -> PostParts:
    """The parts of a post whose front matter is read.

    :param head: the five keys
    :param rest: what stands below the front matter
    :param link: what its keys state, which may be empty, where its text need not end in a link
    :param footer: then the template of the site's own footers
    :raises ExtractionError: ``no-title``, ``no-date``, ``no-link``
    """
    title, date = head.get("title", "").strip(), head.get("date", "")
    if not title:
        raise ExtractionError("no-title", "the post's title is empty or missing")
    if not _YEAR.search(date):
        raise ExtractionError("no-date", f"the post's date is {date!r}")
    standfirst = _STANDFIRST.match(rest)
    if standfirst and link is not None and _QUOTE.search(standfirst[0]):
        standfirst = None
    text = rest[standfirst.end() :] if standfirst else rest
    body, linked, foot = _split_body(text) if link is None else _split_foreign(text, link, footer)
    return PostParts(
        layout=head.get("layout", ""),
        title=head["title"],
        date=date,
        category=head.get("categories", ""),
        tag=head.get("tags", ""),
        standfirst=html.unescape(standfirst[1]).strip() if standfirst else "",
        body=body,
        link=linked,
        footer=foot,
        more=more,
    )


def split_post(text: str) -> tuple[dict[str, str], dict[str, Any], str]:
    """A post's five keys, the further ones, and the rest.

    :raises ExtractionError: ``no-front-matter``, ``broken-front-matter``
    """
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


def _split_foreign(rest: str, stated: str, template: str) -> tuple[str, str, str]:
    """Body, link and footer where a line with a link may stand in the midst of the text.

    :param stated: the link that the keys state, which counts unless the text ends in one
    """
    try:
        body, link, footer = _split_body(rest)
    except ExtractionError:
        return rest.strip("\r\n"), stated, ""
    own = ".*".join(map(re.escape, re.split(r"\{\w+\}", template.strip())))
    if footer and not (_FOOTER_LINE.fullmatch(footer) or re.fullmatch(own, footer)):
        return rest.strip("\r\n"), stated or link, ""
    return body, link or stated, footer
