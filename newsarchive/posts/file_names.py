"""File names of posts: from the date and the id alone, and safe on every file system.

A name is ``DATE-STEM.md``. Where a site's articles have ids, the stem is the id or holds a hash of it, and
goes with any date. Where the id is an address, the stem is the slug of that address, which two articles may
share on two days. What the catalog keeps of such an article, and lets no other have, is therefore the date
with the slug, the *dated stem*: on that day it is the whole name. Should the date move, the slug and a hash
of the id stand in the name, so that nobody has to ask whether it is free.
"""

import hashlib
import re
from collections.abc import Iterator
from datetime import datetime

from newsarchive.posts.telling_slug import telling_slug

POST_NAME = re.compile(r"(\d{4}-\d\d-\d\d)-([A-Za-z0-9_-]{1,100})\.md", re.ASCII)
_PLAIN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}", re.ASCII)
_HASHED = re.compile(r"(?:[A-Za-z0-9-]{1,60}-)?[0-9a-f]{16}", re.ASCII)
_LONG, _SHORT = 16, 8  # hexadecimal digits


def post_stem(source_id: str) -> str:
    """The id as it stands in a file name: itself where plain, otherwise a slug and a hash."""
    return source_id if _PLAIN_ID.fullmatch(source_id) else hashed_stem(source_id)


def hashed_stem(source_id: str) -> str:
    """A slug and a hash: the stem where two ids would otherwise differ in nothing but case."""
    return _joined(re.sub(r"[^A-Za-z0-9]+", "-", source_id)[:60].strip("-"), _digest(source_id, _LONG))


def moved_stem(source_id: str) -> str:
    """The stem of an article whose id is an address on every day but the one it was first published under."""
    return _joined(telling_slug(source_id), _digest(source_id, _LONG))


def is_hashed(stem: str) -> bool:
    """Whether a stem looks as if it held a hash of the id that no other id has."""
    return _HASHED.fullmatch(stem) is not None


def is_address(source_id: str) -> bool:
    """Whether an id has the form of those that sites without ids have."""
    return source_id.startswith(("/", "http://", "https://"))


def is_post_name(text: str) -> bool:
    """Whether an id is a post's whole name, as that of an article is which nothing else names yet."""
    return POST_NAME.fullmatch(text) is not None


def stems_of(source_id: str) -> set[str]:
    """What may stand after the date in the name of an article's post, be it that earlier code named it."""
    return {*_lasting(source_id), *_of_one_day(source_id)}


def new_stems(source_id: str, published: datetime, *, by_address: bool) -> tuple[str, ...]:
    """What the catalog may keep as the stem of an article that has none, case folded, the first choice first.

    :param published: aware, in the site's zone
    :param by_address: the site has no ids
    """
    if by_address and is_address(source_id):
        dated = (f"{published:%Y-%m-%d}-{stem}" for stem in _of_one_day(source_id))
        return *dated, moved_stem(source_id)
    return post_stem(source_id).casefold(), hashed_stem(source_id).casefold()


def stem_in(name: str, source_id: str) -> str:
    """The stem that the catalog keeps of an article whose post has this name, case folded."""
    named = POST_NAME.fullmatch(name)
    assert named
    is_dated = (is_address(source_id) or source_id == name) and named[2] not in _lasting(source_id)
    return (name.removesuffix(".md") if is_dated else named[2]).casefold()


def has_stem(name: str, source_id: str, stem: str | None) -> bool:
    """Whether a post may have this name, by the stem that the catalog keeps of its article."""
    named = POST_NAME.fullmatch(name)
    if named is None:
        return False
    return stem in {named[2].casefold(), name[:-3].casefold()} or named[2] == moved_stem(source_id)


def post_name(published: datetime, stem: str) -> str:
    """``YYYY-MM-DD-STEM.md``, the date being the article's local one.

    :raises ValueError: should the name be unsafe after all
    """
    name = f"{published:%Y-%m-%d}-{stem}.md"
    if not POST_NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no safe post name")
    return name


def name_of(source_id: str, stem: str, published: datetime) -> str:
    """The name of an article's post.

    :param stem: as the catalog keeps it, dated or not
    :param published: aware, in the site's zone
    """
    if found := next((one for one in _lasting(source_id) if one.casefold() == stem), None):
        return post_name(published, found)
    day = f"{published:%Y-%m-%d}-"
    if stem.startswith(day):
        return post_name(published, stem.removeprefix(day))
    return post_name(published, (moved_stem if is_address(source_id) else hashed_stem)(source_id))


def first_name(source_id: str, published: datetime, *, by_address: bool) -> str:
    """The name of an article's post as long as no other has it; parameters as of :func:`new_stems`."""
    return name_of(source_id, new_stems(source_id, published, by_address=by_address)[0], published)


def _lasting(source_id: str) -> Iterator[str]:
    """The stems that go with any date."""
    for make in (post_stem, hashed_stem, moved_stem):
        yield make(source_id)


def _of_one_day(source_id: str) -> Iterator[str]:
    """The slug, and what tells it from another article's of the same day."""
    slug = telling_slug(source_id)
    if slug and not is_hashed(slug):
        yield slug
    yield _joined(slug, _digest(source_id, _SHORT))


def _digest(source_id: str, digits: int) -> str:
    return hashlib.sha256(source_id.encode("utf-8", "surrogatepass")).hexdigest()[:digits]


def _joined(slug: str, digest: str) -> str:
    return f"{slug}-{digest}" if slug else digest
