"""The hostile pages, by class; beside each the outcome that it must have."""

import asyncio
import gzip
import zlib
from collections.abc import Callable
from typing import NamedTuple

from newsarchive.demo.server import Asked, Write
from tests.hostile.server import Page, response

TEXT = "The council met on Tuesday and decided, after a long debate, to keep the old bridge open. "


class Hostile(NamedTuple):
    """A page and what must come of it: stored, failed or quarantined."""

    page: Page
    outcome: str


def article(title: str = "The bridge stays open", *, more: str = "") -> bytes:
    """An honest article."""
    paragraphs = "".join(f"<p>{number}. {TEXT * 2}</p>" for number in range(1, 9))
    return (
        f"<!doctype html><html lang=en><head><title>{title}</title></head><body><article><h1>{title}</h1>"
        f'<time datetime="2024-01-05T08:23:00+00:00">5 January 2024, 8:23</time>{paragraphs}{more}'
        "</article></body></html>"
    ).encode()


WHOLE = article()


async def drip(write: Write, data: bytes, pause: float) -> None:
    """Byte by byte, without end."""
    while True:
        for byte in data:
            write.write(bytes([byte]))
            await write.drain()
            await asyncio.sleep(pause)


async def slow_headers(_: Asked, write: Write) -> None:
    await drip(write, b"HTTP/1.1 200 OK\r\nX-Slow: yes\r\n", 0.3)


async def dribble(_: Asked, write: Write) -> None:
    write.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n")
    await drip(write, b"<p>so slow</p>", 0.2)


async def hang(_: Asked, write: Write) -> None:
    await asyncio.sleep(55)


async def reset(_: Asked, write: Write) -> None:
    write.transport.abort()


async def endless(_: Asked, write: Write) -> None:
    write.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + WHOLE)
    while True:
        write.write(b"<p>and on</p>" * 10_000)
        await write.drain()


async def header_bomb(_: Asked, write: Write) -> None:
    write.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(20_000):
        write.write(b"X-Bomb-%d: %s\r\n" % (number, b"x" * 500))
        await write.drain()


async def recovering(asked: Asked, write: Write) -> None:
    bad = response(b"later", status="503 Service Unavailable")
    write.write(response(WHOLE) if asked.times else bad)


def asks_to_wait(retry_after: str) -> Page:
    """503 with this ``Retry-After``, and then the article."""

    async def page(asked: Asked, write: Write) -> None:
        bad = response(b"later", status="503 Service Unavailable", headers={"Retry-After": retry_after})
        write.write(response(WHOLE) if asked.times else bad)

    return page


def redirect(to: str) -> bytes:
    """A redirect to wherever."""
    return response(b"", status="302 Found", headers={"Location": to})


def zipped(data: bytes, *, encoding: str = "gzip") -> bytes:
    """A response that says it is compressed."""
    return response(data, headers={"Content-Encoding": encoding})


def when_asked(make: Callable[[], bytes]) -> Page:
    """A response that takes its time to be made, and that few runs of the tests ask for."""

    async def page(_: Asked, write: Write) -> None:
        write.write(await asyncio.to_thread(make))

    return page


def bomb() -> bytes:
    """A gigabyte of nothing in five megabytes."""
    packer = zlib.compressobj(1, zlib.DEFLATED, 31)
    return b"".join(packer.compress(bytes(1 << 20)) for _ in range(1024)) + packer.flush()


TRANSPORT = {
    "slow-headers": Hostile(slow_headers, "failed"),
    "dribbled-body": Hostile(dribble, "failed"),
    "hang": Hostile(hang, "failed"),
    "reset": Hostile(reset, "failed"),
    "early-close": Hostile(response(WHOLE, headers={"Content-Length": "99999"}), "failed"),
    "bad-chunks": Hostile(
        response(b"ZZ\r\n" + WHOLE, headers={"Content-Length": "", "Transfer-Encoding": "chunked"}), "failed"
    ),
    "cut-chunks": Hostile(
        response(
            b"%x\r\n%s\r\n" % (len(WHOLE), WHOLE),
            headers={"Content-Length": "", "Transfer-Encoding": "chunked"},
        ),
        "failed",
    ),
    "not-http": Hostile(b"SSH-2.0-OpenSSH_9.9\r\n", "failed"),
    "header-bomb": Hostile(header_bomb, "failed"),
    "fifty-megabytes": Hostile(response(b"x" * 100, headers={"Content-Length": str(50 << 20)}), "failed"),
    "endless": Hostile(endless, "failed"),
    "gzip-bomb": Hostile(when_asked(lambda: zipped(bomb())), "failed"),
    "nested-gzip": Hostile(zipped(gzip.compress(gzip.compress(WHOLE)), encoding="gzip, gzip"), "stored"),
    "nested-bomb": Hostile(
        when_asked(lambda: zipped(gzip.compress(bomb()), encoding="gzip, gzip")), "failed"
    ),
    "cut-gzip": Hostile(zipped(gzip.compress(WHOLE)[:-40]), "failed"),
    "false-gzip": Hostile(zipped(WHOLE), "failed"),
    "good-gzip": Hostile(zipped(gzip.compress(WHOLE)), "stored"),
    "unknown-encoding": Hostile(zipped(WHOLE[::-1], encoding="rot13"), "failed"),
}

STATUS = {
    "503-recovers": Hostile(recovering, "stored"),
    "500-for-ever": Hostile(response(b"no", status="500 Internal Server Error"), "failed"),
    "retry-after-seconds": Hostile(asks_to_wait("1"), "stored"),
    "retry-after-date": Hostile(asks_to_wait("Fri, 05 Jan 2024 08:00:00 GMT"), "stored"),
    "retry-after-huge": Hostile(asks_to_wait("9" * 400), "stored"),
    "retry-after-garbage": Hostile(asks_to_wait("when I say so"), "stored"),
    "404": Hostile(response(WHOLE, status="404 Not Found"), "failed"),
    "410": Hostile(response(WHOLE, status="410 Gone"), "failed"),
    "401": Hostile(response(WHOLE, status="401 Unauthorized"), "failed"),
    "403": Hostile(response(WHOLE, status="403 Forbidden"), "failed"),
    "unasked-206": Hostile(
        response(WHOLE[:600], status="206 Partial Content", headers={"Content-Range": "bytes 0-599/9999"}),
        "failed",
    ),
    "empty-200": Hostile(response(b""), "quarantined"),
    "soft-404": Hostile(
        response(b"<html><title>Oops</title><body><p>Sorry, the page you requested was not found.</p>"),
        "quarantined",
    ),
}

PRIVATE = (
    "http://169.254.169.254/latest/meta-data/", "http://127.1/", "http://2130706433/", "http://0x7f.1/",
    "http://0177.0.0.1/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://localhost/", "http://10.0.0.1/",
    "http://localhost:22/", "http://127.0.0.1:22/", "https://127.0.0.1:6379/",
)  # fmt: skip
REDIRECTS = {
    "loop": Hostile(redirect("/2024/01/05/loop.html"), "failed"),
    "to-file": Hostile(redirect("file:///etc/passwd"), "failed"),
    "to-ftp": Hostile(redirect("ftp://127.0.0.1/"), "failed"),
    "to-data": Hostile(redirect("data:text/html,<h1>x</h1>"), "failed"),
    "to-other-site": Hostile(redirect("http://other.example/"), "failed"),
    "meta-refresh": Hostile(
        response(
            b"<html><head><meta http-equiv=refresh content='0;url=http://other.example/secret'></head><body></body></html>"
        ),
        "quarantined",
    ),
    **{f"to-private-{number}": Hostile(redirect(url), "failed") for number, url in enumerate(PRIVATE)},
}

PARSERS = {
    "100000-divs": Hostile(response(article(more="<div>" * 100_000 + "deep" + "</div>" * 100_000)), "stored"),
    "400-divs": Hostile(
        response(article(more="<div>" * 400 + f"<p>BELOW {TEXT}</p>" + "</div>" * 400)), "stored"
    ),
    "40000-tags": Hostile(response(article(more="<p>" + "<b>x</b>" * 40_000 + "</p>")), "stored"),
    "100000-attributes": Hostile(
        response(article(more="<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">x</p>")), "stored"
    ),
    "200000-digit-date": Hostile(response(article().replace(b"2024-01-05T", b"2" * 200_000)), "stored"),
    "entity-bomb": Hostile(
        response(
            b'<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
            + article(more="&b;" * 1000)
        ),
        "stored",
    ),
    "deep-json-ld": Hostile(
        response(article(more="<script type='application/ld+json'>" + "[" * 100_000 + "</script>")), "stored"
    ),
    "nul-and-bom": Hostile(response(b"\xef\xbb\xbf" + article().replace(b"<p>3", b"<p>\0\0 3")), "stored"),
}
