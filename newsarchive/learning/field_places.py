"""In which place of a site's pages each field's value stands, as page after page agrees on it.

A place is a path and which of the elements of that path it is, such as ``main>div.meta>span 1``.

- observed: by field, the ``value`` (four hexadecimal digits that stand for it), the places that show it
  (``at``) and those that show another one (``not``)
- counted: by field and place, the pages that showed the value there, the last sixteen pages that had the
  place (a bit each, 1 for the value), up to four different values, and the last time
- known: by field and place, the pages
"""

from collections.abc import Mapping
from typing import Any

_LEAST = 8  # of the last ten pages that have the place show the value there
_LAST = (1 << 10) - 1
_KEPT = (1 << 16) - 1
_DIFFERENT = {"date": 3, "headline": 3}  # values; what all pages show alike is no article's
_SOME_DIFFERENT = 2
_VALUES = 4
_GROWTH = 1.25
_MOST = 40  # places of a field


def count_fields(counts: dict[str, Any], seen: Mapping[str, Any], *, now: int) -> None:
    """Add an observation.

    :param counts: is changed; an empty one begins
    :param now: seconds since 1970
    """
    for name, observed in seen.items():
        places = counts.setdefault(name, {})
        for place in observed["not"]:
            if place in places:
                pages, history, values, _ = places[place]
                places[place] = [pages, history << 1 & _KEPT, values, now]
        for place in observed["at"]:
            pages, history, values, _ = places.get(place, (0, 0, [], now))
            if observed["value"] not in values:
                values = [*values, observed["value"]][:_VALUES]
            places[place] = [pages + 1, (history << 1 | 1) & _KEPT, values, now]
        counts[name] = _bounded(places)


def _bounded(places: dict[str, Any]) -> dict[str, Any]:
    """The places that may be known, those first that more of the last pages agree on."""
    if len(places) <= _MOST:
        return places
    rank = sorted(places.items(), key=lambda one: (one[1][1].bit_count(), one[1][3], one[1][0], one[0]))
    return dict(rank[-_MOST // 2 :])


def known_fields(counts: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """The places that pages agree on, with how many did; a field without any is left out."""
    found = {
        name: {place: one[0] for place, one in places.items() if _is_known(name, *one)}
        for name, places in counts.items()
    }
    return {name: places for name, places in found.items() if places}


def _is_known(name: str, _pages: int, history: int, values: list[str], _now: int) -> bool:
    is_telling = len(values) >= _DIFFERENT.get(name, _SOME_DIFFERENT)
    return is_telling and (history & _LAST).bit_count() >= _LEAST


def is_news_of_fields(known: Mapping[str, Mapping[str, int]], new: Mapping[str, Mapping[str, int]]) -> bool:
    """Whether a place proved wrong, a field has its first one or, after many more pages, another one."""
    for name, places in known.items():
        if not places.keys() <= new.get(name, {}).keys():
            return True
    more = [name for name, places in new.items() if not places.keys() <= known.get(name, {}).keys()]
    return any(sum(new[name].values()) >= _GROWTH * sum(known.get(name, {}).values()) for name in more)


def without_rare_fields(counts: Mapping[str, Any], least: int) -> dict[str, Any]:
    """The counts without places of few pages, and without anything that stands for a value."""
    return {
        name: {
            place: [pages, history, [f"-{number}" for number in range(len(values))], now]
            for place, (pages, history, values, now) in places.items()
            if pages >= least
        }
        for name, places in counts.items()
    }
