from datetime import date

import pytest
from scrapy.http import HtmlResponse

from newsarchive.items import Lead
from spiders.finews.dated_links import dated_links, read_link

BASE = "http://finews.withounder.com/category/x.html"
ID = "NW202203072298194131"


def listing(*entries: str) -> HtmlResponse:
    items = "".join(f"<li>{entry}</li>" for entry in entries)
    return HtmlResponse(BASE, body=f"<h2>别家新闻</h2><ul>{items}</ul>", encoding="utf-8")


def test_entries_in_their_order() -> None:
    page = listing(
        f'<a href="/shangraoribao/2022/03/07/{ID}.html"> “春风<b>行动</b>”&amp; </a>',
        '<a href="/emnews/2022/05/26/202205262391921712.html">滚动</a>',
    )
    assert dated_links(page) == [
        Lead(
            f"http://finews.withounder.com/shangraoribao/2022/03/07/{ID}.html",
            title="“春风行动”&", source_id=ID, slug="shangraoribao", day=date(2022, 3, 7),
        ),
        Lead(
            "http://finews.withounder.com/emnews/2022/05/26/202205262391921712.html",
            title="滚动", source_id="202205262391921712", slug="emnews", day=date(2022, 5, 26),
        ),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("href", "source_id", "slug", "day"),
    [
        (f"//finews.withounder.com/a/2022/03/07/{ID}.html", ID, "a", date(2022, 3, 7)),
        (f" /a/2022/03/07/{ID}.html?x=1#y ", ID, "a", date(2022, 3, 7)),
        (f"/%E4%B8%8A%20x/2022/03/07/{ID}.html", ID, "上 x", date(2022, 3, 7)),
        (f"/zq(xianggang)/2022/03/07/{ID}.html", ID, "zq(xianggang)", date(2022, 3, 7)),
        ("/a/2022/03/07/../../../etc/passwd.html", "../../../etc/passwd", "a", date(2022, 3, 7)),
        ("/a/2022/03/07/%00%2e%2e.html", "\x00..", "a", date(2022, 3, 7)),
        ("/a/2022/03/07/" + "N" * 300 + ".html", "N" * 300, "a", date(2022, 3, 7)),
        (f"/a/2022/13/45/{ID}.html", ID, "a", None),
        (f"/a/0000/00/00/{ID}.html", ID, "a", None),
        (f"/a/9999/12/31/{ID}.html", ID, "a", date(9999, 12, 31)),
    ],
)
def test_what_a_path_says(href: str, source_id: str, slug: str, day: date | None) -> None:
    link = read_link(listing(), href)
    assert link
    assert (link.source_id, link.slug, link.day) == (source_id, slug, day)


@pytest.mark.parametrize(
    "href",
    ["", "/", "/category/a.html", "/a/2022/03/NW.html", "/a/22/03/07/NW.html", "/a/２０２２/03/07/x.html", "http://[",
     "http://[x/a/2022/03/07/y.html", "javascript:void(0)", "/2022/03/07/x.html", "mailto:a@b.example", "#"],
)  # fmt: skip
def test_what_is_no_entry(href: str) -> None:
    assert read_link(listing(), href) is None
    assert dated_links(listing(f'<a href="{href}">x</a>', "no link", "<a>no address</a>")) == []


def test_links_outside_lists_are_no_entries() -> None:
    page = HtmlResponse(BASE, body=f'<p><a href="/a/2022/03/07/{ID}.html">x</a></p>', encoding="utf-8")
    assert dated_links(page) == []
