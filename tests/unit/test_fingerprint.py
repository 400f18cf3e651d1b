from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsarchive.fingerprint import fingerprint
from newsarchive.items import Article

Make = Callable[..., Article]
PROSE = "<p>田里一派忙碌，拖拉机来回穿梭，农户们抢抓农时。</p><p>翻地、施肥、播种，一片生机勃勃。</p>"
CHART = '<p><a href="http://q.example/x?t={}"><img src="http://c.example/k?nid=1&amp;token={}"/></a></p>'


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
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_changes_by_itself_is_no_edit(one: str, other: str, article: Make) -> None:
    assert fingerprint(article(body=one)).text == fingerprint(article(body=other)).text


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_a_reader_would_see_is_one(one: str, other: str, article: Make) -> None:
    assert fingerprint(article(body=one)).text != fingerprint(article(body=other)).text


@pytest.mark.parametrize("different", [{"title": "别题"}, {"outlet": "别报"}, {"lead": "导语"}])
def test_so_is_another_title_outlet_or_lead(different: dict[str, Any], article: Make) -> None:
    assert fingerprint(article(**different)).text != fingerprint(article()).text


def test_a_link_counts_without_what_tracks(article: Make) -> None:
    def link(url: str) -> bytes:
        return fingerprint(article(link=url)).text

    assert link("http://a.example/1.html?spm=1#x") == link("http://a.example/1.html?spm=2&utm_source=b")
    assert link("http://a.example/n?id=1") != link("http://a.example/n?id=2")
    assert link("http://a.example/1.html") != link("http://a.example/2.html")


def test_copies_differ_in_their_source_line_alone(article: Make) -> None:
    body = PROSE * 3
    one, other = (
        fingerprint(article(body=f"{body}<p>（文章来源：{name}）</p>")) for name in ("上饶日报", "江西日报")
    )
    assert one.body == other.body
    assert one.text != other.text


def test_short_bodies_are_alike_by_chance(article: Make) -> None:
    assert fingerprint(article(body="<p>图片新闻</p>")).body is None
    assert fingerprint(article(body=PROSE * 3)).body is not None


def test_length_is_that_of_the_text(article: Make) -> None:
    assert fingerprint(article(body="<p>一二三</p><p>四五</p><p>阅读 12</p>")).length == 6


@given(
    paragraphs=st.lists(st.text("甲乙丙丁戊abc，。 ", min_size=1), min_size=2, max_size=5),
    at=st.integers(0, 5),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_noise_anywhere_changes_nothing(paragraphs: list[str], at: int, article: Make) -> None:
    blocks = [f"<p>{text}</p>" for text in [*paragraphs, "末"]]
    noise = ["<p>阅读 1</p>", '<div class="ad">x</div>', "<!-- 1 -->"][at % 3]
    noisy = [*blocks[:at], noise, *blocks[at:]]
    assert fingerprint(article(body="".join(noisy))).text == fingerprint(article(body="".join(blocks))).text
