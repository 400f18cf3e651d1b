"""What stands in many of a site's articles leaves their text, whatever it is; what is theirs stays."""

from collections.abc import Callable, Sequence

import pytest

from newsarchive.extraction.candidates import Candidate
from newsarchive.extraction.whole_body import bodies_of
from newsarchive.learning.counts import Counts
from newsarchive.learning.learned import NOTHING_LEARNED, Learned
from newsarchive.pages.tree import Page

Make = Callable[[int], str]
_EN = (
    "The harbour board of Westport met on day {n} to hear what crew {n} had found below the pier.",
    "Carpenter {n} said that the beams had been cut in the year of the flood, for {n}0 winters and more.",
    "Nobody on the board asked who would pay for the {n} new bollards that the ferry company had wished for.",
    "By evening the tide had carried {n} of the planks out to the sandbank, where children gathered them.",
    "The next meeting is planned for week {n}, when the ice is gone and the surveyor can come by boat again.",
)
_ZH = (
    "第{n}号渡口的修缮工程昨日开工，十余名工人沿着河堤搬运木料，附近居民纷纷前来围观并拍照留念。",
    "负责人说，第{n}批木料来自上游林场，质地坚硬，可以经受住未来{n}0年的风浪冲刷，费用由镇里承担。",
    "第{n}小组的队长表示，他们将在雨季到来之前完成全部桩基，并且不影响孩子们每天乘船去对岸上学。",
    "傍晚时分，第{n}艘运料船缓缓靠岸，船工们一边卸货一边唱起了老调，岸上的老人也跟着哼了起来。",
    "按照计划，第{n}期工程将于明年春天验收，届时渡口会恢复夜航，并且增加两班早晨的船次。",
)


def page(number: int, *, extra: str, at: int, texts: Sequence[str] = _EN) -> Page:
    paragraphs = [f"<p>{text.format(n=number + 11)}</p>" for text in texts]
    paragraphs.insert(at, extra)
    title = f"The news of day {number}"
    html = (
        f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>"
        f"<div class=content>{''.join(paragraphs)}</div></article></body></html>"
    )
    return Page(html, f"https://paper.example/news/{number}.html")


def best(page: Page, learned: Learned = NOTHING_LEARNED) -> Candidate:
    return bodies_of(page, learned)[0]


def taught(pages: Sequence[Page]) -> Learned:
    counts = Counts()
    for number, one in enumerate(pages):
        counts.add(best(one).seen, now=number)
    return counts.learn(NOTHING_LEARNED, now=1000)


def same(text: str) -> Make:
    return lambda number: text


WOODS = ("oak", "pine", "elm", "ash", "yew")
GOES: dict[str, tuple[Sequence[str], int, Make]] = {
    "in-body advertisement": (
        _EN, 2, same("<div class=insert>Harbour Bank: home loans for those who love the sea.</div>")),
    "advertisement with a price": (
        _EN, 2, lambda n: f"<div class=box>The whole paper for {n}.99 a month: <a href=/o>see</a></div>"),
    "one of five advertisements": (
        _EN, 3, lambda n: f"<div class=box>Chairs of {WOODS[n % 5]}: sit where captains sat.</div>"),
    "advertisement between paragraphs, a link": (
        _EN, 2, same('<p><a href="https://shop.example/x">Buy the calendar of the harbour</a></p>')),
    "disclaimer": (
        _EN, 5, same("<p class=note>Columns are the opinion of their authors and bind nobody here.</p>")),
    "disclaimer in italics": (
        _EN, 5, same("<p><em>Columns are the opinion of their authors and bind nobody here.</em></p>")),
    "disclaimer like any paragraph": (
        _ZH, 5, same("<p>以上观点仅为作者个人看法，与本刊编辑部的立场没有任何关系，读者请自行判断。</p>")),
    "app prompt": (_ZH, 2, same("<div class=open-x>在星海客户端里继续看，还能听到记者的录音</div>")),
    "newsletter appeal": (
        _EN, 4, same("<aside><p>Our evening letter brings the harbour to your mailbox at six.</p></aside>")),
    "licence line": (
        _EN, 5, same('<p class=lic>Passed on under <a href="https://cc.example/">Attribution 4</a>.</p>')),
    "standing bio": (
        _EN, 5, same("<p class=who>Ann Lee has written about harbours since her school days.</p>")),
}  # fmt: skip


@pytest.mark.parametrize("name", GOES)
def test_furniture_of_a_site_is_learned_and_dropped(name: str) -> None:
    texts, at, make = GOES[name]
    pages = [page(n, extra=make(n), at=at, texts=texts) for n in range(40)]
    bare = page(1, extra="", at=at, texts=texts)
    assert best(pages[1]).value != best(bare).value, "nothing is to be dropped"
    learned = taught(pages)
    for number, one in enumerate(pages):
        bare = page(number, extra="", at=at, texts=texts)
        assert best(one, learned).value == best(bare).value


HEADING = "<h3>What happens next?</h3>"
STAYS: dict[str, tuple[Sequence[str], int, int, Make]] = {
    "a heading": (_EN, 3, 40, same(HEADING)),
    "a heading that is a paragraph": (
        _EN, 3, 40, same("<p class=crosshead>What do we know so far of it?</p>")),
    "a bold line": (_ZH, 3, 40, same("<p><strong>一、昨日市场行情回顾与今日的主要看点</strong></p>")),
    "a formula within the text": (
        _EN, 3, 40, same("<p>The suspect is presumed innocent until proven guilty.</p>")),
    "a formula at the end of every other text": (
        _EN, 5, 40, lambda n: "<p>The suspect is presumed innocent until proven guilty.</p>" * (n % 2)),
    "a step of a recipe": (_EN, 1, 40, lambda n: "<p>Preheat the oven to 180 degrees.</p>" * (n % 3 < 2)),
    "steps with a class of their own": (
        _EN, 1, 40, same(
            "<p class=step>Preheat the oven to 180 degrees.</p><p class=step>Butter a flat tin well.</p>"
            "<p class=step>Let the dough rest for an hour.</p>")),
    "items of a list": (
        _EN, 3, 40, same(
            "<ul><li>Two cups of flour, sifted twice</li><li>One cup of milk, not too cold</li></ul>")),
    "cells of a table": (
        _EN, 3, 40, same(
            "<table><tr><td>First class, window seat</td><td>12 crowns</td></tr>"
            "<tr><td>Second class, on deck</td><td>7 crowns</td></tr></table>")),
    "what an exchange says": (
        _EN, 3, 40, lambda n: f"<p class=closing>The index stood at {15000 + 37 * n:,}.{n:02} points.</p>"),
    "a poem quoted twice": (
        _EN, 3, 40,
        lambda n: "<div class=verse>The sea gives back what the river took.</div>" * (n in {3, 30})),
    "what is said of a picture": (
        _EN, 3, 40, same(
            "<center><img src=/p/1.jpg width=450><br><font size=2>The pier on a quiet day (file photo)."
            "</font></center>")),
    "what is said below a picture": (
        _EN, 3, 40, same(
            '<p class=pic><img src="/p/1.jpg"></p><p class=under>The pier on a quiet day (file photo).</p>')),
    "the words of a short series": (
        _EN, 5, 40,
        lambda n: "<p class=series>A part of our series on the three lighthouses.</p>" * (n in {3, 4, 5})),
}  # fmt: skip


@pytest.mark.parametrize("name", STAYS)
def test_what_is_the_articles_own_stays(name: str) -> None:
    texts, at, number, make = STAYS[name]
    pages = [page(n, extra=make(n), at=at, texts=texts) for n in range(number)]
    learned = taught(pages)
    assert [one.text for one in learned.furniture.values()] == []
    for one in pages:
        assert best(one, learned).value == best(one).value


def test_one_text_under_several_addresses_teaches_nothing() -> None:
    extra = "<div class=insert>Harbour Bank: home loans for those who love the sea.</div>"
    pages = [page(1, extra=extra, at=2, texts=_EN) for _ in range(12)]
    assert taught(pages) is NOTHING_LEARNED


def test_a_text_is_never_emptied() -> None:
    texts = ("Short news of day {n}.",)
    notice = "<p class=note>Columns are the opinion of their authors and bind nobody here.</p>"
    pages = [page(n, extra=notice, at=1, texts=_EN) for n in range(9)]
    alone = page(99, extra=notice, at=0, texts=())
    short = page(98, extra=notice, at=1, texts=texts)
    learned = taught(pages)
    assert learned.furniture
    assert "opinion" in best(alone, learned).value
    assert best(short, learned).value


def test_a_page_that_shows_no_furniture_is_read_the_same() -> None:
    learned = taught([page(n, extra=GOES["licence line"][2](n), at=5, texts=_EN) for n in range(9)])
    other = page(50, extra="", at=0, texts=_ZH)
    assert best(other, learned).value == best(other).value
    assert best(other, learned).seen == best(other).seen
