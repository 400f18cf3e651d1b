"""``publish`` as it is typed: the source, a second call, and what it must not touch."""

import json
import shutil
from pathlib import Path

import pytest
import yaml

from newsarchive.demo.site import DemoSite
from newsarchive.store.lock import ArchiveLock
from tests.e2e.crawling import Crawl, one_after_another, scrapy, snapshot
from tests.e2e.in_process import Typed
from tests.e2e.test_main_job import SEED

ADDRESS = "/shangraoribao/2022/03/07/NW202203072298194131.html"


@pytest.fixture
def output(first_run: tuple[Crawl, Path], tmp_path: Path) -> Path:
    """The demo's archive, which a test may change."""
    shutil.copytree(first_run[1], tmp_path / "output" / "finews", copy_function=shutil.copy2)
    return tmp_path / "output"


def head(path: Path) -> dict[str, object]:
    read = yaml.safe_load(path.read_text(encoding="utf-8").split("---\n", 2)[1])
    assert isinstance(read, dict)
    return read


def test_the_demo_is_published_for_both_generators(output: Path, typed: Typed) -> None:
    before = snapshot(output)
    posts = len(list((output / "finews" / "_posts").iterdir()))
    first = typed(output, "publish", "finews", "--jekyll")
    elsewhere = typed(output, "publish", "finews", "--hugo", "--to", str(output.parent / "hugo"))
    assert (first.code, elsewhere.code, first.err, elsewhere.err) == (0, 0, "", "")
    assert f"site: a source for Jekyll with {posts} articles: {posts} new, 0 changed, 0 removed" in first.out
    assert "to build the site: cd " in first.out
    assert "&& jekyll build; `jekyll serve` there shows it" in first.out
    assert "&& hugo; `hugo server` there shows it" in elsewhere.out
    jekyll, hugo = output / "finews" / "site", output.parent / "hugo"
    seed = head(jekyll / "articles" / SEED.replace(".md", ".html"))
    assert (seed["permalink"], str(seed["date"])) == (ADDRESS, "2022-03-07 08:23:06 +0800")
    assert head(hugo / "content" / "posts" / SEED.replace(".md", ".html"))["url"] == ADDRESS
    footer = (output / "finews" / "_posts" / SEED).read_text(encoding="utf-8").splitlines()[-1]
    for address in ("/category/shangraoribao.html", "/emnews/"):
        assert (jekyll / "pages" / address.strip("/")).exists(), footer
    assert "上饶日报新闻](//finews.withounder.com/category/shangraoribao.html)" in footer
    after = snapshot(output)
    assert {name: after[name] for name in before} == before, "the archive is as it was"


def test_a_second_call_says_what_it_leaves_alone(output: Path, typed: Typed) -> None:
    typed(output, "publish", "finews", "--jekyll")
    site = output / "finews" / "site"
    config = site / "_config.yml"
    config.write_text(config.read_text(encoding="utf-8").replace('baseurl: ""', 'baseurl: "/news"'))
    (site / "_layouts" / "terms.html").unlink()
    (site / "about.md").write_text("mine")
    before = snapshot(site)
    again = typed(output, "publish", "finews", "--jekyll")
    assert (again.code, again.err) == (0, "")
    assert "0 new, 0 changed, 0 removed" in again.out
    assert "  _config.yml: edited by you, stays as it is\n" in again.out
    assert '    -baseurl: "/news"\n    +baseurl: ""\n' in again.out
    assert "  _layouts/terms.html: removed by you, stays away\n" in again.out
    assert "about.md" not in again.out
    assert {name for name, one in snapshot(site).items() if one != before[name]} <= {".newsarchive.json"}


def test_a_dry_run_shows_all_and_writes_nothing(output: Path, typed: Typed) -> None:
    before = snapshot(output)
    looked = typed(output, "publish", "finews", "--hugo", "--dry-run")
    assert looked.code == 0
    assert snapshot(output) == before
    assert not (output / "finews" / "site").exists()
    assert "would be a source for Hugo" in looked.out
    lines = [line for line in looked.out.splitlines() if line.startswith("  + ")]
    done = typed(output, "publish", "finews", "--hugo")
    assert f"files: {len(lines)} new," in done.out


def test_what_lies_in_a_source_is_no_part_of_the_archive(output: Path, typed: Typed) -> None:
    """Neither to verify nor to status, adopt's and collect's likes; nor is what generators make of it."""
    typed(output, "publish", "finews", "--jekyll")
    folders = ("_site", "public", "site/_site", "site/public")
    for folder in folders:
        (output / "finews" / folder).mkdir()
        (output / "finews" / folder / "2022-03-07-x.md").write_text("---\ntitle: x\n---\n")
    collection = output.parent / "collection"
    commands = (("verify",), ("status",), ("status", "finews"), ("collect", "--to", str(collection)))
    done = one_after_another(*commands, ("verify", "--repair"), proxy=None, output=output, more={})
    assert [one.code for one in done] == [0] * 5
    assert "is no file of an archive" not in done[0].out
    assert not list(collection.glob("*x.md"))
    for folder in folders:
        assert (output / "finews" / folder / "2022-03-07-x.md").exists()


def test_it_is_a_command_of_scrapys_too(output: Path) -> None:
    done = scrapy("publish", "finews", "--hugo", "--dry-run", proxy=None, output=output)
    assert (done.code, done.err) == (0, "")
    assert "would be a source for Hugo" in done.out


def test_a_run_at_work_is_no_hindrance(output: Path, typed: Typed) -> None:
    with ArchiveLock(output / "finews" / "_archive").held():
        assert typed(output, "publish", "finews", "--jekyll").code == 0


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
def test_a_source_is_made_where_nothing_else_is(output: Path, typed: Typed, place: str, words: str) -> None:
    root = output.parent
    (output / "herald" / "_archive").mkdir(parents=True)
    (root / "file").write_text("mine")
    (root / "full").mkdir()
    (root / "full" / "x").write_text("mine")
    (root / "link").symlink_to(output / "finews" / "_posts")
    before = snapshot(root)
    done = typed(output, "publish", "finews", "--jekyll", "--to", str(root / place))
    assert (done.code, done.out) == (64, "")
    assert words in done.err
    assert len(done.err.splitlines()) == 1
    assert snapshot(root) == before


def test_its_own_folder_may_be_named(output: Path, typed: Typed) -> None:
    site = output / "finews" / "site"
    assert typed(output, "publish", "finews", "--hugo", "--to", str(site)).code == 0
    other = typed(output, "publish", "finews", "--jekyll")
    assert (other.code, other.out) == (64, "")
    assert other.err == (
        f"{site}: is a source for Hugo; publish with --hugo, or name another folder with --to\n"
    )


def test_a_takedown_names_the_source_and_publishing_again_takes_it_out(output: Path, typed: Typed) -> None:
    stem = SEED.removesuffix(".md")
    nothing_yet = typed(output, "forget", "NW202203072298415863", "--reason", "x")
    assert (nothing_yet.code, "publish" in nothing_yet.out) == (0, False)
    typed(output, "publish", "finews", "--hugo")
    site = output / "finews" / "site"
    assert (site / "content" / "posts" / f"{stem}.html").exists()
    told = typed(output, "forget", SEED, "--reason", "court order").out
    assert f"{site}: what was published may hold the text; `newsarchive publish finews --hugo`" in told
    assert " 1 removed\n" in typed(output, "publish", "finews", "--hugo").out
    assert not [
        path for path in site.rglob("*") if path.is_file() and stem[11:].encode() in path.read_bytes()
    ]


def test_a_catalog_that_is_missing_is_told(output: Path, typed: Typed) -> None:
    (output / "finews" / "_archive" / "catalog.sqlite").unlink()
    done = typed(output, "publish", "finews", "--jekyll")
    assert (done.code, done.out) == (74, "")
    assert "verify finews --rebuild" in done.err
    assert not (output / "finews" / "site").exists()


def test_the_demo_has_every_kind_of_page(output: Path, typed: Typed) -> None:
    typed(output, "publish", "finews", "--jekyll")
    site = output / "finews" / "site"
    shown = [head(path) for path in (site / "articles").iterdir()]
    expected = sum(outcome == "stored" for outcome in DemoSite().expected.values())
    assert len({one["permalink"] for one in shown}) == len(shown) == expected
    pages = [head(path) for path in (site / "pages").rglob("*") if path.is_file()]
    assert {page["layout"] for page in pages} == {
        "front", "list", "months", "terms", "search", "missing", "feed", "sitemap", "sitemapindex",
    }  # fmt: skip
    addresses = {str(one["permalink"]).replace("/index.html", "/") for one in (*shown, *pages)}
    named = json.dumps(pages) + json.dumps(shown, default=str)
    for part in named.split('"url": "')[1:]:
        assert part.partition('"')[0] in addresses
