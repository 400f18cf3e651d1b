"""The key by which web archives look a URL up: its sort-friendly form (SURT), as pywb computes it."""

import re
from urllib.parse import quote, unquote_to_bytes, urljoin, urlsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}
_WWW = re.compile(r"www\d*\.")
_SAFE = "!$&'()*+,-./:;=@[]^_`{|}~\"<>?"


def url_key(url: str) -> str:
    """``com,example)/path?query`` for an http(s) URL in ASCII; one with no valid port stays as it is.

    Scheme, user, ``www.``, standard port, fragment and the path's last slash go; all is lower
    case, escapes are undone where they need not be, and the query's parts are sorted: what
    https://github.com/internetarchive/surt gives, which is under the AGPL and so is not used here.
    """
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        return url
    host = _WWW.sub("", (parts.hostname or "").rstrip("."), count=1)
    reversed_host = host if ":" in host else ",".join(reversed(host.split(".")))
    authority = (
        reversed_host if port in {None, _DEFAULT_PORTS.get(parts.scheme)} else f"{reversed_host}:{port}"
    )
    path = urljoin("http://host/", re.sub(r"/{2,}", "/", _minimal(parts.path))).removeprefix("http://host")
    query = "&".join(sorted(_minimal(parts.query).lower().split("&")))
    return f"{authority}){path.lower().rstrip('/') or '/'}" + (f"?{query}" if query else "")


def _minimal(text: str) -> str:
    """Each character escaped just where it must be."""
    return quote(unquote_to_bytes(text), safe=_SAFE)
