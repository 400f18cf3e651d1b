"""A site as an archive reads it, made up of chance: what its articles state, how they come, what changes."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from random import Random

from newsarchive.store.health import DAY, DAYS, STATED, ArticleRead, Readings

HALF_HOUR = 1800
START = 1_750_000_000 // DAY * DAY
NAMES = [
    "harbour", "bridge", "school", "market", "river", "council", "library", "theatre", "tram", "museum",
    "forest", "stadium",
]  # fmt: skip
VERBS = ["opens", "closes", "plans", "saves", "sells", "builds", "fears", "wins", "loses", "mends"]


@dataclass
class QuietSite:
    """Sections of their own habits, agency news in rows, quiet weekends, a first run that reads old articles.

    :param daily: articles on a working day
    """

    seed: int
    daily: float
    random: Random = field(init=False)
    read: list[ArticleRead] = field(default_factory=list)
    rejected: list[tuple[int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.random = chance = Random(self.seed)
        common = {name: chance.choice([0.0, 0.3, 0.6, 0.9, 0.97, 1.0]) for name in STATED}
        self.sections = [self.varied(common) for _ in range(chance.randint(2, 6))]
        self.agency = {name: share * chance.choice([0.2, 1.0]) for name, share in common.items()}
        self.length = chance.uniform(1_000, 6_000)
        self.spread = chance.uniform(0.4, 0.9)
        self.refused = chance.choice([0.0, 0.0, 0.01, 0.05])
        self.other_title = chance.choice([0.0, 0.05, 0.25])
        self.column = chance.choice([0.0, 0.0, 0.03])
        self.unsure = chance.choice([0.0, 0.02, 0.1])
        self.lists_date = chance.random() < 0.6
        self.in_a_row = 0

    def varied(self, common: dict[str, float]) -> dict[str, float]:
        """What a section's articles state: mostly what the others' do."""
        chance = self.random
        return {
            name: share if chance.random() < 0.7 else chance.choice([share / 2, 1.0])
            for name, share in common.items()
        }

    def runs(self, days: float) -> Iterator[int]:
        """Half-hourly runs from the first one on, each as its time; what each read is in the readings."""
        for number in range(int(days * 48)):
            now = START + number * HALF_HOUR
            hour, weekday = now % DAY // 3600, now // DAY % 7
            busy = (1.6 if 7 <= hour < 20 else 0.25) * (0.45 if weekday >= 5 else 1.2)
            wanted = self.daily / 48 * busy
            count = int(wanted) + (self.random.random() < wanted % 1)
            if number == 0:
                self.read += [
                    self.article(now, number, age=self.random.uniform(8, 2_000)) for _ in range(150)
                ]
                count = max(15, int(self.daily))
            for _ in range(count):
                self.take(now, number, is_weekend=weekday >= 5)
            yield now

    def take(self, now: int, run: int, *, is_weekend: bool) -> None:
        """One more article, or one that can become no post."""
        if self.random.random() < self.refused:
            self.rejected.append((now, self.random.choice(["no-text", "login", "no-date"])))
        else:
            self.read.append(self.article(now, run, is_weekend=is_weekend))

    def article(self, now: int, run: int, *, age: float = 0.0, is_weekend: bool = False) -> ArticleRead:
        chance = self.random
        in_a_row = chance.randint(2, 6) if chance.random() < 0.04 else 0
        self.in_a_row = self.in_a_row - 1 if self.in_a_row else in_a_row
        is_agency = self.in_a_row or (is_weekend and chance.random() < 0.4)
        habits = self.agency if is_agency else chance.choice(self.sections)
        like_today = 1.0 if age < 7 else 0.5
        stated = frozenset(name for name, share in habits.items() if chance.random() < share * like_today)
        title = f"{chance.choice(NAMES)} {chance.choice(VERBS)} {chance.choice(NAMES)} {len(self.read)}"
        if chance.random() < self.column:
            title = "the weather today"
        listed = title if chance.random() > self.other_title else f"what {chance.getrandbits(60):x} means"
        return ArticleRead(
            stored=now, last_read=now, run=run, is_fresh=age < 7, title=title, listed=listed,
            stated=stated,
            has_time=chance.random() < 0.98, own_date=chance.random() < 0.97 if self.lists_date else None,
            length=int(self.length * chance.lognormvariate(0, self.spread)),
            doubts=frozenset({"unsure-body"} if chance.random() < self.unsure else ()),
        )  # fmt: skip

    def readings(self, now: int) -> Readings:
        """What a run at that time finds in the catalog."""
        since = now - DAYS * DAY
        return Readings(
            tuple(one for one in self.read if one.stored >= since),
            tuple(one for one in self.rejected if one[0] >= since),
        )


def changed(site: QuietSite, what: str) -> None:
    """Let a site's template change, so that what is read from now on is otherwise.

    :param what: a field of :data:`newsarchive.store.health.STATED`, or one of :data:`CHANGES`
    """
    as_before = site.article

    def article(now: int, run: int, **how: object) -> ArticleRead:
        one = as_before(now, run, **how)  # type: ignore[arg-type]
        if what in STATED:
            return replace(one, stated=one.stated - {what})
        return replace(one, **CHANGES[what](one))

    if what == "no-text":
        site.refused = 0.8
    else:
        site.article = article  # type: ignore[method-assign]


CHANGES = {
    "half a body": lambda one: {"length": one.length // 2},
    "twice the body": lambda one: {"length": one.length * 2},
    "site's name": lambda one: {"title": "The Harbour Herald"},
    "listing's date": lambda one: {"own_date": False},
    "day alone": lambda one: {"has_time": False},
    "unsure bodies": lambda one: {"doubts": frozenset({"unsure-body"})},
    "other titles": lambda one: {"title": f"{one.length:x} {hash(one.title):x}"},
}
