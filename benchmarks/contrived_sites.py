"""Small sites of which one page, feed, sitemap or list is contrived to cost whoever reads it."""

import gzip
from collections.abc import Callable, Iterator

Site = dict[str, bytes]
_AT = "/2024/01/05/bridge-stays-open.html"
_TEXT = "The council met on Tuesday and decided, after a long debate, to keep the old bridge open. "
_PARAGRAPHS = "".join(f"<p>{number}. {_TEXT * 2}</p>" for number in range(1, 9))
_SMALL, _LARGE = 250_000, 4_000_000  # bytes: read on the event loop, and beside it

# What is repeated, and where: in an article's head, beside its headline, within its text.
_IN_HEAD = {
    "metas": '<meta property="article:tag" content="bridge {n}">',
    "dates in metas": '<meta name="date" content="1/1/1/1/1 {n}">',
    "links": '<link rel="canonical" href="/a/{n}">',
    "alternates": '<link rel="alternate" type="application/rss+xml" href="/f/{n}.xml">',
    "styles": "<style>.a{n} .b, .c {{ display: none }}</style>",
    "scripts": "<script>window.__STATE_{n}__ = {{'a': [1, 2, {{</script>",
    "JSON-LD objects": '<script type="application/ld+json">{{"@type": "Article", "name": "{n}"}}</script>',
    "refreshes": '<meta http-equiv="refresh" content="{n}; url=/x/{n}">',
}
_BESIDE = {
    "bylines": "<span class='byline'>By Ada Bell {n} and Bea Cole, with Cid Dow</span>",
    "author links": "<a rel='author' href='/people/{n}'>Ada Bell {n}</a>",
    "times": "<time datetime='2024-01-{n}T99:99'>1 January {n}</time>",
    "days in words": "<span>Monday the 1st of January {n}, a quarter past {n}</span>",
    "days in figures": "<b>1/2/{n} 3.4.{n} 5-6-{n}</b>",
    "days in ideographs": "<b>一二三年四五月六七日 {n}年{n}月{n}日</b>",
    "ago": "<i>{n} minutes ago, vor {n} Stunden, {n}小时前</i>",
    "headings": "<h2>The bridge stays open {n}</h2>",
    "breadcrumbs": "<ol class='breadcrumb'><li><a href='/s/{n}'>Local {n}</a></li></ol>",
    "microdata": "<div itemscope itemtype='http://schema.org/Article'><i itemprop='author'>A {n}</i></div>",
    "next pages": "<a href='?page={n}'>{n}</a>",
}
_WITHIN = {
    "paragraphs": "<p>And {n}.</p>",
    "breaks": "x<br>",
    "divs in divs": "<div>",
    "tables in tables": "<table><tr><td>",
    "unclosed links": "<a href='/x/{n}'>",
    "unclosed formatting": "<b><i><p>",
    "ends of nothing": "</div></p></b>",
    "figures": "<figure><img src='/i/{n}.jpg'><figcaption>Picture {n}</figcaption></figure>",
    "pictures": "<img srcset='/a.jpg 1x, /b.jpg 2x, /{n}.jpg 3x'>",
    "styled": "<p style='color: red; width: {n}px; background: url(x)'>x</p>",
    "classes": "<p class='related promo newsletter-{n} share-bar'>Read more: {n}</p>",
    "hidden": "<p hidden aria-hidden='true' style='display:none'>{n}</p>",
    "lists": "<ul><li>Item {n}<ul><li>",
    "quotes": "<blockquote><p>“{n}",
    "comments": "<!-- {n} --><!-",
    "ampersands": "&",
    "half entities": "&#x{n}&am;",
    "angle brackets": "<",
    "blank lines": "\n\n ",
    "no spaces": "x",
    "ideographs": "市",
    "wall words": "subscribe to continue reading {n} log in to read ",
    "sentences of one letter": "A. ",
    "datelines": "<p>LONDON, Jan. {n} (Reuters) - </p>",
    "embeds": "<iframe src='https://video.example/embed/{n}'></iframe>",
    "templates": "{{{{ x }}}} {{% y %}}",
    "addresses in text": "http://a.example/{n}?b=c&d=e#f ",
}


def _filled(piece: str, size: int) -> str:
    count = max(1, size // len(piece.format(n=12345).encode()))
    return "".join(piece.format(n=number) for number in range(count))


def _article(*, head: str = "", beside: str = "", within: str = "") -> Site:
    page = f"""<!doctype html><html lang=en><head><title>The bridge stays open</title>{head}</head><body>
      <article><h1>The bridge stays open</h1><time datetime="2024-01-05T08:23:00Z">5 January 2024</time>
      {beside}{_PARAGRAPHS}{within}</article></body></html>"""
    home = f"<ul><li><a href='{_AT}'>The bridge over the river stays open</a></li></ul>"
    return {"/": home.encode(), _AT: page.encode()}


def _attributes(size: int) -> Site:
    return _article(within="<p " + " ".join(f"a{n}=1" for n in range(size // 8)) + ">x</p>")


def _json_ld(opened: str, size: int) -> Site:
    return _article(head=f"<script type='application/ld+json'>{opened * (size // len(opened))}</script>")


def _listing(piece: str, size: int = 7_000_000, most: int = 100_000) -> Site:
    count = min(most, size // len(piece.format(n=12345).encode()))
    return {"/": ("<ul>" + "".join(piece.format(n=n) for n in range(count)) + "</ul>").encode()}


_IN_LISTINGS = {
    "articles": "<li><a href='/2024/01/05/a-{n}.html'>A headline of some words {n}</a></li>",
    "articles with days": "<li><a href='/n/a-{n}.html'>Words and words {n}</a> <i>5 Jan 2024</i></li>",
    "contrived days": "<li><a href='/n/a-{n}.html'>Words in words {n}</a> <i>1/1/1 Mon Jan {n}</i></li>",
    "sections": "<li><a href='/section-{n}/'>S {n}</a></li>",
    "pages": "<a href='/?page={n}'>{n}</a> ",
    "older": "<a href='/older/{n}'>« Older posts</a>",
    "tables in tables": "<table><tr><td><a href='/2024/01/05/a-{n}.html'>A headline of words {n}</a>",
    "unclosed links": "<a href='/2024/01/05/a-{n}.html'>A headline of words {n}",
    "backslashes": "<a href='\\\\\\\\..\\2024\\{n}\\..\\x-{n}.html'>A headline of words {n}</a>",
    "other hosts": "<a href='http://h{n}.example/2024/01/05/a.html'>A headline of words {n}</a>",
    "parameters": "<a href='/a?id={n}&sid={n}&utm_source=x&b[]=1&b[]=2'>A headline of words {n}</a>",
}
# What stands in each of a feed's 5,000 dates.
_DATES = {
    "figures": "1" * 700, "slashes": "1/" * 350, "colons": "12:" * 230, "spaces": " " * 700 + "x",
    "months": "May " * 175, "days": "Mon, " * 140, "zones": "GMT+02:00 " * 70, "brackets": "(" * 700,
    "ideographs": "年月日" * 80, "arabic": "٢٠٢٤/" * 60, "signs": "+-" * 350, "commas": "1, 2 " * 140,
    "afternoons": "10 a.m. " * 87, "in words": "vingt-et-un " * 58, "ago": "5 minutes ago " * 50,
}  # fmt: skip


def _feed(item: Callable[[int], str], count: int = 5000) -> Site:
    items = "".join(f"<item>{item(n)}</item>" for n in range(count))
    return {"/": f"<rss><channel><link>/</link>{items}</channel></rss>".encode()}


def _dated(date: str) -> Site:
    return _feed(lambda n: f"<title>Words {n}</title><link>/n/{n}.html</link><pubDate>{date}</pubDate>")


def _urls(entry: str, count: int) -> Site:
    entries = "".join(entry.format(n=n) for n in range(count))
    return {"/": f"<urlset>{entries}</urlset>".encode()}


_LOC = "<url><loc>/2024/01/05/{long}-{{n}}.html</loc>{more}</url>"
_NEWS = (
    "<news:news><news:title>Some words {n}</news:title>"
    "<news:publication_date>2024-01-05</news:publication_date></news:news>"
)


def _lists() -> Iterator[tuple[str, Callable[[], Site]]]:
    yield (
        "feed of long titles",
        lambda: _feed(lambda n: f"<title>{'&amp;x ' * 150}{n}</title><link>/n/{n}</link>"),
    )
    yield (
        "feed of long ids",
        lambda: _feed(lambda n: f"<title>t {n}</title><guid>{'/a/..' * 150}{n}</guid>"),
    )
    yield (
        "feed of texts",
        lambda: _feed(
            lambda n: f"<title>t {n}</title><link>/n/{n}</link><description>{'&lt;p>x' * 100}</description>"
        ),
    )
    for name, piece in {"ampersands": "&", "brackets": "<", "items": "<item>", "sections": "<![CDATA[",
                        "comments": "<!--", "notices": "<?xml?>", "elements": "<a>"}.items():  # fmt: skip
        body = f"<rss><channel>{piece * (_LARGE // len(piece))}"
        yield f"feed of {name}", lambda body=body: {"/": body.encode()}
    spaces = "".join(f' xmlns:n{n}="u:{n}"' for n in range(100_000))
    yield "feed of 100,000 namespaces", lambda: {"/": f"<rss{spaces}><channel></channel></rss>".encode()}
    for name, piece in {"braces": "{", "brackets": "[",
    "objects": '{"a":', "quotes": '"', "backslashes": "\\",
                        "digits": "9", "numbers": "[1e999, -NaN, "}.items():  # fmt: skip
        body = '{"version": "https://jsonfeed.org/version/1.1", "items": [' + piece * (_LARGE // len(piece))
        yield f"JSON feed of {name}", lambda body=body: {"/": body.encode()}
        bare = piece * (_LARGE // len(piece))
        yield f"nothing but JSON {name}", lambda bare=bare: {"/": bare.encode()}
    for count in (40_000, 50_000):
        loc = _LOC.format(long="x" * 60, more="<lastmod>2024-01-05</lastmod>")
        yield f"sitemap of {count:,}", lambda loc=loc, count=count: _urls(loc, count)
    news = _LOC.replace("{more}", _NEWS.replace("{n}", "{{n}}")).format(long="n")
    yield "news sitemap of 50,000", lambda: _urls(news, 50_000)
    bad = _LOC.format(long="y", more=f"<lastmod>{'1/' * 100}</lastmod>")
    yield "sitemap of contrived days", lambda: _urls(bad, 50_000)
    long = _LOC.format(long="z" * 900, more="")
    yield "sitemap of 45 MB", lambda: _urls(long, 48_000)
    yield "sitemap of 45 MB, compressed", lambda: {"/": gzip.compress(_urls(long, 48_000)["/"], 1)}
    index = "<sitemap><loc>/s/{n}.xml</loc><lastmod>2024-01-05</lastmod></sitemap>"
    yield "index of 50,000", lambda: {"/": _urls(index, 50_000)["/"].replace(b"urlset", b"sitemapindex")}
    rules = "".join(f"Disallow: /{'*a' * 20}{n}$\n" for n in range(9000))
    robots = f"User-agent: *\n{rules}"
    yield "robots.txt of wildcards", lambda: {**_listing(_IN_LISTINGS["articles"], 20_000),
                                              "/robots.txt": robots.encode()}  # fmt: skip


def sites() -> Iterator[tuple[str, Callable[[], Site], bool]]:
    """Each site's name, what makes it, and whether a profile reads it."""
    for size, called in ((_SMALL, "250 KB"), (_LARGE, "4 MB")):
        for place, pieces in (("head", _IN_HEAD), ("beside", _BESIDE), ("within", _WITHIN)):
            for name, piece in pieces.items():
                made = lambda place=place, piece=piece, size=size: _article(**{place: _filled(piece, size)})  # noqa: E731
                yield f"article of {name}, {called}", made, False
        yield f"article of attributes, {called}", lambda size=size: _attributes(size), False
        for opened in ("[", '{"a":', '{"@graph":[', '"'):
            yield f"JSON-LD of {opened}, {called}", lambda o=opened, size=size: _json_ld(o, size), False
        for name, piece in _IN_LISTINGS.items():
            listing = lambda piece=piece, size=size: _listing(piece, size + size // 2)  # noqa: E731
            yield f"listing of {name}, {called}", listing, False
    articles = _IN_LISTINGS["articles"]
    yield "listing of 100,000 links", lambda: _listing(articles), False
    yield "listing of 100,000 links, by a profile", lambda: _listing(articles), True
    yield "feed of dates: none", lambda: _dated(""), False
    for name, date in _DATES.items():
        yield f"feed of dates: {name}", lambda date=date: _dated(date), False
    for name, made in _lists():
        yield name, made, False
