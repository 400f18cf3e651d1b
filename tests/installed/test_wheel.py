"""The wheel, in an environment without this checkout, from folders that are no project."""

import os
import re
import shutil
import zipfile
from itertools import product
from pathlib import Path

import pytest

from newsarchive.crawling.extraction_version import extraction_version
from newsarchive.demo.running import running_demo_site
from spiders.finews import FinewsSpider
from tests.e2e.crawling import snapshot
from tests.installed.environment import (
    NO_DELAYS,
    ROOT,
    Installed,
    build_wheel,
    built,
    run,
    source_tree,
)
from tests.newsite.site import running_site

pytestmark = [pytest.mark.installed, pytest.mark.long]
SWITCHES = [part for setting in NO_DELAYS for part in ("-s", setting)]
LOCKED = {"locked": ROOT / ".venv-run", "lowest": ROOT / ".venv-lowest"}

FOLDERS = [
    pytest.param(package, module, marks=[] if package and not module else [pytest.mark.soak])
    for package, module in product([True, False], repeat=2)
]
"""A user's folder that is a package or none, beside ``python -m`` or the script."""


def locked_environment(name: str) -> Path:
    path = Path(os.environ.get(f"NEWSARCHIVE_{name.upper()}_ENVIRONMENT", LOCKED[name]))
    if not (path / "bin" / "python").exists():
        pytest.skip(f"{path.name} is missing; `make {'installed' if name == 'locked' else name}` makes it")
    return path.absolute()


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return source_tree(tmp_path_factory.mktemp("source"))


@pytest.fixture(scope="module")
def wheel(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("built") / "dist"
    return build_wheel(locked_environment("locked") / "bin" / "python", source, target)


@pytest.fixture(scope="module", params=["locked", "lowest"])
def installed(
    request: pytest.FixtureRequest, wheel: Path, tmp_path_factory: pytest.TempPathFactory
) -> Installed:
    folder = tmp_path_factory.mktemp("environments") / request.param
    return Installed.make(folder, locked_environment(request.param), wheel)


def stored(archive: Path) -> dict[str, tuple[int, bytes]]:
    """Every file but those in which each run is noted, and the note on how the catalog was left."""
    changing = re.compile(r"(?:catalog|search)\.sqlite|checked\.json")
    return {name: file for name, file in snapshot(archive).items() if not changing.search(name)}


def test_a_site_is_archived_and_then_nothing_is_new(installed: Installed, tmp_path: Path) -> None:
    before = installed.files()
    with running_demo_site(40, bad_records=False) as proxy:
        first = installed.newsarchive("archive", "finews", *SWITCHES, cwd=tmp_path, proxy=proxy)
        assert first.returncode == 0, first.stdout + first.stderr
        archive = tmp_path / "output" / "finews"
        assert len(list((archive / "_posts").iterdir())) > 40
        kept = stored(archive)
        second = installed.newsarchive("archive", "finews", *SWITCHES, cwd=tmp_path, proxy=proxy)
        assert second.returncode == 0, second.stdout + second.stderr
        assert stored(archive) == kept
    status = installed.newsarchive("status", cwd=tmp_path)
    assert (status.returncode, "finews" in status.stdout, "owed" in status.stdout) == (0, True, True)
    verify = installed.newsarchive("verify", cwd=tmp_path)
    assert (verify.returncode, "nothing wrong" in verify.stdout) == (0, True), verify.stdout + verify.stderr
    replay = installed.newsarchive("replay", cwd=tmp_path)
    assert replay.returncode == 0, replay.stdout + replay.stderr
    assert {path.name for path in tmp_path.iterdir()} == {"output"}
    assert installed.files() == before


def test_the_demo_runs_in_any_folder(installed: Installed, tmp_path: Path) -> None:
    done = installed.newsarchive("demo", cwd=tmp_path, NEWSARCHIVE_OUTPUT="mine")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "newsarchive status finews --quarantined` says why" in done.stdout
    assert list((tmp_path / "mine" / "demo" / "finews" / "_posts").iterdir())
    assert {path.name for path in tmp_path.iterdir()} == {"mine"}


def test_a_new_site_gets_a_profile_beside_the_users_own(installed: Installed, tmp_path: Path) -> None:
    with running_site(40) as site:
        url = f"{site.shelf.base}/"
        drafted = installed.newsarchive("newsite", url, "--name", "star", cwd=tmp_path)
        assert drafted.returncode == 0, drafted.stdout + drafted.stderr
        assert "`newsarchive archive star -a limit=20`" in drafted.stdout
        assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["star.yml"]
        done = installed.newsarchive("archive", "star", "-a", "limit=3", *SWITCHES, cwd=tmp_path)
    assert done.returncode in {0, 2}, done.stdout + done.stderr
    assert len(list((tmp_path / "output" / "star" / "_posts").iterdir())) == 3


@pytest.mark.parametrize(("package", "module"), FOLDERS)
def test_a_users_own_folder_neither_hides_the_bundled_spiders_nor_breaks_them(
    installed: Installed, tmp_path: Path, *, package: bool, module: bool
) -> None:
    own = tmp_path / "spiders"
    (own / "profiles").mkdir(parents=True)
    (own / "profiles" / "star.yml").write_text("name: star\nhome: https://star.example/\n")
    (own / "broken.py").write_text("this is no Python\n")
    if package:
        (own / "__init__.py").touch()
    (tmp_path / "scrapy.cfg").write_text("[settings]\ndefault = of.another.project\n")
    command = [installed.folder / "bin" / "python", "-m", "newsarchive"]
    done = run(*(command if module else [installed.folder / "bin" / "newsarchive"]), "list", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["eastmoney", "finews", "guardian", "n-tv", "news", "star"]
    unknown = run(*command, "archive", "stra", cwd=tmp_path)
    assert (unknown.returncode, "did you mean star?" in unknown.stderr.replace("\n", " ")) == (64, True)


def test_own_profiles_may_be_anywhere(installed: Installed, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "star.yml").write_text("name: star\nhome: https://star.example/\n")
    done = installed.newsarchive("list", cwd=tmp_path, NEWSARCHIVE_PROFILES="mine")
    assert "star" in done.stdout.split()


def test_it_reads_pages_as_the_checkout_does(
    installed: Installed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """But for the readers of the extra ``opinions``, whose versions count where they are installed."""
    code = (
        "from newsarchive_spiders.finews import FinewsSpider\n"
        "from newsarchive.crawling import extraction_version as versions\n"
        "versions.versions_of_readers = lambda: ()\n"
        "print(versions.extraction_version(FinewsSpider()))"
    )
    done = run(installed.folder / "bin" / "python", "-c", code, cwd=tmp_path)
    monkeypatch.setattr("newsarchive.crawling.extraction_version.versions_of_readers", lambda: ())
    assert done.stdout.strip() == extraction_version(FinewsSpider()), done.stderr


def test_the_wheel_has_every_module_and_profile_under_names_of_ours(wheel: Path) -> None:
    kinds = {".py", ".yml", ".json", ".html", ".css", ".js", ".svg", ".toml", ".txt", ".atom"}
    there = {
        path.relative_to(ROOT) for name in ("newsarchive", "spiders") for path in (ROOT / name).rglob("*.*")
    }
    expected = {
        path.as_posix().replace("spiders/", "newsarchive_spiders/", 1)
        for path in there
        if path.suffix in kinds and "__pycache__" not in path.parts
    }
    names = zipfile.ZipFile(wheel).namelist()
    assert {name for name in names if ".dist-info/" not in name} == expected
    assert {name.partition("/")[0].partition("-")[0] for name in names} == {
        "newsarchive",
        "newsarchive_spiders",
    }


def test_ones_own_profiles_and_spiders_stay_out(source: Path, wheel: Path, tmp_path: Path) -> None:
    mine = shutil.copytree(source, tmp_path / "mine")
    (mine / "spiders" / "profiles" / "harbour.yml").write_text("name: harbour\nhome: https://b.example/\n")
    (mine / "spiders" / "harbour").mkdir()
    (mine / "spiders" / "harbour" / "__init__.py").write_text("")
    again = build_wheel(locked_environment("locked") / "bin" / "python", mine, tmp_path / "dist")
    assert zipfile.ZipFile(again).namelist() == zipfile.ZipFile(wheel).namelist()


def test_the_source_distribution_builds_and_gives_the_same_wheel(
    source: Path, wheel: Path, tmp_path: Path
) -> None:
    python = locked_environment("locked") / "bin" / "python"
    code = f"from setuptools.build_meta import build_sdist; print(build_sdist({str(tmp_path)!r}))"
    built(python, "-c", code, cwd=source)
    (packed,) = tmp_path.glob("newsarchive-*.tar.gz")
    again = build_wheel(python, packed, tmp_path / "dist")
    assert zipfile.ZipFile(again).namelist() == zipfile.ZipFile(wheel).namelist()


def test_an_editable_install_works_as_well(source: Path, tmp_path: Path) -> None:
    editable = Installed.make(tmp_path / "editable", locked_environment("locked"), "--editable", source)
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "spiders").mkdir(parents=True)
    done = editable.newsarchive("list", cwd=elsewhere)
    assert "finews" in done.stdout.split(), done.stderr
    within = run(editable.folder / "bin" / "python", "-m", "scrapy", "list", cwd=source)
    assert within.stdout == done.stdout, within.stderr
    status = editable.newsarchive("status", cwd=elsewhere)
    assert (status.returncode, "there is no archive" in status.stderr) == (64, True), status.stderr
