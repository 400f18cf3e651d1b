"""In which places of a page the values stand that its metadata state."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zlib import crc32

from newsarchive.extraction.candidates import Candidate
from newsarchive.extraction.field_places.elements import Numbered, Shown, best_places, shown_at, shown_on
from newsarchive.extraction.field_places.trust import FIELDS, teaches
from newsarchive.extraction.field_places.values import Dating, key_of_value, text_value, value_at
from newsarchive.learning.seen import digest_of
from newsarchive.pages.tree import Page

_DIGITS = 4  # that stand for a value: they tell values apart, and give none of them back
_DAY = 10  # characters of a day in ISO 8601
_CHECKED = 8  # of so many pages that have a known place one is looked at
_DATES = 30  # elements of a page whose dates are read
_PLACES = 6  # of one value


def observed_fields(
    page: Page,
    found: Mapping[str, Sequence[Candidate]],
    served: datetime | None,
    known: Mapping[str, Mapping[str, int]],
    *,
    in_full: bool,
) -> dict[str, Any]:
    """What :mod:`newsarchive.learning.field_places` counts of a page.

    :param found: what its metadata say, field by field
    :param served: when it was, aware
    :param known: the site's places: while the page has one no other is looked at, and now and then whether
        they are still right
    :param in_full: whether the page's text was read so, at a cost of which that of the fields is little
    """
    told = {name: found[field][0] for name, field in FIELDS.items() if teaches(field, found[field])}
    if page.tree.find("body") is None or not told:
        return {}
    is_anew = not any(_is_there(page, known[name]) for name in known if name != "headline")
    if not is_anew:
        if crc32(page.url.encode("utf-8", "replace")) % _CHECKED:
            return {}
        is_anew = in_full
    languages = found["language"]
    dating = Dating(page, languages[0].value if languages else "")
    return _anew(dating, told, served) if is_anew else _as_known(dating, told, known)


def _is_there(page: Page, places: Mapping[str, int]) -> bool:
    """Whether a page has any of the places: one that has none is of another template."""
    return any(shown_at(page.tree.find("body"), place.rpartition(" ")[0]) for place in best_places(places))


def _as_known(
    dating: Dating, told: Mapping[str, Candidate], known: Mapping[str, Mapping[str, int]]
) -> dict[str, Any]:
    """By field the best-known place that shows anything, and whether that is what the metadata say."""
    seen: dict[str, Any] = {}
    for name, value in told.items():
        for place in best_places(known.get(name, {})):
            if said := value_at(place, name, dating):
                at, others = ([place], []) if _is_same(name, said, value) else ([], [place])
                seen[name] = {"value": _digest(name, value), "at": at, "not": others}
                break
    return seen


def _anew(dating: Dating, told: Mapping[str, Candidate], served: datetime | None) -> dict[str, Any]:
    body = dating.page.tree.find("body")
    shown = list(shown_on(body))
    seen: dict[str, Any] = {}
    for name, value in told.items():
        is_date = name == "date"
        pairs = _dates(shown, dating, value, served) if is_date else _texts(name, shown, dating, value)
        at: list[str] = []
        others: list[str] = []
        for place, is_right in pairs:
            (at if is_right else others).append(place)
        if at or others:
            seen[name] = {"value": _digest(name, value), "at": at[:_PLACES], "not": others}
    return seen


def _digest(name: str, value: Candidate) -> str:
    return digest_of(key_of_value(name, value.value[:_DAY] if name == "date" else value.value))[:_DIGITS]


def _is_same(name: str, one: Candidate, other: Candidate) -> bool:
    if name != "date":
        return key_of_value(name, one.value) == key_of_value(name, other.value)
    return _agree(one.value, other.value)


def _dates(
    shown: Sequence[Shown], dating: Dating, value: Candidate, served: datetime | None
) -> Iterator[tuple[str, bool]]:
    """The places of dates, and whether each is the article's: that day, and that clock if both say one.

    A day alone that is the day of the reading tells nothing, since the page's own date is the same.
    """
    numbered, left = Numbered(), _DATES
    for one in shown:
        if not left or not (said := dating.stated(one)):
            continue
        left -= 1
        place, found = numbered.place(one.path), said[0].value
        if len(found) > _DAY or served is None or abs((served.date() - date.fromisoformat(found)).days) > 1:
            yield place, _agree(found, value.value)


def _agree(one: str, other: str) -> bool:
    """Whether two dates in ISO 8601 are the same, as far as both say it; an hour counts where zones do."""
    if min(len(one), len(other)) <= _DAY:
        return one[:_DAY] == other[:_DAY]
    first, second = (datetime.fromisoformat(text).replace(second=0, microsecond=0) for text in (one, other))
    if first.tzinfo and second.tzinfo and first == second:
        return True
    is_wall = first.replace(tzinfo=None) == second.replace(tzinfo=None)
    are_known = first.tzinfo and second.tzinfo
    return is_wall or (not are_known and first.date() == second.date() and first.minute == second.minute)


def _texts(name: str, shown: Sequence[Shown], dating: Dating, value: Candidate) -> Iterator[tuple[str, bool]]:
    """The places of texts, and whether each is the value."""
    wanted, numbered = key_of_value(name, value.value), Numbered()
    part = min((one for one in value.value.split(", ") if one), key=len, default="").casefold()
    for one in shown:
        place = numbered.place(one.path)
        if part not in one.text.casefold():
            yield place, False
            continue
        said = text_value(name, one.text, dating.language)
        yield place, said is not None and key_of_value(name, said.value) == wanted
