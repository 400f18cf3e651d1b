"""What a date that does not say all is read by: calendars, zones, orders, labels, and a site's own style."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from newsarchive.dates import ParsedDate, Style, parse_date
from newsarchive.dates.calendars import Calendar, gregorian
from newsarchive.dates.forms import form_pattern
from newsarchive.dates.labels import label_of
from newsarchive.dates.order_of_page import is_two_way, language_of_dates, order_in
from newsarchive.dates.parse import parse_stated
from newsarchive.dates.within_text import dates_in
from newsarchive.exceptions import DateError

SERVED = datetime(2026, 1, 1, tzinfo=UTC)


def read(text: str, language: str, *, zone: str = "UTC", style: Style | None = None) -> ParsedDate:
    return parse_stated(
        text, reference=SERVED, zone=ZoneInfo(zone), language=language, style=style or Style()
    )


@pytest.mark.parametrize(
    ("year", "nowruz"),
    [(1376, "1997-03-21"), (1399, "2020-03-20"), (1400, "2021-03-21"), (1403, "2024-03-20"),
     (1404, "2025-03-21"), (1408, "2029-03-20"), (1409, "2030-03-21")],
)  # fmt: skip
def test_a_jalali_year_begins_with_spring(year: int, nowruz: str) -> None:
    assert date(*gregorian("jalali", year, 1, 1)).isoformat() == nowruz
    before = date(*gregorian("jalali", year, 1, 1)) - timedelta(days=1)
    assert before in {date(*gregorian("jalali", year - 1, 12, 29)), _leap_day(year - 1)}


def _leap_day(year: int) -> date | None:
    try:
        return date(*gregorian("jalali", year, 12, 30))
    except ValueError:
        return None


@pytest.mark.parametrize(
    ("stated", "expected"),
    [((1420, 1, 1), "1999-04-17"), ((1435, 9, 1), "2014-06-28"), ((1445, 9, 1), "2024-03-11"),
     ((1446, 1, 1), "2024-07-07"), ((1446, 12, 9), "2025-06-05")],
)  # fmt: skip
def test_the_hijri_calendar_is_umm_al_qura(stated: tuple[int, int, int], expected: str) -> None:
    assert date(*gregorian("hijri", *stated)).isoformat() == expected


@pytest.mark.parametrize(
    "stated",
    [("jalali", 1402, 12, 30), ("jalali", 1402, 7, 31), ("hijri", 1445, 2, 31), ("hijri", 1399, 1, 1),
     ("jalali", 1402, 13, 1), ("jalali", 1100, 1, 1)],
)  # fmt: skip
def test_days_that_a_calendar_has_not(stated: tuple[Calendar, int, int, int]) -> None:
    with pytest.raises(ValueError, match="no such"):
        gregorian(*stated)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ja", "平成31年4月30日", "2019-04-30"),
        ("ja", "令和元年12月3日", "2019-12-03"),
        ("ja", "昭和64年1月7日", "1989-01-07"),
        ("zh-TW", "中華民國99年1月5日", "2010-01-05"),
        ("zh-Hant-TW", "民國 108-11-30", "2019-11-30"),
        ("ja", "H30.12.31", "2018-12-31"),
        ("th", "31 ธ.ค. 2565", "2022-12-31"),
        ("th", "1/2/66", "2023-02-01"),
        ("th", "1 ก.พ. 23", "2023-02-01"),
        ("fa", "۳۰ اسفند ۱۳۹۹", "2021-03-20"),
        ("fa", "1 فروردین 1400", "2021-03-21"),
        ("ar", "9 ذو الحجة 1446", "2025-06-05"),
        ("ar", "1 رمضان 1445هـ", "2024-03-11"),
    ],
)
def test_years_of_other_calendars(language: str, text: str, expected: str) -> None:
    assert f"{read(text, language).instant:%Y-%m-%d}" == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [("fa", "۳۱ مهر ۱۴۰۲"), ("fa", "1402/12/30"), ("th", "31 เมษายน 2566"), ("ja", "令和5年2月29日"),
     ("en", "6 May 2567"), ("zh-CN", "112/10/06")],
)  # fmt: skip
def test_days_that_are_none_there(language: str, text: str) -> None:
    with pytest.raises(DateError):
        parse_date(text, reference=SERVED, zone=UTC, language=language)


@pytest.mark.parametrize(
    ("zone", "text", "offset"),
    [
        ("Asia/Kolkata", "6 Oct 2023 18:07 IST", "+0530"),
        ("Asia/Jerusalem", "6 Oct 2023 18:07 IST", "+0300"),
        ("Europe/Dublin", "6 Oct 2023 18:07 IST", "+0100"),
        ("Europe/London", "6 Oct 2023 18:07 BST", "+0100"),
        ("Asia/Dhaka", "6 Oct 2023 18:07 BST", "+0600"),
        ("Asia/Manila", "Oct 6, 2023 6:07 PM PST", "+0800"),
        ("America/Los_Angeles", "Oct 6, 2023 6:07 PM PDT", "-0700"),
        ("UTC", "Oct 6, 2023 6:07 PM EDT", "-0400"),
        ("UTC", "Oct 6, 2023 6:07 p.m. ET", "-0400"),
        ("UTC", "Dec 6, 2023 6:07 p.m. Eastern Time", "-0500"),
        ("UTC", "6 October 2023 18:07 CEST", "+0200"),
        ("UTC", "6 Oktober 2023 18.07 WIB", "+0700"),
        ("UTC", "6 октября 2023, 18:07 (мск)", "+0300"),
        ("Asia/Yerevan", "6 Oct 2023 18:07 AMT", "+0400"),
        ("Asia/Singapore", "6 Oct 2023 18:07 SST", "+0800"),
        ("Asia/Shanghai", "6 Oct 2023 18:07 CST", "+0800"),
        ("America/Chicago", "6 Jan 2023 18:07 CST", "-0600"),
    ],
)
def test_a_zone_is_that_of_the_page_where_it_is_of_several(zone: str, text: str, offset: str) -> None:
    found = read(text, "en", zone=zone)
    assert (found.zoned, f"{found.instant:%z %H:%M}") == (True, f"{offset} 18:07")


@pytest.mark.parametrize("name", ["IST", "AMT", "SST", "AST"])
def test_a_zone_of_several_countries_is_not_guessed(name: str) -> None:
    found = read(f"6 Oct 2023 18:07 {name}", "en", zone="Europe/Paris")
    assert (found.zoned, f"{found.instant:%H:%M}") == (False, "18:07")
    assert not read(f"Fri Oct 06 18:07:00 {name} 2023", "en", zone="Europe/Paris").zoned


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20231006T1807", "2023-10-06 18:07:00"),
        ("20231006T180700Z", "2023-10-06 18:07:00"),
        ("20231006T180700.000Z", "2023-10-06 18:07:00"),
        ("20231006T200700+0200", "2023-10-06 20:07:00"),
        ("/Date(1696615620000)/", "2023-10-06 18:07:00"),
        (r"\/Date(1696615620000+0300)\/", "2023-10-06 21:07:00"),
        ("1696615620000", "2023-10-06 18:07:00"),
    ],
)
def test_what_programs_write(text: str, expected: str) -> None:
    assert f"{read(text, 'en').instant:%Y-%m-%d %H:%M:%S}" == expected


@pytest.mark.parametrize(
    ("language", "url", "locale", "expected"),
    [
        ("en", "https://example.co.uk/1", "", "dmy"),
        ("en-US", "https://example.ie/1", "en_US", "dmy"),
        ("en", "https://example.com.au/1", "", "dmy"),
        ("en", "https://example.co.nz/1", "", "dmy"),
        ("en", "https://example.co.za/1", "", "dmy"),
        ("en", "https://example.in/1", "", "dmy"),
        ("en", "https://example.us/1", "en_GB", "mdy"),
        ("en-GB", "https://example.com/1", "", "dmy"),
        ("en", "https://example.com/1", "en_GB", "dmy"),
        ("en-US", "https://example.com/1", "en_IE", "dmy"),
        ("en", "https://example.com/1", "", "mdy"),
        ("en", "https://example.io/1", "fr_FR", "mdy"),
        ("de", "https://example.com/1", "", "dmy"),
        ("pt-BR", "https://example.us/1", "", "dmy"),
    ],
)
def test_the_country_orders_the_figures_of_english(
    language: str, url: str, locale: str, expected: str
) -> None:
    found = read("05/06/2023", language_of_dates(language, url, locale)).instant
    assert (found.month, found.day) == ((6, 5) if expected == "dmy" else (5, 6))


@pytest.mark.parametrize(
    ("html", "order"),
    [
        ("<p>05/06/2023</p><p>25/06/2023</p>", "dmy"),
        ("<p>05/06/2023</p><p>06/25/2023</p>", "mdy"),
        ('<p>05/06/2023</p><meta content="2023-06-05T10:00">', "dmy"),
        ('<p>05/06/2023</p><a href="/2023/05/06/story">', "mdy"),
        ("<p>05/06/2023</p><p>25/06/2023</p><p>06/25/2023</p>", ""),
        ("<p>05/06/2023</p><p>05/05/2023</p> 2023-05-05", ""),
    ],
)
def test_the_other_dates_of_a_page_order_its_figures(html: str, order: str) -> None:
    assert order_in(html) == order


def test_only_where_the_language_is_not_sure_the_page_is_asked() -> None:
    assert is_two_way("am 05/06/2023", "en")
    assert is_two_way("05/06/2023", "ja")
    assert not is_two_way("05/06/2023", "en-gb")
    assert not is_two_way("05/06/2023", "de")
    assert not is_two_way("25/06/2023 05/05/2023", "en")


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "15.06.23", "2023-06-15"),
        ("fr", "03/04/23", "2023-04-03"),
        ("en-US", "03/04/23", "2023-03-04"),
        ("en-GB", "03-04-23", "2023-04-03"),
        ("ko", "23.04.03", "2023-04-03"),
        ("hu", "23.04.03.", "2023-04-03"),
        ("de", "15.06.98", "1998-06-15"),
        ("nl", "15-06-23 18:07", "2023-06-15"),
    ],
)
def test_years_of_two_figures_lie_around_the_time_of_the_crawl(
    language: str, text: str, expected: str
) -> None:
    assert f"{read(text, language).instant:%Y-%m-%d}" == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Version 1.2.34 is out"), ("fr", "Tél. 01.23.45.67.89"), ("de", "Tel. 06 12.34.56"),
        ("en", "call 555-12-34"), ("en", "The score was 3-2-10"), ("en", "ISBN 978-3-16-14"),
        ("en", "12 May 45 people died"), ("en", "1.5 May 2020"), ("en", "Henry V 2023"),
        ("en", "24/7/24 support"),
        ("en", "paid 12/5/10 euros"), ("en", "9-19 December 2021"),
    ],
)  # fmt: skip
def test_figures_that_are_no_date(language: str, text: str) -> None:
    assert list(dates_in(text, language)) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "6 October 2023 5 min read"), ("en", "October 6, 2023 12 comments"),
        ("en", "6 October 2023 at 5 places"), ("de", "6. Oktober 2023 um 10,5 Prozent"),
        ("de", "6. Oktober 2023 10.50 Euro"), ("fr", "le 6 octobre 2023, 5,3 % de hausse"),
        ("en", "on 6 October 2023 in 10 minutes"), ("es", "6 de octubre de 2023, 2 horas después"),
        ("en", "6 October 2023 Reuters 08:23"), ("id", "6 Oktober 2023 2.30 juta"),
    ],
)  # fmt: skip
def test_figures_beside_a_day_that_are_no_clock(language: str, text: str) -> None:
    assert [found.value for found in dates_in(text, language)] == ["2023-10-06"]


CHANGED = (
    "Last updated: ", "Updated on ", "Aktualisiert am ",
    "Mis à jour le ", "Dernière mise à jour : ", "最終更新：",
    "更新时间：", "Última actualización: ", "Atualizado em ",
    "Ultimo aggiornamento: ", "Bijgewerkt op ", "Uppdaterad ",
    "Sist oppdatert ", "Opdateret ", "Päivitetty ",
    "Обновлено: ", "Оновлено ", "Zaktualizowano: ", "Aktualizováno ",
    "Aktualizované: ", "Frissítve: ", "Actualizat: ",
    "Ažurirano ", "Posodobljeno: ", "Ενημερώθηκε: ", "Güncelleme: ",
    "Cập nhật: ", "Diperbarui ", "آخر تحديث: ", "آخرین به‌روزرسانی: ",
    "עודכן ב-", "अपडेटेड ", "সর্বশেষ আপডেট: ", "อัปเดต ",
    "업데이트 ", "수정 ", "განახლდა: ", "Atnaujinta ", "Atjaunots ", "Uuendatud ", "Actualitzat el ",
)  # fmt: skip
PUBLISHED = (
    "Published: ", "First published on ", "Veröffentlicht am ", "Publié le ",
    "公開日：", "发布时间：", "發布：", "Publicado: ",
    "Pubblicato il ", "Gepubliceerd op ", "Publicerad ",
    "Publisert ", "Udgivet ", "Julkaistu ", "Опубликовано: ",
    "Опубліковано ", "Opublikowano: ", "Publikováno ",
    "Megjelent: ", "Publicat: ", "Objavljeno: ", "Δημοσίευση: ",
    "Yayınlanma: ", "Diterbitkan ", "تاريخ النشر: ", "تاریخ انتشار: ",
    "פורסם ", "प्रकाशित: ", "প্রকাশ: ", "เผยแพร่ ", "입력 ",
    "Published / updated: ", "Updated by the desk, published ",
)  # fmt: skip


@pytest.mark.parametrize("label", CHANGED)
def test_labels_of_a_change(label: str) -> None:
    assert label_of(label) == "changed"


@pytest.mark.parametrize("label", PUBLISHED)
def test_labels_of_a_publication(label: str) -> None:
    assert label_of(label) == "published"


@pytest.mark.parametrize(
    "text", ["Verstand ", "Lakeland ", "Updated 3 May 2023 | ", "Edited by Ann Lee ", ""]
)
def test_what_is_no_label(text: str) -> None:
    assert label_of(text) is None


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        ("%d.%m.%y %H.%M", "am 06.10.23 18.07 in Ort", "2023-10-06 18:07"),
        ("%m-%d-%Y", "05-06-2023", "2023-05-06 00:00"),
        ("%Y/%d/%m", "2023/06/10", "2023-10-06 00:00"),
        ("%d %B %Y, %I:%M %p", "6 octobre 2023, 6:07 p.m.", "2023-10-06 18:07"),
        ("%H:%M:%S %z %d|%m|%Y", "18:07:09 +0000 6|10|2023", "2023-10-06 18:07"),
        ("%d.%m.%y", "2023-10-06T18:07:00Z", "2023-10-06 18:07"),
    ],
)
def test_a_sites_own_form_comes_first(form: str, text: str, expected: str) -> None:
    found = read(text, "fr", style=Style(forms=(form,)))
    assert f"{found.instant:%Y-%m-%d %H:%M}" == expected


def test_a_form_that_finds_no_date_of_the_calendar_says_so() -> None:
    with pytest.raises(DateError, match="no date of the calendar"):
        read("31-02-2023", "fr", style=Style(forms=("%d-%m-%Y",)))


@pytest.mark.parametrize(
    ("form", "said"), [("%d %m", "no whole day"), ("%Q", "%Q"), ("%d %d %m %Y", "twice")]
)
def test_a_form_that_cannot_be_read_is_refused_at_once(form: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        form_pattern(form)


@pytest.mark.parametrize(("order", "expected"), [("dmy", "2023-06-05"), ("mdy", "2023-05-06"), ("", None)])
def test_a_sites_own_order_settles_what_is_ambiguous(order: str, expected: str | None) -> None:
    if expected is None:
        with pytest.raises(DateError, match="day and month"):
            read("05/06/2023", "ja")
    else:
        assert f"{read('05/06/2023', 'ja', style=Style(order)).instant:%Y-%m-%d}" == expected


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("Fri, 06 Oct 2023 18:07:00 +3", "2023-10-06 15:07"),
        ("Fri, 06 Oct 2023 18:07:00 -330", "2023-10-06 21:37"),
        ("Fri, 06 Oct 2023 18:07:00 GMT+3", "2023-10-06 15:07"),
        ("Fri, 06 Oct 2023 18:07:00 GMT+0300", "2023-10-06 15:07"),
        ("Fri, 06 Oct 2023 18:07:00 UTC-04:00", "2023-10-06 22:07"),
        ("Fri Oct 06 2023 18:07:00 GMT-0400 (Eastern Daylight Time)", "2023-10-06 22:07"),
        ("Fri Oct 06 18:07:00 GMT+0300 2023", "2023-10-06 15:07"),
        ("18:07:00 GMT+3 Oct 6 2023", "2023-10-06 15:07"),
        ("Oct 6, 2023 6:07 PM GMT+5:30", "2023-10-06 12:37"),
        ("Fri, 06 Oct 2023 18:07:00 Europe/Paris", "2023-10-06 16:07"),
        ("2023-10-06T18:07:00[Asia/Tokyo]", "2023-10-06 09:07"),
        ("Fri, 06 Oct 23 18:07:00 GMT", "2023-10-06 18:07"),
        ("Friday, 06-Oct-23 18:07:00 UTC", "2023-10-06 18:07"),
        ("2023-10-06T24:00:00Z", "2023-10-07 00:00"),
        ("Fri, 06 Oct 2023 24:00:00 +0200", "2023-10-06 22:00"),
    ],
)
def test_an_offset_means_what_its_sign_says(text: str, utc: str) -> None:
    found = read(text, "en", zone="America/Chicago")
    assert (found.zoned, f"{found.instant.astimezone(UTC):%Y-%m-%d %H:%M}") == (True, utc)


@pytest.mark.parametrize(
    "text",
    [
        "Mon, 01 Jan 0001 00:00:00 +0000",
        "6 Oct 2023 18:07:00 Asia/Nowhere",
        "6 Oct 2023 18:07 +25",
        "6 Oct 2023 24:07",
    ],
)
def test_what_no_zone_or_calendar_has_is_refused(text: str) -> None:
    with pytest.raises(DateError):
        read(text, "en")


@pytest.mark.parametrize("text", ["6 Oct 2023 18:07 - 19:30", "6 Oct 2023 18:07 +3 comments"])
def test_what_follows_a_clock_may_be_no_offset(text: str) -> None:
    found = read(text, "en")
    assert (found.zoned, f"{found.instant:%H:%M}") == (False, "18:07")
