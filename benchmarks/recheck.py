"""Asks an article, edits noticed and how late: years of a site, by the rules that the crawl goes by.

    python benchmarks/recheck.py [--days 730] [--articles 100] [--seed 1]

A run comes every half hour. An article is published at any time, and stored by the next run, a few minutes
into it. What is edited before that is no edit to the archive. Of edits this is assumed:

- how many: 27.5 % of the articles are edited, as in a study of 600,000 articles of which 165,000 changed
  (https://changing-times.github.io); there is one more edit with probability .45, and so on. Sections differ.
- when: an edit's age is log-normal with a median of about 2 hours (sigma 1.5: 5 % come after a day, 0.3 %
  after five), since no better published distribution was found.
- withdrawn: 1.5 % of the articles, at an age between an hour and 90 days, evenly on a logarithmic scale.
- lists: where they state ``lastmod``, they show an article for 48 hours; one edit in ten is not stated there.

What was learned is counted anew each 30 days, of the last 6,000 articles as the archive knows them then: an
edit has the age at which it was noticed, not the one at which it was made.
"""

import argparse
import math
import random
import statistics
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from newsarchive.profiles import RecheckRules
from newsarchive.store.edit_habits import EditHabits, Watch, habits_of, learned_age
from newsarchive.store.frontier import SOON
from newsarchive.store.rechecks import DAY, HOUR, next_check

RUN = HOUR // 2
WATCHED = 90 * DAY
LAST = 6000  # articles that are learned from
SECTIONS = {  # share of the articles, share of those that is edited, median hours to an edit
    "news": (0.45, 0.36, 2.0), "live": (0.08, 0.80, 1.2),
    "wire": (0.30, 0.09, 2.5), "culture": (0.17, 0.13, 4.0),
}  # fmt: skip
SIGMA, AGAIN, WITHDRAWN, SHOWN, UNSTATED = 1.5, 0.45, 0.015, 48 * HOUR, 0.1


@dataclass
class Article:
    """One article's life; times in seconds.

    :param edits: when it was edited after it was stored; ``stated`` those that a list states
    :param asks: when it was asked for
    :param notices: the asks that found it edited
    """

    section: str
    published: float
    stored: int
    edits: list[float]
    stated: list[float]
    withdrawn: float | None
    asks: list[int] = field(default_factory=list)
    notices: list[int] = field(default_factory=list)


def made(day: int, number: int, random_: random.Random) -> list[Article]:
    """The articles of a day."""
    articles = []
    for published in sorted(random_.uniform(day * DAY, (day + 1) * DAY) for _ in range(number)):
        (section,) = random_.choices(list(SECTIONS), [share for share, _, _ in SECTIONS.values()])
        _, edited, median = SECTIONS[section]
        edits = list[float]()
        while random_.random() < (AGAIN if edits else edited):
            edits.append(published + random_.lognormvariate(math.log(median * HOUR), SIGMA))
        edits.sort()
        stored = round(-(-published // RUN) * RUN + random_.uniform(5, 180))
        edits = [at for at in edits if stored < at < stored + WATCHED]
        stated = [at for at in edits if at < published + SHOWN and random_.random() > UNSTATED]
        withdrawn = None
        if random_.random() < WITHDRAWN:
            withdrawn = published + math.exp(random_.uniform(math.log(HOUR), math.log(WATCHED)))
        articles.append(Article(section, published, stored, edits, stated, withdrawn))
    return articles


def live(article: Article, rules: RecheckRules, stretches: Sequence[float], *, has_lists: bool) -> None:
    """Ask for an article as the crawl does: by the first run once it is due, or a list says so."""
    now, seen = article.stored, 0
    due, _ = next_check(rules, since=now, now=now, stretches=stretches)
    calls = sorted(-(-at // RUN) * RUN for at in article.stated) if has_lists else []
    while True:
        planned = -(-(due - SOON) // RUN) * RUN if due is not None else math.inf
        calls = [at for at in calls if at > now]
        at = min(planned, calls[0] if calls else math.inf)
        if at == math.inf or at > article.stored + WATCHED:
            return
        now = round(at)
        article.asks.append(now)
        if article.withdrawn and article.withdrawn <= now:
            return
        made_by_now = sum(edit <= now for edit in article.edits)
        if made_by_now > seen:
            article.notices.append(now)
        seen = made_by_now
        due, _ = next_check(rules, since=article.stored, now=now, stretches=stretches)


def learned(articles: Sequence[Article], now: int) -> EditHabits:
    """What the archive knows of its last articles by a time."""
    parts = defaultdict[str, Watch](Watch)
    for one in articles[-LAST:]:
        part, checked = parts[one.section], max((at for at in one.asks if at <= now), default=one.stored)
        part.note_article((checked - one.stored) / HOUR)
        for at in one.notices:
            if at <= now:
                part.note_edit(learned_age(at - one.stored, None, one.stored))
    return habits_of(parts)


def simulate(rules: RecheckRules, days: int, number: int, seed: int, *, has_lists: bool) -> list[Article]:
    random_, articles, habits = random.Random(seed), list[Article](), EditHabits()
    for day in range(days):
        if rules.learn and day % 30 == 0:
            habits = learned(articles, day * DAY)
        for article in made(day, number, random_):
            live(article, rules, habits.of(article.section), has_lists=has_lists)
            articles.append(article)
    return articles


def report(name: str, articles: Sequence[Article]) -> str:
    """A line of the table: the first ask after an edit notices it; and its text, if no other came first."""
    delays, kept, edits, first_day = list[float](), 0, 0, list[float]()
    withdrawn = [one for one in articles if one.withdrawn]
    for one in articles:
        for edit, following in pairwise([*one.edits, math.inf]):
            if one.withdrawn and edit >= one.withdrawn:
                continue
            edits += 1
            asked = next((at for at in one.asks if at >= edit), math.inf)
            delays.append(asked - edit)
            kept += asked < following
            if edit < one.published + DAY:
                first_day.append((asked - edit) / HOUR)
    noticed = sum(delay < math.inf for delay in delays) / edits
    told = sum(bool(one.asks and one.withdrawn and one.asks[-1] >= one.withdrawn) for one in withdrawn)
    asks = sum(len(one.asks) for one in articles) / len(articles)
    late = statistics.quantiles(first_day, n=10)[8]
    return (
        f"| {name} | {asks:.1f} | {noticed:.1%} | {kept / edits:.1%} | {statistics.median(first_day):.2f} h"
        f" | {late:.1f} h | {told / max(1, len(withdrawn)):.0%} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--days", type=int, default=730)
    parser.add_argument("--articles", type=int, default=100, help="a day")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    former = RecheckRules(every_hours=1, fresh_days=3, growth=2, learn=False)
    plain, learning = RecheckRules(learn=False), RecheckRules()
    print(
        "| rules | asks an article | edits noticed | texts kept | median delay, first day | 90 % by", end=" "
    )
    print("| withdrawals noticed |\n|---|---|---|---|---|---|---|")
    for name, rules, has_lists in (
        ("former: hourly for 3 days, then doubling", former, False), ("plain", plain, False),
        ("plain + learning", learning, False), ("plain + lists", plain, True),
        ("plain + learning + lists", learning, True),
    ):  # fmt: skip
        articles = simulate(rules, options.days, options.articles, options.seed, has_lists=has_lists)
        print(report(name, articles), flush=True)
    edited = sum(bool(one.edits) for one in articles)
    ages = [(at - one.published) / HOUR for one in articles for at in one.edits]
    print(
        f"{len(articles)} articles, {edited / len(articles):.1%} edited after they were stored,"
        f" {len(ages)} edits;"
        f" median age of an edit {statistics.median(ages):.1f} h,"
        f" {sum(age > 24 for age in ages) / len(ages):.1%} after a day"
    )
    for section, stretches in learned(articles, options.days * DAY).sections.items():
        print(f"learned of {section}: {', '.join(f'{one:.2f}' for one in stretches)}")


if __name__ == "__main__":
    main()
