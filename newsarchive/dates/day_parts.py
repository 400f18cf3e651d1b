"""Words for a part of the day beside a clock, in many languages: ``p.m.``, ``오후``, ``noon``."""

import re
from functools import cache
from typing import Literal, NamedTuple

from newsarchive.dates.words import LETTER, plain, words_for

Part = Literal["am", "pm", "night", "midday", "noon", "midnight"]
_HALVES: tuple[Part, ...] = ("am", "pm")

# What dateparser's tables leave out. An underscore is a space; which words stand in the tables of a
# language alone is asked there (``de`` is a Hungarian morning and a Spanish "of").
_WORDS: dict[Part, str] = {
    "am": (
        "morgens vormittags de_la_mañana de_la_madrugada da_manhã da_madrugada de_la_mañá "
        "del_mattino di_mattina du_matin del_matí de_la_matinada ráno dopoledne dopoludnia rano "
        "przed_południem утра утром ранку сутринта преди_обяд ujutro prijepodne zjutraj délelőtt "
        "reggel sabah pagi sáng صباحا صباحًا صباحاً בבוקר सुबह صبح সকাল ভোর காலை ช่วงเช้า π.μ. πμ "
        "п.н. dimineața dimineaţa mõrgon aamulla hommikul"
    ),
    "pm": (
        "nachmittags abends de_la_tarde da_tarde del_pomeriggio di_sera de_l'après-midi "
        "de_l’après-midi du_soir de_la_tarda del_vespre odpoledne popoludní večer po_południu "
        "wieczorem дня вечера вечером вечора следобед вечерта popodne uvečer popoldne zvečer "
        "délután este akşam öğleden_sonra siang sore petang chiều مساء مساءً عصرا عصراً अपराह्न "
        "शाम বিকেল বিকাল দুপুর সন্ধ্যা மாலை μ.μ. μμ după-amiaza seara illalla õhtul בערב "
        "אחר_הצהריים"
    ),
    "night": (
        "nachts de_la_noche da_noite de_la_nit di_notte v_noci w_nocy ночи ночью ночі через_нощта "
        "noću gece malam tối đêm रात رات রাত ரவு இரவு בלילה ليلا ليلاً"
    ),
    "noon": (
        "noon midday mittag mittags mezzogiorno midi mediodía mediodia del_mediodía do_meio-dia "
        "meio-dia middag полдень полудень poledne poludnie południe dél podne poldne "
        "keskipäivällä μεσημέρι μεσημερι migdia"
    ),
    "midday": "trưa öğle ظهرا ظهراً amiază tengah_hari दोपहर دوپہر",
    "midnight": (
        "midnight mitternacht mezzanotte minuit medianoche de_la_medianoche meia-noite "
        "middernacht midnatt midnat полночь північ půlnoc polnoc północ éjfél ponoć polnoč "
        "keskiyöllä gece_yarısı mitjanit منتصف_الليل μεσάνυχτα tengah_malam"
    ),
}
_GLUED: dict[Part, str] = {
    "am": "上午 凌晨 早上 清晨 早晨 午前 오전 새벽 아침",
    "pm": "下午 傍晚 午後 오후 저녁",
    "night": "晚上 晚 夜 밤",
    "noon": "正午 정오",
    "midday": "中午",
    "midnight": "자정 零时 零時",
}
_PART_OF_GLUED: dict[str, Part] = {word: part for part, words in _GLUED.items() for word in words.split()}
_HAN_OR_HANGUL = re.compile("|".join(sorted(_PART_OF_GLUED, key=len, reverse=True)))
_ENGLISH = re.compile(r"([AaPp])\.?\s?[Mm]\b\.?")
_AM_IS_A_WORD = frozenset({"de", "cy", "lb", "gsw", "ro", "br"})
_ENGLISH_THERE = re.compile(r"([AaPp])(?:M|\.\s?[Mm])\b\.?")
_GREEK = re.compile(rf"([πΠμΜ])\.?\s?[μΜ]\.?(?!{LETTER})")
_LETTERS = re.compile(rf"({LETTER})\.\s?({LETTER})\.?(?!{LETTER})")
_PHRASE = re.compile(rf"['’]?{LETTER}+(?:[\s'’-]{LETTER}+){{0,3}}")
_LAST_WORD = re.compile(rf"[\s'’-]{LETTER}+$")


class DayPart(NamedTuple):
    """A word for a part of the day, and where it ends.

    :param twelve: it is a.m. or p.m. as such, beside which no hour over twelve can stand
    """

    part: Part
    end: int
    word: str
    twelve: bool = False


def part_at(text: str, start: int, language: str) -> DayPart | None:
    """The word for a part of the day that begins at a place, in a base language or in any."""
    if match := _HAN_OR_HANGUL.match(text, start):
        return DayPart(_PART_OF_GLUED[match[0]], match.end(), match[0])
    english = _ENGLISH_THERE if language in _AM_IS_A_WORD else _ENGLISH
    if match := english.match(text, start):
        return DayPart("am" if match[1] in "aA" else "pm", match.end(), match[0], twelve=True)
    if match := _GREEK.match(text, start):
        return DayPart("am" if match[1] in "πΠ" else "pm", match.end(), match[0])
    known = _known(language)
    if (match := _LETTERS.match(text, start)) and (part := known.get(plain(match[1] + match[2]))):
        return DayPart(part, match.end(), match[0])
    match = _PHRASE.match(text, start)
    phrase = match[0] if match else ""
    while phrase:
        if part := known.get(plain(phrase)):
            end = start + len(phrase)
            return DayPart(part, end + (text[end : end + 1] == "."), phrase)
        shorter = _LAST_WORD.sub("", phrase)
        phrase = shorter if shorter != phrase else ""
    return None


@cache
def _known(language: str) -> dict[str, Part]:
    known: dict[str, Part] = {}
    for part in _HALVES:
        known |= dict.fromkeys(words_for((part,), language), part)
    # An English morning is a German "on the"; one letter is one in Arabic alone.
    known = {word: part for word, part in known.items() if len(word) > 1 and word not in {"am", "pm"}}
    known |= {plain(word.replace("_", " ")): part for part, words in _WORDS.items() for word in words.split()}
    return known | ({"ص": "am", "م": "pm"} if language == "ar" else {})
