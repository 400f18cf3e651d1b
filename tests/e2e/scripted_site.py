"""A news site whose pages are empty until scripts fill them, and a server that nobody must reach."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from newsarchive.demo.responses import PLAIN, json_page, page, redirect, refusal
from newsarchive.demo.server import Answer, Asked, Write, serving

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

    :param additions: further HTML of an article's page, as ``n3`` for the third
    :param home: of the site
    :param asked: of the site, method and path
    :param port: that no page may reach
    :param victim: what came to that port
    :param withdrawn: paths that answer 404
    :param pictures: PNGs, by path
    """

    additions: dict[str, str]
    home: str = ""
    port: int = 0
    asked: list[str] = field(default_factory=list)
    victim: list[bytes] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    withdrawn: set[str] = field(default_factory=set)
    pictures: dict[str, bytes] = field(default_factory=dict)

    def answer(self, asked: Asked) -> Answer:
        path = asked.target.partition("?")[0]
        self.asked.append(f"{asked.method} {path}")
        self.agents.add(asked.headers["user-agent"])
        name = path.rpartition("/")[2].partition(".")[0]
        if path in self.withdrawn:
            return refusal(404, "withdrawn")
        if path in self.pictures:
            return page(self.pictures[path], content_type="image/png")
        if path == "/hang.js":
            return hang
        if path == "/away":
            return redirect(f"http://127.0.0.1:{self.port}/redirected")
        if path == "/robots.txt":
            return page("User-agent: *\nDisallow: /private/\n", content_type=PLAIN)
        if path == "/app.js":
            return page(APP, content_type="text/javascript")
        if path == "/api/list":
            return json_page([{"id": n, "title": title_of(n)} for n in range(1, ARTICLES + 1)])
        if path.startswith("/api/article/"):
            number = int(name)
            return json_page({"title": title_of(number), "date": date_of(number), "body": body_of(number)})
        if path == "/" or path.startswith("/news/"):
            return page(SHELL % self.additions.get(f"n{name}", "").replace("VICTIM", str(self.port)))
        return refusal(404, "not here")


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
    """Serve it on loopback."""
    site = ScriptedSite(additions=additions)
    with _victim(site), serving(site.answer) as address:
        site.home = f"{address}/"
        yield site


async def hang(_: Asked, write: Write) -> None:
    await asyncio.sleep(60)


@contextmanager
def _victim(site: ScriptedSite) -> Iterator[None]:
    """Note every TCP connection and every datagram to the port that no page may reach."""
    tcp, udp = socket.socket(), socket.socket(type=socket.SOCK_DGRAM)
    tcp.bind(("127.0.0.1", 0))
    site.port = tcp.getsockname()[1]
    udp.bind(("127.0.0.1", site.port))
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
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()
        tcp.close()
        udp.close()
