"""Leave out of a body what makes parsers slow or lose readable text, before one reads it."""

import re
from html import escape, unescape

from newsarchive.exceptions import ExtractionError
from newsarchive.posts.safe_html.allowed import DROPPED_WITH_CONTENT, ELEMENTS, VOID, words
from newsarchive.posts.safe_html.lexer import MARKUP

_DEPTH = 400  # well above what is published: the exact limit is the sanitiser's
_ATTRIBUTES = 2000
_REOPENED = 20_000  # formatting elements that a parser would open again in later blocks

_ATTRIBUTE = re.compile(
    r"""[\s/]++|[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+"""
)
_FORMATTING = words("a b big code em font i small strike strong tt u")
_IMPLY_THEIR_END = words("dd dt li p td th tr")
_SCOPES = words("caption table td th")  # no end tag reaches out of these


class _Guard:
    """Follows which elements are open, tag by tag; where parsers disagree it takes an element for open."""

    def __init__(self, *, formatting: bool) -> None:
        self.formatting = formatting
        self.open: list[str] = []
        self.open_formatting = 0
        self.reopened = 0

    def __call__(self, token: re.Match[str]) -> str:
        if token["raw"]:
            return _content(token["raw"].lower(), token["content"])
        name = (token["name"] or "").lower()
        if not name:
            return token[0]
        # SVG and MathML, too: nh3 would take their text with them; read as HTML it stays.
        if name not in ELEMENTS or (name in _FORMATTING and not self.formatting):
            return ""
        if token["end"]:
            self._close(name)
        elif name not in VOID and not self._start(name):
            return ""
        return _with_fewer_attributes(token) if len(token["rest"]) > _ATTRIBUTES else token[0]

    def _start(self, name: str) -> bool:
        if name not in _FORMATTING:
            self.reopened += self.open_formatting
            if name in _IMPLY_THEIR_END and self.open and self.open[-1] == name:
                self.open.pop()
        if len(self.open) >= _DEPTH:
            return False
        self.open.append(name)
        self.open_formatting += name in _FORMATTING
        return True

    def _close(self, name: str) -> None:
        if name not in self.open:
            return
        at = len(self.open) - 1 - self.open[::-1].index(name)
        above = self.open[at + 1 :]
        if name not in _SCOPES and not _SCOPES.isdisjoint(above):
            return
        if name in _FORMATTING:
            del self.open[at]
            self.open_formatting -= 1
        else:
            # what is formatting above it will be opened again
            self.open[at:] = [other for other in above if other in _FORMATTING]


def _content(element: str, content: str) -> str:
    if element in DROPPED_WITH_CONTENT:
        return ""
    return escape(unescape(content) if element == "textarea" else content)


def _with_fewer_attributes(token: re.Match[str]) -> str:
    attributes = [found for found in _ATTRIBUTE.findall(token["rest"]) if found.strip(" \t\r\n/")]
    if len(attributes) <= _ATTRIBUTES:
        return token[0]
    return f"<{token['end']}{token['name']} {' '.join(attributes[:_ATTRIBUTES])}>"


def within_limits(html: str) -> str:
    """The body, with the tags that would make a parser slow left out."""
    guard = _Guard(formatting=True)
    limited = MARKUP.sub(guard, html)
    if guard.reopened > _REOPENED:
        return MARKUP.sub(_Guard(formatting=False), html)
    return limited


MAX_CHARACTERS = 2_000_000  # a book has fewer; each step makes a copy of them
MAX_TAGS = 200_000
MAX_TAGS_REPAIRED = 40_000
MAX_LINES_REPAIRED = 200_000
MAX_ESCAPED = 100_000  # each makes six characters of one
# Times the body's length: nh3 is quadratic in them, as of 0.3.
MAX_REFERENCES_REPAIRED = 10_000_000_000


def refuse_costly_judging(html: str) -> None:
    """Raise ExtractionError for a body of more characters or tags than may be looked at."""
    if len(html) > MAX_CHARACTERS:
        raise ExtractionError("unsafe-body", f"more than {MAX_CHARACTERS} characters")
    if html.count("<") > MAX_TAGS:
        raise ExtractionError("unsafe-body", f"more than {MAX_TAGS} tags")


def refuse_costly_escaping(count: int) -> None:
    """Raise ExtractionError for a body that would grow by more references than are written into one."""
    if count > MAX_ESCAPED:
        raise ExtractionError("unsafe-body", f"more than {MAX_ESCAPED} signs of a template to be escaped")


def refuse_costly_repair(html: str) -> None:
    """Raise ExtractionError for a body that has more wrong with it than may be repaired."""
    if html.count("<") > MAX_TAGS_REPAIRED:
        raise ExtractionError("unsafe-body", f"more than {MAX_TAGS_REPAIRED} tags to be repaired")
    if html.count("\n") > MAX_LINES_REPAIRED:
        raise ExtractionError("unsafe-body", f"more than {MAX_LINES_REPAIRED} lines to be repaired")
    if html.count("&") * len(html) > MAX_REFERENCES_REPAIRED:
        raise ExtractionError("unsafe-body", "too many character references to be repaired")
