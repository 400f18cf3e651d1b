"""Read a page: by the profile's rules, and where they say nothing of what is needed, automatically."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from newsarchive.extraction.body import body_candidates
from newsarchive.extraction.by_rules import RuledPage
from newsarchive.extraction.candidates import Candidate
from newsarchive.extraction.metadata import metadata_candidates
from newsarchive.pages.tree import Page
from newsarchive.profiles import ArticleRules

REQUIRED = ("title", "date", "body")


@dataclass(slots=True)
class Reading:
    """What was found on a page, field by field, the best first."""

    fields: dict[str, list[Candidate]] = field(default_factory=dict)

    def add(self, more: Mapping[str, Sequence[Candidate]]) -> None:
        """Append what another strategy says."""
        for name, candidates in more.items():
            self.fields.setdefault(name, []).extend(candidates)

    def missing(self) -> list[str]:
        """The required fields of which nothing was found."""
        return [name for name in REQUIRED if not self.fields.get(name)]

    def best(self, name: str) -> Candidate | None:
        """The candidate that is chosen for a field."""
        return next(iter(self.fields.get(name, ())), None)

    def value(self, name: str) -> str | None:
        """The value that is chosen for a field."""
        best = self.best(name)
        return best.value if best else None


def read_page(page: Page, rules: ArticleRules, served: datetime, known: Reading | None = None) -> Reading:
    """Read an article's page.

    Rules come first. Where they state title, date and body, nothing else is looked at; where they do
    not, everything else is found automatically.

    :param served: when the page was served, aware
    :param known: what is known of the article already, and stays
    """
    reading = known or Reading()
    ruled = RuledPage(page)
    chosen = ruled.rules_at_the_time(rules, served)
    reading.add(ruled.texts(chosen))
    body = ruled.body(chosen)
    if not body and not reading.fields.get("body"):
        body = body_candidates(page)
    if any(name != "body" for name in reading.missing()):
        reading.add(metadata_candidates(page))
    reading.add({"body": body})
    return reading


def read_further_page(page: Page, rules: ArticleRules, served: datetime) -> str:
    """The body of a further page of an article; empty where there is none."""
    ruled = RuledPage(page)
    bodies = ruled.body(ruled.rules_at_the_time(rules, served)) or body_candidates(page)
    return bodies[0].value if bodies else ""
