"""What every answer says to a browser, and what no request gets."""

import asyncio
import socket

import pytest
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from newsarchive.browsing.held import Shelf
from newsarchive.browsing.safety import LONGEST, Guarded, Origins
from tests.browsing.served import Answer, Served, serving_pages

ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
}
NEVER = {"access-control-allow-origin", "set-cookie", "server"}
CATALOG = b"SQLite format 3"


def check_headers(told: Answer, served: Served, *, originals: bool = False) -> None:
    assert {name: told.headers.get(name) for name in ALWAYS} == ALWAYS
    assert not NEVER & told.headers.keys()
    policy = told.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; ")
    if originals:
        assert "sandbox" in policy
        assert f"frame-ancestors {served.base} " in policy
    else:
        assert "frame-ancestors 'none'" in policy
        assert f"frame-src http://127.0.0.1:{served.origins.originals_port};" in policy
        assert "unsafe" not in policy
        assert told.headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize("originals", [False, True])
@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("HEAD", "/", 200),
        ("GET", "/assets/browse.css", 200),
        ("GET", "/nothing/", 404),
        ("POST", "/", 405),
        ("PUT", "/finews/", 405),
        ("DELETE", "/finews/article/1/", 405),
        ("OPTIONS", "/", 405),
        ("TRACE", "/", 405),
        ("CONNECT", "/", 405),
        ("PROPFIND", "/", 405),
        ("GET", "/" + "a" * LONGEST, 414),
        ("GET", "/search?q=" + "a" * LONGEST, 414),
    ],
)
def test_each_answer_has_the_headers(
    method: str, path: str, status: int, served: Served, *, originals: bool
) -> None:
    told = served.get(path, method=method, originals=originals)
    assert told.status == (404 if originals and status == 200 else status)
    check_headers(told, served, originals=originals)
    if method == "HEAD":
        assert told.body == b""
        assert int(told.headers["content-length"]) > 0
    if status == 405:
        assert told.headers["allow"] == "GET, HEAD"


@pytest.mark.parametrize("originals", [False, True])
@pytest.mark.parametrize(
    "said",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nHost: {host}\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: {host}\r\nHost: evil.example\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: {host}\r\nBad Header: 1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
        b"GET /\xff\xfe HTTP/1.1\r\nHost: {host}\r\n\r\n",
        b"nothing that is HTTP\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: {host}\r\nX: " + b"a" * 40_000,
    ],
)
def test_what_is_no_request_is_answered_with_the_same(
    said: bytes, served: Served, *, originals: bool
) -> None:
    port = served.origins.originals_port if originals else served.origins.port
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(said.replace(b"{host}", f"127.0.0.1:{port}".encode()))
        told = connection.recv(65_536)
    assert told.startswith(b"HTTP/1.1 400 ")
    for header in (b"content-security-policy: default-src 'none'", b"x-content-type-options: nosniff"):
        assert told.lower().count(header) == 1


@pytest.mark.parametrize("originals", [False, True])
@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:{port}",
        "127.0.0.1",
        "127.0.0.1:1",
        "localhost",
        "127.0.0.1:{port}.evil.example",
        "localhost:{port}@evil.example",
        "evil.example#127.0.0.1:{port}",
        "127.0.0.1:{port},evil.example",
        "127.0.0.2:{port}",
        "[::1]:{port}",
        "0.0.0.0:{port}",
        "2130706433:{port}",
        "",
    ],
)
def test_who_asks_by_another_name_gets_nothing(host: str, served: Served, *, originals: bool) -> None:
    port = served.origins.originals_port if originals else served.origins.port
    told = served.get("/", headers={"Host": host.format(port=port)}, originals=originals)
    assert told.status == 421
    assert b"finews" not in told.body
    check_headers(told, served, originals=originals)


def test_a_name_of_a_proxy_is_let_in_and_no_other(shelf: Shelf) -> None:
    public = "https://originals.news.example"
    with serving_pages(shelf, names=("News.Example",), originals_at=public, root="/old") as served:
        for host in ("news.example", "NEWS.example", f"localhost:{served.origins.port}"):
            told = served.get("/", headers={"Host": host})
            assert told.status == 200
            assert 'href="/old/finews/"' in told.text
            assert f"frame-src {public};" in told.headers["content-security-policy"]
        assert served.get("/", headers={"Host": "originals.news.example"}).status == 421
        host = {"Host": "originals.news.example"}
        framed = served.get("/x", headers=host, originals=True)
        assert framed.status == 404
        assert "http://news.example https://news.example" in framed.headers["content-security-policy"]
        assert served.get("/x", headers={"Host": "news.example"}, originals=True).status == 421
        assert served.get("/old/assets/browse.css").status == served.get("/assets/browse.css").status == 200
        assert served.get("/older/assets/browse.css").status == 404


def test_a_proxy_is_told_of_by_its_origin() -> None:
    origins = Origins(port=1, originals_port=2, names=("https://News.Example", "other.example"), root="/old")
    assert {"news.example", "other.example"} < origins.hosts
    assert origins.origin("news.example", "http") == "https://news.example/old"
    assert origins.origin("other.example", "http") == "http://other.example/old"
    assert origins.pages == "https://news.example/old"
    policy = origins.originals_headers["Content-Security-Policy"]
    assert policy.endswith("localhost:1 https://news.example http://other.example https://other.example")


def test_no_page_takes_a_header_of_safety_away() -> None:
    async def careless(scope: Scope, receive: Receive, send: Send) -> None:
        said = {"Content-Security-Policy": "none", "X-Content-Type-Options": "", "Cache-Control": "max-age=9"}
        await Response("body", headers=said)(scope, receive, send)

    origins, told = Origins(port=1, originals_port=2), list[Message]()

    async def send(message: Message) -> None:
        told.append(message)

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    scope = {"type": "http", "method": "GET", "raw_path": b"/", "query_string": b""}
    scope["headers"] = [(b"host", b"localhost:1")]
    asyncio.run(Guarded(careless, origins.hosts, origins.page_headers)(scope, receive, send))
    headers = dict(told[0]["headers"])
    assert headers[b"content-security-policy"].startswith(b"default-src 'none'; ")
    assert headers[b"x-content-type-options"] == b"nosniff"
    assert headers[b"cache-control"] == b"max-age=9"
    assert len(headers) == len(told[0]["headers"])


def test_no_path_reaches_a_file(served: Served, shelf: Shelf) -> None:
    inside = ("_archive/catalog.sqlite", "_archive/site.yml", "_posts", "_archive/originals")
    steps = ("..", "%2e%2e", "%2E%2E", "..%2f..", "..%5c", ".%00", "%c0%ae%c0%ae", "....//", "%252e%252e")
    absolute = [str(held.folder / path) for held in shelf.values() for path in inside]
    tried = [
        *(f"/{path}" for path in inside),
        *(f"/finews/{path}" for path in inside),
        *(f"/finews/{step}/finews/{path}" for step in steps for path in inside),
        *(f"/{step}/{path}" for step in steps for path in inside),
        *(f"/assets/{step}/{name}" for step in steps for name in ("app.py", "templates/base.html")),
        *(f"/finews/media/{step}/{path}" for step in steps for path in inside),
        *(f"/finews/media/ab/{step}/{path}" for step in steps for path in inside),
        *(f"/finews/post/{step}%2f{path.replace('/', '%2f')}" for step in steps for path in inside),
        *(path.replace("/", "%2f") for path in map("/{}".format, absolute)),
        *absolute,
        *(f"/{path}" for path in absolute),
        *(f"/finews/post/{path.replace('/', '%2F')}" for path in absolute),
        *(f"file://{path}" for path in absolute),
        "/finews/%00", "/%ff%fe/", "/%", "/%zz/", "/finews%2fday%2f2024-01-01%2f", "/.", "//", "//etc/passwd",
        "\\", "/assets/browse.css/", "/assets/browse.css%00.js", "/assets/../app.py", "/assets/base.html",
    ]  # fmt: skip
    for path in tried:
        told = served.get(path)
        assert told.status in {400, 404}, path
        assert CATALOG not in told.body
        assert b"import " not in told.body
        check_headers(told, served)


def test_an_archive_is_known_by_its_name_alone(served: Served, shelf: Shelf) -> None:
    """A folder beside the archives is none of them."""
    beside = shelf["finews"].folder.parent / "other"
    beside.mkdir(exist_ok=True)
    for path in ("/other/", "/Finews/", "/finews%20/", "/finews./", "/finews;a/"):
        told = served.get(path)
        assert (told.status, "there is no archive" in told.text or "no such page" in told.text) == (404, True)


def test_assets_are_asked_for_again_only_when_they_changed(served: Served) -> None:
    first = served.get("/assets/browse.css")
    assert first.headers["content-type"] == "text/css; charset=utf-8"
    again = served.get("/assets/browse.css", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status, again.body) == (304, b"")
    check_headers(again, served)
