"""Bodies that a page holds only in its scripts: JSON-LD, a framework's state, other strings of script."""

import json
import re
from collections.abc import Iterator
from html import escape, unescape

from newsarchive.extraction.body.cleaning import clean_body
from newsarchive.extraction.body.elements import width
from newsarchive.extraction.candidates import Candidate
from newsarchive.pages.tree import Page
from newsarchive.pages.visible_text import squeezed

_KEYED = re.compile(
    r"""(?:["']?(?P<key>[\w$-]{1,40})["']?\s*:\s*(?:JsDecode\()?)?"""
    r"""(?:"(?P<double>(?:[^"\\\n]++|\\.)*+)"?|'(?P<single>(?:[^'\\\n]++|\\.)*+)'?)"""
)  # without the closing quote, too, for else every quote of a torn string is read to its end
_BODY_KEY = re.compile(r"body|content|html|text|detail|story|paragraph|value|article", re.IGNORECASE)
_BYTE_ESCAPE = re.compile(r"\\x([0-9a-fA-F]{2})")
_OTHER_ESCAPE = re.compile(r"\\(?![\"\\/bfnrtu])")
_TAG = re.compile(r"<[^<>]*>")
_PARAGRAPH = re.compile(r"<(?:p|br|div|section)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[^\s.!?。！？…]{2}[.!?。！？…][\"”’»」』)）]*(?:\s|<|$|(?<=[。！？]))")
_CODE = re.compile(r"[{}]|\bfunction\b|=>|;\s*\n|[a-z-]{1,30}:[^;\s]{1,60};")
_PLACEHOLDER = re.compile(r"\$\$\w+\$\$|\{\{[^{}]*\}\}")
_LONG = 300  # characters of a string that may be a whole body
_ONE_PARAGRAPH = 40
_SENTENCES = 3
_DEPTH = 3  # strings within strings: a framework's state is often JSON inside JSON
_READ = 4_000_000  # characters of script in all; no real page comes near


def script_body(page: Page) -> Candidate | None:
    """The longest prose in the page's scripts as HTML; None where there is none."""
    whole: tuple[int, str] = (0, "")
    pieces: list[str] = []
    left = _READ
    for script in page.tree.iter("script"):
        text = (script.text or "")[:left]
        left -= len(text)
        for key, value in _strings(text, _DEPTH):
            prose = _TAG.sub(" ", value) if "<" in value else value
            if not _is_prose(prose, _SENTENCES if len(value) >= _LONG else 1):
                continue
            if len(value) >= _LONG and width(squeezed(prose)) > whole[0]:
                whole = (width(squeezed(prose)), value)
            if _BODY_KEY.search(key) and value not in pieces[-1:]:
                pieces.append(value)
    joined = "\n".join(dict.fromkeys(pieces))
    if len(pieces) > _SENTENCES and width(joined) > 2 * whole[0]:
        whole = (width(joined), "".join(f"<p>{piece}</p>" for piece in dict.fromkeys(pieces)))
    html = _as_html(whole[1], page)
    return Candidate(html, "script state", 0.6) if html else None


def _strings(script: str, depth: int) -> Iterator[tuple[str, str]]:
    """Strings of script that may be prose, each with the key that it stands under."""
    for found in _KEYED.finditer(script):
        raw = found["double"] if found["double"] is not None else found["single"]
        if len(raw) < _ONE_PARAGRAPH or (" " not in raw and raw.isascii() and "\\u" not in raw):
            continue
        value = _decoded(raw)
        if depth > 1 and value.count('":') > 3:  # JSON inside a string
            yield from _strings(value, depth - 1)
        else:
            yield found["key"] or "", value


def _decoded(raw: str) -> str:
    if "\\" not in raw:
        return unescape(raw) if "&lt;" in raw else raw
    valid = _OTHER_ESCAPE.sub("", _BYTE_ESCAPE.sub(r"\\u00\1", raw)).replace("\t", " ")
    try:
        value = str(json.loads(f'"{_unquoted(valid)}"', strict=False))
    except ValueError:
        return ""
    return unescape(value) if "&lt;" in value and "<" not in value else value


def _unquoted(valid: str) -> str:
    """Quotes of a single-quoted string as JSON wants them."""
    return re.sub(r'(?<!\\)((?:\\\\)*)"', r'\1\\"', valid)


def _is_prose(text: str, sentences: int) -> bool:
    text = text[:20_000]
    if len(_CODE.findall(text)) * 200 > len(text):
        return False
    return len(_SENTENCE.findall(text)) >= sentences


def _as_html(body: str, page: Page) -> str:
    if not body:
        return ""
    body = _PLACEHOLDER.sub("", body)
    if not _PARAGRAPH.search(body):
        lines = [squeezed(line) for line in re.split(r"\n+|<br\s*/?>", body)]
        body = "".join(
            f"<p>{line if '<' in line else escape(line, quote=False)}</p>" for line in lines if line
        )
    return clean_body(body, page)
