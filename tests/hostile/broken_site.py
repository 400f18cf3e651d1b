"""A broken site behind a proxy: its articles, its lists of every broken kind, and its hosts."""

import gzip
from collections.abc import Callable, Iterator
from html import escape
from urllib.parse import urlsplit

from newsarchive.demo.server import Answer, Asked
from tests.hostile.broken_articles import HOST, MOVED, ROUTES, page, place_of, title_of
from tests.hostile.pages import redirect
from tests.hostile.server import response

OLDER = {
    "en": "← Older posts", "de": "« Ältere Artikel", "fr": "Articles plus anciens",
    "es": "← Entradas antiguas",
    "it": "Articoli meno recenti", "nl": "Oudere berichten", "pt": "Posts mais antigos",
    "pl": "Starsze wpisy",
    "ru": "Более старые записи", "sv": "Äldre inlägg", "ja": "過去の記事", "zh": "更早的文章",
    "ko": "이전 글 보기", "path-alone": "2",
}  # fmt: skip
TWINS = {
    "slash": ("{0}.html", "{0}.html/"), "index": ("{0}/", "{0}/index.html"), "case": ("{0}.html", "{0}.HTML"),
    "mobile": ("{0}.html", "http://m.tideway.example{0}.html"), "amp": ("{0}/", "{0}/amp/"),
    "www": ("{0}.html", "http://www.tideway.example{0}.html"), "print": ("{0}.html", "{0}.html?print=1"),
    "sid": tuple("{0}.html?sid=" + f"{n:08d}" for n in range(30)), "campaign": ("{0}.html",
    "{0}.html?utm_source=x"),
    "backslash": ("{0}/a/b.html", "{0}\\a\\b.html"), "dots": ("{0}.html", "/x/..{0}.html"),
    "escaped": ("{0}-é.html", "{0}-%c3%a9.html"),
}  # fmt: skip
"""Addresses of one article each, the first of which it calls its own."""


def _loc(name: str, tag: str = "url") -> str:
    return f"<{tag}><loc>{HOST}{place_of(name)}</loc></{tag}>"


def _item(name: str, link: str = "", more: str = "") -> str:
    link = link or f"<link>{HOST}{place_of(name)}</link>"
    return f"<item><title>{escape(title_of(name))}</title>{link}{more}</item>"


def _rss(*items: str, more: str = "") -> str:
    return f"<rss {more}><channel><link>{HOST}/</link>{''.join(items)}</channel></rss>"


def _json(name: str, *, first: str = "", more: str = "") -> str:
    item = f'{{"id": "1", "url": "{HOST}{place_of(name)}", "title": "{title_of(name)}"{more}}}'
    return f'{{{first}"items": [{item}], "version": "https://jsonfeed.org/version/1.1"}}'


_NOTICE = "<br />\n<b>Notice</b>: Undefined index: b in <b>/srv/map.php</b> on line <b>3</b><br />\n"
_MAPS: dict[str, str | bytes] = {
    "map-after-notice": _NOTICE + f"<?xml version='1.0'?><urlset>{_loc('map-after-notice')}</urlset>",
    "map-after-text": f"Deprecated!\n\n<?xml version='1.0'?><urlset>{_loc('map-after-text')}</urlset>",
    "map-after-marks": f"\ufeff\ufeff\n<?xml version='1.0'?><urlset>{_loc('map-after-marks')}</urlset>",
    "map-in-urlset": "<urlset><url><loc>/map-below.xml</loc></url></urlset>",
    "map-below": f"<urlset>{_loc('map-below')}</urlset>",
    "map-of-urls-in-index": f"<sitemapindex>{_loc('map-of-urls-in-index')}</sitemapindex>",
    "map-of-maps-in-urlset": "<urlset><sitemap><loc>/map-lower.xml</loc></sitemap></urlset>",
    "map-lower": f"<urlset>{_loc('map-lower')}</urlset>",
    "map-cut": f"<urlset>{_loc('map-cut')}<url><loc>{HOST}/2024/01/",
    "map-of-text": f"{HOST}{place_of('map-of-text')}\n",
    "map-zipped": gzip.compress(f"<urlset>{_loc('map-zipped')}</urlset>".encode()),
    "map-of-16-bits":
        f"<?xml version='1.0' encoding='utf-16'?><urlset>{_loc('map-of-16-bits')}</urlset>".encode("utf-16"),
    "map-with-ampersand":
        f"<urlset><url><loc>{HOST}/?a=1&b=2</loc></url>{_loc('map-with-ampersand')}</urlset>",
    "map-prefixed": f"<s:urlset xmlns:s='http://a/b'><s:url><s:loc>{HOST}{place_of('map-prefixed')}</s:loc></s:url></s:urlset>",
    "map-in-cdata":
        f"<urlset><url><loc>\n <![CDATA[ {HOST}{place_of('map-in-cdata')} ]]>\n</loc></url></urlset>",
    "map-of-itself":
        "<sitemapindex><sitemap><loc>/map-of-itself.xml</loc></sitemap>"
        f"{_loc('map-of-itself', 'url')}</sitemapindex>",
}  # fmt: skip
_FEEDS: dict[str, str | bytes] = {
    "feed-after-warning": _NOTICE.encode() + _rss(_item("feed-after-warning")).encode(),
    "feed-of-guids": _rss(_item("feed-of-guids", f"<guid>{HOST}{place_of('feed-of-guids')}</guid>")),
    "feed-of-home": _rss(_item("feed-of-home",
    f"<link>{HOST}/</link><guid>{HOST}{place_of('feed-of-home')}</guid>")),
    "feed-relative": _rss(_item("feed-relative", f"<link>{place_of('feed-relative')}</link>")),
    "feed-schemeless": _rss(_item("feed-schemeless",
    f"<link>//tideway.example{place_of('feed-schemeless')}</link>")),
    "feed-with-base": _rss(_item("feed-with-base", "<link>05/feed-with-base.html</link>"),
                           more=f'xml:base="{HOST}/2024/01/"'),
    "feed-redirected": _rss(_item("feed-redirected", "<link>http://service.example/~r/1</link>"
                                  f"<guid isPermaLink='true'>{HOST}{place_of('feed-redirected')}</guid>")),
    "feed-of-orig-links": _rss(_item("feed-of-orig-links", "<link>http://service.example/~r/2</link>"
                                     f"<feedburner:origLink>{HOST}{place_of('feed-of-orig-links')}</feedburner:origLink>")),
    "feed-of-atom": f"<feed xml:base='{HOST}/2024/'><entry><title>{title_of('feed-of-atom')}</title>"
                    "<link rel='self' href='//secret.example/'/>"
                    "<link href='01/05/feed-of-atom.html'/></entry></feed>",
    "feed-of-rdf": f"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>{_item('feed-of-rdf')}</rdf:RDF>",
    "feed-zipped": gzip.compress(_rss(_item("feed-zipped")).encode()),
    "feed-of-parameters": _rss(_item("feed-of-parameters", "<link>http://service.example/?x=1&amp;to="
                                     f"{HOST}{place_of('feed-of-parameters')}</link>")),
    "feed-of-json": _json("feed-of-json"),
    "feed-of-nan": _json("feed-of-nan", more=', "x": NaN, "y": [Infinity, -Infinity]'),
    "feed-of-digits": _json("feed-of-digits", more=f', "size": {"9" * 10_000}'),
    "feed-version-last": _json("feed-version-last", first=f'"title": "{"x" * 3000}", '),
    "feed-of-controls": _rss(_item("feed-of-controls", more="<description>a\x0b\x00\x1fb</description>")),
    "feed-cut": _rss(_item("feed-cut")).partition("</item>")[0] + "</item><item><title>Cu",
    "feed-of-lone-ampersands":
        _rss(_item("feed-of-lone-ampersands", more="<description>A & B &nbsp; &c</description>")),
}  # fmt: skip
UNREAD = {
    "/dead.xml": (response(b"no", status="404 Not Found"), "http-404"),
    "/off.xml": (redirect("http://secret.example/a.xml"), "redirect-refused"),
    "/inside.xml": (redirect("http://10.1.2.3/a.xml"), "redirect-refused"),
    "/round.xml": (redirect("/round.xml"), "redirect-loop"),
}
"""Sitemaps that are none, and why."""


def stored() -> dict[str, tuple[str, str]]:
    """Title and day of each article that is to be stored, by its name."""
    told = {name: (route.title or title_of(name), route.day)
        for name, route in ROUTES.items() if route.outcome == "stored"}  # fmt: skip
    below = {"map-in-urlset", "map-of-maps-in-urlset"}
    others = [*_MAPS, *_FEEDS, *(f"older-{one}" for one in OLDER), *(f"twin-{one}" for one in TWINS)]
    return told | {name: (title_of(name), "2024-01-05") for name in others if name not in below}


def refused() -> dict[str, str]:
    """The reason why each of the other articles is not."""
    return {name: route.outcome for name, route in ROUTES.items() if route.outcome != "stored"}


def _twin(name: str, form: str) -> str:
    return form.format(f"/2024/01/05/twin-{name}")


def _home() -> bytes:
    sections = "".join(f"<a href='/{name}/'>Section {name}</a> " for name in OLDER)
    twins = "".join(
        f"<li><a href='{_twin(name, form)}'>{title_of(f'twin-{name}')}</a></li>"
        for name, forms in TWINS.items()
        for form in forms
    )
    feeds = "".join(
        f"<link rel=alternate type=application/rss+xml href=/{name}.xml>" for name in (*_FEEDS, "main")
    )
    odd = "<a href='http://a..b/'>Nowhere in the world</a> <a href='http://[::1'>Another such address</a>"
    return response(
        f"<html><head>{feeds}</head><body><nav>{sections}</nav><ul>{twins}</ul>{odd}</body></html>".encode()
    )


def _pages() -> Iterator[tuple[str, Answer]]:
    maps = "".join(f"Sitemap: /{name}{'' if name == 'map-cut' else '.xml'}\n"
        for name in _MAPS if name not in {"map-below", "map-lower"})  # fmt: skip
    maps += "".join(f"Sitemap: {path}\n" for path in UNREAD)
    yield "/robots.txt", response(f"User-agent: *\nDisallow: /private\n{maps}".encode())
    yield "/", _home()
    yield from ((path, answer) for path, (answer, _) in UNREAD.items())
    yield from MOVED.items()
    for name, body in (_MAPS | _FEEDS).items():
        kind = {"Content-Type": "text/xml" if name.startswith("map") else "text/plain"}
        yield (
            f"/{name}{'' if name == 'map-cut' else '.xml'}",
            response(body if isinstance(body, bytes) else body.encode(), headers=kind),
        )
        yield place_of(name), page(name)
    items = (_item(name, more=f"<pubDate>{route.stated}</pubDate>") for name, route in ROUTES.items())
    yield "/main.xml", response(_rss(*items).encode())
    yield from ((place_of(name), route.answer) for name, route in ROUTES.items())
    for name, words in OLDER.items():
        newer = "".join(
            f"<li><a href='{place_of(one)}'>{title_of(one)}</a></li>"
            for one in ("long-title", "four-controls")
        )
        older = f"/{name}/page/2/" if name == "path-alone" else f"/{name}/?c=9"
        yield f"/{name}/", response(f"<h1>Section</h1><ul>{newer}</ul><a href='{older}'>{words}</a>".encode())
        yield (
            older,
            response(
                f"<ul><li><a href='{place_of(f'older-{name}')}'>{title_of(f'older-{name}')}</a></ul>".encode()
            ),
        )
        yield place_of(f"older-{name}"), page(f"older-{name}")
    for name, forms in TWINS.items():
        own = f"<link rel=canonical href='{_twin(name, forms[0])}'>" if name != "sid" else ""
        for form in forms:
            yield _twin(name, form).replace("\\", "/"), page(f"twin-{name}", head=own)


def answers() -> Callable[[Asked], Answer]:
    """What the proxy answers; of hosts that nobody may ask for, too."""
    pages = {_plain(path): answer for path, answer in _pages()}

    def answer(asked: Asked) -> Answer:
        found = (
            pages.get(_plain(asked.url))
            if "tideway.example" in (urlsplit(asked.url).hostname or "")
            else None
        )
        return response(b"<h1>Not here</h1>", status="404 Not Found") if found is None else found

    return answer


def _plain(url: str) -> str:
    parts = urlsplit(url)
    path = parts.path.replace("/x/..", "").replace("é", "%C3%A9").replace("%c3", "%C3").replace("%a9", "%A9")
    return f"{path}?{parts.query}" if parts.query and "utm" not in parts.query else path
