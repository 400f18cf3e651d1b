"""URLs that end up in a post: http(s) only, written so that Markdown cannot misread them."""

import re
from urllib.parse import urlsplit

_ESCAPES = {ord(c): f"%{ord(c):02X}" for c in '{}<>"`\\^|'}


_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_ENTITY = re.compile(r"(&(?:[A-Za-z][A-Za-z0-9]*|#[0-9]+|#[xX][0-9A-Fa-f]+));")  # Markdown would decode it


def web_link(url: str) -> str | None:
    """``url`` fit for ``<…>`` in Markdown, or None unless it is an absolute http(s) URL.

    White space, ``{}<>"``, a bare ``%`` and the ``;`` of what reads as an entity are
    percent-encoded; nothing else changes. A URL with a control
    character, an odd port or an invalid host is refused.
    """
    url = url.strip()
    if not url.isprintable():
        return None
    try:
        parts = urlsplit(url)
        valid = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    if not valid:
        return None
    url = _BARE_PERCENT.sub("%25", url.replace(" ", "%20").translate(_ESCAPES))
    return _ENTITY.sub(r"\1%3B", url)
