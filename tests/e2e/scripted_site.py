"""A news site whose pages are empty until scripts fill them, and a server that nobody must reach."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

ARTICLES = 8
SHELL = """<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>江畔日报</title></head>
<body><noscript>请启用 JavaScript 后浏览本站。</noscript><div id="app"></div>
<script src="/app.js"></script>%s</body></html>"""
APP = """
const app = document.getElementById("app"), path = location.pathname
const make = (name, text, more = {}) => Object.assign(document.createElement(name), {textContent: text}, more)
async function list() {
  const rows = await (await fetch("/api/list")).json(), ul = make("ul", "")
  for (const row of rows) {
    const li = make("li", "")
    li.append(make("a", row.title, {href: `/news/${row.id}.html`}))
    ul.append(li)
  }
  app.append(ul)
}
async function article(id) {
  const data = await (await fetch(`/api/article/${id}`, {headers: {"X-Requested-With": "fetch"}})).json()
  const box = make("article", "")
  document.title = data.title + "_江畔日报"
  box.append(make("h1", data.title), make("time", data.date), make("div", "", {className: "content"}))
  box.lastChild.append(...data.body.map(text => make("p", text)))
  box.lastChild.append(make("img", "", {src: `/photo/${id}.jpg`, onerror() { this.src = "/missing.png" }}))
  app.append(box)
}
const id = path.match(/^\\/news\\/(\\d+)\\.html$/)
if (path === "/") list()
else if (id) article(id[1])
"""
HANGS = '<script src="/hang.js"></script>'
POLLS = "<script>setInterval(() => fetch('/api/poll'), 50)</script>"
SPINS = "<script>setTimeout(() => { while (true) {} })</script>"
GROWS = "<script>document.body.append('x'.repeat(2e6))</script>"
TRIES = """<script>
const tried = "http://127.0.0.1:VICTIM/secret", metadata = "http://169.254.169.254/latest/", hush = () => {}
const spelt = ["http://localhost:VICTIM/x", "http://[::ffff:127.0.0.1]:VICTIM/", "http://0x7f000001:VICTIM/"]
for (const url of [tried, metadata, "/away", ...spelt]) {
  fetch(url, {mode: "no-cors"}).then(hush, hush)
  fetch(url, {method: "POST", mode: "no-cors", body: "x"}).then(hush, hush)
  for (const name of ["script", "img", "iframe"]) {
    document.head.append(Object.assign(document.createElement(name), {src: url}))
  }
  for (const rel of ["preconnect", "prefetch", "stylesheet", "dns-prefetch", "modulepreload"]) {
    document.head.append(Object.assign(document.createElement("link"), {rel, href: url}))
  }
  import(url).then(hush, hush)
  navigator.sendBeacon(url, "x")
  new EventSource(url)
  new WebSocket(new URL(url, location).href.replace("http", "ws"))
  window.open(url)
}
new Worker(URL.createObjectURL(new Blob([`fetch("${tried}"); new WebSocket("ws://127.0.0.1:VICTIM/w")`])))
try { new SharedWorker(URL.createObjectURL(new Blob([`fetch("${tried}")`]))) } catch {}
navigator.serviceWorker?.register("/app.js").then(hush, hush)
try { new WebTransport("https://127.0.0.1:VICTIM/").ready.then(hush, hush) } catch {}
try {
  const peer = new RTCPeerConnection({iceServers: [{urls: "stun:127.0.0.1:VICTIM"}]})
  peer.createDataChannel("x")
  peer.createOffer().then(offer => peer.setLocalDescription(offer))
} catch {}
fetch("/private/x").then(hush, hush)
setTimeout(() => { location.href = tried }, 900)
</script>"""


@dataclass
class ScriptedSite:
    """What runs where, and who was asked for what.

    :param home: of the site
    :param asked: of the site, method and path
    :param victim: what the server got that no page may reach
    :param additions: further HTML of an article's page, by its name such as ``n3``
    :param withdrawn: paths that answer 404
    """

    home: str = ""
    additions: dict[str, str] = field(default_factory=dict)
    withdrawn: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    victim: list[bytes] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    quiet: threading.Event = field(default_factory=threading.Event)


def title_of(number: int) -> str:
    return f"江畔新城第{number}座图书馆向市民开放"


def date_of(number: int) -> str:
    return f"2024-05-{number:02} 08:{number:02}:00"


def body_of(number: int) -> list[str]:
    first = f"第{number}座图书馆昨日开放，馆藏图书{number}万册，"
    return [
        first + "读者凭身份证即可借阅。" * 4,
        "馆方表示，周末将延长开放时间。" * 3,
        f"记者从第{number}馆获悉。" * 3,
    ]


@contextmanager
def running_scripted_site(**additions: str) -> Iterator[ScriptedSite]:
    """Serve it on loopback.

    :param additions: further HTML of an article's page, as ``n3=…`` for the third
    """
    site = ScriptedSite()
    with _victim(site) as port, _serving(site, port):
        site.additions |= _with_port(additions, port)
        yield site
        site.quiet.set()


def _with_port(additions: dict[str, str], victim: int) -> dict[str, str]:
    return {name: html.replace("VICTIM", str(victim)) for name, html in additions.items()}


def answer(path: str, additions: dict[str, str]) -> tuple[str, bytes]:
    """Content type and body; no body is a 404."""
    name = path.rpartition("/")[2].partition(".")[0]
    if path == "/robots.txt":
        return "text/plain", b"User-agent: *\nDisallow: /private/\n"
    if path == "/app.js":
        return "text/javascript", APP.encode()
    if path == "/api/list":
        rows = [{"id": n, "title": title_of(n)} for n in range(1, ARTICLES + 1)]
        return "application/json", json.dumps(rows).encode()
    if path.startswith("/api/article/"):
        number = int(name)
        said = {"title": title_of(number), "date": date_of(number), "body": body_of(number)}
        return "application/json", json.dumps(said).encode()
    if path == "/" or path.startswith("/news/"):
        return "text/html; charset=utf-8", (SHELL % additions.get(f"n{name}", "")).encode()
    return "text/plain", b""


@contextmanager
def _serving(site: ScriptedSite, victim: int) -> Iterator[None]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            self.rfile.read(int(self.headers["Content-Length"] or 0))  # or it would be the next request
            site.asked.append(f"{self.command} {path}")
            site.agents.add(self.headers["User-Agent"])
            if path == "/hang.js":
                site.quiet.wait(60)
            kind, body = answer(path, site.additions)
            body = b"" if path in site.withdrawn else body
            self.send_response(302 if path == "/away" else 200 if body else 404)
            if path == "/away":
                self.send_header("Location", f"http://127.0.0.1:{victim}/redirected")
            self.send_header("Content-Type", kind)
            self.send_header("ETag", '"always"')
            self.send_header("Content-Length", str(len(body)))
            with suppress(ConnectionError):  # whoever asked may have given up
                self.end_headers()
                self.wfile.write(body)

        do_POST = do_GET  # noqa: N815

        def finish(self) -> None:
            with suppress(ConnectionError):
                super().finish()

        def log_message(self, *_: object) -> None:
            pass

    with _threaded(Handler) as server:
        site.home = f"http://127.0.0.1:{server.server_port}/"
        yield


@contextmanager
def _threaded(handler: type[BaseHTTPRequestHandler]) -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.socket.close()


@contextmanager
def _victim(site: ScriptedSite) -> Iterator[int]:
    """Note every TCP connection and every datagram to one port."""
    tcp, udp = socket.socket(), socket.socket(type=socket.SOCK_DGRAM)
    tcp.bind(("127.0.0.1", 0))
    port = tcp.getsockname()[1]
    udp.bind(("127.0.0.1", port))
    tcp.listen()
    for one in (tcp, udp):
        one.settimeout(0.1)
    over = threading.Event()

    def listen(one: socket.socket) -> None:
        while not over.is_set():
            try:
                if one is udp:
                    site.victim.append(udp.recv(2000))
                else:
                    with tcp.accept()[0] as connection:
                        connection.settimeout(0.2)
                        site.victim.append(connection.recv(2000))
            except TimeoutError:
                continue

    threads = [threading.Thread(target=listen, args=(one,)) for one in (tcp, udp)]
    for thread in threads:
        thread.start()
    try:
        yield port
    finally:
        over.set()
        for thread in threads:
            thread.join()
        tcp.close()
        udp.close()
