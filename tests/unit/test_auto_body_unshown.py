"""Hidden text, second copies and dialogs are not the article, unless the article is what is hidden."""

import pytest

from newsarchive.extraction.body import body_candidates
from newsarchive.pages.tree import Page
from tests.unit.test_auto_body import HAN, SENTENCES, URL, page, paragraphs

TEXTS = [
    *SENTENCES,
    "The pilots had warned of the bar for years, and asked for a dredger, which the county would not pay.",
    "On Wednesday the first ships are to enter again, one at a time, and with a pilot on board of each.",
    "The school by the quay stays closed for the week, as the wind carries the smell of solvents there.",
    "A hearing is called for the twelfth of the month, in the hall of the sailors’ home behind the church.",
]
TERMS = [
    "Whoever reads this site accepts its terms of use, which may be changed at any time, and without notice.",
    "The publisher is not liable for what stands on other sites, nor for losses that come from using them.",
    "Disputes are settled by the courts of the publisher’s seat, in so far as the law allows such a choice.",
    "Should one of these terms not be valid, the others stay valid, and a similar one takes its place.",
    "Texts and pictures may be printed for one’s own use; for any other use a licence has to be asked for.",
    "Letters to the editor may be shortened, and are printed with the name and the town of those who wrote.",
]
COOKIES = {
    "en": "We use cookies and similar technologies to measure how our pages are read, and by whom, and when.",
    "de": "Wir verwenden Cookies und brauchen dafür Ihre Einwilligung, die Sie jederzeit widerrufen können.",
    "fr": "Avec votre accord, nos partenaires et nous utilisons des cookies pour mesurer notre audience.",
    "es": "Utilizamos cookies propias y de terceros con su consentimiento para medir el uso del sitio.",
    "pl": "Używamy plików cookies, aby mierzyć ruch, na co potrzebujemy Państwa zgody w każdej chwili.",
    "ru": "Мы используем файлы cookie и заботимся о конфиденциальности, как описано в нашей политике.",
    "zh": "我们使用隐私追踪技术来衡量页面的阅读情况，您可以接受全部，也可以拒绝全部，或者选择合作伙伴。",
}
WHOLE = "\n".join(f"<p>{text}</p>" for text in TEXTS)


def body(content: str) -> str:
    return body_candidates(Page(page(content), URL))[0].value


def article(content: str) -> str:
    return f"<article><h1>Harbour closed</h1>{content}</article>"


TEXT = paragraphs(TEXTS)
COPIES = {
    "for small screens": f"<div>{TEXT}</div><div class=mobile style='display:none'>{TEXT}</div>",
    "the first one hidden": f"<div style='display: none'>{TEXT}</div><div>{TEXT}</div>",
    "hidden": f"<div>{TEXT}</div><div hidden>{TEXT}</div>",
    "for paper": f"<div class=print-version>{TEXT}</div><div>{TEXT}</div>",
    "for paper, behind": f"<div>{TEXT}</div><section class='visible-print'>{TEXT}</section>",
    "silent": f"<div>{TEXT}</div><div aria-hidden=true>{TEXT}</div>",
    "shown by a class alone": f"<div class=a>{TEXT}</div><div class=b>{TEXT}</div>",
    "three": f"<div class=a>{TEXT}</div>" * 3,
    "with a headline of its own": f"<div>{TEXT}</div><div class=b><h2>Harbour closed</h2>{TEXT}</div>",
    "most of it": f"<div>{TEXT}</div><div class=b>{paragraphs(TEXTS[:5])}</div>",
    "in other spaces and marks": f"<div>{TEXT}</div><div>{TEXT.replace(', ', ' – ')}</div>",
}


@pytest.mark.parametrize("content", COPIES.values(), ids=COPIES.keys())
def test_a_second_copy_goes(content: str) -> None:
    assert body(article(content)) == WHOLE


@pytest.mark.parametrize(
    "hides",
    ["style='display:none'", "hidden", "style='DISPLAY : none' class=legal"],
    ids=["style", "hidden", "legal"],
)
@pytest.mark.parametrize("where", ["{article}{terms}", "{terms}{article}"])
def test_hidden_terms_go(hides: str, where: str) -> None:
    terms = f"<div id=agb {hides}>{paragraphs(TERMS)}</div>"
    assert body(where.format(article=article(TEXT), terms=terms)) == WHOLE


HIDDEN_BODIES = {
    "all of it": article(f"<div style='display:none'>{TEXT}</div>"),
    "all, and a teaser": article(f"<p>{SENTENCES[0]} …</p><div id=js_content hidden>{TEXT}</div>"),
    "the rest": article(f"{paragraphs(TEXTS[:3])}<div style='display:none'>{paragraphs(TEXTS[3:])}</div>"),
    "the end": article(
        f"{paragraphs(TEXTS[:-1])}<div hidden>{paragraphs(TEXTS[-1:])}{paragraphs(TERMS)}</div>"
    ),
    "the rest in a holder of its own": (
        article(f"<div>{paragraphs(TEXTS[:2])}</div><div class=expand hidden>{paragraphs(TEXTS[2:])}</div>")
    ),
}


@pytest.mark.parametrize("content", HIDDEN_BODIES.values(), ids=HIDDEN_BODIES.keys())
def test_a_body_that_waits_for_a_script_stays(content: str) -> None:
    assert all(text in body(content) for text in TEXTS[1:])


def test_a_hidden_chinese_body_stays() -> None:
    found = body(
        f"<div><h1>港口关闭</h1><div id='js_content' style='display:none'>{paragraphs(HAN * 2)}</div></div>"
    )
    assert all(text in found for text in HAN)


@pytest.mark.parametrize("said", COOKIES.values(), ids=COOKIES.keys())
@pytest.mark.parametrize(
    "dialog",
    [
        "<div role=dialog>{}</div>",
        "<div class='cookie-layer'>{}</div>",
        "<section aria-modal=true>{}</section>",
    ],
    ids=["role", "class", "modal"],
)
def test_a_long_dialog_before_a_short_article_goes(dialog: str, said: str) -> None:
    asks = dialog.format(f"<h2>Your privacy</h2>{f'<p>{said} {said} {said}</p>' * 4}")
    assert body(asks + article(paragraphs(SENTENCES[:2]))) == "\n".join(f"<p>{s}</p>" for s in SENTENCES[:2])


def test_an_article_in_a_dialog_stays() -> None:
    content = f"<div role=dialog aria-modal=true>{article(TEXT + '<p>Cookies were served.</p>')}</div>"
    assert all(text in body(content) for text in TEXTS)


def test_a_sentence_that_is_quoted_again_stays() -> None:
    found = body(
        article(f"{TEXT}<blockquote><p>{TEXTS[1]}</p></blockquote><p>So much for that, they said.</p>")
    )
    assert found.count(TEXTS[1]) == 2


@pytest.mark.parametrize("joint", [" ", "<br>"])
@pytest.mark.parametrize("comes_first", [False, True])
def test_a_text_that_is_there_again_in_one_piece_is_read_once(joint: str, *, comes_first: bool) -> None:
    copy = f"<div class=read-aloud>{joint.join(SENTENCES)}</div>"
    whole = paragraphs(SENTENCES)
    found = body(article(copy + whole if comes_first else whole + copy))
    assert [found.count(text) for text in SENTENCES] == [1] * len(SENTENCES)
