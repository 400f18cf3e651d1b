"""Calendar days with the month's name, in every language that dateparser knows and in any order."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from newsarchive.dates.calendars import MONTHS, Calendar
from newsarchive.dates.days import Day, day_of, whole_year
from newsarchive.dates.parsed import Question
from newsarchive.dates.words import LETTER, is_within_date, month_of, plain

# A figure, an abbreviation with points within it (``พ.ค.``), or a word.
_TOKEN = re.compile(
    rf"(?P<figure>\d+)|(?:{LETTER}{{1,4}}\.){{2,3}}|{LETTER}{{1,3}}\.{LETTER}{{1,2}}(?!{LETTER})|{LETTER}+"
)
_GAP = re.compile(r"[\s.,،၊/’'`´()º°ª–-]{0,4}")
_BEFORE_DAY = re.compile(r"\d\s?[-–:/]$|\d[.,]$")
_BEFORE_SHORT_YEAR = re.compile(r"['’/-]$")
_BEHIND_SHORT_YEAR = re.compile(r"\s*(?:$|[,|·•–@-]?\s*(?:[^\W\d]{1,4}\s)?\d{1,2}[:.h]\d\d)")
_ROMAN = {
    "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10, "XI": 11,
    "XII": 12,
}  # fmt: skip
_WITH_ROMAN = {"pl", "hu", "sr", "hr", "sl", "sk", "cs", "ro", "it", "lt", "lv", "uk", "bg", "bs"}
_ORDINAL = 4  # letters of an ending behind a figure: 14th, 14-го
_WITHIN = 3  # words between a figure and the month
_PREFIXES = ("ខែ", "เดือน", "ເດືອນ")
_SUFFIXES = ("လ", "-ին")
_Month = tuple[int, Calendar | None]


def days_in_words(question: Question) -> Iterator[Day]:
    """``7 March 2022``, ``März 7, 2022``, ``2022. március 7``, ``2024. gada 14. maijs`` and the like."""
    line = _Line(question)
    place = 0
    for at in line.beside_figures():
        if line.tokens[at].start() >= place and (day := line.day_at(at)) and day.start >= place:
            place = day.end
            yield day


class _Line:
    """A line as figures and words."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.text = question.text
        self.tokens: Sequence[re.Match[str]] = list(_TOKEN.finditer(question.text))
        self.figures = {n for n, token in enumerate(self.tokens) if token["figure"]}

    def beside_figures(self) -> list[int]:
        """The places of the words near enough to a figure to be a month's name."""
        near = {at for figure in self.figures for at in range(figure - _WITHIN - 2, figure + _WITHIN + 2)}
        return sorted(near.intersection(range(len(self.tokens))) - self.figures)

    def day_at(self, at: int) -> Day | None:
        """The day whose month's name is, or begins with, the word at a place."""
        end = at + 1
        month = self._month_of_two(at)
        if month is None:
            end, month = at, self._month(self.tokens[at][0])
        if month is None:
            return None
        left, right = self._figure(at, -1, month), self._figure(end, 1, month)
        before = None if left is None else self._figure(left, -1, month)
        beyond = None if right is None else self._figure(right, 1, month)
        for day, year in ((left, right), (right, beyond), (right, left), (left, before)):
            if day is None or year is None or not self._is_day(day, month_behind=day < at):
                continue
            if (number := self._year(year, may_be_short=day < at < year)) is not None:
                span = self.tokens[min(day, year, at)].start(), self._end(max(day, year, end))
                return day_of(self.question, span, (number, month[0], int(self.tokens[day][0])), month[1])
        return None

    def _figure(self, at: int, step: int, month: _Month) -> int | None:
        """The next figure on one side, nothing but endings and words such as ``de`` between."""
        place = at
        for _ in range(_WITHIN + 1):
            here, place = place, place + step
            if not 0 <= place < len(self.tokens):
                return None
            one, other = sorted((here, place))
            if not _GAP.fullmatch(self.text, self.tokens[one].end(), self.tokens[other].start()):
                return None
            if place in self.figures:
                return place
            word = self.tokens[place][0]
            if not (
                self._is_ending(place)
                or is_within_date(word, self.question.language)
                or self._month(word) == month  # its other name: أيار/مايو
            ):
                return None
        return None

    def _is_ending(self, at: int) -> bool:
        """Whether a word is the ending of a figure: ``th`` of ``14th``."""
        if at - 1 not in self.figures or len(self.tokens[at][0]) > _ORDINAL:
            return False
        return self.text[self.tokens[at - 1].end() : self.tokens[at].start()] in {"", "-", "’", "'"}

    def _end(self, last: int) -> int:
        """Where a day ends, the ending of its last figure included; not so the T before a clock."""
        behind = last + 1
        if last in self.figures and behind < len(self.tokens) and self._is_ending(behind):
            word = self.tokens[behind]
            return word.end() if not word[0][0].isupper() else self.tokens[last].end()
        return self.tokens[last].end()

    def _is_day(self, at: int, *, month_behind: bool) -> bool:
        figure = self.tokens[at]
        if len(figure[0]) > 2 or not 1 <= int(figure[0]) <= 31:
            return False
        before = max(0, figure.start() - 3)
        return not (month_behind and _BEFORE_DAY.search(self.text, before, figure.start()))

    def _year(self, at: int, *, may_be_short: bool) -> int | None:
        """A year of four digits; of two where an apostrophe, its place or the language say that it is one."""
        figure = self.tokens[at]
        if len(figure[0]) == 4:
            return int(figure[0]) if figure[0][0] in "12" else None
        if (
            len(figure[0]) != 2
            or not may_be_short
            or self.text[figure.end() : figure.end() + 1] in {":", "h"}
        ):
            return None
        if (
            self.question.base_language == "th"
            or _BEFORE_SHORT_YEAR.search(self.text, figure.start() - 1, figure.start())
            or _BEHIND_SHORT_YEAR.match(self.text, figure.end())
        ):
            return whole_year(self.question, int(figure[0]))
        return None

    def _month_of_two(self, at: int) -> _Month | None:
        """The month of two words: ``ذو القعدة``."""
        if at + 1 >= len(self.tokens) or at + 1 in self.figures:
            return None
        return _known(f"{self.tokens[at][0]} {self.tokens[at + 1][0]}", self.question.language)

    def _month(self, name: str) -> _Month | None:
        if name in _ROMAN and self.question.base_language in _WITH_ROMAN:
            return _ROMAN[name], None
        if len(name) < (3 if name.isascii() else 2):
            return None
        language = self.question.language
        return (
            _known(name, language)
            or next(
                (_known(name.removeprefix(one), language) for one in _PREFIXES if name.startswith(one)), None
            )
            or next(
                (_known(name.removesuffix(one), language) for one in _SUFFIXES if name.endswith(one)), None
            )
        )


@lru_cache(maxsize=8192)
def _known(name: str, language: str) -> _Month | None:
    if number := month_of(name, language):
        return number, None
    calendar, number = MONTHS.get(plain(name), (None, None))
    if number is None:
        return None
    return number, None if calendar == "gregorian" else calendar
