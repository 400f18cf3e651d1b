# ruff: noqa: E501  a line of markup stays whole
"""The day of publication in markups of many systems, beside the day of the last change."""

import pytest

from newsarchive.extraction.metadata import metadata_candidates
from newsarchive.pages.tree import Page

TEXT = "<p>" + "The ferry will not sail before the spring, the harbour master said on the quay. " * 6 + "</p>"
H1 = "<h1>Ferry stays in harbour</h1>"
OLD, NEW = "2024-05-14T21:05:00Z", "2024-05-16T08:30:00Z"


URL = "https://news.example.com/town/ferry-stays"


def date(body: str, head: str = "", language: str = "en", url: str = URL) -> str:
    html = f"<html lang={language}><head><title>Ferry stays in harbour</title>{head}</head><body>{body}"
    found = metadata_candidates(Page(html, url))["date"]
    return found[0].value if found else ""


@pytest.mark.parametrize(
    "markup",
    [
        f"<p><span property=dateModified content={NEW}>16 May</span>"
        f"<span property=datePublished content={OLD}>14 May</span></p>",
        f"<meta itemprop=dateModified content={NEW}><meta itemprop=datePublished content={OLD}>",
        f"<p><abbr class=updated title={NEW}>16 May</abbr> <abbr class=published title={OLD}>14 May</abbr></p>",
        f"<p><time class=dt-updated datetime={NEW}>x</time> <time class=dt-published datetime={OLD}>y</time></p>",
        f"<p><time datetime={NEW}>updated</time> <time pubdate datetime={OLD}>14 May</time></p>",
        f"<relative-time datetime={OLD}>3 hours ago</relative-time>",
        f"<amp-timeago layout=fixed datetime={OLD}>14 May</amp-timeago>",
        "<span class=date data-timestamp=1715720700>14 May</span>",
        f"<span class=date data-datetime={OLD}>14 May</span>",
        f'<script id="__NEXT_DATA__">{{"updatedAt":"{NEW}","firstPublished":"{OLD}"}}</script>',
        f'<script>window.__NUXT__={{post:{{updated_at:"{NEW}",published_at:"{OLD}"}}}}</script>',
        f'<script>dataLayer.push({{"articlePublishDate":"{OLD}","articleUpdateDate":"{NEW}"}})</script>',
    ],
)
def test_what_is_stated_for_machines(markup: str) -> None:
    assert date(H1 + markup + TEXT)[:16] == "2024-05-14T21:05"


LABELS = {
    "en": "Last edited", "de": "Überarbeitet", "fr": "Dernière modification", "es": "Última modificación",
    "it": "Ultima modifica", "nl": "Laatst gewijzigd", "pt": "Última modificação", "pl": "Modyfikacja",
    "ru": "Отредактировано", "sv": "Redigerad", "fi": "Päivitys", "cs": "Naposledy upraveno", "tr": "Değiştirilme",
    "ja": "改訂", "zh": "最后更新", "ko": "최종수정", "ar": "آخر تعديل", "he": "עריכה אחרונה", "hi": "संपादित",
    "th": "แก้ไขล่าสุด", "el": "Τελευταία ενημέρωση", "uk": "Останнє оновлення",
}  # fmt: skip


@pytest.mark.parametrize("language", LABELS)
@pytest.mark.parametrize(
    "shape",
    [
        "{h}<p>{label}: {new}</p><p>{old}</p>{text}",
        "{h}<dl><dt>{label}</dt><dd>{new}</dd></dl><p>{old}</p>{text}",
        "{h}<table><tr><td>{label}</td><td>{new}</td></tr></table><p>{old}</p>{text}",
        "<div>{old}</div><div>{label}</div><div>{new}</div>{h}{text}",
        "{h}<p>{new} ({label})</p><p>{old}</p>{text}",
    ],
)
def test_a_label_before_above_or_behind_a_date_says_that_it_changed(language: str, shape: str) -> None:
    body = shape.format(
        h=H1, label=LABELS[language], new="2024-05-16 08:30", old="2024-05-14 21:05", text=TEXT
    )
    assert date(body, language=language)[:16] == "2024-05-14T21:05"


def test_a_label_behind_a_date_may_be_the_next_dates() -> None:
    assert date(f"{H1}<p>14 May 2024, 21:05, updated 16 May 2024, 08:30</p>{TEXT}") == "2024-05-14T21:05:00"


@pytest.mark.parametrize(
    "holder",
    [
        '<div id="sidebar"><header>{}</header></div>{text}',
        '<div class="card promo"><div>{}</div>{text}</div>',
        '<div class="widget">{}{text}</div>',
    ],
)
def test_what_holds_the_headline_stands_beside_nothing(holder: str) -> None:
    head = f"{H1}<p><time datetime={OLD}>14 May</time></p>"
    assert date(holder.replace("{}", head).replace("{text}", TEXT))[:16] == "2024-05-14T21:05"


@pytest.mark.parametrize(
    "markup",
    [
        "<div><b>Datum:</b> 14.05.2024 <br><b>Autor:</b> Ida Holm</div>",
        "<div><span>Erschienen am</span> 14.05.2024</div>",
        "<p>Geändert: 16.05.2024 Erschienen: 14.05.2024</p>",
        f"<div class=post-footer><abbr itemprop=datePublished title={OLD}>2:33 PM</abbr></div>",
    ],
)
def test_a_date_far_below_the_headline(markup: str) -> None:
    assert date(H1 + TEXT * 8 + markup, language="de")[:10] == "2024-05-14"


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("news/14-05-2024", "2024-05-14"),
        ("news/report_14.05.2024_ferry", "2024-05-14"),
        ("news/05.06.2024-ferry", "2024-06-05"),
        ("news/05-06-2024", ""),
        ("news/2024/05/14/ferry", "2024-05-14"),
        ("news/1234-05-20245", ""),
    ],
)
def test_the_day_in_an_address(address: str, day: str) -> None:
    assert date(H1 + TEXT, url=f"https://news.example.com/{address}") == day
