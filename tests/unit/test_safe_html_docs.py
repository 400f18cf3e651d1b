"""The lists in docs/safe-html.md are the lists in allowed.py."""

import re
from pathlib import Path

import pytest

from newsarchive.posts.safe_html import allowed

PAGE = (Path(__file__).parents[2] / "docs" / "safe-html.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))


def rows(section: str) -> list[list[str]]:
    lines = [line for line in SECTIONS[section].splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


@pytest.mark.parametrize(
    ("section", "names"),
    [
        ("Blocks", allowed.BLOCKS),
        ("Inline elements", allowed.INLINES),
        ("Void elements", allowed.VOID),
        ("Attributes of every element", allowed.EVERYWHERE),
        ("URL schemes", allowed.SCHEMES),
        ("Style properties", allowed.STYLES),
        ("Removed with their content", allowed.DROPPED_WITH_CONTENT),
    ],
)
def test_a_list_is_the_documented_one(section, names):
    assert [row[0].strip("`") for row in rows(section)] == sorted(names)


def test_attributes_of_some_elements_are_the_documented_ones():
    documented = {
        row[0].strip("`"): set(row[1].replace("`", "").split()) for row in rows("Attributes of some elements")
    }
    assert documented == {name: set(names) for name, names in allowed.PER_ELEMENT.items()}


def test_limits_and_functions_are_the_documented_ones():
    assert [int(row[1]) for row in rows("Limits")] == [
        allowed.MAX_DEPTH,
        allowed.MAX_ATTRIBUTES,
        allowed.MAX_TAGS_A_LINE,
    ]
    functions = re.search(r"Functions: (.*?)\.", SECTIONS["Style properties"])[1]
    assert set(re.findall(r"`(\w+)\(\)`", functions)) == allowed.STYLE_FUNCTIONS


def test_no_list_holds_what_runs():
    never = {
        "script",
        "style",
        "iframe",
        "frame",
        "object",
        "embed",
        "base",
        "meta",
        "link",
        "form",
        "input",
        "svg",
        "math",
        "template",
        "noscript",
    }
    assert not never & allowed.ELEMENTS
    every = set.union(set(allowed.EVERYWHERE), *allowed.PER_ELEMENT.values())
    assert not [name for name in every if name.startswith("on")]
    assert set(allowed.PER_ELEMENT) <= allowed.ELEMENTS
    assert not {"position", "z-index", "behavior", "-moz-binding", "content"} & allowed.STYLES
