from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from scrapy.settings import Settings

from newsarchive.adopting import Adopter, Adoption, adopt
from newsarchive.exceptions import ExtractionError
from newsarchive.exporters.post import post_bytes
from newsarchive.items import Article
from newsarchive.ledger import Outcome
from newsarchive.pipelines.offline import offline_pipelines
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.row_kinds import RevisionRow
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
        list(adopter.read(path))
    assert caught.value.reason == reason
