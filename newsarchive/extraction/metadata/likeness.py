"""Whether a page is an article, and what tells: fixed rules, the strongest first."""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from newsarchive.extraction.candidates import Candidate
from newsarchive.extraction.metadata.document import Document
from newsarchive.extraction.metadata.json_ld import ARTICLES, types_of
from newsarchive.pages.tree import Page

_LISTINGS = frozenset(
    {"collectionpage", "searchresultspage", "itemlist", "profilepage", "aboutpage", "contactpage"}
)
_ADDRESS = re.compile(r"\d{5,}|(?:19|20)\d\d[/_-]?\d\d|[a-z]+(?:-[a-z\d]+){3,}|\.s?html?$", re.IGNORECASE)
_NEAR = {"near headline", "time element"}
_SURE = 0.7  # of a title that several strategies agree on
_SEVERAL = 4  # nodes of articles: a listing's


def looks_like_article(page: Page, candidates: Mapping[str, Sequence[Candidate]]) -> tuple[bool, str]:
    """Yes or no, and the reason in words.

    :param candidates: those of :func:`metadata_candidates` for this page
    """
    document = Document(page)
    if not candidates.get("title"):
        return False, "no title"
    path = urlsplit(page.url or "").path if "://" in (page.url or "") else ""
    if page.url and path.strip("/") in {"", "index.html", "index.htm", "index.php"} and "?" not in page.url:
        return False, "the address is the site's own"
    kinds = [types_of(node) for node in document.nodes]
    articles = sum(bool(kind & ARTICLES) for kind in kinds)
    if 0 < articles < _SEVERAL:
        return True, "JSON-LD describes an article"
    if articles or any(kind & _LISTINGS for kind in kinds):
        return False, "JSON-LD describes a listing"
    kind = document.first_meta("og:type").lower()
    if kind in {"article", "news", "newsarticle", "og:article"}:
        return True, f"og:type is {kind}"
    if document.first_meta("article:published_time"):
        return True, "article:published_time is stated"
    dates = candidates.get("date", ())
    near = dates and dates[0].strategy in _NEAR
    if near and candidates["title"][0].confidence >= 0.5:
        return True, "a date stands near the headline"
    if dates and "T" in dates[0].value and candidates["title"][0].confidence >= _SURE:
        return True, "a headline that agrees with the title, and a date to the minute"
    if dates and _ADDRESS.search(path):
        return True, "a date is stated and the address is an article's"
    return False, "nothing tells of an article"
