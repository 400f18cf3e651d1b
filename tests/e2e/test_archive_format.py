"""docs/archive-format.md is enough to read what a real crawl left, and what version 1 wrote."""

import hashlib
import json
import re
import zlib
from pathlib import Path
from urllib.parse import unquote

import pytest

from newsarchive.demo.later_day import Changes
from newsarchive.demo.running import running_demo_site
from tests.archives.kept import unpacked
from tests.e2e.crawling import scrapy
from tests.e2e.format_reader import (
    ArchiveReader,
    post_names,
    seal,
    seal_of_version_1,
    sha1,
    sight,
)
from tests.every_site import serving
from tests.test_archive_format import first, table

LATER = Changes(added=1, edited=3, moved=1)
FORGOTTEN = "202205272391905874"  # of the rolling news


@pytest.mark.long
def test_a_crawled_archive_is_read_by_the_document(tmp_path: Path) -> None:
    with running_demo_site(4) as proxy:
        scrapy("archive", "finews", proxy=proxy, output=tmp_path)
    with running_demo_site(4, changes=LATER, validators=False) as proxy:
        scrapy("archive", "finews", "-a", "recheck=all", proxy=proxy, output=tmp_path)
    assert scrapy("forget", FORGOTTEN, "--reason", "a test", proxy=None, output=tmp_path).code == 0
    archive = ArchiveReader(tmp_path / "finews")
    assert (archive.application, archive.version) == (1852143475, 6)
    empty = [name for name, rows in archive.tables.items() if not rows]
    # A site whose profile has rules for the body teaches nothing; the next test has one that does.
    assert set(empty) <= {"ask", "counts", "learned", "listing_day", "notice", "shown", "unread"}, (
        "all other tables are to be tried"
    )
    assert {row["kind"] for row in archive.tables["capture"]} == {"response", "revisit"}
    check_seals(archive)
    check_posts(archive)
    check_originals(archive)
    check_json(archive)
    check_files(archive)


@pytest.mark.long
def test_an_archive_of_a_site_without_ids_is_read_by_the_document(tmp_path: Path) -> None:
    with serving("no-profile", tmp_path) as site:
        assert site.archive(tmp_path / "output").code == 3
    archive = ArchiveReader(tmp_path / "output" / site.name)
    assert archive.tables["counts"]
    check_seals(archive)
    assert archive.published() == posts(archive)
    check_names(archive)
    stems = {row["source_id"]: row["stem"] for row in archive.tables["article"]}
    assert sorted(stem[:15] for stem in stems.values() if stem and "-long" in stem) == ["2025-03-04-long"] * 2
    stored = {row["article"] for row in archive.tables["capture"] if row["revision"]}
    for row in archive.tables["capture"]:
        owner = archive.by_id("article")[row["article"]]
        for record in archive.capture(row)[:2]:
            named = {"NewsArchive-Stem": owner["stem"]} if row["article"] in stored else {}
            assert {name: record.head[name] for name in record.head if name == "NewsArchive-Stem"} == named
            kind = record.head["WARC-Type"]
            assert {(name, kind) for name in record.head} <= documented_fields()


@pytest.mark.parametrize("site", ["finews", "paper.example"])
def test_seals_of_version_1_are_as_documented(tmp_path: Path, site: str) -> None:
    archive = ArchiveReader(unpacked("v1", site, tmp_path))
    assert archive.version == 1
    for name, rows in archive.tables.items():
        assert [row for row in rows if seal_of_version_1(name, row) != row["seal"]] == [], name
    assert archive.published() == posts(archive)


def test_the_example_of_a_seal_is_one() -> None:
    document = (Path(__file__).parents[2] / "docs/archive-format.md").read_text(encoding="utf-8")
    example = re.search(r"sealed over ``(.*?)``", document)
    assert example
    row = {"id": 1, "name": "A.warc.gz", "length": None, "sha256": None}
    assert hashlib.blake2b(example[1].encode(), digest_size=16).digest() == seal("warc", row)


def posts(archive: ArchiveReader) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (archive.folder / "_posts").iterdir()}


def check_seals(archive: ArchiveReader) -> None:
    for name, rows in archive.tables.items():
        assert [row for row in rows if seal(name, row) != row["seal"]] == [], name


def check_names(archive: ArchiveReader) -> None:
    articles = archive.by_id("article")
    for row in archive.tables["revision"]:
        owner = articles[row["article"]]
        assert row["name"] in post_names(row["published"], owner["source_id"], owner["stem"])
        assert owner["stem"] in {
            part.removesuffix(".md").casefold() for part in (row["name"], row["name"][11:])
        }


def check_posts(archive: ArchiveReader) -> None:
    assert archive.published() == posts(archive)
    check_names(archive)
    articles = archive.by_id("article")
    for row in archive.tables["revision"]:
        owner = articles[row["article"]]
        assert hashlib.sha256(zlib.decompress(row["post"])).hexdigest() == row["sha256"]
        if row["number"] == owner["revision"]:
            assert (owner["post"], owner["body"]) == (row["name"], row["body"])
            assert owner["seen"] == sight(row["text"], row["published"])
    for post in posts(archive).values():
        _, head, _ = post.decode().split("---\n", 2)
        assert re.findall(r"^(\w+): ", head, re.MULTILINE) == first("Posts")[:5]
        assert re.search(r"\n\n<http://[^>\s]+>\n\n\[[^\n]*\]\([^\n]*\)\Z", post.decode())


def check_originals(archive: ArchiveReader) -> None:
    fields = documented_fields()
    articles, captures = archive.by_id("article"), archive.by_id("capture")
    for warc in archive.tables["warc"]:
        data = (archive.originals / warc["name"]).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (warc["length"], warc["sha256"])
        held = [row for row in archive.tables["capture"] if row["warc"] == warc["id"]]
        known = [(archive.second(row["at"]), row["digest"], row["offset"], row["length"]) for row in held]
        told = [
            (moment, f"sha1:{entry['digest']}", int(entry["offset"]), int(entry["length"]))
            for moment, entry in archive.index(warc["name"])
        ]
        assert sorted(told) == sorted(known)
    for row in archive.tables["capture"]:
        answer, asked, payload = archive.capture(row)
        owner = articles[row["article"]]
        assert sha1(payload) == row["digest"] == answer.head["WARC-Payload-Digest"]
        assert answer.head["WARC-Record-ID"] == row["record_id"] == asked.head["WARC-Concurrent-To"]
        assert (answer.head["WARC-Type"], asked.head["WARC-Type"]) == (row["kind"], "request")
        assert answer.head["WARC-Target-URI"] == row["url"]
        assert answer.head["WARC-Date"] == row["at"].replace("+00:00", "Z")
        assert unquote(answer.head["NewsArchive-Article"]) == owner["source_id"]
        assert answer.head["NewsArchive-Page"] == owner["url"]
        assert int(answer.block.split(b" ", 2)[1]) == row["status"]
        if row["refers_to"]:
            assert answer.head["WARC-Refers-To"] == captures[row["refers_to"]]["record_id"]
        for record in (answer, asked):
            kind = record.head["WARC-Type"]
            assert {(name, kind) for name in record.head} <= fields


def documented_fields() -> set[tuple[str, str]]:
    """The fields of a WARC head, each with a type of records that have it."""
    types = {"all": ["warcinfo", "response", "revisit", "request"]}
    return {
        (name.strip("`"), kind)
        for name, where, _ in table("Originals")
        for kind in types.get(where, where.split(", "))
    }


def check_json(archive: ArchiveReader) -> None:
    keys = {where.strip("`"): set(re.findall(r"`([^`]+)`", told)) for where, told in table("JSON")}
    for row in archive.tables["article"]:
        noted = {"modified", "made_due"}  # where there is something to note
        assert row["entry"] is None or json.loads(row["entry"]).keys() | noted == keys["article.entry"]
    for row in archive.tables["run"]:
        crawled = row["command"] == "crawl"
        assert json.loads(row["arguments"]).keys() <= (keys["run.arguments"] if crawled else {"ids"})
        assert json.loads(row["account"]).keys() == (keys["run.account"] if crawled else set())
    for row in archive.tables["listing"]:
        assert all(url.startswith("http") for url in json.loads(row["leads_to"]))
    for row in archive.tables["quarantine"]:
        record = zlib.decompress(row["record"])
        assert json.loads(record).keys() <= keys["quarantine.record"]
        reason = json.dumps([row["source_id"], row["url"], row["reason"]]).encode()
        assert hashlib.blake2b(reason + record, digest_size=16).digest() == row["digest"]


def check_files(archive: ArchiveReader) -> None:
    shapes = [re.sub(r"[A-Z]{4,}", ".+", re.escape(path.rstrip("/"))) for path in first("Files")]
    there = [str(path.relative_to(archive.folder)) for path in archive.folder.rglob("*")]
    assert [path for path in there if not any(re.fullmatch(shape, path) for shape in shapes)] == []
