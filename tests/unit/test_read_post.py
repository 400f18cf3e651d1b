import json
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsarchive.exceptions import ExtractionError
from newsarchive.items import Article
from newsarchive.posts.front_matter import front_matter
from newsarchive.posts.post import post_bytes
from newsarchive.posts.read_post import PostParts, read_post
from newsarchive.profiles import SiteProfile
from newsarchive.text import cut, one_line

LINK = "http://finews.zning.xyz/html_News/NewsShare.html?infoCode=NW202203072298194131"
CASES = sorted(path.parent for path in (Path(__file__).parents[1] / "sites").glob("*/*/post.md"))
FOOT = (
    "[返回上饶日报新闻](//finews.withounder.com/category/shangraoribao.html)"
    "｜[返回首页](//finews.withounder.com/)"
)
HEAD = (
    '---\nlayout: post\ntitle: "春耕备耕正当时"\ndate: 2022-03-07 08:23:06 +0800\n'
    "categories: shangraoribao\ntags: 上饶日报新闻\n---\n"
)
BODY = "<p>田里一派忙碌。</p>"
POST = f"{HEAD}{BODY}\n\n<{LINK}>\n\n{FOOT}"
PARTS = PostParts(
    layout="post",
    title="春耕备耕正当时",
    date="2022-03-07 08:23:06 +0800",
    category="shangraoribao",
    tag="上饶日报新闻",
    standfirst="",
    body=BODY,
    link=LINK,
    footer=FOOT,
    more={},
)


def read(text: str) -> PostParts:
    return read_post(text.encode())


def with_line(key: str, line: str) -> str:
    """The post with the front matter line of ``key`` replaced."""
    lines = POST.split("\n")
    return "\n".join(line if one.startswith(f"{key}:") else one for one in lines)


def test_a_media_article() -> None:
    assert read(POST) == PARTS


def test_rolling_news() -> None:
    rolling = read(POST.replace(BODY, f"> 上证指数 &#42;涨&#42; 0.5% &amp;lt;\n\n{BODY}"))
    assert rolling.standfirst == "上证指数 *涨* 0.5% &lt;"
    assert rolling.body == BODY


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ('title: "他说"稳中求进"之后"', '他说"稳中求进"之后'),
        ('title: "路径 C:\\新闻\\2022\\x"', "路径 C:\\新闻\\2022\\x"),
        ('title: "C:\\new"', "C:\\new"),
        ('title: "他说\\"不\\"，C:\\\\x"', '他说"不"，C:\\x'),
        ('title: ""引语""', '"引语"'),
        ("title: 标题: 副标题", "标题: 副标题"),
        ("title: 2022", "2022"),
        ("title: '它''s'", "它's"),
        ('title: "没有结尾', "没有结尾"),
        ("title: >\n  一行\n  又一行", "一行 又一行\n"),
        ('title:    "有空格"   ', "有空格"),
        ('title: "a\u2028b"', "a\u2028b"),
    ],
)
def test_titles_as_they_were_written(line: str, title: str) -> None:
    assert read(with_line("title", line)).title == title


@pytest.mark.parametrize(
    "date", ["2022-03-07", "2022-03-07 08:23", "2022-03-07T08:23:06+08:00", "'2022-03-07'"]
)
def test_dates_as_they_were_written(date: str) -> None:
    assert read(with_line("date", f"date: {date}")).date == date.strip("'")


@pytest.mark.parametrize(
    ("line", "tag"),
    [
        ('tags: ["2022"]', "2022"),
        ("tags: [上饶日报新闻, 别的]", "上饶日报新闻"),
        ("tags:\n  - 上饶日报新闻\n  - 别的", "上饶日报新闻"),
        ("tags:\n- 上饶日报新闻", "上饶日报新闻"),
        ("tags: '引'", "引"),
        ("tags: Career In 投行PEVC新闻", "Career In 投行PEVC新闻"),
        ('tags: ["a\\"b\\\\"]', 'a"b\\'),
        ("tags: []", ""),
        ("tags:", ""),
        ("tags: {a: b}", ""),
        ("other: x", ""),
        ("tags: " + "[" * 5000, "[" * 5000),
    ],
)
def test_categories_and_tags(line: str, tag: str) -> None:
    assert read(with_line("tags", line)).tag == tag


def test_a_title_that_is_no_yaml_spoils_no_other_key() -> None:
    post = with_line("title", 'title: "他说"不""').replace("tags: ", "tags:\n  - ")
    parts = read(post)
    assert (parts.title, parts.tag, parts.category) == ('他说"不"', "上饶日报新闻", "shangraoribao")


@pytest.mark.parametrize(
    ("post", "changed"),
    [
        ("\ufeff" + POST, {}),
        (POST + "\n", {}),
        (POST + "\r\n\r\n", {}),
        (POST.replace("\n", "\r\n"), {}),
        (HEAD.replace("\n", "\r\n") + POST.removeprefix(HEAD), {}),
        (POST.replace("layout: post", "layout: post\nauthor: x\ncomments: [1, 2]"), {}),
        (POST.replace("layout: post\n", ""), {"layout": ""}),
        (POST.replace(f"\n\n{FOOT}", ""), {"footer": ""}),
        (POST.replace(f"\n\n{FOOT}", "\n"), {"footer": ""}),
        (POST.replace(f"<{LINK}>\n\n", ""), {"link": ""}),
        (POST.replace(f"<{LINK}>", LINK), {}),
        (POST.replace(f"<{LINK}>", f'<a href="{LINK}">{LINK}</a>'), {}),
        (POST.replace(f"<{LINK}>", f'<p><a target="_blank" href="{LINK}">原文</a></p>'), {}),
        (POST.replace(BODY, ""), {"body": ""}),
        (POST.replace(f"{BODY}\n\n", ""), {"body": ""}),
        (POST.replace(BODY, f"{BODY}\n\n{BODY}"), {"body": f"{BODY}\n\n{BODY}"}),
        (POST.replace(BODY, f"{BODY}\r\n {BODY}\r\n"), {"body": f"{BODY}\r\n {BODY}\r\n"}),
        (POST.replace(BODY, f"{BODY}\n\n<{LINK}0>\n\nx"), {"body": f"{BODY}\n\n<{LINK}0>\n\nx"}),
        (POST.replace(BODY, f"\n{BODY}\n"), {"body": f"\n{BODY}\n"}),
    ],
)
def test_variants(post: str, changed: dict[str, str]) -> None:
    read_back = read(post)
    for name in ("layout", "title", "date", "category", "tag", "standfirst", "body", "link", "footer"):
        assert getattr(read_back, name) == changed.get(name, getattr(PARTS, name)), name


@pytest.mark.parametrize(
    ("post", "reason"),
    [
        (b"", "no-front-matter"),
        (b"<p>x</p>", "no-front-matter"),
        (b"\n" + POST.encode(), "no-front-matter"),
        (b"----\n" + POST.encode(), "no-front-matter"),
        (b"---", "broken-front-matter"),
        (b"---\ntitle: x\n", "broken-front-matter"),
        (b"---\n---\nx", "broken-front-matter"),
        (b"---\nnothing\n---\nx", "broken-front-matter"),
        (with_line("title", 'title: ""').encode(), "no-title"),
        (with_line("title", "other: x").encode(), "no-title"),
        (with_line("date", "date:  +0800").encode(), "no-date"),
        (with_line("date", "date:").encode(), "no-date"),
        (with_line("date", "x: y").encode(), "no-date"),
        (f"{HEAD}{BODY}\n\n看这里".encode(), "no-link"),
        (f"{HEAD}{BODY}\n\n<javascript:alert(1)>".encode(), "no-link"),
        (POST.encode("gbk"), "not-utf8"),
        (POST.encode() + b"\xff", "not-utf8"),
    ],
)
def test_what_is_no_post(post: bytes, reason: str) -> None:
    with pytest.raises(ExtractionError) as caught:
        read_post(post)
    assert caught.value.reason == reason
    assert caught.value.detail


def test_the_real_broken_post() -> None:
    # _posts/-202205262391921712.md, whose record had neither title nor time.
    head = '---\nlayout: post\ntitle: ""\ndate:  +0800\ncategories: emnews\ntags: 东财滚动新闻\n---\n'
    post = f"{head}> \n\n\n\n<>\n\n{FOOT}"
    with pytest.raises(ExtractionError, match="title"):
        read(post)
    with pytest.raises(ExtractionError, match="date is '\\+0800'"):
        read(post.replace('""', '"有"'))


@pytest.mark.parametrize("hostile", ["\n" * 200_000, "\n \r" * 60_000, "\n\n<a " * 30_000, "---\n" * 40_000])
def test_hostile_bodies_are_read_in_no_time(hostile: str) -> None:
    assert read(POST.replace(BODY, f"<p>{hostile}</p>")).link == LINK
    with pytest.raises(ExtractionError, match="link"):
        read(f"{HEAD}<p>{hostile}")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_golden_post(case: Path) -> None:
    item = json.loads((case / "item.json").read_bytes())
    parts = read_post((case / "post.md").read_bytes())
    for name in ("category", "tag", "standfirst", "body", "link"):
        assert getattr(parts, name) == item[name], name
    assert parts.title == cut(item["title"], 300)
    assert datetime.fromisoformat(parts.date) == datetime.fromisoformat(item["published"])


LINES = st.text(st.characters(exclude_categories=["Cs"]), max_size=400).map(one_line)
WORDS = LINES.filter(bool).map(lambda text: text[:60])
BODIES = st.text(st.characters(exclude_categories=["Cs"]), max_size=200).map(lambda text: f"<p>{text}")
DATES = st.datetimes(
    datetime(1000, 1, 1),
    datetime(9999, 1, 1),
    timezones=st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)
LINKS = st.text(st.sampled_from("abc/?=&%._-()~#é中"), max_size=50).map(lambda text: f"https://{text}x")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much])
@given(title=WORDS, published=DATES, category=WORDS, tag=WORDS, standfirst=LINES, body=BODIES, link=LINKS)
def test_what_was_written_is_read_back(
    article: Callable[..., Article], profile: SiteProfile, **given: str | datetime
) -> None:
    written = article(**given)
    rules = profile.post
    try:
        post = post_bytes(written, profile)
    except ExtractionError:
        return  # what YAML would misread is never written
    parts = read_post(post)
    assert parts.title == cut(written.title, rules.title_limit)
    assert parts.date == written.published.strftime("%Y-%m-%d %H:%M:%S %z")
    assert (parts.layout, parts.category, parts.tag) == (rules.layout, written.category, written.tag)
    assert (parts.standfirst, parts.body, parts.link) == (written.standfirst, written.body, written.link)
    assert post.endswith(parts.footer.encode())


@given(title=WORDS)
def test_every_title_that_is_written_is_read_back(title: str) -> None:
    try:
        head = front_matter(
            layout="post", title=title, date=datetime.fromisoformat("2022-03-07T08:23:06+08:00"),
            category="a", tag="b",
        )  # fmt: skip
    except ExtractionError:
        return
    assert read(f"{head}{BODY}\n\n<{LINK}>\n\n{FOOT}").title == title
