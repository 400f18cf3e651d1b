"""What is known of a site at one time: a version of it, as a value and as the bytes that are kept."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Furniture:
    """A text that stands in many of a site's articles, and is none of theirs.

    :param text: as one of them had it
    :param articles: how many had it when the version was made
    :param first: when the first of them was read, in seconds since 1970
    :param last: the same of the last one
    """

    text: str
    articles: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Learned:
    """One version of what is known. It only ever grows: an old article may still show an old advertisement.

    :param number: of the version, from 1; 0 where nothing has been learned
    :param made: when, in seconds since 1970
    :param articles: from how many it was learned
    :param furniture: by the key of the text, see :func:`newsarchive.learning.seen.key_of`
    :param places: where on its pages what stands, see :mod:`newsarchive.learning.places`; empty where nobody
        learns, and so nobody asks what a page shows of it
    """

    number: int = 0
    made: int = 0
    articles: int = 0
    furniture: Mapping[str, Furniture] = field(default_factory=dict)
    places: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> bytes:
        """The same value always gives the same bytes."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True)
        return (text + "\n").encode("utf-8", "replace")

    @classmethod
    def from_json(cls, data: bytes) -> "Learned":
        """The value of such bytes.

        :raises ValueError: they are none
        """
        try:
            found = json.loads(data)
            furniture = {key: Furniture(**one) for key, one in found.pop("furniture").items()}
            return cls(furniture=furniture, **found)
        except (TypeError, KeyError, AttributeError) as error:
            raise ValueError(f"this is no version of what was learned: {error}") from error


NOTHING_LEARNED = Learned()
NOTHING_YET = Learned(places={"pages": 0})
"""What an archive begins with."""

Newest = Callable[[], Learned]
"""Gives the newest version at the moment of asking: a run learns while answers are on their way."""


def nothing_learned() -> Learned:
    """Where nobody learns."""
    return NOTHING_LEARNED
