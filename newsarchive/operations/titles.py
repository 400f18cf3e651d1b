"""Titles that cannot be the articles' own: one that stands on many, or others than the lists show."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from newsarchive.store.health import ArticleRead
from newsarchive.text import letters_of, printable

_LOOKED_AT, _LOOKED_AT_AGAIN = 100, 20  # of the newest articles; the few for what was noticed before
_REPEATED, _REPEATED_LEAST = 1 / 3, 5
_DIFFER, _DIFFER_LEAST = 1 / 2, 10
_STILL = 0.8  # of these shares, for what was noticed before: nothing is told twice for a single article
_HARDLY = 0.2  # of the shorter title's pieces that two titles of one article share at least
_PIECE = 3  # characters


def repeated(read: Sequence[ArticleRead], *, is_open: bool) -> str:
    """That one title stands on many of the newest articles, in words; nothing where none does.

    :param read: the oldest first
    :param is_open: it was noticed before
    """
    newest = _newest(read, is_open=is_open)
    if not newest:
        return ""
    (title, count), *_ = Counter(one.title for one in newest).most_common(1)
    if count < _REPEATED_LEAST or count <= _share(_REPEATED, is_open=is_open) * len(newest):
        return ""
    told = f"one title stands on {count:,} of the newest {len(newest):,} articles: {printable(title)}"
    return f"{told}; is it the site's own name, or a section's?"


def differing(read: Sequence[ArticleRead], *, is_open: bool) -> str:
    """The same of lists that call most articles otherwise than their pages do."""
    listed = _newest([one for one in read if letters_of(one.listed)], is_open=is_open)
    different = [one for one in listed if not agree(one.title, one.listed)]
    if len(listed) < _DIFFER_LEAST or len(different) <= _share(_DIFFER, is_open=is_open) * len(listed):
        return ""
    # No title is named: the note stays when its article is taken down.
    told = f"{len(different):,} of the newest {len(listed):,} titles are not what the lists show"
    return f"{told}; is it the headline that is read?"


@lru_cache(maxsize=10_000)
def agree(title: str, listed: str) -> bool:
    """Whether two titles may be the same article's, edited or cut, by the pieces that they share."""
    one, other = letters_of(title), letters_of(listed)
    if one in other or other in one:
        return True
    pieces, others = _pieces(one), _pieces(other)
    return len(pieces & others) >= _HARDLY * min(len(pieces), len(others))


def _pieces(text: str) -> set[str]:
    return {text[start : start + _PIECE] for start in range(max(1, len(text) - _PIECE + 1))}


def _newest(read: Sequence[ArticleRead], *, is_open: bool) -> Sequence[ArticleRead]:
    return read[-(_LOOKED_AT_AGAIN if is_open else _LOOKED_AT) :]


def _share(limit: float, *, is_open: bool) -> float:
    return limit * _STILL if is_open else limit
