"""The direction of the arrows, read off the source."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib.util import resolve_name
from pathlib import Path

import pytest

from newsarchive import settings

ROOT = Path(__file__).parents[1]
SOURCES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for package in ("newsarchive", "spiders")
    for path in sorted((ROOT / package).rglob("*.py"))
}
GROUND_FLOOR = ("newsarchive.items", "newsarchive.profiles", "newsarchive.exceptions", "newsarchive.sites")
# Below the ground floor: plain functions on text and dates, which know no site and no article.
CELLAR = ("newsarchive", "newsarchive.text", "newsarchive.dates", "newsarchive.evidence")
# The rooms, the lowest first: whoever imports, imports from below.
ROOMS = (
    "text", "exceptions", "evidence", "dates", "items", "sites", "profiles", "settings", "pages", "posts",
    "fetching", "extraction", "discovery", "store", "crawling", "pipelines", "collecting", "drafting",
    "upkeep", "showing", "demo", "terminal", "commands", "__main__",
)  # fmt: skip
# Who may write: the store; collecting, which hands posts out; and the demo site's log.
WRITERS = ("newsarchive.store", "newsarchive.collecting", "newsarchive.demo.server")
WRITING_METHODS = {
    "write_text", "write_bytes", "mkdir", "makedirs", "touch", "unlink", "rename", "rmdir", "rmtree",
    "symlink_to", "hardlink_to", "copyfile", "copy2", "copytree", "move", "truncate", "NamedTemporaryFile",
    "mkstemp", "mkdtemp",
}  # fmt: skip


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(SOURCES[module].read_text(encoding="utf-8"))


@cache
def imports(module: str) -> frozenset[str]:
    """Which of our modules a module imports, also inside functions and for type checkers."""
    found = set()
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0 or inside(module, "spiders"), f"{module}: relative import"
            assert node.module
            package = module if SOURCES[module].stem == "__init__" else module.rpartition(".")[0]
            source = resolve_name("." * node.level + node.module, package)
            names = {f"{source}.{alias.name}" for alias in node.names}
            found |= {name if name in SOURCES else source for name in names}
    return frozenset(name for name in found if name.partition(".")[0] in {"newsarchive", "spiders"})


def reached(module: str) -> set[str]:
    """Everything of ours that is loaded with a module."""
    seen: set[str] = set()
    waiting = [module]
    while waiting:
        for name in imports(waiting.pop()) - seen:
            seen.add(name)
            waiting.append(name)
    return seen


def inside(module: str, *packages: str) -> bool:
    return any(module == package or module.startswith(package + ".") for package in packages)


def in_package(package: str) -> list[str]:
    return [module for module in SOURCES if inside(module, package)]


@pytest.mark.parametrize("module", GROUND_FLOOR)
def test_the_ground_floor_imports_nothing_above_it(module: str) -> None:
    cellar = [name for name in reached(module) if not (name == "newsarchive" or inside(name, *CELLAR[1:]))]
    assert [name for name in cellar if not inside(name, *GROUND_FLOOR)] == []


def room(module: str) -> int:
    """How high up a module is."""
    return ROOMS.index(module.split(".")[1]) if "." in module else -1


@pytest.mark.parametrize("module", in_package("newsarchive"))
def test_no_import_runs_upwards(module: str) -> None:
    above = {name for name in imports(module) if room(name) > room(module)}
    assert above <= ({"newsarchive.commands"} if module == "newsarchive.terminal.command_line" else set()), (
        "the command line alone lists what is there to be typed"
    )


@pytest.mark.parametrize("module", in_package("newsarchive"))
def test_newsarchive_never_imports_spiders(module: str) -> None:
    assert not [name for name in imports(module) if inside(name, "spiders")]


@pytest.mark.parametrize("module", in_package("spiders"))
def test_spiders_name_one_another_without_their_package(module: str) -> None:
    """It is installed under another name than it has here."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.ImportFrom) and not node.level:
            assert not inside(str(node.module), "spiders"), ast.unparse(node)
        elif isinstance(node, ast.Import):
            assert not [alias for alias in node.names if inside(alias.name, "spiders")], ast.unparse(node)


@pytest.mark.parametrize("package", ["posts", "extraction", "discovery", "pages", "dates"])
def test_what_is_pure_reaches_neither_store_nor_pipelines(package: str) -> None:
    for module in in_package(f"newsarchive.{package}"):
        above = (
            "newsarchive.store",
            "newsarchive.pipelines",
            "newsarchive.commands",
            "newsarchive.terminal",
            "newsarchive.crawling.run",
        )
        assert not [name for name in reached(module) if inside(name, *above)], module


@pytest.mark.parametrize("module", in_package("newsarchive.store"))
def test_the_store_knows_neither_pipelines_nor_spiders(module: str) -> None:
    above = (
        "newsarchive.pipelines", "newsarchive.extraction", "newsarchive.crawling", "newsarchive.upkeep",
    )  # fmt: skip
    assert not [name for name in reached(module) if inside(name, *above)]


@pytest.mark.parametrize("module", [m for m in SOURCES if not inside(m, "newsarchive.demo")])
def test_production_code_knows_nothing_of_the_demo(module: str) -> None:
    if not inside(module, "newsarchive.terminal.demo", "newsarchive.commands"):
        assert not [name for name in imports(module) if inside(name, "newsarchive.demo")]


def writes(module: str) -> Iterator[str]:
    for node in ast.walk(tree(module)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        texts = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        texts += [
            k.value.value for k in node.keywords if k.arg == "mode" and isinstance(k.value, ast.Constant)
        ]
        opened = name in {"open", "fdopen"} and any(
            set(t) <= set("rwaxbt+") and set(t) & set("wax+") for t in texts
        )
        flagged = name == "open" and "O_WRONLY" in (source := ast.unparse(node)) + source.replace(
            "O_RDWR", "O_WRONLY"
        )
        if opened or flagged or name in WRITING_METHODS:
            yield f"{module}:{node.lineno} {name}"


def test_only_the_store_writes() -> None:
    found = [place for module in SOURCES if not inside(module, *WRITERS) for place in writes(module)]
    assert found == []
    assert list(writes("newsarchive.store.durable")), "or this test sees nothing"


def test_each_pipeline_is_its_own_module() -> None:
    modules = [path.rpartition(".")[0] for path in settings.ITEM_PIPELINES]
    assert len(set(modules)) == len(modules)
    for path in settings.ITEM_PIPELINES:
        module, _, name = path.rpartition(".")
        assert inside(module, "newsarchive.pipelines")
        assert [node.name for node in tree(module).body if isinstance(node, ast.ClassDef)] == [name]
        assert name.removesuffix("Pipeline").lower() == module.rpartition(".")[2]


@pytest.mark.parametrize("module", SOURCES)
def test_a_module_says_what_it_is_for_and_stays_short(module: str) -> None:
    assert ast.get_docstring(tree(module)), f"{module} has no docstring"
    assert len(SOURCES[module].read_text(encoding="utf-8").splitlines()) <= 250


@pytest.mark.parametrize("module", SOURCES)
def test_what_people_are_told_to_type_begins_as_they_began(module: str) -> None:
    """A message says ``scrapy`` or ``newsarchive`` by way of ``typed``, never by itself."""
    commands = "|".join(path.stem for path in (ROOT / "newsarchive" / "commands").glob("[a-z]*.py"))
    docstrings = {id(node.value) for node in ast.walk(tree(module)) if isinstance(node, ast.Expr)}
    texts = [
        node.value
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
    ]
    assert [text for text in texts if re.search(rf"\b(scrapy|newsarchive) ({commands}|list)\b", text)] == []
