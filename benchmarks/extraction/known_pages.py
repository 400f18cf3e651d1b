"""Pages whose article is known, from a folder in either of two forms."""

import json
import lzma
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class KnownPage:
    """A page and the text of its article.

    :ivar site: its host without ``www.``
    :ivar article: what a reader of the article reads, captions left out
    :ivar collection: which set the page is of, where the folder has several
    """

    url: str
    site: str
    html: str
    article: str
    collection: str = ""


def known_pages(folder: Path) -> Iterator[KnownPage]:
    """Every page of a folder that states its article's text; pages that are no articles are left out.

    The folder has ``NAME.html`` beside ``NAME.json``, as ``pages/`` has and ``run.py`` describes; or
    ``manifest.jsonl.xz``, a line of JSON a page (``id``, ``set``, ``url``, ``domain``, ``truth`` with
    ``body``), beside ``pages-SET.tar.xz`` with ``ID.html`` in UTF-8.
    """
    manifest = folder / "manifest.jsonl.xz"
    return _packed(manifest) if manifest.exists() else _loose(folder)


def _loose(folder: Path) -> Iterator[KnownPage]:
    for path in sorted(folder.rglob("*.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        if truth.get("flow"):
            html = path.with_suffix(".html").read_bytes().decode(truth.get("encoding", "utf-8"), "replace")
            yield KnownPage(truth["url"], _site(truth["url"]), html, "\n".join(truth["flow"]))


def _packed(manifest: Path) -> Iterator[KnownPage]:
    with lzma.open(manifest, "rt", encoding="utf-8") as lines:
        records = [record for record in map(json.loads, lines) if record["truth"].get("body")]
    for name, members in groupby(sorted(records, key=_set), key=_set):
        wanted = {record["id"]: record for record in members}
        with tarfile.open(manifest.with_name(f"pages-{name}.tar.xz")) as archive:
            for member in archive:
                record = wanted.get(member.name.removesuffix(".html"))
                if record and (file := archive.extractfile(member)):
                    site = record.get("domain") or _site(record["url"])
                    html = file.read().decode()
                    yield KnownPage(record["url"], site, html, record["truth"]["body"], name)


def _set(record: dict[str, str]) -> str:
    return record["set"]


def _site(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
