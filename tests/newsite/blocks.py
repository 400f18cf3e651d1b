"""The blocks of an article's body, and how many of which an article has."""

from dataclasses import dataclass
from random import Random

from tests.newsite import words
from tests.newsite.channels import Channel
from tests.newsite.prose import Run, Runs, number, paragraph, person, sentence, text_of


@dataclass(frozen=True, slots=True)
class Block:
    """One block.

    :param kind: ``p``, ``h``, ``quote``, ``figure``, ``list``, ``table`` or ``video``
    :param parts: a paragraph's runs; a figure's caption (may be none); a list's items; a table's cells,
        row by row
    :param columns: of a table
    :param src: of a figure
    """

    kind: str
    parts: tuple[Runs, ...] = ()
    columns: int = 0
    src: str = ""

    def texts(self) -> list[str]:
        """What a reader sees of it, part by part."""
        return [text_of(part) for part in self.parts]


def _plain(kind: str, *texts: str, columns: int = 0, src: str = "") -> Block:
    return Block(kind, tuple((Run(text),) for text in texts), columns, src)


def article_pages(
    dice: Random, channel: Channel, serial: int, linked: list[str], author: str
) -> tuple[tuple[Block, ...], ...]:
    """The blocks of each page: one page mostly, two for 7 % and three for 1 % of the articles.

    :param linked: paths to which a paragraph of it shall link
    """
    roll = dice.random()
    count = 3 if roll < 0.01 else 2 if roll < 0.08 else 1
    if count == 1 and dice.random() < 0.05:
        return ((_short(dice, channel, author),),)
    return tuple(
        _page(
            dice, channel, f"{serial}{page}", linked if page == 0 else [], author if page == 0 else "", page
        )
        for page in range(count)
    )


def _short(dice: Random, channel: Channel, author: str) -> Block:
    reporter = f"（记者 {author}）" if author else ""
    return _plain("p", f"本报讯{reporter}{sentence(dice, channel.key)}{sentence(dice, channel.key)}")


def _page(
    dice: Random, channel: Channel, stem: str, linked: list[str], author: str, page: int
) -> tuple[Block, ...]:
    blocks: list[Block] = []
    count = dice.randint(3, 20) if page == 0 else dice.randint(3, 9)
    places = {dice.randrange(count): href for href in linked}
    for index in range(count):
        text = paragraph(dice, channel.key, href=places.get(index, ""))
        if index == 0 and author:
            place = dice.choice(words.PLACES)
            opening = dice.choice(
                [f"本报讯（记者 {author}）", f"{place}{dice.randint(1, 28)}日电（记者 {author}）", "", ""]
            )
            text = (Run(opening), *text) if opening else text
        blocks.append(Block("p", (text,)))
        extra = _extra(dice, channel, f"{stem}{index}") if dice.random() < 0.16 else None
        if extra and index < count - 1:
            blocks.append(extra)
    if dice.random() < 0.35:
        blocks.insert(0, _figure(dice, channel, f"{stem}a"))
    if channel.template == "modern" and page == 0 and dice.random() < 0.1:
        blocks.insert(0, Block("video", src=f"v{stem}"))
    return tuple(blocks)


def _figure(dice: Random, channel: Channel, stem: str) -> Block:
    caption = dice.choice([
        "", f"图为{dice.choice(words.PLACES)}{dice.choice(words.THINGS[channel.key])}现场。{person(dice)} 摄",
        f"{dice.choice(words.SIGHTS)}。（资料图片）",
    ])  # fmt: skip
    src = f"/uploads/{stem}.jpg"
    return _plain("figure", caption, src=src) if caption else Block("figure", src=src)


def _extra(dice: Random, channel: Channel, stem: str) -> Block | None:
    things = words.THINGS[channel.key]
    kind = dice.choice(["h", "h", "figure", "quote", "list", "table"])
    if kind == "figure":
        return _figure(dice, channel, stem)
    if kind == "h":
        return _plain("h", f"{dice.choice('一二三四五')}、{dice.choice(words.HEADINGS)}")
    if kind == "quote":
        return _plain("quote", f"{sentence(dice, channel.key)}{sentence(dice, channel.key)}")
    if kind == "list" and channel.template != "old":
        return _plain(
            "list", *(f"{thing}：{sentence(dice, channel.key)}" for thing in dice.sample(things, 3))
        )
    if kind == "table":
        rows = [
            cell
            for thing in dice.sample(things, 3)
            for cell in (thing, number(dice), f"{dice.randint(1, 99)}%")
        ]
        return _plain("table", "项目", "数量", "占比", *rows, columns=3)
    return None
