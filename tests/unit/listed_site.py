"""A catalog of invented sites, filled as half-hourly runs fill it, whose lists show what a plan says."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from newsarchive.operations.finding import Finding
from newsarchive.operations.listing_findings import listing_findings
from newsarchive.profiles import SiteProfile
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.access import looking_into
from newsarchive.store.catalog.listing_rows import ListingDayRow, ListingRow, ShownRow
from newsarchive.store.catalog.row_kinds import ArticleRow, RevisionRow, RunRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.states import RevisionKind, State
from newsarchive.store.completeness import Completeness, completeness_of

ZONE = ZoneInfo("Europe/Lisbon")
START = int(datetime(2025, 5, 5, 7, tzinfo=UTC).timestamp())  # a Monday
HOUR, DAY, HALF_HOUR = 3600, 24 * 3600, 1800
SECTIONS = ("council", "harbour", "sport", "schools")


@dataclass(frozen=True)
class Story:
    """An article of the site.

    :param at: when it was published, in seconds since 1970
    :param side: of stories that stand under two addresses, which lists show this one
    """

    at: int
    section: str
    side: str = ""


Shows = Callable[[Story, random.Random], int | None]
"""When a list shows a story, in seconds after it was published; None for never."""


@dataclass(frozen=True)
class Plan:
    """A list of the site.

    :param length: how many of the stories before the start it shows at first
    """

    url: str
    kind: str
    shows: Shows
    length: int = 30


@dataclass
class ListedSite:
    """A site of an archive that has been read every half hour."""

    folder: Path
    stories: Sequence[Story]
    plans: Sequence[Plan]
    days: int = 30
    seed: int = 1
    with_sections: bool = True
    start: int = START
    archive: Archive = field(init=False)

    def __post_init__(self) -> None:
        said = {
            "name": self.folder.name,
            "home": f"http://{self.folder.name}/",
            "category": {"fallback": "n"},
        }
        self.archive = Archive(self.folder, SiteProfile.model_validate(said))
        started = datetime.fromtimestamp(self.start, UTC)
        self.archive.open(started=started, command="crawl", arguments={}, extraction="code")
        self.archive.transact(self._fill_at_once)
        self.archive.close(ended=started)

    def at(self, hours: float, *, days: int = 30) -> Completeness:
        """How complete the archive was so many hours after the start."""
        now = self.start + round(hours * HOUR)
        with looking_into(self.archive.catalog) as catalog:
            return completeness_of(catalog, zone=ZONE, now=now, days=days)

    def findings(self, hours: float) -> list[Finding]:
        """What was found by then."""
        return listing_findings(self.at(hours))

    def _fill_at_once(self, rows: Rows) -> None:
        with rows.gathered():
            self._fill(rows)

    def _fill(self, rows: Rows) -> None:
        chance = random.Random(self.seed)
        end = self.start + self.days * DAY
        run = rows.one(RunRow)
        assert run
        rows.add_all(
            RunRow(command="crawl", arguments="{}", version="0", extraction="code", started=at, ended=at)
            for at in range(self.start + HALF_HOUR, end, HALF_HOUR)
        )
        lists = rows.add_all(ListingRow(url=one.url, read=self.start, leads_to="[]", kind=one.kind)
                             for one in self.plans)  # fmt: skip
        before = [story for story in self.stories if story.at < self.start]
        known = {plan.url: set(before[-plan.length :]) for plan in self.plans}
        shown: list[tuple[int, int, int]] = []  # first, place of the story, list
        for place, story in enumerate(self.stories):
            for plan, row in zip(self.plans, lists, strict=True):
                delay = plan.shows(story, chance)
                if delay is None or (story.at < self.start and story not in known[plan.url]):
                    continue
                seen = self.start + max(0, -(-(story.at + delay - self.start) // HALF_HOUR)) * HALF_HOUR
                if seen < end:
                    shown.append((seen, place, row.id))
        self._add(rows, shown)
        for row in lists:
            rows.add_all(
                ListingDayRow(listing=row.id, day=day, asked=48, failed=0, shown=40, fresh=0)
                for day in sorted({_day(at) for at in range(self.start, end, 6 * HOUR)})
            )

    def _add(self, rows: Rows, shown: list[tuple[int, int, int]]) -> None:
        firsts: dict[int, int] = {}
        for seen, place, _ in sorted(shown):
            firsts.setdefault(place, seen)
        numbers: dict[int, int] = {}
        for number, (place, seen) in enumerate(firsts.items(), 1):
            story = self.stories[place]
            folder = story.section if self.with_sections else "2025"
            path = f"/{folder}/{story.side}story-{place}"
            numbers[place] = number
            self._store(rows, path, story, seen)
        rows.add_all(
            ShownRow(listing=number, article=numbers[place], first=seen, last=seen)
            for seen, place, number in shown
        )

    def _store(self, rows: Rows, path: str, story: Story, seen: int) -> None:
        url = f"http://{self.archive.name}{path}"
        row = rows.add(
            ArticleRow(
                site=self.archive.name, source_id=path, url=url, discovered=seen, stored=seen, revision=1,
                state=State.PUBLISHED,
            )
        )  # fmt: skip
        rows.add(
            RevisionRow(
                title="A story", published=datetime.fromtimestamp(story.at, ZONE), precision="second",
                outlet="", category="n", tag="", link=url, article=row.id, number=1,
                kind=RevisionKind.CRAWLED, run=1, stored=seen, fetched=datetime.fromtimestamp(seen, UTC),
                extraction="code", name=f"{_day(story.at)}-{row.id}.md", text=b"", length=0, post=b"",
                sha256="",
            )
        )  # fmt: skip


def _day(at: int) -> str:
    return datetime.fromtimestamp(at, ZONE).date().isoformat()


def daily(
    rate: float, *, days: int = 30, seed: int = 1, weekend: float = 0.4, start: int = START
) -> list[Story]:
    """Stories of a site that publishes by day, and less at the weekend.

    :param rate: of a working day
    """
    chance = random.Random(seed)
    stories = []
    for hour in range(-10 * 24, days * 24):
        at = datetime.fromtimestamp(start + hour * HOUR, ZONE)
        weight = 1.0 if 7 <= at.hour < 21 else 0.02
        weight *= weekend if at.weekday() >= 5 else 1.0
        wanted = rate / 14 * weight
        count = int(wanted) + (chance.random() < wanted % 1)
        stories += [
            Story(start + hour * HOUR + chance.randrange(HOUR), _section(chance, at)) for _ in range(count)
        ]
    return sorted(stories, key=lambda one: one.at)


def twice_a_week(count: int, *, days: int = 30, seed: int = 1, start: int = START) -> list[Story]:
    """Stories of a site that publishes on Tuesday and Friday mornings."""
    chance = random.Random(seed)
    first = datetime.fromtimestamp(start, ZONE).replace(hour=9, minute=0)
    dates = [first + timedelta(days=day) for day in range(-21, days)]
    return [
        Story(int(at.timestamp()) + place * 300, chance.choice(SECTIONS))
        for at in dates if at.weekday() in {1, 4}
        for place in range(count)
    ]  # fmt: skip


def _section(chance: random.Random, at: datetime) -> str:
    """Sport comes at the weekend, schools on working days."""
    weights = (4, 2, 6, 0) if at.weekday() >= 5 else (6, 3, 1, 1)
    return chance.choices(SECTIONS, weights)[0]


def soon(most: int = 1200, *, lost: float = 0.002) -> Shows:
    """A list that shows everything soon, but for what is withdrawn before.

    :param most: seconds that it takes at most
    """
    return lambda story, chance: None if chance.random() < lost else chance.randrange(most)


def nightly(story: Story, chance: random.Random) -> int:
    """A list that is made at night."""
    at = datetime.fromtimestamp(story.at, ZONE)
    made = at.replace(hour=3, minute=10, second=0) + timedelta(days=at.hour >= 3)
    return max(0, int(made.timestamp()) - story.at) + chance.randrange(600)


def of_section(name: str, shows: Shows | None = None) -> Shows:
    """A list of one section."""
    inner = shows or soon()
    return lambda story, chance: inner(story, chance) if story.section == name else None


def broken_from(begin: int, shows: Shows, otherwise: Shows) -> Shows:
    """A list that shows what was published from ``begin`` on otherwise."""
    return lambda story, chance: (shows if story.at < begin else otherwise)(story, chance)


def never(story: Story, chance: random.Random) -> None:
    """A list that shows nothing."""


def hiding(share: float) -> Shows:
    """A list that hides a share of all stories."""
    return lambda story, chance: None if chance.random() < share else chance.randrange(1200)


def usual_plans(**other: Shows) -> list[Plan]:
    """Front page, feed, sitemap and the pages of two sections.

    :param other: what one of them, by its name, shows instead
    """
    plans = {
        "front": Plan("http://x.example/", "page", soon(), 40),
        "feed": Plan("http://x.example/feed.xml", "feed", soon(), 20),
        "sitemap": Plan("http://x.example/sitemap.xml", "sitemap", soon(), 300),
        "sport": Plan("http://x.example/sport", "page", of_section("sport"), 20),
        "council": Plan("http://x.example/council", "page", of_section("council"), 20),
    }
    return [
        Plan(plan.url, plan.kind, other.get(name, plan.shows), plan.length) for name, plan in plans.items()
    ]
