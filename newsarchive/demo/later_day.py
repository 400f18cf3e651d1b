"""The demo site's good articles on a later day: the pages of each, and where listings show it."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from newsarchive.demo import ordinary
from newsarchive.demo.articles import INDENT, DemoArticle, Listed
from newsarchive.demo.pages import LATER_DAY, Kind, Make, Pages, good_page, renewed
from newsarchive.demo.prose import Dice
from newsarchive.demo.responses import Response, page, refusal
from newsarchive.demo.templates import wrapper

COUNTS = {
    "added": "have been published",  # they go on from the last number
    "edited": "have one more sentence",
    "removed": "have been withdrawn (404; every second 410)",
    "moved": "are dated a day earlier or later",  # and so their post pages' paths are others
    "shrunken": "show but their first 20 characters",
    "emptied": "have no text any more",
    "soft_404": "answer 200 and say that there is no such page",  # every second one in HTML throughout
}
"""The changes that befall a number of articles, and what befalls them."""

PICTURE_COUNTS = {
    "swapped_pictures": "show another photo, at the same address",
    "missing_pictures": "show a photo that is not there (404)",
}
"""The changes that befall the photos of a number of articles, whose pages stay as they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """How many ordinary articles changed since the first day, each in one of the ways of :data:`COUNTS`,
    or :data:`PICTURE_COUNTS`.

    :param counters: every record that stands has another read counter, and every picture's address
        another nonce; the text is as it was
    :raises ValueError: a number is negative
    """

    added: int = 0
    edited: int = 0
    removed: int = 0
    moved: int = 0
    shrunken: int = 0
    emptied: int = 0
    soft_404: int = 0
    counters: bool = False
    swapped_pictures: int = 0
    missing_pictures: int = 0

    def __post_init__(self) -> None:
        for name in (*COUNTS, *PICTURE_COUNTS):
            if (count := getattr(self, name)) < 0:
                raise ValueError(f"{name} is {count}; a number of articles is 0 or more")

    def numbers(self, articles: int) -> dict[str, list[int]]:
        """The articles that each kind of change befalls, scattered over the site; no two kinds share one.

        :param articles: how many ordinary articles the first day had
        :raises ValueError: there are fewer articles than changes
        """
        counts = {name: getattr(self, name) for name in COUNTS if name != "added"}
        if (wanted := sum(counts.values())) > articles:
            raise ValueError(f"{wanted} articles shall change, and the first day has {articles}")
        everyone = range(1, articles + 1) if wanted else ()
        rest = iter(sorted(everyone, key=lambda number: (Dice(number).roll(2**31), number)))
        changed = {name: sorted(next(rest) for _ in range(count)) for name, count in counts.items()}
        return {"added": list(range(articles + 1, articles + self.added + 1)), **changed}

    def pictures(self, articles: int) -> dict[str, list[int]]:
        """The articles whose photos each kind of change befalls: of those that nothing else befalls.

        No other article shows the same photo.

        :param articles: how many ordinary articles the first day had
        :raises ValueError: fewer of them show a photo than shall change
        """
        counts = {name: getattr(self, name) for name in PICTURE_COUNTS}
        wanted = sum(counts.values())
        photos = {number: ordinary.photo_of(number) for number in range(1, articles + 1) if wanted}
        shown = Counter(photos.values())
        taken = {number for numbers in self.numbers(articles).values() for number in numbers}
        free = [n for n, photo in photos.items() if photo and shown[photo] == 1 and n not in taken]
        if wanted > len(free):
            raise ValueError(f"{wanted} photos shall change, and {len(free)} articles have one that may")
        rest = iter(sorted(free, key=lambda number: (Dice(number).roll(2**31), number)))
        return {name: sorted(next(rest) for _ in range(count)) for name, count in counts.items()}


NO_CHANGES = Changes()
"""The first day."""


ADDED_SENTENCE = "本文发布后，编辑部根据读者来信补充了这一句。"
SOFT_404_SENTENCE = "您访问的页面不存在或已被删除"

_CREDIT = '<p class="em_media">'
_REWRITTEN: dict[str, Callable[[str], str]] = {
    "edited": lambda body: body.replace(_CREDIT, f"<p>{INDENT}{ADDED_SENTENCE}</p>{_CREDIT}"),
    "shrunken": lambda body: body[:20],
    "emptied": lambda _body: "",
    "soft_404": lambda _body: f"<p>{SOFT_404_SENTENCE}。</p>",
}
_BELIEVED = {"added", "edited", "moved"}
_MISSING = {
    ("removed", False): refusal(404, "not found any more"),
    ("removed", True): refusal(410, "gone"),
    ("soft_404", True): page(wrapper(SOFT_404_SENTENCE, f"<p>{SOFT_404_SENTENCE}。</p>"), LATER_DAY),
}
_PICTURE = re.compile(r'(<img src="[^"]*)"')


class LaterDay:
    """What became of the good articles; without changes, the first day.

    :param articles: how many ordinary articles the first day had
    :ivar numbers: the ordinary articles that each kind of change befell
    :ivar pictures: those whose photos each kind of change befell
    :ivar ordinary: the numbers of the ordinary articles that there are or were
    :raises ValueError: there are fewer articles than changes
    """

    def __init__(self, changes: Changes, articles: int) -> None:
        self.numbers = changes.numbers(articles)
        self.pictures = changes.pictures(articles)
        self.ordinary = range(1, articles + changes.added + 1)
        self._counters = changes.counters
        self._kind = {number: kind for kind, numbers in self.numbers.items() for number in numbers}
        self._second = {number for numbers in self.numbers.values() for number in numbers[1::2]}

    def fixed_pages(self, make: Make) -> tuple[Pages, Make]:
        """The pages of an article that nothing but the counters change, and the truth about it."""
        return _over_days(make, self._counted(make)), make

    def ordinary_pages(self, number: int) -> tuple[Pages, Make]:
        """The pages of ordinary article N, and the truth: what an archive of both days holds."""
        kind, first = self._kind.get(number, ""), partial(ordinary.ordinary_article, number)
        if missing := _MISSING.get((kind, number in self._second)):
            return (lambda _kind: missing), first
        now: Make = first
        if kind == "moved":
            now = partial(ordinary.ordinary_article, number, days_later=self._days_later(number))
        elif kind in _REWRITTEN:
            now = partial(_rewritten, first, _REWRITTEN[kind])
        now = self._counted(now)
        return _over_days(now if kind == "added" else first, now), now if kind in _BELIEVED else first

    def listed(self, number: int) -> Listed:
        """Ordinary article N as listings show it now, or did until it was removed."""
        return ordinary.listed(number, days_later=self._days_later(number))

    def is_listed(self, number: int) -> bool:
        """Whether listings show ordinary article N now."""
        return self._kind.get(number) != "removed"

    def _days_later(self, number: int) -> int:
        return (number % 2 or -1) if self._kind.get(number) == "moved" else 0

    def _counted(self, make: Make) -> Make:
        return partial(_recounted, make) if self._counters else make


def _over_days(before: Make, after: Make) -> Pages:
    def shown(kind: Kind) -> Response:
        now = good_page(after(), kind)
        return now if after is before else renewed(good_page(before(), kind), now)

    return shown


def _rewritten(make: Make, rewrite: Callable[[str], str]) -> DemoArticle:
    article = make()
    body, said = rewrite(article.body), article.answer.items()
    shown = {key: body if key in {"text", "content"} and value else value for key, value in said}
    return replace(article, body=body, answer=shown)


def _recounted(make: Make) -> DemoArticle:
    """The article with another read counter, and another nonce in every picture's address."""
    nonce = int(make().source_id[-6:]) * 7919 % 1_000_000

    def advertised(picture: re.Match[str]) -> str:
        return f'{picture[1]}{"&" if "?" in picture[1] else "?"}ad=2&nonce={nonce}"'

    again = _rewritten(make, partial(_PICTURE.sub, advertised))
    return replace(again, answer={**again.answer, "readcount": 1000 + nonce, "nonce": f"{nonce:06d}"})
