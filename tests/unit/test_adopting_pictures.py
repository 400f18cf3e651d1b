"""Of adopted posts: pictures of their source become owed, kept ones come along, others are named."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from scrapy.settings import Settings

from newsarchive.evidence import FetchedPicture, Picture
from newsarchive.items import Outcome
from newsarchive.pipelines.offline import offline_pipelines
from newsarchive.pipelines.submission import extracted
from newsarchive.posts.post import post_bytes
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.access import reading
from newsarchive.store.catalog.picture_rows import IllustrationRow, PictureRow
from newsarchive.store.submissions import Extracted, Illustrated
from newsarchive.store.verifying.check import check
from newsarchive.upkeep.adopt import Adopter, Adoption, adopt
from tests.picture_files import png
from tests.unit.illustrated import SITE, article, came, crawl, digest, kinds, path, post, url, write
from tests.unit.test_rebuild_pictures import GazetteSpider
from tests.unit.verify_archives import told

REAL = png(64, 48)
REAL_DIGEST = hashlib.sha256(REAL).hexdigest()
REAL_PATH = f"media/{REAL_DIGEST[:2]}/{REAL_DIGEST}.png"
PAGE = "https://gazette.example/2024/ferry-1"
NAME = "2024-04-30-ferry-1.md"


@pytest.fixture
def adopter() -> Adopter:
    settings = Settings()
    settings.setmodule("newsarchive.settings", priority="project")
    spider = GazetteSpider()
    return Adopter(spider, offline_pipelines(settings, spider.profile), now=datetime(2024, 5, 2, tzinfo=UTC))


def written(folder: Path, body: str, name: str = NAME) -> Path:
    """A post of an earlier archive, or of another tool."""
    plain = article(1)
    made = post_bytes(plain.article, SITE).decode()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(made.replace("</p>\n", f"</p>{body}\n", 1))
    return folder / name


def adopted(adopter: Adopter, tmp_path: Path, *posts: Path, media: str = "keep") -> tuple[Archive, Adoption]:
    archive = Archive(tmp_path / "output" / "gazette", SITE.model_copy(update={"media": media}))
    return archive, adopt(archive, posts, adopter)


def text_of(post: Path) -> str:
    """All but the front matter."""
    return post.read_text().split("---\n", 2)[2]


def rows_of(archive: Archive) -> tuple[dict[str, str | None], list[str | None]]:
    with reading(archive.catalog) as rows:
        shown = rows.where(IllustrationRow, order=[IllustrationRow.c.revision, IllustrationRow.c.position])
        return {row.url: row.sha256 for row in rows.where(PictureRow)}, [row.sha256 for row in shown]


REMOTE = f'<p><img src="{url("ferry").replace("&", "&amp;")}" alt="harbour"></p>'


@pytest.mark.parametrize("media", ["keep", "link"])
def test_those_of_the_source_are_owed_where_they_are_kept(
    media: str, adopter: Adopter, tmp_path: Path
) -> None:
    given = written(tmp_path / "old", REMOTE)
    archive, adoption = adopted(adopter, tmp_path, given, media=media)
    assert adoption.ledger.count(Outcome.STORED) == 1
    assert adoption.pictures == {}
    assert text_of(archive.posts.folder / NAME) == text_of(given)
    pictures, shown = rows_of(archive)
    assert (pictures, set(shown)) == (({url("ferry"): None}, {None}) if media == "keep" else ({}, set()))
    assert told(check(archive)) == ""
    if media == "link":
        return
    with crawl(archive, hours=1):
        write(archive, Illustrated("/2024/ferry-1", PAGE, (came(archive, "ferry"),)), hours=1)
        assert kinds(archive, 1) == ["adopted", "adopted", "illustrated"]
        assert path("ferry") in post(archive, 1)
        assert digest("ferry") in str(rows_of(archive))
    assert told(check(archive)) == ""


@pytest.mark.parametrize("media", ["keep", "link"])
@pytest.mark.parametrize("where", ["..", "."])
def test_kept_ones_come_along(where: str, media: str, adopter: Adopter, tmp_path: Path) -> None:
    """From beside the folder of an archive's posts, or beside the posts of a collection."""
    given = written(tmp_path / "old" / "_posts", f'<p><img src="/{REAL_PATH}" alt="harbour"></p>')
    file = given.parent / where / REAL_PATH
    file.parent.mkdir(parents=True)
    file.write_bytes(REAL)
    archive, adoption = adopted(adopter, tmp_path, given, media=media)
    assert adoption.pictures == {}
    assert text_of(archive.posts.folder / NAME) == text_of(given)
    assert (archive.folder / REAL_PATH).read_bytes() == REAL
    pictures, shown = rows_of(archive)
    assert (pictures, set(shown)) == ({f"/{REAL_PATH}": REAL_DIGEST}, {REAL_DIGEST})
    assert told(check(archive)) == ""
    assert file.exists()


FILE = f'<p><img src="/{REAL_PATH}" alt="harbour"></p>'


def read(archive: Archive) -> Extracted:
    """The article as its page is read, which shows the real picture."""
    plain = article(1)
    said = replace(plain.article, body=plain.article.body + FILE)
    archive.pictures.stage(REAL_DIGEST, "png", REAL)
    fetched = FetchedPicture(url=url("real"), sha256=REAL_DIGEST, extension="png", length=len(REAL))
    shows = (Picture(url("real"), REAL_PATH),)
    return extracted(said, SITE, replace(plain.evidence, shows=shows, fetched=(fetched,)))


def test_the_next_reading_is_no_edit_and_tells_their_addresses(adopter: Adopter, tmp_path: Path) -> None:
    given = written(tmp_path / "old" / "_posts", FILE)
    (tmp_path / "old" / REAL_PATH).parent.mkdir(parents=True)
    (tmp_path / "old" / REAL_PATH).write_bytes(REAL)
    archive, _ = adopted(adopter, tmp_path, given)
    with crawl(archive, hours=1):
        (verdict,) = write(archive, read(archive), hours=1)
        assert (verdict.outcome, kinds(archive, 1)) == (Outcome.UNCHANGED, ["adopted", "adopted"])
        (row,) = archive.rows.where(PictureRow, url=url("real"))
        assert row.next_check, "it is asked again at long intervals from now on"
    assert rows_of(archive)[0][url("real")] == REAL_DIGEST
    assert told(check(archive)) == ""


LEFT = {
    "/assets/x.jpg": "assets/x.jpg",
    "../img/y.png": "img/y.png",
    "img/z.webp": "img/z.webp",
    f"/{path('lost')}": f"/{path('lost')}",
}


@pytest.mark.parametrize("media", ["keep", "link"])
@pytest.mark.parametrize("source", LEFT)
def test_those_of_another_tool_and_lost_ones_are_said(
    source: str, media: str, adopter: Adopter, tmp_path: Path
) -> None:
    given = written(tmp_path / "old", f'<p><img src="{source}" alt="harbour"></p>')
    archive, adoption = adopted(adopter, tmp_path, given, media=media)
    assert adoption.pictures == {given: (LEFT[source],)}
    assert adoption.ledger.count(Outcome.STORED) == 1
    assert text_of(archive.posts.folder / NAME) == text_of(given)
    assert rows_of(archive) == ({}, [])


HOSTILE: dict[str, Callable[[Path], object]] = {
    "other bytes than its name says": lambda file: file.write_bytes(REAL + b"x"),
    "no picture": lambda file: file.write_bytes(b"<svg/>"),
    "a link": lambda file: file.symlink_to("/etc/hostname"),
    "a folder": lambda file: file.mkdir(),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_no_kept_picture_stays_behind(what: str, adopter: Adopter, tmp_path: Path) -> None:
    svg = hashlib.sha256(b"<svg/>").hexdigest()
    shown = f"media/{svg[:2]}/{svg}.png" if what == "no picture" else REAL_PATH
    given = written(tmp_path / "old" / "_posts", f'<p><img src="/{shown}" alt="harbour"></p>')
    file = tmp_path / "old" / shown
    file.parent.mkdir(parents=True)
    HOSTILE[what](file)
    archive, adoption = adopted(adopter, tmp_path, given)
    assert adoption.pictures == {given: (f"/{shown}",)}
    assert list(archive.pictures.kept()) == []
