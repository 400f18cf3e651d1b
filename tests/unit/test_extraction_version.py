"""The version of the code that reads pages covers all of that code, and nothing of the store."""

import ast
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec, resolve_name
from pathlib import Path
from types import FrameType

import pytest
from scrapy.crawler import Crawler

from newsarchive.crawling.extraction_version import extraction_version, reached, readers_of
from newsarchive.items import Lead
from newsarchive.pipelines.offline import offline_pipelines
from newsarchive.pipelines.submission import extracted
from tests.test_sites import CASES, LOADER, SITES, Case

ROOT = Path(__file__).parents[2]
DRIVER = {ROOT / "newsarchive" / "pipelines" / "offline.py"}  # it calls the pipelines and reads nothing
VERSION = """
from newsarchive.crawling.extraction_version import extraction_version
from newsarchive.crawling.spider_loader import SiteLoader
from scrapy.utils.project import get_project_settings
print(extraction_version(SiteLoader.from_settings(get_project_settings()).load("guardian")()))
"""


@contextmanager
def executed() -> Iterator[set[Path]]:
    """The source files of ours whose functions are called meanwhile."""
    names: set[str] = set()

    def note(frame: FrameType, _: str, __: object) -> None:
        names.add(frame.f_code.co_filename)

    files: set[Path] = set()
    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield files
    finally:
        sys.setprofile(before)
        ours = (ROOT / "newsarchive", ROOT / "spiders")
        files |= {path for path in map(Path, names) if any(path.is_relative_to(top) for top in ours)}


@pytest.mark.parametrize(
    "folder",
    [pytest.param(one, marks=pytest.mark.long if at % 5 else ()) for at, one in enumerate(CASES)],
    ids=lambda folder: str(folder.relative_to(SITES)),
)
def test_whatever_reads_a_page_counts(folder: Path, open_crawl: Callable[..., Crawler]) -> None:
    case = Case(folder, open_crawl(LOADER.load(folder.parent.name)))
    first = case.discovered()
    pipelines = offline_pipelines(case.crawler.settings, case.spider.profile)
    names = reached(readers_of(type(case.spider)))
    counted = {Path(import_module(name).__file__ or "") for name in names}
    with executed() as files:
        output = case.read(first) if isinstance(first, Lead) else first
        if (folder / "post.md").exists():
            extracted(pipelines(output), case.spider.profile)
    assert len(files) > 3, "or this test sees nothing"
    assert files - counted - DRIVER == set()


@pytest.mark.parametrize(("module", "counts"), [
    ("newsarchive.discovery.pagination", True), ("newsarchive.extraction.soft_404", True),
    ("newsarchive.profiles.article", True), ("newsarchive.fetching.whole_responses", True),
    ("newsarchive.discovery.addresses", True), ("newsarchive.dates", True), ("spiders.finews", False),
    ("newsarchive", False), ("newsarchive.store.lock", False), ("newsarchive.commands.status", False),
])  # fmt: skip
def test_what_counts_for_a_site_without_a_spider_of_its_own(module: str, counts: bool) -> None:
    assert (module in reached(readers_of(LOADER.load("guardian")))) is counts


def test_a_changed_reader_makes_another_version(tmp_path: Path) -> None:
    for name in ("newsarchive", "spiders"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "scrapy.cfg", tmp_path)
    with (tmp_path / "newsarchive" / "discovery" / "pagination.py").open("a", encoding="utf-8") as file:
        file.write("\nNEVER_MEANT = 1\n")
    before, after = _version(ROOT), _version(tmp_path)
    assert len(before) == len(after) == 12
    assert before != after


def test_another_version_of_a_reader_that_is_asked_makes_another_version(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    spider, found = LOADER.load("guardian")(), set()
    for readers in ((), ("trafilatura 2.3.1",), ("trafilatura 2.4.0",)):
        monkeypatch.setattr(
            "newsarchive.crawling.extraction_version.versions_of_readers", lambda r=readers: r
        )
        found.add(extraction_version(spider))
    assert len(found) == 3


def test_the_name_that_spiders_are_installed_under_makes_no_other_version(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "spiders", tmp_path / "installed_spiders")
    code = (
        "from {}.finews import FinewsSpider\n"
        "from newsarchive.crawling.extraction_version import extraction_version\n"
        "print(extraction_version(FinewsSpider()))"
    )
    paths = {"PYTHONPATH": f"{ROOT}:{tmp_path}"}
    versions = {
        subprocess.check_output([sys.executable, "-c", code.format(name)], cwd=tmp_path, env=paths, text=True)
        for name in ("spiders", "installed_spiders")
    }
    assert len(versions) == 1


def _version(folder: Path) -> str:
    ran = subprocess.run(
        [sys.executable, "-c", VERSION], cwd=folder, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()


def test_who_is_told_makes_no_other_version() -> None:
    spider, told = LOADER.load("guardian")(), LOADER.load("guardian")()
    more = {"notify": ("DESK",), "ping": "DESK_PING", "metrics": "/var/lib/node_exporter"}
    told.profile = told.profile.model_copy(update=more)
    assert extraction_version(told) == extraction_version(spider)
    told.profile = told.profile.model_copy(update={"zone": "Asia/Tokyo"})
    assert extraction_version(told) != extraction_version(spider)


def test_every_site_has_a_version_of_its_own(open_crawl: Callable[..., Crawler]) -> None:
    sites = [name for name in LOADER.list() if LOADER.load(name).profile_path]
    versions = {extraction_version(LOADER.load(name)()) for name in sites}
    assert len(versions) == len(sites) > 1


def parsed_imports(source: bytes, package: str) -> set[str]:
    """What Python's own parser says that a module imports."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            module = resolve_name("." * node.level + (node.module or ""), package)
            names |= {f"{module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("site", ["guardian", "finews"])
def test_what_is_imported_is_found_without_parsing(site: str) -> None:
    found = reached(readers_of(LOADER.load(site)))
    packages = {name for name in found if (Path(find_spec(name).origin or "")).stem == "__init__"}  # type: ignore[union-attr]
    for name, source in found.items():
        package = name if name in packages else name.rpartition(".")[0]
        ours = {
            one for one in parsed_imports(source, package) if one.startswith(("newsarchive.", "spiders."))
        }
        modules = {one for one in ours if find_module(one)}
        assert modules <= found.keys(), name


def find_module(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:  # a thing within a module
        return False


@pytest.mark.parametrize(
    "source",
    [
        b"from .near import (\n    one,  # a comment, with a comma\n    two as other,\n)\n",
        b"if True:\n    from mine.place.near import one, two\n",
        b"def f():\n    import mine.place.near.one, mine.place.near.two as t\n",
        b"import mine.place.near.one; from mine.place.near import two  # why\n",
    ],
)
def test_every_way_to_write_an_import_is_followed(source: bytes, tmp_path: Path) -> None:
    folder = tmp_path / "mine" / "place"
    for path in (folder / "near" / "one.py", folder / "near" / "two.py"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    for path in (tmp_path / "mine", folder, folder / "near"):
        (path / "__init__.py").write_text("")
    (folder / "begin.py").write_bytes(source)
    code = (
        "from newsarchive.crawling.extraction_version import reached\n"
        "print(*sorted(reached(frozenset({'mine.place.begin'}))))"
    )
    done = subprocess.check_output(
        [sys.executable, "-c", code], env={"PYTHONPATH": f"{ROOT}:{tmp_path}"}, text=True
    )
    assert {"mine.place.begin", "mine.place.near.one", "mine.place.near.two"} <= set(done.split())
