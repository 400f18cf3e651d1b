"""What an archive of the harbour site would have planned, had its runs come every half hour for months."""

from dataclasses import replace
from pathlib import Path

from benchmarks.harbour_site import A_DAY, EDITED
from newsarchive.profiles import RecheckRules, load_profile
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.row_kinds import ArticleRow, RevisionRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.states import State
from newsarchive.store.edit_habits import EditHabits, learned_habits
from newsarchive.store.rechecks import DAY, HOUR, next_check

HALF_HOUR = 1800
_NOTICED = (1, 4, 13, 40)  # hours after which an article is asked for again


def plan(folder: Path, profile: Path, *, start: int, now: float) -> None:
    """Note the edits that its runs would have noticed, and plan each article by the profile's rules.

    :param folder: the archive's own
    :param profile: the file
    :param start: the midnight before the site's first day, in seconds since 1970, as ``now``
    """
    loaded = load_profile(profile)
    archive = Archive(folder, loaded)

    def planned(rows: Rows) -> None:
        _enter_edits(rows, start, now)
        _plan(rows, loaded.recheck, now)

    with archive.run("adopt", {}, "benchmark"):
        archive.transact(planned)


def _enter_edits(rows: Rows, start: int, now: float) -> None:
    for row in rows.where(ArticleRow, state=State.PUBLISHED):
        number = int(row.url[-11:-5])
        stored = start + -(-(number + 0.5) * DAY / A_DAY // HALF_HOUR) * HALF_HOUR + 20
        first = rows.one(RevisionRow, article=row.id, number=1)
        assert first
        edited = EDITED.get(number % A_DAY)
        if edited and row.revision == 1:
            noticed = next(age for age in _NOTICED if age >= edited) * HOUR
            rows.add(replace(first, id=0, number=2, stored=int(stored + noticed)))
        rows.replace(replace(row, stored=int(stored), checked=int(now), revision=2 if edited else 1))


def _plan(rows: Rows, rules: RecheckRules, now: float) -> None:
    habits = learned_habits(rows) if rules.learn else EditHabits()
    for row in rows.where(ArticleRow, state=State.PUBLISHED):
        assert row.stored
        checked, due = row.stored, row.stored
        while due is not None and due <= now:
            checked = due
            due, _ = next_check(rules, since=row.stored, now=checked, stretches=habits.of("news"))
        rows.replace(replace(row, checked=checked, next_check=due))
