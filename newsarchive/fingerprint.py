"""What makes two texts of an article the same, whatever counters, nonces and ads say."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from html import unescape
from urllib.parse import parse_qsl, urlsplit

from newsarchive.items import Article
from newsarchive.safe_html import visible_text
from newsarchive.same_text import without_noise

_TELLING = 80  # characters; shorter bodies are alike by chance: market flashes, notices, captions
_SOURCE_LINE = re.compile(r"[（(]\s*(?:文章|稿件|信息|新闻)?来源\s*[:：][^）)]{0,60}[）)]\s*$")
_MEDIA = re.compile(
    r"""<(?:img|video|audio|source|iframe)\b[^<>]*?\bsrc\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE
)
_LINK = re.compile(r"""<a\b[^<>]*?\bhref\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
_BREAK = re.compile(
    r"<(?:/?(?:p|div|br|li|ul|ol|tr|td|th|h[1-6]|blockquote|section|figure)\b)[^>]*>", re.IGNORECASE
)
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]+")
# What a query may say of which article it is; everything else there is tracking, tokens and time.
_IDENTIFYING = re.compile(r"(?:.*_)?(?:id|code|infocode|aid|nid|docid|article|p)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """An article's text, reduced to what a reader would call a change.

    :param text: hash of title, outlet, lead, link and normalised body; another one is an edit
    :param body: hash of the normalised body alone, or None where it is too short to tell two
        articles apart; the same one under another id is a syndicated copy
    :param length: characters of the normalised body
    """

    text: bytes
    body: bytes | None
    length: int


def fingerprint(article: Article) -> Fingerprint:
    """The article's fingerprint; its date is none of it."""
    html = without_noise(article.body)
    words = _normalised(visible_text(_BREAK.sub(" ", html)))
    own = _SOURCE_LINE.sub("", words).strip()
    things = [f"media {_path_of(url)}" for url in _MEDIA.findall(html)]
    things += [f"link {_path_of(url)}" for url in _LINK.findall(html)]
    said = [article.title, article.outlet, article.lead, _link(article.link), words, *things]
    return Fingerprint(
        text=_hash("\n".join(map(_normalised, said[:3])) + "\n" + "\n".join(said[3:])),
        body=_hash(own) if len(own) >= _TELLING else None,
        length=len(words),
    )


def _normalised(text: str) -> str:
    return " ".join(_UNSEEN.sub("", unicodedata.normalize("NFKC", text)).split())


def _path_of(url: str) -> str:
    """Host and path: tokens, nonces and sizes live in queries."""
    try:
        parts = urlsplit(unescape(url))
    except ValueError:
        return url
    return f"{parts.netloc.lower()}{parts.path}"


def _link(url: str) -> str:
    """The address without what changes from one visit to the next."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    kept = [pair for pair in parse_qsl(parts.query) if _IDENTIFYING.fullmatch(pair[0])]
    return f"{parts.netloc.lower()}{parts.path} {sorted(kept)}"


def _hash(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
