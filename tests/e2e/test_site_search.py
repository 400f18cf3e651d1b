"""The search on a published site, in Chromium: what it finds, shows, and asks for."""

import json
import random
import re
import unicodedata
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from newsarchive.posts.plain_text import SIGNS, plain
from newsarchive.publishing.search.index import SearchText
from tests.e2e.crawling import chromium_is_there
from tests.e2e.searching import ASK, BASE, PublishedSearch, ask, every, text_of
from tests.unit.reporting import HOSTILE

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.long,
    pytest.mark.skipif(not chromium_is_there(), reason="Chromium is not installed"),
]


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


@pytest.mark.parametrize("more", ["", "s", "ss", "sss"])
def test_a_piece_of_a_text_ends_with_a_word(context: BrowserContext, more: str) -> None:
    text = f"{more} harbour " + "pilots " * 60
    page = PublishedSearch(context, [text_of(0, text)]).page("?q=harbour")
    assert re.fullmatch(rf"{more} ?harbour (pilots )+…", page.locator(".snippet").inner_text().strip())


PIECES = {
    "simplified": ["经济", "社会", "的", "发展", "上海市", "人民币", "中国", "春耕备耕", "一", "银行", "涨"],
    "traditional": ["經濟", "臺灣", "發展", "的", "銀行", "𠮷野家", "𡘙", "一", "人民"],
    "japanese": ["東京", "の", "タワー", "は", "ｶﾞｽ", "経済", "ありがとう", "々"],
    "korean": ["한국 ", "경제", "의 ", "성장", "서울 ", "각"],
    "latin": ["bank ", "banking ", "the ", "economy ", "Café ", "naïve, ", "A股", "GDP增长", "x"],
    "other": ["экономика ", "Ёлка ", "οικονομία ", "اقتصاد ", "เศรษฐกิจ", "ไทย", "अर्थव्यवस्था "],
    "figures": ["2022年", "３．５％", "1,234", "第3季度", "10", "5G", "①"],
    "marks": [
        "，",
        "。",
        "、",
        "\n",
        "\n\n",
        "　",
        "……",
        " - ",
        "🎉",
        "👩‍🌾",
        "e\u0301",
        "か\u3099",
        "\u200b",
    ],
}


def mixed_texts(count: int, dice: random.Random) -> list[str]:
    """Texts of one script each, or of several, with figures and marks in between."""
    made = []
    for _ in range(count):
        scripts = [*dice.sample(list(PIECES), dice.choice((1, 1, 2, 4))), "figures", "marks"]
        pieces = [piece for script in scripts for piece in PIECES[script]]
        made.append("".join(dice.choices(pieces, k=dice.randrange(5, 200))))
    return made


def stands_in(phrase: str, text: str, *, open_ended: bool) -> bool:
    """Whether a text has a phrase, both in their plain form: read character by character."""
    word = rf"[^{SIGNS} ]"
    may_go_on = open_ended and re.search(rf"{word}{{3}}$", phrase)
    before = rf"(?<!{word})" if re.match(word, phrase) else ""
    after = rf"(?!{word})" if re.search(rf"{word}$", phrase) and not may_go_on else ""
    return re.search(before + re.escape(phrase) + after, text) is not None


@pytest.fixture(scope="module")
def mixed() -> list[SearchText]:
    dice = random.Random(5)
    texts, titles = mixed_texts(300, dice), mixed_texts(300, dice)
    return [text_of(n, text, title=titles[n][:30]) for n, text in enumerate(texts)]


def cut_out(made: list[SearchText], length: int, dice: random.Random) -> list[str]:
    """Pieces of texts, wherever they begin and end."""
    found: list[str] = []
    while len(found) < 150:
        text = dice.choice(made).text
        start = dice.randrange(len(text))
        piece = text[start : start + length]
        if len(piece) == length and plain(piece):
            found.append(piece)
    return found


@pytest.mark.parametrize("length", [1, 2, 3, 4, 7])
def test_all_that_is_there_is_found_and_nothing_else(
    length: int, context: BrowserContext, mixed: list[SearchText]
) -> None:
    site = PublishedSearch(context, mixed)
    assert [name for name in site.files if "/list-" in name], "no list is long enough for files of its own"
    assert [name for name in site.files if "/256/" in name], "there is one segment alone"
    pieces = cut_out(mixed, length, random.Random(length))
    texts = [plain(f"{one.title}\n\n{one.text}") for one in mixed]
    quoted = every(site.page(), [f'"{piece}"' for piece in pieces])
    typed = every(site.page(), pieces)
    for piece, by_phrase, by_words in zip(pieces, quoted, typed, strict=True):
        due = [n for n, text in enumerate(texts) if stands_in(plain(piece), text, open_ended=False)]
        assert by_phrase == due[::-1], piece
        terms = [term for term in map(plain, piece.split()) if term]
        ends = unicodedata.category(piece.rstrip("\u200b")[-1])[0] in "LNM"
        asked = [(term, ends and term is terms[-1]) for term in terms]
        due = [n for n, text in enumerate(texts) if all(stands_in(t, text, open_ended=o) for t, o in asked)]
        assert by_words == due[::-1], piece


def test_long_lists_are_read_in_pieces_from_the_newest_on(context: BrowserContext) -> None:
    texts = ["中国经济" * (5 + n % 19) + f"与第{n % 7}国 no. {n % 11}" for n in range(1_000)]
    site = PublishedSearch(context, [text_of(n, text) for n, text in enumerate(texts)])
    assert len([name for name in site.files if "/0/list-" in name]) == 8  # two for each pair
    page = site.page()
    site.asked.clear()
    ask(page, ["中国经济"], first=True)
    assert len([path for path in site.asked if "/list-" in path]) <= 2
    asked = ["中国", "国经济中国", "经济与第3", "济与第3国", '"国 no"', '"3国 no 5"', "中" + "国经济中" * 20]
    for query, found in zip(asked, every(page, asked), strict=True):
        due = [n for n, text in enumerate(texts) if stands_in(plain(query), plain(text), open_ended=False)]
        assert found == due[::-1], query


def test_browsers_without_a_reader_of_deflate_find_the_same(
    browser: Browser, context: BrowserContext, mixed: list[SearchText]
) -> None:
    pieces = cut_out(mixed, 3, random.Random(9))
    older = browser.new_context()
    older.add_init_script("delete window.DecompressionStream")
    found = every(PublishedSearch(older, mixed).page(), pieces)
    assert found == every(PublishedSearch(context, mixed).page(), pieces)
    assert sum(map(len, found)) > 1_000
    older.close()


def test_the_script_reads_a_query_as_the_index_reads_a_text(context: BrowserContext) -> None:
    dice = random.Random(3)
    known = [chr(n) for n in range(0x110000) if unicodedata.category(chr(n)) not in {"Cn", "Cs", "Co"}]
    pool = list(" \n\n\r\t　，。a1文字かｶﾞ한ᄒ\u1161\u11abΣσÅ\u200b\u3099\ufe0f")
    texts = [f"a{character}b" for character in known]
    texts += ["".join(dice.choice(dice.choice((pool, known))) for _ in range(9)) for _ in range(9_000)]
    page = PublishedSearch(context, []).page()
    # As one string, which goes over to the browser much faster than many.
    script = "(all) => JSON.stringify(JSON.parse(all).map((text) => window.plain(text).chars.join('')))"
    read = json.loads(page.evaluate(script, json.dumps(texts)))
    assert [(text, form) for text, form in zip(texts, read, strict=True) if form != plain(text)] == []


def test_hostile_words_stay_inert(context: BrowserContext) -> None:
    words = [word.encode("utf-8", "replace").decode() for word in HOSTILE]
    made = [text_of(n, f"春耕 {word} " * 3, title=word, outlet=word) for n, word in enumerate(words)]
    foreign = ("javascript:alert(1)", "//evil.example/", "/\\evil.example/", "/\t/evil.example/")
    made += [SearchText(address=one, title="春耕", date="<b>", outlet="", text="春耕") for one in foreign]
    site = PublishedSearch(context, made)
    context.add_init_script("window.alert = () => { document.title = 'EXECUTED' }")
    page = site.page()
    page.evaluate(ASK, [["春耕"], False])
    assert page.locator("#results > li").count() == len(made)
    titles = page.locator("#results > li > a").evaluate_all("(all) => all.map((one) => one.textContent)")
    assert sorted(titles) == sorted(one.title or one.address for one in made)
    kinds = page.evaluate(
        "[...new Set([...document.querySelectorAll('#results *')].map((one) => one.tagName))]"
    )
    assert set(kinds) == {"LI", "A", "P", "TIME", "MARK"}
    links = page.locator("#results a").evaluate_all("(all) => all.map((one) => one.getAttribute('href'))")
    assert [link for link in links if not link.startswith(f"{BASE}/")] == ["#search"] * 4
    page.evaluate(ASK, [words[::7], True])
    page.goto(page.url.partition("?")[0] + "?q=%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E")
    page.get_by_role("status").filter(has_text=re.compile("ound")).wait_for()
    assert page.title() == "quiet"
    assert site.foreign == []


def test_it_works_by_keyboard_and_the_way_back(context: BrowserContext) -> None:
    made = [text_of(n, "春耕" if n % 2 else "备耕") for n in range(30)]
    page = PublishedSearch(context, made).page()
    status = page.get_by_role("status")
    page.locator("input").focus()
    page.keyboard.type("春耕")
    page.keyboard.press("Enter")
    status.get_by_text("The newest 10 articles found").wait_for()
    assert page.url.endswith("?q=%E6%98%A5%E8%80%95")
    page.locator("#results a").last.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "search-more"
    page.keyboard.press("Enter")
    status.get_by_text("15 articles found").wait_for()
    assert page.evaluate("document.activeElement.getAttribute('href')") == f"{BASE}/9.html"
    assert page.locator("#search-more").is_hidden()
    page.locator("input").fill("耕 2")
    page.keyboard.press("Enter")
    status.get_by_text("Nothing found").wait_for()
    page.go_back()
    status.get_by_text("The newest 10 articles found").wait_for()
    assert page.locator("input").input_value() == "春耕"
    page.go_back()
    page.wait_for_function("document.getElementById('search-status').textContent === ''")
    assert page.locator("#results > li").count() == 0


def test_what_cannot_be_loaded_is_said_and_tried_again(context: BrowserContext) -> None:
    site = PublishedSearch(context, [text_of(1, "春耕")])
    part = site.files.pop(f"{BASE}/search/0/part-0.bin")
    page = site.page("?q=%E6%98%A5%E8%80%95")
    page.get_by_text("could not be loaded").wait_for()
    assert page.locator("#results > li").count() == 0
    site.files[f"{BASE}/search/0/part-0.bin"] = part
    page.get_by_role("button", name="Search").click()
    page.get_by_text("1 article found").wait_for()
    assert page.locator("#results > li").count() == 1
