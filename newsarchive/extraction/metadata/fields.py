"""All that a page says of its article, field by field, the best first."""

import html
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from newsarchive.extraction.candidates import Candidate
from newsarchive.extraction.metadata.breadcrumbs import breadcrumbs, menu
from newsarchive.extraction.metadata.bylines import bylines
from newsarchive.extraction.metadata.document import Document, document_of
from newsarchive.extraction.metadata.elsewhere import outlets_below
from newsarchive.extraction.metadata.filed_under import filed_under, one_of_several, section_of_address
from newsarchive.extraction.metadata.head_fields import head_fields
from newsarchive.extraction.metadata.headline import dated_headings, headlines
from newsarchive.extraction.metadata.images import canonicals, images
from newsarchive.extraction.metadata.json_ld_fields import json_ld
from newsarchive.extraction.metadata.languages import languages
from newsarchive.extraction.metadata.microdata import microdata
from newsarchive.extraction.metadata.names import choose_authors
from newsarchive.extraction.metadata.near_headline import head_lines
from newsarchive.extraction.metadata.page_dates import page_dates
from newsarchive.extraction.metadata.stated import Stated, best_first, key_of
from newsarchive.extraction.metadata.tag_links import tag_links
from newsarchive.extraction.metadata.titles import choose_titles
from newsarchive.pages.tree import Page
from newsarchive.pages.words import A_HAN
from newsarchive.text import decoded_line, one_line

_BETWEEN = re.compile(r"\s*[,，;；、|｜]\s*")
_SPACES = re.compile(r"\s+")
_LONGEST = 40
_MOST = 30
_SURE = 0.85  # of a section, for which no link is looked through any more


def choose_tags(stated: Iterable[Stated]) -> list[Candidate]:
    """A candidate for each strategy: its tags joined by ``, ``, each once, the best strategy first."""
    lists: dict[str, list[str]] = {}
    confidences: dict[str, float] = {}
    for one in stated:
        tags = lists.setdefault(one.strategy, [])
        confidences.setdefault(one.strategy, one.confidence)
        tags += _split(html.unescape(one.value) if one.strategy == "json-ld" else one.value)
    found = [
        Candidate(", ".join(list(dict.fromkeys(tags))[:_MOST]), strategy, confidences[strategy])
        for strategy, tags in lists.items()
        if tags
    ]
    return sorted(found, key=lambda candidate: -candidate.confidence)


def _split(text: str) -> list[str]:
    text = one_line(text[:4_000])
    parts = _BETWEEN.split(text)
    if len(parts) == 1 and A_HAN.search(text):
        parts = _SPACES.split(text)
    return [tag for part in parts if (tag := part.strip(" \"'#")) and len(tag) <= _LONGEST]


FIELDS = (
    "title", "date", "modified", "author", "section", "tags", "language", "image", "canonical", "site_name",
    "source", "description",
)  # fmt: skip


def metadata_candidates(page: Page) -> dict[str, list[Candidate]]:
    """Every field of :data:`FIELDS` with its candidates, the best first; an empty list where none is.

    :returns: dates in ISO 8601, with offset where one is stated or known from the site, its country or
        its language; addresses absolute; authors joined by ``, ``, and tags too
    """
    document = document_of(page)
    said: dict[str, list[Stated]] = defaultdict(list)
    _gather(said, json_ld(document))
    _gather(said, head_fields(document))
    _gather(said, microdata(document))
    sites = [one_line(one.value) for one in said["site_name"]]
    shown = headlines(document, [one.value for one in said["title"]])
    if not any(one.agrees for one in shown):
        shown = [*dated_headings(document), *shown]
    found = {name: list[Candidate]() for name in FIELDS}
    sections = [*(one.value for one in said["section"]), *menu(document)]
    found["title"] = choose_titles(said["title"], shown, document.titles, sites, sections, page.url or "")
    found["language"] = _language(page, document, said)
    language = found["language"][0].value if found["language"] else ""
    head = head_lines(shown)
    _gather(said, bylines(head))
    found["date"], found["modified"] = page_dates(document, said, head, language)
    found["author"] = choose_authors(said["author"], frozenset(map(str.casefold, sites)))
    title = found["title"][0].value if found["title"] else ""
    _gather(said, breadcrumbs(document, [title, *(one.value for one in found["author"])]))
    if all(one.confidence < _SURE or "," in one.value for one in said["section"]):
        _gather(said, filed_under(document, head, shown[0].element if shown else None, title))
        _gather(said, section_of_address(document))
    _gather(said, tag_links(document))
    if not said["source"]:
        _gather(said, outlets_below(document))
    found["section"] = _plain(list(one_of_several(said["section"])), longest=60)
    found["tags"] = choose_tags(said["tags"])
    found["image"] = best_first(images(_by_confidence(said["image"]), document))
    found["canonical"] = list(canonicals(_by_confidence(said["canonical"]), document))
    for name in ("site_name", "source", "description"):
        found[name] = _plain(said[name], longest=2_000 if name == "description" else 60)
    return found


def _language(page: Page, document: Document, said: dict[str, list[Stated]]) -> list[Candidate]:
    known = [Candidate(page.language, "profile", 1.0)] if page.language else []
    stated = [
        Candidate(one.value, one.strategy, one.confidence) for one in said["language"] if len(one.value) < 12
    ]
    return best_first([*known, *languages(document), *stated])


def _gather(said: dict[str, list[Stated]], found: Iterable[Stated]) -> None:
    for one in found:
        said[one.field].append(one)


def _by_confidence(stated: Sequence[Stated]) -> list[Stated]:
    return sorted(stated, key=lambda one: -one.confidence)


def _plain(stated: Sequence[Stated], *, longest: int) -> list[Candidate]:
    """Values on one line, each once; those that say the same in other letters once too."""
    found: dict[str, Candidate] = {}
    for one in _by_confidence(stated):
        value = decoded_line(one.value) if one.strategy == "json-ld" else one_line(one.value)
        if value and len(value) <= longest and (key := key_of(value)):
            found.setdefault(key, Candidate(value, one.strategy, round(one.confidence, 3)))
    return list(found.values())
