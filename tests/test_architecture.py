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
# A room is a package directly under newsarchive/, or a module that lies there alone. Each may import the
# rooms behind its colon, and those of the ground floor above it; all of them stand above it here, so that
# nothing is imported upwards and no rooms import one another in a circle.
GROUND_FLOOR = {"newsarchive", "text", "exceptions", "learning", "evidence", "dates", "sites", "profiles"}
ROOMS = """
newsarchive:
text:
exceptions:
learning:
demo:
evidence:
dates:
sites:
profiles:
settings:
items:
pages:
posts: items
fetching: pages
discovery: pages items
extraction: pages posts
store: posts items settings
media: fetching store posts items
crawling: media store extraction discovery fetching pages items settings
pipelines: media crawling store extraction posts items
collecting: store posts items
publishing: store posts items
drafting: crawling extraction discovery fetching posts pages items settings
upkeep: pipelines media crawling store extraction discovery fetching posts items
showing: drafting crawling store extraction posts items
operations: upkeep showing crawling store items settings
fleet: operations upkeep showing crawling fetching store items settings
browsing: operations publishing showing upkeep drafting crawling media extraction discovery pages store posts items
terminal: fleet browsing operations showing upkeep drafting publishing collecting pipelines crawling store posts demo settings
commands: terminal crawling demo
__main__: commands terminal
spiders: crawling extraction discovery fetching posts pages items
"""  # noqa: E501
BELOW = {
    room: set(below.split()) for room, _, below in (line.partition(":") for line in ROOMS.split("\n")[1:-1])
}
LOOSE = 5  # modules that lie alone, newsarchive/__init__.py and __main__.py aside
# Who may write: the store; collecting, which hands posts out; publishing, which makes a site's source of
# them; the demo site's log; and
# a fleet's process has a folder of its own.
WRITERS = (
    "newsarchive.store", "newsarchive.collecting", "newsarchive.publishing", "newsarchive.demo.server",
    "newsarchive.fleet.scratch",
)  # fmt: skip
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


def inside(module: str, *packages: str) -> bool:
    return any(module == package or module.startswith(package + ".") for package in packages)


def in_package(package: str) -> list[str]:
    return [module for module in SOURCES if inside(module, package)]


def room_of(module: str) -> str:
    package, _, rest = module.partition(".")
    return "spiders" if package == "spiders" else rest.partition(".")[0] or package


def test_rooms_import_downwards_only() -> None:
    arrows = {(room_of(module), room_of(name), module) for module in SOURCES for name in imports(module)}
    assert {room_of(module) for module in SOURCES} == BELOW.keys()
    above: set[str] = set()
    for room, below in BELOW.items():
        assert below <= above, f"{room} may import {below - above}, which do not stand above it"
        allowed = {room} | below | GROUND_FLOOR & above
        assert [arrow for arrow in arrows if arrow[0] == room and arrow[1] not in allowed] == []
        above.add(room)


def test_few_modules_lie_alone() -> None:
    loose = {path.stem for path in (ROOT / "newsarchive").glob("*.py")} - {"__init__", "__main__"}
    assert 0 < len(loose) <= LOOSE


@pytest.mark.parametrize("module", in_package("spiders"))
def test_spiders_name_one_another_without_their_package(module: str) -> None:
    """It is installed under another name than it has here."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.ImportFrom) and not node.level:
            assert not inside(str(node.module), "spiders"), ast.unparse(node)
        elif isinstance(node, ast.Import):
            assert not [alias for alias in node.names if inside(alias.name, "spiders")], ast.unparse(node)


def test_only_report_and_browse_load_what_draws_them() -> None:
    drawing = {"jinja2", "markupsafe", "matplotlib", "starlette", "uvicorn"}
    users = set()
    for module in SOURCES:
        for node in ast.walk(tree(module)):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [str(node.module)] if isinstance(node, ast.ImportFrom) else []
            if {name.partition(".")[0] for name in names} & drawing:
                users.add(module)
    browsing = {name for name in users if inside(name, "newsarchive.browsing")}
    assert users - browsing == {f"newsarchive.showing.report.{name}" for name in ("bars", "page", "site")}
    assert browsing
    from_outside = {
        name
        for name in SOURCES
        if not inside(name, "newsarchive.browsing")
        and any(inside(one, "newsarchive.browsing") for one in imports(name))
    }
    assert from_outside == {"newsarchive.terminal.browse"}
    loading = {
        name for name in SOURCES if any(inside(one, "newsarchive.showing.report") for one in imports(name))
    }
    assert {name for name in loading if not inside(name, "newsarchive.showing.report")} == {
        "newsarchive.terminal.report"
    }


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
