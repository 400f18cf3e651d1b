"""Listings of programs, as highlighters write them."""

import pytest

from tests.unit.test_auto_body import SENTENCES, article, body, paragraphs

LINES = "def f(x):\n    return x + 1"
NUMBERED = (
    f"<tr><td class=gutter><pre>1\n2</pre></td><td class=code><pre><code>{LINES}</code></pre></td></tr>"
)
MARKUPS = {
    "plain": f"<pre>{LINES}</pre>",
    "in boxes": f"<div class=rouge><div class=highlight><pre>{LINES}</pre></div></div>",
    "in a figure": f"<figure class=highlight><pre><code>{LINES}</code></pre></figure>",
    "numbered": f"<table class=highlighttable><tbody>{NUMBERED}</tbody></table>",
    "numbered in a figure": f"<figure class=highlight><table>{NUMBERED}</table></figure>",
    "numbered in a box": f"<div class=highlight><table>{NUMBERED}</table></div>",
    "numbered by lines": f"<table><tr><td>1<br>2</td><td><pre>{LINES}</pre></td></tr></table>",
    "alone in a table": f"<table><tr><td><pre>{LINES}</pre></td></tr></table>",
}


@pytest.mark.parametrize("listing", MARKUPS.values(), ids=MARKUPS.keys())
@pytest.mark.parametrize("place", range(1, len(SENTENCES) + 1))
def test_a_listing_stays_whole_without_the_numbers_of_its_lines(listing: str, place: int) -> None:
    text = f"{paragraphs(SENTENCES[:place])}{listing}{paragraphs(SENTENCES[place:])}"
    found = body(article(text))
    assert LINES in found
    assert not any(numbers in found for numbers in ("<pre>1", "1<br>2"))
    assert all(sentence in found for sentence in SENTENCES)


def test_a_table_that_says_more_than_numbers_beside_a_listing_stays() -> None:
    table = f"<table><tr><td>Before</td><td><pre>{LINES}</pre></td></tr><tr><td>1</td><td>2</td></tr></table>"
    assert "<td>Before</td>" in body(
        article(f"{paragraphs(SENTENCES[:2])}{table}{paragraphs(SENTENCES[2:])}")
    )


def test_a_listing_outside_the_article_goes() -> None:
    outside = f"<div class=comments><p>Bo:</p><pre>{LINES}</pre></div>"
    assert LINES not in body(article(paragraphs(SENTENCES)) + outside)
