"""README.zh.md says all that README.md says: block by block they have the same shape, names and links."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ENGLISH, CHINESE = "README.md", "README.zh.md"
CODE = re.compile(r"`([^`]+)`")
LINK = re.compile(r"\]\(([^)]+)\)")


def blocks(text: str) -> list[str]:
    """What blank lines separate; a fence is one block, blank lines or not."""
    return re.findall(r"^```.*?^```$|^\S.*?(?=\n\n|\n```|\Z)", text, re.MULTILINE | re.DOTALL)


def shape(block: str) -> str | list[str]:
    """What a translation leaves as it is: commands, a table's keys, a list's items, a heading's level."""
    lines = block.splitlines()
    if block.startswith("```"):
        return [line.partition("#")[0].rstrip() for line in lines]
    if block.startswith("|"):
        cells = [line.split("|") for line in lines]
        return [
            ", ".join(CODE.findall(row[1]) or re.findall(r"\d+", row[1])) + f" of {len(row)}" for row in cells
        ]
    if block.startswith("- "):
        return [" ".join(sorted(names(item))) for item in re.split(r"^- ", block, flags=re.MULTILINE)]
    return re.match(r"#* ?|!?", block)[0]  # type: ignore[index]


def names(block: str) -> set[str]:
    """Code and link targets; the two files link to one another."""
    found = {*CODE.findall(block), *LINK.findall(block)}
    return {name if name not in {ENGLISH, CHINESE} else "the other README" for name in found}


def read(name: str) -> list[str]:
    found = blocks((ROOT / name).read_text(encoding="utf-8"))
    assert found
    return found


def test_both_have_the_same_blocks() -> None:
    assert [shape(block) for block in read(CHINESE)] == [shape(block) for block in read(ENGLISH)]


def test_each_block_names_the_same_things() -> None:
    for english, chinese in zip(read(ENGLISH), read(CHINESE), strict=True):
        if not english.startswith("```"):
            assert names(chinese) == names(english), chinese


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("# A\n\ntext\n", "# 甲\n"),
        ("# A\n", "## 甲\n"),
        ("| a | b |\n|---|---|\n| `x` | y |\n| `z` | y |\n", "| 甲 | 乙 |\n|---|---|\n| `x` | 乙 |\n"),
        ("| a |\n|---|\n| `x` |\n", "| 甲 |\n|---|\n| `y` |\n"),
        ("- a\n- b\n", "- 甲\n"),
        ("- a\n- [b](c.md)\n", "- 甲\n- 乙\n"),
        ("```console\n$ make demo  # a\n```\n", "```console\n$ make test  # 甲\n```\n"),
    ],
)
def test_what_differs_shows(english: str, chinese: str) -> None:
    assert [shape(block) for block in blocks(english)] != [shape(block) for block in blocks(chinese)]


def test_what_only_the_language_changes_does_not_show() -> None:
    console = "```console\n$ ls  # all\n\n$ pwd\n```"
    english = f"# A\n\nOne `x`.\n\n{console}\n\n| a | b |\n|---|---|\n| 64, 78 | wrong |\n"
    chinese = english.replace("A\n", "甲\n").replace("all", "全部").replace("64, 78 | wrong", "64、78 | 错")
    assert chinese != english
    assert [shape(block) for block in blocks(english)] == [shape(block) for block in blocks(chinese)]
    assert len(blocks(english)) == 4
