"""``report`` as its user types it: for every kind of site, and what it refuses."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.covering import without_browser
from tests.e2e.crawling import ROOT, Crawl, scrapy, snapshot
from tests.e2e.in_process import Typed
from tests.every_site import EVERY_SITE, serving

WITHOUT = """
import sys
sys.modules.update(dict.fromkeys(sys.argv[1].split(",")))  # None stands for: there is no such module
from scrapy.cmdline import execute
execute(["scrapy", *sys.argv[2:]])
"""


def report(*arguments: str, output: Path) -> Crawl:
    done = scrapy("report", *arguments, proxy=None, output=output)
    assert "Traceback" not in done.out + done.err
    return done


def test_the_demo_has_its_page(first_run: tuple[Crawl, Path], tmp_path: Path) -> None:
    _, archive = first_run
    before = snapshot(archive)
    page = tmp_path / "report.html"
    done = report("--to", str(page), output=archive.parent)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"{page}: 1 archive, ")
    text = page.read_text()
    assert text.startswith("<!doctype html>")
    assert "The endpoint&#39;s answer is no JSON" in text
    assert "scrapy status finews --quarantined" in text
    assert snapshot(archive) == before, "nothing is written in an archive"
    assert not list(tmp_path.glob(".*")), "nothing is left beside the page"


@pytest.mark.parametrize("kind", without_browser(EVERY_SITE))
def test_every_site_has_its_page_and_is_published(kind: str, tmp_path: Path, typed: Typed) -> None:
    output = tmp_path / "output"
    with serving(kind, tmp_path) as site:
        site.archive(output)
    page = tmp_path / "report.html"
    assert report(site.name, "--to", str(page), output=output).code == 0
    text = page.read_text()
    assert f'<h2 id="site-1" tabindex="-1">{site.name}</h2>' in text
    posts = {path.stem for path in (output / site.name / "_posts").iterdir()}
    assert f"<dt>Articles</dt><dd>{len(posts)}</dd>" in text
    done = typed(output, "publish", site.name, "--hugo")
    assert (done.code, done.err) == (0, "")
    copies = output / site.name / "site" / "content" / "posts"
    assert {path.stem for path in copies.iterdir()} == posts != set()


def test_an_archive_that_cannot_be_read_hides_no_other(first_run: tuple[Crawl, Path], tmp_path: Path) -> None:
    output = tmp_path / "output"
    (output / "broken" / "_archive").mkdir(parents=True)
    (output / "broken" / "_archive" / "catalog.sqlite").write_bytes(b"no database at all" * 500)
    (output / "finews").symlink_to(first_run[1])
    page = tmp_path / "report.html"
    done = report("--to", str(page), output=output)
    assert done.code == 74
    assert "broken: " in done.err
    assert "2 archives" in done.out
    assert "This archive cannot be read." in page.read_text()
    assert "`scrapy verify` shows the damage" in page.read_text()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "--to is missing; name the page, such as --to report.html"),
        (("--to", "{here}/report.pdf"), "a page ends in .html"),
        (("--to", "{here}"), "a page ends in .html"),
        (("--to", "{here}/none/report.html"), "there is no folder {here}/none"),
        (("--to", "{here}/folder.html"), "it is a folder; name a file in it"),
        (("--to", "{archive}/_posts/report.html"), "it is within the archive {archive}"),
        (("--to", "{archive}/_archive/originals/report.html"), "it is within the archive {archive}"),
        (("--to", "{here}/posts/report.html"), "it is within the archive {archive}"),
        (("nowhere", "--to", "{here}/report.html"), "no such site: nowhere"),
        (("n-tv", "--to", "{here}/report.html"), "there is no archive yet; `scrapy archive n-tv` begins it"),
    ],
)
def test_what_is_refused_is_said_in_a_line(
    arguments: tuple[str, ...], words: str, first_run: tuple[Crawl, Path], tmp_path: Path
) -> None:
    archive = first_run[1].resolve()
    (tmp_path / "folder.html").mkdir()
    (tmp_path / "posts").symlink_to(archive / "_posts")
    before = snapshot(archive)
    given = [one.format(here=tmp_path, archive=archive) for one in arguments]
    done = report(*given, output=archive.parent)
    assert (done.code, done.out) == (64, "")
    assert words.format(here=tmp_path, archive=archive) in done.err
    assert done.err.count("\n") == 1
    assert snapshot(archive) == before
    assert not (tmp_path / "report.html").exists()


def test_without_an_archive_there_is_no_page(tmp_path: Path) -> None:
    done = report("--to", str(tmp_path / "report.html"), output=tmp_path / "output")
    assert done.code == 64
    assert "begins one, `scrapy list` shows the sites that have a profile" in done.err


@pytest.mark.parametrize("package", ["matplotlib", "jinja2"])
def test_without_the_extra_it_says_how_to_install_it(
    package: str, first_run: tuple[Crawl, Path], tmp_path: Path
) -> None:
    page = tmp_path / "report.html"
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, package, "report", "--to", str(page)],
        cwd=ROOT, env=os.environ | {"NEWSARCHIVE_OUTPUT": str(first_run[1].parent)},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 64
    assert done.stderr == (
        f"a report needs {package}, which is not installed: pip install 'newsarchive[report]';"
        " in a checkout: make develop\n"
    )
    assert not page.exists()


def test_a_page_that_cannot_be_written_leaves_the_former_one(
    first_run: tuple[Crawl, Path], tmp_path: Path
) -> None:
    page = tmp_path / "report.html"
    page.write_text("the former one")
    (tmp_path / ".report.html.new").mkdir()  # where the new one would be written first
    done = report("--to", str(page), output=first_run[1].parent)
    assert done.code == 74
    assert page.read_text() == "the former one"
