import pytest
from scrapy.exceptions import DownloadFailedError

from newsarchive.fetching.wire import read_head

OK = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    ("head", "lines"),
    [
        (OK + b"X-a: 1\r\nX-A: 2\r\nB:", [b"X-a: 1", b"X-A: 2", b"B: "]),
        (b"HTTP/1.1 200 OK\nA: 1\nB: 2", [b"A: 1", b"B: 2"]),
        (OK + b"A : 1\r\nB:\t2 \t", [b"A: 1", b"B: 2"]),
        (OK + b"A: 1\r\n 2\r\n\t3", [b"A: 1 2 3"]),
        (OK + b" folded: x\r\nA: 1", [b"A: 1"]),
        (OK + b"no colon\r\n: no name\r\nTwo words: x\r\n<b>Warning</b>: x\r\nA: 1", [b"A: 1"]),
        (OK + b"A: x\0y\r\nB: x\ry\r\nC: \xe9\x01", [b"B: x y", b"C: \xe9\x01"]),
    ],
)  # fmt: skip
def test_headers_stay_as_they_were_said_and_what_is_none_is_skipped(head: bytes, lines: list[bytes]) -> None:
    assert read_head(head).lines == b"\r\n".join([b"HTTP/1.1 200 -", *lines]) + b"\r\n\r\n"


@pytest.mark.parametrize(
    ("first", "status", "said"),
    [
        (b"HTTP/1.0 404 Not Found", 404, b"HTTP/1.0 404 -"), (b"HTTP/1.1 200", 200, b"HTTP/1.1 200 -"),
        (b"http/1.1\t200\tOK", 200, b"HTTP/1.1 200 -"), (b"HTTP/2 304 \xff", 304, b"HTTP/1.1 304 -"),
    ],
)  # fmt: skip
def test_a_status_line(first: bytes, status: int, said: bytes) -> None:
    head = read_head(first)
    assert (head.status, head.lines) == (status, said + b"\r\n\r\n")


@pytest.mark.parametrize(
    "first",
    [b"ICY 200 OK", b"HTTP/1.1 2000 OK", b"HTTP/1.1 20", b"xHTTP/1.1 200 OK", b"HTTP/0.9 200 OK", b"<p>"],
)
def test_no_status_line(first: bytes) -> None:
    with pytest.raises(DownloadFailedError, match="no HTTP status"):
        read_head(first)


CHUNKED = b"\r\nTransfer-Encoding: Chunked"


@pytest.mark.parametrize(
    ("headers", "length", "is_chunked", "count"),
    [
        (b"", None, False, 0), (b"\r\nContent-Length: 4", 4, False, 1),
        (b"\r\nContent-Length: 4\r\ncontent-length: 4", 4, False, 1),
        (b"\r\nContent-Length: 4, 4", 4, False, 1), (CHUNKED, None, True, 1),
        (b"\r\nContent-Length: 4" + CHUNKED, None, True, 1), (CHUNKED * 2, None, True, 1),
        (b"\r\nContent-Length: x" + CHUNKED, None, True, 1),
        (b"\r\nTransfer-Encoding: identity\r\nContent-Length: 4", 4, False, 1),
    ],
)  # fmt: skip
def test_how_long_a_body_is(headers: bytes, length: int | None, is_chunked: bool, count: int) -> None:
    head = read_head(OK.strip() + headers)
    assert (head.length, head.is_chunked) == (length, is_chunked)
    assert len(head.lines.splitlines()) == 2 + count


@pytest.mark.parametrize(
    "headers",
    [
        b"Content-Length: 4\r\nContent-Length: 5", b"Content-Length: 4, 5", b"Content-Length: -1",
        b"Content-Length: +4", b"Content-Length:", b"Content-Length: 4x",
        b"Content-Length: %s" % (b"9" * 5000), b"Transfer-Encoding: gzip",
        b"Transfer-Encoding: gzip, chunked",
    ],
)  # fmt: skip
def test_a_body_whose_end_nobody_can_tell(headers: bytes) -> None:
    with pytest.raises(DownloadFailedError, match=r"Content-Length|Transfer-Encoding") as caught:
        read_head(OK + headers)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 99
