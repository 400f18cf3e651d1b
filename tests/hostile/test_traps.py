"""Listings without end, and files that are bombs: the run ends, and has the good articles."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.hostile.crawling import Books, crawl
from tests.hostile.pages import article, hang
from tests.hostile.server import Page, Server, response, running
from tests.hostile.site import GOOD, path_of

pytestmark = pytest.mark.long

Find = Callable[[str], Page | None]
GOOD_LINKS = "".join(
    f"<li><a href='{path_of(f'good-{n}')}'>A headline of several words: {n}</a></li>" for n in range(GOOD)
)


def listing(more: str = "") -> bytes:
    return response(f"<html><body><ul>{GOOD_LINKS}</ul>{more}</body></html>".encode())


def good(path: str) -> Page | None:
    number = re.fullmatch(r"/2024/01/05/good-(\d+)\.html", path)
    return response(article(f"Good article number {number[1]}")) if number else None


def endless_pages(path: str) -> Page | None:
    """Every page of the list has a next one, and shows the same articles."""
    if path == "/":
        return listing("<a href='/list?page=2'>Next</a>")
    if number := re.fullmatch(r"/list\?page=(\d+)", path):
        return listing(f"<a href='/list?page={int(number[1]) + 1}'>Next</a>")
    return None


def calendar(path: str) -> Page | None:
    """Each month links the next one, and each of its days."""
    if path == "/":
        return listing("<a href='/archive/2024/1'>January</a>")
    if month := re.fullmatch(r"/archive/(\d+)/(\d+)", path):
        year, number = divmod(int(month[1]) * 12 + int(month[2]), 12)
        days = "".join(f"<a href='/archive/{month[1]}/{month[2]}/{day}'>{day}</a> " for day in range(1, 29))
        return listing(f"<a href='/archive/{year}/{number + 1}'>Month after</a>{days}")
    return listing() if path.startswith("/archive/") else None


def sessions(path: str) -> Page | None:
    """Every link has a session id of its own."""
    session = f"{abs(hash(path)) % 10**8:032d}"
    bare = path.partition("?")[0]
    if bare in {"/", "/section"}:
        named = GOOD_LINKS.replace(".html", f".html?PHPSESSID={session}")
        return response(f"<ul>{named}</ul><a href='/section?PHPSESSID={session}'>Section</a>".encode())
    return good(bare)


def growing_paths(path: str) -> Page | None:
    """A relative link that makes the path longer each time."""
    return listing("<a href='more/'>More of it</a>") if path == "/" or path.endswith("more/") else None


def many_links(path: str) -> Page | None:
    """100,000 links that lead to nothing."""
    if path != "/":
        return None
    return listing("".join(f"<a href='/about?topic={number}'>T</a>" for number in range(100_000)))


BOMB = (
    b'<!DOCTYPE x [<!ENTITY a "'
    + b"a" * 1000
    + b'">%s]>' % b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
)
XXE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def sitemaps(path: str) -> Page | None:
    """Sitemaps that are bombs, that read files, that include themselves; and one that is good."""
    xml = {"Content-Type": "application/xml"}
    if path == "/robots.txt":
        names = ("bomb", "xxe", "self", "cut", "good")
        return response("".join(f"Sitemap: /{name}.xml\n" for name in names).encode())
    bodies = {
        "/": b"<html><body><p>Welcome</p><a href='/about'>About</a></body></html>",
        "/bomb.xml": BOMB + b"<urlset><url><loc>/2024/01/05/&j;.html</loc></url></urlset>",
        "/xxe.xml": XXE + b"<urlset><url><loc>/2024/01/05/&a;.html</loc></url></urlset>",
        "/self.xml": b"<sitemapindex><sitemap><loc>/self.xml</loc></sitemap></sitemapindex>",
        "/cut.xml": b"<urlset><url><loc>%s</loc></url><url><lo" % path_of("good-0").encode(),
        "/good.xml": b"<urlset>%s</urlset>"
        % b"".join(b"<url><loc>%s</loc></url>" % path_of(f"good-{n}").encode() for n in range(GOOD)),
    }
    return response(bodies[path], headers=xml if path != "/" else {}) if path in bodies else None


def feeds(path: str) -> Page | None:
    """Feeds that are bombs, and one that is good."""
    rss = b"<rss><channel>%s</channel></rss>"
    items = b"".join(
        b"<item><title>Good %d</title><link>%s</link></item>" % (n, path_of(f"good-{n}").encode())
        for n in range(GOOD)
    )
    links = b"".join(
        b"<link rel=alternate type=application/rss+xml href=/%s.xml>" % name
        for name in (b"bomb", b"xxe", b"good")
    )
    bodies = {
        "/": b"<html><head>%s</head><body><a href='/about'>About</a></body></html>" % links,
        "/bomb.xml": BOMB + rss % b"<item><title>&j;</title><link>/x/&j;</link></item>",
        "/xxe.xml": XXE + rss % b"<item><title>&a;</title><link>/2024/01/05/&a;.html</link></item>",
        "/good.xml": rss % items,
    }
    return response(bodies[path]) if path in bodies else None


def crawled(find: Find, output: Path, *arguments: str) -> tuple[Books, Server]:
    with running(lambda path: find(path) or good(path)) as (address, server):
        return crawl(address, output, *arguments), server


@pytest.mark.parametrize(
    "find", [endless_pages, calendar, sessions, growing_paths, many_links, sitemaps, feeds],
    ids=lambda find: find.__name__,
)  # fmt: skip
def test_the_run_ends_with_all_good_articles(find: Find, tmp_path: Path) -> None:
    books, server = crawled(find, tmp_path)
    assert {name for name, state in books.states.items() if state == "stored"} == {
        f"good-{number}" for number in range(GOOD)
    }
    assert books.adds_up()
    assert books.megabytes <= 250
    assert len(server.asked) <= 150
    posts = list(books.folder.rglob("*.md"))
    assert posts
    assert not [path for path in posts if "root:" in path.read_text()]


ROBOTS = {
    "5xx": (response(b"", status="503 Service Unavailable"), False),
    "five-megabytes": (response(b"User-agent: *\nDisallow: /private/\n" + b"# x\n" * 1_300_000), True),
    "loop": (
        response(b"", status="302 Found", headers={"Location": "/robots.txt"}),
        True,
    ),  # RFC 9309, 2.3.1.2
    "hang": (hang, False),
    "inside": (response(b"", status="302 Found", headers={"Location": "http://10.0.0.1/robots.txt"}), False),
    "names-without-end": (
        response(
            b"".join(b"User-agent: bot%d\n" % n for n in range(16_000))
            + b"".join(b"Disallow: /%d\n" % n for n in range(12_000))
        ),
        True,
    ),
}


@pytest.mark.parametrize("kind", ROBOTS)
def test_robots_txt_is_obeyed_whatever_it_is(kind: str, tmp_path: Path) -> None:
    page, allows = ROBOTS[kind]
    pages = {"/robots.txt": page, "/": listing()}
    books, _ = crawled(pages.get, tmp_path, *(["-s", "DOWNLOAD_TIMEOUT=1"] if kind == "hang" else []))
    stored = sum(state == "stored" for state in books.states.values())
    assert stored == (GOOD if allows else 0)
    assert books.megabytes <= 250
    assert books.adds_up()


def endless_news(path: str) -> Page | None:
    """Every page of the list has a next one, and three articles that no other page has."""
    number = int(path.partition("=")[2] or 1) if path == "/" or path.startswith("/list?page=") else 0
    if not number:
        return None
    paths = [path_of(f"good-{number * 3 + n}") for n in range(3)]
    links = "".join(f"<li><a href='{path}'>A headline of several words: {path}</a></li>" for path in paths)
    return response(f"<ul>{links}</ul><a href='/list?page={number + 1}'>Next</a>".encode())


def test_news_without_end_end_at_the_limit(tmp_path: Path) -> None:
    books, server = crawled(endless_news, tmp_path, "-a", "limit=25")
    assert books.counts["seen"] == books.counts["stored"] == 25
    assert books.adds_up()
    assert len(server.asked) < 100


def endless_past(path: str) -> Page | None:
    """Every page of the list has a next one, with the articles of the three days before."""
    number = int(path.partition("=")[2] or 1) if path == "/" or path.startswith("/list?page=") else 0
    if number:
        days = [date(2024, 1, 6) - timedelta(days=3 * number + n) for n in range(3)]
        items = (
            f"<li><a href='/{day:%Y/%m/%d}/day.html'>A headline of words</a> <i>{day}</i></li>"
            for day in days
        )
        return response(f"<ul>{''.join(items)}</ul><a href='/list?page={number + 1}'>Next</a>".encode())
    match = re.fullmatch(r"/(\d{4})/(\d\d)/(\d\d)/day\.html", path)
    if match:
        return response(article(path).replace(b"2024-01-05", "-".join(match.groups()).encode()))
    return None


def test_a_past_without_end_ends_where_the_window_begins(tmp_path: Path) -> None:
    books, server = crawled(endless_past, tmp_path, "-a", "since=2023-12-28")
    assert books.counts["stored"] == 7
    assert books.code == 0
    assert len(server.asked) < 20


def silent(path: str) -> Page | None:
    """Its home page lists 400 articles, and none of them ever answers."""
    if path != "/":
        return None if path == "/robots.txt" else hang
    names = (f"silent-{number}" for number in range(400))
    links = "".join(f"<li><a href='{path_of(name)}'>A headline of words: {name}</a></li>" for name in names)
    return response(f"<ul>{links}</ul>".encode())


def test_a_site_that_falls_silent_is_left_alone(tmp_path: Path) -> None:
    switches = ["-s", "DOWNLOAD_TIMEOUT=1", "-s", "SITE_DOWN_AFTER=10", "-s", "RETRY_TIMES=0"]
    books, server = crawled(silent, tmp_path, *switches)
    assert books.adds_up()
    assert books.code == 2
    assert "10 times in a row; the run ends here" in books.told
    assert len(server.asked) < 100
