"""Posts of a site without ids: which names they get, and that each keeps its own whatever is lost."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from newsarchive.crawling.spider import SiteSpider
from newsarchive.evidence import Evidence, Exchange
from newsarchive.items import Article, Rejected
from newsarchive.pipelines.submission import extracted
from newsarchive.posts.file_names import hashed_stem
from newsarchive.profiles import Identity
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.row_kinds import ArticleRow
from newsarchive.store.history import find
from newsarchive.store.replayable import restore
from newsarchive.store.takedown import forget
from newsarchive.store.verifying.check import check
from newsarchive.upkeep.rebuild.rebuild import rebuild

HOME = "http://ferry.example"
DAY = datetime(2025, 3, 5, 8, tzinfo=UTC)
Make = Callable[..., Article]


def digits(source_id: str, count: int = 8) -> str:
    return hashlib.sha256(source_id.encode()).hexdigest()[:count]


class Ferry:
    """An archive of a site without ids."""

    def __init__(self, folder: Path, article: Make) -> None:
        path = folder / "ferry.yml"
        path.write_text(yaml.safe_dump({"name": "ferry", "home": f"{HOME}/", "category": {"fallback": "x"}}))
        self.spider: SiteSpider = type("Spider", (SiteSpider,), {"name": "ferry", "profile_path": path})()
        self.archive = Archive(folder / "ferry", self.spider.profile)
        self._article = article
        self.now = DAY

    def article(self, source_id: str, *, days: int = 0, **more: Any) -> Article:
        url = source_id if source_id.startswith("http") else f"{HOME}{source_id}"
        text = f"<p>{source_id} sails again. {'The crew had painted the hull. ' * 10}</p>"
        said = {"site": "ferry", "source_id": source_id, "url": url, "link": url, "title": f"T {source_id}",
                "body": text, "published": DAY + timedelta(days=days), **more}  # fmt: skip
        return self._article(**said)

    def store(self, *articles: Article, former: bool = False) -> dict[str, str]:
        """A run that stores them; the names of posts by id.

        :param former: as the code did it that knew no slugs
        """
        self.now += timedelta(hours=1)
        self.archive.open(started=self.now, command="crawl", arguments={}, extraction="code")
        if former:
            self.archive.desk.by_address = False
            self.archive.desk.forget_answers()
        self.archive.write([self.submission(one) for one in articles], now=self.now)
        names = self.names()
        self.archive.close(ended=self.now)
        assert check(self.archive).faults == []
        return names

    def submission(self, article: Article) -> Any:
        exchange = Exchange(url=article.url, status=200, body=article.body.encode(), at=self.now)
        return extracted(article, self.spider.profile, Evidence((), (exchange,)))

    def names(self) -> dict[str, str]:
        rows = self.archive.rows.where(ArticleRow, ArticleRow.c.post.is_not(None))
        there = {path.name for path in self.archive.posts.folder.iterdir()}
        assert there == {row.post for row in rows}
        return {row.source_id: row.post or "" for row in rows}

    def lose(self, *, posts: bool = False, originals: bool = False) -> None:
        """The catalog, and what else is said."""
        for path in self.archive.private.glob("catalog.sqlite*"):
            path.unlink()
        for folder, is_lost in (
            (self.archive.posts.folder, posts),
            (self.archive.originals.folder, originals),
        ):
            for path in folder.iterdir() if is_lost else ():
                path.unlink()

    def rebuild(self) -> list[str]:
        done = rebuild(self.archive, self.spider, now=self.now)
        assert check(self.archive).faults == []
        return done


@pytest.fixture
def ferry(tmp_path: Path, article: Make) -> Ferry:
    return Ferry(tmp_path, article)


SIBLINGS: dict[str, Sequence[tuple[str, int, str]]] = {
    "alone": [("/harbour/2025/03/05/sails-again.htm", 0, "2025-03-05-sails-again.md")],
    "on one day": [
        ("/harbour/sails", 0, "2025-03-05-sails.md"),
        ("/county/sails", 0, f"2025-03-05-sails-{digits('/county/sails')}.md"),
        ("/world/sails", 0, f"2025-03-05-sails-{digits('/world/sails')}.md"),
    ],
    "on two days": [
        ("/harbour/sails", 0, "2025-03-05-sails.md"),
        ("/county/sails", 1, "2025-03-06-sails.md"),
    ],
    "by case": [
        ("/Sails", 0, "2025-03-05-sails.md"),
        ("/sails", 0, f"2025-03-05-sails-{digits('/sails')}.md"),
    ],
    "by the last slash": [
        ("/sails/", 0, "2025-03-05-sails.md"),
        ("/sails", 0, f"2025-03-05-sails-{digits('/sails')}.md"),
    ],
    "by what is cut off": [
        ("/" + "ferry-" * 12 + "one", 0, f"2025-03-05-{'-'.join(['ferry'] * 10)}.md"),
        (
            "/" + "ferry-" * 12 + "two", 0,
            f"2025-03-05-{'-'.join(['ferry'] * 10)}-{digits('/' + 'ferry-' * 12 + 'two')}.md",
        ),
    ],
    "a number": [
        ("/?p=123", 0, "2025-03-05-123.md"),
        ("/a/123.html", 0, f"2025-03-05-123-{digits('/a/123.html')}.md"),
    ],
    "nothing tells": [
        ("/2025/03/05/", 0, f"2025-03-05-{digits('/2025/03/05/')}.md"),
        ("/", 0, f"2025-03-05-{digits('/')}.md"),
    ],
    "like a long hash": [
        ("/x/sails-0123456789abcdef", 0,
         f"2025-03-05-sails-0123456789abcdef-{digits('/x/sails-0123456789abcdef')}.md"),
    ],
    "like another's short hash": [
        (f"/x/sails-{digits('/county/sails')}", 0, f"2025-03-05-sails-{digits('/county/sails')}.md"),
        ("/harbour/sails", 0, "2025-03-05-sails.md"),
        ("/county/sails", 0, f"2025-03-05-sails-{digits('/county/sails', 16)}.md"),
    ],
    "another host": [
        ("/sails", 0, "2025-03-05-sails.md"),
        ("http://live.ferry.example/sails", 0, f"2025-03-05-sails-{digits('http://live.ferry.example/sails')}.md"),
    ],
    "scripts": [
        ("/%E6%B8%A1%E8%BD%AE", 0, "2025-03-05-dulun.md"),
        ("/dulun", 0, f"2025-03-05-dulun-{digits('/dulun')}.md"),
        ("/%D0%BF%D0%B0%D1%80%D0%BE%D0%BC", 0, "2025-03-05-parom.md"),
        ("/%D8%B9%D8%A8%D8%A7%D8%B1%D8%A9", 0, "2025-03-05-brh.md"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("at_once", [True, False], ids=["in one batch", "in a run each"])
@pytest.mark.parametrize("siblings", SIBLINGS.values(), ids=SIBLINGS)
def test_names_by_what_meets(ferry: Ferry, siblings: Sequence[tuple[str, int, str]], at_once: bool) -> None:
    articles = [ferry.article(source_id, days=days) for source_id, days, _ in siblings]
    for batch in [articles] if at_once else [[one] for one in articles]:
        names = ferry.store(*batch)
    assert names == {source_id: name for source_id, _, name in siblings}


def test_what_is_added_depends_on_the_id_alone(ferry: Ferry) -> None:
    """The first keeps its name; the other has the same hash, whatever came before it."""
    ferry.store(ferry.article("/county/sails"), ferry.article("/world/sails"))
    names = ferry.store(ferry.article("/harbour/sails"))
    assert names["/county/sails"] == "2025-03-05-sails.md"
    assert names["/world/sails"] == f"2025-03-05-sails-{digits('/world/sails')}.md"
    assert names["/harbour/sails"] == f"2025-03-05-sails-{digits('/harbour/sails')}.md"


def test_a_date_that_moves_takes_nobodys_name_and_gives_none_away(ferry: Ferry) -> None:
    ferry.store(ferry.article("/harbour/sails"), ferry.article("/county/sails", days=1))
    names = ferry.store(ferry.article("/harbour/sails", days=1), ferry.article("/world/sails"))
    assert names == {
        "/harbour/sails": f"2025-03-06-sails-{digits('/harbour/sails', 16)}.md",
        "/county/sails": "2025-03-06-sails.md",
        "/world/sails": f"2025-03-05-sails-{digits('/world/sails')}.md",
    }
    assert ferry.store(ferry.article("/harbour/sails"))["/harbour/sails"] == "2025-03-05-sails.md"


@pytest.mark.parametrize("given", ["2025-03-05-sails.md", f"2025-03-06-sails-{digits('/sails', 16)}.md"])
def test_an_article_is_found_by_every_name_that_it_had(ferry: Ferry, given: str) -> None:
    for days in (0, 1):
        ferry.store(ferry.article("/sails", days=days))
    ferry.archive.open(started=ferry.now, command="look", arguments={}, extraction="x")
    found = find(ferry.archive.rows, "ferry", f"_posts/{given}")
    ferry.archive.close(ended=ferry.now)
    assert found == Identity("/sails", f"{HOME}/sails")


def test_an_earlier_revision_comes_back_under_its_name(ferry: Ferry) -> None:
    for days in (0, 1):
        ferry.store(ferry.article("/sails", days=days))
    ferry.store(ferry.article("/county/sails"))
    ferry.archive.open(started=ferry.now, command="history", arguments={}, extraction="x")
    row = ferry.archive.rows.one(ArticleRow, source_id="/sails")
    assert row
    ferry.archive.transact(lambda _: restore(ferry.archive.desk, row, 1))
    ferry.archive.publish_pending()
    names = ferry.names()
    ferry.archive.close(ended=ferry.now)
    assert names["/sails"] == "2025-03-05-sails.md"
    assert check(ferry.archive).faults == []


def test_a_name_is_free_again_when_its_article_was_taken_down(ferry: Ferry) -> None:
    ferry.store(ferry.article("/sails"))
    ferry.archive.open(started=ferry.now, command="forget", arguments={}, extraction="x")
    named = Identity("/sails", f"{HOME}/sails")
    ferry.archive.transact(lambda rows: forget(rows, "ferry", named, reason="asked", now=0))
    ferry.archive.finish_forgetting()
    ferry.archive.close(ended=ferry.now)
    assert ferry.store(ferry.article("/county/sails")) == {"/county/sails": "2025-03-05-sails.md"}
    ferry.lose()
    ferry.rebuild()
    assert ferry.store() == {"/county/sails": "2025-03-05-sails.md"}


@pytest.mark.parametrize("lost", [{}, {"posts": True}, {"originals": True}], ids=str)
def test_names_come_back_in_whatever_order(ferry: Ferry, lost: dict[str, bool]) -> None:
    articles = [ferry.article(one) for one in ("/harbour/sails", "/county/sails", "/world/sails")]
    articles.append(ferry.article("/harbour/moves"))
    ferry.store(*articles)
    articles[3] = ferry.article("/harbour/moves", days=1)
    before = ferry.store(articles[3])
    ferry.lose(**lost)
    ferry.rebuild()
    assert ferry.store(*articles[::-1]) == before


def test_what_was_quarantined_first_gets_its_name_when_it_is_stored(ferry: Ferry) -> None:
    one, other = ferry.article("/harbour/sails"), ferry.article("/county/sails")
    ferry.archive.open(started=ferry.now, command="crawl", arguments={}, extraction="code")
    exchange = Exchange(url=one.url, status=200, body=b"x", at=ferry.now)
    said = {"reason": "no-text", "detail": "", "record": {}, "evidence": Evidence((), (exchange,))}
    ferry.archive.write([Rejected(one.source_id, one.url, **said)], now=ferry.now)
    ferry.archive.close(ended=ferry.now)
    ferry.store(other)
    before = ferry.store(one)
    assert before[other.source_id] == "2025-03-05-sails.md"
    ferry.lose(posts=True)
    ferry.rebuild()
    assert ferry.store(one, other) == before


REDIRECTED = {"link": f"{HOME}/harbour/bridge"}


@pytest.mark.parametrize("asked_twice", [False, True], ids=["a listing leads to it", "and it was due"])
@pytest.mark.parametrize("edited", [False, True], ids=["same", "edited"])
def test_an_article_that_its_post_alone_tells_of_is_stored_no_second_time(
    ferry: Ferry, asked_twice: bool, edited: bool
) -> None:
    one = ferry.article("/go/17", **REDIRECTED)
    before = ferry.store(one, ferry.article("/other"))
    ferry.lose(originals=True)
    ferry.rebuild()
    assert ferry.store() == {"2025-03-05-17.md": "2025-03-05-17.md", "/other": "2025-03-05-other.md"}
    read = replace(one, body=f"{one.body}<p>It sails on Sundays too.</p>") if edited else one
    due = replace(read, source_id="2025-03-05-17.md", url=f"{HOME}/harbour/bridge")
    for batch in ([due, read], [read, due]) if asked_twice else ([read],):
        assert ferry.store(*batch) == before


def test_by_its_original_it_has_its_id_again_at_once(ferry: Ferry) -> None:
    before = ferry.store(ferry.article("/go/17", **REDIRECTED))
    ferry.lose()
    ferry.rebuild()
    assert ferry.store() == before


def test_the_same_slug_with_another_link_is_another_article(ferry: Ferry) -> None:
    ferry.store(ferry.article("/go/17", **REDIRECTED))
    ferry.lose(originals=True)
    ferry.rebuild()
    names = ferry.store(ferry.article("/county/17"))
    assert names == {
        "2025-03-05-17.md": "2025-03-05-17.md",
        "/county/17": f"2025-03-05-17-{digits('/county/17')}.md",
    }


def test_a_copy_under_a_strange_name_is_refused(ferry: Ferry) -> None:
    ferry.store(ferry.article("/harbour/sails"))
    folder = ferry.archive.posts.folder
    (folder / "2025-03-05-a-copy.md").write_bytes((folder / "2025-03-05-sails.md").read_bytes())
    ferry.lose(originals=True)
    done = rebuild(ferry.archive, ferry.spider, now=ferry.now)
    (refused,) = [line for line in done if "not taken up" in line]
    assert refused == (
        "_posts/2025-03-05-a-copy.md: not taken up, article /harbour/sails has its link, and the post"
        " 2025-03-05-sails.md"
    )


@pytest.mark.parametrize("lost", [None, {}, {"posts": True}, {"originals": True}], ids=str)
def test_what_earlier_code_named_keeps_its_name(ferry: Ferry, lost: dict[str, bool] | None) -> None:
    articles = [ferry.article(one) for one in ("/2025/03/05/sails.htm", "/Sails", "/2025/03/05/moves")]
    before = ferry.store(*articles, former=True)
    assert before["/Sails"] == f"2025-03-05-{hashed_stem('/Sails')}.md"
    if lost is not None:
        ferry.lose(**lost)
        ferry.rebuild()
    names = ferry.store(*articles[::-1], ferry.article("/county/sails"))
    assert names == {**before, "/county/sails": "2025-03-05-sails.md"}
    moved = ferry.store(ferry.article("/2025/03/05/moves", days=1))
    assert moved["/2025/03/05/moves"] == f"2025-03-06-{hashed_stem('/2025/03/05/moves')}.md"
