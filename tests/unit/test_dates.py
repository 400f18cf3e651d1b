from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.dates import ParsedDate, parse_date
from newsarchive.exceptions import DateError

SHANGHAI = ZoneInfo("Asia/Shanghai")
REFERENCE = datetime(2022, 3, 8, 10, 0, tzinfo=SHANGHAI)


def read(text: str, language: str = "zh-CN", reference: datetime = REFERENCE) -> ParsedDate:
    return parse_date(text, reference=reference, zone=SHANGHAI, language=language)


def reason(text: str, language: str = "zh-CN", reference: datetime = REFERENCE) -> str:
    with pytest.raises(DateError) as caught:
        read(text, language, reference)
    return caught.value.reason


@pytest.mark.parametrize(
    ("text", "expected", "precision"),
    [
        # figures
        ("2022-03-07 08:23:06", "2022-03-07 08:23:06", "second"),
        ("2022-03-07 08:23", "2022-03-07 08:23:00", "minute"),
        ("2022-03-07,08:23", "2022-03-07 08:23:00", "minute"),
        ("2022/3/7 8:23", "2022-03-07 08:23:00", "minute"),
        ("2022.03.07", "2022-03-07 00:00:00", "day"),
        ("20220307", "2022-03-07 00:00:00", "day"),
        ("202203070823", "2022-03-07 08:23:00", "minute"),
        ("20220307082306", "2022-03-07 08:23:06", "second"),
        # Chinese
        ("2022年3月7日 8:23", "2022-03-07 08:23:00", "minute"),
        ("2022年03月07日 08时23分06秒", "2022-03-07 08:23:06", "second"),
        ("2022 年 3 月 7 日 8 时 23 分", "2022-03-07 08:23:00", "minute"),
        ("2022年3月7日8时", "2022-03-07 08:00:00", "minute"),
        ("2022年3月7日上午8:23", "2022-03-07 08:23:00", "minute"),
        ("2022年3月7日下午3点05分", "2022-03-07 15:05:00", "minute"),
        ("2022年3月7日中午12:10", "2022-03-07 12:10:00", "minute"),
        ("2022年3月7日凌晨12:10", "2022-03-07 00:10:00", "minute"),
        ("2022年3月7日晚上8点", "2022-03-07 20:00:00", "minute"),
        ("２０２２－０３－０７　０８：２３：０６", "2022-03-07 08:23:06", "second"),
        ("２０２２年３月７日\u00a0８：２３", "2022-03-07 08:23:00", "minute"),
        # no year: the latest that is not in the future
        ("03-07 08:23", "2022-03-07 08:23:00", "minute"),
        ("03月07日 08:23", "2022-03-07 08:23:00", "minute"),
        ("03月07日", "2022-03-07 00:00:00", "day"),
        ("03月08日 09:59", "2022-03-08 09:59:00", "minute"),
        ("03月08日 10:01", "2021-03-08 10:01:00", "minute"),
        ("03-09 08:23", "2021-03-09 08:23:00", "minute"),
        ("12月31日", "2021-12-31 00:00:00", "day"),
        # relative
        ("3小时前", "2022-03-08 07:00:00", "minute"),
        ("半小时前", "2022-03-08 09:30:00", "minute"),
        ("两个小时前", "2022-03-08 08:00:00", "minute"),
        ("5分钟前", "2022-03-08 09:55:00", "minute"),
        ("30秒前", "2022-03-08 09:59:30", "second"),
        ("2天前", "2022-03-06 00:00:00", "day"),
        ("刚刚", "2022-03-08 10:00:00", "minute"),
        ("昨天 08:23", "2022-03-07 08:23:00", "minute"),
        ("昨天08:23", "2022-03-07 08:23:00", "minute"),
        ("昨日", "2022-03-07 00:00:00", "day"),
        ("前天", "2022-03-06 00:00:00", "day"),
        ("前天 08:23", "2022-03-06 08:23:00", "minute"),
        ("今天 08:23", "2022-03-08 08:23:00", "minute"),
        ("2 hours ago", "2022-03-08 08:00:00", "minute"),
        ("Yesterday", "2022-03-07 00:00:00", "day"),
        # standards; the instant is what counts
        ("2022-03-07T00:23:06Z", "2022-03-07 08:23:06", "second"),
        ("2022-03-07T00:23:06.123Z", "2022-03-07 08:23:06", "second"),
        ("2022-03-07T08:23:06+0800", "2022-03-07 08:23:06", "second"),
        ("2022-03-06T19:23:06-05:00", "2022-03-07 08:23:06", "second"),
        ("2022-03-07T08:23", "2022-03-07 08:23:00", "minute"),
        ("2022-03-07 00:23:06 UTC", "2022-03-07 08:23:06", "second"),
        ("2022-03-07 00:23 GMT+0", "2022-03-07 08:23:00", "minute"),
        ("(GMT+8, Asia/Shanghai, CST) 2022-03-07 08:23:06", "2022-03-07 08:23:06", "second"),
        ("2022-03-07 08:23 CST", "2022-03-07 08:23:00", "minute"),
        ("2022-03-06 19:23 EST", "2022-03-07 08:23:00", "minute"),
        ("北京时间2022年3月7日 08:23", "2022-03-07 08:23:00", "minute"),
        ("Mon, 07 Mar 2022 00:23:06 GMT", "2022-03-07 08:23:06", "second"),
        ("Mon, 7 Mar 2022 08:23:06 +0800", "2022-03-07 08:23:06", "second"),
        ("1646612586", "2022-03-07 08:23:06", "second"),
        ("1646612586123", "2022-03-07 08:23:06", "second"),
        ("1646612586000", "2022-03-07 08:23:06", "second"),
        ("1646612586.0", "2022-03-07 08:23:06", "second"),
        ("1646612586.5", "2022-03-07 08:23:06", "second"),
        ("1646612586999.75", "2022-03-07 08:23:06", "second"),
        # words
        ("March 7, 2022 8:23 AM", "2022-03-07 08:23:00", "minute"),
        ("Mar. 7, 2022 at 8:23 p.m.", "2022-03-07 20:23:00", "minute"),
        ("7 March 2022", "2022-03-07 00:00:00", "day"),
        ("7th March 2022", "2022-03-07 00:00:00", "day"),
        ("Monday, March 7, 2022", "2022-03-07 00:00:00", "day"),
        ("7. März 2022", "2022-03-07 00:00:00", "day"),
        ("7. März 2022, 08:23 Uhr", "2022-03-07 08:23:00", "minute"),
        ("7 mars 2022, 08:23", "2022-03-07 08:23:00", "minute"),
        ("7 de marzo de 2022", "2022-03-07 00:00:00", "day"),
        ("7 marzo 2022", "2022-03-07 00:00:00", "day"),
        ("7 de março de 2022", "2022-03-07 00:00:00", "day"),
        ("7 maart 2022", "2022-03-07 00:00:00", "day"),
        ("7 marca 2022", "2022-03-07 00:00:00", "day"),
        ("7 марта 2022", "2022-03-07 00:00:00", "day"),
        # labels, weekdays, neighbours
        ("发布时间：2022-03-07 08:23", "2022-03-07 08:23:00", "minute"),
        ("来源：上饶日报 2022-03-07 08:23:06", "2022-03-07 08:23:06", "second"),
        ("2022-03-07 08:23:06 来源：上饶日报", "2022-03-07 08:23:06", "second"),
        ("2022-03-07 08:23 CCTV", "2022-03-07 08:23:00", "minute"),
        ("2022-03-07 08:23 阅读 123", "2022-03-07 08:23:00", "minute"),
        ("2022年03月07日 星期一 08:23", "2022-03-07 08:23:00", "minute"),
        ("2022-03-07(周一) 08:23", "2022-03-07 08:23:00", "minute"),
        ("更新：2022-03-08 09:00 发布：2022-03-07 08:23", "2022-03-07 08:23:00", "minute"),
        ("Published: March 7, 2022", "2022-03-07 00:00:00", "day"),
        ("Updated on March 7, 2022", "2022-03-07 00:00:00", "day"),
        ("Published March 7, 2022 | Updated March 8, 2022", "2022-03-07 00:00:00", "day"),
        ("Updated March 8, 2022 Published March 7, 2022", "2022-03-07 00:00:00", "day"),
        ("Veröffentlicht am 7. März 2022", "2022-03-07 00:00:00", "day"),
        ("Publié le 7 mars 2022 à 8h23", "2022-03-07 08:23:00", "minute"),
        ("7 mars 2022 à 8h", "2022-03-07 08:00:00", "minute"),
        ("7 de março de 2022 às 08h23", "2022-03-07 08:23:00", "minute"),
        ("March 7, 2022 BST", "2022-03-07 00:00:00", "day"),
        # a clock behind whatever stands between
        ("2022-03-07 Mon 08:23", "2022-03-07 08:23:00", "minute"),
        ("8:23 2022-03-07", "2022-03-07 08:23:00", "minute"),
        ("March 7, 2022 noon", "2022-03-07 12:00:00", "minute"),
        ("2022-03-07 (08:23)", "2022-03-07 08:23:00", "minute"),
        ("2022-03-07 · 08:23", "2022-03-07 08:23:00", "minute"),
        ("2022-03-07\u200b08:23", "2022-03-07 08:23:00", "minute"),
        ("2022. 3. 7. 08:23", "2022-03-07 08:23:00", "minute"),
        ("2022年3月7日8点半", "2022-03-07 08:30:00", "minute"),
        ("2022年3月7日 8時23分", "2022-03-07 08:23:00", "minute"),
        ("2022–03–07 08:23", "2022-03-07 08:23:00", "minute"),
        ("20220307 08:23", "2022-03-07 08:23:00", "minute"),
        ("20220307T002306Z", "2022-03-07 08:23:06", "second"),
        ("2022-03-06T19:23:06-05", "2022-03-07 08:23:06", "second"),
        # counts that end in a smaller count
        ("十二小时前", "2022-03-07 22:00:00", "minute"),
        ("二十五分钟前", "2022-03-08 09:35:00", "minute"),
        ("大前天", "2022-03-05 00:00:00", "day"),
    ],
)
def test_what_is_read(text: str, expected: str, precision: str) -> None:
    parsed = read(text)
    assert parsed.instant.strftime("%Y-%m-%d %H:%M:%S") == expected
    assert parsed.precision == precision
    assert parsed.instant.tzinfo is SHANGHAI


@pytest.mark.parametrize(
    ("language", "slashes", "dots"),
    [
        ("en", "2021-03-04", "2021-04-03"),
        ("en-US", "2021-03-04", "2021-04-03"),
        ("en-GB", "2021-04-03", "2021-04-03"),
        ("de", "2021-04-03", "2021-04-03"),
        ("fr-FR", "2021-04-03", "2021-04-03"),
        ("ru", "2021-04-03", "2021-04-03"),
    ],
)
def test_the_language_orders_day_and_month(language: str, slashes: str, dots: str) -> None:
    assert f"{read('03/04/2021', language).instant:%Y-%m-%d}" == slashes
    assert f"{read('03.04.2021', language).instant:%Y-%m-%d}" == dots
    assert f"{read('25/02/2022', language).instant:%Y-%m-%d}" == "2022-02-25"


@pytest.mark.parametrize(
    ("language", "text", "expected", "precision"),
    [
        ("de", "vor 3 Stunden", "2022-03-08 07:00:00", "minute"),
        ("de-AT", "vor 30 Sekunden", "2022-03-08 09:59:30", "second"),
        ("de", "gestern um 08:23 Uhr", "2022-03-07 08:23:00", "minute"),
        ("de", "vorgestern", "2022-03-06 00:00:00", "day"),
        ("fr", "il y a 2 jours", "2022-03-06 00:00:00", "day"),
        ("fr", "hier à 8h23", "2022-03-07 08:23:00", "minute"),
        ("es", "ayer", "2022-03-07 00:00:00", "day"),
        ("it", "3 ore fa", "2022-03-08 07:00:00", "minute"),
        ("pt", "ontem às 08h23", "2022-03-07 08:23:00", "minute"),
        ("nl", "3 uur geleden", "2022-03-08 07:00:00", "minute"),
        ("pl", "3 godziny temu", "2022-03-08 07:00:00", "minute"),
        ("ru", "вчера в 08:23", "2022-03-07 08:23:00", "minute"),
    ],
)
def test_relative_phrases_are_the_languages_own(
    language: str, text: str, expected: str, precision: str
) -> None:
    parsed = read(text, language)
    assert parsed.instant.strftime("%Y-%m-%d %H:%M:%S") == expected
    assert parsed.precision == precision


@pytest.mark.parametrize(
    ("language", "text"),
    [("de", "5 min"), ("de", "hier 08:23"), ("de", "in 2 Stunden"), ("de", "vor 3 Monaten"),
     ("de", "vor 3 Zeugen"), ("fr", "hier à 8h"), ("fr", "hier 25:61")],
)  # fmt: skip
def test_phrases_that_name_no_day_in_the_past(language: str, text: str) -> None:
    assert reason(text, language) == "impossible-date"


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("hi", "7 मार्च 2022", "2022-03-07 00:00"),
        ("ar", "الإثنين، 7 مارس 2022 08:23", "2022-03-07 08:23"),
        ("ar", "٧ / ٣ / ٢٠٢٢", "2022-03-07 00:00"),
        ("ca", "Dilluns, Març 7, 2022", "2022-03-07 00:00"),
        ("bs", "prije 26 minuta", "2022-03-08 09:34"),
        ("ko", "3시간 전", "2022-03-08 07:00"),
        ("hr", "7. listopada 2021", "2021-10-07 00:00"),
        ("pl", "7 listopada 2021", "2021-11-07 00:00"),
        ("tr", "7 Mart 2022 Pazartesi 08:23", "2022-03-07 08:23"),
        ("hu", "2022. március 7. 08:23", "2022-03-07 08:23"),
        ("de", "28. Februar 2022 - 16.03 Uhr", "2022-02-28 16:03"),
        ("de", "21.02.2022 – 27.02.2022", "2022-02-21 00:00"),
        ("zh-TW", "3小時前", "2022-03-08 07:00"),
        ("", "7. März 2022", "2022-03-07 00:00"),
    ],
)
def test_every_language_that_dateparser_knows_is_read(language: str, text: str, expected: str) -> None:
    assert f"{read(text, language).instant:%Y-%m-%d %H:%M}" == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mon Mar 07 00:23:06 UTC 2022", "2022-03-07 08:23:06"),
        ("March 6, 2022, 7:23 p.m. ET", "2022-03-07 08:23:00"),
        ("July 6, 2021, 8:23 p.m. ET", "2021-07-07 08:23:00"),
        ("7:23 PM ET, Sun March 6, 2022", "2022-03-07 08:23:00"),
        ("7 March 2022, 10:23 GMT+10", "2022-03-07 08:23:00"),
    ],
)
def test_zones_behind_english_clocks(text: str, expected: str) -> None:
    assert f"{read(text, 'en').instant:%Y-%m-%d %H:%M:%S}" == expected


def test_a_range_of_days_is_no_day() -> None:
    assert reason("9-19 December 2021", "en") == "impossible-date"


def test_a_leap_day_without_year_is_the_last_one() -> None:
    january = datetime(2021, 1, 5, tzinfo=SHANGHAI)
    assert f"{read('02月29日', reference=january).instant:%Y-%m-%d}" == "2020-02-29"


@pytest.mark.parametrize("language", ["zh-CN", "zh", "ja", "ko"])
def test_without_a_custom_the_order_is_ambiguous(language: str) -> None:
    assert reason("03/04/2021", language) == "ambiguous-date"
    assert f"{read('25/02/2022', language).instant:%Y-%m-%d}" == "2022-02-25"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "no-date"),
        ("   ", "no-date"),
        ("　　", "no-date"),
        ("\x00", "no-date"),
        ("\ud800", "no-date"),
        ("Monday", "no-date"),
        ("上饶日报", "no-date"),
        ("2022-13-45", "impossible-date"),
        ("2022-02-29", "impossible-date"),
        ("2022-04-31 08:00", "impossible-date"),
        ("2022-03-07 25:61", "impossible-date"),
        ("2022-03-07 24:00", "impossible-date"),
        ("2022-03-07 08:60", "impossible-date"),
        ("2022年3月7日 13:00 PM", "impossible-date"),
        ("0000-00-00", "impossible-date"),
        ("0000-00-00 00:00:00", "impossible-date"),
        ("0970-01-01", "impossible-date"),
        ("1970-01-01", "impossible-date"),
        ("1970-01-01 08:00:00", "impossible-date"),
        ("1970-01-01T00:00:00Z", "impossible-date"),
        ("0", "impossible-date"),
        ("2022", "impossible-date"),
        ("2022年3月", "impossible-date"),
        ("March 2022", "impossible-date"),
        ("08:23", "impossible-date"),
        ("02月29日", "impossible-date"),
        ("31 April 2021", "impossible-date"),
        ("2022-03-07 08:23 XYZT", "impossible-date"),
        ("2022-03-07T08:23:06+99:00", "impossible-date"),
        ("9999999999", "impossible-date"),
        ("1646612586.", "impossible-date"),
        ("164661258.6", "impossible-date"),
        ("2022-03-07T082306", "impossible-date"),
        ("2022-03-07 来源：新华社 08:23", "impossible-date"),
        ("2022年3月7日上午13:05", "impossible-date"),
        ("March 7, 2022 13:00 PM", "impossible-date"),
        ("January 1, 0999", "impossible-date"),
        ("1.5小时前", "impossible-date"),
        ("99999小时前", "impossible-date"),
        ("1.5 hours ago", "impossible-date"),
        ("twenty-one hours ago", "no-date"),
        ("2099-01-01", "future-date"),
        ("2022-03-09 10:01", "future-date"),
    ],
)
def test_what_is_no_date(text: str, expected: str) -> None:
    assert reason(text) == expected


@pytest.mark.parametrize(
    ("zone", "text", "expected"),
    [
        ("Asia/Shanghai", "1900-01-01", "1900-01-01 00:00:00 +0800"),
        ("Asia/Shanghai", "1850-03-04 08:00:00", "1850-03-04 08:00:00 +0800"),
        ("Asia/Shanghai", "1899-12-31T23:00:00Z", "1900-01-01 07:00:00 +0800"),
        ("Asia/Shanghai", "1901-01-01 08:00", "1901-01-01 08:00:00 +0800"),
        ("Asia/Kolkata", "1900-01-01", "1900-01-01 00:00:00 +0530"),
        ("Africa/Monrovia", "1971-06-01 12:00", "1971-06-01 12:00:00 +0000"),
        ("America/New_York", "1850-07-04 12:00", "1850-07-04 12:00:00 -0500"),
        ("Europe/Dublin", "1900-07-04", "1900-07-04 00:00:00 +0000"),
        ("UTC", "1850-03-04", "1850-03-04 00:00:00 +0000"),
    ],
)
def test_before_standard_time_the_first_one_counts(zone: str, text: str, expected: str) -> None:
    parsed = parse_date(text, reference=REFERENCE, zone=ZoneInfo(zone), language="zh-CN")
    assert f"{parsed.instant:%Y-%m-%d %H:%M:%S %z}" == expected


@given(st.integers(1000, 2021), st.integers(1, 12), st.sampled_from(sorted(available_timezones())))
def test_every_offset_is_one_of_whole_minutes(year: int, month: int, name: str) -> None:
    parsed = parse_date(f"{year}-{month:02}-15", reference=REFERENCE, zone=ZoneInfo(name), language="zh-CN")
    assert len(f"{parsed.instant:%z}") == len("+0800")
    assert f"{parsed.instant:%Y-%m-%d %H:%M}" == f"{year}-{month:02}-15 00:00"


def test_a_day_ahead_is_a_matter_of_clocks() -> None:
    assert read("2022-03-09 09:59").instant == REFERENCE + timedelta(hours=23, minutes=59)


@pytest.mark.parametrize(
    "unit", ["1", " ", "年", "2022-", "1 ", "3月", "-", "上午", "ago ", "(", "2022-03-07 "]
)
def test_long_input_is_refused(unit: str) -> None:
    assert reason(unit * (200_000 // len(unit))) in {"no-date", "impossible-date"}


def test_white_space_around_a_date_is_no_long_input() -> None:
    assert read(" " * 100_000 + "2022-03-07" + "\n" * 100_000).precision == "day"


@given(st.text(max_size=400) | st.text("0123456789年月日时分秒前天昨-/.: 上下午+ZGMTago", max_size=60))
def test_every_text_is_a_date_or_none(text: str) -> None:
    try:
        parsed = read(text)
    except DateError:
        return
    assert parsed.instant <= REFERENCE + timedelta(days=1)


FORMATS = ("%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y年%m月%d日 %H时%M分%S秒", "%Y%m%d%H%M%S")
MOMENTS = st.datetimes(datetime(1971, 1, 1), datetime(2022, 3, 8), timezones=st.just(UTC))


@given(MOMENTS, st.sampled_from(FORMATS))
def test_formatted_dates_come_back(moment: datetime, form: str) -> None:
    moment = moment.replace(microsecond=0).astimezone(SHANGHAI)
    assert read(moment.strftime(form)).instant.replace(tzinfo=None) == moment.replace(tzinfo=None)


PIECES = [
    *("2022", "03", "7", "13", "45", "-", "/", ".", ":", "年", "月", "日", "上午", "下午", " ", " "),
    *("March", "März", "mars", "de", "T", "Z", "UTC", "+08:00", "EST", "AM", "p.m.", "Published", "|"),
    *("前", "小时", "昨天", "ago", "vor", "gestern", "\u200b", "\ud800", "\x00", "\u200f"),
]
NEAR_DATES = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


@given(NEAR_DATES, st.sampled_from(["zh-CN", "en", "de", "fr", "", "xx"]))
def test_every_text_near_a_date_is_a_date_or_none(text: str, language: str) -> None:
    try:
        parsed = read(text, language)
    except DateError:
        return
    assert parsed.instant <= REFERENCE + timedelta(days=1)
    assert parsed.instant.microsecond == 0


@given(MOMENTS)
def test_iso_8601_and_rfc_2822_come_back(moment: datetime) -> None:
    moment = moment.replace(microsecond=0)
    assert read(moment.isoformat()).instant == moment
    assert read(moment.strftime("%a, %d %b %Y %H:%M:%S GMT")).instant == moment
