"""Whether ``05/06/2024`` is a day in June or in May: by a page's country, its language, its other dates."""

import re
from urllib.parse import urlsplit

# Top-level domains of countries that are used in all the world.
_NOWHERE = {
    "ai",
    "am",
    "cc",
    "co",
    "eu",
    "fm",
    "gg",
    "io",
    "la",
    "ly",
    "me",
    "nu",
    "sh",
    "st",
    "to",
    "tv",
    "vc",
    "ws",
}
_REGIONS = {"uk": "gb"}
_TWO_WAYS = re.compile(r"(?<![\d/.-])(\d{1,2})\s?([/-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d\d)(?![\d/-])")
_LANGUAGE_SAYS = frozenset({"zh", "ja", "ko", "hu", "mn", "lt", ""})


def language_of_dates(language: str, url: str, locale: str = "") -> str:
    """The tag whose region says how a page in English writes its dates; of other languages the same.

    :param language: a BCP 47 tag
    :param locale: such as ``en_GB``, where the page states one of the same language
    """
    tag = language.lower().replace("_", "-")
    base, _, region = tag.partition("-")
    if base != "en":
        return tag
    try:
        end = (urlsplit(url).hostname or "").rpartition(".")[2]
    except ValueError:
        end = ""
    if len(end) == 2 and end not in _NOWHERE:
        return f"en-{_REGIONS.get(end, end)}"
    other, _, elsewhere = locale.lower().replace("_", "-").partition("-")
    # A template's own region: en-US is what programs write without being asked.
    return f"en-{elsewhere}" if other == "en" and elsewhere and region in {"", "us"} else tag


def is_two_way(text: str, language: str) -> bool:
    """Whether a text has figures that are two days, and the language does not say for certain which.

    :param language: as :func:`language_of_dates` gives it
    """
    if language != "en" and language.partition("-")[0] not in _LANGUAGE_SAYS:
        return False
    if "/" not in text and "-" not in text:
        return False
    return any(int(match[1]) <= 12 >= int(match[3]) != int(match[1]) for match in _TWO_WAYS.finditer(text))


def order_in(html: str) -> str:
    """``dmy`` or ``mdy`` as the dates of a page agree on it that can be read in one way alone; else nothing.

    A date that stands there in ISO 8601 too can be.
    """
    found = set()
    for first, _, second, year in _TWO_WAYS.findall(html):
        a, b = int(first), int(second)
        for order, day, month in (("dmy", a, b), ("mdy", b, a)):
            iso = f"{year}-{month:02}-{day:02}"
            if month <= 12 < day or (a != b and (iso in html or f"/{iso.replace('-', '/')}/" in html)):
                found.add(order)
    return found.pop() if len(found) == 1 else ""
