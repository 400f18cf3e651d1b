"""Every test can fail, and goes by what is public; pyproject.toml has it that no parametrisation is empty."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.covering import THOROUGHLY, covering, left_out, name_of
from tests.e2e import test_recovery
from tests.every_site import EVERY_SITE

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


def test_nothing_is_left_out_but_combinations() -> None:
    marked = {path.name for path, tree in TREES.items() if ".soak" in ast.unparse(tree)}
    assert marked <= {"covering.py", Path(__file__).name}


def test_a_site_that_nobody_has_named_is_tried_once() -> None:
    pairs = covering(["new", "finews"], ["one", "two"], {}, quick=("new", "two"))
    assert [(*one.values, sorted(mark.name for mark in one.marks)) for one in pairs] == [
        ("new", "one", ["long", "soak"]),
        ("new", "two", []),
        ("finews", "one", ["long"]),
        ("finews", "two", ["long"]),
    ]
