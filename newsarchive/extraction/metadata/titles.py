"""The one title that headline, structured data and ``title`` element agree on, without the site's name."""

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from urllib.parse import urlsplit

from newsarchive.extraction.candidates import Candidate
from newsarchive.extraction.metadata.document import document_of
from newsarchive.extraction.metadata.headline import SEPARATOR, Headline
from newsarchive.extraction.metadata.json_ld import ARTICLES, types_of
from newsarchive.extraction.metadata.stated import Stated, key_of, spaceless
from newsarchive.extraction.metadata.words import SITE_NAME_END
from newsarchive.pages.tree import Page
from newsarchive.pages.visible_text import text_of
from newsarchive.text import one_line, words_in

_EXACT = {"json-ld", "microdata", "headline"}
_LONGEST = 5_000
_COMPARED = 1_000
_ENCODED_TWICE = re.compile(r"&(?:amp;)?(?:#\d{1,7}|#x[0-9a-f]{1,6}|(?!amp|lt|gt)[a-z]{2,8});", re.IGNORECASE)
_BARE_AND = re.compile(r"&(?!amp;)")  # of a title that has one, no & was encoded twice
_AND = re.compile(r"(?<=\w)&(?:amp;)+(?=\w)|(?<=\w\s)&(?:amp;)+(?=\s\w)")

_BRACKETED = re.compile(
    r"[\[【［]([^\[\]【】［］]+)[\]】］]\s*(.+)|(.+?)\s*[\[【［]([^\[\]【】［］]+)[\]】］]"
)

_Ranked = tuple[float, list[tuple[str, str, float]]]
"""A title's weight, and who writes it how: value, strategy, confidence."""


def choose_titles(
    stated: Sequence[Stated],
    shown: Sequence[Headline],
    titles: Sequence[str],
    sites: Sequence[str],
    sections: Sequence[str],
    url: str,
) -> list[Candidate]:
    """Candidates, the best first; what several say counts for more.

    :param stated: titles out of head and structured data
    :param shown: the elements that may show the headline, the best first
    :param titles: the texts of the ``title`` elements
    :param sites: names by which the site goes
    :param sections: names of its parts, which may stand between title and site
    """
    names = {key_of(name) for name in (*sites, *_host_names(url))} - {""}
    shown = [replace(one, text=plain_title(one.text)) for one in shown]
    headings = [one for one in shown if key_of(one.text) not in names]
    best = headings[0] if headings else None
    shown_keys = {key_of(one.text) for one in headings if one.agrees}
    if not any(one.agrees >= 2 for one in headings):
        shown_keys |= {key_of(plain_title(_unescaped(one))) for one in stated if one.strategy in _EXACT}
    said = [(plain_title(_unescaped(one)), one.strategy, one.confidence) for one in stated]
    ends = names | {key_of(section) for section in sections} - {""}
    said = [(without_site(v, ends, shown_keys), s, c) for v, s, c in said]
    said += [
        (without_site(plain_title(title), ends, shown_keys, guess=not shown_keys), "title", 0.6)
        for title in titles[:1]
    ]
    if best:
        sure = (0.5, 0.7, 0.85, 0.96)[best.agrees]
        if not best.agrees and best.element.tag == "h1" and _tells_alike(best.text, titles):
            sure = 0.7
        said.append((best.text, "headline", sure))
    groups: dict[str, list[tuple[str, str, float]]] = {}
    for value, strategy, confidence in said:
        if value and (key := key_of(value) or value) not in names:
            groups.setdefault(key, []).append((value, strategy, confidence))
    ranked = sorted(((_weight(group), group) for group in groups.values()), key=lambda pair: -pair[0])
    ranked = _without_kicker(ranked, best)
    return [
        Candidate(_written(group, best), group[0][1], min(0.99, round(weight, 3))) for weight, group in ranked
    ]


def _unescaped(one: Stated) -> str:
    return html.unescape(one.value) if one.strategy == "json-ld" else one.value


def plain_title(text: str) -> str:
    """A title on one line, without soft hyphens and without references that were encoded twice.

    What stands for ``<``, ``>`` and ``&`` stays as it is written: a title may be about them. An ``&``
    that joins two words is not what it is about where it shows no markup.
    """
    if "&lt;" not in text and "&gt;" not in text and not _BARE_AND.search(text):
        text = _AND.sub("&", text)
    text = _ENCODED_TWICE.sub(lambda found: html.unescape(html.unescape(found[0])), text)
    return one_line(text.replace("\xad", ""))[:_LONGEST]


def _tells_alike(headline: str, titles: Sequence[str]) -> bool:
    """Whether a heading shares a third of its longer words with the ``title`` element: both are headlines."""
    words, titled = (
        {word for word in words_in(text[:_COMPARED]) if len(word) > 3 and word.isalpha()}
        for text in (headline, "".join(titles[:1]))
    )
    return bool(words) and len(words & titled) * 3 >= len(words)


def without_site(title: str, names: Iterable[str], shown: Iterable[str], *, guess: bool = False) -> str:
    """The title without the names of site and section behind or before it.

    :param names: the keys of the site's names
    :param shown: the keys of headlines on the page: what is left when one of them is met is the title
    :param guess: drop short ends that look like a site's name, as no headline says where the title ends
    """
    names, shown = set(names), set(shown)
    if key_of(title) in shown:
        return title
    title = _without_brackets(title, names)
    places = list(SEPARATOR.finditer(title))[-12:]
    for place in places:
        if key_of(title[: place.start()]) in shown:
            return title[: place.start()].strip()
        if key_of(title[place.end() :]) in shown:
            return title[place.end() :].strip()
    for place in reversed(places):
        end = title[place.end() :]
        key = key_of(end)
        kept = title[: place.start()].strip()
        if not kept or not key:
            continue
        known = key in names or any(
            len(name) >= 4 and (name in key or key in name)
            for name in names
            if len(key) >= 3 and len(key) <= len(name) + 4
        )
        likely = guess and len(end) <= 20 and len(kept) >= len(end) and SITE_NAME_END.search(end) is not None
        if not known and not likely:
            break
        title = kept
    for place in SEPARATOR.finditer(title):
        if key_of(title[: place.start()]) in names and title[place.end() :].strip():
            return title[place.end() :].strip()
        break
    return title


def _without_brackets(title: str, names: set[str]) -> str:
    """The title without a name of the site in brackets at one of its ends."""
    found = _BRACKETED.fullmatch(title)
    if found and key_of(found[1] or found[4]) in names:
        return found[2] or found[3]
    return title


def _without_kicker(ranked: list[_Ranked], headline: Headline | None) -> list[_Ranked]:
    """The Open Graph's title first where the headline is that one behind a kicker.

    A kicker ends with a colon, in Latin script, or stands in an element of its own.
    """
    if not ranked or headline is None:
        return ranked
    best = key_of(headline.text)
    kickers = {key_of(text_of(element, 100)) for element in islice(headline.element.iterdescendants(), 20)}
    for entry in ranked:
        value, strategy, _ = entry[1][0]
        if strategy != "og:title" or not best.endswith(own := key_of(value)):
            continue
        if best.removesuffix(own) in kickers or headline.text.removesuffix(value).endswith(": "):
            return [(ranked[0][0], entry[1]), *(one for one in ranked if one is not entry)]
    return ranked


def _weight(group: list[tuple[str, str, float]]) -> float:
    kinds: dict[str, float] = {}
    for _, strategy, confidence in group:
        kind = (
            "twitter" if strategy.startswith("twitter") else "og" if strategy.startswith("og") else strategy
        )
        kinds[kind] = max(kinds.get(kind, 0), confidence)
    ordered = sorted(kinds.values(), reverse=True)
    return sum(value * share for value, share in zip(ordered, (0.8, 0.12, 0.06, 0.03, 0.02), strict=False))


def _written(group: list[tuple[str, str, float]], best: Headline | None) -> str:
    """The group's title as the page shows it; where the headline is built of parts, as the head states it."""
    values = [value for value, _, _ in group]
    if best is None or key_of(best.text) != key_of(values[0]):
        return values[0]
    if len(best.element):
        for value in values:
            if spaceless(value) == spaceless(best.text):
                return value
    return best.text


def _host_names(url: str) -> list[str]:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return []
    labels = host.removeprefix("www.").split(".")
    return [".".join(labels), ".".join(labels[-2:]), *(label for label in labels[:-1] if len(label) > 3)]


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
    document = document_of(page)
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
