"""Ordinary media articles, number by number: article N is the same whatever the site's size."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from newsarchive.demo.articles import OUTLETS, DemoArticle, Listed
from newsarchive.demo.prose import Dice, compose_body

_PHOTO = re.compile(r"http://[^\s\"]+\.jpg")
_FIRST_DAY = datetime(2022, 3, 1)  # noqa: DTZ001 - local time (+0800), as the site writes it

Keys = dict[str, str | None]
_USUAL: Keys = {"title": "{title}", "showtime": "{time}", "medianame": "{outlet}"}
_CHINESE_DATE: Keys = _USUAL | {"showtime": "{time.year}年{time.month}月{time.day}日 {time.hour}:{time:%M}"}
_LISTED_TITLE: Keys = _USUAL | {"title": None}  # the listing alone has it
_KEYS: list[Keys] = [
    *[_USUAL] * 8,
    {"title": "{title}", "datetime": "{time}", "from": "{outlet}"},
    {"title": "{title}", "date": "{time}", "source": "{outlet}"},
    {"showtime": "{time}", "medianame": "{outlet}"},
    {"title": "", "showtime": "", "datetime": None, "medianame": None},
    {"title": "{title}", "showtime": "", "datetime": None, "date": "{time}", "medianame": "", "from": None,
     "source": "{outlet}"},
    _CHINESE_DATE,
    _USUAL | {"showtime": "{utc:%Y-%m-%dT%H:%M:%S}+00:00"},
    {"title": "{title}", "datetime": "{time:%Y-%m-%dT%H:%M:%S}+08:00", "from": "{outlet}"},
    {"title": "{title}", "showtime": "0000-00-00 00:00:00", "datetime": "{time}", "medianame": "{outlet}"},
    _LISTED_TITLE,
    {"title": "{title}", "showtime": "{time}"},
]  # fmt: skip
_EMPTY_ANSWERS: tuple[Mapping[str, object], ...] = (
    {"text": ""},
    {"text": None, "title": "", "showtime": None},
    {"success": False, "message": "正文暂缺"},
    {},
)


def source_id_of(number: int) -> str:
    """An article's infoCode: the day on which it appeared, and ten digits of its own."""
    return f"NW{_published(number):%Y%m%d}{(2_298_194_131 + number * 7919) % 10**10:010d}"


def listed(number: int, *, days_later: int = 0) -> Listed:
    """Article N as listings show it, without its body; one in twelve is listed by a second outlet, too.

    :param number: from 1 up
    :param days_later: how far the site has moved its date since; the id stays as it was
    """
    return Listed(
        source_id=source_id_of(number),
        outlet=OUTLETS[number % len(OUTLETS)],
        title=Dice(number).title(),
        published=_published(number) + timedelta(days=days_later),
        also=OUTLETS[(number + 1) % len(OUTLETS)] if number % 12 == 5 else None,
    )


def photo_of(number: int) -> str:
    """The address of the photo that article N shows; empty where it shows none."""
    found = _PHOTO.search(ordinary_article(number).body)
    return found[0] if found else ""


def ordinary_article(number: int, *, days_later: int = 0) -> DemoArticle:
    """Article N, composed anew at each call; the parameters are those of :func:`listed`."""
    one, dice = listed(number, days_later=days_later), Dice(number)
    dice.title()  # which it has; the body's dice roll on from there
    share, keys = _is_share_page(number), _keys_of(number)
    body = compose_body(dice, one.outlet.name, variant=number // 3, plain=share)
    answer = _EMPTY_ANSWERS[number // 11 % len(_EMPTY_ANSWERS)]
    if not share:
        utc, outlet = one.published - timedelta(hours=8), one.outlet.name
        said = {"title": one.title, "time": one.published, "utc": utc, "outlet": outlet}
        answer = {"text": body} | {key: value and value.format_map(said) for key, value in keys.items()}
    return DemoArticle(
        source_id=one.source_id, outlet=one.outlet, title=one.title, published=one.published, body=body,
        answer=answer, on_share_page=share, heading="" if keys is _LISTED_TITLE and not share else None,
    )  # fmt: skip


def _published(number: int) -> datetime:
    """When article N appeared, between March 2022 and December 2024."""
    seconds = number * 7907 % 86_400
    if _is_share_page(number) or _keys_of(number) is _CHINESE_DATE:
        seconds -= seconds % 60  # these pages state no seconds
    return _FIRST_DAY + timedelta(days=number * 37 % 1030, seconds=seconds)


def _is_share_page(number: int) -> bool:
    return number % 11 == 4


def _keys_of(number: int) -> Keys:
    return _KEYS[number % len(_KEYS)]
