"""Make the records of a WARC 1.1 file, each a gzip member of its own."""

import re
import uuid
import zlib
from collections.abc import Iterable
from datetime import UTC, datetime
from http.client import responses
from string import ascii_letters, digits, punctuation
from urllib.parse import quote, urlsplit

from newsarchive.evidence import Exchange
from newsarchive.profiles import Identity
from newsarchive.store.originals.records import END, VERSION, Earlier, InFile, sha1

_FORMAT = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
_SAME_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
PAYLOAD_IN_FILE = "urn:newsarchive:payload-in-file"
"""The profile of a revisit whose payload is a file of the archive, which ``NewsArchive-File`` names."""
_GZIP = 16 + zlib.MAX_WBITS
_LEVEL = 3  # on news pages 6 takes 1.6 to 2.6 times as long, and saves 2 to 4 per cent
_URL_CHARACTERS = ascii_letters + digits + punctuation
_NO_PAYLOAD = sha1(b"")
_LINE_BREAKS = re.compile(rb"[\r\n]+")


def record_id() -> str:
    """A new record's name: ``<urn:uuid:…>``."""
    return f"<urn:uuid:{uuid.uuid4()}>"


def written_url(url: str) -> str:
    """``url`` with all but printable ASCII percent-encoded: any ordinary one is as it was."""
    return quote(url, safe=_URL_CHARACTERS, errors="surrogatepass")


def warcinfo(file: str, *, site: str, software: str, now: datetime, name: str | None = None) -> bytes:
    """The first record of ``file``: which program made it, for which site, when.

    :param name: the record's; a new :func:`record_id` where none is given
    """
    lines = {
        "software": software,
        "format": "WARC File Format 1.1",
        "conformsTo": _FORMAT,
        "robots": "obey",
        "isPartOf": site,
    }
    fields = {"WARC-Record-ID": name or record_id(), "WARC-Date": _date(now), "WARC-Filename": file}
    block = "".join(f"{name}: {value}\r\n" for name, value in lines.items()).encode()
    return _member("warcinfo", fields, "application/warc-fields", block)


def response(
    exchange: Exchange,
    name: str,
    digest: str,
    *,
    article: Identity,
    stem: str | None,
    earlier: Earlier | InFile | None,
) -> bytes:
    """What came back: all of it, or only its head where ``earlier`` or a file has the payload.

    The body keeps its Content-Encoding; Transfer-Encoding, which it has no longer, is left out.

    :param name: the record's :func:`record_id`
    :param digest: the payload's
    """
    protocol = exchange.protocol if exchange.protocol in {"HTTP/1.0", "HTTP/1.1"} else "HTTP/1.1"
    kept = [pair for pair in exchange.headers if pair[0].lower() != b"transfer-encoding"]
    reason = responses.get(exchange.status, "Unknown")
    head = _http(f"{protocol} {exchange.status} {reason}", kept)
    fields = {
        "WARC-Record-ID": name,
        **_about(exchange, article, stem),
        "WARC-Payload-Digest": digest,
    }
    if isinstance(earlier, InFile):
        fields |= {"NewsArchive-File": earlier.path}
        if earlier.digest:
            fields |= {"WARC-Profile": PAYLOAD_IN_FILE}
            return _member("revisit", fields, "application/http; msgtype=response", head)
    if not isinstance(earlier, Earlier):
        return _member("response", fields, "application/http; msgtype=response", head + exchange.body)
    fields |= {
        "WARC-Profile": _SAME_PAYLOAD,
        "WARC-Refers-To": earlier.record_id,
        "WARC-Refers-To-Target-URI": written_url(earlier.url),
        "WARC-Refers-To-Date": _date(earlier.at),
    }
    return _member("revisit", fields, "application/http; msgtype=response", head)


def request(
    exchange: Exchange, *, article: Identity, stem: str | None, answer: str, name: str | None = None
) -> bytes:
    """What was asked.

    :param answer: the response's :func:`record_id`
    :param name: the record's own; a new one where none is given
    """
    parts = urlsplit(written_url(exchange.url))
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    head = _http(f"{exchange.method} {target} HTTP/1.1", exchange.request_headers)
    fields = {
        "WARC-Record-ID": name or record_id(),
        **_about(exchange, article, stem),
        "WARC-Concurrent-To": answer,
        "WARC-Payload-Digest": _NO_PAYLOAD,
    }
    return _member("request", fields, "application/http; msgtype=request", head)


def _about(exchange: Exchange, article: Identity, stem: str | None) -> dict[str, str]:
    """What a record says besides its bytes; so that the article is known without any catalog."""
    fields = {
        "WARC-Date": _date(exchange.at),
        "WARC-Target-URI": written_url(exchange.url),
        "NewsArchive-Article": quote(article.source_id, safe="", errors="surrogatepass"),
        "NewsArchive-Page": written_url(article.url),
    }
    if stem:
        fields["NewsArchive-Stem"] = stem
    return fields | {"WARC-IP-Address": exchange.ip} if exchange.ip else fields


def _member(kind: str, fields: dict[str, str], content_type: str, block: bytes) -> bytes:
    every_field = {
        "WARC-Type": kind,
        **fields,
        "WARC-Block-Digest": sha1(block),
        "Content-Type": content_type,
        "Content-Length": str(len(block)),
    }
    head = VERSION + "".join(f"\r\n{name}: {value}" for name, value in every_field.items()).encode()
    return zlib.compress(head + END + block + END, _LEVEL, wbits=_GZIP)


def _http(first_line: str, headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    lines = [first_line.encode(), *(name + b": " + value for name, value in headers)]
    return b"".join(_LINE_BREAKS.sub(b" ", line) + b"\r\n" for line in lines) + b"\r\n"


def _date(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
