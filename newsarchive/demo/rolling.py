"""Rolling news: ids without ``NW``, a digest and an address of its own, each of which may fail."""

from datetime import datetime, timedelta

from newsarchive.demo import words
from newsarchive.demo.articles import DemoArticle
from newsarchive.demo.bodies import INDENT
from newsarchive.demo.dice import Dice
from newsarchive.demo.outlets import ROLLING
from newsarchive.demo.prose import compose_paragraph, compose_title

ROLLING_COUNT = 15
_NEWEST = datetime(2022, 5, 27, 16, 40, 5)  # noqa: DTZ001 - local time (+0800)


def rolling_id(number: int) -> str:
    """The id of rolling article N; 0 is the newest."""
    return f"{_published(number):%Y%m%d}{2_391_921_712 - number * 7919:010d}"


def rolling_article(number: int) -> DemoArticle:
    """Rolling article N, from 0 (the newest) to 14; 1 to 9 each have something odd."""
    dice = Dice(1_000_000 + number)
    source_id, published = rolling_id(number), _published(number)
    title = compose_title(dice)
    digest = compose_paragraph(dice)
    body = _body(dice, digest)
    address = f"http://finance.eastmoney.com/a/{source_id}.html"
    answer: dict[str, object] = {
        "content": body,
        "title": title,
        "digest": f"【{title}】{digest}",
        "showtime": str(published),
        "id": source_id,
        "url_w": address,
    }
    answer |= _changes(number, title, digest)
    if number % 2:
        answer = {key: value for key, value in answer.items() if value is not None}
    return DemoArticle(
        source_id=source_id,
        outlet=ROLLING,
        title=title,
        published=published,
        body=body,
        answer=answer,
        digest="" if number in _NO_DIGEST_ANYWHERE else digest,
        link="" if number in _NO_SAFE_LINK else address,
    )


_NO_DIGEST_ANYWHERE = (4,)
_NO_SAFE_LINK = (5, 6)


def _changes(number: int, title: str, digest: str) -> dict[str, object]:
    # A key that becomes None is dropped at the odd numbers and null at the even ones.
    changes: dict[int, dict[str, object]] = {
        1: {"digest": None},  # the page's blockquote has it
        2: {"url_w": ""},  # the page's last link has it
        3: {"digest": "", "url_w": None},
        4: {"digest": None},
        5: {"url_w": None},
        6: {"url_w": "javascript:alert(document.domain)"},
        7: {"digest": f"【快讯】【{title}】{digest}"},
        8: {"digest": digest},
        9: {"title": "", "showtime": None},  # the post page has both
    }
    return changes.get(number, {})


def _published(number: int) -> datetime:
    return _NEWEST - timedelta(hours=3 * number, minutes=7 * number, seconds=number)


def _body(dice: Dice, digest: str) -> str:
    code, company = f"69{1000 + dice.roll(9000)}", dice.pick(words.COMPANIES)
    return (
        f"<p>{INDENT}{digest}</p><p>{INDENT}消息公布后，"
        f'<span web="1" href="http://quote.eastmoney.com/unify/r/1.{code}" '
        f'class="em_stock_key_common" data-code="1,{code}">{company}</span>'
        f"表示暂无应披露的信息。</p><p>{INDENT}{compose_paragraph(dice)}</p>"
        '<p class="em_media">（文章来源：财经快讯社）</p>'
    )
