"""``archive news -a url=`` of a list, when the host has an archive already, reads that list alone."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsarchive.demo.responses import Response, page, refusal
from newsarchive.demo.server import Asked, serving
from tests.e2e.crawling import scrapy

HOME = "http://orchard.example/"
_TEXT = "Row {n} of the orchard was grafted in spring, and the growers of terrace {n} came to watch it."
_ASKED: list[str] = []


def answer(asked: Asked) -> Response:
    path = "/" + asked.url.partition("://")[2].partition("/")[2]
    _ASKED.append(path)
    if path == "/":
        rows = range(3)
        items = "".join(f'<li><a href="/2024/05/row-{n}-grafted">Row {n}</a></li>' for n in rows)
        return page(f"<html lang=en><title>Orchard</title><body><main><ul>{items}</ul></main></html>")
    if path == "/harvest/feed.xml":
        entry = f"<item><title>Row 7 is grafted</title><link>{HOME}2024/05/row-7-grafted</link></item>"
        return page(f'<?xml version="1.0"?><rss version="2.0"><channel>{entry}</channel></rss>')
    if not (found := re.fullmatch(r"/2024/05/row-(\d)-grafted", path)):
        return refusal(404, "not found")
    title = f"Row {found[1]} is grafted"
    texts = "".join(f"<p>{_TEXT.format(n=int(found[1]) * 9 + part)}</p>" for part in range(4))
    return page(
        f"<html lang=en><head><title>{title}</title><meta property=og:type content=article>"
        '<meta property="article:published_time" content="2024-05-01T08:00:00+02:00"></head>'
        f"<body><main><article><h1>{title}</h1>{texts}</article></main></body></html>"
    )


@pytest.fixture
def site() -> Iterator[str]:
    with serving(answer) as address:
        yield address


def test_a_feed_is_read_and_nothing_else(site: str, tmp_path: Path) -> None:
    first = scrapy("archive", "news", "-a", f"url={HOME}", proxy=site, output=tmp_path)
    assert first.code == 0, first.out + first.err
    posts = tmp_path / "orchard.example" / "_posts"
    assert len(list(posts.iterdir())) == 3
    _ASKED.clear()
    feed = f"url={HOME}harvest/feed.xml"
    second = scrapy("archive", "news", "-a", feed, "-a", "recheck=none", proxy=site, output=tmp_path)
    assert second.code == 0, second.out + second.err
    assert len(list(posts.iterdir())) == 4
    assert set(_ASKED) - {"/robots.txt"} == {"/harvest/feed.xml", "/2024/05/row-7-grafted"}
