"""The CDXJ index beside each WARC, by which pywb and its kin find a capture; rebuilt at will."""

import json
import re
from collections.abc import Iterable
from datetime import UTC
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes, urljoin, urlsplit

from newsarchive.evidence import Exchange
from newsarchive.store.catalog.states import CaptureKind
from newsarchive.store.durable import put_in_place
from newsarchive.store.originals.making import written_url
from newsarchive.store.originals.member import every_record
from newsarchive.store.originals.reading import exchange_in
from newsarchive.store.originals.records import CAPTURES, Record

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


def index_path(folder: Path, name: str) -> Path:
    """Where the index of the WARC called ``name`` is."""
    return folder / f"{name.removesuffix('.warc.gz')}.cdxj"


def media_type(exchange: Exchange) -> str:
    """What the response says that it is, in small letters and without parameters; empty where it does not."""
    types = [value for name, value in exchange.headers if name.lower() == b"content-type"]
    return types[0].partition(b";")[0].strip().lower().decode("ascii", "replace") if types else ""


def line(exchange: Exchange, record: Record) -> bytes:
    """A capture's line: its URL's sort key, the second it was taken, and where it is."""
    url = written_url(exchange.url)
    redirects = 300 <= exchange.status < 400
    is_whole = record.kind is CaptureKind.RESPONSE or (record.kind is CaptureKind.FILE and redirects)
    entry = {
        "url": url,
        "mime": media_type(exchange) or "unk" if is_whole else "warc/revisit",
        "status": str(exchange.status),
        "digest": record.payload_digest.removeprefix("sha1:"),
        "length": str(record.length),
        "offset": str(record.offset),
        "filename": record.file,
    }
    return f"{url_key(url)} {exchange.at.astimezone(UTC):%Y%m%d%H%M%S} {json.dumps(entry)}\n".encode()


def write_index(folder: Path, name: str, lines: Iterable[bytes]) -> None:
    """Write the index of ``name``; its name is on disk once the folder is synced."""
    target = index_path(folder, name)
    put_in_place(target.with_name(f"{target.name}.new"), target, b"".join(sorted(lines)))


def rebuild_index(folder: Path, name: str, *, path: Path | None = None) -> None:
    """The same, from the WARC's own records.

    :param path: where the WARC is, should it not be called ``name`` yet
    """
    write_index(folder, name, _lines(path or folder / name, name))


def _lines(path: Path, name: str) -> Iterable[bytes]:
    for found in every_record(path):
        if found.kind in CAPTURES:
            record = Record(
                file=name, offset=found.offset, length=found.length, end=found.end,
                record_id=found.field("WARC-Record-ID"), kind=found.capture_kind,
                payload_digest=found.field("WARC-Payload-Digest"),
            )  # fmt: skip
            yield line(exchange_in(found), record)
