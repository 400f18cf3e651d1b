"""Decide what becomes of a newly read text beside those that the archive holds: the rules alone."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from newsarchive.store.fingerprint import Fingerprint

_SUBSTANCE = 40  # characters; of less a cut says nothing


class Change(Enum):
    """What becomes of a newly read text."""

    NEW = auto()
    SAME = auto()
    EDITED = auto()
    MOVED = auto()  # the same text under another date
    ILLUSTRATED = auto()  # the same text, of which a picture is kept by now; no edit
    REPICTURED = auto()  # the same text with another picture at the same address
    SHRUNKEN = auto()  # recorded; the fuller text stays
    CONFLICT_WON = auto()  # the second text of one run replaces the first
    CONFLICT_LOST = auto()  # the second text of one run is recorded; the first stays


@dataclass(frozen=True, slots=True)
class Text:
    """One revision's text, as far as the rules go by it.

    :param published: aware
    :param run: the run that read it
    :param dropped: characters that were left out of it, because the site is known by now
    """

    fingerprint: Fingerprint
    published: datetime
    run: int
    dropped: int = 0

    @property
    def sight(self) -> bytes:
        """What the source showed: text and date in one hash."""
        moment = str(self.published.timestamp()).encode()
        return hashlib.blake2b(self.fingerprint.text + moment, digest_size=16).digest()

    @property
    def rank(self) -> tuple[int, bytes]:
        """Which of two texts of one run wins, whichever came first: the longer one."""
        return self.fingerprint.length, self.sight


def change(there: Text | None, seen: bytes | None, found: Text, *, keep: float) -> Change:
    """Compare a text with the one that is published.

    :param there: what is published, None where nothing is
    :param seen: the ``sight`` of what the source showed last; it may differ from ``there`` where a
        revision was restored or a shrunken text held back
    :param keep: see :class:`newsarchive.profiles.RecheckRules`
    """
    if there is None:
        return Change.NEW
    if found.sight in {seen, there.sight}:
        return Change.SAME
    if shrunken(there.fingerprint.length, found.fingerprint.length + found.dropped, keep=keep):
        return Change.SHRUNKEN
    if there.run == found.run:
        return Change.CONFLICT_WON if found.rank > there.rank else Change.CONFLICT_LOST
    same_text = found.fingerprint.text == there.fingerprint.text
    return Change.MOVED if same_text else Change.EDITED


def shrunken(before: int, after: int, *, keep: float) -> bool:
    """Whether a body has lost so much that the source must have failed, rather than edited.

    :param before: characters of the former text
    :param after: characters of the new one
    :param keep: the least share that an edit leaves
    """
    return before >= _SUBSTANCE and after < keep * before
