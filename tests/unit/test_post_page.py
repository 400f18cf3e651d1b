import pytest

from newsarchive.demo.articles import Outlet
from newsarchive.demo.templates import post
from spiders.finews.post_page import read_post_page

SHARE = "http://finews.zning.xyz/html_News/NewsShare.html?infoCode=NW202203072298194131"
PAGE = f"""<div class="wrapper">
<header><h1><a href="https://finews.withounder.com/">金融消息</a></h1></header><section>
<small>(GMT+8, Asia/Shanghai, CST) 2022-03-07 08:23:06</small><h1>“春风” &amp; 春耕</h1>
<p>一</p><p class="em_media">（文章来源：上饶日报）</p>

<p><a href="{SHARE}">{SHARE}</a></p>

<p><a href="//finews.withounder.com/category/x.html">返回</a>｜<a href="//finews.withounder.com/">首页</a></p>
<small>tags: <em>上饶日报新闻</em></small>
</section><footer>…</footer></div>"""


def read(source: str) -> dict[str, list[str]]:
    return read_post_page(source, tag_suffix="新闻")


def test_a_post_page() -> None:
    assert read(PAGE) == {
        "title": ["“春风” &amp; 春耕"],
        "date": ["2022-03-07 08:23:06"],
        "outlet": ["上饶日报"],
        "body": ['<p>一</p><p class="em_media">（文章来源：上饶日报）</p>'],
        "link": [SHARE],
    }


def test_rolling_news_has_a_digest_and_a_link_of_its_own() -> None:
    quote = "</h1>\n<blockquote>\n  <p>摘要 &lt;1&gt;</p>\n</blockquote>\n<p>先行</p>"
    page = read(PAGE.replace("</h1>\n<p>一</p>", quote).replace(SHARE, "http://finance.example/a/1.html"))
    assert page["digest"] == ["摘要 &lt;1&gt;"]
    assert page["body"] == ['<p>先行</p><p class="em_media">（文章来源：上饶日报）</p>']
    assert page["link"] == ["http://finance.example/a/1.html"]


@pytest.mark.parametrize(
    ("old", "new", "name", "expected"),
    [
        ("2022-03-07 08:23:06", "", "date", [""]),
        ("“春风” &amp; 春耕", "", "title", [""]),
        ("上饶日报新闻</em>", "</em>", "outlet", []),
        ("上饶日报新闻</em>", "每日经济新闻新闻</em>", "outlet", ["每日经济新闻"]),
        ('<p>一</p><p class="em_media">（文章来源：上饶日报）</p>', "", "body", [""]),
        (f'<p><a href="{SHARE}">{SHARE}</a></p>', "<p>没有链接</p>", "link", []),
    ],
)
def test_what_is_missing_is_not_stated(old: str, new: str, name: str, expected: list[str]) -> None:
    assert (changed := PAGE.replace(old, new)) != PAGE
    assert read(changed)[name] == expected


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<small>(", "<SMALL>("),
        ("</small><h1>", "</SMALL>\n<H1>"),
        ("</small><h1>", '</small></p><h1 id="t" class=title>'),
        ("<small>(", '<p><small class="time">('),
        ("<small>tags: <em>", '<SMALL class="tags">Tags： <EM id=t>'),
        ("(GMT+8, Asia/Shanghai, CST) ", ""),
        ("<p><a", '<p class="link"><A'),
        ("</a></p>", "</A></P>"),
    ],
)
def test_a_post_page_in_slightly_other_markup(old: str, new: str) -> None:
    assert (changed := PAGE.replace(old, new)) != PAGE
    assert read(changed) == read(PAGE)


OTHER = PAGE.replace("<small>(GMT+8, Asia/Shanghai, CST) 2022-03-07 08:23:06</small>", "{}").replace(
    "</h1>\n<p>", "</h1>{}\n<p>"
)
STATED = "2022-03-07 08:23:06"


@pytest.mark.parametrize(
    "source",
    [
        OTHER.format("", f"<p>(GMT+8, Asia/Shanghai, CST) {STATED}</p>"),
        OTHER.format(f"<p>{STATED}</p>", ""),
        OTHER.format("", f'<div class="time"><time>{STATED}</time></div>'),
        OTHER.format("", f'<p class="time"><span>{STATED}</span></p>').replace("<h1>“", '<h1 id="t">“'),
    ],
    ids=["in a paragraph below", "in a paragraph above", "in an element", "with attributes"],
)
def test_a_post_page_in_other_markup(source: str) -> None:
    page = read(source)
    assert (page["title"], page["date"]) == (["“春风” &amp; 春耕"], [STATED])
    assert page["body"] == ['<p>一</p><p class="em_media">（文章来源：上饶日报）</p>']
    assert (page["outlet"], page["link"]) == (["上饶日报"], [SHARE])


@pytest.mark.parametrize("where", ["{}<p>一</p>", "<p>一</p>{}", "{0}<p>一</p>{0}"])
@pytest.mark.parametrize("page", [PAGE, OTHER.format("", f"<p>{STATED}</p>")], ids=["usual", "other"])
def test_pictures_at_the_ends_of_the_body_stay(where: str, page: str) -> None:
    body = where.format("<center><img src=x /></center>")
    (read_body,) = read(page.replace('<p>一</p><p class="em_media">（文章来源：上饶日报）</p>', body))["body"]
    assert read_body == body


def test_paragraphs_that_are_no_footer_stay() -> None:
    start, end = PAGE.index("\n\n<p><a"), PAGE.index("\n<small>tags")
    assert read(PAGE[:start] + PAGE[end:])["body"] == read(PAGE)["body"]


@pytest.mark.parametrize("source", ["", "<h1>x</h1>", PAGE[:300], "<small>(GMT) x</small><h1>y</h1>z"])
def test_another_page_states_nothing(source: str) -> None:
    assert read(source) == {}


def test_it_reads_what_the_demo_site_serves() -> None:
    body = "<p>一</p><p>二</p>"
    source = post(
        heading="A & <B>", shown_time="2022-03-07 08:23", body=body, link=SHARE,
        outlet=Outlet("上饶日报", "x"), tag="上饶日报新闻",
    )  # fmt: skip
    page = read(source)
    assert (page["title"], page["body"], page["link"]) == (["A &amp; &lt;B&gt;"], [body], [SHARE])


@pytest.mark.parametrize(
    "source",
    [
        "<small>(" * 20_000,
        "<small>(x)</small><h1></h1>" * 5_000,
        "<small>(x)</small><h1>" + "</h1>" * 10_000,
        "<small>(x)</small><h1>x</h1>" + "<p>" * 50_000 + "<small>tags: <em>x</em>",
        "<small>(x)</small>" + " " * 20_000 + "<h1>",
        "<small>(x)</small><h1>" * 12_000,
    ],
    ids=["parentheses", "headings", "ends of headings", "paragraphs", "spaces", "open headings"],
)
def test_contrived_pages_are_read_in_linear_time(source: str) -> None:
    assert read(source) == {}
