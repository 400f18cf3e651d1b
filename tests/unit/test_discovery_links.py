# ruff: noqa: E501  a line of markup or of Chinese stays whole
import lxml.html
import pytest
from lxml.html import HtmlElement

from newsarchive.discovery.left_out import LeftOut, leads_among
from newsarchive.discovery.links import links_of
from newsarchive.items import Lead

HOME = "https://www.example.com/"


def page(body: str, head: str = "") -> HtmlElement:
    return lxml.html.document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>")


def leads(body: str, head: str = "", url: str = HOME) -> list[Lead]:
    return leads_among(links_of(page(body, head), url, HOME))


def left_out(body: str, head: str = "", hosts: tuple[str, ...] = ()) -> list[LeftOut]:
    return [one for one in links_of(page(body, head), HOME, HOME, hosts) if isinstance(one, LeftOut)]


def found(kind: str, body: str, head: str = "", url: str = HOME) -> dict[str, Lead]:
    return {lead.url.removeprefix(HOME): lead for lead in leads(body, head, url) if lead.kind == kind}


HEADLINES = [f"第{number}届城市运动会在本市体育中心隆重开幕" for number in range(1, 7)]


@pytest.mark.parametrize(
    "address", ["b/{}f3c", "b/x-y{}", "detail.do?code=AB1{}", "show-12-345{}-1.html", "c/d/word{}"]
)
def test_addresses_of_one_pattern_with_headlines_are_articles(address: str) -> None:
    rows = "".join(
        f'<li><a href="/{address.format(n)}">{title}</a></li>' for n, title in enumerate(HEADLINES)
    )
    assert list(found("article", f"<ul>{rows}</ul>")) == [address.format(n) for n in range(6)]


def test_names_on_addresses_of_one_pattern_are_listings() -> None:
    rows = "".join(
        f'<li><a href="/b/{n}1234">{name}</a></li>' for n, name in enumerate(["财经", "体育", "Sport"])
    )
    assert list(found("listing", f"<ul>{rows}</ul>")) == ["b/01234", "b/11234", "b/21234"]


def test_navigation_and_foot_show_no_articles() -> None:
    body = f"""
      <nav><a href="/politics/">Politics</a><a href="/2024/05/12/special/">Special</a></nav>
      <div class="main-nav"><a href="/c/d">{HEADLINES[0]}</a></div>
      <article><header><h2><a href="/2024/05/12/in-article-header/">{HEADLINES[1]}</a></h2></header></article>
      <div id="footer"><a href="/about/">About</a><a href="/imprint.html">Imprint</a></div>"""
    assert list(found("article", body)) == ["2024/05/12/in-article-header/"]
    assert list(found("listing", body)) == ["politics/", "c/d"]


def test_title_date_and_address_of_a_card_linked_three_times() -> None:
    body = """
      <div class="card"><a href="/2024/05/12/a/?utm_source=home"><img src="a.jpg" alt="Alt"></a>
        <h3><a href="/2024/05/12/a/">A  headline <b>in</b> bold</a></h3>
        <p>It was on 1 May 2019 that all of this began, says somebody.</p>
        <span>By Jane Doe · May 12, 2024</span> <a href="/author/jane">Jane Doe</a>
        <a href="/2024/05/12/a/">Read more »</a></div>
      <div class="card"><a href="/2024/05/11/b/">x</a><time datetime="2024-05-11T10:00+08:00">Mai</time></div>"""
    articles = found("article", body)
    assert [(lead.title, lead.stated_date) for lead in articles.values()] == [
        ("A headline in bold", "May 12, 2024"),
        ("x", "2024-05-11T10:00+08:00"),
    ]


@pytest.mark.parametrize(
    ("row", "date"),
    [
        ('<li><span>[2024-05-12 10:20]</span><a href="/b/1">{}</a></li>', "2024-05-12 10:20"),
        ('<dl><dd><a href="/b/1">{}</a></dd><dt>来源：新闻网 2024年5月12日</dt></dl>', "2024年5月12日"),
        ('<a href="/b/1">{}</a> 2024/05/12<br><a href="/b/2">{}</a> 2024/05/11<br>', "2024/05/12"),
        ('12.05.2024 <a href="/b/1">{}</a><br>11.05.2024 <a href="/b/2">{}</a>', "12.05.2024"),
        ('<li><a href="/b/1">{}<i>3小时前</i></a></li>', "3小时前"),
        ('<li><a href="/b/1">{}</a><i>May 12, 2024 at 5:40 pm ET</i></li>', "May 12, 2024 at 5:40 pm ET"),
        ('<li><a href="/b/1">{}</a><i>5:40 pm, 12 मई 2024</i></li>', "5:40 pm, 12 मई 2024"),
        ('<li><a href="/b/1">{}</a><i>2 live 2024</i></li>', None),
        ('<li><a href="/b/1">{}</a><time>05-12 10:20</time><p>2019-01-01</p></li>', None),
        ('<li><a href="/b/1">{}</a><p>自2019年1月1日起，本市的公共交通票价将上调。</p></li>', None),
    ],
)
def test_date_beside(row: str, date: str | None) -> None:
    titles = HEADLINES[:2]
    articles = found("article", row.format(*titles) + "<hr>" + row.replace("/b/", "/c/").format(*titles))
    listings = found("listing", row.format(*titles))
    lead = articles.get("b/1") or listings["b/1"]
    assert lead.stated_date == (date or "")


def test_the_whole_headline_is_taken_where_the_text_is_cut() -> None:
    body = '<a href="/2024/05/12/1.html" title="A whole headline of some length">A whole headline…</a>'
    assert found("article", body)["2024/05/12/1.html"].title == "A whole headline of some length"


def test_blocks_in_a_link_are_set_off_and_its_heading_is_its_title() -> None:
    body = (
        '<a href="/2024/05/12/1.html"><span>Live</span><h3>The <i>head</i>line</h3><p>Summary of it</p></a>'
    )
    assert found("article", body)["2024/05/12/1.html"].title == "The headline"


def test_feeds_that_are_advertised() -> None:
    head = """<base href="/de/"><link rel="alternate" type="application/rss+xml" title=" News " href="rss.xml">
      <link rel="alternate" type="application/atom+xml" href="https://other.example/feed">
      <link rel="alternate" type="application/feed+json; charset=utf-8" href="/feed.json">
      <link rel="alternate" type="application/rss+xml" href="/comments/feed/"><link rel="alternate" href="/x">"""
    assert [(lead.url, lead.title) for lead in leads("", head)] == [
        (f"{HOME}de/rss.xml", "News"),
        (f"{HOME}feed.json", ""),
    ]


def test_only_what_can_be_archived_and_is_of_the_site() -> None:
    body = """<a href="https://other.example/2024/05/12/a-b-c-d/">x</a><a href="#top">x</a><a href="">x</a>
      <a href="javascript:void(0)">x</a><a href="mailto:a@example.com">x</a><a href="/a.pdf">x</a><a href="http://[">x</a>
      <a href="/2024/05/12/a/?replytocom=3">Reply</a><a href="/list?sort=asc">Sort</a><a href="/calendar/2031-01">x</a>
      <a href="https://finance.example.com/2024/05/12/a-b-c-d/">A headline of more than a few words</a><a>x</a>
      <a href="https://www.example.com/">Home</a>"""
    assert [lead.url for lead in leads(body)] == ["https://finance.example.com/2024/05/12/a-b-c-d/"]


def test_listings_of_sister_sites_are_not_read() -> None:
    tree = page(
        '<a href="https://www.example.com/politics/">Politics</a><a href="https://www.example.com/2024/5/12/a/">x</a>'
    )
    home = "https://news.example.com/"
    assert [lead.kind for lead in leads_among(links_of(tree, home, home))] == ["article"]


ELSEWHERE = "https://old-example.org/2024/05/12/a-b-c-d/"


@pytest.mark.parametrize(
    ("body", "head", "told"),
    [
        (f'<a href="{ELSEWHERE}">A headline of more than a few words</a>', "", [ELSEWHERE]),
        (f'<footer><a href="{ELSEWHERE}">A headline of more than a few words</a></footer>', "", []),
        ('<a href="https://old-example.org/shop">A headline of more than a few words</a>', "", []),
        (f'<a href="{ELSEWHERE}">Source</a>', "", []),
        ("", '<link type="application/rss+xml" href="https://feeds.example.net/x">', ["https://feeds.example.net/x"]),
        ("", '<link type="application/rss+xml" href="https://feeds.example.com/x">', []),
    ],
)  # fmt: skip
def test_what_leads_to_other_sites_is_told_where_it_may_be_missed(
    body: str, head: str, told: list[str]
) -> None:
    assert left_out(body, head) == [LeftOut("other-site", url) for url in told]
    assert left_out(body, head, ("old-example.org", "feeds.example.net")) == []


def test_links_that_nobody_can_ask_for_are_counted() -> None:
    body = '<a href="https://a..example/1">x</a><a href="http://b.example:port/">x</a><a href="mailto:a@b.example">x</a>'
    assert (
        left_out(body + '<a href="javascript:x">x</a><a href="">x</a>') == [LeftOut("no-address", HOME)] * 2
    )


def test_a_page_with_more_links_than_are_read_says_so() -> None:
    body = "".join(f'<a href="/b/{n}">x</a>' for n in range(10_001))
    assert left_out(body) == [LeftOut("too-many", HOME, 10_000)]


def test_pages_of_the_listing_are_no_listings_of_their_own() -> None:
    body = (
        "".join(f'<a href="/china/index_{n}.html">{n}</a>' for n in range(2, 6))
        + '<a href="/sport/">Sport</a>'
    )
    found_leads = leads(body, url=f"{HOME}china/")
    assert [(lead.kind, lead.url.removeprefix(HOME)) for lead in found_leads] == [
        ("listing", "sport/"), ("next", "china/index_2.html"),
    ]  # fmt: skip


@pytest.mark.long
@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 3000 + '<a href="/1">x</a>',
        '<div><a href="/1">' * 3000,
        '<a href="/' + "a" * 1_000_000 + '">x</a>',
        "".join(f'<a href="/b/{n}">x</a>' for n in range(12_000)),
        '<a href="/2024/05/12/a/">' + "x " * 1_000_000 + "</a>",
        "".join(f'<a href="/{"-" * 1500}{n}">{"2024-" * 100}</a>' for n in range(100)),
        '<a href="/1\x01\ud800">\x01</a>'.replace("\ud800", "&#xd800;"),
        "<!-- x --><a href='/1'><!-- y --></a><!-- z -->",
    ],
)
def test_a_hostile_page_costs_little_and_gives_bounded_leads(body: str) -> None:
    found_leads = leads(body)
    assert len(found_leads) <= 10_000
    assert all(len(lead.url) <= 2000 and len(lead.title) <= 500 for lead in found_leads)
