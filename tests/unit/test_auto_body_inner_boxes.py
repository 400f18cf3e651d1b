"""Boxes between an article's own blocks, by how they are built: labels, forms, cards, summaries."""

import pytest

from newsarchive.extraction.body.furniture import heads_a_box
from tests.unit.test_auto_body import SENTENCES, article, body, paragraphs

TEXT = "\n".join(f"<p>{text}</p>" for text in SENTENCES)
BOUGHT = "Blueharbour kettles from 29 a piece, look at them all"
LABELS = [
    "Advertisement", "Sponsored", "Ad", "Promoted", "Anzeige", "Gesponsert", "Publicité",
    "Contenu sponsorisé", "Publicidad", "Patrocinado", "Pubblicità", "Sponsorizzato",
    "Advertentie", "Gesponsord", "Reklama",
    "Materiał sponsorowany", "Реклама", "На правах рекламы", "Annons", "Sponsrad", "Mainos",
    "广告", "推广",
    "廣告", "スポンサー", "광고", "협찬", "إعلان", "ממומן", "प्रायोजित", "โฆษณา", "Quảng cáo", "Reklam",
    "Χορηγούμενο", "Szponzorált", "Sponzorovaný",
    "Read also:", "Lesen Sie auch:", "Te puede interesar:", "推荐阅读：", "関連記事",
]  # fmt: skip
BUILT = [
    "<div class='k7'><span>{label}</span><p>{text}</p><a href='//x.example/1'>→</a></div>",
    "<div><div>{label}</div><div><p>{text}</p></div></div>",
    "<section><h4>{label}</h4><p><a href='/a/2'>{text}</a></p></section>",
    "<p>{label} | <a href='//x.example/3'>{text}</a></p>",
    "<p><strong>{label}</strong> <a href='/a/4'>{text}</a></p>",
]


def within(box: str) -> str:
    return article(f"{paragraphs(SENTENCES[:2])}{box}{paragraphs(SENTENCES[2:])}")


@pytest.mark.parametrize("built", BUILT)
@pytest.mark.parametrize("label", LABELS)
def test_what_a_label_heads_is_none_of_the_articles(label: str, built: str) -> None:
    assert body(within(built.format(label=label, text=BOUGHT))) == TEXT


@pytest.mark.parametrize(
    "line",
    ["Sponsored by the mayor, the race began at nine.", "Anzeigen gegen drei Männer wurden erstattet.",
     "广告公司周二说，他们没有收到通知。",
     "Read also what the harbour board wrote to the ferry's owners in May."],
)  # fmt: skip
def test_a_sentence_that_begins_like_a_label_heads_nothing(line: str) -> None:
    assert not heads_a_box(line)
    assert line in body(within(f"<p>{line}</p>"))


@pytest.mark.parametrize(
    "form",
    ["<form action='/n'><label>The harbour in your inbox at seven</label><input type='email'></form>",
     "<div><h4>The harbour in your inbox at seven</h4><input type='email' placeholder='@'></div>",
     "<div><p>The harbour in your inbox at seven</p><div><input></div></div>"],
)  # fmt: skip
def test_what_a_reader_shall_fill_in_is_none(form: str) -> None:
    assert body(within(form)) == TEXT


def test_a_form_around_the_whole_page_is_no_box() -> None:
    page = article(f"{paragraphs(SENTENCES)}<div><input type='text' name='q'></div>")
    whole = page.replace("<body>", "<body><form>").replace("</body>", "</form></body>")
    assert body(whole) == TEXT


@pytest.mark.parametrize("card", ["<div class='c'>{}</div>", "<article>{}</article>", "<dl>{}</dl>"])
def test_cards_in_a_row_whose_texts_break_off_are_none(card: str) -> None:
    cards = "".join(
        card.format(f"<a href='/b/{n}'>Ferry number {n}</a><p>{SENTENCES[n % 3][:70]}…</p>") for n in range(5)
    )
    assert body(article(f"{paragraphs(SENTENCES)}<div>{cards}</div>")) == TEXT


def test_sentences_that_trail_off_are_the_articles() -> None:
    trailing = ["And then the light went out over the whole of the old harbour …"] * 3
    kept = body(within(paragraphs(trailing)))
    assert kept.count("went out") == 3


@pytest.mark.parametrize(
    "label", ["", "Summary: ", "In short: ", "Kurz gesagt: ", "En breve: ", "摘要：", "Лид: "]
)
@pytest.mark.parametrize("shape", ["<div class='zy'>{}</div>", "<h2>{}</h2>", "<div><p>{}</p></div>"])
@pytest.mark.parametrize("between", ["", "<div><p>Photo: the pier at dusk</p></div>", "<i>3 June, 9:12</i>"])
def test_a_summary_that_the_text_says_again_is_read_once(label: str, shape: str, between: str) -> None:
    summary = shape.format(label + SENTENCES[0])
    kept = body(article(f"{summary}{between}<div>{paragraphs(SENTENCES)}</div>"))
    assert kept.count(SENTENCES[0]) == 1
    assert f"<p>{SENTENCES[0]}</p>" in kept


@pytest.mark.parametrize(
    "line",
    ["Open in the Harbourlight app", "Get the Harbourlight app for breaking news", "In der App öffnen",
     "Das Hafenblatt als App laden", "Lire dans l'application", "Abrir en la app", "Descarga la app del Faro",
     "Baixe o app do Farol", "Apri nell'app", "Lees in de app", "Öppna i appen", "Otwórz w aplikacji",
     "Читайте в приложении", "アプリで開く", "앱에서 보기", "افتح في التطبيق", "Uygulamada aç",
     "打开港湾APP阅读全文"],
)  # fmt: skip
def test_a_prompt_to_open_an_app_is_none(line: str) -> None:
    assert body(within(f"<div><p>{line}</p></div>")) == TEXT


@pytest.mark.parametrize("line", ["By Ann Lee 3 June", "Von Silke Tamm"], ids=["en", "de"])
def test_a_row_of_small_print_in_pieces_is_none(line: str) -> None:
    row = f"<div class='r'><span>{line}</span><span>Updated 4 minutes ago</span><span>8 min read</span></div>"
    assert body(within(row)) == TEXT


def test_a_link_that_is_paid_for_is_none() -> None:
    paid = f"<div><a href='//x.example/5' rel='sponsored nofollow'><p>{BOUGHT}</p></a></div>"
    assert body(within(paid)) == TEXT
