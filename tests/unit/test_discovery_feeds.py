# ruff: noqa: E501  a line of markup or of Chinese stays whole
import json

import pytest

from newsarchive.discovery.feeds import is_feed, read_feed
from newsarchive.discovery.left_out import LeftOut, leads_among
from newsarchive.exceptions import ExtractionError
from newsarchive.items import Lead

URL = "https://example.com/feed/"


def first(feed: str | bytes) -> Lead:
    data = feed if isinstance(feed, bytes) else feed.encode()
    assert is_feed(data)
    return leads_among(read_feed(data, URL))[0]


def test_rss_2() -> None:
    data = b"""
      <?xml version="1.0" encoding="UTF-8"?><!-- made by hand --><?xml-stylesheet href="a.xsl"?>
      <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"
           xmlns:atom="http://www.w3.org/2005/Atom"><channel>
      <title>News &amp; more</title><link>https://example.com/</link><language>de-DE</language>
      <atom:link rel="next" href="?paged=2"/><image><title>Logo</title></image>
      <item><media:title>Picture</media:title><title>A &amp;amp; B &lt;b&gt;bold&lt;/b&gt;</title>
        <link> /2024/05/12/a/?utm_source=rss </link><guid isPermaLink="false">https://example.com/?p=1</guid>
        <pubDate>Sun, 12 May 2024 10:00:00 +0800</pubDate><source url="x">Agency</source>
        <description><![CDATA[<p>One &amp; two</p><p>three</p>]]></description></item>
      </channel></rss>"""
    assert is_feed(data)
    assert read_feed(data, URL) == [
        Lead(
            "https://example.com/2024/05/12/a/", "article", "A & B bold", "Sun, 12 May 2024 10:00:00 +0800",
            "One & two three", "Agency", why="a feed",
        ),
        Lead(f"{URL}?paged=2", "next", why="the feed says so"),
    ]  # fmt: skip


def test_atom_with_bases_and_kinds_of_links() -> None:
    data = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr" xml:base="http://example.org/b/">
      <title type="html">&lt;i>Le&lt;/i> journal</title>
      <entry xml:base="c/"><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Un <b>titre</b></div></title>
      <link rel="self" href="self.xml"/><link rel="alternate" type="application/pdf" href="d.pdf"/>
      <link rel="alternate" type="text/html" href="d.html"/><id>tag:1</id>
      <published>2024-05-12T10:00:00+02:00</published><updated>2024-05-13T00:00:00Z</updated></entry></feed>"""
    (lead,) = leads_among(read_feed(data, URL))
    assert (lead.url, lead.title) == ("http://example.org/b/c/d.html", "Un titre")
    assert (lead.stated_date, lead.changed) == ("2024-05-12T10:00:00+02:00", "2024-05-13T00:00:00Z")


def test_rss_1_in_gbk_that_calls_itself_gb2312() -> None:
    lead = first(
        """<?xml version="1.0" encoding="gb2312"?><rdf:RDF xmlns="http://purl.org/rss/1.0/"
      xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/">
      <channel rdf:about="x"><title>报</title></channel><item rdf:about="y"><title>朱镕基</title>
      <link>http://example.com/a</link><dc:date>2024-05-12T10:00+08:00</dc:date></item></rdf:RDF>""".encode(
            "gbk"
        )
    )
    assert (lead.title, lead.stated_date) == ("朱镕基", "2024-05-12T10:00+08:00")


@pytest.mark.parametrize(
    "feed",
    [
        "<rss><channel><item><title>A &nbsp;&amp; B</title><link>http://example.com/1?a=1&b=2</link>",
        "<rss><channel><item><title>A<br>&amp; B</title><link>http://example.com/1?a=1&amp;b=2</link></item>",
        "<rss><channel><item><title>A & </b>B</title><dc:x/><link><![CDATA[http://example.com/1?a=1&b=2]]></link></item>",
        "\ufeff<rss><channel><item><title>A\x0b & B\x00</title><guid>http://example.com/1?a=1&b=2</guid></item></rss>x<y",
        '<!DOCTYPE rss PUBLIC "-//N//DTD RSS 0.91//EN" "http://my.example/rss.dtd"><rss version="0.91"><channel><item>'
        "<title>A &amp; B</title><link>http://example.com/1?a=1&amp;b=2</link></item></channel></rss>",
    ],
)  # fmt: skip
def test_malformed_feeds_are_read_as_far_as_they_go(feed: str) -> None:
    data = feed + ("</item><item><title>cut" if feed.endswith("</link>") else "")
    assert (first(data).title, first(data).url) == ("A & B", "http://example.com/1?a=1&b=2")


def test_json_feed() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1", "title": "T", "language": "en", "next_url": "?page=2",
        "items": [
            {"id": "1", "url": "/a", "title": "A", "date_published": "2024-05-12T10:00:00Z", "summary": "S"},
            {"id": "https://example.com/b"}, {"id": 3}, "x",
        ],
    }  # fmt: skip
    data = json.dumps(feed).encode()
    assert is_feed(data)
    first, second, older = leads_among(read_feed(data, URL))
    assert [first.url, second.url] == ["https://example.com/a", "https://example.com/b"]
    assert (first.stated_date, first.summary) == ("2024-05-12T10:00:00Z", "S")
    assert (older.kind, older.url) == ("next", f"{URL}?page=2")


def test_no_entity_is_resolved_and_no_file_is_read() -> None:
    bomb = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    lead = first(
        f'<!DOCTYPE rss [<!ENTITY e0 "boom">{bomb}<!ENTITY f SYSTEM "file:///etc/hostname">]><rss><channel><item>'
        "<title>&e9;&f;</title><link>http://example.com/1</link></item></channel></rss>"
    )
    assert lead.title == "&e9;&f;"


def test_a_feed_that_goes_on_with_itself_does_not() -> None:
    data = f'<feed xmlns="http://www.w3.org/2005/Atom"><link rel="next" href="{URL}"/></feed>'.encode()
    assert read_feed(data, URL) == []


@pytest.mark.parametrize(
    "data", [b"", b"<html><body><rss>", b"{}", b'{"a":1}', b"\xff\xfe\x00", b"<!--" * 1000, b"<", b"rss"]
)
def test_what_is_no_feed(data: bytes) -> None:
    assert not is_feed(data)
    with pytest.raises(ExtractionError) as caught:
        read_feed(data, URL)
    assert caught.value.reason == "no-feed"


def test_a_cut_json_feed_is_an_error() -> None:
    with pytest.raises(ExtractionError) as caught:
        read_feed(b'{"version": "https://jsonfeed.org/version/1", "items": [{"url":', URL)
    assert caught.value.reason == "unreadable-json"


@pytest.mark.parametrize(
    "data",
    [b"<rss>" + b"<![CDATA[" * 50_000, b"<rss>" + b"<a>" * 50_000, b"<rss>" + b"&" * 100_000, b"<rss>" + b"&x;" * 100_000,
     b"<rss>" + b"<item><link>/a</link></item>" * 10_000, b"<rss><item>" + b"<link>/a</link>" * 10_000 + b"</item>",
     b"<rss " + b"a='1' " * 50_000, b"<rss><item><link>/a</link><title>" + b"x" * 1_000_000 + b"</title></item>",
     b"<rss><channel>" + b"<link rel='next' href='/b'/>" * 50_000],
)  # fmt: skip
def test_a_hostile_feed_gives_bounded_leads(data: bytes) -> None:
    found = read_feed(data, URL)
    leads = leads_among(found)
    assert len(leads) <= 5000
    assert (LeftOut("too-many", URL, 5000) in found) is (len(leads) == 5000)
    assert all(len(lead.title) <= 500 for lead in leads)


JUNK = [
    b"\xef\xbb\xbf\xef\xbb\xbf", b"\xef\xbb\xbf\n\n", b"Warning: mysqli_connect() failed in /srv/a.php on line 3\n",
    b"<br />\n<b>Deprecated</b>: strftime() in <b>/srv/b.php</b> on line <b>7</b><br />\n" * 3,
    b"<!-- a cache wrote this -->\n<pre>debug</pre>", b"Strict <Standards: Only variables\n",
]  # fmt: skip


@pytest.mark.parametrize("junk", JUNK)
@pytest.mark.parametrize("declared", [b"<?xml version='1.0'?>", b""])
def test_what_a_server_wrote_before_a_feed_is_passed_over(junk: bytes, declared: bytes) -> None:
    lead = first(junk + declared + b"<rss><channel><item><link>/a-b</link></item></channel></rss>")
    assert lead.url == "https://example.com/a-b"


@pytest.mark.parametrize(
    "page",
    [
        b"<!DOCTYPE html><html><pre><rss version='2.0'>",
        b"<br>Notice<html><body><feed>",
        b"<p>An <urlset>?</p>",
    ],
)
def test_a_page_that_mentions_a_feed_is_none(page: bytes) -> None:
    assert not is_feed(page)


FEEDS = "https://feeds.example.com/top.xml"
SITE = "https://www.example.com/"


@pytest.mark.parametrize(
    ("item", "address"),
    [
        ("<link>/a</link>", f"{SITE}a"),
        ("<link>b/a</link>", f"{SITE}b/a"),
        ("<link>//www.example.com/a</link>", f"{SITE}a"),
        ("<link xml:base='https://m.example.com/x/'>a</link>", "https://m.example.com/x/a"),
        ("<link>https://go.example.net/~r/1</link><guid>https://www.example.com/a</guid>", f"{SITE}a"),
        ("<link>https://go.example.net/~r/1</link><guid isPermaLink='false'>https://www.example.com/a</guid>", f"{SITE}a"),
        ("<link>https://go.example.net/~r/1</link><guid>/a</guid>", f"{SITE}a"),
        ("<link>https://go.example.net/~r/1</link><f:origLink xmlns:f='f'>/a</f:origLink>", f"{SITE}a"),
        ("<link>https://go.example.net/~r/1</link><guid>id-1</guid>", "https://go.example.net/~r/1"),
        ("<link>https://go.example.net/?url=https%3A%2F%2Fwww.example.com%2Fa&amp;ct=1</link>", f"{SITE}a"),
        ("<link>https://go.example.net/r?x=1&amp;to=https://www.example.com/a</link><guid>id-1</guid>", f"{SITE}a"),
        ("<link>https://go.example.net/?url=https%3A%2F%2Fother.example%2Fa</link>", "https://go.example.net/?url=https%3A%2F%2Fother.example%2Fa"),
        ("<link>https://www.example.com/a?back=https://www.example.com/b</link>", f"{SITE}a?back=https://www.example.com/b"),
        ("<link>https://www.example.com/</link><guid>https://www.example.com/a</guid>", f"{SITE}a"),
        ("<link>https://www.example.com</link><guid isPermaLink='false'>https://www.example.com/a</guid>", f"{SITE}a"),
        ("<link>https://www.example.com/a</link><guid>https://www.example.com/?p=1</guid>", f"{SITE}a"),
        ("<guid isPermaLink='false'>https://www.example.com/?p=1</guid>", f"{SITE}?p=1"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("last", [False, True])
def test_which_address_of_an_entry_is_the_articles(item: str, address: str, last: bool) -> None:
    home = f"<link>{SITE}</link>"
    channel = f"<item>{item}</item>{home}" if last else f"{home}<item>{item}</item>"
    (lead,) = leads_among(read_feed(f"<rss><channel>{channel}</channel></rss>".encode(), FEEDS))
    assert lead.url == address


@pytest.mark.parametrize(
    "item", ["<guid>id-1</guid>", f"<link>{SITE}</link>", "<title>A</title>", "<link>http://[</link>"]
)
def test_an_entry_without_an_address_of_its_own_is_counted(item: str) -> None:
    data = f"<rss><channel><link>{SITE}</link><item>{item}</item></channel></rss>".encode()
    assert read_feed(data, FEEDS) == [LeftOut("no-address", FEEDS)]


def test_a_json_feed_may_state_its_version_last() -> None:
    items = [{"url": "/a", "content_html": "x" * 9000}]
    data = json.dumps({"items": items, "version": "https://jsonfeed.org/version/1"}).encode()
    assert first(data).url == "https://example.com/a"
