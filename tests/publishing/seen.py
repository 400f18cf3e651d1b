"""What is seen of a post on a built page, against what must be."""

from collections.abc import Iterable
from datetime import datetime
from itertools import zip_longest
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import html5lib
from articles import Post
from tree import events, executable, parse

BODY = ["shown-front-matter", "post", "shown-excerpt"]
TYPOGRAPHY = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "--", "—": "---", "…": "..."})
HOME = "//finews.withounder.com/"


def content_faults(content: Element, post: Post) -> list[object]:
    """Where this is not standfirst, body and footer: the body as its own HTML, all else as plain text.

    Quotes, dashes and dots are taken as a typographer may set them; :func:`sign_faults` does not.
    """
    pairs = zip_longest(_normal(events(content)), _normal(_expected(post)))
    faults: list[object] = [*executable(content), *[pair for pair in pairs if pair[0] != pair[1]][:3]]
    if post.shown.standfirst and not faults:
        (paragraph,) = content.find("blockquote")
        faults += _difference(_plain(paragraph.text), _plain(post.shown.standfirst))  # white space and all
    return faults


def sign_faults(page: str, post: Post) -> list[object]:
    """Where the post on a page with a theme differs by as much as a quotation mark."""
    pairs = zip_longest(_unquoted(events(_ids(page)["post"])), _unquoted(_expected(post)))
    return [pair for pair in pairs if pair[0] != pair[1]]


def _expected(post: Post) -> list[object]:
    standfirst, tag = post.shown.standfirst, post.shown.tag
    return [
        *([("blockquote", {}), *_paragraph([standfirst]), ("end", "blockquote")] if standfirst else []),
        *events(parse(post.article.body)),
        *_paragraph(_link(post.shown.link, post.shown.link)),
        *_paragraph(_link(post.shown.category_page, f"返回{tag}"), ["｜"], _link(HOME, "返回首页")),
    ]


def page_faults(page: str, post: Post) -> list[object]:
    """The same on a page with a theme, and where its theme shows anything but the front matter."""
    ids = _ids(page)
    shown, instant = post.shown, datetime.fromisoformat(ids["shown-date"].text)
    return [
        *_difference([child.get("id", child.tag) for child in ids["body"]], BODY),
        *_difference(ids["title"].text, shown.title),
        *_difference(ids["meta-title"].get("content"), shown.title),
        *_difference(_texts([ids["shown-title"]]), [shown.title]),
        *_difference(_texts(ids["shown-tags"]), [shown.tag]),
        *_difference(_texts(ids["shown-categories"]), [shown.category]),
        *_difference((instant, instant.utcoffset()), (shown.instant, shown.instant.utcoffset())),
        *executable(ids["shown-excerpt"]),
        *(["Liquid or a template ran"] if "EXECUTED" in page else []),
        *content_faults(ids["post"], post),
    ]


def _difference(found: object, expected: object) -> list[object]:
    return [] if found == expected else [(found, expected)]


def _texts(elements: Iterable[Element]) -> list[object]:
    return [element.text if len(element) == 0 else element for element in elements]


def _link(href: str, text: str) -> list[object]:
    return [("a", {"href": href}), text, ("end", "a")]


def _paragraph(*parts: list[object]) -> list[object]:
    return [("p", {}), *(event for part in parts for event in part), ("end", "p")]


def _ids(page: str) -> dict[str, Element]:
    """The first element of each id, and ``<body>`` and ``<title>``."""
    root = html5lib.parse(page, namespaceHTMLElements=False)
    ids = {element.get("id"): element for element in reversed(list(root.iter())) if element.get("id")}
    return ids | {"body": root.find("body"), "title": root.find("head/title")}


def _unquoted(found: list[object]) -> list[object]:
    """White space left out, and addresses without %: CommonMark adds some, kramdown does not."""
    return [
        "".join(event.split()) if isinstance(event, str)
        else ("a", {**event[1], "href": unquote(event[1]["href"])}) if event[0] == "a" and "href" in event[1]
        else event
        for event in found
    ]  # fmt: skip


def _normal(found: list[object]) -> list[object]:
    return [_plain(event) if isinstance(event, str) else event for event in _unquoted(found)]


def _plain(text: str) -> str:
    return text.translate(TYPOGRAPHY)
