"""Characters that no post may hold, the double indent, and what Liquid or kramdown would run."""

import re

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
    return _OPENS_MARKUP.sub("&#123;", kept) if "{" in kept else kept
