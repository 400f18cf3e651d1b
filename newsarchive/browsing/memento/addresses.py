"""An original address as a client may write it, and what all ways to write it have in common."""

import re
from urllib.parse import quote, unquote

from newsarchive.browsing.page import NotHere
from newsarchive.discovery.addresses import canonical_address

_SCHEME = re.compile(r"(https?)(?::|%3a)(?:/|%2f)+", re.IGNORECASE)
_QUOTED_SCHEME = re.compile(r"https?(?:%3a|:%2f)", re.IGNORECASE)
_ANY_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?=[^0-9])", re.IGNORECASE)
_WWW = re.compile(r"www[0-9]*\.(?=[^/]+\.)")


def asked_address(written: str) -> str:
    """The address that a client asks about: as it is, percent-encoded as a whole, or without its scheme.

    :param written: what stands in the path behind ``/timegate/`` and the like, with the query
    :raises NotHere: it is no address of a web page
    """
    text = unquote(written) if _QUOTED_SCHEME.match(written) else written
    if found := _SCHEME.match(text):
        text = f"{found[1].lower()}://{text[found.end() :]}"
    elif not _ANY_SCHEME.match(text):
        text = f"http://{text}"
    try:
        return canonical_address(text.partition("#")[0])
    except ValueError:
        raise NotHere("this is no address of a web page, such as https://news.example/a?b=1") from None


def in_ascii(url: str) -> str:
    """A captured URL as it can stand in a header and in a link: what may not is percent-encoded."""
    return quote(url.partition("#")[0], safe="%!$&'()*+,/:;=?@[]~", errors="replace")


def common_form(url: str) -> str:
    """What an address has in common with all that web archives take for the same original.

    Scheme, ``www.``, usual port, fragment and parameters that only track go; host and percent-encoding have
    one form.
    """
    try:
        address = canonical_address(url.partition("#")[0])
    except ValueError:
        return url
    return _WWW.sub("", address.partition("://")[2], count=1)
