from datetime import UTC, datetime, timedelta

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
    assert statements.values("body") == ["<p>一</p>"]


def test_without_a_reference_no_date_is_valid(profile: SiteProfile) -> None:
    statements = Statements(profile)
    statements.add(date=["2022-03-07"])
    assert "date" in statements.missing()


def test_pages_add_to_what_was_said_before(statements: Statements) -> None:
    statements.add(title=["从端点"], date=["soon"])
    shown = Shown(title="从分享页", dates=["2022-03-07"], outlets=["上饶日报"], body=None, vouched=True)
    statements.add_shown(shown)
    page = PostPage(["从帖子"], ["2022-03-08"], ["别家"], ["<p>副本</p>"], ["摘要"], ["http://a.example/"])
    statements.add_post_page(page, with_body=False)
    assert statements.missing() == ["body"]
    assert [statements.choice(name) for name in ("title", "date", "outlet", "digest", "link")] == [
        "从端点", "2022-03-07", "上饶日报", "摘要", "http://a.example/",
    ]  # fmt: skip
    statements.add_post_page(page, with_body=True)
    assert statements.choice("body") == "<p>副本</p>"


def test_a_page_that_nothing_vouches_for_states_nothing(statements: Statements) -> None:
    statements.add_shown(Shown(title="下载APP", body="<p>看行情</p>"))
    assert statements.missing() == list(REQUIRED)
    statements.add(title=["&ldquo;春耕&rdquo;"])
    statements.add_shown(Shown(title="下载APP", body="<p>看行情</p>"))
    assert statements.choice("body") is None


@pytest.mark.parametrize(("record", "listed"), [("&ldquo;春耕&rdquo;", ""), ("", "“春耕”")])
def test_a_heading_that_is_the_known_title_vouches_for_its_page(
    record: str, listed: str, statements: Statements
) -> None:
    statements.add(title=[record])
    statements.add_shown(Shown(title="“春耕”", body="<p>一</p>"), listed=listed)
    assert statements.choice("body") == "<p>一</p>"


def test_a_relative_date_counts_from_the_page_that_states_it(profile: SiteProfile) -> None:
    statements = Statements(profile)
    statements.reference = REFERENCE
    statements.add(date=["soon", "3小时前"])
    later = REFERENCE + timedelta(hours=5)
    statements.reference = later
    statements.add(date=["1小时前"])
    assert statements.choice("date") == "3小时前"
    assert statements.reference == REFERENCE


def test_without_a_date_the_reference_is_the_latest_pages(statements: Statements) -> None:
    later = REFERENCE + timedelta(hours=5)
    statements.reference = later
    assert statements.reference == later


def test_a_date_is_judged_by_when_its_own_page_was_served(statements: Statements) -> None:
    statements.add(date=["2022-03-20 08:00"])
    statements.reference = REFERENCE + timedelta(days=30)
    assert "date" in statements.missing()
