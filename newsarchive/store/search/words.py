"""What of a revision can be found: its words, in the form in which queries are compared with them."""

import hashlib
import re
import zlib
from collections.abc import Mapping
from typing import Any, NamedTuple

from newsarchive.exceptions import ExtractionError
from newsarchive.posts.body_text import text_of
from newsarchive.posts.plain_text import SIGNS, plain
from newsarchive.posts.post_body import body_of
from newsarchive.posts.read_post import split_post
from newsarchive.store.catalog.states import RevisionKind

COLUMNS = ("body", "title", "author", "outlet", "section")
"""The columns of the table ``words``; the body goes first, since FTS5 has the first one's places cheapest."""
READ = (
    "revision.id, title, author, outlet, section, standfirst, link, name, kind, post,"
    " substr(published, 1, 10) AS day"
)
"""What of a revision's row its words are made of, in SQL."""
IS_SIGN = re.compile(f"[{SIGNS}]")
"""A character that is found by itself, within whatever word it stands."""
_FOREIGN = {RevisionKind.ADOPTED, RevisionKind.REBUILT}


class Words(NamedTuple):
    """What each column has, words and signs with blanks between them."""

    body: str
    title: str
    author: str
    outlet: str
    section: str

    @property
    def digest(self) -> int:
        """A number that differs where any word does."""
        hashed = hashlib.blake2b("\n".join(self).encode(), digest_size=8).digest()
        return int.from_bytes(hashed, "big", signed=True)


class _Parted(dict[int, str]):
    """By a character's number the character; each of those that are found one by one with blanks around."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        self[code] = f" {sign} " if IS_SIGN.fullmatch(sign) else sign
        return self[code]


_PARTED = _Parted()


def parted(text: str) -> str:
    """A text's words and signs, with blanks between them.

    Han, Kana, Hangul and the scripts of Thailand, Laos, Cambodia and Burma are taken sign by sign, so that
    any part of a word is found. Case, accents and width do not count.
    """
    return plain(text).translate(_PARTED)


def words_of(row: Mapping[str, Any]) -> Words:
    """The words of a revision.

    :param row: with what :data:`READ` names
    """
    text = f"{row['standfirst'] or ''}\n\n{body_text(row)}"
    rest = (parted(row[name] or "") for name in COLUMNS[1:])
    return Words(parted(text), *rest)


def body_text(row: Mapping[str, Any]) -> str:
    """The plain text of a revision's body, without its standfirst; of a damaged post nothing."""
    try:
        post = zlib.decompress(row["post"])
    except zlib.error:
        return ""
    body = body_of(
        post, row["name"].removesuffix(".md"), row["standfirst"] or "", row["link"], "",
        is_ours=row["kind"] not in _FOREIGN,
    )  # fmt: skip
    if body is None:
        text = post.decode("utf-8", "replace")
        try:
            body = split_post(text)[2]
        except ExtractionError:
            body = text
    return text_of(body)
