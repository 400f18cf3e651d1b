"""What machines read: robots.txt, one channel's feed, sitemaps that hold a part of the site."""
# ruff: noqa: E501  a line of markup or of Chinese stays whole

from email.utils import format_datetime
from html import escape

from tests.newsite import words
from tests.newsite.article import TODAY
from tests.newsite.shelf import Shelf

IN_SITEMAPS = ("tech", "finance")


def robots(shelf: Shelf) -> str:
    """Closed to all: search, log in, comments' form."""
    return f"User-agent: *\nDisallow: /search\nDisallow: /login\nDisallow: /comment/post\n\nSitemap: {shelf.base}/sitemap.xml\n"


def feed(shelf: Shelf) -> str:
    """RSS 2.0 of the newest 30 comments."""
    items = "".join(
        f"<item><title>{escape(a.title)}</title><link>{escape(shelf.base + a.path())}</link>"
        f"<guid>{escape(shelf.base + a.path())}</guid><pubDate>{format_datetime(a.published)}</pubDate>"
        f"<description><![CDATA[{''.join(a.pages[0][-1].texts())[:60]}…]]></description></item>"
        for a in shelf.by_channel["opinion"][:30]
    )
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>评论_{words.SITE}</title><link>{shelf.base}/opinion/</link><description>{words.SITE}评论频道</description>{items}</channel></rss>'


def sitemap_index(shelf: Shelf) -> str:
    """The sitemaps."""
    maps = "".join(
        f"<sitemap><loc>{shelf.base}/sitemap-{key}.xml</loc><lastmod>{TODAY.isoformat()}</lastmod></sitemap>"
        for key in IN_SITEMAPS
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{maps}</sitemapindex>'


def sitemap(shelf: Shelf, key: str) -> str:
    """The newer half of a channel, last changed long after it was published."""
    articles = shelf.by_channel[key]
    rows = "".join(
        f"<url><loc>{escape(shelf.base + a.path())}</loc><lastmod>{TODAY:%Y-%m-%d}</lastmod></url>"
        for a in articles[: len(articles) // 2]
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'
