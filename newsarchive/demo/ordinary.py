"""Ordinary media articles, number by number: article N is the same whatever the site's size."""

from collections.abc import Callable
from datetime import datetime, timedelta

from newsarchive.demo.articles import DemoArticle, post_path
from newsarchive.demo.bodies import compose_body
from newsarchive.demo.dice import Dice
from newsarchive.demo.listings import Listed
from newsarchive.demo.outlets import OUTLETS, Outlet
from newsarchive.demo.prose import compose_title

FIRST_DAY = datetime(2022, 3, 1)  # noqa: DTZ001 - local time (+0800), as the site writes it
DAYS = 1030


def outlet_of(number: int) -> Outlet:
    """The outlet that published an article."""
    return OUTLETS[number % len(OUTLETS)]


def also_listed_by(number: int) -> Outlet | None:
    """The second outlet whose category page lists the article, for one article in twelve."""
    return OUTLETS[(number + 1) % len(OUTLETS)] if number % 12 == 5 else None


def published_at(number: int) -> datetime:
    """When an article appeared, between March 2022 and December 2024."""
    seconds = number * 7907 % 86_400
    if _is_share_page(number) or _keys_of(number) is _chinese_date:
        seconds -= seconds % 60  # these pages state no seconds
    return FIRST_DAY + timedelta(days=number * 37 % DAYS, seconds=seconds)


def source_id_of(number: int) -> str:
    """An article's infoCode: its day and ten digits of its own."""
    return f"NW{published_at(number):%Y%m%d}{(2_298_194_131 + number * 7919) % 10**10:010d}"


def path_of(number: int, *, days_later: int = 0) -> str:
    """The path of an article's post page, without composing the article."""
    published = published_at(number) + timedelta(days=days_later)
    return post_path(outlet_of(number), published, source_id_of(number))


def title_of(number: int) -> str:
    """An article's title, without composing the article."""
    return compose_title(Dice(number))


def listed(number: int, *, days_later: int = 0) -> Listed:
    """An article as listings show it, without composing the article."""
    return Listed(
        outlet_of(number),
        published_at(number) + timedelta(days=days_later),
        path_of(number, days_later=days_later),
        title_of(number),
        also=also_listed_by(number),
    )


def ordinary_article(number: int, *, days_later: int = 0) -> DemoArticle:
    """Article N, composed anew at each call.

    :param number: from 1 up
    :param days_later: how far the site has moved its date since; the id stays as it was
    """
    dice, outlet = Dice(number), outlet_of(number)
    title, published = compose_title(dice), published_at(number) + timedelta(days=days_later)
    share = _is_share_page(number)
    body = compose_body(dice, outlet.name, variant=number // 3, plain=share)
    answer: dict[str, object]
    if share:
        answer = dict(_EMPTY_ANSWERS[number // 11 % len(_EMPTY_ANSWERS)])
    else:
        answer = {"text": body, **_keys_of(number)(title, published, outlet.name)}
    return DemoArticle(
        source_id=source_id_of(number),
        outlet=outlet,
        title=title,
        published=published,
        body=body,
        answer=answer,
        on_share_page=share,
        heading="" if _keys_of(number) is _title_in_the_listing_alone and not share else None,
    )


def _is_share_page(number: int) -> bool:
    return number % 11 == 4


_EMPTY_ANSWERS: tuple[dict[str, object], ...] = (
    {"text": ""},
    {"text": None, "title": "", "showtime": None},
    {"success": False, "message": "正文暂缺"},
    {},
)

Keys = Callable[[str, datetime, str], dict[str, object]]


def _plain(title: str, published: datetime, media: str) -> dict[str, object]:
    return {"title": title, "showtime": str(published), "medianame": media}


def _second_names(title: str, published: datetime, media: str) -> dict[str, object]:
    return {"title": title, "datetime": str(published), "from": media}


def _third_names(title: str, published: datetime, media: str) -> dict[str, object]:
    return {"title": title, "date": str(published), "source": media}


def _title_missing(_title: str, published: datetime, media: str) -> dict[str, object]:
    return {"showtime": str(published), "medianame": media}


def _nothing_but_text(_title: str, _published: datetime, _media: str) -> dict[str, object]:
    return {"title": "", "showtime": "", "datetime": None, "medianame": None}


def _first_names_empty(title: str, published: datetime, media: str) -> dict[str, object]:
    times = {"showtime": "", "datetime": None, "date": str(published)}
    return {"title": title, **times, "medianame": "", "from": None, "source": media}


def _chinese_date(title: str, published: datetime, media: str) -> dict[str, object]:
    day = f"{published.year}年{published.month}月{published.day}日"
    shown = f"{day} {published.hour}:{published:%M}"
    return {"title": title, "showtime": shown, "medianame": media}


def _iso_in_utc(title: str, published: datetime, media: str) -> dict[str, object]:
    utc = published - timedelta(hours=8)
    return {"title": title, "showtime": f"{utc.isoformat()}+00:00", "medianame": media}


def _iso_in_local_time(title: str, published: datetime, media: str) -> dict[str, object]:
    return {"title": title, "datetime": f"{published.isoformat()}+08:00", "from": media}


def _impossible_first(title: str, published: datetime, media: str) -> dict[str, object]:
    times = {"showtime": "0000-00-00 00:00:00", "datetime": str(published)}
    return {"title": title, **times, "medianame": media}


def _title_in_the_listing_alone(_title: str, published: datetime, media: str) -> dict[str, object]:
    return {"title": None, "showtime": str(published), "medianame": media}


def _outlet_missing(title: str, published: datetime, _media: str) -> dict[str, object]:
    return {"title": title, "showtime": str(published)}


_KEYS: tuple[Keys, ...] = (
    *(_plain,) * 8,
    _second_names,
    _third_names,
    _title_missing,
    _nothing_but_text,
    _first_names_empty,
    _chinese_date,
    _iso_in_utc,
    _iso_in_local_time,
    _impossible_first,
    _title_in_the_listing_alone,
    _outlet_missing,
)


def _keys_of(number: int) -> Keys:
    return _KEYS[number % len(_KEYS)]
