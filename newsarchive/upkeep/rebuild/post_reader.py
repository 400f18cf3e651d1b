"""A published post read back as the article that it was made of."""

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from newsarchive.crawling.spider import SiteSpider
from newsarchive.dates.zones import in_zone
from newsarchive.discovery.addresses import other_forms
from newsarchive.exceptions import ExtractionError
from newsarchive.items import Article
from newsarchive.posts.file_names import POST_NAME, is_hashed, stems_of
from newsarchive.posts.front_matter import as_fields
from newsarchive.posts.outlets import outlet_slug
from newsarchive.posts.read_post import PostParts, read_post
from newsarchive.profiles import Identity, SiteProfile, identity_at
from newsarchive.store.catalog.states import RevisionKind
from newsarchive.store.fingerprint import fingerprint
from newsarchive.store.submissions import Extracted


def identity_of_post(stem: str, link: str, spider: SiteSpider, *, own: bool) -> Identity:
    """The article whose post has this name and this link.

    The name is the id itself, or holds a hash of it. What has that hash is looked for among the forms of
    the link. Where none has it, because the site led elsewhere, the article's id is the stem until a listing
    or an original names it: see :mod:`newsarchive.store.posts`.

    :param stem: what stands after the date in the post's name
    :param link: as the post states it; may be empty
    :param own: an archive of ours named it, so that the name counts where the two disagree
    :raises ExtractionError: ``no-id`` where neither says anything, ``conflicting-id`` where they disagree
    """
    linked, named = spider.identify_at(link), spider.identify(stem)
    if linked is None:
        if named:
            return named
        raise ExtractionError("no-id", f"neither its name nor its link holds an id of {spider.name}")
    if found := next((one for one in _forms(linked, spider) if stem in stems_of(one.source_id)), None):
        return found
    if named and named.url == linked.url:
        return named
    if named is None and _may_be_id(stem, linked, spider):
        named = Identity(stem, linked.url)
    if named is None:
        return linked
    if own or not spider.profile.article.id:  # a hash of ours is no mistake
        return named
    raise ExtractionError("conflicting-id", f"the file is {named.source_id}'s, its link {linked.source_id}'s")


def _may_be_id(stem: str, linked: Identity, spider: SiteSpider) -> bool:
    """Whether a name is an id of whose page nothing but the post's link is known."""
    rules = spider.profile.article
    return rules.is_id(stem, linked.url) if rules.id else is_hashed(stem)


def _forms(linked: Identity, spider: SiteSpider) -> Iterator[Identity]:
    """The identity that the link gives, and those that its page may have called its own."""
    yield linked
    for address in other_forms(linked.url):
        if found := identity_at(address, spider.profile):
            yield Identity(found.source_id, linked.url)


def article_of(path: Path, spider: SiteSpider) -> Extracted:
    """A published post with its article, as if it had been crawled.

    :param spider: knows the site's ids and the addresses of its articles
    :returns: without an id of its own where a site without ids led from the article's address to another
        page, which the post links: by the post's whole name, until an original, or its page as a listing
        leads to it, has the same name
    :raises ExtractionError: it is no post of this site, or not under its own name
    """
    try:
        post = path.read_bytes()
        served = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError as error:
        raise ExtractionError("unreadable", os.strerror(error.errno or 0)) from error
    parts = read_post(post)
    named = POST_NAME.fullmatch(path.name)
    if not named:
        raise ExtractionError("no-id", "it has no name of a post")
    known = identity_of_post(named[2], parts.link, spider, own=True)
    is_known = named[2] in stems_of(known.source_id)
    if not is_known and spider.profile.article.id is None:
        known, is_known = Identity(path.name, known.url), True
    article = _article(known, parts, served, spider.profile, day=named[1])
    if not is_known or named[1] != f"{article.published:%Y-%m-%d}":
        raise ExtractionError("name", f"its date is {parts.date}, its id {known.source_id}")
    return Extracted(article, post, fingerprint(article), kind=RevisionKind.REBUILT)


def _published(moment: datetime, profile: SiteProfile, day: str) -> datetime:
    """The moment in the profile's zone; where it has none, in the offset that the post states.

    Of the two it is the one of the day that the post is named by: zones are declared later, and other tools'
    posts may state another one.
    """
    local = in_zone(moment, profile.tzinfo)
    either = (moment, local) if profile.zone is None and moment.utcoffset() else (local, moment)
    return next((one for one in either if f"{one:%Y-%m-%d}" == day), either[0])


def _article(
    known: Identity, parts: PostParts, served: datetime, profile: SiteProfile, *, day: str
) -> Article:
    try:
        stated = datetime.strptime(parts.date, "%Y-%m-%d %H:%M:%S %z")
    except ValueError as error:
        raise ExtractionError("date", f"its date is {parts.date!r}") from error
    fields, more = as_fields(parts.more, profile.post.front_matter)
    outlet, tag = parts.tag.removesuffix(profile.category.suffix), parts.tag
    if "tags" in profile.post.front_matter and (own := _own_tags(parts, outlet)):
        # Its outlet is no more known than by its slug, until its page is read again.
        outlet, tag, fields["tags"] = parts.category, parts.category + profile.category.suffix, own
        more.pop("tags", None)
    return Article(
        site=profile.name, source_id=known.source_id, url=known.url, title=parts.title,
        published=_published(stated, profile, day), precision="second",
        outlet=outlet, category=parts.category, tag=tag,
        standfirst=parts.standfirst, body=parts.body, link=parts.link, fetched_at=served,
        stated_date=parts.date, more=more, **fields,
    )  # fmt: skip


def _own_tags(parts: PostParts, outlet: str) -> tuple[str, ...]:
    """The article's own tags; none where the one that the post has is its outlet's."""
    if several := parts.more.get("tags"):
        return tuple(map(str, several))
    with suppress(ExtractionError):
        if outlet_slug(outlet) == parts.category:
            return ()
    return (parts.tag,)
