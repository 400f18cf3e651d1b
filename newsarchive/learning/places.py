"""How often what stood where on a site's pages, and what follows from it.

An observation, the counts and what is known are JSON values, since they are kept:

- observed, of a text that has a container: ``container`` and ``headlines``, paths; ``regions``, by signature
  the characters of text, how many thousandths of them are the article's, and what stands in it, null where
  nothing of the article does;
  ``kinds``, by path the blocks kept and dropped
- counted: ``pages``; ``containers`` and ``headlines``, by path the pages and the last time; ``regions``, by
  signature the pages, the sum of the thousandths, the most characters, the last time and what stands in it;
  ``kinds``, by path the pages, the blocks kept and dropped, the last time
- known: ``pages``; ``containers`` and ``headlines``, by path the pages; ``regions``, by signature what stands
  in it, or the most characters where the article never stands; ``kinds``, by path 1 or 0

Each has ``fields`` too, see :mod:`newsarchive.learning.field_places`.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from newsarchive.learning.field_places import (
    count_fields,
    is_news_of_fields,
    known_fields,
    without_rare_fields,
)

_TELLING = frozenset({"aside", "footer", "form", "header", "nav"})
_LEAST = 8  # pages that must agree
_TEMPLATE = 4  # pages with the same container
_SOME = 3  # pages that show a headline in the same place
_SELDOM = 40  # thousandths of the text of a region that may be taken for the article's by mistake
_MANY = 24  # blocks that must agree
_RARE = 5  # pages; of what fewer show nothing is left when an article is forgotten
_GROWTH = 1.25
_MOST = 400  # places that are kept in mind, of each kind


def is_named(signed: str) -> bool:
    """Whether a signature says more than a tag that any part of a page may have."""
    return not signed.isalnum() or signed in _TELLING


def count_places(counts: dict[str, Any], seen: Mapping[str, Any], *, now: int) -> None:
    """Add an observation.

    :param counts: is changed; an empty one begins
    :param now: seconds since 1970
    """
    if not seen:
        return
    count_fields(counts.setdefault("fields", {}), seen.get("fields", {}), now=now)
    if "container" not in seen:
        return
    counts["pages"] = counts.get("pages", 0) + 1
    for name, paths in (("containers", [seen["container"]]), ("headlines", seen["headlines"])):
        known = counts.setdefault(name, {})
        for path in paths:
            known[path] = [known.get(path, [0])[0] + 1, now]
    kinds = counts.setdefault("kinds", {})
    for path, (kept, dropped) in seen["kinds"].items():
        before = kinds.get(path, (0, 0, 0))
        kinds[path] = [before[0] + 1, before[1] + kept, before[2] + dropped, now]
    _count_regions(counts.setdefault("regions", {}), seen["regions"], now)
    for name in ("containers", "headlines", "kinds"):
        counts[name] = _latest(counts[name])


def _count_regions(counts: dict[str, Any], seen: Mapping[str, Any], now: int) -> None:
    for signed, (width, share, inner) in seen.items():
        region = counts.setdefault(signed, [0, 0, 0, now, {}])
        region[0] += 1
        region[2], region[3] = max(region[2], width), now
        if inner is not None:
            region[1] += share
            _count_regions(region[4], inner, now)
    if len(counts) > _MOST:
        kept = sorted(counts, key=lambda signed: (counts[signed][3], counts[signed][0], signed))[
            -_MOST // 2 :
        ]
        for signed in counts.keys() - set(kept):
            del counts[signed]


def _latest(counts: dict[str, Any]) -> dict[str, Any]:
    """The places that were seen last, where there are too many."""
    if len(counts) <= _MOST:
        return counts
    return dict(sorted(counts.items(), key=lambda one: (one[1][-1], one[1][0], one[0]))[-_MOST // 2 :])


def known_places(counts: Mapping[str, Any]) -> dict[str, Any]:
    """What is known by now: as long as no container is, how many pages there were, and places of fields."""
    fields = known_fields(counts.get("fields", {}))
    containers = _settled(counts.get("containers", {}), _TEMPLATE)
    if not containers:
        return {"pages": counts.get("pages", 0)} | ({"fields": fields} if fields else {})
    kinds = {path: _kind(*one) for path, one in counts["kinds"].items()}
    return {
        "pages": counts["pages"],
        "containers": containers,
        "headlines": _settled(counts["headlines"], _SOME),
        "regions": _known_regions(counts["regions"], "", containers),
        "kinds": {path: kind for path, kind in kinds.items() if kind is not None},
        "fields": fields,
    }


def _settled(counts: Mapping[str, Any], least: int) -> dict[str, int]:
    return {path: pages for path, (pages, _) in counts.items() if pages >= least}


def _kind(pages: int, kept: int, dropped: int, _: int) -> int | None:
    if pages < _LEAST or (kept and dropped):
        return None
    return 0 if dropped else 1 if kept >= _MANY else None


def _known_regions(counts: Mapping[str, Any], above: str, containers: Mapping[str, Any]) -> dict[str, Any]:
    """What is known of what stands in a region.

    Where the text stands a region counts as never the article's only if none of its pages says so, else if
    hardly one does: a reader of single pages now and then takes a teaser for the text.
    """
    found: dict[str, Any] = {}
    is_inside = any(f"{above}>".startswith(f"{path}>") for path in containers)
    for signed, (pages, held, width, _, inner) in counts.items():
        path = f"{above}>{signed}" if above else signed
        is_beside = held == 0 if is_inside else held <= _SELDOM * pages
        holds_text = any(f"{one}>".startswith(f"{path}>") for one in containers)
        if pages >= _LEAST and is_beside and not holds_text and is_named(signed):
            found[signed] = width
        elif held and pages >= _SOME:
            found[signed] = _known_regions(inner, path, containers)
    return found


def renewed(known: Mapping[str, Any], new: Mapping[str, Any]) -> Mapping[str, Any]:
    """What is known from now on: the same value where that is hardly anything else."""
    chosen = new if _is_news(known, new) else known
    before, after = known.get("fields", {}), new.get("fields", {})
    are_lost = new["pages"] < known.get("pages", 0)  # the counts: they begin anew
    return {**chosen, "fields": after} if not are_lost and is_news_of_fields(before, after) else chosen


def _is_news(known: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whether what follows from the counts is worth a new version.

    That is so where something known proved wrong, or there is another template; where more is known, once
    many more pages were seen; never for numbers alone.
    """
    if not new.get("containers") or new["pages"] < known.get("pages", 0):
        return False
    if not known.get("containers") or not new["containers"].keys() <= known["containers"].keys():
        return True
    if any(new["kinds"].get(path) != kind for path, kind in known["kinds"].items()):
        return True
    before, after = dict(_beside(known["regions"], "")), dict(_beside(new["regions"], ""))
    if not before.keys() <= after.keys():
        return True
    more = before.keys() != after.keys() or known["kinds"] != new["kinds"]
    return bool(more and new["pages"] >= _GROWTH * known["pages"])


def _beside(regions: Mapping[str, Any], above: str) -> Iterator[tuple[str, int]]:
    """The places in which the article never stands, with their widths."""
    for signed, known in regions.items():
        path = f"{above}>{signed}"
        if isinstance(known, int):
            yield path, known
        else:
            yield from _beside(known, path)


def without_rare(counts: Mapping[str, Any]) -> dict[str, Any]:
    """The counts without what few pages showed: an element may be called by an article's own words."""
    left = dict(counts)
    for name in ("containers", "headlines", "kinds"):
        left[name] = {path: one for path, one in counts.get(name, {}).items() if one[0] >= _RARE}
    left["regions"] = _without_rare(counts.get("regions", {}))
    left["fields"] = without_rare_fields(counts.get("fields", {}), _RARE)
    return left if counts else {}


def _without_rare(regions: Mapping[str, Any]) -> dict[str, Any]:
    return {
        signed: [*numbers, _without_rare(inner)]
        for signed, (*numbers, inner) in regions.items()
        if numbers[0] >= _RARE
    }
