"""The articles that a site shows, as the catalog has them at one moment, whatever a run does meanwhile."""

import json
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import literal_column, select

from newsarchive.posts.file_names import POST_NAME, stems_of
from newsarchive.profiles import SiteProfile
from newsarchive.publishing.addresses import Addresses
from newsarchive.publishing.post_body import body_of
from newsarchive.publishing.published_article import PublishedArticle, pictures_in
from newsarchive.store.catalog.row_kinds import ArticleRow, ForgottenRow, RevisionRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.states import KEPT_OUT, RevisionKind, State
from newsarchive.store.chronicle import EDIT
from newsarchive.store.posts import IS_CURRENT

_A, _R = ArticleRow.c, RevisionRow.c
_PIECE = 200  # posts that are in memory at a time


@dataclass
class Articles:
    """What the catalog has for a site.

    :ivar shown: the articles, the earliest first, without their bodies
    :ivar moved: former addresses, and where what stood there is now
    :ivar forgotten: what stood after the date in the names of posts that were taken down, case folded
    :ivar unread: names of posts of which the body could not be told from the rest
    """

    rows: Rows
    profile: SiteProfile
    addresses: Addresses
    shown: list[PublishedArticle]
    moved: dict[str, str]
    forgotten: frozenset[str]
    unread: list[str] = field(default_factory=list)
    _revisions: dict[str, int] = field(default_factory=dict)

    def whole(self) -> Iterator[PublishedArticle]:
        """The articles with their bodies, the earliest first."""
        for start in range(0, len(self.shown), _PIECE):
            piece = self.shown[start : start + _PIECE]
            ids = [self._revisions[one.name] for one in piece]
            query = select(_R.id, _R.post, _R.kind, _R.standfirst, _R.link).where(_R.id.in_(ids))
            posts = {row.id: row for row in self.rows.connection.execute(query)}
            for one in piece:
                row = posts[self._revisions[one.name]]
                body = body_of(
                    zlib.decompress(row.post), one.name, row.standfirst or "", row.link, self.profile,
                    is_ours=row.kind not in {RevisionKind.ADOPTED, RevisionKind.REBUILT},
                )  # fmt: skip
                if body is None:
                    self.unread.append(one.name)
                yield replace(one, body=body or "", pictures=pictures_in(body or ""))

    @property
    def language(self) -> str:
        """What the profile says, otherwise what most articles state, otherwise English."""
        stated = Counter(one.language for one in self.shown if one.language)
        return self.profile.language or (stated.most_common(1)[0][0] if stated else "en")


def read_articles(rows: Rows, profile: SiteProfile) -> Articles:
    """What the catalog has for a site; the rows stay open as long as bodies are read.

    :param rows: as :func:`newsarchive.store.catalog.access.reading` gives them
    """
    query = select(
        _R.id, _R.article, _R.name, _R.title, _R.published, _R.outlet, _R.category, _R.tag, _R.tags,
        _R.author, _R.source, _R.section, _R.standfirst, _R.link, _R.language, _R.canonical, _A.url, _A.gone,
    ).join_from(ArticleRow.table, RevisionRow.table, IS_CURRENT)  # fmt: skip
    found = [(datetime.fromisoformat(row.published), row) for row in rows.connection.execute(query)]
    found.sort(key=lambda one: (one[0], one[1].name))
    by_first_seen = sorted((row for _, row in found), key=lambda row: row.article)
    addresses = Addresses(
        profile,
        categories=dict.fromkeys(row.category for row in by_first_seen),
        tags=dict.fromkeys(label for row in by_first_seen for label in (row.tag, *_listed(row.tags))),
    )
    doubles = rows.where(ArticleRow, state=State.DOUBLE)
    pasts = _pasts(rows, doubles, profile.tzinfo)
    shown, at = [], {}
    for published, row in found:
        one = _article(published, row, pasts[row.article].edits, addresses, profile)
        shown.append(one)
        at[row.article] = one.address
        for url in filter(None, (row.url, row.link, row.canonical)):
            addresses.note(url, one.address)
    for double in doubles:
        if double.copy_of in at:
            addresses.note(double.url, at[double.copy_of])
    return Articles(
        rows, profile, addresses, shown,
        moved=_moved(pasts, at, addresses),
        forgotten=_forgotten(rows),
        _revisions={row.name.removesuffix(".md"): row.id for _, row in found},
    )  # fmt: skip


def _article(
    published: datetime, row: Any, edits: Iterable[datetime], addresses: Addresses, profile: SiteProfile
) -> PublishedArticle:
    # Where categories are the site's sections, the catalog has a section's name as the outlet's.
    outlet = row.outlet if profile.category.by == "outlet" else row.source or ""
    return PublishedArticle(
        name=row.name.removesuffix(".md"), address=addresses.article(row.category, row.name), title=row.title,
        published=published, outlet=outlet, category=row.category, tag=row.tag, tags=_listed(row.tags),
        author=row.author or "", section=row.section or "", standfirst=row.standfirst or "", link=row.link,
        language=row.language or "", edits=tuple(edits),
        withdrawn=datetime.fromtimestamp(row.gone, profile.tzinfo) if row.gone else None,
    )  # fmt: skip


@dataclass
class _Past:
    """What the revisions of an article tell.

    :ivar edits: when its source was seen to have edited it
    :ivar posts: the category and the name of each post that it had
    """

    edits: list[datetime] = field(default_factory=list)
    posts: list[tuple[str, str]] = field(default_factory=list)


def _pasts(rows: Rows, doubles: Iterable[ArticleRow], zone: tzinfo) -> defaultdict[int, _Past]:
    """The same for each article that has several revisions or another address.

    What became a further address had revisions of its own, which are the article's now. Another date alone
    moves a page and leaves what it says: no edit is told on it, whereas lists of edits have it.
    """
    others = defaultdict[int, set[str]](set)
    for one in doubles:
        if one.copy_of and one.old_post:
            others[one.copy_of].add(one.old_post)
    several = select(_R.article).where(_R.number > 1)
    query = select(
        _R.article, _R.stored, _R.text, _R.published, _R.name, _R.category,
        literal_column(EDIT).label("is_edit"),
    ).where(_R.article.in_(several), _R.kind.not_in(KEPT_OUT)).order_by(_R.article, _R.number)  # fmt: skip
    pasts = defaultdict[int, _Past](_Past)
    before: Any = None
    for row in rows.connection.execute(query):
        past = pasts[row.article]
        past.posts.append((row.category, row.name))
        if row.name in others[row.article]:
            continue
        was_here = before is not None and before.article == row.article
        is_moved = was_here and row.text == before.text and row.published != before.published
        if row.is_edit and not is_moved:
            past.edits.append(datetime.fromtimestamp(row.stored, zone))
        before = row
    for article, names in others.items():
        known = {name for _, name in pasts[article].posts}
        pasts[article].posts += [("", name) for name in names - known]
    return pasts


def _moved(pasts: dict[int, _Past], at: dict[int, str], addresses: Addresses) -> dict[str, str]:
    """Former addresses that no article has now, each with the present one."""
    taken = {address.casefold() for address in at.values()}
    moved: dict[str, str] = {}
    for article, past in pasts.items():
        if article not in at:
            continue
        folder = at[article].split("/")[1]
        for category, name in past.posts:
            former = addresses.article(category or folder, name)
            if former.casefold() not in taken:
                taken.add(former.casefold())
                moved[former] = at[article]
    return moved


def _forgotten(rows: Rows) -> frozenset[str]:
    stones = rows.where(ForgottenRow)
    named = (POST_NAME.fullmatch(stone.name or "") for stone in stones)
    stems = {stem for stone in stones for stem in stems_of(stone.source_id)}
    return frozenset(stem.casefold() for stem in stems | {name[2] for name in named if name})


def _listed(tags: str | None) -> tuple[str, ...]:
    return tuple(json.loads(tags)) if tags else ()
