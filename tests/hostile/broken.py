"""More pages that break: by how they are sent, by what they answer, by where they redirect to."""

import asyncio
import gzip
import socket
import struct
import zlib

import brotli

from newsarchive.demo.server import Asked, Write
from tests.hostile.pages import WHOLE, Hostile, article, drip, redirect, when_asked, zipped
from tests.hostile.server import Page, response

LONG = article(more="<p>" + "And so on. " * 40_000 + "</p>")
HALF = WHOLE[: len(WHOLE) // 2]
PLAIN = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


async def endless_continue(_: Asked, write: Write) -> None:
    while True:
        write.write(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000)
        await write.drain()


async def endless_header_line(_: Asked, write: Write) -> None:
    write.write(PLAIN + b"X-Long: ")
    while True:
        write.write(b"x" * 10_000)
        await write.drain()


async def endless_continued_header(_: Asked, write: Write) -> None:
    write.write(PLAIN + b"X-Long: x\r\n")
    while True:
        write.write(b" folded\r\n" * 1000)
        await write.drain()


async def endless_chunk_line(_: Asked, write: Write) -> None:
    write.write(PLAIN + b"Transfer-Encoding: chunked\r\n\r\n1;")
    while True:
        write.write(b"x" * 10_000)
        await write.drain()


async def endless_trailer(_: Asked, write: Write) -> None:
    write.write(PLAIN + b"Transfer-Encoding: chunked\r\n\r\n0\r\n")
    while True:
        write.write(b"X-Trailer: 1\r\n" * 1000)
        await write.drain()


async def tiny_chunks(_: Asked, write: Write) -> None:
    write.write(PLAIN + b"Transfer-Encoding: chunked\r\n\r\n")
    while True:
        await drip(write, b"1\r\nx\r\n", 0.05)


async def broken_off(_: Asked, write: Write) -> None:
    """Whole for who does not look: no length was stated, and the connection breaks."""
    write.write(PLAIN + b"\r\n" + HALF)
    await write.drain()
    await asyncio.sleep(0.2)
    connection = write.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    write.transport.abort()


def cut_once(whole: bytes, cut: bytes) -> Page:
    """Cut short the first time, whole the second time."""

    async def page(asked: Asked, write: Write) -> None:
        write.write(whole if asked.times else cut)

    return page


def length(body: bytes, stated: int) -> bytes:
    return response(body, headers={"Content-Length": str(stated)})


def chain(left: int) -> dict[str, bytes]:
    """Redirects one after another, and what they are named by."""
    return {f"hop-{left}-{n}": redirect(f"/2024/01/05/hop-{left}-{n + 1}.html") for n in range(left)}


async def cookie_wall(asked: Asked, write: Write) -> None:
    """Who has not got the cookie is sent round in circles."""
    said = {"Set-Cookie": "seen=1; Path=/", "Location": asked.target}
    write.write(response(b"", status="302 Found", headers=said))


SENT = {
    "surplus": Hostile(length(WHOLE, 600), "failed"),
    "large-surplus": Hostile(length(LONG, 131_072), "failed"),
    "two-lengths": Hostile(
        PLAIN + b"Content-Length: 600\r\nContent-Length: %d\r\n\r\n" % len(WHOLE) + WHOLE, "failed"
    ),
    "negative-length": Hostile(PLAIN + b"Content-Length: -1\r\n\r\n" + WHOLE, "failed"),
    "length-of-5000-digits": Hostile(PLAIN + b"Content-Length: %s\r\n\r\n" % (b"9" * 5000), "failed"),
    "endless-continue": Hostile(endless_continue, "failed"),
    "endless-header-line": Hostile(endless_header_line, "failed"),
    "endless-continued-header": Hostile(endless_continued_header, "failed"),
    "endless-chunk-line": Hostile(endless_chunk_line, "failed"),
    "endless-trailer": Hostile(endless_trailer, "failed"),
    "tiny-chunks": Hostile(tiny_chunks, "failed"),
    "huge-chunk": Hostile(
        PLAIN + b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n" + WHOLE, "failed"
    ),
    "unknown-transfer": Hostile(PLAIN + b"Transfer-Encoding: gzip\r\n\r\n" + WHOLE, "failed"),
    "broken-off": Hostile(broken_off, "failed"),
    "half-without-length": Hostile(PLAIN + b"\r\n" + HALF, "failed"),
    "whole-without-length": Hostile(PLAIN + b"\r\n" + WHOLE, "stored"),
    "without-length-and-end-tags": Hostile(PLAIN + b"\r\n" + WHOLE.replace(b"</body></html>", b""), "stored"),
    "headers-of-another-world": Hostile(
        b"HTTP/1.1 200\nno colon here\n: no name\nContent-Type: text/html\n\n" + WHOLE, "stored"
    ),
    "empty-answer": Hostile(b"", "failed"),
    "nothing-but-status": Hostile(b"HTTP/1.1 200 OK\r\n", "failed"),
    "http-0.9": Hostile(WHOLE, "failed"),
    "cut-once": Hostile(cut_once(response(WHOLE), length(HALF, len(WHOLE))), "stored"),
    "cut-gzip-once": Hostile(
        cut_once(zipped(gzip.compress(WHOLE)), zipped(gzip.compress(WHOLE)[:-20])), "stored"
    ),
    "cut-deflate": Hostile(zipped(zlib.compress(WHOLE)[:-20], encoding="deflate"), "failed"),
    "bare-deflate": Hostile(zipped(zlib.compress(WHOLE)[2:-4], encoding="deflate"), "stored"),
    "good-brotli": Hostile(zipped(brotli.compress(WHOLE), encoding="br"), "stored"),
    "cut-brotli": Hostile(zipped(brotli.compress(WHOLE)[:-20], encoding="br"), "failed"),
    "brotli-bomb": Hostile(
        when_asked(lambda: zipped(brotli.compress(bytes(64 << 20)), encoding="br")), "failed"
    ),
    "false-checksum": Hostile(zipped(gzip.compress(WHOLE)[:-8] + bytes(8)), "failed"),
    "ten-layers": Hostile(zipped(gzip.compress(WHOLE), encoding=", ".join(["gzip"] * 10)), "failed"),
    "a-hundred-thousand-members": Hostile(
        zipped(gzip.compress(b"") * 100_000 + gzip.compress(WHOLE)), "failed"
    ),
    "charset-for-encoding": Hostile(zipped(WHOLE, encoding="UTF-8"), "stored"),
}

ANSWERED = {
    "999": Hostile(response(WHOLE, status="999 No"), "failed"),
    "300-without-location": Hostile(response(WHOLE, status="300 Multiple Choices"), "failed"),
    "304-unasked": Hostile(response(b"", status="304 Not Modified"), "failed"),
    "429": Hostile(response(WHOLE, status="429 Too Many", headers={"Retry-After": "9999999"}), "failed"),
    "404-in-false-gzip": Hostile(
        response(WHOLE, status="404 Not Found", headers={"Content-Encoding": "gzip"}), "failed"
    ),
    "date-of-nowhere": Hostile(response(WHOLE, headers={"Date": "Fri, 99 Jan 99999 25:61:61 +9"}), "stored"),
    "validators-of-15000": Hostile(response(WHOLE, headers={"ETag": '"' + "e" * 15_000 + '"'}), "stored"),
}

ODD = (
    "http://127.0.0.1:80:90/", "http://[", "http://[::1", "javascript:alert(1)", "//127.0.0.1:22/", "",
    "http://a.example@127.0.0.1/", "http://①②⑦.⓪.⓪.①/", "http://[64:ff9b::7f00:1]/", "http://[fe80::1%25eth0]/",
    "http:///etc/passwd", "http://127.0.0.1:0/", "/" + "x" * 15_000, "gopher://127.0.0.1/", "http://\x7f/",
)  # fmt: skip
SENT_ON = {
    "cookie-wall": Hostile(cookie_wall, "failed"),
    "chain-of-30": Hostile(redirect("/2024/01/05/hop-30-0.html"), "failed"),
    "chain-of-5": Hostile(redirect("/2024/01/05/hop-5-0.html"), "stored"),
    **{f"to-odd-{number}": Hostile(redirect(url), "failed") for number, url in enumerate(ODD)},
}
HOPS = chain(30) | chain(5) | {"hop-5-5": response(WHOLE)}
