"""A site that nobody wrote a profile for, with an article of every kind whose address is not its id."""

from tests.every_site.proxy import Answer, Content

_PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>{title} | The Morning</title>{head}
<meta property="article:published_time" content="2025-03-{day:02}T08:00:00+00:00">
<meta name="author" content="Ann Example"><meta property="article:section" content="World"></head>
<body><nav><a href="/">Home</a></nav><article><h1>{title}</h1>{text}</article>{foot}</body></html>"""
_TEXT = "".join(
    f"<p>The {{word}} was opened to the public {when}, and people came from all over the county.</p>"
    for when in ("in the morning", "at noon", "in the evening")
)


def plain_site(home: str) -> Content:
    """Found by its feed: plain, canonical elsewhere, redirected, in several pages, not in ASCII, unusable;
    two whose addresses end alike on one day, and two on different days.

    :param home: such as ``http://morning.example/``
    """
    host = home.split("/")[2]
    shown = [
        f"{home}world/2025/harbour", f"{home}world/2025/canal/", f"{home}go/17", f"{home}world/2025/long",
        f"{home}新闻/2025/河岸", f"http://live.{host}/2025/late", f"{home}world/2025/Park",
        f"{home}world/2025/park", f"{home}world/2025/unusable", f"{home}world/2025/edited",
        f"{home}world/2025/withdrawn", f"{home}county/2025/long",
    ]  # fmt: skip
    pages = {url: _page(url, day) for day, url in enumerate(shown, start=1)}
    pages[shown[1]] = _page(shown[1], 2, head=f'<link rel="canonical" href="{shown[1].rstrip("/")}">')
    pages[shown[2]] = Answer(location=f"{home}world/2025/bridge")
    pages[f"{home}world/2025/bridge"] = _page(f"{home}world/2025/bridge", 3)
    numbers = '<a href="/world/2025/long">1</a> <a href="/world/2025/long?page=2">2</a>'
    bar = f'<div class="pagination">{numbers}</div>'
    pages[shown[3]] = _page(shown[3], 4, foot=bar)
    pages[f"{shown[3]}?page=2"] = _page(f"{shown[3]}?page=2", 4, word="second page", foot=bar)
    pages[shown[4]] = _page("河岸", 5)
    pages[shown[11]] = _page(shown[11], 4, word="county")
    pages[shown[8]] = Answer(b"<html><head><title>Nothing</title></head><body><h1>Nothing</h1></body></html>")
    items = "".join(
        f"<item><title>Item {number}</title><link>{url}</link></item>" for number, url in enumerate(shown)
    )
    feed = f'<rss version="2.0"><channel><title>The Morning</title>{items}</channel></rss>'
    front = '<html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head></html>'
    answers = {home: Answer(front.encode()), f"{home}feed": Answer(feed.encode(), "text/xml")}
    answers |= {_asked(url): page for url, page in pages.items()}
    return Content(answers, edited=shown[9:10], gone=shown[10:11])


def _page(url: str, day: int, *, word: str = "", head: str = "", foot: str = "") -> Answer:
    name = url.rstrip("/").rpartition("/")[2]
    text = _TEXT.format(word=word or name)
    title = f"How the {name} came to be what it is today"
    return Answer(_PAGE.format(title=title, day=day, text=text, head=head, foot=foot).encode())


def _asked(url: str) -> str:
    """As browsers ask for it."""
    return "".join(c if c.isascii() else "".join(f"%{byte:02X}" for byte in c.encode()) for c in url)
