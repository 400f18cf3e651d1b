"""An archive's folder, a run at work in it, built as it stands: the posts' pages and nothing else."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from articles import SEED_ID, Post
from browser import assert_quiet
from seen import content_faults, page_faults
from sites import build_hugo, needs, pages, run
from tree import parse

from newsarchive.evidence import Evidence, Exchange
from newsarchive.items import Rejected
from newsarchive.pipelines.submission import extracted
from newsarchive.profiles import SiteProfile
from newsarchive.store.archive import Archive

STARTED = datetime(2022, 3, 8, 2, tzinfo=UTC)


@pytest.fixture(scope="module")
def folder(
    tmp_path_factory: pytest.TempPathFactory, posts: list[Post], profile: SiteProfile
) -> Iterator[Path]:
    """What the project's own store wrote, a crash in its staging, and originals and catalog beside it."""
    archive = Archive(tmp_path_factory.mktemp("output") / "finews", profile)
    archive.open(started=STARTED, command="test", arguments={}, extraction="x")
    record = {"body": "---\ntitle: SECRET\n---\n{{ 7 }}"}
    page = Exchange(url="http://a.example/", status=200, body=b"SECRET", at=STARTED)
    evidence = Evidence((), (page,))
    submissions = [extracted(post.article, profile, evidence) for post in posts]
    archive.write([*submissions, Rejected("NW1", page.url, "no-date", "x", record, evidence)], now=STARTED)
    private = archive.private
    (private / "staging" / posts[0].name).write_bytes(posts[0].content)
    (private / "staging" / "2022-03-07-NW1.md").write_text("---\ntitle: SECRET\n---\nSECRET {{ unclosed")
    (private / "notes.md").write_text("---\ntitle: SECRET\n---\n<script>SECRET</script>")
    private_names = {path.name for path in private.iterdir()}
    assert {"catalog.sqlite", "originals", "staging", "lock.json"} <= private_names
    assert list((private / "originals").glob("*.warc.gz*"))
    yield archive.folder
    archive.close()


@pytest.fixture(scope="module")
def jekyll_site(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("built") / "site"
    run("jekyll", "build", "--source", folder, "--destination", site)
    return site


@pytest.fixture(scope="module")
def hugo_site(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("built")
    build_hugo(root / "source", root / "site", folder / "_posts")
    return root / "site"


def files(site: Path) -> set[str]:
    found = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert not [name for name in found if "SECRET" in (site / name).read_text(encoding="utf-8")]
    return found


def jekyll_address(post: Post) -> str:
    """Jekyll's ``/:categories/:year/:month/:day/:title.html``; it writes categories in lower case."""
    folder = f"{post.shown.category.lower()}/{post.shown.instant:%Y/%m/%d}"
    return f"{folder}/{post.article.source_id}.html"


@pytest.mark.jekyll
@needs("jekyll")
def test_jekyll_finds_the_posts_alone(jekyll_site: Path, posts: list[Post]) -> None:
    assert f"shangraoribao/2022/03/07/{SEED_ID}.html" in files(jekyll_site)
    assert files(jekyll_site) == {jekyll_address(post) for post in posts}


@pytest.mark.jekyll
@needs("jekyll")
def test_jekyll_without_a_theme_shows_every_post(jekyll_site: Path, posts: list[Post]) -> None:
    built = pages(jekyll_site)
    faults = {post.code: content_faults(parse(built[post.code]), post) for post in posts}
    assert {code: found for code, found in faults.items() if found} == {}


@pytest.mark.hugo
@needs("hugo")
def test_hugo_finds_the_posts_alone(hugo_site: Path, posts: list[Post]) -> None:
    assert files(hugo_site) == {f"{Path(post.name).stem.lower()}/index.html" for post in posts}
    built = pages(hugo_site)
    faults = {post.code: page_faults(built[post.code], post) for post in posts}
    assert {code: found for code, found in faults.items() if found} == {}


@pytest.mark.jekyll
@pytest.mark.chromium
@needs("jekyll")
@needs("chromium")
def test_nothing_runs_on_the_site_without_a_theme(tmp_path: Path, jekyll_site: Path) -> None:
    assert_quiet(tmp_path, list(pages(jekyll_site).values()))
