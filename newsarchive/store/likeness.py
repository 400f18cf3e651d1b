"""Whether two texts are one article's, whatever addresses they stand at."""

import re
from datetime import timedelta
from urllib.parse import parse_qsl, unquote, urlsplit

from newsarchive.items import ArticleFields, Doubt
from newsarchive.text import letters_of

_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d[/_-]?(?:[01]?\d[/_-]?(?:[0-3]?\d)?)?(?!\d)")
_NUMBER = re.compile(r"(?<!\d)\d{5,}(?!\d)")  # of fewer figures a page's, a year's or a section's may be
_OWN_NUMBER = re.compile(r"(?<!\d)\d{3,}(?!\d)")
_ENDING = re.compile(r"\.\w{2,5}$")
_PIECE = 12  # letters
_ENOUGH = 50_000  # characters of a post
_LEAST = 80  # letters; shorter texts are alike only where they are the same
_EDITED, _SURE = 0.5, 0.85  # of the shorter text's pieces stand in the other, too


def is_one_story(one: ArticleFields, other: ArticleFields, *, by_address: bool) -> bool:
    """Whether two articles with the very same text have one title and time: then they are one."""
    is_one = _same_title(one, other) and is_same_time(one, other)
    return is_one and _is_of_one_outlet(one, other, by_address=by_address)


def is_same_time(one: ArticleFields, other: ArticleFields) -> bool:
    """Whether two articles state one time, as far as each of them states it."""
    apart = abs(one.published - other.published)
    if Doubt.RELATIVE_DATE in {*one.doubts, *other.doubts}:
        return apart < timedelta(days=1)
    if "day" in {one.precision, other.precision}:
        return one.published.date() == other.published.astimezone(one.published.tzinfo).date()
    return not apart


def are_versions(
    one: ArticleFields, its_post: bytes, other: ArticleFields, other_post: bytes, *, by_address: bool
) -> bool:
    """Whether two texts of which one is said to be the other are that.

    Where title and time differ, nearly all of the text must be the same: a column that appears each day has
    half a text in common with itself.
    """
    if not _is_of_one_outlet(one, other, by_address=by_address):
        return False
    said_so = _same_title(one, other) or is_same_time(one, other)
    return share_of(its_post, other_post) >= (_EDITED if said_so else _SURE)


def _is_of_one_outlet(one: ArticleFields, other: ArticleFields, *, by_address: bool) -> bool:
    """Whether one outlet printed both: the copies that several print are several, even if they say the same.

    :param by_address: the site has no ids; its articles are told apart by addresses, and the outlet may be
        but the section that an address stands in
    """
    outlets = {one.source, other.source} - {""} if by_address else {one.outlet, other.outlet}
    return len(outlets) < 2


def numbers_in(url: str) -> set[str]:
    """What can be nothing but an article's id in an address: numbers of five figures or more, no dates."""
    parts = urlsplit(url)
    query = " ".join(value for _, value in parse_qsl(parts.query))
    return set(_NUMBER.findall(_DATE.sub("", unquote(f"{parts.path} {query}"))))


def are_told_apart(one: str, other: str, *, at_once: bool) -> bool:
    """Whether a site tells two articles apart by their addresses, be their texts the same.

    It does where the paths differ in nothing but a number of three figures or more; and where one run read
    both in one folder, under names of their own: a name that changed would not be listed any more.

    :param at_once: one run read both
    """
    paths = [unquote(urlsplit(url).path) for url in (one, other)]
    if paths[0] == paths[1]:
        return False
    numbers = [_OWN_NUMBER.findall(path) for path in paths]
    if all(numbers) and _OWN_NUMBER.sub("#", paths[0]) == _OWN_NUMBER.sub("#", paths[1]):
        return True
    (folder, _, name), (other_folder, _, other_name) = (path.rpartition("/") for path in paths)
    names = [_ENDING.sub("", found).casefold() for found in (name, other_name)]
    return at_once and folder == other_folder and all(names) and names[0] != names[1]


def _same_title(one: ArticleFields, other: ArticleFields) -> bool:
    return letters_of(one.title) == letters_of(other.title)


def share_of(one: bytes, other: bytes) -> float:
    """The share of the shorter text's pieces that stand in the other post's, too: from 0 to 1."""
    texts = sorted((_letters(one), _letters(other)), key=len)
    if len(texts[0]) < _LEAST:
        return float(texts[0] == texts[1])
    less, more = ({text[at : at + _PIECE] for at in range(len(text) - _PIECE + 1)} for text in texts)
    return len(less & more) / len(less)


_TAG = re.compile(r"<[^>]*>")


def _letters(post: bytes) -> str:
    """The letters of a post's body."""
    _, _, body = post.decode("utf-8", "replace").partition("\n---\n")
    return letters_of(_TAG.sub(" ", body[:_ENOUGH]))
