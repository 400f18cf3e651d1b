"""Posts of a site without ids that are adopted: each keeps a name that its date begins."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from scrapy.settings import Settings

from newsarchive.crawling.spider import SiteSpider
from newsarchive.pipelines.offline import offline_pipelines
from newsarchive.posts.file_names import hashed_stem, moved_stem
from newsarchive.store.archive import Archive
from newsarchive.upkeep.adopt import Adopter, adopt

HOME = "http://ferry.example"


def adopted(folder: Path, posts: dict[str, str], **rules: str) -> set[str]:
    """The names of an archive's posts.

    :param posts: the paths that they link, by their files' names
    """
    path = folder / "ferry.yml"
    said = {"name": "ferry", "home": f"{HOME}/", "category": {"fallback": "x"}, "article": rules}
    path.write_text(yaml.safe_dump(said))
    spider = type("Spider", (SiteSpider,), {"name": "ferry", "profile_path": path})()
    settings = Settings()
    settings.setmodule("newsarchive.settings", priority="project")
    theirs = folder / "theirs"
    theirs.mkdir()
    for name, link in posts.items():
        head = f"title: Of {link}\ndate: 2025-03-05 08:00:00 +0000"
        (theirs / name).write_text(f"---\n{head}\n---\n<p>The ferry sails to {link}.</p>\n\n<{HOME}{link}>\n")
    pipelines = offline_pipelines(settings, spider.profile)
    adopter = Adopter(spider, pipelines, now=datetime(2025, 4, 1, tzinfo=UTC))
    archive = Archive(folder / "ferry", spider.profile)
    adopt(archive, sorted(theirs.iterdir()), adopter)
    return {one.name for one in archive.posts.folder.iterdir()}


@pytest.mark.parametrize(
    ("name", "link", "given"),
    [
        # Its own name: by the slug, by another address that led to the link, with a hash, by earlier code.
        ("2025-03-05-sails.md", "/harbour/sails", "2025-03-05-sails.md"),
        ("2025-03-05-17.md", "/harbour/bridge", "2025-03-05-17.md"),
        ("2025-03-05-sails-0123abcd.md", "/harbour/sails", "2025-03-05-sails-0123abcd.md"),
        (f"2025-03-05-{hashed_stem('/Sails')}.md", "/Sails", f"2025-03-05-{hashed_stem('/Sails')}.md"),
        (f"2025-03-05-{moved_stem('/sails')}.md", "/sails", f"2025-03-05-{moved_stem('/sails')}.md"),
        # Another tool's.
        ("2025-03-05-How-It-Sails.md", "/harbour/sails", "2025-03-05-how-it-sails.md"),
        ("2025-03-05-how-it-sails.html", "/harbour/sails", "2025-03-05-how-it-sails.md"),
        # What has not its date, or no safe name, is called by its address.
        ("2025-03-06-how-it-sails.md", "/harbour/sails", "2025-03-05-sails.md"),
        ("how-it-sails.md", "/harbour/sails", "2025-03-05-sails.md"),
        ("2025-03-05-so fährt sie.md", "/harbour/sails", "2025-03-05-sails.md"),
    ],
)
def test_a_post_keeps_a_name_that_has_its_date(tmp_path: Path, name: str, link: str, given: str) -> None:
    assert adopted(tmp_path, {name: link}) == {given}


def test_two_that_would_be_called_alike_are_told_apart(tmp_path: Path) -> None:
    posts = {"2025-03-05-Sails.md": "/harbour/sails", "2025-03-05-sails.md": "/county/sails"}
    names = adopted(tmp_path, posts)
    assert len(names) == 2
    assert "2025-03-05-sails.md" in names


def test_where_a_site_has_ids_these_are_the_names(tmp_path: Path) -> None:
    posts = {"2025-03-05-how-it-sails.md": "/harbour/sails-7.html"}
    assert adopted(tmp_path, posts, id="-([0-9]+)\\.html") == {"2025-03-05-7.md"}
