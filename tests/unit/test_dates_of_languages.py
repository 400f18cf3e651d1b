"""Dates of many languages, by language and form: each row is the same day, or the same moment."""

from datetime import UTC, datetime

import pytest

from newsarchive.dates import ParsedDate, parse_date
from newsarchive.dates.within_text import dates_in

SERVED = datetime(2026, 1, 1, tzinfo=UTC)

MOMENTS = {
    "ru": [
        "6 октября 2023 года, 18:07",
        "18:07, 6 октября 2023",
        "6 октября 2023 в 18 ч. 07 мин.",
        "6 октября 2023 г. 6:07 вечера",
    ],
    "uk": ["6 жовтня 2023 р. о 18:07", "6 жовтня 2023, п'ятниця, 18:07"],
    "be": ["6 кастрычніка 2023 года ў 18:07"],
    "bg": ["6 октомври 2023 г. в 18:07 ч.", "06.10.2023 г., 18:07 ч."],
    "mk": ["6 октомври 2023 година во 18:07"],
    "sr": ["06.10.2023. u 18:07h", "6. октобар 2023. у 18:07", "петак, 06.10.2023, 18:07"],
    "hr": ["6. listopada 2023. u 18:07 sati", "06.10.2023. 18:07"],
    "bs": ["6. oktobar 2023. u 18:07"],
    "sl": ["6. oktober 2023 ob 18.07", "petek, 6. 10. 2023, 18.07"],
    "cs": [
        "6. října 2023 v 18:07",
        "pátek 6. října 2023 18:07",
        "6. 10. 2023, 18:07",
        "6.10.2023 v 18.07 hod.",
    ],
    "sk": ["6. októbra 2023 o 18:07", "6. októbra 2023 o 6:07 popoludní", "6. okt 2023 o 18:07"],
    "pl": [
        "6 października 2023 r., godz. 18:07",
        "6 października 2023, godzina 18:07",
        "06.10.2023 godz. 18.07",
        "6 X 2023, 18:07",
    ],
    "hu": [
        "2023. október 6. péntek 18:07",
        "2023. október 6., 18:07",
        "2023.10.06. 18:07",
        "2023. okt. 6. du. 6:07",
        "2023. október 6-án 18:07-kor",
    ],
    "ro": ["6 octombrie 2023, ora 18:07", "vineri, 6 octombrie 2023 la 18:07", "06 oct. 2023, 18:07"],
    "lt": [
        "2023 m. spalio 6 d., penktadienis 18:07",
        "2023-10-06 18:07 val.",
        "2023 m. spalio 6 d. 18 val. 07 min.",
    ],
    "lv": [
        "2023. gada 6. oktobrī, 18:07",
        "6. oktobris, 2023, plkst. 18.07",
        "piektdiena, 2023. gada 6. oktobris 18:07",
    ],
    "et": ["6. oktoober 2023 kell 18.07", "06.10.2023 kell 18:07", "R, 6. oktoober 2023, 18:07"],
    "fi": ["6. lokakuuta 2023 klo 18.07", "perjantai 6.10.2023 kello 18.07", "6.10.2023 18:07"],
    "sv": ["6 oktober 2023 kl. 18.07", "Fredag 6 oktober 2023 klockan 18.07", "den 6 oktober 2023 18:07"],
    "nb": ["6. oktober 2023 kl. 18.07", "fredag 6. okt. 2023 klokken 18:07"],
    "da": ["6. oktober 2023 klokken 18.07", "fre. d. 6. okt. 2023 kl. 18:07"],
    "is": ["6. október 2023 kl. 18:07", "föstudagur 6. október 2023 klukkan 18:07"],
    "fo": ["6. oktober 2023 kl. 18:07"],
    "nl": [
        "6 oktober 2023 om 18.07 uur",
        "vrijdag 6 okt 2023, 18u07",
        "06-10-2023 18:07",
        "06-10-2023 om 18:07",
    ],
    "af": ["6 Oktober 2023 om 18:07"],
    "fy": ["6 oktober 2023 om 18:07"],
    "lb": ["6. Oktober 2023 um 18:07 Auer"],
    "de": [
        "Freitag, 6. Oktober 2023 um 18:07 Uhr",
        "06.10.2023 | 18:07",
        "06.10.23 um 18:07 Uhr",
        "Fr, 06.10.2023 - 18.07 Uhr",
        "18:07 Uhr am 6. Oktober 2023",
    ],
    "fr": [
        "vendredi 6 octobre 2023 à 18 h 07",
        "Le 6 octobre 2023 à 18h07",
        "6 oct. 2023 18:07",
        "06/10/2023 à 18:07",
        "le 06/10/23 à 18h07",
        "6 octobre 2023 à 18 heures 07",
    ],
    "es": [
        "6 de octubre de 2023 a las 18:07",
        "6 de octubre de 2023 a las 6:07 de la tarde",
        "6 octubre, 2023 6:07 p. m.",
        "viernes, 6 de octubre de 2023 - 18:07 hs",
        "06/10/2023 18:07 h.",
        "06 de octubre del 2023, 18:07 horas",
    ],
    "pt": [
        "6 de outubro de 2023 às 18:07",
        "06/10/2023 18h07",
        "06 out 2023 - 18h07",
        "sexta-feira, 6 de outubro de 2023, às 18h07min",
        "06.out.2023 às 18h07",
    ],
    "it": [
        "6 ottobre 2023 alle 18:07",
        "6 ottobre 2023 alle ore 18.07",
        "venerdì 6 ottobre 2023, ore 18:07",
        "06/10/2023 - 18:07",
        "6 ott 2023 | 18.07",
        "06/10/2023 ore 18,07",
    ],
    "ca": [
        "6 d'octubre de 2023 a les 18.07",
        "06/10/2023 a les 18:07h",
        "Divendres, 6 d'octubre de 2023 18:07h",
    ],
    "gl": ["6 de outubro de 2023 ás 18:07"],
    "eu": ["2023ko urriaren 6a, 18:07", "2023(e)ko urriaren 6(a) 18:07", "2023/10/06 18:07"],
    "mt": ["6 ta' Ottubru 2023 18:07", "6 Ottubru 2023, 18:07"],
    "ga": ["6 Deireadh Fómhair 2023 18:07"],
    "cy": ["6 Hydref 2023 am 18:07"],
    "gd": ["6 Dàmhair 2023 18:07"],
    "br": ["6 Here 2023 da 18:07"],
    "sq": ["6 tetor 2023, ora 18:07", "6 Tetor 2023 në 18:07"],
    "el": [
        "6 Οκτωβρίου 2023 στις 18:07",
        "06 Οκτωβρίου 2023, 6:07 μ.μ.",
        "Παρασκευή, 06/10/2023 - 18:07",
        "6 Οκτ 2023 | 06:07 ΜΜ",
        "6 Οκτωβρίου 2023, ώρα 18:07",
    ],
    "tr": ["6 Ekim 2023 Cuma 18:07", "06 Ekim 2023 - 18:07", "06.10.2023 saat 18:07", "6 Eki 2023 ÖS 6:07"],
    "az": ["6 oktyabr 2023, 18:07", "6 Oktyabr 2023-cü il, saat 18:07"],
    "uz": ["6-oktabr, 2023-yil 18:07", "2023-yil 6-oktabr, 18:07"],
    "kk": ["2023 жылғы 6 қазан, 18:07", "6 қазан 2023, сағат 18:07"],
    "ky": ["6-октябрь, 2023-жыл 18:07"],
    "mn": ["2023 оны 10 сарын 6, 18:07", "2023 оны 10-р сарын 06, 18:07"],
    "hy": ["6 Հոկտեմբերի 2023, 18:07", "հոկտեմբերի 6, 2023 18:07"],
    "ka": ["6 ოქტომბერი, 2023, 18:07", "6 ოქტომბერი 2023 - 18:07"],
    "he": ["6 באוקטובר 2023 בשעה 18:07", "06/10/2023, 18:07"],
    "ar": [
        "6 أكتوبر 2023 الساعة 18:07",
        "الجمعة 6 أكتوبر/تشرين الأول 2023 18:07",
        "٦ أكتوبر ٢٠٢٣ ٦:٠٧ مساءً",
        "6 تشرين الأول 2023، 18:07",
        "6 أكتوبر 2023 - 6:07 م",
        "06/10/2023 - 18:07",
    ],
    "fa": [
        "۱۴ مهر ۱۴۰۲ ساعت ۱۸:۰۷",
        "جمعه ۱۴ مهر ۱۴۰۲ - ۱۸:۰۷",
        "۱۴۰۲/۰۷/۱۴ ۱۸:۰۷",
        "۱۸:۰۷ - ۱۴۰۲/۰۷/۱۴",
        "6 اکتبر 2023 18:07",
        "1402-07-14 18:07",
    ],
    "ur": ["6 اکتوبر 2023، 18:07", "۶ اکتوبر ۲۰۲۳ 18:07"],
    "ckb": ["6 تشرینی یەکەم 2023 18:07"],
    "hi": [
        "6 अक्टूबर 2023, 18:07",
        "06 अक्टूबर 2023, शाम 6:07 बजे",
        "६ अक्टूबर २०२३ १८:०७",
        "6 अक्तूबर 2023 को 18:07",
    ],
    "mr": ["६ ऑक्टोबर २०२३ १८:०७", "6 ऑक्टोबर 2023, 6:07 PM"],
    "ne": ["6 अक्टोबर 2023 18:07"],
    "bn": ["৬ অক্টোবর ২০২৩, ১৮:০৭", "৬ অক্টোবর ২০২৩, সন্ধ্যা ৬:০৭", "প্রকাশ: ০৬ অক্টোবর ২০২৩, ১৮: ০৭"],
    "pa": ["6 ਅਕਤੂਬਰ 2023, 18:07"],
    "gu": ["6 ઑક્ટોબર 2023, 18:07"],
    "ta": ["6 அக்டோபர் 2023, 18:07", "அக்டோபர் 6, 2023 18:07"],
    "te": ["6 అక్టోబర్ 2023, 18:07"],
    "kn": ["6 ಅಕ್ಟೋಬರ್ 2023, 18:07"],
    "ml": ["6 ഒക്‌ടോബർ 2023, 18:07", "6 ഒക്ടോബർ 2023, 18:07"],
    "or": ["6 ଅକ୍ଟୋବର 2023, 18:07"],
    "si": ["2023 ඔක්තෝබර් 6, 18:07"],
    "th": [
        "6 ตุลาคม 2566 เวลา 18:07 น.",
        "6 ต.ค. 2566 18:07 น.",
        "06 ต.ค. 66 18.07 น.",
        "วันศุกร์ที่ 6 ตุลาคม พ.ศ. 2566 เวลา 18.07 น.",
        "6 ตุลาคม 2023 18:07",
        "06/10/66 18:07",
        "๖ ตุลาคม ๒๕๖๖ ๑๘:๐๗",
    ],
    "lo": ["6 ຕຸລາ 2023, 18:07", "06/10/2023 18:07"],
    "km": ["ថ្ងៃទី៦ ខែតុលា ឆ្នាំ២០២៣ ម៉ោង ១៨:០៧", "6 តុលា 2023 18:07"],
    "my": ["၆ အောက်တိုဘာ ၂၀၂၃ ၁၈:၀၇", "2023 ခုနှစ် အောက်တိုဘာလ 6 ရက် 18:07"],
    "vi": [
        "Thứ Sáu, ngày 06/10/2023 18:07",
        "ngày 6 tháng 10 năm 2023 lúc 18:07",
        "18:07 06/10/2023",
        "18:07, ngày 6/10/2023",
        "18h07 | 06/10/2023",
        "6/10/2023 6:07 CH",
        "06 Tháng 10, 2023 18:07",
    ],
    "ms": ["06 Oktober 2023, jam 18:07", "6 Oktober 2023 06:07 PM", "Jumaat, 6 Okt 2023 6:07 PTG"],
    "fil": ["Oktubre 6, 2023 - 6:07pm"],
    "sw": ["6 Oktoba 2023, saa 18:07", "Oktoba 6, 2023 18:07"],
    "am": ["6 ኦክቶበር 2023 18:07"],
    "eo": ["6-a de oktobro 2023, 18:07"],
    "ja": [
        "2023年10月6日 午後6時7分",
        "2023年10月6日(金) 18時07分",
        "2023/10/6 18:07",
        "2023年10月6日（金）18:07",
        "令和5年10月6日 18:07",
        "2023.10.06 Fri 18:07",
        "2023年10月6日 午後6:07",
        "23/10/06 18:07",
    ],
    "ko": [
        "2023년 10월 6일 18시 07분",
        "2023.10.06 18:07",
        "2023.10.06. 오후 6:07",
        "2023년 10월 6일 (금) 오후 6시 7분",
        "2023-10-06 금요일 18:07",
        "23.10.06 18:07",
    ],
    "zh-TW": ["2023/10/06 下午 06:07", "2023年10月6日 週五 下午6:07"],
    "zh": ["2023年10月6日 18:07", "2023-10-06 星期五 18:07"],
    "en": [
        "October 6, 2023 at 6:07 p.m.",
        "Oct 6, 2023, 6:07 PM",
        "Oct. 6, 2023 | 6:07 p.m.",
        "Friday, 6 October 2023, 18.07",
        "6 Oct 2023, 6.07pm",
        "6:07 PM on October 6, 2023",
        "Fri Oct 06 2023 18:07:00",
        "6th of October, 2023 at 18:07",
        "06-Oct-2023 18:07",
        "06-Oct-23 18:07",
        "6 Oct ’23, 18:07",
    ],
    "en-GB": ["06/10/2023 18:07", "06/10/23 18:07"],
    "en-US": ["10/06/23 6:07 PM", "10/6/2023 6:07:00 PM"],
}
"""6 October 2023, 18:07."""

DAYS = {
    "lt": ["2023 m. spalio 6 d."],
    "de": ["6.10.23", "06.10.23", "6. Oktober 2023, Mitternacht"],
    "ar": ["21 ربيع الأول 1445 هـ", "1445/03/21", "1445/3/21 هـ الموافق 6/10/2023"],
    "ps": ["۱۴ میزان ۱۴۰۲"],
    "ja": ["令和5年10月6日"],
    "zh-TW": ["民國112年10月6日", "112/10/06", "112年10月06日"],
    "en": ["October 6, 2023, midnight"],
    "fr": ["6 octobre 2023 à minuit"],
}
"""6 October 2023, or its midnight."""

NOONS = {
    "en": [
        "October 6, 2023 at noon",
        "October 6, 2023, 12 noon",
        "Oct. 6, 2023 12 p.m.",
        "noon, October 6, 2023",
    ],
    "de": ["6. Oktober 2023, 12 Uhr mittags", "6. Oktober 2023, Mittag"],
    "it": ["6 ottobre 2023, mezzogiorno", "6 ottobre 2023 a mezzogiorno"],
    "fr": ["6 octobre 2023 à midi"],
    "es": ["6 de octubre de 2023 al mediodía", "6 de octubre de 2023 a las 12 del mediodía"],
    "pt": ["6 de outubro de 2023 ao meio-dia"],
    "ru": ["6 октября 2023 в полдень"],
    "pl": ["6 października 2023 w południe"],
    "ja": ["2023年10月6日 正午"],
    "ko": ["2023년 10월 6일 정오"],
    "nl": ["6 oktober 2023, 12 uur 's middags"],
    "cs": ["6. října 2023 v poledne"],
}
"""12:00 of that day."""


def read(text: str, language: str) -> ParsedDate:
    return parse_date(text, reference=SERVED, zone=UTC, language=language)


def rows(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(language, text) for language, texts in table.items() for text in texts]


@pytest.mark.parametrize(("language", "text"), rows(MOMENTS))
def test_no_clock_is_lost(language: str, text: str) -> None:
    assert f"{read(text, language).instant:%Y-%m-%d %H:%M}" == "2023-10-06 18:07"
    assert [found.value[:16] for found in dates_in(f"{text}", language)][:1] == ["2023-10-06 18:07"]


@pytest.mark.parametrize(("language", "text"), rows(DAYS))
def test_no_day_is_refused(language: str, text: str) -> None:
    assert f"{read(text, language).instant:%Y-%m-%d %H:%M}" == "2023-10-06 00:00"


@pytest.mark.parametrize(("language", "text"), rows(NOONS))
def test_noon_is_twelve(language: str, text: str) -> None:
    assert f"{read(text, language).instant:%Y-%m-%d %H:%M}" == "2023-10-06 12:00"
