"""A list that no longer says all is found within a day, and nobody is told of a quiet site."""

from collections.abc import Callable
from pathlib import Path

import pytest

from newsarchive.operations.listing_findings import listing_findings
from newsarchive.store.completeness import Completeness
from tests.unit.listed_site import (
    DAY,
    SECTIONS,
    START,
    ListedSite,
    Plan,
    Story,
    broken_from,
    daily,
    hiding,
    never,
    nightly,
    of_section,
    soon,
    twice_a_week,
    usual_plans,
)

HOME = "http://x.example/"
BROKEN = START + 4 * DAY  # a Friday
SITE = "x.example"


def all_but_sport(story: Story, chance: object) -> int | None:
    return None if story.section == "sport" else 300


QUIET: dict[str, Callable[[], tuple[list[Story], list[Plan]]]] = {
    "every day": lambda: (daily(25), usual_plans()),
    "twice a week": lambda: (twice_a_week(5), usual_plans()),
    "twice a week, one story": lambda: (twice_a_week(1), usual_plans(sitemap=nightly)),
    "a sitemap that is made at night": lambda: (daily(25), usual_plans(sitemap=nightly)),
    "a slow sitemap": lambda: (daily(25), usual_plans(sitemap=soon(5 * 3600))),
    "lists of sections alone": lambda: (
        daily(25), [Plan(HOME + name, "page", of_section(name), 20) for name in SECTIONS]
    ),
    "a feed without sport": lambda: (daily(25), usual_plans(feed=all_but_sport)),
    "a feed of sport": lambda: (
        daily(25), [*usual_plans(), Plan(f"{HOME}sport/feed.xml", "feed", of_section("sport"), 20)]
    ),
    "a front page that is chosen": lambda: (daily(25), usual_plans(front=hiding(0.4))),
    "a holiday": lambda: (
        [one for one in daily(25) if not 12 * DAY < one.at - START < 16 * DAY], usual_plans()
    ),
    "lists that lose one of a hundred": lambda: (daily(25), usual_plans(feed=soon(lost=0.01))),
}  # fmt: skip


@pytest.mark.parametrize("with_sections", [True, False], ids=["folders", "no folders"])
@pytest.mark.parametrize("kind", QUIET)
def test_nothing_is_found_in_thirty_days_of_a_quiet_site(
    tmp_path: Path, kind: str, with_sections: bool
) -> None:
    stories, plans = QUIET[kind]()
    site = ListedSite(tmp_path / SITE, stories, plans, with_sections=with_sections)
    found = {hours: told for hours in range(5, 30 * 24, 29) if (told := site.findings(hours))}
    assert found == {}
    assert site.at(30 * 24 - 1).total.shown >= len(stories) // 2


def at_two_addresses(begin: int) -> tuple[list[Story], list[Plan]]:
    """From then on the front page leads to other addresses than the other lists."""
    stories = [
        one for story in daily(100, days=7)
        for one in ([story] if story.at < begin else [Story(story.at, story.section, side) for side in "ab"])
    ]  # fmt: skip

    def front(story: Story, _: object) -> int | None:
        return 300 if story.side in {"", "a"} else None

    def other(story: Story, _: object) -> int | None:
        return 300 if story.side in {"", "b"} else None

    return stories, usual_plans(front=front, feed=other, sitemap=other)[:3]


def usual_but(**broken: Callable[..., int | None]) -> Callable[[int], tuple[list[Story], list[Plan]]]:
    """A site of a hundred stories a day, of which a list is broken from some time on."""
    return lambda begin: (
        daily(100, days=7),
        usual_plans(**{name: broken_from(begin, soon(), shows) for name, shows in broken.items()}),
    )


FAULTS = {
    "a sitemap stands still": (usual_but(sitemap=never), "listing-silent", f"{HOME}sitemap.xml"),
    "a feed stands still": (usual_but(feed=never), "listing-silent", f"{HOME}feed.xml"),
    "a front page stands still": (usual_but(front=never), "listing-silent", HOME),
    "a feed hides a tenth": (usual_but(feed=hiding(0.1)), "listing-hides", f"{HOME}feed.xml"),
    "a sitemap hides a tenth": (usual_but(sitemap=hiding(0.1)), "listing-hides", f"{HOME}sitemap.xml"),
    "a front page is alone": (at_two_addresses, "listing-alone", HOME),
}


@pytest.mark.parametrize("begin", [START, BROKEN], ids=["from the start", "after four days"])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_broken_list_is_found_within_a_day(tmp_path: Path, fault: str, begin: int) -> None:
    make, kind, subject = FAULTS[fault]
    stories, plans = make(begin)
    site = ListedSite(tmp_path / SITE, stories, plans, days=7)
    hours = (begin - START) // 3600
    if begin > START:
        assert site.findings(hours) == []
    # What a list does from the start on is told from a list that is made once a day when the day is over.
    found = {(one.kind, one.subject): one.detail for one in site.findings(hours + 24 + (begin == START))}
    assert (kind, subject) in found
    assert found[kind, subject].endswith((".", "showed", "articles", "site"))


def test_a_list_that_cannot_be_read_is_told_elsewhere(tmp_path: Path) -> None:
    stories, plans = usual_but(sitemap=never)(BROKEN)
    site = ListedSite(tmp_path / SITE, stories, plans, days=7)
    told = site.at(5 * 24)
    (silent,) = listing_findings(told)
    assert "sitemap" in silent.subject

    unread = [
        type(one)(one.number, one.url, one.kind, one.since, one.asked, one.most, one.url == silent.subject)
        for one in told.listings
    ]
    known = Completeness(told.now, told.articles, unread, told.days, told.total, told.forgotten)
    assert listing_findings(known) == []


def test_a_feed_that_is_shorter_than_what_is_published_between_two_readings_hides_nothing(
    tmp_path: Path,
) -> None:
    """All of it is new each time: it was asked too seldom to say what it left out."""
    stories = daily(100, days=7)
    shown = set(range(0, len(stories), 5))
    places = {story: place for place, story in enumerate(stories)}

    def first_four_of_five(story: Story, _: object) -> int | None:
        """Read every six hours, it shows the latest of them."""
        left = (START + 6 * 3600 * 10**4 - story.at) % (6 * 3600)
        return left if places[story] not in shown else None

    plans = usual_plans(feed=first_four_of_five)
    site = ListedSite(tmp_path / SITE, stories, plans, days=7)
    told = site.at(6 * 24)
    most = max(
        sum(one.by.get(listing.number) == at for one in told.articles)
        for listing in told.listings if listing.kind == "feed"
        for at in {one.by.get(listing.number) for one in told.articles} - {None, START}
    )  # fmt: skip
    short = [
        type(one)(one.number, one.url, one.kind, one.since, one.asked,
                  1 if one.kind == "feed" else one.most, is_unread=False) for one in told.listings
    ]  # fmt: skip
    known = Completeness(told.now, told.articles, short, told.days, told.total, told.forgotten)
    assert most > 5
    assert [one.kind for one in listing_findings(told)] == ["listing-hides"]
    assert listing_findings(known) == []
