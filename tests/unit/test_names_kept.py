"""Posts of a site without ids: each keeps its name whatever is lost, and none is stored twice."""

from dataclasses import replace
from pathlib import Path

import pytest

from newsarchive.evidence import Evidence, Exchange
from newsarchive.items import Rejected
from newsarchive.posts.file_names import hashed_stem
from newsarchive.upkeep.rebuild.rebuild import rebuild
from tests.unit.ferry import HOME, Ferry, Make, digits


@pytest.fixture
def ferry(tmp_path: Path, article: Make) -> Ferry:
    return Ferry(tmp_path, article)


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
