"""Words for a part of the day beside a clock, in many languages: ``p.m.``, ``오후``, ``noon``."""

import re
from functools import cache
from typing import Literal

from newsarchive.dates.words import plain, words_for

Part = Literal["am", "pm", "night", "midday", "noon", "midnight"]

# What dateparser's tables leave out. An underscore is a space; which words stand in the tables of a
# language alone is asked there (``de`` is a Hungarian morning and a Spanish "of").
_WORDS: dict[Part, str] = {
    "am": (
        "上午 凌晨 早上 清晨 早晨 午前 오전 "
        "새벽 아침 morgens vormittags de_la_mañana de_la_madrugada da_manhã "
        "da_madrugada de_la_mañá del_mattino di_mattina du_matin del_matí de_la_matinada ráno "
        "dopoledne dopoludnia rano przed_południem утра утром ранку сутринта преди_обяд ujutro "
        "prijepodne zjutraj délelőtt reggel sabah pagi sáng صباحا صباحًا صباحاً בבוקר सुबह সকাল "
        "ভোর காலை ช่วงเช้า π.μ. πμ п.н. dimineața dimineaţa mõrgon aamulla hommikul"
    ),
    "pm": (
        "下午 傍晚 午後 오후 저녁 nachmittags abends de_la_tarde da_tarde del_pomeriggio di_sera "
        "de_l'après-midi de_l’après-midi du_soir de_la_tarda del_vespre odpoledne popoludní večer "
        "po_południu wieczorem дня вечера вечером вечора следобед вечерта popodne uvečer popoldne "
        "zvečer délután este akşam öğleden_sonra siang sore petang chiều مساء مساءً عصرا عصراً "
        "अपराह्न शाम বিকেল বিকাল দুপুর সন্ধ্যা மாலை μ.μ. μμ după-amiaza seara illalla õhtul בערב "
        "אחר_הצהריים"
    ),
    "night": (
        "晚上 晚 夜 밤 nachts de_la_noche da_noite de_la_nit di_notte v_noci w_nocy ночи ночью ночі "
        "через_нощта noću gece malam tối đêm रात রাত ரவு இரவு בלילה ليلا ليلاً"
    ),
    "noon": (
        "正午 정오 noon midday mittag mittags mezzogiorno midi mediodía mediodia del_mediodía "
        "do_meio-dia meio-dia middag полдень полудень poledne poludnie południe dél podne poldne "
        "keskipäivällä μεσημέρι μεσημερι migdia"
    ),
    "midday": "中午 trưa öğle ظهرا ظهراً amiază tengah_hari दोपहर",
    "midnight": (
        "자정 零时 零時 midnight mitternacht mezzanotte minuit medianoche de_la_medianoche meia-noite "
        "middernacht midnatt midnat полночь північ půlnoc polnoc północ éjfél ponoć polnoč "
        "keskiyöllä gece_yarısı mitjanit منتصف_الليل μεσάνυχτα tengah_malam"
    ),
}
_ENGLISH = r"[AaPp]\.?\s?[Mm]\b\.?"
_TWELVE = re.compile(_ENGLISH)
_AM_IS_A_WORD = frozenset({"de", "cy", "lb", "gsw", "ro", "br"})
_GREEK = r"[πΠμΜ]\.?\s?[μΜ]\.?"
_NO_LETTER = r"(?![^\W\d_\u2e80-\ud7ff])"


@cache
def parts_of_day(language: str) -> tuple[re.Pattern[str], dict[str, Part]]:
    """A pattern for the words of a language and of all, and what each means by its plain form."""
    known: dict[str, Part] = {}
    for part in ("am", "pm"):
        known |= dict.fromkeys(words_for((part,), language), part)
    # An English morning is a German "on the" and the end of many words.
    known = {word: part for word, part in known.items() if len(word) > 1 and word not in {"am", "pm"}}
    for part, words in _WORDS.items():
        known |= {plain(word.replace("_", " ")): part for word in words.split()}
    known |= {"ص": "am", "م": "pm"} if language == "ar" else {}
    longest_first = sorted(known, key=len, reverse=True)
    named = "|".join(
        r"\.?\s?".join(map(re.escape, w)) if len(w) == 2 else re.escape(w) for w in longest_first
    )
    english = _ENGLISH if language not in _AM_IS_A_WORD else r"[AaPp](?:M|\.\s?[Mm])\b\.?"
    return re.compile(rf"(?:{english}|{_GREEK}|(?i:{named})\.?){_NO_LETTER}"), known


def part_named(word: str, language: str) -> Part | None:
    """The part of the day that a word means which the language's pattern has found."""
    known = parts_of_day(language)[1]
    word = plain(word)
    if part := known.get(word) or known.get(word.replace(" ", "")):
        return part
    return "am" if word[:1] in {"a", "π"} else "pm" if word[:1] in {"p", "μ"} else None


def is_twelve_hour(word: str) -> bool:
    """Whether a word is a.m. or p.m. as such, beside which no hour over twelve can stand."""
    return _TWELVE.fullmatch(word) is not None
