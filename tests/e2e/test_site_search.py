"""The search on a published site, in Chromium: what it finds, shows, and asks for."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from scrapy.settings import Settings

from newsarchive.fetching.browser.wanted import find_chromium
from tests.e2e.crawling import chromium_is_there
from tests.e2e.searching import PublishedSearch, ask, text_of

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.long,
    pytest.mark.skipif(not chromium_is_there(), reason="Chromium is not installed"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=find_chromium(Settings()),
            args=["--no-sandbox", "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND"],
        )
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    yield context
    context.close()


# An article's text, queries that find it, and queries that do not.
READINGS = [
    (
        "上海的经济与社会。",
        ["经济", "上", "上海的", "济与社会", "社会 上海", "经济与社会"],
        ["经社", "海经", "会上"],
    ),
    ("本地經濟\n發展", ["經濟發展", "濟發", "發展"], ["经济", "發 经"]),
    ("春耕\n\n备耕", ["春耕", "备耕", "春耕 备耕", "春耕，备耕"], ["春耕备耕", "耕备", "“春耕 备耕”"]),
    ("𠮷野家開店，𡘙𠀋", ["𠮷", "𠮷野", "𡘙𠀋", "野家開店 𠮷"], ["𠀋𡘙", "𠮷家", "𠀀"]),
    (
        "２０２２年Ａ股上涨３．５％",
        ["2022年", "A股", "ａ股上涨", "3.5", "上涨3.5%", "２０２２", "202"],
        ["22年", "股a", "20"],
    ),
    (
        "東京タワーは高い。ｶﾞｽ",
        ["タワー", "ワー", "ガス", "ｶﾞｽ", "は高い", "東京タワーは"],
        ["タワは", "カス"],
    ),
    ("한국 경제 성장", ["한국", "국", "경제 성장", '"한국 경제"', "국 경"], ["한국경제", '"경제 한국"']),
    (
        "Ｃafé ŒUVRE straße Ёлка",
        ["cafe", "CAFÉ", "œuvre", "STRASSE", "елка", "caf", "stra"],
        ["af", "ca", "trasse"],
    ),
    (
        "the wide world: well-known",
        ["wide world", '"the wide', '"wide world"', "well-known", "wor"],
        ['"world wide"', "wid ", '"wide wor"'],
    ),
    ("foo中bar, foo. 国bar", ["foo中", "中bar", '"foo 国"', "国bar"], ['"foo bar"', "foo国", '"中 bar"']),
    ("ΟΔΟΣ Ὀδυσσεύς", ["οδός", "οδος", "οδυσσευς", "οδυ"], ["δος"]),
    ("اقتصاد العالَم", ["العالم", "اقتصاد", "اقت"], ["عالم"]),
    ("เศรษฐกิจไทยเติบโต", ["เศรษฐกิจ", "ไทย", "เติบโต", "กิจไทย"], ["โตไทย"]),
    ("भारत की अर्थव्यवस्था", ["अर्थव्यवस्था", "भारत", "अर्थ"], ["रत"]),
    ("庆祝🎉活动 👩\u200d🌾❤️", ["🎉", "庆祝🎉", "🎉活动", "👩\u200d🌾", "❤"], ["庆祝活动", "🎈"]),
    ("A、B、股、C", ['"B 股"', '"股 C"', "B、股、C", "股"], ["B股", "股C", '"A 股"']),
    ("soft\u00adhyphen 零\u200b宽", ["softhyphen", "零宽"], ["soft "]),
    ("x" * 60 + " y", ["x" * 60, "x" * 45, "y"], ["x" * 39 + " "]),
    ("1,234.5 USD/EUR", ["1,234.5", "usd/eur", "234"], ["1234", "usd eur gbp"]),
]  # fmt: skip


def test_what_is_found_and_what_is_not(context: BrowserContext) -> None:
    """All texts lie in one index, so that each query has others to pass over."""
    site = PublishedSearch(context, [text_of(n, text) for n, (text, _, _) in enumerate(READINGS)])
    page = site.page()
    for number, (text, finding, passing) in enumerate(READINGS):
        for query, answer in zip(finding, ask(page, finding), strict=True):
            assert number in answer, (query, text)
        for query, answer in zip(passing, ask(page, passing), strict=True):
            assert number not in answer, (query, text)
    assert ask(page, ["", "  ", "。，", '""', "“"]) == [[]] * 5
    assert site.foreign == []


def test_what_was_found_is_shown(context: BrowserContext) -> None:
    texts = ["今日春耕。" * 30 + "上海的经\n济与社会" + "明日备耕。" * 30, "经济"]
    made = [text_of(n, text, title=f"<b>经济 {n}", outlet="上饶日报") for n, text in enumerate(texts)]
    page = PublishedSearch(context, made).page("?q=%E7%BB%8F%E6%B5%8E")
    page.get_by_text("2 articles found").wait_for()
    first, second = page.locator("#results > li").all()
    assert first.inner_text().split("\n") == ["<b>经济 1", "", "2024-05-01 上饶日报", "", "经济"]
    assert second.locator("mark").all_inner_texts() == ["经济", "经 济"]
    assert re.fullmatch(r"… .{15,90}上海的经 济与社会.{15,90} …", second.locator(".snippet").inner_text())
    assert page.locator("#search-form input").input_value() == "经济"
