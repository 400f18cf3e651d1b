"""Of all dates that a page states the one that says most and is to be believed."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, tzinfo

from newsarchive.dates import parse_date
from newsarchive.dates.moments import Moment, is_ambiguous, read_moment
from newsarchive.exceptions import DateError
from newsarchive.extraction.candidates import Candidate
from newsarchive.extraction.metadata.stated import Stated

_Read = tuple[float, Stated, Moment]
"""How much it weighs, what was said, and the moment that it means."""

_MOST = 12
_DAY_ALONE = 0.2  # what a date without a clock loses
_SHOWN = {"near headline", "labelled line"}


def choose_dates(
    stated: Sequence[Stated], zone: tzinfo | None, language: str, sure: float, order: str = ""
) -> list[Candidate]:
    """Candidates in ISO 8601, the best first.

    :param zone: for clocks that state none
    :param sure: how sure that zone is, from 0 to 1
    :param order: of day and month in figures, where it is known
    """
    read: list[_Read] = []
    for one in sorted(stated, key=lambda one: -one.confidence)[:_MOST]:
        moment = read_moment(one.value, zone=zone, language=language, order=order)
        if moment is not None:
            weight = one.confidence - (0 if moment.clock else _DAY_ALONE)
            read.append((weight, one, moment))
    read.sort(key=lambda entry: -entry[0])
    if not read:
        return []
    best = _with_clock(read)
    if zone is None:
        best = _with_zone(best, read)
    if language.startswith("zh"):
        best = _as_shown(best, read)
    ordered = [best, *(entry for entry in read if entry is not best)]
    found: dict[str, Candidate] = {}
    for weight, one, moment in ordered:
        supposed = moment.clock and not moment.zoned and zone is not None and sure < 1
        doubt = 0.1 * (1 - sure) if supposed else 0.0
        confidence = round(max(0.05, min(weight, ordered[0][0]) - doubt), 3)
        found.setdefault(moment.iso, Candidate(moment.iso, one.strategy, confidence, one.value, supposed))
    first, *others = found.values()
    others = [one._replace(confidence=min(one.confidence, first.confidence)) for one in others]
    return [first, *sorted(others, key=lambda candidate: -candidate.confidence)]


def unsure_dates(stated: Iterable[Stated], language: str, order: str) -> list[Candidate]:
    """Those whose day and month may be the other way round, as they stand: whoever reads them says so."""
    return [
        Candidate(one.value, one.strategy, 0.05)
        for one in stated
        if is_ambiguous(one.value, language=language, order=order)
    ]


def completed(relative: Iterable[Stated], known: Sequence[Candidate]) -> Iterator[Stated]:
    """The yearless dates of the head that fall on a day that is known without a clock.

    :param relative: dates that count from another one, as the page shows them
    :param known: published dates in ISO 8601
    """
    for day in (candidate.value for candidate in known if len(candidate.value) == len("2022-03-07")):
        night = datetime.fromisoformat(day).replace(hour=23, minute=59, tzinfo=UTC)
        for one in relative:
            try:
                read = parse_date(one.value, reference=night, zone=UTC, language="zh")  # month first
            except DateError:
                continue
            if read.instant.date() == night.date() and read.precision != "day" and not read.relative:
                yield Stated("date", str(read.instant.replace(tzinfo=None)), one.strategy, 0.8)


def _with_clock(read: list[_Read]) -> _Read:
    """The best entry; should it be a day alone, the first that gives a clock on that day."""
    best = read[0]
    if best[2].clock:
        return best
    for entry in read[1:]:
        if entry[2].clock and entry[2].day == best[2].day:
            return (best[0] + _DAY_ALONE / 2, entry[1], entry[2])
    return best


def _with_zone(best: _Read, read: Sequence[_Read]) -> _Read:
    """The best entry; should it state a clock and no zone, the first that states both and the same clock.

    UTC is left out: templates claim it of any clock.
    """
    for entry in read:
        moment = entry[2]
        zoned = moment.zoned and not moment.iso.endswith("+00:00")
        if zoned and not best[2].zoned and moment.wall == best[2].wall:
            return (best[0], entry[1], entry[2])
    return best


def _as_shown(best: _Read, read: Sequence[_Read]) -> _Read:
    """What readers are shown, should the best entry claim that very clock for UTC, as templates do.

    True of Chinese pages; elsewhere sites of many zones do show UTC.
    """
    if not (best[2].zoned and best[2].iso.endswith("+00:00")):
        return best
    for entry in read:
        moment = entry[2]
        if entry[1].strategy in _SHOWN and not moment.zoned and moment.clock and moment.wall == best[2].wall:
            return (best[0], entry[1], moment)
    return best
