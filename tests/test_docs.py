"""Documents that nothing checks go stale."""

import re
import tomllib
from pathlib import Path

import pytest

from newsarchive import settings
from newsarchive.exceptions import Exit
from newsarchive.profiles.run_arguments import NAMES

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh.md")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", READMES)
def test_a_readme_names_every_argument_and_exit_code(name: str) -> None:
    text = read(name)
    assert [argument for argument in NAMES if f"`{argument}=" not in text] == []
    codes = set(map(int, re.findall(r"\d+", " ".join(re.findall(r"^\| ([\d、, ]+) \|", text, re.MULTILINE)))))
    assert codes == {code for code in Exit if code is not Exit.CRASHED}


def test_every_command_is_documented() -> None:
    text = read("README.md") + read("CHANGELOG.md")
    commands = [path.stem for path in (ROOT / "newsarchive" / "commands").glob("[a-z]*.py")]
    assert commands
    assert [name for name in commands if f"scrapy {name}" not in text and f"make {name}" not in text] == []


def test_the_architecture_names_every_pipeline_and_room() -> None:
    text = read("docs/architecture.md")
    pipelines = [name.split(".")[-2] for name in settings.ITEM_PIPELINES]
    folders = [p.name for p in (ROOT / "newsarchive").iterdir() if (p / "__init__.py").exists()]
    assert folders
    assert [name for name in [*pipelines, *folders] if name not in text] == []


def test_every_dependency_has_its_decision() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    names = [re.match(r"[\w-]+", line)[0] for line in project["dependencies"]]  # type: ignore[index]
    decisions = read("docs/decisions.md")
    assert [name for name in names if f"| {name}" not in decisions] == []


def test_every_make_target_of_the_issue_is_there() -> None:
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    assert targets >= {"demo", "test", "check", "bench", "clean"}


@pytest.mark.parametrize("path", [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")], ids=lambda p: p.name)
def test_what_documents_call_a_make_target_is_one(path: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))
    text = path.read_text(encoding="utf-8")
    named = set(re.findall(r"(?:`|^\$ |&& )make ([a-z-]+)", text, re.MULTILINE))
    assert named - targets == set()


@pytest.mark.parametrize("path", [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")], ids=lambda p: p.name)
def test_links_within_the_project_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\((?!https?:|//)([^)#]+)", path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []
