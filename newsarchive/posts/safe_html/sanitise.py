"""Sanitise an unsafe body with nh3, by our lists of elements and attributes and our limits."""

import re
from html import escape

import nh3

from newsarchive.posts.safe_html.allowed import (
    DATA_PREFIX,
    DROPPED_WITH_CONTENT,
    ELEMENTS,
    EVERYWHERE,
    MAX_ATTRIBUTES,
    MAX_DEPTH,
    MAX_TAGS_A_LINE,
    PER_ELEMENT,
    SCHEMES,
    VOID,
)
from newsarchive.posts.safe_html.judge import attribute_is_safe
from newsarchive.posts.safe_html.lexer import TOKEN
from newsarchive.posts.safe_html.limits import refuse_costly_escaping, within_limits
from newsarchive.posts.safe_html.values import safe_declarations

_ROOM_FOR_WRAPPING = 100
_NAME = re.compile(r"[a-z][a-z0-9_-]*")
# nh3 writes every value in double quotes and escapes every other "<".
_WRITTEN = re.compile(
    r"""(<!--.*?-->)|<(/?)([a-z][a-z0-9]*)((?:\s[^\s=>"]+="[^"]*+")*+)>|[^<]++|<""", re.DOTALL
)
_ATTRIBUTE = re.compile(r"""\s[^\s=>"]+="[^"]*+\"""")
_BREAKS = {"\n": "&#10;", "\r": "&#13;", "<": "&lt;", ">": "&gt;"}
_BREAK = re.compile("|".join(_BREAKS))


def _filter(element: str, name: str, value: str) -> str | None:
    if not _NAME.fullmatch(name):
        return None
    if name == "style":
        return "; ".join(safe_declarations(escape(value))) or None
    # nh3 decoded the value once; escaped, it is decoded once more by whoever judges it.
    return value if attribute_is_safe(element, name, escape(value)) else None


_CLEANER = nh3.Cleaner(
    tags=set(ELEMENTS),
    clean_content_tags=set(DROPPED_WITH_CONTENT),
    attributes={"*": set(EVERYWHERE), **{name: set(more) for name, more in PER_ELEMENT.items()}},
    generic_attribute_prefixes={DATA_PREFIX},
    attribute_filter=_filter,
    url_schemes=set(SCHEMES),
    strip_comments=False,
    link_rel=None,
)


def sanitise(html: str) -> str:
    """Balanced HTML of nothing but what the lists allow, its readable text complete."""
    return _sized(_CLEANER.clean(within_limits(html)))


def _sized(html: str) -> str:
    out: list[str] = []
    kept: list[bool] = []
    depth = tags_on_line = 0
    for token in _WRITTEN.finditer(html):
        source = token[0]
        comment, end, name, attributes = token.groups()
        if comment:
            found = TOKEN.fullmatch(comment)
            crowded = comment.count("<") > _ROOM_FOR_WRAPPING
            source = comment if found and not found["stray"] and not crowded else ""
        elif name and end:
            keep = kept.pop() if kept else False
            depth -= keep
            source = source if keep else ""
        elif name:
            source = f"<{name}{_attributes(attributes)}>"
            if name not in VOID:
                kept.append(depth < MAX_DEPTH)
                depth += kept[-1]
                source = source if kept[-1] else ""
        if source.startswith("<"):
            brackets = source.count("<")  # a comment may hold some
            tags_on_line += brackets
            if tags_on_line > MAX_TAGS_A_LINE - _ROOM_FOR_WRAPPING:
                source, tags_on_line = "\n" + source, brackets
        elif "\n" in source:
            tags_on_line = 0
        out.append(source)
    return "".join(out)


def _attributes(written: str) -> str:
    first = _ATTRIBUTE.findall(written)[:MAX_ATTRIBUTES]
    return _BREAK.sub(lambda found: _BREAKS[found[0]], "".join(first))


INDENT = "\u3000\u3000"

# Three small character sets are ten times as fast as a complete one.
_ORDINARY = re.compile("[\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd]*+")
_DROPPED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_PLANE_END = re.compile(
    "[" + "".join(chr(p << 16 | 0xFFFE) + chr(p << 16 | 0xFFFF) for p in range(1, 17)) + "]"
)
_OPENS_MARKUP = re.compile(r"\{(?=[{%#:])")


def inert(html: str) -> str:
    """The text without forbidden characters and double indents, its Liquid only to be read.

    Comments and attributes are no exception: Liquid runs before anything knows of HTML.
    """
    kept = html if _ORDINARY.fullmatch(html) else _PLANE_END.sub("", _DROPPED.sub("", html))
    kept = kept.replace(INDENT, "")
    if "{" not in kept:
        return kept
    kept, count = _OPENS_MARKUP.subn("&#123;", kept)
    refuse_costly_escaping(count)
    return kept
