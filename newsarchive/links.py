"""URLs that end up in a post: http(s) only, written so that Markdown cannot misread them."""

from urllib.parse import urlsplit

_ESCAPES = {ord(c): f"%{ord(c):02X}" for c in '{}<>"`\\^|'}


def web_link(url: str) -> str | None:
    """``url`` fit for ``<…>`` in Markdown, or None unless it is an absolute http(s) URL.

    White space and ``{}<>"`` are percent-encoded; nothing else changes. A URL with a control
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
    return "".join("%20" if c == " " else c for c in url).translate(_ESCAPES)
