"""How soon and how often a site edits its articles, by section, and what that does to their checks."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Row as Found
from sqlalchemy import and_, func, select

from newsarchive.store.catalog.row_kinds import ArticleRow, RevisionRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.states import RevisionKind
from newsarchive.store.rechecks import AGES, HOUR, PLAIN

EXPECTED = (0.08, 0.09, 0.06, 0.03, 0.01, 0.004, 0.002)
"""Edits an article that the plain schedule is made for, up to each of its ages. Together they are those of a
study in which 165,000 of 600,000 articles changed (https://changing-times.github.io)."""
_ARTICLES = 6000  # the last ones are looked at
_DOUBT = 5  # edits; with so many expected ones, what was found and what was expected count alike
_SHORTEST, _LONGEST = 0.5, 2.0
_LATE = 0.6  # of the age at which an edit is noticed it was made, as a rule: waits triple
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
            self.watched[place] += min(max((age - begin) / (end - begin), 0.0), 1.0)

    def note_edit(self, age: float) -> None:
        """Count an edit at an age in hours."""
        self.edits[min(bisect_left(AGES, age), len(AGES) - 1)] += 1

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


def habits_of(articles: Mapping[int, tuple[str, float]], edits: Iterable[tuple[int, float]]) -> EditHabits:
    """What articles and their edits tell.

    :param articles: of each its section, and the age in hours up to which it was watched
    :param edits: the article of each, and the age at which it was made
    """
    whole, parts = Watch(), defaultdict[str, Watch](Watch)
    for section, age in articles.values():
        whole.note_article(age)
        parts[section].note_article(age)
    for article, age in edits:
        if article in articles:
            whole.note_edit(age)
            parts[articles[article][0]].note_edit(age)
    site = whole.rates()
    return EditHabits(stretches(site), {name: stretches(part.rates(site)) for name, part in parts.items()})


def section_of(revision: RevisionRow | None) -> str:
    """What a site's articles are told apart by: the section, or else the category."""
    return (revision.section or revision.category) if revision else ""


def learned_habits(rows: Rows) -> EditHabits:
    """What the catalog's last articles tell, those in their first ninety days."""
    article, revision, run = ArticleRow.c, RevisionRow.c, rows.connection.execute
    first = (run(select(func.max(article.id))).scalar_one() or 0) - _ARTICLES
    is_current = and_(revision.article == article.id, revision.number == article.revision)
    watched = select(
        article.id, article.stored, article.checked, revision.section, revision.category
    ).select_from(ArticleRow.table.join(RevisionRow.table, is_current))
    articles = {
        row.id: (row.section or row.category, (row.checked - row.stored) / HOUR)
        for row in run(watched.where(article.id > first, article.stored.is_not(None)))
        if row.checked
    }
    edited = select(revision.article, revision.stored, revision.modified, article.stored.label("first"))
    edited = edited.join(ArticleRow.table, article.id == revision.article).where(
        revision.article > first, revision.number > 1, revision.kind == RevisionKind.CRAWLED
    )
    return habits_of(articles, [(row.article, _age(row)) for row in run(edited)])


def _age(edit: Found) -> float:  # type: ignore[type-arg]
    """The age in hours at which an article was edited, as its page says or as it was noticed."""
    noticed: float = (edit.stored - edit.first) / HOUR
    modified = edit.modified and datetime.fromisoformat(edit.modified).timestamp()
    stated = (modified - edit.first) / HOUR if modified else 0.0
    return stated if 0 < stated <= noticed else noticed * _LATE
