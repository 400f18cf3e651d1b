"""Days of other calendars as days of the Gregorian one: Jalali, Hijri, Buddhist, eras of Japan and Taiwan."""

from datetime import date, timedelta
from itertools import accumulate
from typing import Literal

from newsarchive.dates.words import plain

Calendar = Literal["gregorian", "jalali", "hijri", "buddhist"]

ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "民國": 1911, "民国": 1911}
ERA_LETTERS = {"R": 2018, "H": 1988, "S": 1925}
"""The year before an era's first; in Japan the letters stand for the three latest."""
_BUDDHIST = 543
_NOWRUZ = (1403, date(2024, 3, 20))
# Umm al-Qura, which the Arab press follows, from 1 Muharram 1400 on: a bit for each month of 30 days.
_FIRST_HIJRI = (1400, date(1979, 11, 20))
_LONG_MONTHS = (
    "d4b 52a a57 4ae 976 56c b55 aaa a55 4ad 95d 2da 5d9 db2 ba4 b4a a55 2b5 575 b6a bd2 bc4 b89 a95 52d 5ad "
    "b6a 6d4 dc9 d92 aa6 956 2ae 56d 36a b55 aaa 94d 49d 95d 2ba 5b5 5aa d55 a9a 92e 26e 55d ada 6d4 6a5 54b "
    "a97 54e aae 5ac ba9 d92 b25 64b cab 55a b55 6d2 ea5 e4a a95 52d aad 36c 759 6d2 695 52d a5b 4ba 9ba 3b4 "
    "b69 b52 aa6 4b6 96d 2ec 6d9 eb2 d54 d2a a56 4ae 96d d6a b54 b29 a93 52b a57 536 ab5 6aa e93"
)
_HIJRI_LENGTHS = [29 + (int(year, 16) >> month & 1) for year in _LONG_MONTHS.split() for month in range(12)]
_HIJRI_STARTS = list(accumulate(_HIJRI_LENGTHS, initial=0))

_MONTHS: dict[Calendar, tuple[str, ...]] = {
    "jalali": (
        "فروردین فروردين حمل", "اردیبهشت ارديبهشت ثور", "خرداد جوزا", "تیر تير سرطان", "مرداد امرداد اسد",
        "شهریور شهريور سنبله", "مهر میزان", "آبان ابان عقرب", "آذر اذر قوس", "دی جدی", "بهمن دلو",
        "اسفند حوت",
    ),
    "hijri": (
        "محرم المحرم", "صفر", "ربيع_الأول ربيع_الاول ربیع_الاول", "ربيع_الآخر ربيع_الثاني ربیع_الثانی",
        "جمادى_الأولى جمادى_الاولى جمادی_الاول", "جمادى_الآخرة جمادى_الثانية جمادی_الثانی", "رجب",
        "شعبان", "رمضان", "شوال", "ذو_القعدة ذي_القعدة ذوالقعده ذیقعدہ", "ذو_الحجة ذي_الحجة ذوالحجه ذوالحجہ",
    ),
    # The Levant's names of the Gregorian months.
    "gregorian": (
        "كانون_الثاني", "شباط", "آذار", "نيسان", "أيار ايار", "حزيران", "تموز", "آب", "أيلول ايلول",
        "تشرين_الأول تشرين_الاول", "تشرين_الثاني", "كانون_الأول كانون_الاول",
    ),
}  # fmt: skip
MONTHS: dict[str, tuple[Calendar, int]] = {
    plain(name.replace("_", " ")): (calendar, number)
    for calendar, months in _MONTHS.items()
    for number, names in enumerate(months, 1)
    for name in names.split()
}
"""Calendar and number by the month's name, of those that dateparser does not know."""


def calendar_of(language: str, text: str, year: int) -> Calendar:
    """The calendar that a year of four digits in a text without a telling month's name is counted in.

    :param language: the base language, ``fa`` of ``fa-IR``
    """
    if language == "th" and 2400 <= year < 2700:
        return "buddhist"
    if not 1300 <= year <= 1500:
        return "gregorian"
    if language in {"ar", "ur"} or "هـ" in text:
        return "hijri"
    return "jalali" if language in {"fa", "ps", "prs", "mzn", "lrc"} else "gregorian"


def gregorian(calendar: Calendar, year: int, month: int, day: int) -> tuple[int, int, int]:
    """Year, month and day in the Gregorian calendar, which those of that calendar itself need not have.

    :raises ValueError: the other calendar has no such day, or none that can be reckoned
    """
    if calendar == "buddhist":
        return year - _BUDDHIST, month, day
    if calendar == "gregorian":
        return year, month, day
    if not 1 <= month <= 12:
        raise ValueError("no such month")
    found = (_of_jalali if calendar == "jalali" else _of_hijri)(year, month, day)
    return found.year, found.month, found.day


def _of_jalali(year: int, month: int, day: int) -> date:
    """The 33-year rule, which is exact from 1178 to 1633."""
    lengths = [31] * 6 + [30] * 5 + [30 if (25 * year + 11) % 33 < 8 else 29]
    if not 1178 <= year <= 1633 or not 1 <= day <= lengths[month - 1]:
        raise ValueError("no such day")
    known, start = _NOWRUZ
    leaps = (8 * year + 21) // 33 - (8 * known + 21) // 33
    return start + timedelta(days=365 * (year - known) + leaps + sum(lengths[: month - 1]) + day - 1)


def _of_hijri(year: int, month: int, day: int) -> date:
    first, start = _FIRST_HIJRI
    number = (year - first) * 12 + month - 1
    if not 0 <= number < len(_HIJRI_LENGTHS) or not 1 <= day <= _HIJRI_LENGTHS[number]:
        raise ValueError("no such day")
    return start + timedelta(days=_HIJRI_STARTS[number] + day - 1)
