"""The pictures of the demo site, without a server: each that an article shows is there, and real."""

import re
import zlib
from html import unescape

import pytest

from newsarchive.demo.later_day import Changes
from newsarchive.demo.pictures import CHART_HOST, PHOTO_HOST, chart, photo
from newsarchive.demo.site import DemoSite

ARTICLES = 130
IMAGE = re.compile(r'<img src="http://([^/"]+)([^"]*)"')


def shown(site: DemoSite) -> dict[str, list[tuple[str, str]]]:
    return {
        one.source_id: [(host, unescape(path)) for host, path in IMAGE.findall(one.body)]
        for one in site.articles
    }


def test_every_picture_that_an_article_shows_is_there() -> None:
    site = DemoSite(ARTICLES)
    pictures = {one for some in shown(site).values() for one in some}
    answers = {one: site.respond(*one) for one in pictures}
    assert {host for host, _ in pictures} == {PHOTO_HOST, CHART_HOST}
    assert len(pictures) > 80
    for (host, _), answer in answers.items():
        assert answer.status == 200
        begins, ends = (
            (b"\xff\xd8\xff", b"\xff\xd9") if host == PHOTO_HOST else (b"\x89PNG\r\n", b"\xaeB`\x82")
        )
        assert answer.body.startswith(begins)
        assert answer.body.endswith(ends)
        assert answer.when(answer.headers["ETag"], None).status == 304
        assert answer.when(None, answer.headers["Last-Modified"]).status == 304
    assert 0.8 * len(pictures) < len({answer.body for answer in answers.values()}) < len(pictures)


def test_a_chart_is_a_png_that_can_be_read() -> None:
    head, data = chart(6894).split(b"IDAT")
    assert head[16:24] == (580).to_bytes(4) + (328).to_bytes(4)
    assert len(zlib.decompress(data[:-16])) == 328 * 581
    assert chart(6894) == chart(6894) != chart(6895)


def test_a_photo_is_a_jpeg_that_can_be_read() -> None:
    data = photo(393549)
    size = data.index(b"\xff\xc0") + 5
    assert (int.from_bytes(data[size : size + 2]), int.from_bytes(data[size + 2 : size + 4])) == (328, 580)
    assert b"\xff" not in data[data.index(b"\xff\xda") + 10 : -2].replace(b"\xff\0", b"")
    assert photo(393549) == data != photo(393548)


@pytest.mark.parametrize(
    "address",
    [
        (PHOTO_HOST, "/"),
        (PHOTO_HOST, "/robots.txt"),
        (PHOTO_HOST, "/download/D25.jpg"),
        (CHART_HOST, "/GetPic.aspx"),
        (CHART_HOST, "/download/D25393549.jpg"),
    ],
)
def test_no_other_picture_is_there(address: tuple[str, str]) -> None:
    assert DemoSite(1).respond(*address).status == 404


def test_pictures_change_where_they_are_asked_to_and_nowhere_else() -> None:
    before = DemoSite(ARTICLES)
    after = DemoSite(ARTICLES, changes=Changes(edited=5, swapped_pictures=4, missing_pictures=3))
    assert {kind: len(some) for kind, some in after.pictures_changed.items()} == {
        "swapped_pictures": 4, "missing_pictures": 3,
    }  # fmt: skip
    assert not after.changed["edited"] & frozenset().union(*after.pictures_changed.values())
    differ: dict[str, set[str]] = {"swapped_pictures": set(), "missing_pictures": set()}
    for source_id, pictures in shown(before).items():
        for one in pictures:
            was, now = before.respond(*one), after.respond(*one)
            if now.status == 404:
                differ["missing_pictures"].add(source_id)
            elif now != was:
                assert now.headers["ETag"] != was.headers["ETag"]
                assert now.when(None, was.headers["Last-Modified"]).status == 200
                differ["swapped_pictures"].add(source_id)
    assert differ == after.pictures_changed


def test_another_nonce_in_its_address_makes_no_other_picture() -> None:
    site = DemoSite(ARTICLES)
    for host, path in {one for some in shown(site).values() for one in some}:
        again = f"{path}{'&' if '?' in path else '?'}ad=2&nonce=7919"
        assert site.respond(host, again).body == site.respond(host, path).body


def test_more_photos_than_there_are_cannot_change() -> None:
    with pytest.raises(ValueError, match="9 photos shall change, and 2 articles have one that may"):
        DemoSite(6, changes=Changes(missing_pictures=9))
    with pytest.raises(ValueError, match="swapped_pictures is -1"):
        Changes(swapped_pictures=-1)
