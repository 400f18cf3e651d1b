"""Hostile nesting and attributes cut down to what a parser of quadratic time can take.

Only pathological bodies are touched, and only their tags: the readable text stays.
"""

import re
from collections import Counter

from newsarchive.safe_html.allowed import DROPPED_WITH_CONTENT, ELEMENTS, VOID, words

_DEPTH = 400  # well above what is published: the exact limit is the sanitiser's
_ATTRIBUTES = 2000
_REOPENED = 20_000  # formatting elements that a parser would open again in later blocks

_TOKEN = re.compile(
    r"""
      <!--(?:[^-]++|-(?!->))*+(?:-->|\Z)
    | <(?P<end>/?)(?P<name>[A-Za-z][^\s/>]*+)
      (?P<rest>(?:[^>"']++|"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))*+)(?:>|\Z)
    """,
    re.VERBOSE,
)
_ATTRIBUTE = re.compile(
    r"""[\s/]++(?:[^\s/>=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"']++))?+)?+|[^\s/]++"""
)
_FORMATTING = words("a b big code em font i nobr s small strike strong tt u")
_IMPLY_THEIR_END = words("dd dt li option p td th tr")
# Tags that mean something to a parser. All others go, SVG and MathML with them: nh3 would take
# the text of foreign elements, too, and read as HTML it stays.
_PARSED = words(
    "applet area base body button dialog dir embed fieldset form frame frameset head hgroup html "
    "image input keygen label legend link listing marquee menu meta nobr object optgroup option "
    "param plaintext search select textarea track xmp"
)
_KNOWN = ELEMENTS | DROPPED_WITH_CONTENT | _PARSED


class _Guard:
    """Counts what is open while the tags go by."""

    def __init__(self, *, formatting: bool) -> None:
        self.formatting = formatting
        self.open: Counter[str] = Counter()
        self.depth = 0
        self.open_formatting = 0
        self.reopened = 0

    def __call__(self, token: re.Match[str]) -> str:
        name = (token["name"] or "").lower()
        if not name:
            return token[0]
        if name not in _KNOWN or (name in _FORMATTING and not self.formatting):
            return ""
        keep = self._end(name) if token["end"] else self._start(name)
        if not keep:
            return ""
        return _with_fewer_attributes(token) if len(token["rest"]) > _ATTRIBUTES else token[0]

    def _end(self, name: str) -> bool:
        if self.open[name] > 0:
            self._count(name, -1)
            return True
        return name in {"br", "p"}

    def _start(self, name: str) -> bool:
        if name in VOID:
            return True
        if name in _FORMATTING:
            if self.depth >= _DEPTH:
                return False
        else:
            self.reopened += self.open_formatting
            if name in _IMPLY_THEIR_END and self.open[name]:
                self._count(name, -1)
            if self.depth >= _DEPTH:
                return False
        self._count(name, 1)
        return True

    def _count(self, name: str, change: int) -> None:
        self.open[name] += change
        self.depth += change
        if name in _FORMATTING:
            self.open_formatting += change


def _with_fewer_attributes(token: re.Match[str]) -> str:
    attributes = _ATTRIBUTE.findall(token["rest"])
    if len(attributes) <= _ATTRIBUTES:
        return token[0]
    return f"<{token['end']}{token['name']}{''.join(attributes[:_ATTRIBUTES])}>"


def within_limits(html: str) -> str:
    """The body, with the tags that would make a parser slow left out."""
    guard = _Guard(formatting=True)
    limited = _TOKEN.sub(guard, html)
    if guard.reopened > _REOPENED:
        return _TOKEN.sub(_Guard(formatting=False), html)
    return limited
