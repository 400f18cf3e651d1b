"""Articles in which words stand, or once stood, in one archive or in many."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from newsarchive.exceptions import ArchiveBusy, ArgumentError, StorageError
from newsarchive.store.search.asked import SearchEnded, Words, words_of_archive
from newsarchive.store.search.marks import Marked, marked_title, snippet
from newsarchive.store.search.query import Query
from newsarchive.store.search.standing import Standing, standing
from newsarchive.store.search.words import body_text
from newsarchive.text import did_you_mean, printable

__all__ = ["MOST", "SIZE", "Found", "Hit", "SearchEnded", "articles_in", "search"]

SIZE = 20
"""Articles of one page."""
MOST = 1000
"""The most articles that a search shows, page by page."""
_WIDTH = 160  # characters of a piece of text


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article in which the words stand, or stood.

    :param article: the catalog's number of it
    :param published: and the texts after it: as the revision states them that is shown, which is the
        published one where that has the words, else the last one that has
    :param post: the file name of its post; empty where it has none
    :param withdrawn: since when the source has it no more, in seconds since 1970; None while it has
    :param revision: the number of that revision, and ``is_published`` whether it is the published one
    :param title: with what was looked for marked, of a very long one a piece; as ``text`` is, a piece of the
        revision's text
    """

    site: str
    article: int
    source_id: str
    url: str
    post: str
    withdrawn: int | None
    published: datetime
    outlet: str
    section: str
    author: str
    language: str
    revision: int
    is_published: bool
    title: Marked
    text: Marked
    standing: Standing


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found.

    :param hits: of the page, the newest day first
    :param has_more: there are further ones
    :param behind: how many revisions of which sites could not be searched yet; the next search goes on
    :param unread: why which sites could not be looked into
    """

    hits: list[Hit]
    has_more: bool
    behind: dict[str, int]
    unread: dict[str, str] = field(default_factory=dict)


def search(
    folders: Sequence[Path],
    query: Query,
    *,
    page: int = 1,
    size: int = SIZE,
    within: float = 5.0,
    words_within: float = 5.0,
) -> Found:
    """Look for articles, in all that was ever said.

    :param folders: the archives' own; those that the query names are looked into
    :param page: counts from 1
    :param within: seconds that the search may take
    :param words_within: seconds that may be spent on each archive before, to bring its words up to date
    :raises ArgumentError: the query names a site that is none of these, or there are no such pages
    :raises SearchEnded: it took longer
    :raises ArchiveBusy: the only archive that is looked into is held by somebody else for too long
    :raises StorageError: that one cannot be read; of several, the others are searched
    """
    if page < 1 or page * size > MOST:
        raise ArgumentError(f"a search shows {MOST:,} articles at most; narrow it with further words or days")
    with ExitStack() as open_ones:
        looked_into, unread = dict[Path, Words](), dict[str, str]()
        for folder in (chosen := _chosen(folders, query)):
            try:
                opened = words_of_archive(folder, bring_within=words_within)
                looked_into[folder] = open_ones.enter_context(opened)
            except (ArchiveBusy, StorageError) as error:
                if len(chosen) == 1:
                    raise
                unread[folder.name] = str(error)
        for words in looked_into.values():
            open_ones.enter_context(words.within(within))
        late = {folder.name: count for folder, words in looked_into.items() if (count := words.behind())}
        return replace(_found(looked_into, query, page, size, late), unread=unread)


def articles_in(
    folder: Path, query: Query, *, current: bool = False, words_within: float = 3600.0
) -> list[int]:
    """The catalog's numbers of all articles in which the words stand or stood, the newest day first.

    :param folder: the archive's own
    :param current: take those alone in whose published revisions they stand
    :param words_within: seconds that may be spent before, to bring the archive's words up to date
    :raises StorageError: it cannot be read
    """
    with words_of_archive(folder, bring_within=words_within) as words:
        return [article for _, article in words.articles(query, current=current)]


def _chosen(folders: Sequence[Path], query: Query) -> list[Path]:
    by_name = {folder.name: folder for folder in folders}
    for name in query.sites:
        if name not in by_name:
            near = did_you_mean([name], by_name)
            raise ArgumentError(
                f"site:{printable(name)}: is no archive here; {near}there are: {', '.join(by_name)}"
            )
    return [folder for name, folder in by_name.items() if not query.sites or name in query.sites]


def _found(
    looked_into: Mapping[Path, Words], query: Query, page: int, size: int, late: dict[str, int]
) -> Found:
    first, last = (page - 1) * size, page * size
    candidates: list[tuple[int, Path, int]] = []
    side_by_side = min((words.side_by_side for words in looked_into.values()), default=1)
    with ThreadPoolExecutor(side_by_side) as threads:
        each = threads.map(lambda words: list(islice(words.articles(query), last + 1)), looked_into.values())
        for folder, its in zip(looked_into, each, strict=True):
            candidates += [(-day, folder, article) for day, article in its]
    candidates.sort(key=lambda one: one[0])  # which leaves those of one day and site in their order
    shown = (_hit(looked_into[of], of.name, article, query) for _, of, article in candidates[first:last])
    hits = [hit for hit in shown if hit]
    hits.sort(key=lambda hit: (hit.published.date(), hit.published), reverse=True)
    return Found(hits, len(candidates) > last, late)


def _hit(words: Words, site: str, article: int, query: Query) -> Hit | None:
    """An article that was found; None where a takedown has removed it meanwhile."""
    row, revisions = words.article(article), words.revisions(article)
    having = words.having(query, revisions)
    if not (row and having):
        return None
    where = standing(revisions, having.__contains__, row["revision"])
    numbers = [one["number"] for one in revisions if one["id"] in having]
    number = row["revision"] if where.is_current else (where.revisions or numbers)[-1]
    shown = next(one for one in revisions if one["number"] == number)
    return Hit(
        site=site, article=article, source_id=row["source_id"], url=row["url"], post=row["post"] or "",
        withdrawn=row["gone"], published=datetime.fromisoformat(shown["published"]), outlet=shown["outlet"],
        section=shown["section"] or "", author=shown["author"] or "", language=shown["language"] or "",
        revision=number, is_published=number == row["revision"],
        title=marked_title(shown["title"], query.phrases),
        text=_text({**shown, "post": words.post_of(shown["id"])}, query), standing=where,
    )  # fmt: skip


def _text(revision: Mapping[str, Any], query: Query) -> Marked:
    said = "\n".join(filter(None, (revision["standfirst"], body_text(revision))))
    return snippet(said, query.phrases, "body", _WIDTH)
