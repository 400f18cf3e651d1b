# ruff: noqa: E501  a line of markup or of Chinese stays whole
import gzip

import pytest

from newsarchive.discovery.left_out import LeftOut, leads_among
from newsarchive.discovery.sitemaps import check_size, is_sitemap, read_sitemap, sitemaps_in_robots
from newsarchive.exceptions import ExtractionError

URL = "https://example.com/sitemap.xml"
XMLNS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
PLAIN = f"""<?xml version="1.0" encoding="UTF-8"?><urlset {XMLNS}
  xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
  <url><image:image><image:loc>https://example.com/p.jpg</image:loc></image:image>
    <loc> https://example.com/2024/05/12/a/?b=1&amp;c=2 </loc><lastmod>2024-06-01</lastmod></url>
  <url><loc>/b/x-y</loc></url><url><loc>https://example.com/tag/x</loc></url><url><loc>http://[</loc></url><url/>
  </urlset>""".encode()


def test_a_sitemap_states_when_pages_were_changed() -> None:
    assert is_sitemap(PLAIN)
    leads = leads_among(read_sitemap(PLAIN, URL))
    assert [(lead.url, lead.stated_date, lead.changed) for lead in leads] == [
        ("https://example.com/2024/05/12/a/?b=1&c=2", "", "2024-06-01"),
        ("https://example.com/b/x-y", "", ""),
    ]


def test_a_news_sitemap_states_title_and_date() -> None:
    data = f"""<urlset {XMLNS} xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url>
      <loc>https://example.com/tag/x</loc><lastmod>2024-06-01</lastmod><news:news>
      <news:publication><news:name>N</news:name></news:publication><news:title>A &amp;amp; B</news:title>
      <news:publication_date>2024-05-12T10:00+08:00</news:publication_date></news:news></url></urlset>"""
    (lead,) = leads_among(read_sitemap(data.encode(), URL))
    assert (lead.title, lead.stated_date, lead.changed) == ("A & B", "2024-05-12T10:00+08:00", "2024-06-01")


def test_an_index_leads_to_sitemaps_but_not_to_itself() -> None:
    data = f"""<sitemapindex {XMLNS}><sitemap><loc>{URL}</loc></sitemap><sitemap><loc>/news.xml.gz</loc>
      <lastmod>2024-05-12</lastmod></sitemap></sitemapindex>""".encode()
    assert [(lead.url, lead.kind, lead.changed) for lead in leads_among(read_sitemap(data, URL))] == [
        ("https://example.com/news.xml.gz", "sitemap", "2024-05-12")
    ]


def test_gzip_also_in_members_and_cut() -> None:
    packed = gzip.compress(PLAIN[:300]) + gzip.compress(PLAIN[300:])
    assert is_sitemap(packed)
    assert read_sitemap(packed, URL) == read_sitemap(PLAIN, URL)
    assert len(read_sitemap(gzip.compress(PLAIN, 0)[:-150], URL)) == 1
    assert not is_sitemap(b"\x1f\x8b\x08nothing")


def test_a_text_sitemap() -> None:
    data = b"\xef\xbb\xbfhttps://example.com/2024/05/12/a/\r\nhttps://example.com/b/x-y\n\nhttps://exam"
    assert is_sitemap(data)
    assert len(read_sitemap(data, URL)) == 2


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", "no-sitemap"), (b"<html>", "no-sitemap"), (b"User-agent: *\nhttps://example.com/", "no-sitemap"),
     (b"\x1f\x8b\x08nothing", "no-sitemap"), (PLAIN + b" " * 1000, "too-large"),
     (gzip.compress(b"<urlset>" + b" " * 1_000_000), "too-large")],
)  # fmt: skip
def test_what_is_no_sitemap(data: bytes, reason: str) -> None:
    with pytest.raises(ExtractionError) as caught:
        read_sitemap(data, URL, largest=1000)
    assert caught.value.reason == reason


def test_no_entity_is_resolved() -> None:
    data = b"""<!DOCTYPE urlset [<!ENTITY f SYSTEM "file:///etc/hostname"><!ENTITY a "aaa">]><urlset>
      <url><loc>https://example.com/b/&a;&f;</loc></url></urlset>"""
    assert is_sitemap(data)
    assert [lead.url for lead in leads_among(read_sitemap(data, URL))] == ["https://example.com/b/&a;&f;"]


@pytest.mark.long
@pytest.mark.parametrize(
    "data",
    [
        b"<urlset>" + b"<url><loc>/b/x</loc></url>" * 60_000,
        b"<urlset>" + b"<a>" * 50_000,
        b"<urlset>" + b"<a/>" * 100_000,
        b"https://example.com/b/x\n" * 60_000,
        gzip.compress(b"<urlset>") + gzip.compress(b"") * 5_000,
    ],
)
def test_a_hostile_sitemap_gives_bounded_leads(data: bytes) -> None:
    found = read_sitemap(data, URL)
    leads = leads_among(found)
    assert len(leads) <= 50_000
    is_cut = len(leads) == 50_000
    assert [one for one in found if isinstance(one, LeftOut)] == [LeftOut("too-many", URL, 50_000)] * is_cut


def test_half_an_address_is_none() -> None:
    for data in (
        b"<urlset><url><loc>/b/x</loc></url><url><loc>/b/y",
        b"<urlset><url><loc>/b/x</loc></url><url><loc>/b/y</lo",
    ):
        assert [lead.url for lead in leads_among(read_sitemap(data, URL))] == ["https://example.com/b/x"]


def test_sitemaps_in_robots() -> None:
    text = "User-agent: *\nDisallow: /\nSitemap: https://example.com/a.xml\r\nSITEMAP :/b.xml # b\nsitemap:\n/c\nSite-map:/a"
    assert sitemaps_in_robots(text) == ["https://example.com/a.xml", "/b.xml", "/a"]
    assert sitemaps_in_robots("\n" * 400_000) == []
    assert len(sitemaps_in_robots("".join(f"Sitemap: /{n}\n" for n in range(1000)))) == 1000


@pytest.mark.parametrize(
    "address",
    [
        "news.xml", "sitemap-2024.xml.gz", "sitemap", "sitemap-3", "sitemap_news_2024_05", "news-sitemap", "sitemapindex",
        "wp-sitemap-posts-post-1.xml", "de/sitemap.php", "sitemap/2024/05", "sitemaps/archive-7", "post-sitemap2",
        "sitemap.php?page=2", "index.php?sitemap=2",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "form", ["<urlset><url>{}</url></urlset>", "<sitemapindex><url>{}</url></sitemapindex>"]
)
def test_a_sitemap_among_pages_is_one_all_the_same(form: str, address: str) -> None:
    data = form.format(f"<loc>https://example.com/{address}</loc>").encode()
    (lead,) = leads_among(read_sitemap(data, URL))
    assert (lead.kind, lead.url) == ("sitemap", f"https://example.com/{address}")


@pytest.mark.parametrize(
    "name", ["2024/05/12/how-the-new-sitemap-of-the-town-was-drawn", "news/5/town-draws-a-sitemap"]
)
@pytest.mark.parametrize(
    "form", ["<urlset><url>{}</url></urlset>", "<sitemapindex><url>{}</url></sitemapindex>"]
)
def test_an_article_among_sitemaps_is_one_all_the_same(form: str, name: str) -> None:
    (lead,) = leads_among(read_sitemap(form.format(f"<loc>/{name}</loc>").encode(), URL))
    assert lead.kind == "article"


def test_an_entry_without_an_address_is_counted() -> None:
    data = b"<urlset><url><loc></loc></url><url><loc>https://example.com:port/b/x</loc></url></urlset>"
    assert read_sitemap(data, URL) == [LeftOut("no-address", URL)] * 2


def test_only_a_sitemap_may_be_that_large() -> None:
    entry = b"<url><loc>/b/x</loc><about>%s</about></url>" % (b"x" * 9_000_000)
    check_size(b"<urlset>%s</urlset>" % entry, URL)
    with pytest.raises(ExtractionError) as caught:
        check_size(b"<html>%s</html>" % entry, URL)
    assert caught.value.reason == "too-large"
