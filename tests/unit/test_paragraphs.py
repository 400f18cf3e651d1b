"""Loose lines beside blocks, each of which stands in the text once."""

import pytest

from newsarchive.extraction.body.blocks import blocks_of
from newsarchive.extraction.body.working import working_copy
from newsarchive.pages.tree import Page


@pytest.mark.parametrize(
    ("markup", "texts"),
    [
        ("<b>Port</b><br>closed<br><p>Ships wait.</p>", ["Port closed", "Ships wait."]),
        ("one<br>two<br>three<p>four</p>", ["one two three", "four"]),
        ("<p>four</p>one<br><i>two</i>", ["four", "one two"]),
        (
            "one<br>two<p>four</p>five<br>six<br><br>seven<br>eight",
            ["one two", "four", "five six", "seven eight"],
        ),
        ("порт<br>закрыт<p>ждут</p>", ["порт закрыт", "ждут"]),
    ],
)
@pytest.mark.parametrize(
    "holder", ["<div>{}</div>", "<table><tr><td>{}</td></tr></table>", "<section>{}</section>"]
)
def test_a_line_stands_in_the_text_once(markup: str, texts: list[str], holder: str) -> None:
    page = Page(f"<html><body>{holder.format(markup)}</body></html>", "https://gull.example/a")
    blocks = blocks_of(working_copy(page.tree))
    assert [" ".join(block.element.itertext()).split() for block in blocks] == [
        text.split() for text in texts
    ]
