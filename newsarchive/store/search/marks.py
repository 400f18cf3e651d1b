"""Where in a text the words stand that were looked for: a short piece of it with these marked."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from newsarchive.posts.plain_text import SIGNS
from newsarchive.store.search.words import parted

Marked = tuple[tuple[str, bool], ...]
"""A text in pieces, each with whether it is marked."""
Phrases = Iterable[tuple[tuple[str, ...], str]]
"""As :class:`newsarchive.store.search.query.Query` has them."""
_PIECE = re.compile(
    f"[{SIGNS}]"
    rf"|(?:(?![{SIGNS}])[^\s!-/:-@\[-`{{-~\u00a1-\u00bf\u2010-\u203e\u3001-\u3003\u3008-\u301f\uff01-\uff0f])+"
)
_LONGEST_TITLE = 500  # characters that are shown
_BEFORE = 30  # characters that are shown before the first word
_WORD = 15  # characters from the end of a piece, within which a blank is looked for to end it there
_LONGEST = 200_000  # characters that are looked through for one that is written otherwise
_BLANKS = re.compile(r"\s+")


def snippet(text: str, phrases: Phrases, column: str, width: int) -> Marked:
    """A piece of a text around the first of the phrases that stands in it, on one line.

    Where none does it is the beginning. No word is cut in two where the script has blanks between words.

    :param column: which one the text is of; phrases of others are not looked for
    :param width: characters, at most
    """
    text = _BLANKS.sub(" ", text).strip()
    wanted = [tokens for tokens, where in phrases if where in {"", column}]
    first = _first(text, wanted)
    start = max(0, first - _BEFORE)
    start = 0 if start < _BEFORE / 2 else start
    end = start + width
    if start and (blank := text.find(" ", start - 1, min(first, start + _WORD))) >= 0:
        start = blank + 1
    if end < len(text) and (blank := text.rfind(" ", end - _WORD, end + 1)) > first:
        end = blank
    piece = text[start:end]
    pieces = marked(piece, [(tokens, column) for tokens in wanted], column)
    before = (("…", False),) if start else ()
    after = (("…", False),) if end < len(text) else ()
    return (*before, *pieces, *after)


def marked(text: str, phrases: Phrases, column: str) -> Marked:
    """A text with all of the phrases marked that stand in it."""
    tokens = list(_tokens(text))
    spans = [span for wanted, where in phrases if where in {"", column} for span in _found(tokens, wanted)]
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, end in sorted(spans):
        if end > at:
            pieces += [(text[at:start], False), (text[max(at, start) : end], True)]
            at = end
    return tuple((piece, is_marked) for piece, is_marked in [*pieces, (text[at:], False)] if piece)


def marked_title(title: str, phrases: Phrases) -> Marked:
    """A title with all of the phrases marked; of one without end a piece around the first."""
    if len(title) > _LONGEST_TITLE:
        return snippet(title, phrases, "title", _LONGEST_TITLE)
    return marked(title, phrases, "title")


def _first(text: str, wanted: list[tuple[str, ...]]) -> int:
    """Where the first phrase that is written like this stands; otherwise where any does, 0 if none."""
    if not wanted:
        return 0
    small = text.lower()
    for tokens in sorted(wanted, key=len, reverse=True):
        for joined in ("".join(tokens), " ".join(tokens)):
            at = small.find(joined.removesuffix("*"))
            if at >= 0 and len(small) == len(text):
                return at
    tokens_there = list(_tokens(text[:_LONGEST]))
    return min((start for one in wanted for start, _ in _found(tokens_there, one)), default=0)


def _tokens(text: str) -> Iterator[tuple[str, int, int]]:
    for piece in _PIECE.finditer(text):
        for token in _parts(piece[0]):
            yield token, *piece.span()


@lru_cache(maxsize=20_000)
def _parts(piece: str) -> list[str]:
    return parted(piece).split()


def _found(tokens: list[tuple[str, int, int]], wanted: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    first = wanted[0]
    for at in range(len(tokens) - len(wanted) + 1):
        if (tokens[at][0] == first or first[-1] == "*") and all(
            token == one or (one[-1] == "*" and token.startswith(one[:-1]))
            for (token, _, _), one in zip(tokens[at : at + len(wanted)], wanted, strict=True)
        ):
            yield tokens[at][1], tokens[at + len(wanted) - 1][2]
