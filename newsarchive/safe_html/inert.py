"""Characters that no post may hold, the double indent, and what Liquid or kramdown would run."""

import re

INDENT = "\u3000\u3000"

_PLANE_ENDS = "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
_DROPPED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef" + _PLANE_ENDS + "]"
)
_OPENS_MARKUP = re.compile(r"\{(?=[{%#:])")


def inert(html: str) -> str:
    """The text without forbidden characters and double indents, its Liquid only to be read.

    Comments and attributes are no exception: Liquid runs before anything knows of HTML.
    """
    kept = _DROPPED.sub("", html).replace(INDENT, "")
    return _OPENS_MARKUP.sub("&#123;", kept) if "{" in kept else kept
