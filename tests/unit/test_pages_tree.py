"""Whatever enters, the tree that is read is bounded, and holds the text."""

import pytest

from newsarchive.pages.tree import DEEPEST, MOST, Page, selectable

TEXT = "The end of the article says something of note."
DEEP = {
    "more levels than a tree may have": "<div>" * 150 + TEXT,
    "more levels than libxml2 keeps": "<div>" * 50_000 + TEXT + "</div>" * 50_000,
    "tables in tables": "<table><tr><td>" * 1_000 + TEXT,
    "two inline elements by turns": "<b><i>" * 5_000 + TEXT,
}
MANY = {
    "inline elements": "<b>x</b>" * (MOST + 10_000) + TEXT,
    "line breaks": "x<br>" * (MOST + 10_000) + TEXT,
    "paragraphs": "<p>x</p>" * (MOST + 10_000) + TEXT,
}


def levels(page: Page) -> int:
    return max(sum(1 for _ in element.iterancestors()) for element in page.tree.iter()) + 1


@pytest.mark.parametrize("html", DEEP.values(), ids=DEEP)
def test_a_tree_has_an_end(html: str) -> None:
    page = Page(html, "")
    assert levels(page) <= DEEPEST
    assert TEXT in page.tree.text_content()


def test_no_order_of_tags_makes_a_tree_any_deeper() -> None:
    for tags in ("<td><li>", "<li><option>", "<div></b>"):
        assert levels(Page(tags * 5_000, "")) <= DEEPEST


@pytest.mark.parametrize("html", MANY.values(), ids=MANY)
def test_elements_beyond_the_first_leave_their_text(html: str) -> None:
    page = Page(html, "")
    assert page.tree.xpath("count(//*)") <= MOST
    assert TEXT in page.tree.text_content()


def test_scripts_beyond_the_first_elements_are_no_text() -> None:
    page = Page("<p>x</p>" * MOST + "<script>let x = 1</script>" + TEXT, "")
    assert "let" not in "".join(page.tree.xpath("//text()[not(parent::style)]"))


def test_masses_of_attributes_are_dropped_for_every_parser() -> None:
    attributes = " ".join(f'a{number}="{number}"' for number in range(5_000))
    page = Page(f"<p {attributes}>{TEXT}</p>", "")
    assert [dict(one.attrib) for one in page.tree.iter("p")] == [{}]
    assert [one.attributes for one in selectable(page).css("p")] == [{}]


def test_selectors_read_the_bounded_tree_where_the_page_nests_too_deep() -> None:
    (found,) = selectable(Page("<div>" * 20_000 + f"<p>{TEXT}", "")).css("p")
    assert found.text() == TEXT


def test_control_characters_reach_no_parser() -> None:
    page = Page("<p>a\x00\x01\ud800\uffff&#2;b</p>", "")
    assert page.source == b"<p>ab</p>"


@pytest.mark.parametrize(
    ("piece", "count", "cut"),
    [
        ("<a href=x>", 300_000, True),
        ("<p><a href=x>y</a>", 30_000, True),
        ("<p><i>x</i>", 30_000, False),
        ("<a href=x>y</a>", 10_000, False),
        ("<p>x", 300_000, True),
    ],
)
def test_a_page_says_whether_links_were_lost(piece: str, count: int, cut: bool) -> None:
    assert Page(f"<html><body>{piece * count}</body></html>", "https://a.example/").is_cut is cut


def test_no_more_tags_are_parsed_than_would_fill_the_memory() -> None:
    page = Page("<html><body>" + "<p>word" * 300_000 + "</body></html>", "https://a.example/")
    assert sum(1 for _ in page.tree.iter("p")) <= MOST
    assert page.tree.text_content().count("word") == 300_000


def test_a_head_of_too_many_elements_leaves_a_body() -> None:
    page = Page("<html><head>" + "<script>{</script>" * 100_000 + "</head><body><p>x", "https://a.example/")
    assert page.tree.find("body") is not None
