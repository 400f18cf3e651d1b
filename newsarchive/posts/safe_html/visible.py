"""What a reader sees of a piece of HTML, found without parsing it."""

import re
from html import unescape

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
    """There is something to read, look at or listen to."""
    if _MEDIA.search(html):
        return True
    text = _UNSEEN.sub("", html)
    # Decoding all references of a long text takes long: most often one look, or a few, will do.
    return _shows(_REFERENCE.sub("", text)) or any(
        _shows(unescape(found[0])) for found in _REFERENCE.finditer(text)
    )


def _shows(text: str) -> bool:
    return _NOTHING.sub("", text) != ""
