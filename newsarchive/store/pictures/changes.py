"""What is new in the pictures of a text beside those that it showed before: the rules alone."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from enum import Enum, auto

from newsarchive.store.pictures.shown import Shown


class Come(Enum):
    """What became of the pictures of a text that is the same."""

    NOTHING = auto()
    KEPT = auto()  # one that was the source's own is kept by now
    SWAPPED = auto()  # one has other bytes than it had


def come_of(before: Sequence[Shown], after: Sequence[Shown]) -> Come:
    """What is new in the pictures of a text whose words are the same.

    They are compared by address, or, where addresses have changed while there are as many, by their order: a
    text is the same whatever queries its pictures' addresses have. One that is kept no more says nothing.
    """
    by_url = {one.url: one.sha256 for one in before}
    olds = [by_url.get(one.url) for one in after]
    if len(before) == len(after):
        olds = [by_url.get(new.url, old.sha256) for old, new in zip(before, after, strict=True)]
    pairs = [
        (old, new.sha256) for old, new in zip(olds, after, strict=True) if new.sha256 and old != new.sha256
    ]
    if any(old for old, _ in pairs):
        return Come.SWAPPED
    return Come.KEPT if pairs else Come.NOTHING


def changes_told(before: Sequence[Shown], after: Sequence[Shown]) -> list[str]:
    """What happened to the pictures between two revisions, in words for people.

    Pictures are counted from 1: those that are removed as they stood before, all others as they stand now.
    """
    told: list[str] = []
    matcher = SequenceMatcher(None, [one.url for one in before], [one.url for one in after], autojunk=False)
    for _, first, last, start, end in matcher.get_opcodes():
        olds, news = before[first:last], after[start:end]
        both = min(len(olds), len(news))
        told += filter(None, (_told(start + n + 1, olds[n], news[n]) for n in range(both)))
        told += [f"picture {start + n + 1} added: {news[n].url}" for n in range(both, len(news))]
        told += [f"picture {first + n + 1} removed: {olds[n].url}" for n in range(both, len(olds))]
    return told


def _told(place: int, old: Shown, new: Shown) -> str:
    if old == new:
        return ""
    if old.url != new.url and old.sha256 is not None and old.sha256 == new.sha256:
        return f"picture {place} has another address: {new.url}"
    if old.url != new.url:
        return f"picture {place} replaced: {new.url}"
    if old.sha256 is None:
        return f"picture {place} is kept from here on"
    if new.sha256 is None:
        return f"picture {place} is the source's own again"
    return f"picture {place} replaced by another at the same address"
