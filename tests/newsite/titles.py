"""Headlines, a fourth of them of the kinds that hurt."""

from random import Random

from tests.newsite import words
from tests.newsite.prose import person


def title(dice: Random, channel: str) -> str:
    """A headline as a reader sees it: one line, single spaces, nothing around it."""
    return painful(dice, channel) if dice.random() < 0.25 else plain(dice, channel)


def plain(dice: Random, channel: str) -> str:
    """An ordinary headline."""
    place = dice.choice(words.COUNTRIES if channel == "world" else words.PLACES)
    thing, did = dice.choice(words.THINGS[channel]), dice.choice(words.DID)
    return dice.choice([
        f"{place}{thing}{did} {dice.choice(words.THEN)}",
        f"{person(dice)}：{thing}{did}",
        f"{place}{dice.choice(words.ACTORS)}谈{thing}：{dice.choice(words.WHY)}",
        f"{dice.randint(2, 99)}天后{thing}{did}，{place}准备好了吗？",
        f"{thing}{did}，涉及{dice.randint(2, 900)}{dice.choice(words.UNITS)}",
    ])  # fmt: skip


def painful(dice: Random, channel: str) -> str:
    """A headline with something in it that readers of markup, YAML or file names stumble over."""
    place = dice.choice(words.PLACES)
    thing, did, why = dice.choice(words.THINGS[channel]), dice.choice(words.DID), dice.choice(words.WHY)
    figure = dice.randint(2, 999)
    return dice.choice([
        f"“{thing}”{did}：{why}",
        f'"{thing}"与\'{place}\'的{figure}天',
        f"{place}_{thing}_{figure}问",
        f"{thing} - {place}：{did} - 第{figure}期",
        f"{place} | {thing}{did}",
        f"{thing}|{why}|{figure}",
        f"为什么网页里的<b>{thing}</b>显示成了标签",
        f"A&B不等于A&amp;B：{place}{thing}里的{figure}个转义",
        f"{place}{thing}{did}😀🚄{figure}",
        f"{{{{ 7*7 }}}}与{{% raw %}}：{thing}{figure}",
        f"#{thing}# {place}{did}",
        f"# {figure}号公告：{thing}",
        f"{figure}%的{place}人关心{thing}，100%没想到{why}",
        f"{place}　{thing}　{did}{figure}",
        f"{place}{dice.choice(words.ACTORS)}就{thing}{did}召开新闻发布会，回应“{why}”“{dice.choice(words.WHY)}”等{figure}个社会关切，{dice.choice(words.THEN)}，{dice.choice(words.THEN)}",
        f"{dice.randint(100000, 999999)}{figure}",
        f"{dice.randint(1990, 2024)}",
        f"{dice.choice(words.ENGLISH)}来了！{place}的{dice.choice(words.ENGLISH)} {thing}怎么办",
        f"How to读懂{thing}：a beginner's guide to {figure}个概念",
        f"[图文]{place}{thing}{did}{figure}",
        f"{place}{thing}{did}(图){figure}",
        f"【特写】{thing}：{why}（组图）{figure}",
        f"《{thing}》{did}——{place}手记之{figure}",
        f"{thing}: yes, no, null & ~ [{figure}]",
        f"{place}C:\\{thing}\\n{figure}",
        f"*{thing}*与`{place}`：{figure}",
        f"- {thing}{did}，- {figure}",
        f"快讯！{thing}{did}",
        thing,
    ])  # fmt: skip
