"""The zone of a date that states none, by the site's country or language."""

from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_BY_COUNTRY = {
    "cn": "Asia/Shanghai", "tw": "Asia/Taipei", "hk": "Asia/Hong_Kong", "mo": "Asia/Macau",
    "jp": "Asia/Tokyo", "kr": "Asia/Seoul", "kp": "Asia/Pyongyang", "sg": "Asia/Singapore",
    "my": "Asia/Kuala_Lumpur", "th": "Asia/Bangkok", "vn": "Asia/Ho_Chi_Minh", "ph": "Asia/Manila",
    "in": "Asia/Kolkata", "pk": "Asia/Karachi", "bd": "Asia/Dhaka", "lk": "Asia/Colombo",
    "np": "Asia/Kathmandu",
    "ir": "Asia/Tehran", "il": "Asia/Jerusalem", "tr": "Europe/Istanbul", "ae": "Asia/Dubai",
    "sa": "Asia/Riyadh", "eg": "Africa/Cairo", "ma": "Africa/Casablanca", "za": "Africa/Johannesburg",
    "ng": "Africa/Lagos", "ke": "Africa/Nairobi", "tz": "Africa/Dar_es_Salaam", "na": "Africa/Windhoek",
    "gh": "Africa/Accra", "ug": "Africa/Kampala", "uk": "Europe/London", "ie": "Europe/Dublin",
    "de": "Europe/Berlin", "at": "Europe/Vienna", "ch": "Europe/Zurich", "li": "Europe/Vaduz",
    "fr": "Europe/Paris", "be": "Europe/Brussels", "nl": "Europe/Amsterdam", "lu": "Europe/Luxembourg",
    "es": "Europe/Madrid", "pt": "Europe/Lisbon", "it": "Europe/Rome", "pl": "Europe/Warsaw",
    "cz": "Europe/Prague", "sk": "Europe/Bratislava", "hu": "Europe/Budapest", "ro": "Europe/Bucharest",
    "bg": "Europe/Sofia", "gr": "Europe/Athens", "hr": "Europe/Zagreb", "si": "Europe/Ljubljana",
    "rs": "Europe/Belgrade", "ba": "Europe/Sarajevo", "se": "Europe/Stockholm", "no": "Europe/Oslo",
    "dk": "Europe/Copenhagen", "fi": "Europe/Helsinki", "is": "Atlantic/Reykjavik", "ee": "Europe/Tallinn",
    "lv": "Europe/Riga", "lt": "Europe/Vilnius", "ua": "Europe/Kyiv", "by": "Europe/Minsk",
    "ru": "Europe/Moscow", "su": "Europe/Moscow", "nz": "Pacific/Auckland",
    "ar": "America/Argentina/Buenos_Aires",
    "cl": "America/Santiago", "pe": "America/Lima", "uy": "America/Montevideo", "bo": "America/La_Paz",
    "ve": "America/Caracas", "ec": "America/Guayaquil", "cu": "America/Havana",
}  # fmt: skip
"""Countries of one zone, or with one in which nearly all news is dated; by top-level domain."""

_BY_LANGUAGE = {
    "zh-tw": "Asia/Taipei", "zh-hant-tw": "Asia/Taipei", "zh-hk": "Asia/Hong_Kong",
    "zh-hant-hk": "Asia/Hong_Kong", "zh-sg": "Asia/Singapore", "zh": "Asia/Shanghai", "ja": "Asia/Tokyo",
    "ko": "Asia/Seoul", "vi": "Asia/Ho_Chi_Minh", "th": "Asia/Bangkok", "hi": "Asia/Kolkata",
    "en-gb": "Europe/London", "en-ie": "Europe/Dublin", "en-in": "Asia/Kolkata", "en-nz": "Pacific/Auckland",
    "en-za": "Africa/Johannesburg", "de-at": "Europe/Vienna", "de-ch": "Europe/Zurich",
    "de": "Europe/Berlin", "fr-be": "Europe/Brussels", "fr-ch": "Europe/Zurich", "fr-fr": "Europe/Paris",
    "fr": "Europe/Paris", "it": "Europe/Rome", "nl-be": "Europe/Brussels", "nl": "Europe/Amsterdam",
    "es-es": "Europe/Madrid", "es-ar": "America/Argentina/Buenos_Aires", "es-cl": "America/Santiago",
    "es-co": "America/Bogota", "es-pe": "America/Lima", "pt-pt": "Europe/Lisbon",
    "pt-br": "America/Sao_Paulo", "pl": "Europe/Warsaw", "cs": "Europe/Prague", "sk": "Europe/Bratislava",
    "hu": "Europe/Budapest", "ro": "Europe/Bucharest", "bg": "Europe/Sofia", "el": "Europe/Athens",
    "hr": "Europe/Zagreb", "sl": "Europe/Ljubljana", "sv": "Europe/Stockholm", "nb": "Europe/Oslo",
    "no": "Europe/Oslo", "nn": "Europe/Oslo", "da": "Europe/Copenhagen", "fi": "Europe/Helsinki",
    "is": "Atlantic/Reykjavik", "et": "Europe/Tallinn", "lv": "Europe/Riga", "lt": "Europe/Vilnius",
    "uk": "Europe/Kyiv", "ru": "Europe/Moscow", "tr": "Europe/Istanbul", "he": "Asia/Jerusalem",
    "fa": "Asia/Tehran",
}  # fmt: skip


def zone_of(stated: str | None, language: str, url: str) -> tuple[ZoneInfo | None, float]:
    """The zone that a page's dates count in, and how sure that is, from 0 to 1.

    :param stated: the site's IANA zone, where it is known
    :param language: a BCP 47 tag
    """
    if stated and (zone := _zone(stated)):
        return zone, 1.0
    country = _country(url)
    # A Chinese text on a .com of Japan is rare, an English one on a .cn is not: the country comes first.
    if country and not (language.startswith("zh") and country not in {"tw", "hk", "mo", "sg", "my", "cn"}):
        return _zone(_BY_COUNTRY[country]), 0.8
    tag = language.lower()
    while tag:
        if tag in _BY_LANGUAGE:
            return _zone(_BY_LANGUAGE[tag]), 0.7
        tag = tag.rpartition("-")[0]
    return None, 0.0


def _country(url: str) -> str:
    try:
        end = (urlsplit(url).hostname or "").rpartition(".")[2]
    except ValueError:
        return ""
    return end if end in _BY_COUNTRY else ""


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
