"""Pings of a health-check service: that a run has begun, and how it ended."""

import urllib.error
import urllib.request
from http.client import HTTPException
from urllib.parse import quote, urlsplit, urlunsplit

from newsarchive.text import printable

_TIMEOUT = 10.0  # seconds
_NO_ADDRESS = "no ping is sent: ping is no http(s) address"
_MOST = 10_000  # bytes of a body that such services keep


def ping(address: str, site: str, *, what: str = "", body: str = "") -> str:
    """Ask a service's address; why that failed, nothing where it did not.

    :param address: in which ``{site}`` stands for the site
    :param what: ``start`` or ``fail``; empty for success
    :param body: what the service shows beside it
    """
    try:
        parts = urlsplit(address.strip().replace("{site}", quote(site)))
        if parts.scheme not in {"http", "https"}:
            return _NO_ADDRESS
        path = parts.path.rstrip("/") + f"/{what}" if what else parts.path
        url, data = urlunsplit(parts._replace(path=path)), body.encode()[:_MOST]
        asked = urllib.request.Request(url, data, method="POST")  # noqa: S310  whoever runs this has said where
        with urllib.request.urlopen(asked, timeout=_TIMEOUT):  # noqa: S310  http(s) alone
            return ""
    except ValueError:  # of brackets, ports and the like
        return _NO_ADDRESS
    except (OSError, HTTPException) as error:
        why = error.code if isinstance(error, urllib.error.HTTPError) else getattr(error, "reason", error)
        return f"the ping failed: {printable(parts.hostname)}: {printable(why)}"
