"""How soon and how often a site edits its articles, by section, and what that does to their checks."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import CTE, Select, and_, case, func, select

from newsarchive.store.catalog.row_kinds import ArticleRow, RevisionRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.states import RevisionKind
from newsarchive.store.rechecks import AGES, HOUR, PLAIN

EXPECTED = (0.14, 0.16, 0.1, 0.05, 0.012, 0.003, 0.002)
"""Edits an article that the plain schedule is right for, up to each of its ages: a quarter more than it
notices where 27 % of the articles are edited, half of them within 2 hours (see benchmarks/recheck.py)."""
_ARTICLES = 6000  # the last ones are looked at
_DOUBT = 5  # edits; with so many expected ones, what was found and what was expected count alike
_SHORTEST, _LONGEST = 0.5, 2.0
_LATE = 0.6  # of the age at which an edit is noticed it was made, as a rule: waits triple
_A, _R = ArticleRow.c, RevisionRow.c
_FROM = (0, *AGES[:-1])  # hours at which the waits begin that end with AGES


@dataclass
class Watch:
    """Edits that were found of some articles.

    :ivar watched: articles that were watched from each age of the plain schedule to the next
    :ivar edits: edits that they had meanwhile
    """

    watched: list[float] = field(default_factory=lambda: [0.0] * len(AGES))
    edits: list[int] = field(default_factory=lambda: [0] * len(AGES))

    def note_article(self, age: float) -> None:
        """Count an article that was watched up to an age in hours."""
        for place, (begin, end) in enumerate(zip(_FROM, AGES, strict=True)):
            self.watched[place] += min(max(age - begin, 0.0), end - begin) / (end - begin)

    def note_edit(self, age: float) -> None:
        """Count an edit at an age in hours."""
        self.edits[min(bisect_left(AGES, age), len(AGES) - 1)] += 1

    def add(self, part: "Watch") -> None:
        """Count what was found of other articles, too."""
        self.watched = [sum(both) for both in zip(self.watched, part.watched, strict=True)]
        self.edits = [sum(both) for both in zip(self.edits, part.edits, strict=True)]

    def rates(self, others: Sequence[float] = PLAIN) -> tuple[float, ...]:
        """By how much edits are more frequent than expected, age by age.

        :param others: the same of what these articles are a part of, which counts as expected
        """
        expected = [n * share * rate for n, share, rate in zip(self.watched, EXPECTED, others, strict=True)]
        return tuple(
            rate * (found + _DOUBT) / (wanted + _DOUBT)
            for found, wanted, rate in zip(self.edits, expected, others, strict=True)
        )


def stretches(rates: Iterable[float]) -> tuple[float, ...]:
    """By what each wait of the plain schedule is multiplied.

    With checks as frequent as the root of the edits, the edits are noticed the soonest for that many checks.
    """
    return tuple(min(max(rate**-0.5, _SHORTEST), _LONGEST) for rate in rates)


@dataclass(frozen=True)
class EditHabits:
    """What is known of a site's edits.

    :param site: the stretches for articles of no known section
    :param sections: those of each section
    """

    site: tuple[float, ...] = PLAIN
    sections: Mapping[str, tuple[float, ...]] = field(default_factory=dict)

    def of(self, section: str) -> tuple[float, ...]:
        """The stretches for an article of a section."""
        return self.sections.get(section, self.site)


def habits_of(parts: Mapping[str, Watch]) -> EditHabits:
    """What the edits found in each section tell."""
    whole = Watch()
    for part in parts.values():
        whole.add(part)
    site = whole.rates()
    return EditHabits(stretches(site), {name: stretches(part.rates(site)) for name, part in parts.items()})


def section_of(revision: RevisionRow | None) -> str:
    """What a site's articles are told apart by: the section, or else the category."""
    return (revision.section or revision.category) if revision else ""


def learned_habits(rows: Rows) -> EditHabits:
    """What the catalog's last articles tell."""
    run = rows.connection.execute
    first = (run(select(func.max(_A.id))).scalar_one() or 0) - _ARTICLES
    section = func.coalesce(func.nullif(_R.section, ""), _R.category)
    # Each by itself, or PostgreSQL may look up one row after another for the other's.
    article = _apart(
        select(_A.id, _A.revision, ((_A.checked - _A.stored) / float(HOUR)).label("age"))
        .where(_A.id > first, _A.stored.is_not(None), _A.checked.is_not(None))
    )  # fmt: skip
    revision = _apart(select(_R.article, _R.number, section.label("section")).where(_R.article > first))
    age = article.c.age
    watched = [
        func.sum(case((age <= begin, 0.0), (age >= end, float(end - begin)), else_=age - begin))
        for begin, end in zip(_FROM, AGES, strict=True)
    ]
    articles = (
        select(revision.c.section, *watched)
        .join_from(
            article,
            revision,
            and_(revision.c.article == article.c.id, revision.c.number == article.c.revision),
        )
        .group_by(revision.c.section)
    )
    parts = defaultdict[str, Watch](Watch)
    for name, *hours in run(articles):
        long = (end - begin for begin, end in zip(_FROM, AGES, strict=True))
        parts[name].watched = [float(of_it) / its for of_it, its in zip(hours, long, strict=True)]
    edited = (
        select(section, _R.stored, _R.modified, _A.stored.label("first"))
        .join_from(RevisionRow.table, ArticleRow.table, _A.id == _R.article)
        .where(_R.article > first, _R.number > 1, _R.kind == RevisionKind.CRAWLED, _A.stored.is_not(None))
    )
    for name, stored, modified, since in run(edited):
        parts[name].note_edit(learned_age(stored - since, modified, since))
    return habits_of(parts)


def _apart(query: Select[Any]) -> CTE:
    """What a query gives, found without regard to what it is joined with."""
    return query.cte().prefix_with("MATERIALIZED", dialect="postgresql")


def learned_age(noticed: int, modified: str | None, since: int) -> float:
    """The age in hours at which an article was edited, as its page says or as it was noticed, in seconds."""
    stated = datetime.fromisoformat(modified).timestamp() - since if modified else 0.0
    return (stated if 0 < stated <= noticed else noticed * _LATE) / HOUR
