from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsarchive.items import Article
from newsarchive.store.fingerprint import fingerprint

Make = Callable[..., Article]
PROSE = "<p>田里一派忙碌，拖拉机来回穿梭，农户们抢抓农时。</p><p>翻地、施肥、播种，一片生机勃勃。</p>"
CHART = '<p><a href="http://q.example/x?t={}"><img src="http://c.example/k?nid=1&amp;token={}"/></a></p>'
COUNTERS = [
    "阅读 1,234", "浏览量：123", "点击数 12", "评论(5)", "评论（5）", "点赞 3", "人气：1.2万+", "收藏 7",
    "1.2万阅读",
    "123人点赞", "已有12条评论", "阅读 --", "阅读 12 | 评论 5 · 分享", "[阅读: 10w+]", "本文浏览次数：88次",
    "1,234 views", "12 comments", "Read 1.234 times", "Shares: 5", "3 likes | 12 comments", "Comments (7)",
    "1.234 Aufrufe", "Комментарии: 5", "コメント(5)",
    "<span>阅读</span><em>12</em>", '<a href="/c?id=1">评论(5)</a>',
]  # fmt: skip
NO_COUNTERS = [
    "他获得 12 comments 之多", "阅读 12 本书", "点赞英雄", "<b>12 comments</b> were made", "浏览",
    "No.12 views",
    "评论：楼市", "12", "1,200 shares", "阅读 2022年3月7日", "本文共 12 页", "人气与收藏",
]  # fmt: skip
HARMLESS = [
    "lead", "headline", "shadow", "download", "thread", "header", "shareholder", "views-row", "view",
    "advance",
    "tracking-wide", "counter-argument", "badge", "iPad", "em_media", "socialism", "accounts",
]  # fmt: skip


SAME = [
    (PROSE, PROSE.replace("</p><p>", "</p>\r\n <p>")),
    (PROSE, PROSE + "<!-- nonce 8741 -->"),
    (PROSE, PROSE.replace("<p>", '<p class="x" data-n="8741">')),
    (PROSE, PROSE.replace("忙碌", "<strong>忙碌</strong>")),
    (PROSE, PROSE.replace("忙碌", "忙\u200b碌")),
    (PROSE + CHART.format(1, 2), PROSE + CHART.format(3, 4)),
    (PROSE + "<p>阅读 1,234</p>", PROSE + "<p>阅读 1,239</p>"),
    (PROSE + "<p>浏览量：1.2万</p>", PROSE),
    (PROSE + "<span>评论(5)</span>", PROSE + "<span>评论(77)</span>"),
    (PROSE + "<div>1,234 views</div>", PROSE + "<div>1,301 views</div>"),
    (PROSE + '<div class="ad_context3"><p>买它</p></div>', PROSE + '<div class="ad_context3">卖它</div>'),
    (PROSE + '<div id="ad-1"><div>a</div><p>b</p></div>', PROSE),
    (PROSE + '<p class="share-bar">分享到微信</p>', PROSE),
    (PROSE + '<img src="http://t.example/p.gif" width="1" height="1">', PROSE),
    (PROSE.replace("，", "，&nbsp;"), PROSE.replace("，", "， ")),
    (PROSE.replace("忙碌", "<b>忙碌</b>"), PROSE.replace("忙碌", "<strong id=x>忙碌</strong>")),
    (PROSE.replace("</p><p>", "<br>"), PROSE),
    (PROSE.replace("，", ","), PROSE),
    (PROSE, PROSE.replace("忙碌", "忙<script>var n='8741<p>'</script>碌<style>p{}</style>")),
    (PROSE.replace("忙", "&#24537;"), PROSE),
    (PROSE, PROSE.replace("忙碌", '忙<span class="ad">买它</span>碌')),
    (PROSE, PROSE.replace("忙碌", '忙<img src="/p.gif?r=1" style="width:1px;height:1px">碌')),
    (PROSE, PROSE + '<ins class="adsbygoogle" data-ad-slot="1"></ins><DIV ID="topAd">x</DIV>'),
    (PROSE, PROSE + '<div class="bottom-banner"><img src="/b.png"></div><p class="guanggao">x</p>'),
    (PROSE, PROSE + '<span class="post-views">77</span><i class="read-count">1</i><b id="commentNum">3</b>'),
    (PROSE, PROSE + '<ul class="social_links clearfix"><li><a href="http://w.example/">微博</a></li></ul>'),
    (PROSE + '<img src="http://c1.example/1.jpg?n=1">', PROSE + '<img src="//c2.example/1.jpg?n=2">'),
    (PROSE + '<img src="/1.jpg">', PROSE + '<img src="/wait.gif" data-original="/1.jpg">'),
    (PROSE + '<a href="http://x.example/a?t=1#b">甲</a>', PROSE + '<a href="//X.example/a">甲</a>'),
    *((PROSE, f"{PROSE}<p>{counter}</p>") for counter in COUNTERS),
    (PROSE, PROSE.removesuffix("</p>") + "<span>阅读 1,234</span> <span>点赞 3</span></p>"),
    ("<p>He won. It was close.</p>", "<p>He won. It was close. 12 comments</p>"),
    ("<p>图</p>" + 9 * '<div class="ad">x</div>', "<p>图</p>"),
]
DIFFERENT = [
    (PROSE, PROSE.replace("忙碌", "繁忙")),
    (PROSE, PROSE.replace("翻地、", "")),
    (PROSE, PROSE + "<p>更正：前文有误。</p>"),
    (PROSE, PROSE + '<p><img src="http://c.example/2.jpg"/></p>'),
    (PROSE + '<img src="http://c.example/1.jpg">', PROSE + '<img src="http://c.example/2.jpg">'),
    (PROSE, PROSE.replace("忙碌", '<a href="http://x.example/">忙碌</a>')),
    (PROSE + "<p>这篇报道阅读 1,234 次。</p>", PROSE + "<p>这篇报道阅读 9,999 次。</p>"),
    (PROSE + '<p class="lead">甲</p>', PROSE + '<p class="lead">乙</p>'),
    (PROSE + '<p class="download headline">甲</p>', PROSE + '<p class="download headline">乙</p>'),
    ('<div class="ad">只有它甲</div>', '<div class="ad">只有它乙</div>'),
    ("<p>100</p>", "<p>200</p>"),
    *((f"{PROSE}<p>{text}</p>", PROSE) for text in NO_COUNTERS),
    (PROSE + "<p>更新时间：2022-03-07 08:23</p>", PROSE + "<p>更新时间：2022-03-07 09:23</p>"),
    (PROSE + "<p>本报讯</p>", PROSE),
    ("<td>12</td><td>3</td>", "<td>1</td><td>23</td>"),
    ("<td>Shares: 5,000</td>", "<td>Shares: 6,000</td>"),
    ("<table><tr><td><p>阅读 35</p></td></tr></table>", "<table><tr><td><p>阅读 36</p></td></tr></table>"),
    ("<p>the rapist</p>", "<p>therapist</p>"),
    ("<p>1 &lt; 2</p>", "<p>1 &gt; 2</p>"),
    ('<a href="http://x.example/1">甲</a>', '<a href="http://x.example/2">甲</a>'),
    ('<span href="http://x.example/1">甲</span>', "<span>甲</span>"),
    ('<img src="/1.jpg">' + PROSE, PROSE + '<img src="/1.jpg">'),
    ('<video src="/1.mp4"></video>' + PROSE, '<video src="/2.mp4"></video>' + PROSE),
    ('<video><source src="/1.mp4"></video>' + PROSE, '<video><source src="/2.mp4"></video>' + PROSE),
    *((f'<p class="{name}">甲</p>{PROSE}', f'<p class="{name}">乙</p>{PROSE}') for name in HARMLESS),
    # a class that belies its element: the whole article, or what was never closed
    (
        f'<div class="share-content">{9 * PROSE}</div><p>完</p>',
        f'<div class="share-content">{8 * PROSE}</div><p>完</p>',
    ),
    (
        f'<div class="banner">{PROSE}</div><p>来源：甲</p>',
        f'<div class="banner">{PROSE}乙</div><p>来源：甲</p>',
    ),
    (f'{PROSE}<div class="ad"><p>甲</p>', f'{PROSE}<div class="ad"><p>乙</p>'),
    ("<p>点赞 3</p>", "<p>点赞 4</p>"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_changes_by_itself_is_no_edit(one: str, other: str, article: Make) -> None:
    assert fingerprint(article(body=one)).text == fingerprint(article(body=other)).text


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_a_reader_would_see_is_one(one: str, other: str, article: Make) -> None:
    assert fingerprint(article(body=one)).text != fingerprint(article(body=other)).text


@pytest.mark.parametrize("different", [{"title": "别题"}, {"outlet": "别报"}, {"standfirst": "导语"}])
def test_so_is_another_title_outlet_or_lead(different: dict[str, Any], article: Make) -> None:
    assert fingerprint(article(**different)).text != fingerprint(article()).text


def test_a_link_counts_without_what_tracks(article: Make) -> None:
    def link(url: str) -> bytes:
        return fingerprint(article(link=url)).text

    assert link("http://a.example/1.html?spm=1#x") == link("http://a.example/1.html?spm=2&utm_source=b")
    assert link("http://a.example/n?id=1") != link("http://a.example/n?id=2")
    assert link("http://a.example/1.html") != link("http://a.example/2.html")
    assert link("http://a.example/1.html") == link("https://A.example/1.html/")
    assert link("http://a.example/s?infoCode=NW1&from=a&t=1") == link("http://a.example/s?_=2&infoCode=NW1")
    assert link("http://a.example/s?infoCode=NW1") != link("http://a.example/s?infoCode=NW2")
    assert link("http://a.example/s?__biz=1&mid=2&sn=3") != link("http://a.example/s?__biz=1&mid=2&sn=4")
    assert link("http://a.example/?p=7&fbclid=1&sid=2&uid=3") == link("http://a.example/?p=7&gclid=9")
    assert link("http://a.example/#/detail/1") != link("http://a.example/#/detail/2")
    assert link("http://[") != link("http://]")


def test_copies_differ_in_their_source_line_alone(article: Make) -> None:
    body = PROSE * 3
    one, other = (
        fingerprint(article(body=f"{body}<p>（文章来源：{name}）</p>")) for name in ("上饶日报", "江西日报")
    )
    assert one.body == other.body
    assert one.text != other.text


@pytest.mark.parametrize(
    "end",
    [
        "<p>来源：上饶日报</p>", "<p>（文章来源：上饶日报）</p><p>（责任编辑：朱宇庆）</p>",
        "<p>责任编辑：朱宇庆</p>",
        "<p>（文章来源：上海证券报（网））</p>", "（文章来源：上饶日报）", "<p>Source: Reuters</p>",
        '<img src="/1.jpg">',
    ],
)  # fmt: skip
def test_copies_differ_in_credits_and_pictures(end: str, article: Make) -> None:
    one, other = fingerprint(article(body=PROSE * 3)), fingerprint(article(body=PROSE * 3 + end))
    assert one.body == other.body
    assert one.text != other.text


def test_where_a_report_is_from_is_no_credit(article: Make) -> None:
    one, other = (
        fingerprint(article(body=f"<p>（来源：{name}）</p><p>本报讯　{PROSE * 3}</p>")) for name in "甲乙"
    )
    assert one.body != other.body


def test_short_bodies_are_alike_by_chance(article: Make) -> None:
    assert fingerprint(article(body="<p>图片新闻</p>")).body is None
    assert fingerprint(article(body=PROSE * 3)).body is not None


def test_length_is_that_of_the_text(article: Make) -> None:
    assert fingerprint(article(body="<p>一二三</p><p>四五</p><p>阅读 12</p>")).length == 6


letters = st.text("甲乙丙丁戊己ab1，")
bodies = st.lists(letters.map(lambda text: f"末{text}末"), min_size=2, max_size=5)
noises = st.sampled_from(
    [*(f"<p>{counter}</p>" for counter in COUNTERS), '<div class="ad">x</div>', "<!-- 1 -->",
     '<p data-n="1"></p>',
     "<script>1</script>", '<img src="/p.gif?r=1" width="1" height=1>', '<div id="share"><p>甲</p>乙</div>']
)  # fmt: skip
ours = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)


def html(paragraphs: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in paragraphs)


@given(paragraphs=bodies, inserted=st.lists(st.tuples(st.integers(0, 9), noises), max_size=4))
@ours
def test_noise_anywhere_changes_nothing(
    paragraphs: list[str], inserted: list[tuple[int, str]], article: Make
) -> None:
    blocks = [f"<p>{text}</p>" for text in paragraphs]
    for place, noise in inserted:
        blocks.insert(place, noise)
    assert fingerprint(article(body="".join(blocks))) == fingerprint(article(body=html(paragraphs)))


@given(paragraphs=bodies, which=st.integers(0), place=st.integers(0), sign=st.sampled_from("庚x2。!"))
@ours
def test_any_other_character_changes_it(
    paragraphs: list[str], which: int, place: int, sign: str, article: Make
) -> None:
    text = paragraphs[which := which % len(paragraphs)]
    place %= len(text)
    edited = [*paragraphs[:which], text[:place] + sign + text[place + 1 :], *paragraphs[which + 1 :]]
    assert fingerprint(article(body=html(paragraphs))).text != fingerprint(article(body=html(edited))).text


MEGABYTE = 1_000_000


@pytest.mark.parametrize(
    "piece",
    [
        "<", "<div>", "<b>", "</", "<!--", "<!-- -", '<a b="', "<a href='", '<a "', "<script>",
        "<script></script>",
        '<div class="ad">', '<div class="ad">x</div>', "&#x", "&amp", "<br>", '<img src="/a?b">', "阅读1",
        "。阅读1",
        "<p>" + "阅读1" * 20 + "x</p>", "(来源:a)", "(来源:", "1,", " ", "，", "\u0301\u0316", "\ufdd2",
    ],
)  # fmt: skip
def test_a_contrived_body_comes_to_an_end(piece: str, article: Make) -> None:
    body = piece * min(100_000, MEGABYTE // len(piece))
    assert_told_apart(article, body)


def test_contrived_attributes_come_to_an_end(article: Make) -> None:
    for body in ("<p " + "a b " * 250_000 + ">", f'<p class="{"shares " * 140_000}">x', "<" * MEGABYTE):
        assert_told_apart(article, body)


def assert_told_apart(article: Make, body: str) -> None:
    """Whatever the body holds, another title is seen."""
    assert fingerprint(article(body=body)).text != fingerprint(article(body=body, title="另一个")).text
