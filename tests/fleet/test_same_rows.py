"""The same crawls leave the same rows in a folder's catalog and in a fleet's database."""

import json
import zlib
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from newsarchive.fleet.sites import add_site
from newsarchive.sites import catalog_file
from newsarchive.store.catalog.access import Catalog, reading
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.tables import kinds
from newsarchive.store.keepers import kept
from tests.covering import name_of
from tests.e2e.crawling import Crawl, python
from tests.every_site import EVERY_SITE, ROOT, Site, serving
from tests.fleet.fleets import fleet_on

# One request at a time, so that batches, and what is learned of them, are the same.
SWITCHES = ("-s", "DOWNLOAD_DELAY=0", "-s", "RETRY_BACKOFF=0", "-s", "CONCURRENT_REQUESTS=1")
# Moments, and what depends on them: of these it counts whether they are there.
MOMENTS = {
    "at", "asked", "changed", "checked", "cost", "discovered", "end", "ended", "fetched", "first", "found",
    "gone", "kept", "last", "length", "made", "name", "next_ask", "next_check", "offset", "read", "record_id",
    "since",
    "started", "stored", "told", "ttl", "wait",
}  # fmt: skip
LATELY = 1_600_000_000  # seconds since 1970
KEPT = {("revision", "name"), ("revision", "length"), ("forgotten", "name"), ("picture", "length")}
PACKED = {("counts", "value"), ("quarantine", "record")}
# A fleet is told no address to begin with, and so reads a site without a profile by another spider.
LEFT_OUT = {"id", "learned", "arguments", "extraction"}
# When a version is made depends on which articles come in one batch, and so on the clock.
BY_BATCH = "learned"


def told_apart(rows: Rows) -> dict[str, list[str]]:
    """The rows of each table, without their numbers and moments, in an order of their own."""
    tables = {kind.table.name: rows.where(kind) for kind in kinds()}
    names = {
        "article": {row.id: row.source_id for row in tables["article"]},
        "listing": {row.id: row.url for row in tables["listing"]},
        "picture": {row.id: row.url for row in tables["picture"]},
        "capture": {row.id: (row.url, row.digest) for row in tables["capture"]},
    }
    return {
        name: sorted(repr(_plain(name, row.values(), names)) for row in found)
        for name, found in tables.items()
    }


def _plain(table: str, values: dict[str, Any], names: Mapping[str, Mapping[int, object]]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for name, value in values.items():
        its = {"copy_of": "article", "refers_to": "capture"}.get(name, name)
        if name in LEFT_OUT:
            continue
        if its in names and value is not None and table != its:
            told[name] = names[its][value]
        elif its in names and its != name:
            told[name] = value and names[its][value]
        elif (table, name) in PACKED:
            told[name] = _without_moments(json.loads(zlib.decompress(value)))
        elif (name in MOMENTS and (table, name) not in KEPT) or (table, name) == ("warc", "sha256"):
            told[name] = value is not None
        else:
            told[name] = value
    return told


def _without_moments(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_moments(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_without_moments(one) for one in value]
    return "a moment" if isinstance(value, int) and value > LATELY else value


def _seldom(kind: Any) -> Any:
    return pytest.param(name_of(kind), marks=[*getattr(kind, "marks", ()), pytest.mark.soak])


def crawled(site: Site, output: Path, begin: tuple[str, ...], more: Mapping[str, str]) -> Crawl:
    """A run on the site."""
    certificate = {"SSL_CERT_FILE": str(site.certificate)} if site.certificate else {}
    done = python(
        "-m", "scrapy", "archive", *begin, *SWITCHES,
        proxy=site.proxy, output=output, cwd=ROOT, more={**certificate, **more},
    )  # fmt: skip
    assert "Traceback" not in done.out + done.err, done.out + done.err
    assert done.code in {0, 2, 3}, done.out + done.err
    return done


@pytest.mark.parametrize("kind", [one if one == "finews" else _seldom(one) for one in EVERY_SITE])
@pytest.mark.long
def test_the_same_crawls_leave_the_same_rows(
    kind: str, fleet_database: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder, store = tmp_path / "folder", tmp_path / "store"
    store.mkdir()
    fleet = fleet_on(fleet_database, tmp_path / "scratch")
    more = {"NEWSARCHIVE_DATABASE": fleet_database, "NEWSARCHIVE_STORE": store.as_uri()}
    folder_of_site = tmp_path_factory.mktemp("site")
    with closing(fleet), kept(fleet.root, fleet), serving(kind, folder_of_site) as site:
        site.make_known(folder)
        first = crawled(site, folder, site.begin, {})
        own = folder / site.name / "_archive" / "site.yml"
        profile = own if own.exists() else ROOT / "spiders" / "profiles" / f"{site.name}.yml"
        with fleet.engine.begin() as connection:
            add_site(connection, site.name, profile.read_text(encoding="utf-8"))
        there = fleet.catalog(fleet.root / site.name)
        assert crawled(site, tmp_path, (site.name,), more).code == first.code
        compare(catalog_file(folder / site.name), there)
        site.a_day_later()
        later = ("-a", "recheck=all")
        second = crawled(site, folder, (site.name, *later), {})
        assert crawled(site, tmp_path, (site.name, *later), more).code == second.code
        compare(catalog_file(folder / site.name), there)


def compare(one: Catalog, other: Catalog) -> None:
    """Make sure that both catalogs tell the same."""
    with reading(one) as in_folder, reading(other) as on_fleet:
        told, fleet_told = told_apart(in_folder), told_apart(on_fleet)
    assert told["revision"], "there is nothing to compare"
    for table in told.keys() - {BY_BATCH}:
        assert fleet_told[table] == told[table], table
