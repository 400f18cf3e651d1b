"""The articles of the generated site, before any template."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from tests.boxedsite.languages import Language

_NEWEST = datetime(2026, 6, 30, 18, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article.

    :param parts: (kind, text) of each block; the kinds are ``p``, ``h`` and ``figure``
    :param abstract: what the template says again above the text; empty for half of them
    :param look: seed of all that varies around it
    """

    serial: int
    section: int
    title: str
    published: datetime
    author: str
    parts: tuple[tuple[str, str], ...]
    abstract: str
    look: int

    def path(self, language: Language) -> str:
        """Its address on the site, in the manner of its section."""
        key = language.sections[self.section][0]
        when = self.published
        return (
            f"/{key}/{when:%Y/%m/%d}/{self.serial}.html",
            f"/{key}/a-{self.serial}",
            f"/{key}/{when:%Y%m}/t{when:%Y%m%d}_{self.serial}.shtml",
            f"/story/{self.serial}/{key}",
        )[self.section]


def articles(count: int, seed: int, language: Language) -> list[Article]:
    """So many articles, the newest first, the sections in turn."""
    dice = Random(f"{seed} {language.code}")
    moment = _NEWEST.replace(tzinfo=ZoneInfo(language.zone))
    made = []
    for index in range(count):
        moment -= timedelta(minutes=dice.randint(11, 300))
        made.append(_article(dice, 400_000 + 3 * (count - index), index % 4, moment, language))
    return made


def _article(dice: Random, serial: int, section: int, when: datetime, language: Language) -> Article:
    parts = [("p", paragraph(dice, language)) for _ in range(dice.randint(4, 14))]
    abstract = parts[0][1] if dice.random() < 0.5 else ""
    for place in range(len(parts) - 1, 1, -1):
        if dice.random() < 0.12:
            heading = f"{dice.choice(language.what)}{language.space}– {dice.choice(language.where)}"
            parts.insert(place, ("h", heading[0].upper() + heading[1:]))
    if dice.random() < 0.6:
        parts.insert(dice.choice([0, 1, 2]), ("figure", filled(dice, language, "{where}, {what}")))
    title = filled(dice, language, language.headline)
    return Article(
        serial=serial, section=section, title=title, published=when, author=dice.choice(language.people),
        parts=tuple(parts), abstract=abstract, look=dice.randrange(1 << 30),
    )  # fmt: skip


def paragraph(dice: Random, language: Language) -> str:
    """Two to five sentences."""
    shapes = dice.sample(language.shapes, dice.randint(2, 5))
    sentences = [filled(dice, language, shape) for shape in shapes]
    return language.space.join(one[0].upper() + one[1:] for one in sentences)


def filled(dice: Random, language: Language, shape: str) -> str:
    """A phrase with words in the place of its braces, each drawn anew."""
    words = {"person": language.people} | {
        name: getattr(language, name) for name in ("who", "did", "what", "where", "why")
    }
    for name, choices in words.items():
        while f"{{{name}}}" in shape:
            shape = shape.replace(f"{{{name}}}", dice.choice(choices), 1)
    for name, (low, high) in {"n": (30, 9000), "m": (2, 11)}.items():
        while f"{{{name}}}" in shape:
            shape = shape.replace(f"{{{name}}}", str(dice.randint(low, high)), 1)
    return shape
