"""The articles that the site has whatever its size: the seed article and rolling news."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from importlib.resources import files

from newsarchive.demo.articles import INDENT, OUTLETS, ROLLING, DemoArticle
from newsarchive.demo.prose import COMPANIES, Dice

_NEWEST = datetime(2022, 5, 27, 16, 40, 5)  # noqa: DTZ001 - local time (+0800)
_ODD: Mapping[int, Mapping[str, str | None]] = {
    # What becomes None is left out of the answers of odd numbers.
    1: {"digest": None},  # the page's blockquote has it
    2: {"url_w": ""},  # the page's last link has it
    3: {"digest": "", "url_w": None},
    4: {"digest": None},  # nor has the page
    5: {"url_w": None},  # nor has the page
    6: {"url_w": "javascript:alert(document.domain)"},
    7: {"digest": "【快讯】【{title}】{digest}"},
    8: {"digest": "{digest}"},
    9: {"title": "", "showtime": None},  # the post page has both
}
_NO_DIGEST_ANYWHERE = 4
_NO_SAFE_LINK = (5, 6)
_BODY = (
    f"<p>{INDENT}{{digest}}</p><p>{INDENT}消息公布后，"
    '<span web="1" href="http://quote.eastmoney.com/unify/r/1.69{code}" '
    'class="em_stock_key_common" data-code="1,69{code}">{company}</span>'
    f"表示暂无应披露的信息。</p><p>{INDENT}{{more}}</p>"
    '<p class="em_media">（文章来源：财经快讯社）</p>'
)


def seed_article() -> DemoArticle:
    """The article of ``seed.json``, whose archived post the whole project is measured by."""
    answer = json.loads(files("newsarchive.demo").joinpath("seed.json").read_text(encoding="utf-8"))
    return DemoArticle(
        source_id=answer["infoCode"], title=answer["title"], body=answer["text"], answer=answer,
        outlet=next(outlet for outlet in OUTLETS if outlet.name == answer["medianame"]),
        published=datetime.fromisoformat(answer["showtime"]),
    )  # fmt: skip


def rolling_id(number: int) -> str:
    """The id of rolling article N; 0 is the newest."""
    return f"{_published(number):%Y%m%d}{2_391_921_712 - number * 7919:010d}"


def rolling_article(number: int) -> DemoArticle:
    """Rolling article N, from 0 (the newest) to 14; 1 to 9 each have something odd."""
    dice, source_id, published = Dice(1_000_000 + number), rolling_id(number), _published(number)
    title, digest = dice.title(), dice.paragraph()
    code, company, more = dice.pick(range(1000, 10_000)), dice.pick(COMPANIES), dice.paragraph()
    body = _BODY.format(digest=digest, code=code, company=company, more=more)
    address = f"http://finance.eastmoney.com/a/{source_id}.html"
    answer: dict[str, str | None] = {
        "content": body, "title": title, "digest": f"【{title}】{digest}", "showtime": str(published),
        "id": source_id, "url_w": address,
    }  # fmt: skip
    for key, odd in _ODD.get(number, {}).items():
        answer[key] = odd and odd.format(title=title, digest=digest)
    return DemoArticle(
        source_id=source_id, outlet=ROLLING, title=title, published=published, body=body,
        answer={key: value for key, value in answer.items() if value is not None or number % 2 == 0},
        digest="" if number == _NO_DIGEST_ANYWHERE else digest,
        link="" if number in _NO_SAFE_LINK else address,
    )  # fmt: skip


FIXED: tuple[Callable[[], DemoArticle], ...] = (
    seed_article,
    *(partial(rolling_article, number) for number in range(15)),
)
"""What composes each of them."""


def _published(number: int) -> datetime:
    return _NEWEST - timedelta(hours=3 * number, minutes=7 * number, seconds=number)
