from datetime import UTC, datetime

import pytest

from newsarchive.extraction.chooser import REQUIRED, Statements
from newsarchive.extraction.post_page import PostPage
from newsarchive.extraction.visible import Shown
from newsarchive.profiles import SiteProfile

REFERENCE = datetime(2022, 3, 7, 1, tzinfo=UTC)


@pytest.fixture
def statements(profile: SiteProfile) -> Statements:
    return Statements(profile, REFERENCE)


@pytest.mark.parametrize(
    ("name", "invalid", "valid"),
    [
        ("title", [" ", "&nbsp;", "\u202e"], "题"),
        ("date", ["soon", "2022-13-45", "1970-01-01", "2099-01-01", "0000-00-00"], "2022-03-07 08:23"),
        ("outlet", ["——", "😀", "&nbsp;"], "上饶日报"),
        ("body", [" ", "<p>　　</p>", "<p><br/></p>", "<script>x</script>"], "<p>一</p>"),
        ("link", ["javascript:alert(1)", "//x", "ftp://a/"], "http://a.example/"),
        ("digest", [" "], "摘要"),
    ],
)
def test_the_first_valid_value_wins(
    name: str, invalid: list[str], valid: str, statements: Statements
) -> None:
    statements.add(**{name: invalid})
    assert not statements.has(name)
    assert statements.choice(name) == invalid[0], "for the quarantine to show"
    statements.add(**{name: [valid, "another"]})
    assert statements.has(name)
    assert statements.choice(name) == valid


def test_missing_names_what_no_page_has_said(statements: Statements) -> None:
    assert statements.missing() == list(REQUIRED)
    assert statements.choice("title") is None
    statements.add(title=["题"], body=["", "<p>一</p>"])
    assert statements.missing() == ["date", "outlet"]
    assert statements.values["body"] == ["<p>一</p>"]


def test_without_a_reference_no_date_is_valid(profile: SiteProfile) -> None:
    statements = Statements(profile)
    statements.add(date=["2022-03-07"])
    assert "date" in statements.missing()


def test_pages_add_to_what_was_said_before(statements: Statements) -> None:
    statements.add(title=["从端点"], date=["soon"])
    statements.add_shown(Shown(title="从分享页", dates=["2022-03-07"], outlets=["上饶日报"], body=None))
    page = PostPage(["从帖子"], ["2022-03-08"], ["别家"], ["<p>副本</p>"], ["摘要"], ["http://a.example/"])
    statements.add_post_page(page, with_body=False)
    assert statements.missing() == ["body"]
    assert [statements.choice(name) for name in ("title", "date", "outlet", "digest", "link")] == [
        "从端点", "2022-03-07", "上饶日报", "摘要", "http://a.example/",
    ]  # fmt: skip
    statements.add_post_page(page, with_body=True)
    assert statements.choice("body") == "<p>副本</p>"
