"""Which archived articles a list says have changed: another title or day, or a later time of change."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from newsarchive.items import Lead
from newsarchive.store.catalog.row_kinds import ArticleRow, PageRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.rechecks import DAY, HOUR
from newsarchive.store.shown_titles import is_shown_otherwise

NOTED = ("modified", "made_due")
"""What an entry has besides what its list shows: by the numbers of the lists that state it the time of the
last change, and how often lists made the article due since its text last changed."""
_IN_VAIN = 3  # times that lists are believed of an article whose text stays what it was
_MANY = 5  # articles of one list, most of which do not change between two readings
_ALIKE = 120  # seconds


@dataclass(frozen=True, slots=True)
class _Shown:
    """An archived article as a list shows it now.

    :param before: its entry as it is noted
    :param now: as the list has it
    :param listing: the list's number, as entries have it
    :param stated: when it was changed last, as the list states it
    :param noted: what the lists stated of that before
    """

    row: ArticleRow
    before: dict[str, Any]
    now: dict[str, Any]
    listing: str
    stated: int | None = None
    noted: dict[str, int] = field(default_factory=dict)

    @property
    def is_in_its_list(self) -> bool:
        """Whether it is this list that the entry is of."""
        return self.listing == str(self.row.listing)

    @property
    def days(self) -> tuple[str, ...]:
        """The day that was stated before and the one that is stated now, where both are."""
        days = (self.before.get("day"), self.now.get("day")) if self.is_in_its_list else ()
        return tuple(day for day in days if day) if all(days) else ()

    def is_later(self, now: int) -> bool:
        """Whether the time is later than any that was stated; of a list's first one, than the check."""
        if self.stated is None:
            return False
        if self.listing in self.noted:
            return self.stated > max(self.noted.values())
        return (self.row.checked or now) < self.stated <= now + HOUR

    def is_otherwise(self, *, heeds_day: bool) -> bool:
        """Whether title or day are others."""
        now = self.now if heeds_day else self.now | {"day": self.before.get("day")}
        return self.is_in_its_list and is_shown_otherwise(self.before, now)


def modified_by(lead: Lead, listing: int | None) -> dict[str, dict[str, int]]:
    """What an entry notes of when a list says that its article was changed; nothing where it does not."""
    if lead.modified is None or listing is None:
        return {}
    return {"modified": {str(listing): int(lead.modified.timestamp())}}


def text_changed(entry: str | None) -> str | None:
    """An entry once its article's text has changed: lists are believed again."""
    said = json.loads(entry or "{}")
    return _text(said) if said.pop("made_due", None) else entry


def make_due(
    rows: Rows,
    archived: Mapping[str, ArticleRow],
    entries: Mapping[str, str | None],
    listing: int,
    *,
    now: int,
) -> None:
    """Make the articles due of which a list says that they have changed, whatever their pages say.

    Times and days that change by themselves say nothing: where most of many articles have other ones than
    before, or all of a few have, and the same.

    :param archived: what is archived or quarantined of what the list shows
    :param entries: what it shows
    :param listing: its number
    :param now: seconds since 1970
    """
    shown = [
        _shown(row, json.loads(row.entry), json.loads(said), str(listing), now=now)
        for name, row in archived.items()
        if row.entry and (said := entries.get(name))
    ]
    stated = [one for one in shown if one.stated]
    later = [one for one in stated if one.is_later(now)]
    moved = [one for one in shown if one.days and one.days[0] != one.days[1]]
    is_made_anew = _are_alike([one.stated or 0 for one in later], _ALIKE) and len(later) == len(stated)
    heeds_times = not _is_by_itself(len(later), len(stated), are_alike=is_made_anew)
    new_days = [date.fromisoformat(one.days[1]).toordinal() for one in moved]
    dated = sum(bool(one.days) for one in shown)
    heeds_days = not _is_by_itself(len(moved), dated, are_alike=_are_alike(new_days, 0))
    heeded = {one.row.id for one in later} if heeds_times else set()
    for one in shown:
        is_other, is_later = one.is_otherwise(heeds_day=heeds_days), one.row.id in heeded
        # A time that is made anew with its list is not noted, or each reading would write all rows.
        keeps = one.stated and (one.listing not in one.noted or not is_made_anew or is_later)
        _note(rows, one, one.stated if keeps else None, is_other=is_other, is_later=is_later, now=now)


def _shown(
    row: ArticleRow, before: dict[str, Any], said: dict[str, Any], listing: str, *, now: int
) -> _Shown:
    """An article as a list shows it; a time from the future says nothing."""
    stated = said.pop("modified", {}).get(listing)
    stated = stated if stated and stated <= now + DAY else None
    return _Shown(row, before, said, listing, stated, before.get("modified", {}))


def _note(rows: Rows, one: _Shown, stated: int | None, *, is_other: bool, is_later: bool, now: int) -> None:
    """Note what a list says of an article, and make the article due where it has changed."""
    noted = {name: one.before[name] for name in NOTED if name in one.before}
    entry = one.now | noted if is_other else one.before
    if stated:
        entry = entry | {"modified": one.noted | {one.listing: stated}}
    times = entry.get("made_due", 0)
    is_due = (is_other or is_later) and times < _IN_VAIN
    if is_due:
        entry = entry | {"made_due": times + 1}
    if entry == one.before:
        return
    row = replace(one.row, entry=_text(entry), day=entry["day"] if is_other else one.row.day)
    if is_due:
        row = replace(row, next_check=now)
        pages = rows.where(PageRow, article=row.id)
        rows.remove(PageRow, article=row.id)
        if not is_other:  # else the list's words count, for which its pages are read anew
            rows.add_all(replace(page, etag=None, last_modified=None) for page in pages)
    rows.replace(row)


def _is_by_itself(changed: int, of: int, *, are_alike: bool) -> bool:
    """Whether so many have changed that nobody can have edited them all."""
    return (changed >= _MANY and 2 * changed > of) or (changed == of >= 2 and are_alike)


def _are_alike(values: Sequence[int], within: int) -> bool:
    return bool(values) and max(values) - min(values) <= within


def _text(entry: dict[str, Any]) -> str:
    return json.dumps(entry, ensure_ascii=False, sort_keys=True)
