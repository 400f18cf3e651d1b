"""Dates: the article's own, to the minute, with its zone."""

import pytest

from newsarchive.dates.within_text import dates_in
from newsarchive.dates.zone_of_page import zone_of
from newsarchive.extraction.metadata import metadata_candidates
from newsarchive.pages.tree import Page

OTHERS = (
    '<div class="top">今天是2024年2月3日 <span class="weather">北京 3℃ 2024-02-02 09:09</span></div>'
    '<div class="sidebar"><ul><li><a href="/1">另一篇</a><span>2023-01-10 10:10</span></li></ul></div>'
)
BELOW = (
    '<p>　　2020年1月1日 08:00，记者从有关部门获悉，经济运行平稳，稳中有进。</p><div class="comments">'
    "<time>2023-05-05 11:11</time>好</div><footer>Copyright © 2010-2024 某某网 2024-01-01 00:01</footer>"
)


def page(head: str, *, above: str = "", start: str = '<html lang="zh-CN">') -> str:
    title = "火箭发射成功"
    return f"{start}<title>{title}_某某网</title>{above}<body>{OTHERS}<h1>{title}</h1>{head}{BELOW}</body>"


def date_of(html: str, url: str = "https://example.com/a/1", field: str = "date", **site: str) -> str | None:
    found = metadata_candidates(Page(html, url, **site))[field]
    return found[0].value if found else None


@pytest.mark.parametrize(
    "stated",
    [
        "2022年03月07日 08:23",
        "2022年3月7日8时23分",
        "2022-03-07 08:23:00",
        "2022/03/07  08:23",
        "2022.03.07 08:23",
        "2022年03月07日 星期一 8:23",
        "2022年3月7日 上午8:23",
        "<em>2022</em> <em>03/07</em> <em>08:23:00</em>",
        "<time>2022-03-07 08:23</time>",
        '<time datetime="2022-03-07T00:23:00Z">3月7日</time>',
        "Mar 7, 2022 08:23",
    ],
)
@pytest.mark.parametrize(
    "around", ["{}", "发布时间：{} 来源：某某网", "<span>来源：某某网</span> <span>{}</span>"]
)
def test_the_head_says_when(stated: str, around: str) -> None:
    html = page(f'<div class="info">{around.format(stated)}</div>')
    found = date_of(html)
    assert found in {"2022-03-07T08:23:00+08:00", "2022-03-07T00:23:00+00:00"}


def test_a_date_above_the_headline_is_found() -> None:
    html = page("").replace("<h1>", "<p>2022-03-07 08:23</p><h1>")
    assert date_of(html) == "2022-03-07T08:23:00+08:00"


def test_nothing_beside_the_article_dates_it() -> None:
    assert date_of(page("").replace("2020年1月1日 08:00，", "")) is None


def test_an_update_is_no_publication() -> None:
    html = page("<p>更新时间：2022-03-08 10:00</p><p>发布时间：2022-03-07 08:23</p>")
    assert date_of(html) == "2022-03-07T08:23:00+08:00"
    assert date_of(html, field="modified") == "2022-03-08T10:00:00+08:00"


def test_the_head_gives_the_clock_to_a_day_that_json_ld_states() -> None:
    ld = '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2022-03-07"}</script>'
    assert date_of(page("<p>2022-03-07 08:23</p>", above=ld)) == "2022-03-07T08:23:00+08:00"


def test_a_clock_shown_to_readers_is_not_utc_because_a_template_says_so() -> None:
    ld = '<script type="application/ld+json">{"@type":"Article","pubDate":"2022-03-07T08:23:00Z"}</script>'
    assert date_of(page("<p>2022-03-07 08:23</p>", above=ld)) == "2022-03-07T08:23:00+08:00"


@pytest.mark.parametrize(
    ("start", "url", "site", "offset"),
    [
        ('<html lang="ja">', "https://example.com/1", {}, "+09:00"),
        ('<html lang="en">', "https://example.co.jp/1", {"language": "ja"}, "+09:00"),
        ('<html lang="en">', "https://example.com/1", {"zone": "America/New_York"}, "-05:00"),
        ('<html lang="zh-TW">', "https://example.tw/1", {}, "+08:00"),
    ],
)
def test_the_zone_is_the_sites(start: str, url: str, site: dict[str, str], offset: str) -> None:
    html = page("<p>2022-03-07 08:23</p>", start=start)
    assert date_of(html, url, **site) == f"2022-03-07T08:23:00{offset}"


def test_no_zone_is_made_up() -> None:
    html = (
        '<html lang="en"><title>A storm is coming</title><body><h1>A storm is coming</h1>'
        "<p>March 7, 2022 8:23 am</p>"
    )
    assert date_of(html) == "2022-03-07T08:23:00"
    assert zone_of(None, "en", "https://example.com/") == (None, 0.0)


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("28. April 2023, 18:03 Uhr", "de", "2023-04-28 18:03:00"),
        ("Publié le 3 août 2023 à 18h05", "fr", "2023-08-03 18:05:00"),
        ("12 de octubre de 2023 08:30 h", "es", "2023-10-12 08:30:00"),
        ("2025. 5. 15. 오후 8:00", "ko", "2025-05-15 20:00:00"),
        ("6:15 PM, April 28, 2023", "en", "2023-04-28 18:15:00"),
        ("9 января 2024, 10:15", "ru", "2024-01-09 10:15:00"),
        ("28 April 2023 at 5pm", "en", "2023-04-28 17:00:00"),
    ],
)
def test_dates_of_many_languages_become_figures(text: str, language: str, value: str) -> None:
    assert [found.value for found in dates_in(text, language)] == [value]


def test_what_names_no_month_is_no_date() -> None:
    assert list(dates_in("5 Party 2020, 31 Mayors 2021", "en")) == []


def test_american_clocks_follow_summer_time() -> None:
    html = (
        '<html lang="en"><title>A storm is coming</title><body><h1>A storm is coming</h1>'
        "<p>Published July 7, 2022 6:15 pm ET</p>"
    )
    assert date_of(html) == "2022-07-07T18:15:00-04:00"


def test_a_labelled_date_in_words_far_from_the_headline_is_found() -> None:
    body = f"<h1>A storm is coming</h1>{'<p>It rained all day, and it went on.</p>' * 40}"
    html = f'<html lang="en"><title>A storm</title><body>{body}<p class="meta">Published 7 March 2022</p>'
    assert date_of(html) == "2022-03-07"


def test_a_date_keeps_the_offset_that_the_page_states() -> None:
    html = page("<p>2022-03-07 10:23 GMT+10</p>")
    assert date_of(html, zone="Asia/Shanghai") == "2022-03-07T10:23:00+10:00"


def test_a_script_or_the_address_dates_a_page_that_shows_nothing() -> None:
    html = '<html lang="zh"><title>火箭</title><script>var publish_time = "2022-03-07 08:23";</script>'
    assert date_of(html) == "2022-03-07T08:23:00+08:00"
    assert date_of("<title>x</title>", "https://example.com/2022/03/07/story") == "2022-03-07"


def test_a_relative_date_is_handed_on_as_it_stands() -> None:
    assert date_of(page("<p>3小时前 来源：某某网</p>").replace("2020年1月1日 08:00，", "")) == "3小时前"


def test_a_yearless_date_takes_its_year_from_the_day_that_is_known() -> None:
    above = '<meta name="publishdate" content="2022-03-07">'
    html = page("<p>03-07 08:23 来源：某某网</p>", above=above)
    assert date_of(html) == "2022-03-07T08:23:00+08:00"


def test_a_relative_date_keeps_other_places_from_being_searched() -> None:
    html = page("<p>3小时前</p>").replace("</body>", "<p>发布时间：2019-01-01 10:00</p></body>")
    assert date_of(html) == "3小时前"


@pytest.mark.parametrize(
    "blocks", [("2022", "03 / 07", "08 : 23"), ("2022年03月07日", "08:23"), ("2022-03-07", "08:23:00")]
)
def test_a_date_in_several_blocks_is_one(blocks: tuple[str, ...]) -> None:
    head = "".join(f"<div>{block}</div>" for block in blocks)
    assert date_of(page(f"{head}<div>某某网</div>")) == "2022-03-07T08:23:00+08:00"


def test_the_state_of_a_script_dates_a_page() -> None:
    html = r'<html lang="ko"><title>x</title><script>push("{\"deployDt\":\"2026.01.29 18:40\"}")</script>'
    assert date_of(html) == "2026-01-29T18:40:00+09:00"


@pytest.mark.parametrize("headline", ['Councillor: "We had no choice"', 'The "old" bath', "A\\"])
def test_dates_of_a_json_ld_with_a_quote_too_many(headline: str) -> None:
    block = f'{{"@type":"NewsArticle","headline":"{headline}","datePublished":"2024-05-14T20:15:00+01:00"}}'
    html = f"<script type='application/ld+json'>{block}</script><body><h1>Bath</h1><p>A text.</p>"
    found = metadata_candidates(Page(html, "https://news.example/a"))["date"]
    assert found[0].value == "2024-05-14T20:15:00+01:00"


LABELS = {
    "en": ("Last updated on March 8, 2022 at 10:00 am", "March 7, 2022 at 8:23 am"),
    "de": ("Aktualisiert am 8. März 2022, 10:00 Uhr", "7. März 2022, 08:23 Uhr"),
    "fr": ("Mis à jour le 8 mars 2022 à 10h00", "le 7 mars 2022 à 08h23"),
    "es": ("Actualizado el 8 de marzo de 2022 a las 10:00", "7 de marzo de 2022 a las 8:23"),
    "ja": ("更新：2022年3月8日 10:00", "2022年3月7日 8:23"),
    "ru": ("Обновлено: 8 марта 2022 г. в 10:00", "7 марта 2022 г. в 8:23"),
    "tr": ("Güncelleme: 8 Mart 2022 saat 10:00", "7 Mart 2022 saat 08:23"),
    "fa": ("به‌روزرسانی: ۱۷ اسفند ۱۴۰۰ ساعت ۱۰:۰۰", "۱۶ اسفند ۱۴۰۰ ساعت ۰۸:۲۳"),
    "th": ("อัปเดต 8 มี.ค. 2565 10:00 น.", "7 มี.ค. 2565 08:23 น."),
}


@pytest.mark.parametrize("language", LABELS)
@pytest.mark.parametrize(
    "markup", ["<p>{}</p><p>{}</p>", "<time>{}</time> <time>{}</time>", "<p>{} | {}</p>"]
)
def test_what_is_labelled_as_an_update_is_no_publication(language: str, markup: str) -> None:
    start = f'<html lang="{language}">'
    html = f"{start}<title>A storm</title><body><h1>A storm</h1>{markup.format(*LABELS[language])}"
    assert (date_of(html) or "")[:16] == "2022-03-07T08:23"
    assert (date_of(html, field="modified") or "")[:16] == "2022-03-08T10:00"


def test_the_label_of_an_update_within_a_time_element_counts() -> None:
    html = (
        '<html lang="en"><title>A storm</title><body><h1>A storm</h1>'
        '<time datetime="2022-03-08T10:00:00+01:00">Updated: <b>8 March</b></time>'
        '<time datetime="2022-03-07T08:23:00+01:00">7 March</time>'
    )
    assert date_of(html) == "2022-03-07T08:23:00+01:00"


@pytest.mark.parametrize(
    ("start", "url", "more", "expected"),
    [
        ('<html lang="en">', "https://example.co.uk/1", "", "2022-07-03"),
        ('<html lang="en-US">', "https://example.com.au/1", "", "2022-07-03"),
        ('<html lang="en-IE">', "https://example.com/1", "", "2022-07-03"),
        (
            '<html lang="en">',
            "https://example.com/1",
            '<meta name="og:locale" content="en_NZ">',
            "2022-07-03",
        ),
        ('<html lang="en">', "https://example.com/1", "", "2022-03-07"),
        (
            '<html lang="en">',
            "https://example.com/1",
            "<footer>Next issue: 30/07/2022</footer>",
            "2022-07-03",
        ),
        ('<html lang="en">', "https://example.com/2022/07/03/a", "", "2022-07-03"),
        ('<html lang="ja">', "https://example.com/1", '<a href="/2022/07/03/b">', "2022-07-03"),
        ('<html lang="ja">', "https://example.com/1", "", "03/07/2022"),
    ],
)
def test_the_order_of_day_and_month(start: str, url: str, more: str, expected: str) -> None:
    html = f"{start}<title>A storm</title><body><h1>A storm</h1><p>03/07/2022</p>{more}"
    assert date_of(html, url) == expected


def test_a_clock_without_zone_takes_the_offset_that_the_page_states_elsewhere() -> None:
    html = (
        '<html lang="en"><title>A storm</title><body><h1>A storm</h1><p>March 7, 2022 8:23 am</p>'
        f'{BELOW}<p><time datetime="2022-03-07T08:23:00-08:00">then</time>'
    )
    assert date_of(html) == "2022-03-07T08:23:00-08:00"


@pytest.mark.parametrize(
    "block",
    [
        '{"@type":"NewsArticle","headline":"The "old" bridge","datePublished":"2022-03-07T08:23:00+01:00"}',
        '{"@type":"Article","datePublished":"2022-03-07T08:23:00+01:00","description":"He said "no"."}',
        '{"@graph":[{"@type":"NewsArticle","name":"A "B" C","datePublished":"2022-03-07T08:23:00+01:00",'
        '"author":{"@type":"Person","name":"Ann"}}]}',
    ],
)
def test_a_quotation_mark_in_json_ld_loses_no_date(block: str) -> None:
    html = f'<html lang="en"><title>A storm</title><script type="application/ld+json">{block}</script>'
    assert date_of(html) == "2022-03-07T08:23:00+01:00"


@pytest.mark.parametrize(
    "head",
    [
        '<time class="updated">2022.03.08</time><time class="entry-date">2022.03.07</time>',
        '<time class="entry-date">2022.03.07</time><time class="updated">2022.03.08</time>',
        '<p><span class="last-modified">2022.03.08</span> | <span>2022.03.07</span></p>',
        '<p class="modified">on <b>2022.03.08</b></p><p>2022.03.07</p>',
    ],
)
def test_an_elements_name_tells_which_of_two_dates_is_the_updates(head: str) -> None:
    html = f'<html lang="ko"><title>A storm</title><body><h1>A storm</h1>{head}'
    assert (date_of(html), date_of(html, field="modified")) == ("2022-03-07", "2022-03-08")


def test_what_is_named_published_and_updated_is_published() -> None:
    head = '<time class="entry-date published updated" datetime="2022-03-07T08:23:00+01:00">7 March</time>'
    html = f'<html lang="en"><title>A storm</title><body><h1>A storm</h1>{head}'
    assert date_of(html) == "2022-03-07T08:23:00+01:00"
    assert date_of(html, field="modified") is None
