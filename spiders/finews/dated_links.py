"""Links of listings whose path says ``/SLUG/YYYY/MM/DD/ID.html``."""

import re
from datetime import date
from urllib.parse import unquote, urlsplit

from scrapy.http import TextResponse

from newsarchive.items import Lead
from newsarchive.pages.decoding import decode_page
from newsarchive.pages.tree import Page, selectable

_PATH = re.compile(r"/(?P<slug>.+?)/(?P<y>\d{4})/(?P<m>\d\d)/(?P<d>\d\d)/(?P<id>.+)\.html", re.ASCII)


def dated_links(response: TextResponse) -> list[Lead]:
    """The articles of a listing, in its order.

    All at once, from a tree of their own: a listing of thousands is a tree of megabytes, which
    the response would keep for as long as its links are being looked at.
    """
    page = Page(decode_page(response.body), response.url)
    anchors = selectable(page).css("li a[href]")
    links = (read_link(response, a.attributes["href"] or "", a.text()) for a in anchors)
    return [link for link in links if link]


def read_link(response: TextResponse, href: str, title: str = "") -> Lead | None:
    """The article that ``href`` leads to, or None where its path is of another shape."""
    # The id is read off the address as written: joining would resolve a ``..`` in it.
    try:
        match = _PATH.fullmatch(urlsplit(href.strip()).path)
        url = response.urljoin(href.strip())
    except ValueError:  # an address that is none, such as http://[
        return None
    if match is None:
        return None
    try:
        day = date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        day = None
    return Lead(
        url=url,
        source_id=unquote(match["id"]),
        slug=unquote(match["slug"]),
        day=day,
        title=title.strip(),
    )
