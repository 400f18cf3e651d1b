"""An article of the generated site: what its author wrote, before any template."""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from random import Random

from tests.newsite import words
from tests.newsite.blocks import Block, article_pages
from tests.newsite.channels import CHANNELS, Channel
from tests.newsite.prose import person
from tests.newsite.titles import title

CHINA = timezone(timedelta(hours=8))
TODAY = datetime(2024, 6, 30, 18, 0, tzinfo=CHINA)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article.

    :param serial: unique on the site
    :param published: in China's zone, to the second
    :param pages: the blocks of each of its pages
    :param editor: who is named as 责任编辑
    :param tags: words of its tag pages
    :param topic: the topic page that lists it, empty for most
    :param look: a number from which a template chooses between its spellings
    """

    serial: int
    channel: Channel
    title: str
    published: datetime
    author: str
    source: str
    editor: str
    tags: tuple[str, ...]
    topic: str
    pages: tuple[tuple[Block, ...], ...]
    look: int

    def path(self, page: int = 1) -> str:
        """The path of one of its pages, counting from 1."""
        return self.channel.address(self.serial, self.published, page)


def articles(count: int, seed: int) -> list[Article]:
    """``count`` articles, the channels in turn."""
    dice = Random(seed)
    made: list[Article] = []
    for index in range(count):
        channel = CHANNELS[index % len(CHANNELS)]
        made.append(_article(dice, channel, 10231 + index * 7 + dice.randint(0, 6), made))
    return made


def _article(dice: Random, channel: Channel, serial: int, earlier: list[Article]) -> Article:
    first, last = channel.years
    moment = datetime(first, 1, 1, tzinfo=CHINA) + timedelta(
        seconds=dice.randint(0, (last - first + 1) * 31_500_000)
    )
    published = min(moment, TODAY - timedelta(minutes=dice.randint(5, 90_000)))
    author = person(dice) if dice.random() < 0.7 else ""
    twin = earlier and dice.random() < 0.01
    linked = [dice.choice(earlier).path()] if earlier and dice.random() < 0.5 else []
    return Article(
        serial=serial,
        channel=channel,
        title=dice.choice(earlier).title if twin else title(dice, channel.key),
        published=published,
        author=author,
        source=dice.choice(words.MEDIA) if dice.random() < 0.9 else "",
        editor=person(dice),
        tags=tuple(dice.sample(words.TAGS, dice.randint(0, 3))),
        topic=dice.choice(words.TOPICS) if dice.random() < 0.06 else "",
        pages=article_pages(dice, channel, serial, linked, author),
        look=dice.randrange(1 << 30),
    )
