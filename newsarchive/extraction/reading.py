"""Read a page: by the profile's rules, and automatically whatever these do not give."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from newsarchive.dates import ANY_STYLE, Style, parse_date
from newsarchive.exceptions import ExtractionError
from newsarchive.extraction.by_rules import RuledPage
from newsarchive.extraction.candidates import Candidate, stated_by
from newsarchive.extraction.field_places.candidates import with_learned
from newsarchive.extraction.field_places.observation import observed_fields
from newsarchive.extraction.lead_image import with_lead_image
from newsarchive.extraction.listed import titles_as_listed
from newsarchive.extraction.metadata import metadata_candidates
from newsarchive.extraction.whole_body import bodies_of
from newsarchive.learning.learned import NOTHING_LEARNED, Learned
from newsarchive.learning.seen import NOTHING_SEEN
from newsarchive.pages.json_answers import at_path
from newsarchive.pages.tree import Page
from newsarchive.posts.outlets import outlet_slug
from newsarchive.posts.safe_html import has_content
from newsarchive.posts.web_link import web_link
from newsarchive.profiles import ArticleRules, TextEndpoint
from newsarchive.text import decoded_line

REQUIRED = ("title", "date", "body")
_TEXT_FIELDS = ("title", "date", "author", "source", "section", "outlet", "body", "digest", "link")


@dataclass(slots=True)
class Reading:
    """What was found of an article, field by field, as it is trusted; of each the first valid value counts.

    :param zone: the IANA zone of dates that state none; without it UTC
    :param language: a BCP 47 tag where the language of the site's dates is known
    :param style: how the site writes its dates, where the profile states it
    """

    fields: dict[str, list[Candidate]] = field(default_factory=dict)
    zone: str | None = None
    language: str | None = None
    style: Style = ANY_STYLE
    _valid: dict[str, Candidate] = field(default_factory=dict)

    def add(self, more: Mapping[str, Sequence[Candidate]], served: datetime | None = None) -> None:
        """Append what is trusted less than all that is known.

        :param served: when the page was that says so, aware; None where nobody knows
        """
        for name, candidates in more.items():
            self.fields.setdefault(name, []).extend(one._replace(served=served) for one in candidates)

    def heed_list(self, listed: str, page: Page) -> None:
        """Let the text of a list's link to the article decide between the titles of its page."""
        names = [
            one.value for name in ("section", "site_name", "source") for one in self.fields.get(name, ())
        ]
        self.fields["title"] = titles_as_listed(self.fields.get("title", []), listed, names, page)
        self._valid.pop("title", None)

    def valid(self, name: str) -> Candidate | None:
        """The first valid candidate for a field; looked for only once, as no later one takes its place."""
        if name not in self._valid:
            for one in self.fields.get(name, ()):
                if self._is_valid(name, one):
                    self._valid[name] = one
                    break
        return self._valid.get(name)

    def missing(self, required: Iterable[str] = REQUIRED) -> list[str]:
        """The required fields of which nothing valid was found."""
        return [name for name in required if not self.valid(name)]

    def best(self, name: str) -> Candidate | None:
        """The candidate that is chosen for a field: where none is valid the first one, for people to see."""
        return self.valid(name) or next(iter(self.fields.get(name, ())), None)

    def value(self, name: str) -> str | None:
        """The value that is chosen for a field."""
        best = self.best(name)
        return best.value if best else None

    def _is_valid(self, name: str, one: Candidate) -> bool:
        """Whether it is a date that is read, an outlet with a slug, a body with content, a web address.

        A date counts from when the page was served that states it, and without that is none.
        """
        if name == "date":
            return one.served is not None and self._is_date(one.value, one.served)
        return _VALID.get(name, _is_something)(one.value)

    def _is_date(self, text: str, served: datetime) -> bool:
        zone, language = ZoneInfo(self.zone or "UTC"), self.language or ""
        try:
            parse_date(text, reference=served, zone=zone, language=language, style=self.style)
        except ExtractionError:
            return False
        return True


def automatic_reading(
    page: Page, served: datetime | None = None, learned: Learned = NOTHING_LEARNED
) -> Reading:
    """All that is found on a page without any rules.

    :param served: when the page was served, aware
    :param learned: what is known of the site
    """
    reading = Reading(zone=page.zone, language=page.language, style=page.style)
    reading.add(_automatic(page, bodies_of(page, learned), served, learned), served)
    return reading


def read_page(
    page: Page,
    rules: ArticleRules,
    served: datetime,
    known: Reading,
    learned: Learned = NOTHING_LEARNED,
) -> None:
    """Add what an article's page says: by the rules, then automatically, the body only where it is missing.

    :param served: when the page was served, aware
    :param known: what is known of the article already
    :param learned: what is known of the site
    """
    ruled = RuledPage(page)
    chosen = ruled.rules_at_the_time(rules, served)
    known.add(ruled.texts(chosen) | {"body": ruled.body(chosen)}, served)
    bodies = [] if known.valid("body") else bodies_of(page, learned)
    known.add(_automatic(page, bodies, served, learned), served)


def _automatic(
    page: Page, bodies: list[Candidate], served: datetime | None, learned: Learned
) -> dict[str, list[Candidate]]:
    """The bodies, and all that a page says of its article, the image too that the text shows first.

    What the page shows of the places of fields is noted with the body.
    """
    found = metadata_candidates(page)
    places = learned.places.get("fields", {})
    seen = bodies[0].seen if bodies else NOTHING_SEEN
    if seen.places or (seen.signature and places):
        fields = observed_fields(page, found, served, places, in_full=bool(seen.places))
        seen = replace(seen, places={**seen.places, "fields": fields})
        bodies = [bodies[0]._replace(seen=seen), *bodies[1:]]
    found = with_learned(page, found, places)
    image = with_lead_image(found["image"], bodies[0].value if bodies else "")
    return found | {"image": image, "body": bodies}


def read_further_page(
    page: Page, rules: ArticleRules, served: datetime, learned: Learned = NOTHING_LEARNED
) -> str:
    """The body of a further page of an article; empty where there is none."""
    ruled = RuledPage(page)
    bodies = ruled.body(ruled.rules_at_the_time(rules, served)) or bodies_of(page, learned)
    return bodies[0].value if bodies else ""


def json_candidates(record: Any, rules: TextEndpoint) -> dict[str, list[Candidate]]:
    """What a text endpoint's record says of each field, the first path first."""
    said = {name: [at_path(record, path) for path in getattr(rules, name)] for name in _TEXT_FIELDS}
    return stated_by(f"json:{rules.url}", said)


def _is_outlet(text: str) -> bool:
    try:
        return bool(outlet_slug(decoded_line(text)))
    except ExtractionError:
        return False


def _is_something(text: str) -> bool:
    return bool(text.strip())


_VALID: Mapping[str, Callable[[str], bool]] = {
    "title": lambda text: bool(decoded_line(text)),
    "outlet": _is_outlet,
    "body": has_content,
    "link": lambda text: web_link(text) is not None,
}
