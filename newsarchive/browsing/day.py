"""A day of a site: what was published, stored first, edited, withdrawn and missed on it."""

from datetime import date
from functools import partial
from typing import Literal

from newsarchive.browsing.article_list import A_PAGE, ArticleList
from newsarchive.browsing.held import Held
from newsarchive.browsing.looking import Look, looking
from newsarchive.browsing.moments import day_in_words
from newsarchive.browsing.page import NotHere, Page
from newsarchive.browsing.shown_lines import shown_lines
from newsarchive.store.looking.cards import captured_on, published_on
from newsarchive.store.looking.days import span_of
from newsarchive.store.looking.edits import edited_lines
from newsarchive.store.looking.happenings import newest, within
from newsarchive.store.looking.lines import Line, stored_lines, withdrawn_lines
from newsarchive.store.looking.missed import missed_lines
from newsarchive.store.looking.nearby import days_nearby

What = Literal["published", "captured", "edited", "withdrawn", "missed"]
TITLES: dict[What, str] = {
    "published": "Published", "captured": "Stored first", "edited": "Edited", "withdrawn": "Withdrawn",
    "missed": "Missed",
}  # fmt: skip
ABOUT: dict[What, str] = {
    "published": "Articles that say of themselves that they were published on this day.",
    "captured": "Articles of which this archive stored its first text on this day.",
    "edited": "Articles of which this archive stored another text on this day, as their source edited them.",
    "withdrawn": "Articles that their source has had no more since this day.",
    "missed": "What a list of the site showed first on this day, and what is not stored, with why.",
}


def day_page(held: Held, stated: str) -> Page:
    """The five lists of a day, each to its 200th article."""
    day = _day(stated)

    def see(look: Look) -> Page:
        lists = [
            {
                "what": what, "title": TITLES[what], "about": ABOUT[what], "total": total,
                "shown": shown_lines(held.name, lines, look.zone), "address": f"{_address(held, day)}{what}/",
            }
            for what in TITLES
            for total, lines in [_read(what, day, look, 0, A_PAGE)]
        ]  # fmt: skip
        before, after = days_nearby(look.both, look.happenings, day, look.zone)
        its = day_list(look, held, stated)
        return Page(
            template="day.html",
            title=its.title,
            trail=its.trail,
            feeds=(f"{its.address}feed.atom", f"{its.address}list.json"),
            context={
                "lists": lists, "zone": look.zone,
                "before": before and (day_in_words(before), _address(held, before)),
                "after": after and (day_in_words(after), _address(held, after)),
            },
        )  # fmt: skip

    return looking(held, see)


def day_list(look: Look, held: Held, stated: str) -> ArticleList:
    """All five lists of a day, one after another."""
    del look
    day = _day(stated)
    return ArticleList(
        address=_address(held, day), title=day_in_words(day), about="All that befell articles on this day.",
        trail=_trail(held, day), read=partial(_read_all, day),
    )  # fmt: skip


def befell_list(look: Look, held: Held, stated: str, what: What) -> ArticleList:
    """One of the five."""
    del look
    day, address = _day(stated), f"{stated}/{what}/"
    return ArticleList(
        address=f"/{held.name}/day/{address}", title=f"{TITLES[what]} on {day_in_words(day)}",
        about=ABOUT[what],
        trail=(*_trail(held, day), (day_in_words(day), _address(held, day))), read=partial(_read, what, day),
    )  # fmt: skip


def _day(stated: str) -> date:
    try:
        return date.fromisoformat(stated)
    except ValueError:
        raise NotHere(f"{stated} is no day of the calendar; the site's page has all its days") from None


def _address(held: Held, day: date) -> str:
    return f"/{held.name}/day/{day}/"


def _trail(held: Held, day: date) -> tuple[tuple[str, str], ...]:
    return (held.name, f"/{held.name}/"), (f"{day.year:04}", f"/{held.name}/year/{day.year:04}/")


def _read(what: What, day: date, look: Look, start: int, limit: int) -> tuple[int, list[Line]]:
    if what == "published":
        total, articles = published_on(look.both, day, start, limit)
        return total, stored_lines(look.both, articles, what)
    if what == "captured":
        total, articles = captured_on(look.both, day, look.zone, start, limit)
        return total, stored_lines(look.both, articles, what)
    happened = within(getattr(look.happenings, what), *span_of(day, day, look.zone))
    lines = {"edited": edited_lines, "withdrawn": withdrawn_lines, "missed": missed_lines}[what]
    return len(happened), lines(look.both, newest(happened, start, limit))


def _read_all(day: date, look: Look, start: int, limit: int) -> tuple[int, list[Line]]:
    total, found = 0, list[Line]()
    for what in TITLES:
        count, lines = _read(what, day, look, max(0, start - total), limit - len(found))
        total += count
        found += lines
    return total, found
