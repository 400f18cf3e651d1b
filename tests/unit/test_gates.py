# ruff: noqa: E501  a line of markup stays whole
"""Teasers of articles that are not free, told by what stands behind them; whole texts that stay articles."""

import json

import pytest

from newsarchive.extraction.candidates import Candidate
from newsarchive.extraction.reading import Reading, automatic_reading
from newsarchive.extraction.refusals import refusal
from newsarchive.pages.tree import Page

URL = "http://a.example/town/ferry-4711.html"
SENTENCES = (
    "The ferry across the sound will not sail again before the spring, the harbour master said on Monday.",
    "Its engine was taken ashore last week, where a crack of nearly half a metre was found in the block.",
    "A new one has to be cast in the north, and the foundry there has work until the end of February.",
    "Until then a bus goes round by the bridge six times a day, which takes an hour and ten minutes.",
    "Fishermen have offered to take passengers in their boats, but the town has forbidden them to do so.",
    "The shop on the island gets its goods by barge once a week, and has asked its customers to order early.",
    "Two families have moved to the mainland for the winter, so that their children need not get up at five.",
    "Repairs will cost as much as the ferry earned in the last three years, according to the town's treasurer.",
)
TEASER = "".join(f"<p>{one}</p>" for one in SENTENCES[:4])
WHOLE = "".join(f"<p>{one}</p>" for one in SENTENCES) * 4
HEAD = '<title>No ferry</title><meta property="article:published_time" content="2024-05-14T08:00:00Z">'
LD = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "No ferry",
    "datePublished": "2024-05-14T08:00:00Z",
}


def page_of(body: str, more: str = "", head: str = "") -> Page:
    shown = f"<article><h1>No ferry</h1><div class=text>{body}</div>{more}</article>"
    foot = "<footer><a href=/subscribe>Subscribe</a> <a href=/imprint>Imprint</a></footer>"
    return Page(f"<html><head>{HEAD}{head}</head><body>{shown}{foot}</body></html>", URL)


def judged(page: Page, body: str | None = None) -> str | None:
    reading = automatic_reading(page)
    if body is not None:
        reading = Reading({"body": [Candidate(body, "test", 1.0)]})
    refused = refusal(page, reading, dated=True)
    return refused.reason if refused else None


def ld(**more: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(LD | more)}</script>'


@pytest.mark.parametrize(
    "words",
    [
        "Subscribe to continue reading", "Log in or sign up to keep reading", "Continue reading with a digital subscription",
        "This article is for subscribers only.", "This story is available exclusively to our members",
        "You have reached your limit of free articles", "Already a subscriber? Log in", "Subscriber-only content",
        "Dieser Artikel ist nur für Abonnenten lesbar", "Weiterlesen mit dem Digitalabo", "Um diesen Artikel weiterzulesen, melden Sie sich an",
        "Sie haben bereits ein Abo?", "Exklusiv für Abonnenten", "Article réservé aux abonnés", "Abonnez-vous pour lire la suite",
        "Il vous reste 70% de cet article à lire", "Déjà abonné ?", "Contenido exclusivo para suscriptores", "Suscríbete para seguir leyendo",
        "¿Ya eres suscriptor?", "Para seguir leyendo, regístrate", "Contenuto riservato agli abbonati", "Abbonati per continuare a leggere",
        "Conteúdo exclusivo para assinantes", "Assine para continuar lendo", "Já é assinante?", "Alleen voor abonnees", "Lees verder met een abonnement",
        "Om verder te lezen heeft u een abonnement nodig", "För att läsa: endast för prenumeranter", "Läs vidare med ett abonnemang",
        "Prenumerera för att läsa hela artikeln", "Kun for abonnenter", "Læs videre med et abonnement", "Les videre med abonnement", "For å lese hele saken må du logge inn",
        "Juttu on vain tilaajille", "Artykuł dostępny tylko dla prenumeratorów", "Wykup dostęp, aby czytać dalej", "Pouze pro předplatitele",
        "Csak előfizetőknek", "Материал доступен только для подписчиков", "Оформите подписку, чтобы читать дальше", "Лише для передплатників",
        "订阅后继续阅读", "本文为付费内容", "会员专享", "登录后阅读全文", "剩余62%，订阅后阅读", "成為會員即可閱讀", "この記事は有料会員限定です", "残り1,204文字", "続きを読むには会員登録が必要です",
        "이 기사는 유료 회원 전용입니다", "구독하시면 계속 읽을 수 있습니다", "Sadece abonelere", "Okumaya devam etmek için abone olun", "Bu haber abonelere özel",
        "للمشتركين فقط", "اشترك لقراءة المزيد", "להמשך קריאה הצטרפו", "Μόνο για συνδρομητές", "Khusus pelanggan", "Dành riêng cho hội viên",
    ],
)  # fmt: skip
def test_the_words_of_a_gate_behind_a_teaser(words: str) -> None:
    assert judged(page_of(TEASER, f"<div class=box><p>{words}</p></div>"), TEASER) == "paywall"
    assert judged(page_of(TEASER, f"<div class=box><p>{words}</p></div>")) == "paywall"
    assert judged(page_of(WHOLE, f"<div class=box><p>{words}</p></div>"), WHOLE) is None


@pytest.mark.parametrize(
    ("more", "head"),
    [
        ("", ld(isAccessibleForFree=False)),
        ("", ld(isAccessibleForFree="False")),
        ("", ld(isAccessibleForFree="http://schema.org/False")),
        ("", ld(hasPart={"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".closed"})),
        (
            "",
            ld(
                hasPart=[
                    {
                        "@type": "WebPageElement",
                        "isAccessibleForFree": "false",
                        "cssSelector": [".closed", "["],
                    }
                ]
            ),
        ),
        ("", ld() + '<meta property="article:content_tier" content="locked">'),
        ("", ld() + '<meta name="paywall" content="true">'),
        ('<div class="paywall-box"><h3>Read on</h3><p>Premium for 1 euro</p></div>', ""),
        ('<div class="piano-container"><div><p>Our subscription offers</p></div></div>', ""),
        ('<div id="regwall"><p>Register for free</p></div>', ""),
        ('<div class="c-content-gate"><span>Jetzt abonnieren</span></div>', ""),
    ],
)
def test_the_signs_of_a_teaser(more: str, head: str) -> None:
    assert judged(page_of(TEASER, more, head)) == "paywall"


@pytest.mark.parametrize(
    ("body", "more", "head"),
    [
        (TEASER, "", ""),
        (
            TEASER,
            "<div class=box><h3>Subscribe to our newsletter</h3><p>Every morning, free of charge.</p></div>",
            "",
        ),
        (TEASER, "<div class=box><p>Jetzt abonnieren und sparen</p></div>", ""),
        (TEASER, '<div style="display:none" class="paywall"><p>Subscribe to continue reading</p></div>', ""),
        (TEASER, "<div hidden><p>Subscribe to continue reading</p></div>", ""),
        (TEASER, '<div class="paywall"></div>', ""),
        (
            TEASER,
            '<div class="login hidden" id="meter-wall"><p>Anmelden und weiterlesen mit Abo</p></div>',
            "",
        ),
        (TEASER, "<div class='comment-band'><p>Comments: exclusivo para suscriptores</p></div>", ""),
        (TEASER, "<ul><li><a href=/plus>會員專享</a></li></ul>", ""),
        (TEASER, "", ld(isAccessibleForFree=True)),
        (TEASER, "", '<meta property="article:content_tier" content="free">'),
        (TEASER, "<p>Register to read comments</p><p>Log in to comment</p>", ""),
        (WHOLE, "", ld(isAccessibleForFree=False)),
        (
            WHOLE,
            "",
            ld(isAccessibleForFree=False, hasPart={"isAccessibleForFree": False, "cssSelector": ".text"}),
        ),
        (WHOLE, '<div class="paywall"><p>Subscribe to continue reading</p></div>', ""),
    ],
)
def test_what_is_no_teaser(body: str, more: str, head: str) -> None:
    assert judged(page_of(body, more, head), body) is None


def test_a_long_beginning_that_breaks_off_at_a_gate() -> None:
    beginning = WHOLE.removesuffix("</p>") + " and then…</p>"
    gate = "<div class=box><p>Subscribe to continue reading</p></div>"
    assert judged(page_of(beginning, gate), beginning) == "paywall"
    assert judged(page_of(beginning), beginning) is None
    assert judged(page_of(WHOLE, gate, ld(isAccessibleForFree=False)), WHOLE) is None


def test_a_gate_without_any_text_before_it() -> None:
    page = page_of("", "<div><h2>This article is for subscribers only</h2><p>Choose an offer</p></div>")
    assert judged(page, "") == "paywall"


STATE = {"props": {"article": {"content": WHOLE}, "related": [{"teaser": SENTENCES[0]}]}}


@pytest.mark.parametrize(
    ("shown", "more", "head"),
    [
        (TEASER, "", ld(articleBody="\n\n".join(SENTENCES))),
        (TEASER, "", ld(articleBody=" ".join(SENTENCES), isAccessibleForFree=False)),
        (TEASER, "<div class=box><p>Subscribe to continue reading</p></div>", ld(articleBody="".join(f"<p>{one}</p>" for one in SENTENCES))),
        (TEASER.removesuffix("minutes.</p>") + "…</p>", "", f"<script>window.state = {json.dumps(STATE)}</script>"),
        (TEASER, "", ld(isAccessibleForFree=False) + f'<script type="application/json">{json.dumps(STATE)}</script>'),
    ],
)  # fmt: skip
def test_a_whole_text_in_a_script_is_the_body(shown: str, more: str, head: str) -> None:
    page = page_of(shown, more, head)
    reading = automatic_reading(page)
    assert all(one in (reading.value("body") or "") for one in SENTENCES)
    assert refusal(page, reading) is None


@pytest.mark.parametrize(
    "stated",
    [
        " ".join(SENTENCES[:2]),
        "The mayor of another town has resigned, and nobody knows who is to follow him in office. " * 20,
    ],
)
def test_what_a_script_holds_of_another_article_is_none(stated: str) -> None:
    shown = "".join(f"<p>{one}</p>" for one in SENTENCES)
    body = automatic_reading(page_of(shown, head=ld(articleBody=stated))).value("body") or ""
    assert SENTENCES[7] in body
    assert "mayor" not in body


SHORT = "".join(f"<p>{one}</p>" for one in SENTENCES[:7])
NOT_FREE = {"isAccessibleForFree": False, "hasPart": {"isAccessibleForFree": False, "cssSelector": ".closed"}}
WORDS = len(" ".join(SENTENCES[:7]).split())


@pytest.mark.parametrize("sentences", [4, 6, 7])
@pytest.mark.parametrize("told", ["wordCount", "articleBody", "mark", "agency", "sign"])
def test_a_short_text_is_whole_where_the_page_tells_its_length_or_its_end(sentences: int, told: str) -> None:
    text = SENTENCES[:sentences]
    count = len(" ".join(text).split())
    more = {"wordCount": {"wordCount": count}, "articleBody": {"articleBody": " ".join(text)}}.get(told, {})
    end = {"mark": " ■", "agency": " (dpa)", "sign": "（完）"}.get(told, "")
    body = "".join(f"<p>{one}</p>" for one in text).removesuffix("</p>") + f"{end}</p>"
    assert judged(page_of(body, head=ld(**NOT_FREE, **more)), body) is None


@pytest.mark.parametrize(
    ("body", "more", "gate"),
    [
        (SHORT, {"wordCount": 3 * WORDS}, ""),
        (SHORT, {"wordCount": "900"}, ""),
        (SHORT, {"wordCount": 12}, ""),
        (SHORT, {"articleBody": " ".join(SENTENCES * 3)}, ""),
        (
            SHORT,
            {"articleBody": " ".join(SENTENCES[:7])},
            "<div class=gate>Subscribe to continue reading</div>",
        ),
        (SHORT.removesuffix(".</p>") + " …</p>", {"wordCount": WORDS}, ""),
        (SHORT, {}, ""),
    ],
)
def test_a_teaser_stays_one_where_the_page_tells_of_more(
    body: str, more: dict[str, object], gate: str
) -> None:
    assert judged(page_of(body, gate, ld(**NOT_FREE, **more)), body) == "paywall"
