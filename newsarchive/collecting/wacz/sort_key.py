"""The key by which an address is looked up in a WACZ: a SURT, as web archives' tools make it."""

import re
from urllib.parse import quote, unquote, unquote_to_bytes, urlsplit

from newsarchive.store.originals.cdxj import url_key

_HOST_AND_PORT = re.compile(r"(\[[^]]*\]|[^:]*)(:.*)?", re.DOTALL)
# What names a visitor and no page, as Wayback's canonicalizer drops it.
_SESSIONS = tuple(
    re.compile(rf"(^|&){session}(?:&|\Z)", re.IGNORECASE)
    for session in (
        r"(?:jsessionid|phpsessid|sid)=[0-9a-z]{32}", r"aspsessionid[a-z]{8}=[a-z]{24}",
        r"cfid=[^&]+&cftoken=[^&]+",
    )
)  # fmt: skip
_SESSION_IN_PATH = re.compile(r"/\((?:[a-z]\([0-9a-z]{24}\))+\)(?=/[^/]+\.aspx)", re.IGNORECASE)
_UNESCAPED = 100  # times at most; an address that was escaped so often is contrived


def sort_key(url: str) -> str:
    """``com,example)/path?query`` for an http(s) URL in ASCII; one that cannot be taken apart stays as it is.

    On top of what :func:`newsarchive.store.originals.cdxj.url_key` does, an international host is in
    Punycode, what was escaped several times is unescaped as often, and session ids go.
    """
    try:
        parts = urlsplit(url)
        found = _HOST_AND_PORT.fullmatch(parts.netloc.rpartition("@")[2])
        if not found or not found[1]:
            return url
        path = _SESSION_IN_PATH.sub("", _escaped_once(parts.path))
        query = _escaped_once(parts.query)
        for session in _SESSIONS:
            query = session.sub(r"\1", query)
        plain = parts._replace(
            netloc=_ascii_host(found[1]) + (found[2] or ""), path=path, query=query, fragment=""
        )
        return url_key(plain.geturl()).replace("%5c", "\\")  # which others do not escape
    except ValueError:
        return url


def _ascii_host(host: str) -> str:
    if host.startswith("["):
        return host
    labels = [label for label in unquote(host).split(".") if label]
    try:
        return ".".join(labels).encode("idna").decode("ascii")
    except UnicodeError:
        return host


def _escaped_once(text: str) -> str:
    data = text.encode()
    for _ in range(_UNESCAPED):
        plain = unquote_to_bytes(data)
        if plain == data:
            break
        data = plain
    return quote(data, safe="/&=;,+()!'*:@$~|")
