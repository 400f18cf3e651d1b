"""What, if anything, is wrong with a body: it is clean, visible to Markdown, or unsafe.

Unsafe covers unbalanced, too: both go through the sanitiser.
"""

import enum
import re
from functools import lru_cache
from html import unescape

from newsarchive.posts.safe_html.allowed import (
    BLOCKS,
    DATA_PREFIX,
    ELEMENTS,
    MAX_ATTRIBUTES,
    MAX_DEPTH,
    MAX_TAGS_A_LINE,
    URL_LISTS,
    URLS,
    VOID,
    is_attribute_of,
)
from newsarchive.posts.safe_html.lexer import ATTRIBUTE, BLANK_LINE, TOKEN
from newsarchive.posts.safe_html.repair import lines_are_hidden
from newsarchive.posts.safe_html.values import style_is_safe, url_is_safe, url_list_is_safe

_LONE_RETURN = re.compile(r"\r(?!\n)")  # a line break to kramdown, none to goldmark
_INDENTED_COMMENT = re.compile(r"^ <!--[^\r\n]*", re.MULTILINE)
_MARKUP = re.compile(r"[*_`$~|\\^:]")
_CACHED = 400  # characters of attributes; longer ones would only fill the cache


class Verdict(enum.Enum):
    """What a body needs: nothing, a repair, or the sanitiser and a repair."""

    CLEAN = enum.auto()
    VISIBLE = enum.auto()
    UNSAFE = enum.auto()


def attribute_is_safe(element: str, name: str, value: str) -> bool:
    """Whether the attribute may stay on the element, with this value as the page has it."""
    if name.startswith(DATA_PREFIX):
        return True
    if not is_attribute_of(element, name):
        return False
    if name in URLS:
        return url_is_safe(value)
    if name in URL_LISTS:
        return url_list_is_safe(value)
    return name != "style" or style_is_safe(value)


def _attributes_are_safe(element: str, attributes: str) -> bool:
    found = ATTRIBUTE.findall(attributes)
    names = {name.lower() for name, *_ in found}
    return len(names) == len(found) <= MAX_ATTRIBUTES and all(
        attribute_is_safe(element, name.lower(), double or single or bare)
        for name, double, single, bare in found
    )


_remembered = lru_cache(maxsize=2048)(_attributes_are_safe)


def _start_is_safe(name: str, attributes: str, slash: str) -> bool:
    name = name.lower()
    if name not in ELEMENTS or (slash and name not in VOID):
        return False
    if not attributes:
        return True
    known = _remembered if len(attributes) < _CACHED else _attributes_are_safe
    return known(name, attributes)


def _misplaced(text: str, *, last: bool) -> bool:
    """Top-level text that is more than line breaks and the one space that may indent a tag."""
    if text.strip(" \t\r\n"):
        return True
    return not last and text[text.rfind("\n") + 1 :] not in ("", " ")


def _is_plain_line(line: str) -> bool:
    r"""A line of paired tags, and of text in which kramdown finds no markup.

    So are the stock charts of real posts, ``\r\n <!-- EM_StockImg_Start --><p …><img …/></p>``. Because
    of the space kramdown prints their ``<p>`` as text; that flaw is the source's own posts', too.
    """
    depth = 0
    for token in TOKEN.finditer(line):
        depth += bool(token["start"]) and (token["start"] or "").lower() not in VOID
        depth -= bool(token["end"])
        if token["stray"] or depth < 0 or _MARKUP.search(token["text"] or ""):
            return False
    return depth == 0 and "[" not in line


def _lines_are_short(html: str) -> bool:
    return html.count("<") <= MAX_TAGS_A_LINE or all(
        line.count("<") <= MAX_TAGS_A_LINE for line in html.split("\n")
    )


def judge(html: str) -> Verdict:
    """What the body needs before it may be published."""
    if not _lines_are_short(html) or ("\r" in html and _LONE_RETURN.search(html)):
        return Verdict.UNSAFE
    return _judge_tokens(html)


def _judge_tokens(html: str) -> Verdict:  # noqa: C901 - one flat loop, because it runs on every article
    open_names: list[str] = []
    visible = indented_comment = starts_line = False
    indent = ""
    blank = BLANK_LINE.search(html) is not None
    tokens = TOKEN.findall(html)
    final = len(tokens) - 1
    for index, (text, start, attributes, slash, end, comment, divider, stray) in enumerate(tokens):
        if text:
            if not open_names:
                visible = visible or _misplaced(text, last=index == final)
                indent = text[text.rfind("\n") + 1 :]
                starts_line = index == 0 or "\n" in text
                continue
            visible = visible or (blank and BLANK_LINE.search(text) is not None)
        elif start:
            if not _start_is_safe(start, attributes, slash):
                return Verdict.UNSAFE
            name = start.lower()
            visible = visible or (
                (not open_names and name not in BLOCKS)
                or (blank and BLANK_LINE.search(attributes) is not None)
            )
            if name not in VOID:
                open_names.append(start)
                if len(open_names) > MAX_DEPTH:
                    return Verdict.UNSAFE
        elif end:
            if not open_names or open_names.pop() != end:
                return Verdict.UNSAFE
        elif comment:
            # kramdown takes a comment for a block only where nothing stands before it
            if indent and not open_names:
                indented_comment = True
                visible = visible or not starts_line
            visible = visible or (blank and BLANK_LINE.search(comment) is not None)
        elif divider:
            visible = True
        elif stray:
            return Verdict.UNSAFE
        indent = ""
    if open_names:
        return Verdict.UNSAFE
    if indented_comment and not all(map(_is_plain_line, _INDENTED_COMMENT.findall(html))):
        return Verdict.VISIBLE
    if visible or not lines_are_hidden(html):
        return Verdict.VISIBLE
    return Verdict.CLEAN


_UNSEEN = re.compile(
    r"""
      <!--(?:[^-]++|-(?!->))*+(?:-->|\Z)
    | <(script|style|template|noscript|title)\b(?:[^<]++|<(?!/\1\b))*+(?:</\1[^>]*+>?|\Z)
    | </?[A-Za-z](?:[^>"']++|"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))*+(?:>|\Z)
    | <[!?/][^>]*+(?:>|\Z)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_MEDIA = re.compile(r"""<(?:img|video|audio|source)\s[^<>]*?\bsrc\s*+=\s*+["']?+[^\s"'>]""", re.IGNORECASE)
_NOTHING = re.compile(r"[\s\u00a0\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+")
_REFERENCE = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)")  # as html.unescape


def visible_text(html: str) -> str:
    """The text outside tags and comments, entities decoded, white space as it stands."""
    return unescape(_UNSEEN.sub("", html))


def has_content(html: str) -> bool:
    """Whether there is something to read, look at or listen to."""
    if _MEDIA.search(html):
        return True
    text = _UNSEEN.sub("", html)
    # Decoding all references of a long text takes long: most often one look, or a few, will do.
    return _shows(_REFERENCE.sub("", text)) or any(
        _shows(unescape(found[0])) for found in _REFERENCE.finditer(text)
    )


def _shows(text: str) -> bool:
    return _NOTHING.sub("", text) != ""
