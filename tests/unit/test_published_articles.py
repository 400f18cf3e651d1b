"""Which articles a site shows, and what the catalog tells of them: edits, withdrawals, former addresses."""

import runpy
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from gazette import HOME, SLUG, Gazette, body

from newsarchive.exceptions import ExtractionError
from newsarchive.items import Article, Gone, Rejected
from newsarchive.pipelines.submission import extracted
from newsarchive.posts.post import post_bytes
from newsarchive.posts.safe_html import safe_body
from newsarchive.profiles import Identity, SiteProfile
from newsarchive.publishing.post_body import body_of
from newsarchive.publishing.published_article import PublishedArticle
from newsarchive.publishing.reading import Articles, read_articles
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.access import reading
from newsarchive.store.catalog.row_kinds import ArticleRow, RevisionRow
from newsarchive.store.catalog.states import RevisionKind
from newsarchive.store.replayable import restore
from newsarchive.store.takedown import forget
from newsarchive.upkeep.doubles import merge_doubles
from tests.unit.remembering import NOW, SHARE, article, opened, source_id, submission

PUBLISHING = Path(__file__).parents[1] / "publishing"
HOSTILE = runpy.run_path(str(PUBLISHING / "hostile.py"))["BODIES"]


@pytest.fixture
def archive(tmp_path: Path, profile: SiteProfile) -> Archive:
    """Three articles, stored in one run."""
    archive = Archive(tmp_path / "finews", profile)
    with opened(archive):
        archive.write([submission(article(n), profile) for n in (1, 2, 3)], now=NOW)
    return archive


def seen(archive: Archive, see: Callable[[Articles], Any] = lambda articles: list(articles.whole())) -> Any:
    with reading(archive.catalog) as rows:
        return see(read_articles(rows, archive.profile))


def by_id(archive: Archive) -> dict[str, PublishedArticle]:
    return {one.name[11:]: one for one in seen(archive)}


def later(archive: Archive, *submissions: Any, hours: float = 1, command: str = "crawl") -> None:
    with opened(archive, hours=hours, command=command):
        archive.write(submissions, now=NOW + timedelta(hours=hours))


def test_an_article_is_as_its_post_says(archive: Archive) -> None:
    one = by_id(archive)[source_id(2)]
    said = article(2)
    assert (one.title, one.published, one.body) == (said.title, said.published, said.body)
    assert one.address == f"/shangraoribao/2022/03/07/{source_id(2)}.html"
    assert (one.edits, one.withdrawn, one.link, one.labels) == ((), None, said.link, ("上饶日报新闻",))
    assert [one.published for one in seen(archive)] == [article(n).published for n in (1, 2, 3)]


def test_a_section_is_told_as_an_outlet_by_no_page(tmp_path: Path, profile: SiteProfile) -> None:
    by_section = profile.model_copy(
        update={"category": profile.category.model_copy(update={"by": "section"})}
    )
    archive = Archive(tmp_path / "finews", by_section)
    named = replace(article(2), source="潮汐通讯社")
    with opened(archive):
        archive.write([submission(one, by_section) for one in (article(1), named)], now=NOW)
    one, other = (by_id(archive)[source_id(n)] for n in (1, 2))
    assert (one.outlet, one.outlet_or_category) == ("", "上饶日报新闻")
    assert (other.outlet, other.outlet_or_category) == ("潮汐通讯社", "潮汐通讯社")


def test_each_edit_is_told_with_the_time_at_which_it_was_noticed(
    archive: Archive, profile: SiteProfile
) -> None:
    later(archive, submission(article(1, edition=2), profile), hours=5)
    later(archive, submission(article(1, edition=3), profile), hours=9)
    one, other = (by_id(archive)[source_id(n)] for n in (1, 2))
    assert one.edits == (NOW + timedelta(hours=5), NOW + timedelta(hours=9))
    assert {moment.utcoffset() for moment in one.edits} == {timedelta(hours=8)}, "in the site's zone"
    assert "第3版" in one.body
    assert other.edits == ()
    assert one.changed == one.edits[-1]


@pytest.mark.parametrize("kind", [one for one in RevisionKind if one is not RevisionKind.CRAWLED])
def test_what_is_no_edit_of_the_source_is_told_as_none(
    archive: Archive, profile: SiteProfile, kind: RevisionKind
) -> None:
    later(archive, replace(submission(article(1, edition=2), profile), kind=kind))
    assert by_id(archive)[source_id(1)].edits == ()


def test_another_date_alone_is_no_edit_and_the_former_address_leads_on(
    archive: Archive, profile: SiteProfile
) -> None:
    former = by_id(archive)[source_id(1)].address
    moved = replace(article(1), published=article(1).published + timedelta(days=2))
    later(archive, submission(moved, profile))
    one = by_id(archive)[source_id(1)]
    assert (one.edits, one.address) == ((), f"/shangraoribao/2022/03/09/{source_id(1)}.html")
    assert seen(archive, lambda articles: articles.moved) == {former: one.address}


def test_two_texts_of_one_run_are_no_edit(tmp_path: Path, profile: SiteProfile) -> None:
    archive = Archive(tmp_path / "finews", profile)
    with opened(archive):
        for edition in (1, 22):
            archive.write([submission(article(1, edition=edition), profile)], now=NOW)
    (one,) = seen(archive)
    assert one.edits == ()


def test_a_restored_text_is_no_edit_and_the_one_that_follows_is(
    archive: Archive, profile: SiteProfile
) -> None:
    later(archive, submission(article(1, edition=2), profile))
    with opened(archive, hours=2, command="history"):
        row = archive.rows.one(ArticleRow, source_id=source_id(1))
        assert row
        archive.transact(lambda _: restore(archive.desk, row, 1))
        archive.publish_pending()
    one = by_id(archive)[source_id(1)]
    assert ("第1版" in one.body, one.edits) == (True, (NOW + timedelta(hours=1),))
    later(archive, submission(article(1, edition=3), profile), hours=3)
    assert by_id(archive)[source_id(1)].edits == (NOW + timedelta(hours=1), NOW + timedelta(hours=3))


def test_a_withdrawn_article_stays_and_says_so(archive: Archive) -> None:
    later(archive, Gone(source_id(2), SHARE.format(source_id(2))))
    one = by_id(archive)[source_id(2)]
    assert one.withdrawn == one.changed == NOW + timedelta(hours=1)


def test_what_has_no_post_is_not_shown(archive: Archive) -> None:
    rejected = Rejected(source_id(7), SHARE.format(source_id(7)), "no-date", "x", {"title": "x"})
    later(archive, rejected)
    named = Identity(source_id(2), SHARE.format(source_id(2)))
    with opened(archive, hours=2, command="forget"):
        archive.transact(lambda rows: forget(rows, "finews", named, reason="x", now=archive.desk.now))
        assert archive.finish_forgetting()
    assert by_id(archive).keys() == {source_id(1), source_id(3)}
    assert source_id(2).casefold() in seen(archive, lambda articles: articles.forgotten)


@pytest.fixture
def gazette(tmp_path: Path, article: Callable[..., Article]) -> Iterator[Gazette]:
    site = Gazette(tmp_path / "brindle-gazette.example", article)
    yield site
    site.archive.close()


def test_a_further_address_leads_to_the_article_and_edited_nothing(gazette: Gazette) -> None:
    stories: list[dict[str, Any]] = [
        {"path": SLUG},
        {"path": "/print/7", "canonical": SLUG, "body": body(more="More.")},
    ]
    for story in stories:
        gazette.write(replace(gazette.read(**story), kind=RevisionKind.ADOPTED))
        gazette.next_run()
    first, other = sorted((one.address for one in seen(gazette.archive)), reverse=True)
    gazette.archive.close()
    assert len(merge_doubles(gazette.archive, now=gazette.now)) == 1
    with opened(gazette.archive, hours=20_000) as archive:
        revisions = archive.rows.where(RevisionRow)
        crawled = [replace(one, kind=RevisionKind.CRAWLED) for one in revisions]
        archive.transact(lambda rows: rows.replace(*crawled))
    (one,) = seen(gazette.archive)
    assert (len(revisions), one.edits, one.address) == (2, (), first)
    moved, inside = seen(gazette.archive, lambda articles: (articles.moved, articles.addresses.inside))
    assert moved == {other: first}
    assert inside(f"{HOME}/print/7") == inside(HOME.replace("http", "https") + SLUG) == first
    assert inside(f"{HOME}/") == "/"
    assert inside(f"{HOME}/elsewhere") is None


def test_the_picture_of_an_archive_is_named_once(archive: Archive, profile: SiteProfile) -> None:
    picture = f"media/ab/{'ab' * 32}.jpg"
    text = f'<p>x</p><img src="/{picture}" alt="a"><img alt="b" src="/{picture}">'
    shown = replace(article(4), body=text + article(4).body)
    later(archive, submission(shown, profile))
    assert by_id(archive)[source_id(4)].pictures == (picture,)


STANDFIRSTS = ["", "一句话", "1. a *b* <c> | ~d~ &amp; [e](f)", "> quoted", "---", "$$x$$"]


@pytest.mark.parametrize("standfirst", STANDFIRSTS)
def test_the_body_of_every_post_is_told_from_the_rest(profile: SiteProfile, standfirst: str) -> None:
    """Whatever a body holds: the end of a front matter, a line like the link's, a quotation."""
    link = article(1).link
    extra = ["<p>a</p>\n---\n<p>b</p>", f"<p>a</p>\n\n<{link}x>\n\n<p>b</p>", "> <p>a</p>", "", " "]
    told = 0
    for text in [*HOSTILE, *extra]:
        try:
            one = replace(article(1), body=safe_body(text), standfirst=standfirst)
        except ExtractionError:
            continue
        post = post_bytes(one, profile)
        found = body_of(post, "2022-03-07-NW1", standfirst, link, profile, is_ours=True)
        assert found == one.body
        told += 1
    assert told > len(HOSTILE) / 2


def test_an_adopted_post_of_another_tool_is_read_as_it_was_written(profile: SiteProfile) -> None:
    post = b"+++\ntitle = 'x'\ndate = 2024-05-01\n+++\nA *word*.\n\n<https://example.org/1>\n"
    assert body_of(post, "2024-05-01-x", "", "https://example.org/1", profile, is_ours=False) == (
        "<p>A <em>word</em>.</p>"
    )
    assert body_of(b"no post", "2024-05-01-x", "", "x", profile, is_ours=False) is None


def test_the_language_is_the_profiles_or_what_most_articles_state(gazette: Gazette) -> None:
    assert seen(gazette.archive, lambda articles: articles.language) == "en"
    for number, language in enumerate(("cy", "cy", "ga")):
        gazette.write(
            gazette.read(f"/{number}", title=f"T{number}", body=body(str(number)), language=language)
        )
    assert seen(gazette.archive, lambda articles: articles.language) == "cy"


def test_a_run_that_writes_meanwhile_changes_nothing_of_what_is_read(
    archive: Archive, profile: SiteProfile
) -> None:
    with reading(archive.catalog) as rows:
        articles = read_articles(rows, profile)
        later(archive, submission(article(1, edition=2), profile), submission(article(9), profile))
        assert [one.title for one in articles.whole()] == [article(n).title for n in (1, 2, 3)]
        assert all("第1版" in one.body for one in articles.whole())


def test_months_are_counted_in_the_sites_zone(archive: Archive, profile: SiteProfile) -> None:
    late = datetime(2022, 3, 31, 23, 59, tzinfo=profile.tzinfo)
    later(archive, extracted(replace(article(8), published=late), profile))
    assert by_id(archive)[source_id(8)].name.startswith("2022-03-31")
