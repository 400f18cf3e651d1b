"""What becomes of asking for pictures, against a server that fights back."""

import asyncio
import gzip
import re
import socket
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import pytest

from newsarchive.demo.server import Asked, Write
from newsarchive.evidence import FetchedPicture, Validators
from newsarchive.media.article_pictures import Gathered, gather
from newsarchive.store.catalog.picture_rows import PictureRow
from tests.hostile.pages import bomb, dribble, endless, hang, redirect, reset, zipped
from tests.hostile.server import Page, Server, response, running
from tests.picture_crawl import Asking, asking, fetched
from tests.picture_files import ALL, gif, jpeg, png, webp

PICTURE = jpeg(90, 60)
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
INSIDE = (
    "http://127.0.0.1/p.jpg", "http://127.1:22/", "http://169.254.169.254/latest/meta-data/", "http://[::1]/p.jpg",
    "http://localhost/p.jpg", "http://10.0.0.1/p.jpg", "http://nas.local/p.jpg", "file:///etc/passwd",
    "ftp://127.0.0.1/p.jpg", "data:image/png;base64,AAAA",
)  # fmt: skip


def image(data: bytes, **headers: str) -> bytes:
    return response(data, headers={"Content-Type": "image/png", **headers})


async def slow_start(_: Asked, write: Write) -> None:
    write.write(b"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\nContent-Length: 900\r\n\r\n" + PICTURE)
    await asyncio.sleep(9)


def unfinished(data: bytes) -> Page:
    """A picture of no stated length, whose connection ends."""

    async def page(_: Asked, write: Write) -> None:
        write.write(b"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n\r\n" + data)

    return page


OWED: Mapping[str, tuple[Page, str]] = {
    "bomb by its header": (image(png(40_000, 40_000)), "too-many-pixels"),
    "bomb of frames": (image(webp(9, 9, (16_000, 16_000))), "too-many-pixels"),
    "bomb beside its canvas": (image(gif(9, 9, (0, 0, 60_000, 60_000))), "too-many-pixels"),
    "SVG": (image(SVG), "not-a-picture"),
    "SVG that says it is a PNG": (image(b"\xef\xbb\xbf" + SVG), "not-a-picture"),
    "HTML that says it is a PNG": (image(b"<!doctype html><p>Please log in"), "not-a-picture"),
    "HTML that goes on as a picture": (image(b"<script>alert(1)</script>" + PICTURE), "not-a-picture"),
    "icon": (image(b"\0\0\1\0" + bytes(60)), "not-a-picture"),
    "nothing": (image(b""), "not-a-picture"),
    "page that a redirect leads to": (redirect("/soft-404"), "not-a-picture"),
    "cut picture": (image(PICTURE[:-1]), "cut-short"),
    "cut picture of no stated length": (unfinished(PICTURE[:-5]), "cut-short"),
    "shorter than it says": (image(PICTURE, **{"Content-Length": "999"}), "cut-short"),
    "longer than it says": (image(PICTURE, **{"Content-Length": "9"}), "cut-short"),
    "larger than is taken": (image(b"", **{"Content-Length": "99999999"}), "too-large"),
    "without end": (endless, "too-large"),
    "gzip bomb": (zipped(bomb()), "too-large"),
    "wrongly compressed": (zipped(PICTURE), "bad-encoding"),
    "unasked part": (image(PICTURE).replace(b"200 OK", b"206 Partial Content"), "cut-short"),
    "404": (response(b"no", status="404 Not Found"), "http-404"),
    "410": (response(b"no", status="410 Gone"), "http-410"),
    "403 with a picture": (image(PICTURE).replace(b"200 OK", b"403 Forbidden"), "http-403"),
    "304 that nobody asked for": (response(b"", status="304 Not Modified"), "http-304"),
    "204": (response(b"", status="204 No Content"), "http-204"),
    "forbidden": (image(PICTURE), "robots"),
    "redirect in circles": (redirect("/redirect-in-circles"), "redirect-loop"),
    **{f"redirect to {url}": (redirect(url), "redirect-refused") for url in INSIDE},
}
KEPT: Mapping[str, Page] = {
    **{f"{name}": image(make(90, 60)) for name, make in ALL.items()},
    "that says it is text": image(PICTURE, **{"Content-Type": "text/html"}),
    "of no stated length": unfinished(PICTURE),
    "with what looks like a tag": unfinished(png(9, 9) + b"<div"),
    "that a redirect leads to": redirect("/jpg"),
    "compressed all the same": zipped(gzip.compress(PICTURE)),
    "with a cookie": image(PICTURE, **{"Set-Cookie": "a=b"}),
}
ROBOTS = response(b"User-agent: *\nDisallow: /forbidden", headers={"Content-Type": "text/plain"})


def at(name: str) -> str:
    return "/" + re.sub(r"[^a-z0-9/]+", "-", name.lower())


def site(pages: Mapping[str, Page]) -> Any:
    there = {at(name): page for name, page in pages.items()}
    there |= {"/robots.txt": ROBOTS, "/soft-404": response(b"<html><p>Not found")}
    return running(there.get)


def test_what_is_no_picture_that_an_archive_keeps_is_owed_with_its_reason() -> None:
    with site({name: page for name, (page, _) in OWED.items()}) as (address, server):
        found = fetched(*(address + at(name) for name in OWED))
    reasons = {name: one and one.reason for name, one in zip(OWED, found, strict=True)}
    assert reasons == {name: reason for name, (_, reason) in OWED.items()}
    assert not any(one.sha256 or one.exchanges for one in found)
    assert "/forbidden" not in [asked.target for asked in server.asked]


def test_pictures_are_kept_as_they_were_served() -> None:
    with site(KEPT) as (address, server):

        async def work(now: Asking) -> tuple[list[FetchedPicture | None], dict[tuple[str, str], bytes]]:
            return [await now.fetcher.fetch(address + at(name)) for name in KEPT], now.staged

        found, staged = asking(work, address.removeprefix("http://"))
    assert [one.reason for one in found] == [""] * len(KEPT)
    for one in found:
        data = staged[one.sha256, one.extension]
        assert (sha256(data).hexdigest(), len(data)) == (one.sha256, one.length)
        assert one.exchanges[-1].body == b""
        assert one.exchanges[-1].status == 200
        assert b"content-encoding" not in {name.lower() for name, _ in one.exchanges[-1].headers}
    assert {one.width for one in found} == {90, 9}
    assert not [asked for asked in server.asked if {"cookie", "referer"} & asked.headers.keys()]
    pictures = [asked for asked in server.asked if asked.target != "/robots.txt"]
    assert {asked.headers["accept-encoding"] for asked in pictures} == {"identity"}
    assert {asked.headers["accept"] for asked in pictures} == {"image/avif,image/webp,image/*;q=0.8"}


def test_without_originals_no_exchange_is_kept() -> None:
    with site({"a": image(PICTURE)}) as (address, _):
        (one,) = fetched(f"{address}/a", originals=False)
    assert (one.exchanges, one.extension) == ((), "jpg")


@pytest.mark.parametrize("page", [dribble, hang, reset, slow_start, response(b"", status="500 Oh no")])
def test_a_host_that_fails_three_times_in_a_row_is_left_alone(page: Page) -> None:
    with site({str(number): page for number in range(9)}) as (address, server):
        found = fetched(*(f"{address}/{number}" for number in range(9)), settings={"DOWNLOAD_TIMEOUT": 0.3})
    assert all(found[:3])
    assert found[3:] == [None] * 6
    assert len([asked for asked in server.asked if asked.target != "/robots.txt"]) == 6  # each once more
    assert {one.reason for one in found[:3]} <= {"timeout", "connection-lost", "http-500"}


def test_a_host_that_answers_in_between_is_asked_on() -> None:
    bad = response(b"", status="503 Later", headers={"Retry-After": "99999"})
    with site({str(number): image(PICTURE) if number % 3 == 2 else bad for number in range(9)}) as (host, _):
        found = fetched(*(f"{host}/{number}" for number in range(9)))
    assert [one.reason for one in found] == ["http-503", "http-503", ""] * 3


def test_what_is_asked_too_soon_comes_when_it_is_asked_once_more() -> None:
    async def page(asked: Asked, write: Write) -> None:
        later = response(b"", status="429 Too Many", headers={"Retry-After": "0"})
        write.write(image(PICTURE) if asked.times else later)

    with site({"a": page}) as (address, _):
        (one,) = fetched(f"{address}/a")
    assert one.extension == "jpg"


def test_a_kept_picture_is_asked_for_only_if_it_has_changed() -> None:
    digest = sha256(PICTURE).hexdigest()
    row = PictureRow(url="", sha256=digest, extension="jpg", etag='"1"', last_modified="then", found=0)

    async def page(asked: Asked, write: Write) -> None:
        same = asked.headers.get("if-none-match") == '"1"'
        write.write(response(b"", status="304 Not Modified") if same else image(PICTURE))

    pages = {"same": page, "other": image(png(9, 9), ETag='"2"'), "unvalidated": image(PICTURE)}
    with site(pages) as (address, server):
        urls = [address + at(name) for name in pages]
        same, other, unvalidated = fetched(*urls, known=dict.fromkeys(urls, row))
    assert same == FetchedPicture(url=urls[0], page=Validators(urls[0], '"1"', "then"))
    assert (other.extension, other.page.etag) == ("png", '"2"')
    assert unvalidated.sha256 == digest
    assert server.asked[1].headers["if-modified-since"] == "then"


def test_many_who_want_one_picture_ask_once() -> None:
    async def work(now: Asking) -> list[FetchedPicture | None]:
        first = await asyncio.gather(*(now.fetcher.fetch(f"{address}/a") for _ in range(20)))
        failures = await asyncio.gather(*(now.fetcher.fetch(f"{address}/no") for _ in range(20)))
        return [*first, await now.fetcher.fetch(f"{address}/a"), *failures]

    with site({"a": image(PICTURE)}) as (address, server):
        found = asking(work, address.removeprefix("http://"))
    assert sorted(asked.target for asked in server.asked) == ["/a", "/no", "/robots.txt"]
    assert all(found[:21])
    assert sum(bool(one.exchanges) for one in found[:21] if one) == 1
    assert [one.reason for one in found[21:] if one] == ["http-404"]  # a failure counts once


def gathered(urls: list[str], known: Mapping[str, PictureRow], **settings: int) -> tuple[Gathered, Asking]:
    async def work(now: Asking) -> tuple[Gathered, Asking]:
        return await gather(urls, known, now.fetcher, now.quota, now=100), now

    result: tuple[Gathered, Asking] = asking(
        work, urls[-1].removeprefix("http://").partition("/")[0], settings=settings
    )
    return result


def counted(server: Server) -> int:
    return len([asked for asked in server.asked if asked.target != "/robots.txt"])


def test_of_ten_thousand_pictures_an_article_shows_fifty() -> None:
    with site({f"p/{number}": image(jpeg(9, number + 1)) for number in range(60)}) as (address, server):
        found, now = gathered([f"{address}/p/{number}" for number in range(10_000)], {})
    assert len(found.shows) == len(found.fetched) == counted(server) == 50
    assert all(one.path for one in found.shows)
    assert +now.quota.left == {"article": 9950}


def test_bytes_beyond_an_article_s_quota_stay_with_their_source_and_are_not_owed() -> None:
    large = {f"p/{number}": image(PICTURE + bytes(1000) + bytes([number])) for number in range(30)}
    with site(large) as (address, server):
        urls = [f"{address}/p/{number}" for number in range(30)]
        kept = PictureRow(url=urls[0], sha256="ab" * 32, extension="png", length=4000, found=0)
        found, now = gathered(urls, {urls[0]: kept}, PICTURES_BYTES_AN_ARTICLE=10_000)
    assert found.shows[0].path == f"media/ab/{'ab' * 32}.png"
    assert 6 <= counted(server) <= 9
    assert len(found.shows) == 1 + counted(server)
    assert now.quota.left["article"] == len(found.left_out) == 30 - len(found.shows)


@pytest.mark.parametrize("whose", ["run", "site"])
def test_beyond_the_quota_of_a_run_and_of_a_site_pictures_are_owed(whose: str) -> None:
    large = {f"p/{number}": image(PICTURE + bytes(1000) + bytes([number])) for number in range(30)}
    with site(large) as (address, server):
        setting = f"PICTURES_BYTES_A_{whose.upper()}"
        found, now = gathered([f"{address}/p/{number}" for number in range(30)], {}, **{setting: 10_000})
    assert 10 <= counted(server) <= 13
    assert len(found.shows) == 30
    assert len(found.fetched) == counted(server)
    assert +now.quota.left == {whose: 30 - counted(server)}


def test_only_what_is_unknown_or_due_is_asked_for() -> None:
    pages = {"new": image(PICTURE), "due": image(PICTURE), "owed": image(PICTURE)}
    with site(pages) as (address, server):
        urls = [f"{address}/{name}" for name in ("kept", "later", "failed", "new", "due", "owed")]
        kept, later, failed, _, due, owed = urls
        file = {"sha256": "cd" * 32, "extension": "gif", "length": 9, "found": 0}
        known = {
            kept: PictureRow(url=kept, **file),
            later: PictureRow(url=later, **file, next_check=101),
            due: PictureRow(url=due, **file, next_check=100),
            failed: PictureRow(url=failed, found=0, attempts=1, failure="http-404", next_check=101),
            owed: PictureRow(url=owed, found=0),
        }
        found, _ = gathered(urls, known)
    assert {asked.target for asked in server.asked} == {"/robots.txt", "/new", "/due", "/owed"}
    assert [bool(one.path) for one in found.shows] == [True, True, False, True, True, True]
    assert found.shows[4].path.endswith(".jpg")


def test_a_run_that_is_told_to_end_waits_for_none() -> None:
    with site({f"p/{number}": hang for number in range(40)}) as (address, server):

        async def work(now: Asking) -> Gathered:
            asyncio.get_running_loop().call_later(0.2, now.told_to_end.append, True)
            urls = [f"{address}/p/{number}" for number in range(40)]
            return await asyncio.wait_for(gather(urls, {}, now.fetcher, now.quota, now=0), 5)

        settings = {"DOWNLOAD_TIMEOUT": 1.5, "RETRY_ENABLED": False}
        found = asking(work, address.removeprefix("http://"), settings=settings)
    assert (len(found.shows), found.fetched) == (40, ())
    assert counted(server) <= 4


def test_a_host_that_no_profile_names_is_asked_by_its_own_robots_txt(monkeypatch: pytest.MonkeyPatch) -> None:
    """Behind a proxy, which is how a test reaches a public name."""
    pages = {
        "http://cdn.example/robots.txt": ROBOTS,
        "http://cdn.example/a.jpg": image(PICTURE),
        "http://cdn.example/to-page": redirect("http://home.example/"),
        "http://home.example/": response(b"<html><p>Home"),
        "http://other.example/moved": redirect("http://cdn.example/a.jpg"),
    }
    names = ("a.jpg", "forbidden", "to-page")
    with running(pages.get) as (address, server):
        monkeypatch.setenv("http_proxy", address)
        monkeypatch.setenv("no_proxy", "")
        urls = [f"http://cdn.example/{name}" for name in names]
        found = fetched("http://other.example/moved", *urls, hosts=("home.example",))
    assert [one.reason for one in found] == ["", "", "robots", "not-a-picture"]
    asked = [one.target for one in server.asked]
    assert asked.count("http://cdn.example/robots.txt") == 1
    assert "http://cdn.example/forbidden" not in asked


@pytest.mark.parametrize("inside", ["127.0.0.1", "10.0.0.7", "169.254.169.254"])
def test_a_public_name_that_leads_inside_is_not_connected_to(
    inside: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look_up(name: str, port: int, *_: Any, **__: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (inside, port))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    (one,) = fetched("http://cdn.example/a.jpg", hosts=("home.example",), settings={"ROBOTSTXT_OBEY": False})
    assert one.reason == "address-refused"
    (one,) = fetched("http://cdn.example/a.jpg", hosts=("home.example",))
    assert one.reason == "address-refused"


def test_no_new_host_is_asked_once_twenty_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    def look_up(name: str, *_: Any, **__: Any) -> list[Any]:
        looked_up.add(name)
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    looked_up = set[str]()
    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    found = fetched(*(f"http://n{number}.example/p.jpg" for number in range(40)), hosts=("home.example",))
    assert [one and one.reason for one in found] == ["no-such-host"] * 20 + [None] * 20
    assert len(looked_up) == 20
