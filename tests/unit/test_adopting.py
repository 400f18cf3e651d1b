from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from scrapy.settings import Settings

from newsarchive.crawling.spider import SiteSpider
from newsarchive.exceptions import ExtractionError
from newsarchive.items import Article, Outcome
from newsarchive.pipelines.offline import offline_pipelines
from newsarchive.pipelines.submission import extracted
from newsarchive.posts.file_names import hashed_stem
from newsarchive.posts.front_matter import as_fields
from newsarchive.posts.post import post_bytes, render_post
from newsarchive.profiles import PostRules, SiteProfile
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.row_kinds import RevisionRow
from newsarchive.store.pictures.folder import PictureFolder
from newsarchive.upkeep.adopt import Adopter, Adoption, adopt
from newsarchive.upkeep.adopted_pictures import AdoptedPictures
from newsarchive.upkeep.rebuild.rebuild import rebuild
from spiders.finews import FinewsSpider

Make = Callable[..., Article]
NAME = "2022-03-07-NW202203072298194131.md"


@pytest.fixture
def adopter() -> Adopter:
    settings = Settings()
    settings.setmodule("newsarchive.settings", priority="project")
    spider = FinewsSpider()
    pipelines = offline_pipelines(settings, spider.profile)
    return Adopter(spider, pipelines, now=datetime(2022, 3, 8, tzinfo=UTC))


@pytest.fixture
def post(article: Make, adopter: Adopter) -> bytes:
    return post_bytes(article(), adopter.spider.profile)


def adopted(adopter: Adopter, folder: Path, *paths: Path) -> tuple[Archive, Adoption]:
    archive = Archive(folder / "finews", adopter.spider.profile)
    return archive, adopt(archive, paths, adopter)


def written(folder: Path, name: str, data: bytes) -> Path:
    (folder / name).write_bytes(data)
    return folder / name


def test_a_safe_post_stays_byte_for_byte(adopter: Adopter, post: bytes, tmp_path: Path) -> None:
    archive, adoption = adopted(adopter, tmp_path, written(tmp_path, NAME, post))
    assert (archive.posts.folder / NAME).read_bytes() == post
    assert adoption.ledger.reasons(Outcome.STORED) == {"": 1}


def test_an_unsafe_one_is_made_safe_and_its_own_bytes_are_kept(
    adopter: Adopter, post: bytes, tmp_path: Path
) -> None:
    unsafe = post.replace("田里".encode(), "{{ site }}<script>x</script>田里".encode())
    archive, adoption = adopted(adopter, tmp_path, written(tmp_path, NAME, unsafe))
    published = (archive.posts.folder / NAME).read_bytes()
    assert b"<script" not in published
    assert b"{{" not in published
    assert adoption.ledger.reasons(Outcome.STORED) == {"made safe": 1}
    archive.open(started=adopter.now, command="look", arguments={}, extraction="x")
    assert len(archive.rows.where(RevisionRow)) == 2
    archive.close()


def test_an_article_that_is_archived_stays_as_it_is(adopter: Adopter, post: bytes, tmp_path: Path) -> None:
    path = written(tmp_path, NAME, post)
    adopted(adopter, tmp_path, path)
    other = written(
        tmp_path, "2022-03-08-NW202203072298194131.md", post.replace("田".encode(), "地".encode())
    )
    archive, adoption = adopted(adopter, tmp_path, other)
    assert adoption.ledger.reasons(Outcome.UNCHANGED) == {"already archived": 1}
    assert (archive.posts.folder / NAME).read_bytes() == post


@pytest.mark.parametrize(
    ("name", "reason", "old", "new"),
    [
        ("2022-03-07-NW202203072298194199.md", "conflicting-id", "", ""),
        ("notes.md", "no-id", "NW202203072298194131", "elsewhere"),
        (NAME, "impossible-date", "2022-03-07 08", "2022-13-07 08"),
        (NAME, "no-text", "<p>田里一派忙碌。</p>", "<p></p>"),
    ],
)
def test_what_cannot_be_adopted_says_why(
    name: str, reason: str, old: str, new: str, adopter: Adopter, post: bytes, tmp_path: Path
) -> None:
    path = written(tmp_path, name, post.replace(old.encode(), new.encode()))
    with pytest.raises(ExtractionError) as caught:
        list(adopter.read(path, AdoptedPictures(PictureFolder(tmp_path, tmp_path), keeps=False)))
    assert caught.value.reason == reason


FURTHER = """author: Jane Doe
language: en
rating: 4.5
draft: false
day: 2022-03-07
seen: 2022-03-07 08:23:06+08:00
nothing:
aliases: [/old/1, /old/2]
seo:
  title: "a: b"
  depth: {x: [1, two]}
"1e3": 12:30
"""
KEPT = {
    "author": "Jane Doe", "language": "en", "rating": 4.5, "draft": False, "day": date(2022, 3, 7),
    "seen": datetime(2022, 3, 7, 0, 23, 6, tzinfo=UTC), "nothing": None, "aliases": ["/old/1", "/old/2"],
    "seo": {"title": "a: b", "depth": {"x": [1, "two"]}}, "1e3": 750,
    "categories": ["shangraoribao", "春耕"], "tags": ["上饶日报新闻", "农业"],
}  # fmt: skip


def front_matter_of(archive: Archive) -> dict[str, Any]:
    text = (archive.posts.folder / NAME).read_text(encoding="utf-8")
    return dict(yaml.safe_load(text.split("---\n")[1]))


@pytest.fixture
def foreign(post: bytes, tmp_path: Path) -> Path:
    """A post with many a further key, as another tool wrote it."""
    given = post.decode().replace("layout: post\n", f"layout: post\n{FURTHER}")
    given = given.replace("categories: shangraoribao", "categories: [shangraoribao, 春耕]")
    given = given.replace("tags: 上饶日报新闻", "tags:\n- 上饶日报新闻\n- 农业")
    return written(tmp_path, NAME, given.encode())


def test_every_key_of_the_front_matter_is_kept(
    adopter: Adopter, article: Make, foreign: Path, tmp_path: Path
) -> None:
    archive, adoption = adopted(adopter, tmp_path, foreign)
    assert adoption.ledger.reasons(Outcome.STORED) == {"written anew": 1}
    assert KEPT.items() <= front_matter_of(archive).items()
    archive.open(started=adopter.now, command="crawl", arguments={}, extraction="x")
    adopted_as = archive.rows.where(RevisionRow)[-1]
    assert (adopted_as.author, adopted_as.language, adopted_as.more) == ("Jane Doe", "en", KEPT)
    edited = article(body="<p>田里一派忙碌，又添了一句。</p>", author="上饶记者")
    (verdict,) = archive.write([extracted(edited, adopter.spider.profile)], now=adopter.now)
    assert verdict.reason == "edited"
    now = archive.rows.where(RevisionRow)[-1]
    archive.close()
    assert (now.kind, now.author, now.more) == ("crawled", "上饶记者", KEPT)
    assert KEPT.items() <= front_matter_of(archive).items()


def test_a_rebuilt_catalog_has_them_again(adopter: Adopter, foreign: Path, tmp_path: Path) -> None:
    archive, _ = adopted(adopter, tmp_path, foreign)
    before = (archive.posts.folder / NAME).read_bytes()
    archive.catalog.unlink()
    rebuild(archive, adopter.spider, now=adopter.now)
    archive.open(started=adopter.now, command="look", arguments={}, extraction="x")
    (row,) = archive.rows.where(RevisionRow)
    archive.close()
    assert (row.kind, row.author, row.language, row.more) == ("rebuilt", "Jane Doe", "en", KEPT)
    assert (archive.posts.folder / NAME).read_bytes() == before


def test_what_the_profile_lists_is_the_pages_to_say(post: bytes, article: Make, profile: SiteProfile) -> None:
    listed = profile.model_copy(update={"post": PostRules(front_matter=("author", "section"))})
    fields, more = as_fields(
        {"author": ["甲", "乙"], "section": "要闻", "image": "x.png"}, ("author", "section")
    )
    assert fields == {"author": "甲, 乙", "section": "要闻", "image": "x.png"}
    assert more == {"author": ["甲", "乙"], "image": "x.png"}
    as_adopted = render_post(article(author="甲, 乙", section="要闻", more=more), listed)
    assert 'author: ["甲", "乙"]\nsection: "要闻"\nimage: "x.png"\n' in as_adopted
    as_crawled = render_post(article(author="丙", more=more), listed)
    assert 'author: "丙"\nimage: "x.png"\n' in as_crawled


@pytest.mark.parametrize(
    "line", ["a: &x [*x]", "a: !!python/object:os.system x", "a: [" * 400, "a: {{ site }}"]
)
def test_a_key_that_is_no_plain_value_spoils_no_other(
    line: str, adopter: Adopter, post: bytes, tmp_path: Path
) -> None:
    given = post.decode().replace("layout: post\n", f"layout: post\n{line}\nrating: 5\n")
    archive, _ = adopted(adopter, tmp_path, written(tmp_path, NAME, given.encode()))
    read = front_matter_of(archive)
    assert read["rating"] == 5
    assert "a" not in read


def test_a_post_whose_link_is_another_form_of_its_address_is_no_second_article(
    adopter: Adopter, post: bytes, tmp_path: Path
) -> None:
    adopted(adopter, tmp_path, written(tmp_path, NAME, post))
    other = post.replace(b"<http://finews.zning.xyz/html_News/NewsShare", b"<https://finews.zning.xyz/x")
    _, adoption = adopted(adopter, tmp_path, written(tmp_path, NAME, other))
    assert adoption.ledger.reasons(Outcome.UNCHANGED) == {"already archived": 1}
    assert other != post


def test_of_names_that_differ_but_for_case_the_plain_one_stays_plain(tmp_path: Path) -> None:
    """Whichever comes first by name: the archive's own posts come in under their names."""
    path = tmp_path / "case.yml"
    rules = {"id": "/([A-Za-z]+)$", "page": "http://a.example/{id}"}
    says = {"name": "case", "home": "http://a.example/", "article": rules, "category": {"fallback": "x"}}
    path.write_text(yaml.safe_dump(says))
    spider = type("Spider", (SiteSpider,), {"name": "case", "profile_path": path})()
    settings = Settings()
    settings.setmodule("newsarchive.settings", priority="project")
    pipelines = offline_pipelines(settings, spider.profile)
    adopter = Adopter(spider, pipelines, now=datetime(2022, 3, 8, tzinfo=UTC))
    names = {"2022-03-07-story.md": "story", f"2022-03-07-{hashed_stem('Story')}.md": "Story"}
    for name, one in names.items():
        link = f"http://a.example/{one}"
        body = f"---\ntitle: {name}\ndate: 2022-03-07 08:00:00 +0000\n---\n<p>{name}</p>\n\n<{link}>\n"
        written(tmp_path, name, body.encode())
    archive = Archive(tmp_path / "case", spider.profile)
    adopt(archive, sorted(tmp_path.glob("*.md")), adopter)
    assert sorted(archive.posts.folder.iterdir()) == sorted(archive.posts.folder / name for name in names)
