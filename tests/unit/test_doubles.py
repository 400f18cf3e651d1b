"""Articles that an archive had twice, before it knew better: they are found, and made one."""

import sqlite3
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from gazette import HOME, NOW, SLUG, Gazette, Make, body, words
from scrapy.settings import Settings

from newsarchive.commands import collect as collect_words
from newsarchive.commands import verify as verify_words
from newsarchive.crawling.spider import SiteSpider
from newsarchive.evidence import Evidence, Exchange, Validators
from newsarchive.items import Lead, Rejected
from newsarchive.profiles import Identity
from newsarchive.store.catalog.access import reading
from newsarchive.store.catalog.row_kinds import ArticleRow, CaptureRow, QuarantineRow, RevisionRow
from newsarchive.store.catalog.states import RevisionKind, State
from newsarchive.store.entries import discover
from newsarchive.store.history import find, history_of
from newsarchive.store.posts import keep_own_profile
from newsarchive.store.takedown import forget
from newsarchive.store.verifying.check import check
from newsarchive.store.verifying.repair import repair
from newsarchive.terminal import collect, verify
from newsarchive.terminal.command import ArchiveCommand
from newsarchive.upkeep.doubles import doubles, merge_doubles
from newsarchive.upkeep.rebuild.rebuild import rebuild


@pytest.fixture
def site(tmp_path: Path, article: Make) -> Iterator[Gazette]:
    site = Gazette(tmp_path / "brindle-gazette.example", article)
    yield site
    site.archive.close()


def store_apart(site: Gazette, *stories: dict[str, Any]) -> None:
    """As archives did that looked at ids alone, each in a run of its own."""
    for story in stories:
        found = site.read(**story)
        page = Validators(found.url)
        came = Exchange(url=found.url, status=200, body=found.url.encode(), at=NOW)
        site.write(replace(found, kind=RevisionKind.ADOPTED, evidence=Evidence((page,), (came,))))
        site.next_run()
    site.archive.close()


TWICE = [
    pytest.param({}, {"path": f"{SLUG}?ref=box"}, id="text"),
    pytest.param({}, {"path": "/nature/heron.html", "precision": "day"}, id="text, day"),
    pytest.param(
        {}, {"path": "/print/7", "canonical": SLUG, "body": f"<p>{words('heron')}</p>"}, id="canonical"
    ),
    pytest.param(
        {"path": "/x?y=1", "canonical": SLUG}, {"path": SLUG, "body": body(more="More.")}, id="later"
    ),
    pytest.param(
        {"path": "/weir-votes-70931"},
        {"path": "/weir-is-built-70931", "title": "Built", "body": body(more="So it is.")},
        id="number",
    ),
    pytest.param({}, {"path": "/moved", "link": HOME + SLUG, "body": body(more="More.")}, id="redirect"),
]


@pytest.mark.parametrize(("first", "second"), TWICE)
def test_what_is_there_twice_is_found_and_made_one(
    site: Gazette, first: dict[str, Any], second: dict[str, Any]
) -> None:
    first = {"path": SLUG, **first}
    third = {"path": "/2024/06/01/lock", "title": "Lock", "body": body("lock")}
    store_apart(site, first, third, second)
    assert check(site.archive).faults == []
    (double,) = doubles(site.archive)
    assert (double.first.source_id, double.other.source_id) == (first["path"], second["path"])
    former = double.other.post
    assert merge_doubles(site.archive, now=NOW) == [double]
    assert doubles(site.archive) == merge_doubles(site.archive, now=NOW) == []
    report = check(site.archive)
    assert (report.faults, report.posts, report.revisions) == ([], 2, 3)
    with reading(site.archive.catalog) as rows:
        one, _, other = rows.where(ArticleRow, order=[ArticleRow.c.id])
        history = history_of(rows, site.profile.name, Identity(one.source_id, one.url))
        found = find(rows, site.profile.name, second["path"])
        captured = {held.url: held.revision for held in rows.where(CaptureRow, article=one.id)}
    assert (other.state, other.copy_of, other.old_post) == (State.DOUBLE, one.id, former)
    assert [revision.number for revision in history.revisions] == [1, 2]
    assert [double.url for double in history.doubles] == [other.url]
    assert found == Identity(one.source_id, one.url)
    assert captured == {HOME + first["path"]: 1, HOME + second["path"]: 2}
    site.begin()
    leads = [Lead(HOME + one["path"], source_id=one["path"]) for one in (first, second)]
    assert site.archive.transact(lambda rows: discover(rows, site.profile.name, leads, None, now=0)) == 0


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({}, {"path": "/b", "title": "Otters"}),
        ({}, {"path": "/b", "published": NOW + timedelta(days=7)}),
        ({"source": "Brindle Gazette"}, {"path": "/b", "source": "Wharf Wire"}),
        ({}, {"path": "/b", "canonical": SLUG, "title": "Otters", "body": body("otter")}),
        ({"path": "/lock-70931"}, {"path": "/gallery-70931", "title": "Mill", "body": body("mill")}),
    ],
    ids=["title", "date", "source", "wrong canonical", "number of something else"],
)
def test_what_only_looks_alike_stays_two(
    site: Gazette, first: dict[str, Any], second: dict[str, Any]
) -> None:
    store_apart(site, {"path": SLUG, **first}, second)
    assert merge_doubles(site.archive, now=NOW) == []
    assert site.posts == 2


def test_of_many_the_first_stays(site: Gazette) -> None:
    forms = [SLUG, f"{SLUG}?a=1", f"{SLUG}?a=2", f"/local{SLUG}", f"{SLUG}/index.html"]
    store_apart(site, *({"path": form} for form in forms))
    assert len(merge_doubles(site.archive, now=NOW)) == 4
    assert site.posts == 1
    report = check(site.archive)
    assert (report.faults, report.revisions) == ([], 5)


def test_a_post_that_a_crash_left_is_removed(site: Gazette) -> None:
    store_apart(site, {"path": SLUG}, {"path": f"{SLUG}?ref=box"})
    (double,) = doubles(site.archive)
    post = site.archive.folder / "_posts" / str(double.other.post)
    text = post.read_bytes()
    merge_doubles(site.archive, now=NOW)
    for finish in (lambda: repair(site.archive), site.begin):
        post.write_bytes(text)
        assert [str(fault) for fault in check(site.archive).faults] == [
            f"_posts/{post.name}: is of an article that another one has become;"
            " the next run finishes it, or --repair"
        ]
        finish()
        assert not post.exists()
    site.archive.close()
    assert check(site.archive).faults == []


def test_the_commands_say_it_and_do_it(
    site: Gazette, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Verify lists it, as no fault; merges it; and what was collected before is told so."""
    keep_own_profile(site.archive.private, site.profile)
    store_apart(site, {"path": SLUG}, {"path": f"{SLUG}?ref=box"})
    settings = Settings()
    settings.setmodule("newsarchive.settings")
    settings.set("OUTPUT_DIR", str(tmp_path), priority="cmdline")

    def told(command: ArchiveCommand, work: Callable[..., int], *options: str) -> str:
        command.settings = settings
        parser = ArgumentParser()
        command.add_options(parser)
        assert work(command, [site.profile.name], parser.parse_args(options)) == 0
        return "".join(capsys.readouterr())

    target = tmp_path / "collected"
    assert "twice:" in told(verify_words.Command(), verify.run)
    assert "2 posts" in told(collect_words.Command(), collect.run, "--to", str(target))
    said = told(verify_words.Command(), verify.run, "--merge")
    assert "merged:" in said
    assert "twice:" not in said
    assert "1 post, 0 takedowns, 1 merged into others; sums" in told(
        collect_words.Command(), collect.run, "--to", str(target)
    )
    assert len(list(target.glob("*.md"))) == site.posts == 1


@pytest.mark.parametrize(
    ("lost", "left"),
    [
        ("originals' rows", ["double", "published"]),
        ("the article", ["double", "published"]),
        ("the article and its post", ["owed"]),
        ("the catalog", ["owed", "published"]),
    ],
)
def test_a_rebuild_knows_further_addresses_as_far_as_they_are_told(
    site: Gazette, tmp_path: Path, lost: str, left: list[str]
) -> None:
    store_apart(site, {"path": SLUG}, {"path": f"{SLUG}?ref=box"})
    merge_doubles(site.archive, now=NOW)
    catalog = site.archive.catalog
    if lost == "the catalog":
        catalog.unlink()
    else:
        with closing(sqlite3.connect(catalog)) as connection, connection:
            connection.execute("DELETE FROM capture")
            if "article" in lost:
                connection.execute("DELETE FROM article WHERE state = 'published'")
    if "post" in lost:
        for path in (site.archive.folder / "_posts").iterdir():
            path.unlink()
        for path in site.archive.originals.folder.iterdir():
            path.unlink()
    path = tmp_path / f"{site.profile.name}.yml"
    path.write_text(site.profile.model_dump_json(exclude_defaults=True), encoding="utf-8")
    spider = type("Spider", (SiteSpider,), {"name": site.profile.name, "profile_path": path})()
    with site.archive.lock.held():
        list(rebuild(site.archive, spider, now=NOW))
    assert check(site.archive).faults == []
    with reading(catalog) as rows:
        states = [row.state for row in rows.where(ArticleRow)]
        captures = rows.where(CaptureRow)
    assert sorted(states) == left
    assert len(captures) == (0 if "post" in lost else 2)
    assert site.posts == left.count("published")


def test_a_takedown_takes_every_address(site: Gazette) -> None:
    store_apart(site, {"path": SLUG}, {"path": f"{SLUG}?ref=box"})
    merge_doubles(site.archive, now=NOW)
    site.begin()
    site.write(Rejected(SLUG, HOME + SLUG, "no-body"))
    named = Identity(SLUG, HOME + SLUG)
    site.archive.transact(lambda rows: forget(rows, site.profile.name, named, reason="asked", now=1))
    site.next_run()
    rows = site.archive.rows
    assert not [*rows.where(ArticleRow), *rows.where(RevisionRow), *rows.where(QuarantineRow)]
    lead = Lead(f"{HOME}{SLUG}?ref=box", source_id=f"{SLUG}?ref=box")
    assert site.archive.transact(lambda rows: discover(rows, site.profile.name, [lead], None, now=0)) == 0
    site.archive.close()
    assert check(site.archive).faults == []
