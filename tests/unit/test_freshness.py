"""For how long a list says that its answer holds."""

import pytest
from scrapy.http import Response

from newsarchive.discovery.freshness import seconds_it_holds

URL = "https://a.example/list"
SY = 'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
ITEM = "<item><title>x</title><link>https://a.example/1</link></item>"


def rss(channel: str) -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0" {SY}><channel>{channel}{ITEM}</channel></rss>'.encode()


@pytest.mark.parametrize(
    ("headers", "body", "seconds"),
    [
        ({}, rss(""), None),
        ({}, rss("<ttl>60</ttl>"), 3600),
        ({}, rss("<ttl> 5 </ttl>"), 300),
        ({}, rss("<ttl>soon</ttl>"), None),
        ({}, rss("<ttl>-5</ttl>"), None),
        ({}, rss("<ttl>0</ttl>"), None),
        ({}, rss("<ttl>9999999</ttl>"), 366 * 86400),
        ({}, rss("<sy:updatePeriod>hourly</sy:updatePeriod>"), 3600),
        (
            {},
            rss("<sy:updatePeriod> Hourly </sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>"),
            900,
        ),
        (
            {},
            rss("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>"),
            86400,
        ),
        ({}, rss("<sy:updatePeriod>now and then</sy:updatePeriod>"), None),
        ({}, rss("<ttl>10</ttl><sy:updatePeriod>hourly</sy:updatePeriod>"), 3600),
        # Of an entry it says nothing of the feed, and a feed may break off.
        ({}, rss("<item><title>a</title><ttl>60</ttl></item>"), None),
        ({}, rss("<ttl>15</ttl>")[:-40], 900),
        ({"Cache-Control": "max-age=600"}, b"<html>", 600),
        ({"Cache-Control": "public, MAX-AGE=600, must-revalidate"}, b"<html>", 600),
        ({"Cache-Control": 'max-age="600"'}, b"<html>", 600),
        ({"Cache-Control": "s-maxage=600"}, b"<html>", None),
        ({"Cache-Control": "no-cache, max-age=600"}, b"<html>", None),
        ({"Cache-Control": "no-store"}, b"<html>", None),
        ({"Cache-Control": "max-age=0"}, b"<html>", None),
        ({"Cache-Control": "max-age=600", "Age": "200"}, b"<html>", 400),
        ({"Cache-Control": "max-age=600", "Age": "900"}, b"<html>", None),
        ({"Cache-Control": "max-age=600", "Age": "much"}, b"<html>", 600),
        ({"Cache-Control": "max-age=600"}, rss("<ttl>60</ttl>"), 3600),
        ({"Cache-Control": "max-age=" + "9" * 12}, b"<html>", 366 * 86400),
        ({}, b"<html><ttl>60</ttl>", None),
    ],
)
def test_how_long_an_answer_holds(headers: dict[str, str], body: bytes, seconds: int | None) -> None:
    assert seconds_it_holds(Response(URL, 200, headers, body)) == seconds


def test_of_what_has_not_changed_the_headers_tell() -> None:
    assert seconds_it_holds(Response(URL, 304, {"Cache-Control": "max-age=60"}, rss("<ttl>60</ttl>"))) == 60
