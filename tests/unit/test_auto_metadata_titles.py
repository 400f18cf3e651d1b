"""Titles: whole, decoded once, without the site's name."""

from html import escape

import pytest

from newsarchive.extraction.metadata import metadata_candidates
from newsarchive.pages.tree import Page

URL = "https://news.example.cn/cj/20220307/123456.html"

HARD = [
    "棱镜|数据的生意",
    "专访_张三：走得更远",
    "股市收跌 - 银行股领涨",
    "Reuters | BBC 合作",
    "<b>加粗</b>的标题",
    "{{ title }} 与 {% raw %}",
    "AT&amp;T 与 &lt;b&gt;",
    "#今日话题 说什么",
    "🚀 发射成功 🎉",
    "“引号”与\"直引号\"和'单引号'",
    "مرحبا بالعالم",
    "一" * 300,
    "讣告",
    "来源：一则声明",
    "2021-12-31 23:59 最后一刻",
    "C++ / C# 之争",
]


def title_of(html: str, url: str = URL) -> str:
    return metadata_candidates(Page(html, url))["title"][0].value


@pytest.mark.parametrize("title", HARD)
@pytest.mark.parametrize("end", ["_财经_某某网", " - 财经 - 某某网", "｜某某新闻", "", "-某某在线"])
def test_the_headline_tells_where_the_title_ends(title: str, end: str) -> None:
    told = escape(title)
    assert title_of(f"<title>{told}{end}</title><body><h1>{told}</h1><p>2022年3月7日 08:23</p>") == title


@pytest.mark.parametrize("tag", ["div class=title", "td", "p", "font size=5", "h3"])
def test_a_headline_in_any_element_is_found(tag: str) -> None:
    end = tag.split(maxsplit=1)[0]
    page = f"<title>央行_下调 利率_某某网</title><body><{tag}>央行_下调 利率</{end}><p>来源：某某网"
    assert title_of(page) == "央行_下调 利率"


@pytest.mark.parametrize(
    ("title", "url"),
    [
        ("A storm is coming - The Example", "https://www.theexample.com/a/storm-is-coming"),
        ("A storm is coming | example.org", "https://example.org/a/storm-is-coming"),
        ("A storm is coming | Example.org News", "https://example.org/a/storm-is-coming"),
    ],
)
def test_without_a_headline_the_host_names_the_site(title: str, url: str) -> None:
    assert title_of(f"<title>{title}</title><body><p>text", url) == "A storm is coming"


def test_a_logo_is_no_headline() -> None:
    page = (
        '<title>火箭发射成功_某某网</title><meta property="og:site_name" content="某某网"><body>'
        "<h1>某某网</h1><h2>火箭发射成功</h2><h1>热门新闻</h1>"
    )
    assert title_of(page) == "火箭发射成功"


def test_what_buttons_say_in_a_heading_is_no_title() -> None:
    page = (
        '<title>火箭成功发射升空_快讯</title><meta property="og:title" content="火箭成功发射升空">'
        "<body><h1>火箭成功发射升空<span>播报文章</span></h1>"
    )
    assert title_of(page) == "火箭成功发射升空"


def test_a_stated_title_that_a_quote_cut_short_does_not_count() -> None:
    page = (
        '<title>奖金百万！"大奖"得主是谁_某某网</title><meta property="og:title" content="奖金百万！">'
        '<body><h1>奖金百万！"大奖"得主是谁</h1>'
    )
    assert title_of(page) == '奖金百万！"大奖"得主是谁'


def test_of_several_articles_the_one_the_page_names_counts() -> None:
    page = (
        '<title>Second story</title><script type="application/ld+json">[{"@type": "NewsArticle",'
        '"headline": "First story"}, {"@type": "NewsArticle", "headline": "Second story"}]</script>'
    )
    assert title_of(page) == "Second story"


def test_json_ld_entities_are_decoded_once() -> None:
    page = (
        '<title>x</title><script type="application/ld+json">{"@type": "NewsArticle",'
        '"headline": "Fish &amp; chips"}</script><body><h1>Fish &amp; chips</h1>'
    )
    assert title_of(page) == "Fish & chips"


def test_a_heading_with_a_date_is_the_title_where_the_title_element_names_the_site() -> None:
    page = (
        "<title>新闻动态--某某学会</title><body><h3>排行榜</h3><ul><li>一</li></ul>"
        "<h5>年会在重庆成功举行</h5><div>发布时间：2019-05-18 来源：某某学会</div><p>正文</p>"
    )
    assert title_of(page) == "年会在重庆成功举行"


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Harlow&amp;#8217;s bath", "Harlow’s bath"),
        ("The &amp;quot;old&amp;quot; bath", 'The "old" bath'),
        ("The bath&amp;#x27;s end", "The bath's end"),
        ("Fish &amp;amp;#38; chips", "Fish & chips"),
        ("Fish &amp;amp; chips", "Fish & chips"),
        ("Q&amp;amp;A: who &amp;amp;amp; when", "Q&A: who & when"),
        ("&amp;lt;b&amp;gt; &amp;amp; more", "&lt;b&gt; &amp; more"),
        ("Bundes\u00adkanzler&shy;amt", "Bundeskanzleramt"),
    ],
)
def test_references_that_were_encoded_twice_and_soft_hyphens(written: str, title: str) -> None:
    assert (
        title_of(f"<title>{written} | The Gull</title><body><h1>{written}</h1><p>March 7, 2022</p>") == title
    )


@pytest.mark.parametrize(
    "mark",
    [" | ", " - ", " – ", " ⋆ ", " :: ", " < ", " › ", " ★ ", " » ", " ~ ", " • ", " ― ", " // ", " ▷ "],
)
@pytest.mark.parametrize("end", ["The Gull", "City{mark}The Gull"])
def test_a_title_without_headline_ends_before_the_names_in_the_menu(mark: str, end: str) -> None:
    menu = "<header><a href='/'>The Gull</a><nav><a href='/c'>City</a><a href='/w'>World</a></nav></header>"
    told = f"The harbour closes for good{mark}{end.format(mark=mark)}".replace("<", "&lt;")
    html = f"<title>{told}</title><body>{menu}<p>March 7, 2022</p><p>The harbour of the town was closed.</p>"
    assert title_of(html) == "The harbour closes for good"


LONG = "the ferry that was promised for years is to sail at last " * 55


@pytest.mark.parametrize(
    ("head", "shown"),
    [
        ("<title>{0}</title>", "<h1>{0}</h1>"),
        ("<title>{0} - The Ferry Post</title>", "<h1><span>{0}</span></h1>"),
        ('<meta property="og:title" content="{0}">', "<h1>Ferry</h1>"),
        ('<script type="application/ld+json">{{"@type": "Article", "headline": "{0}"}}</script>', ""),
        ("", '<div itemscope itemtype="http://schema.org/Article"><h2 itemprop=headline>{0}</h2></div>'),
        ("<title>{0}</title>", "<div class=title>{0}</div>"),
    ],
)  # fmt: skip
def test_a_title_of_thousands_of_characters_is_whole(head: str, shown: str) -> None:
    title = LONG.strip()
    body = f"<body><article>{shown.format(title)}<p>Text.</p></article></body>"
    html = f"<html><head>{head.format(title)}</head>{body}</html>"
    assert metadata_candidates(Page(html, URL))["title"][0].value == title


def test_a_heading_that_nobody_closed_is_no_title_of_thousands_of_characters() -> None:
    html = f"<html><body><h1>Ferry sails <div><p>{LONG}</p></div></body></html>"
    found = metadata_candidates(Page(html, URL)).get("title", [])
    assert all(len(one.value) <= 400 for one in found)


@pytest.mark.parametrize("written", ["{0}【{1}】", "【{1}】{0}", "[{1}] {0}", "{0} [{1}]", "［{1}］{0}"])
@pytest.mark.parametrize(
    ("told", "site"), [("港が閉鎖される", "かもめ新聞"), ("The harbour closes", "The Gull")]
)
def test_the_sites_name_in_brackets_is_none_of_the_title(written: str, told: str, site: str) -> None:
    named = f'<meta property="og:site_name" content="{site}">'
    date = "<body><p>March 7, 2022</p>"
    assert title_of(f"<title>{written.format(told, site)}</title>{named}{date}") == told
    assert title_of(f"<title>{written.format(told, 'City')}</title>{named}{date}") == written.format(
        told, "City"
    )
