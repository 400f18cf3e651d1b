"""``publish`` as it is typed: the source, a second call, and what it must not touch."""

import json
import shutil
from pathlib import Path

import pytest
import yaml

from newsarchive.demo.site import DemoSite
from newsarchive.store.lock import ArchiveLock
from tests.e2e.crawling import Crawl, python, scrapy, snapshot
from tests.e2e.test_main_job import SEED
from tests.every_site import EVERY_SITE, serving

ADDRESS = "/shangraoribao/2022/03/07/NW202203072298194131.html"


@pytest.fixture
def output(first_run: tuple[Crawl, Path], tmp_path: Path) -> Path:
    """The demo's archive, which a test may change."""
    shutil.copytree(first_run[1], tmp_path / "output" / "finews", copy_function=shutil.copy2)
    return tmp_path / "output"


def publish(output: Path, *arguments: str) -> Crawl:
    done = scrapy("publish", *arguments, proxy=None, output=output)
    assert "Traceback" not in done.out + done.err
    return done


def head(path: Path) -> dict[str, object]:
    read = yaml.safe_load(path.read_text(encoding="utf-8").split("---\n", 2)[1])
    assert isinstance(read, dict)
    return read


def test_the_demo_is_published_for_both_generators(output: Path) -> None:
    before = snapshot(output)
    posts = len(list((output / "finews" / "_posts").iterdir()))
    first = publish(output, "finews", "--jekyll")
    elsewhere = publish(output, "finews", "--hugo", "--to", str(output.parent / "hugo"))
    assert (first.code, elsewhere.code, first.err, elsewhere.err) == (0, 0, "", "")
    assert f"site: a source for Jekyll with {posts} articles: {posts} new, 0 changed, 0 removed" in first.out
    assert "to build the site: cd " in first.out
    assert "&& hugo" in elsewhere.out
    jekyll, hugo = output / "finews" / "site", output.parent / "hugo"
    seed = head(jekyll / "_posts" / SEED.replace(".md", ".html"))
    assert (seed["permalink"], str(seed["date"])) == (ADDRESS, "2022-03-07 08:23:06 +0800")
    assert head(hugo / "content" / "posts" / SEED.replace(".md", ".html"))["url"] == ADDRESS
    footer = (output / "finews" / "_posts" / SEED).read_text(encoding="utf-8").splitlines()[-1]
    for address in ("/category/shangraoribao.html", "/emnews/"):
        assert (jekyll / "pages" / address.strip("/")).exists(), footer
    assert "上饶日报新闻](//finews.withounder.com/category/shangraoribao.html)" in footer
    after = snapshot(output)
    assert {name: after[name] for name in before} == before, "the archive is as it was"


def test_a_second_call_says_what_it_leaves_alone(output: Path) -> None:
    publish(output, "finews", "--jekyll")
    site = output / "finews" / "site"
    config = site / "_config.yml"
    config.write_text(config.read_text(encoding="utf-8").replace('baseurl: ""', 'baseurl: "/news"'))
    (site / "_layouts" / "terms.html").unlink()
    (site / "about.md").write_text("mine")
    before = snapshot(site)
    again = publish(output, "finews", "--jekyll")
    assert (again.code, again.err) == (0, "")
    assert "0 new, 0 changed, 0 removed" in again.out
    assert "  _config.yml: edited by you, stays as it is\n" in again.out
    assert '    -baseurl: "/news"\n    +baseurl: ""\n' in again.out
    assert "  _layouts/terms.html: removed by you, stays away\n" in again.out
    assert "about.md" not in again.out
    assert {name for name, one in snapshot(site).items() if one != before[name]} <= {".newsarchive.json"}


def test_a_dry_run_shows_all_and_writes_nothing(output: Path) -> None:
    before = snapshot(output)
    looked = publish(output, "finews", "--hugo", "--dry-run")
    assert looked.code == 0
    assert snapshot(output) == before
    assert not (output / "finews" / "site").exists()
    assert "would be a source for Hugo" in looked.out
    lines = [line for line in looked.out.splitlines() if line.startswith("  + ")]
    done = publish(output, "finews", "--hugo")
    assert f"files: {len(lines)} new," in done.out


def test_what_lies_in_a_source_is_no_part_of_the_archive(output: Path) -> None:
    """Neither to verify nor to status, adopt's and collect's likes; nor is what generators make of it."""
    publish(output, "finews", "--jekyll")
    for folder in ("_site", "public", "site/_site", "site/public"):
        (output / "finews" / folder).mkdir()
        (output / "finews" / folder / "2022-03-07-x.md").write_text("---\ntitle: x\n---\n")
    for command in (
        ("verify",),
        ("status",),
        ("status", "finews"),
        ("collect", "--to", str(output.parent / "c")),
    ):
        done = scrapy(*command, proxy=None, output=output)
        assert (done.code, done.err) == (0, ""), command
        assert "site" not in done.out.replace("the site", ""), command
    assert "is no file of an archive" not in scrapy("verify", "--repair", proxy=None, output=output).out
    assert (output / "finews" / "site" / "public" / "2022-03-07-x.md").exists()


def test_a_run_at_work_is_no_hindrance(output: Path) -> None:
    with ArchiveLock(output / "finews" / "_archive").held():
        assert publish(output, "finews", "--jekyll").code == 0


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("output/finews", "it is within the archive"),
        ("output/finews/_posts", "it is within the archive"),
        ("output/finews/_archive/site", "it is within the archive"),
        ("output/finews/public", "it is within the archive"),
        ("output/finews/site/deeper", "there is no folder"),
        ("output/herald", "it is within the archive"),
        ("output/herald/site", "it is within the archive"),
        ("output", "not empty"),
        ("file", "it is a file"),
        ("no/folder", "there is no folder"),
        ("full", "not empty"),
        ("link", "it is within the archive"),
    ],
)
def test_a_source_is_made_where_nothing_else_is(output: Path, place: str, words: str) -> None:
    root = output.parent
    (output / "herald" / "_archive").mkdir(parents=True)
    (root / "file").write_text("mine")
    (root / "full").mkdir()
    (root / "full" / "x").write_text("mine")
    (root / "link").symlink_to(output / "finews" / "_posts")
    before = snapshot(root)
    done = publish(output, "finews", "--jekyll", "--to", str(root / place))
    assert (done.code, done.out) == (64, "")
    assert words in done.err
    assert len(done.err.splitlines()) == 1
    assert snapshot(root) == before


def test_its_own_folder_may_be_named(output: Path) -> None:
    site = output / "finews" / "site"
    assert publish(output, "finews", "--hugo", "--to", str(site)).code == 0
    other = publish(output, "finews", "--jekyll")
    assert (other.code, other.out) == (64, "")
    assert other.err == (
        f"{site}: is a source for Hugo; publish with --hugo, or name another folder with --to\n"
    )


def test_a_catalog_that_is_missing_is_told(output: Path) -> None:
    (output / "finews" / "_archive" / "catalog.sqlite").unlink()
    done = publish(output, "finews", "--jekyll")
    assert (done.code, done.out) == (74, "")
    assert "verify finews --rebuild" in done.err
    assert not (output / "finews" / "site").exists()


def test_the_demo_has_every_kind_of_page(output: Path) -> None:
    publish(output, "finews", "--jekyll")
    site = output / "finews" / "site"
    shown = [head(path) for path in (site / "_posts").iterdir()]
    expected = sum(outcome == "stored" for outcome in DemoSite().expected.elements())
    assert len({one["permalink"] for one in shown}) == len(shown) == expected
    pages = [head(path) for path in (site / "pages").rglob("*") if path.is_file()]
    assert {page["layout"] for page in pages} == {
        "front", "list", "months", "terms", "search", "missing", "feed", "sitemap", "sitemapindex",
    }  # fmt: skip
    addresses = {str(one["permalink"]) for one in (*shown, *pages)}
    named = json.dumps(pages) + json.dumps(shown, default=str)
    for part in named.split('"url": "')[1:]:
        assert part.partition('"')[0] in addresses


@pytest.mark.parametrize("kind", EVERY_SITE)
def test_every_site_is_published(kind: str, tmp_path: Path) -> None:
    with serving(kind, tmp_path) as site:
        site.run(tmp_path / "output", *site.begin)
        done = site.run(tmp_path / "output", "publish", site.name, "--hugo")
    posts = [path.stem for path in (tmp_path / "output" / site.name / "_posts").iterdir()]
    copies = tmp_path / "output" / site.name / "site" / "content" / "posts"
    assert done.code == 0, done.err
    assert posts
    assert sorted(path.stem for path in copies.iterdir()) == sorted(posts)
    assert f"{len(posts)} articles" in done.out


def test_it_is_there_where_only_the_package_is_installed(output: Path, tmp_path: Path) -> None:
    done = python("-m", "newsarchive", "publish", "-h", proxy=None, output=output, cwd=tmp_path, more={})
    assert done.code == 0
    assert "newsarchive publish [options] <site> --jekyll | --hugo" in done.out
