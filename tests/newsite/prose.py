"""Varied Chinese prose from a word-and-phrase grammar, as runs of plain, bold and linked text."""
# ruff: noqa: E501  a line of markup or of Chinese stays whole

from dataclasses import dataclass
from random import Random

from tests.newsite import words


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one mark.

    :param mark: ``""``, ``"b"`` or ``"a"``
    :param href: where an ``a`` leads: a path of the site, or an address elsewhere
    """

    text: str
    mark: str = ""
    href: str = ""


Runs = tuple[Run, ...]


def text_of(runs: Runs) -> str:
    """What a reader sees of the runs."""
    return "".join(run.text for run in runs)


def person(dice: Random) -> str:
    """A name."""
    return dice.choice(words.SURNAMES) + dice.choice(words.GIVEN)


def number(dice: Random) -> str:
    """A quantity with its unit, in one of the usual spellings."""
    amount = dice.choice([
        f"{dice.randint(2, 99)}", f"{dice.randint(1, 9)}.{dice.randint(1, 99):02}", f"{dice.randint(1000, 99999):,}",
        f"{dice.randint(120, 980)}万", "近百", "约三成",
    ])  # fmt: skip
    return amount if amount == "约三成" else amount + dice.choice(words.UNITS)


def sentence(dice: Random, channel: str) -> str:
    """One sentence, with its full stop."""
    thing = dice.choice(words.THINGS[channel])
    place, actor = dice.choice(words.PLACES), dice.choice(words.ACTORS)
    if channel == "world":
        place = dice.choice(words.COUNTRIES)
    day = f"{dice.randint(1, 12)}月{dice.randint(1, 28)}日"
    time = dice.choice(words.TIMES)
    why, then, said = dice.choice(words.WHY), dice.choice(words.THEN), dice.choice(words.SAID)
    return dice.choice([
        lambda: f"{day}，{place}{actor}就{thing}一事作出回应，称{why}。",
        lambda: f"据{actor}统计，今年前{dice.randint(2, 11)}个月，{place}{thing}累计达到{number(dice)}，同比增长{dice.randint(1, 39)}.{dice.randint(0, 9)}%。",
        lambda: f"“{why}，{then}。”{actor}负责人{person(dice)}{said}。",
        lambda: f"{person(dice)}{said}，{thing}{dice.choice(words.DID)}，关键在于{why}。",
        lambda: f"{dice.choice(words.SIGHTS)}。",
        lambda: f"与去年相比，{thing}的规模扩大了{number(dice)}，{then}。",
        lambda: f"{time}，记者在{place}看到，{dice.choice(words.SIGHTS)}。",
        lambda: f"虽然{why}，但是{then}。",
        lambda: f"有业内人士认为：一是{why}；二是{dice.choice(words.WHY)}；三是{dice.choice(words.THINGS[channel])}仍需时间。",
        lambda: f"《{place}{thing}管理办法（试行）》自{dice.randint(2003, 2024)}年{dice.randint(1, 12)}月1日起施行，{then}。",
        lambda: f"{place}{time}气温为{dice.randint(-9, 38)}℃，{thing}{dice.choice(words.DID)}。",
        lambda: f"这一次，{dice.choice(words.ENGLISH)}成了{place}街头巷尾谈论最多的词。",
        lambda: f"{thing}为什么会{dice.choice(words.DID)}？{person(dice)}给出的答案是：{why}。",
        lambda: f"截至{day}{dice.randint(8, 18)}时{dice.randint(10, 59)}分，已有{number(dice)}投入使用，{then}。",
    ])()  # fmt: skip


def paragraph(dice: Random, channel: str, *, href: str = "") -> Runs:
    """A paragraph of two to five sentences; some with a stock, a bold phrase or a link.

    :param href: where a link inside the text leads, if there shall be one
    """
    sentences = [sentence(dice, channel) for _ in range(dice.randint(2, 5))]
    if dice.random() < 0.06:
        sentences.insert(dice.randint(0, len(sentences)), dice.choice(words.TRAPS))
    runs = [Run("".join(sentences))]
    roll = dice.random()
    if href:
        runs += [
            Run("此前，"),
            Run(f"{dice.choice(words.THINGS[channel])}的有关报道", "a", href),
            Run("曾受到关注。"),
        ]
    elif roll < 0.12:
        runs.insert(0, Run(f"{dice.choice(words.DID)}不易。", "b"))
    elif roll < 0.24:
        name, code = dice.choice(words.COMPANIES)
        runs += [
            Run(f"{name}（"),
            Run(code, "a", f"https://quote.star-sea.example/stock/{code}.html"),
            Run(
                f"）当日收报{dice.randint(3, 88)}.{dice.randint(0, 99):02}元，涨跌幅为{dice.randint(-9, 9)}.{dice.randint(0, 99):02}%。"
            ),
        ]
    return tuple(runs)
