"""Which values of URL and style attributes are safe, as a browser would decode them."""

import re
from html import unescape

from newsarchive.posts.safe_html.allowed import SCHEMES, STYLE_FUNCTIONS, STYLES

# A browser ignores tabs and line breaks anywhere in a URL and control characters around it.
_IGNORED = re.compile(r"[\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\s]+")
_SCHEME = re.compile(r"([^:/?#]*):")
_CANDIDATES = re.compile(r"[,\s]+")
_DECLARATION = re.compile(r"""([a-z-]++)\s*+:([\w\s#%.,'"!+*/()-]*+)""")
_WORD_END = re.compile(r"[^\w-]")


def url_is_safe(value: str) -> bool:
    """Whether the URL is relative or of a scheme on the list, however it is disguised."""
    url = _IGNORED.sub("", unescape(value))
    if scheme := _SCHEME.match(url):
        return scheme[1].lower() in SCHEMES
    return "\\" not in url


def url_list_is_safe(value: str) -> bool:
    """Whether every candidate of a ``srcset`` is safe."""
    return all(url_is_safe(part) for part in _CANDIDATES.split(unescape(value)))


def _declaration_is_safe(declaration: str) -> bool:
    found = _DECLARATION.fullmatch(declaration)
    return (
        found is not None
        and found[1] in STYLES
        and "/*" not in found[2]
        and all(
            _WORD_END.split(before.rstrip())[-1] in STYLE_FUNCTIONS for before in found[2].split("(")[:-1]
        )
    )


def safe_declarations(style: str) -> list[str]:
    """The declarations of a style attribute that may stay, as written."""
    parts = (part.strip() for part in unescape(style).split(";"))
    return [part for part in parts if part and _declaration_is_safe(part.lower())]


def style_is_safe(style: str) -> bool:
    """Whether every declaration of the style attribute may stay."""
    decoded = unescape(style).lower()
    parts = (part.strip() for part in decoded.split(";"))
    return all(_declaration_is_safe(part) for part in parts if part)
