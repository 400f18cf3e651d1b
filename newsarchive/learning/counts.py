"""In how many articles of a site each block was seen, and which of them are so many that it is furniture."""

import json
from dataclasses import dataclass, field, fields, replace
from typing import Any

from newsarchive.learning.learned import Furniture, Learned
from newsarchive.learning.places import count_places, known_places, renewed, without_rare
from newsarchive.learning.seen import Kind, Seen, kind_of
from newsarchive.text import cut

_LEAST = {Kind.BESIDE: 5, Kind.APART: 5, Kind.LINKED: 5, Kind.PLAIN: 12}
_SHARE = {Kind.BESIDE: 0.008, Kind.APART: 0.008, Kind.LINKED: 0.02, Kind.PLAIN: 0.75}
"""Of the articles since the first that showed it. A plain sentence may be a formula of the articles' own."""
_TOLD = 3  # articles from which on a text itself is kept, to be shown: one of a single article is its own
_SAMPLE = 300  # characters
_MOST = 2_000  # blocks that are kept in mind
_SIGNATURES = 2_000  # articles that are recognised as seen before


@dataclass(slots=True)
class Count:
    """What is known of a block.

    :param articles: how many showed it
    :param left: how many of them had it when they were stored
    :param since: the number of the first of them, counted among all that were seen
    :param upto: the number of the last one
    :param first: when the first one was read, in seconds since 1970
    :param last: the same of the last one
    :param text: the block's, once enough articles had it
    """

    articles: int = 0
    left: int = 0
    since: int = 0
    upto: int = 0
    first: int = 0
    last: int = 0
    text: str = ""


@dataclass(slots=True)
class Counts:
    """What has been seen of a site so far. It never grows beyond a bound.

    :param articles: how many were seen
    :param blocks: by their keys
    :param signatures: of the last articles, the oldest first
    :param places: what stands where on their pages, see :mod:`newsarchive.learning.places`
    """

    articles: int = 0
    blocks: dict[str, Count] = field(default_factory=dict)
    signatures: dict[str, None] = field(default_factory=dict)
    places: dict[str, Any] = field(default_factory=dict)

    def add(self, seen: Seen, *, now: int) -> None:
        """Count an article that was stored for the first time; one whose text was seen before counts no more.

        :param now: seconds since 1970
        """
        if not seen.signature or seen.signature in self.signatures:
            return
        self.signatures[seen.signature] = None
        self.articles += 1
        for key, text in seen.blocks:
            count = self.blocks.get(key)
            if count is None:
                count = self.blocks[key] = Count(since=self.articles, first=now)
            count.articles += 1
            count.left += key not in seen.dropped
            count.upto, count.last = self.articles, now
            if count.articles >= _TOLD and not count.text:
                count.text = cut(text, _SAMPLE)
        count_places(self.places, seen.places, now=now)
        if len(self.blocks) > 2 * _MOST:
            self.prune()

    def prune(self) -> None:
        """Forget what can hardly become furniture: blocks that few articles had, the longest ago first."""
        if len(self.blocks) > _MOST:
            rank = sorted(self.blocks.items(), key=lambda one: (one[1].articles, one[1].upto, one[0]))
            for key, _ in rank[: len(rank) - _MOST]:
                del self.blocks[key]
        for signature in list(self.signatures)[: max(0, len(self.signatures) - _SIGNATURES)]:
            del self.signatures[signature]

    def forget_rare(self) -> None:
        """Forget whatever may be the words of a few articles, since one of them is to be forgotten."""
        self.blocks = {key: one for key, one in self.blocks.items() if one.articles >= min(_LEAST.values())}
        self.signatures.clear()
        self.places = without_rare(self.places)

    def nothing_left(self) -> None:
        """Note that all posts have been made again with what is known."""
        for count in self.blocks.values():
            count.left = 0

    def all_back(self) -> None:
        """Note that posts have been made again with nothing known: each may have all it showed."""
        for count in self.blocks.values():
            count.left = count.articles

    def left_of(self, learned: Learned) -> int:
        """In how many posts at most there is still a text that is known as furniture."""
        found = (self.blocks[key].left for key in learned.furniture if key in self.blocks)
        return min(sum(found), self.articles)

    def learn(self, known: Learned, *, now: int) -> Learned:
        """The next version of what is known; the same one where nothing is new.

        :param now: seconds since 1970
        """
        new = {
            key: Furniture(one.text, one.articles, one.first, one.last)
            for key, one in self.blocks.items()
            if key not in known.furniture and self._is_furniture(key, one)
        }
        places = renewed(known.places, known_places(self.places)) if self.places else known.places
        if not new and places is known.places:
            return known
        furniture = {key: self._renewed(key, one) for key, one in known.furniture.items()} | new
        return Learned(known.number + 1, now, self.articles, furniture, places)

    def _is_furniture(self, key: str, count: Count) -> bool:
        kind = kind_of(key)
        among = (self.articles if kind is Kind.PLAIN else count.upto) - count.since + 1
        return count.articles >= _LEAST[kind] and count.articles >= _SHARE[kind] * among

    def _renewed(self, key: str, one: Furniture) -> Furniture:
        count = self.blocks.get(key)
        return replace(one, articles=max(count.articles, one.articles), last=count.last) if count else one

    def to_json(self) -> bytes:
        """As the catalog keeps it: what has most articles is kept where it is too much."""
        self.prune()
        names = [one.name for one in fields(Count)]
        said = {
            "articles": self.articles,
            "blocks": {key: [getattr(one, name) for name in names] for key, one in self.blocks.items()},
            "signatures": list(self.signatures),
            "places": self.places,
        }
        return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")

    @classmethod
    def from_json(cls, data: bytes) -> "Counts":
        """What such bytes say.

        :raises ValueError: nothing
        """
        said = json.loads(data)
        blocks = {key: Count(*one) for key, one in said["blocks"].items()}
        return cls(said["articles"], blocks, dict.fromkeys(said["signatures"]), said["places"])

    @classmethod
    def after(cls, learned: Learned) -> "Counts":
        """What can be known where nothing but a version is left."""
        blocks = {
            key: Count(one.articles, 0, 1, learned.articles, one.first, one.last, one.text)
            for key, one in learned.furniture.items()
        }
        return cls(articles=learned.articles, blocks=blocks)
