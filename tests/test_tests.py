"""Every test can fail, and goes by what is public; pyproject.toml has it that no parametrisation is empty."""

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.covering import THOROUGHLY, covering, left_out, name_of
from tests.e2e import test_recovery
from tests.every_site import EVERY_SITE

ROOT = Path(__file__).parents[1]
TREES = {
    path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(Path(__file__).parent.rglob("*.py"))
}
FUNCTIONS = [
    node
    for tree in TREES.values()
    for node in ast.walk(tree)
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
]
CHECKS = {
    node.name
    for node in FUNCTIONS
    if node.name.startswith(("assert", "check")) and any(isinstance(n, ast.Assert) for n in ast.walk(node))
}
# Whose private names there is no way around: Scrapy's makes a crawler without running it.
OTHERS = {"self", "cls", "os", "crawler"}
# Which test that CI tries does the same in less time.
REPEATED = {
    "test_a_link_in_the_place_of_the_environment_is_taken_away_not_followed": (
        "tests.test_installing.test_a_lock_is_installed_once_and_the_next_one_on_top"
    ),
    "test_its_power_cut_twice": "tests.crash.test_power.test_two_power_cuts",
    "test_what_is_half_made_moved_or_of_another_python_begins_anew": (
        "tests.test_installing.test_other_pins_begin_anew"
    ),
    "tests.installed.test_fleet_wheel": (
        "tests.installed.test_wheel.test_a_site_is_archived_and_then_nothing_is_new"
    ),
    "tests.installed.test_wacz_readers": "tests.unit.test_collecting_wacz.test_what_a_wacz_is",
    "tests.fleet.test_two_on_one_host": (
        "tests.fleet.test_host_paces.test_two_processes_on_one_host_ask_it_as_one_would"
    ),
}


def named(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def asserts(function: ast.AST) -> bool:
    """Itself, by pytest, or by calling one of the tests' functions whose name says that it does."""
    return any(
        isinstance(node, ast.Assert) or (isinstance(node, ast.Call) and named(node) in {"raises", *CHECKS})
        for node in ast.walk(function)
    )


def private(tree: ast.AST) -> Iterator[str]:
    """What is used of our modules although its name begins with an underscore."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            ours = (node.module or "").startswith(("newsarchive", "spiders"))
            yield from (alias.name for alias in node.names if ours and alias.name.startswith("_"))
        elif isinstance(node, ast.Attribute):
            of_others = getattr(node.value, "id", "") in OTHERS
            if node.attr == "__qualname__" or (node.attr.startswith("_") and not of_others):
                yield ast.unparse(node)
        elif isinstance(node, ast.Call) and named(node) == "setattr":
            yield from (text for text in map(ast.unparse, node.args[:2]) if "._" in text or "'_" in text)


def test_every_test_asserts() -> None:
    tests = [node for node in FUNCTIONS if node.name.startswith("test_")]
    assert len(tests) > 500
    assert [node.name for node in tests if not asserts(node)] == []


def test_no_test_leans_on_private_names() -> None:
    used = {f"{path.name}: {name}" for path, tree in TREES.items() for name in private(tree)}
    assert {name for name in used if not name.endswith("__")} == set()


def test_what_these_tests_look_for_is_found() -> None:
    assert not asserts(ast.parse("def test_x(): check_nothing(); read(1)"))
    assert asserts(ast.parse("def test_x(): assert_quiet(folder, [])"))
    wrong = (
        "from spiders.a import _b; a._c(); self._d; a.e.__qualname__; setattr('a._f', 1); setattr(a, '_g', 1)"
    )
    assert len(list(private(ast.parse(wrong)))) == 5


@pytest.mark.parametrize("pairs", [test_recovery.LOST, test_recovery.BEGUN], ids=["lost", "begun"])
def test_what_ci_leaves_out_is_covered_by_what_it_tries(pairs: list[Any]) -> None:
    tried = {one.values for one in pairs if not left_out(one)}
    others = {other for _, other in (one.values for one in pairs)}
    assert {site for site, _ in tried} == {name_of(kind) for kind in EVERY_SITE}
    assert len(pairs) == len(EVERY_SITE) * len(others), "make soak tries all of them"
    for site in THOROUGHLY:
        assert {other for one, other in tried if one == site} == others


def soaked(module: ModuleType) -> Iterator[str]:
    """What of a module CI leaves out although it tries nothing beside it: lists of parameters, and tests."""
    for name, found in vars(module).items():
        marks = getattr(found, "pytestmark", []) if name.startswith("test_") else []
        lists = [mark.args[1] for mark in marks if mark.name == "parametrize"]
        lists += [found] if isinstance(found, list) and found else []
        if any(mark.name == "soak" for mark in marks) or any(all(map(left_out, one)) for one in lists):
            yield name
    own = getattr(module, "pytestmark", [])
    if any(mark.name == "soak" for mark in (own if isinstance(own, list) else [own])):
        yield module.__name__


def test_nothing_is_left_out_but_combinations() -> None:
    """Of parameters CI tries one at least, and a whole test that is left out repeats one that is not."""
    marked = {path for path, tree in TREES.items() if ".soak" in ast.unparse(tree)}
    others = {path for path in marked if path.name not in {"covering.py", Path(__file__).name}}
    assert {path.parent.name for path in others} <= {"crash", "fleet", "installed", "tests"}
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in others]
    assert {name for module in names for name in soaked(importlib.import_module(module))} == REPEATED.keys()
    for shorter in REPEATED.values():
        module, _, name = shorter.rpartition(".")
        found = importlib.import_module(module)
        assert callable(getattr(found, name))
        assert not {name, module} & set(soaked(found))


def test_what_is_left_out_without_need_is_found() -> None:
    soak = pytest.mark.soak
    some, rest = [1, pytest.param(2, marks=soak)], [pytest.param(2, marks=soak)]

    def test() -> None:
        """Of this only the marks count."""

    module = ModuleType("tests.some")
    vars(module).update(SOME=some, REST=rest, test_a=pytest.mark.parametrize("n", some)(test))
    assert list(soaked(module)) == ["REST"]
    vars(module).update(pytestmark=soak, REST=some, test_a=pytest.mark.parametrize("n", rest)(test))
    assert list(soaked(module)) == ["test_a", "tests.some"]


def test_a_site_that_nobody_has_named_is_tried_once() -> None:
    pairs = covering(["new", "finews"], ["one", "two"], {}, quick=("new", "two"))
    assert [(*one.values, sorted(mark.name for mark in one.marks)) for one in pairs] == [
        ("new", "one", ["long", "soak"]),
        ("new", "two", []),
        ("finews", "one", ["long"]),
        ("finews", "two", ["long"]),
    ]
