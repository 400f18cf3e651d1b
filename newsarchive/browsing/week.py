"""What was edited or withdrawn in seven days, the last ones of an archive or earlier ones."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from operator import attrgetter

from newsarchive.browsing.article_list import ArticleList, part_of
from newsarchive.browsing.held import Held
from newsarchive.browsing.looking import Look, looking
from newsarchive.browsing.page import NotHere, Page
from newsarchive.browsing.shown_lines import shown_lines
from newsarchive.store.looking.days import span_of
from newsarchive.store.looking.edits import edited_lines
from newsarchive.store.looking.happenings import Happening, newest, within
from newsarchive.store.looking.lines import Line, withdrawn_lines

_WEEK = timedelta(days=7)
_when = attrgetter("at")


def week_page(held: Held, *stated: str) -> Page:
    """The first 200 changes of seven days, which end on a day; with no day named, those of the last ones."""

    def see(look: Look) -> Page:
        its = week_list(look, held, *stated)
        last = _last(look, *stated)
        part = part_of(its, look, 1)
        before, after = _weeks_nearby(look, last)
        return Page(
            template="week.html", title=its.title, trail=its.trail,
            feeds=(f"{its.address}feed.atom", f"{its.address}list.json"),
            context={
                "part": part, "shown": shown_lines(held.address, part.lines, look.zone), "zone": look.zone,
                "before": before and (_in_words(before), f"{held.address}week/{before}/"),
                "after": after and (_in_words(after), f"{held.address}week/{after}/"),
            },
        )  # fmt: skip

    return looking(held, see)


def week_list(look: Look, held: Held, *stated: str) -> ArticleList:
    """The same as a list."""
    last = _last(look, *stated)
    first = last - _WEEK + timedelta(days=1)

    def read(look: Look, start: int, limit: int) -> tuple[int, list[Line]]:
        happened = within(look.happenings.changed, *span_of(first, last, look.zone))
        return len(happened), _lines(look, newest(happened, start, limit))

    return ArticleList(
        address=f"{held.address}week/{f'{last}/' if stated else ''}",
        title=f"Edited or withdrawn {_in_words(last)}",
        about="Articles that their source edited or withdrew in these seven days, the newest change first.",
        trail=((held.name, held.address),), read=read,
    )  # fmt: skip


def _last(look: Look, stated: str = "") -> date:
    """The last of the seven days: what is stated, otherwise that on which the archive was written last."""
    try:
        last = date.fromisoformat(stated) if stated else look.last_day
    except ValueError:
        raise NotHere(f"{stated} is no day of the calendar; the site's page has all its days") from None
    if last - date.min < _WEEK:
        raise NotHere(f"no seven days end on {stated}; the site's page has all its days")
    return last


def _in_words(last: date) -> str:
    first = last - _WEEK + timedelta(days=1)
    begin = [f"{first.day}", f"{first:%B}", f"{first.year}"]
    if first.year == last.year:
        begin = begin[: 1 if first.month == last.month else 2]
    return f"from {' '.join(begin)} to {last.day} {last:%B} {last.year}"


def _lines(look: Look, happened: Sequence[Happening]) -> list[Line]:
    """Edits and withdrawals as they followed one another."""
    edited = edited_lines(look.both, [one for one in happened if one.number])
    withdrawn = withdrawn_lines(look.both, [one for one in happened if not one.number])
    return sorted((*edited, *withdrawn), key=lambda line: (line.at, line.article, line.number), reverse=True)


def _weeks_nearby(look: Look, last: date) -> tuple[date | None, date | None]:
    """The nearest weeks with any change before and after one, whole weeks away from it."""
    changed = look.happenings.changed
    begin, end = span_of(last - _WEEK + timedelta(days=1), last, look.zone)
    before = after = None
    if place := bisect_left(changed, begin, key=_when):
        day = datetime.fromtimestamp(changed[place - 1].at, look.zone).date()
        before = last - (last - day) // _WEEK * _WEEK
    if (place := bisect_left(changed, end, key=_when)) < len(changed):
        day = datetime.fromtimestamp(changed[place].at, look.zone).date()
        after = last - (last - day) // _WEEK * _WEEK
    return before, after
