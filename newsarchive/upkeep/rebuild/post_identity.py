"""Which article a post is of: by its link, by its name, by both."""

import re
from collections.abc import Iterator

from newsarchive.crawling.spider import SiteSpider
from newsarchive.discovery.addresses import other_forms
from newsarchive.exceptions import ExtractionError
from newsarchive.posts.file_names import hashed_stem, post_stem
from newsarchive.profiles import Identity, identity_at

_HASHED = re.compile(r"(?:[A-Za-z0-9-]{1,60}-)?[0-9a-f]{16}", re.ASCII)


def identity_of_post(stem: str, link: str, spider: SiteSpider, *, own: bool) -> Identity:
    """The article whose post has this name and this link.

    The name is the id itself, or holds a hash of it. What has that hash is looked for among the forms of
    the link. Where none has it, because the site led elsewhere, the article's id is the stem until a listing
    or an original names it: see :mod:`newsarchive.store.stems`.

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


def stems_of(source_id: str) -> set[str]:
    """What an article's post may be called, the date aside."""
    return {post_stem(source_id), hashed_stem(source_id)}


def is_hashed(stem: str) -> bool:
    """Whether a post's name looks as if it held a hash of the id."""
    return _HASHED.fullmatch(stem) is not None


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
