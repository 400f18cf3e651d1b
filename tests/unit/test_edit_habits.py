"""What a site's edits do to its articles' checks: soon and often where it edits, seldom where not."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsarchive.profiles import RecheckRules, SiteProfile
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.row_kinds import ArticleRow, RevisionRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.states import RevisionKind, State
from newsarchive.store.edit_habits import EXPECTED, EditHabits, Watch, habits_of, learned_habits, stretches
from newsarchive.store.rechecks import AGES, DAY, HOUR, PLAIN, next_check

START = datetime(2026, 2, 1, tzinfo=UTC)
ENOUGH = 4000  # articles


def plan(habits: EditHabits, section: str) -> list[int]:
    """The ages in hours at which an article of a section is asked for."""
    ages, due = [], next_check(RecheckRules(), since=0, now=0, stretches=habits.of(section))[0]
    while due is not None:
        ages.append(due)
        due = next_check(RecheckRules(), since=0, now=due, stretches=habits.of(section))[0]
    return [round(age / HOUR) for age in ages]


def watch(edits: dict[float, int], *, articles: int = ENOUGH, ages: int = 7) -> Watch:
    """So many edits at each age, of articles that were watched up to one of the plain schedule's ages."""
    made = Watch([float(articles)] * ages + [0.0] * (7 - ages))
    for age, times in edits.items():
        for _ in range(times):
            made.note_edit(age)
    return made


def seen(section: str, edits: dict[float, int], *, articles: int = ENOUGH, ages: int = 7) -> EditHabits:
    """What is learned of a section that is all of the site."""
    return habits_of({section: watch(edits, articles=articles, ages=ages)})


def test_of_what_nothing_is_known_the_schedule_is_the_plain_one() -> None:
    assert EditHabits().of("sport") == PLAIN
    assert habits_of({}).of("sport") == PLAIN
    assert plan(EditHabits(), "sport") == list(AGES)


def test_a_site_that_edits_as_expected_is_asked_by_the_plain_schedule() -> None:
    usual = {age - 0.5: round(ENOUGH * share) for age, share in zip(AGES, EXPECTED, strict=True)}
    assert seen("sport", usual).of("sport") == pytest.approx(PLAIN)


@pytest.mark.parametrize(
    ("edits", "asks"),
    [
        ({}, [2, 12, 62, 312, 1562]),  # nobody ever edits: the floor
        (
            {age - 0.5: 4 * ENOUGH for age in AGES},
            [0, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048],
        ),  # the most
        ({0.5: ENOUGH, 3: ENOUGH}, None),
        ({300: ENOUGH}, None),
    ],
)
def test_edits_decide_within_bounds(edits: dict[float, int], asks: list[int] | None) -> None:
    ages = plan(seen("news", edits), "news")
    assert 5 <= len(ages) <= 12
    assert asks is None or ages == asks


def test_it_is_asked_the_more_often_the_more_it_is_edited_at_that_age() -> None:
    soon, late = (plan(seen("a", edits), "a") for edits in ({0.5: ENOUGH, 3: ENOUGH}, {300: ENOUGH}))
    assert len([age for age in soon if age <= 6]) > len([age for age in late if age <= 6])
    assert len([age for age in late if 200 < age < 700]) > len([age for age in soon if 200 < age < 700])


def test_each_section_has_its_own_habits_and_a_new_one_those_of_the_site() -> None:
    habits = habits_of({"live": watch({0.5: ENOUGH // 8}), "weather": watch({})})
    live, weather, other = (habits.of(name)[0] for name in ("live", "weather", "business"))
    assert live < other < weather
    assert other == habits.site[0]


@pytest.mark.parametrize("articles", [1, 5, 10])
def test_a_few_articles_say_little(articles: int) -> None:
    assert all(0.75 < one < 1.35 for one in seen("a", {}, articles=articles).of("a"))
    assert all(0.75 < one < 1.35 for one in seen("a", {0.5: 1}, articles=articles).of("a"))


def test_what_was_not_watched_yet_says_nothing() -> None:
    fresh = seen("a", {}, ages=2)
    assert fresh.of("a")[2:] == PLAIN[2:]
    assert fresh.of("a")[0] > 1


def test_no_stretch_leaves_its_bounds() -> None:
    assert stretches((1e-9, 0.25, 1.0, 4.0, 1e9)) == (2.0, 2.0, 1.0, 0.5, 0.5)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    profile = SiteProfile.model_validate({"name": "paper", "home": "https://paper.example/", "zone": "UTC"})
    opened = Archive(tmp_path / "paper", profile)
    opened.open(started=START, command="crawl", arguments={}, extraction="code")
    return opened


def revision(
    row: ArticleRow, number: int, stored: int, section: str, modified: datetime | None
) -> RevisionRow:
    return RevisionRow(
        article=row.id, number=number, kind=RevisionKind.CRAWLED, run=1, stored=stored, fetched=START,
        extraction="code", name="x.md", title="A", published=START, precision="second", outlet="o",
        category=section, tag="t", link=row.url, text=b"t%d" % number, length=9, post=b"", sha256="",
        modified=modified,
    )  # fmt: skip


def fill(rows: Rows, section: str, *, edited_after: float | None, stated: float | None = None) -> None:
    """A hundred articles, all of which were edited at one age, or none."""
    for n in range(100):
        first = int((START + timedelta(minutes=n)).timestamp())
        row = rows.add(
            ArticleRow(
                site="paper", source_id=f"{section}{n}", url=f"https://paper.example/{section}/{n}",
                state=State.PUBLISHED, discovered=first, stored=first, checked=first + 60 * DAY,
                revision=1 if edited_after is None else 2,
            )
        )  # fmt: skip
        rows.add(revision(row, 1, first, section, None))
        if edited_after is not None:
            said = stated and datetime.fromtimestamp(first, UTC) + timedelta(hours=stated)
            rows.add(revision(row, 2, first + round(edited_after * HOUR), section, said or None))


def test_the_catalog_tells_how_soon_each_section_is_edited(archive: Archive) -> None:
    fill(archive.rows, "live", edited_after=1.3)
    fill(archive.rows, "quiet", edited_after=None)
    fill(archive.rows, "stated", edited_after=13.2, stated=2.0)
    habits = learned_habits(archive.rows)
    archive.close()
    assert min(range(7), key=habits.of("live").__getitem__) == 0, "noticed at the first check"
    assert min(range(7), key=habits.of("stated").__getitem__) == 1, "its page says when"
    assert habits.of("quiet")[0] > habits.of("live")[0]


def test_a_profile_may_do_without(archive: Archive) -> None:
    fill(archive.rows, "live", edited_after=1.3)
    row = archive.rows.one(ArticleRow, source_id="live1")
    assert row
    assert row.stored
    archive.desk.now = row.stored
    learned = archive.desk.checked(row).next_check
    archive.desk.rules = archive.desk.rules.model_copy(update={"learn": False})
    plain = archive.desk.checked(row).next_check
    archive.close()
    assert learned
    assert (learned < row.stored + HOUR, plain) == (True, row.stored + HOUR)
    assert replace(row, next_check=plain) != row
