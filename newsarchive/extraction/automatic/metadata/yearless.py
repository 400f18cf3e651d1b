"""Dates of the head that name no year: with the day that something else states they are whole."""

import re
from collections.abc import Iterable, Iterator, Sequence

from newsarchive.extraction.automatic.candidates import Candidate
from newsarchive.extraction.automatic.metadata.stated import Stated

_YEARLESS = re.compile(r"(\d{1,2})[-/月](\d{1,2})日?\s?(\d{1,2}:\d\d(?::\d\d)?)")


def completed(relative: Iterable[Stated], known: Sequence[Candidate]) -> Iterator[Stated]:
    """The yearless dates of the head that fall on a day that is known without a clock.

    :param relative: dates that count from another one, as the page shows them
    :param known: published dates in ISO 8601
    """
    days = [candidate.value for candidate in known if len(candidate.value) == len("2022-03-07")]
    for one in relative:
        match = _YEARLESS.search(one.value.replace("：", ":"))
        if not match:
            continue
        end = f"-{int(match[1]):02}-{int(match[2]):02}"
        for day in days:
            if day.endswith(end):
                yield Stated("date", f"{day} {match[3]}", one.strategy, 0.8)
