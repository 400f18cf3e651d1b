"""A small newspaper without a profile, behind a proxy on loopback, on its first day and on a later one."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit
from zlib import crc32

HOME = "http://paper.example/"
NUMBERS = range(1, 7)
EDITED, GONE, DEAD, LOGIN = 2, 3, 5, 6
_PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} | The Paper</title>
{head}</head><body><main>{main}</main></body></html>"""
_HEAD = """<meta property="og:type" content="article"><meta name="author" content="Ann Reporter">
<meta property="article:published_time" content="2024-05-0{number}T08:0{number}:00+02:00">
<meta property="article:section" content="Harbour">"""


def article(number: int, *, later: bool) -> str:
    """The page of an article; one of them wants its reader to log in."""
    if number == LOGIN:
        form = '<form action="/login"><input type="password" name="password"><button>Log in</button></form>'
        return _PAGE.format(title="Log in", head="", main=f"<h1>Log in to continue</h1>{form}")
    title = f"Ferry {number} sails again after a long winter"
    texts = [
        f"Ferry number {number} left the harbour on Monday with {number}0 passengers aboard, the first of"
        " the year. The crew had spent the winter painting the hull and mending the engine.",
        "The mayor thanked the shipyard, whose workers stayed through the frost, and promised that the"
        " timetable would be printed before the summer guests arrive.",
        f"Tickets for ferry {number} are sold at the pier. Children travel free of charge until June.",
    ]
    if later and number == EDITED:
        texts.append("An earlier version of this article left out that dogs travel free of charge, too.")
    body = "".join(f"<p>{text}</p>" for text in texts)
    main = f"<article><h1>{title}</h1>{body}</article>"
    return _PAGE.format(title=title, head=_HEAD.format(number=number), main=main)


def answer(path: str, *, later: bool) -> tuple[int, str, str]:
    """Status, content type and body."""
    if path == "/robots.txt":
        return 200, "text/plain", "User-agent: *\nDisallow:\n"
    if path == "/":
        links = "".join(
            f'<li><a href="/2024/05/ferry-{number}-sails-again">'
            f"Ferry {number} sails again after a long winter</a></li>"
            for number in NUMBERS
        )
        return 200, "text/html", _PAGE.format(title="News", head="", main=f"<ul>{links}</ul>")
    for number in NUMBERS:
        if path == f"/2024/05/ferry-{number}-sails-again":
            if later and number == GONE:
                return 410, "text/plain", "gone"
            if number != DEAD:
                return 200, "text/html", article(number, later=later)
    return 404, "text/plain", "not found"


@contextmanager
def running_paper(*, later: bool) -> Iterator[str]:
    """Serve it; the proxy's address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            status, kind, text = answer(urlsplit(self.path).path, later=later)
            tag = f'"{crc32(text.encode()):08x}"'
            unchanged = status == 200 and self.headers["If-None-Match"] == tag
            body = b"" if unchanged else text.encode()
            self.send_response(304 if unchanged else status)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("ETag", tag)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
