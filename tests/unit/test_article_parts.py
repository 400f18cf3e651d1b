# ruff: noqa: E501  a line of markup stays whole
"""Where an article goes on: words of many languages, many forms of addresses, and what goes on elsewhere."""

import lxml.html
import pytest

from newsarchive.discovery.article_parts import article_pages, whole_page
from newsarchive.extraction.parts import holds, without_repeats

SITE = "https://example.com"
OWN = "/town/ferry-4711.html"


def tree(body: str, head: str = "") -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(f"<html><head>{head}</head><body><p>x</p>{body}</body></html>")


def further(url: str, body: str, head: str = "", first: str = "") -> list[str]:
    first = SITE + first if first else ""
    return [page.removeprefix(SITE) for page in article_pages(tree(body, head), SITE + url, first)]


def a(href: str, text: object, more: str = "") -> str:
    return f'<a href="{href}"{more}>{text}</a> '


@pytest.mark.parametrize(
    "words",
    [
        "2", "[2]", "Page 2", "Go to page 2", "Page 2: On the quay", "2. On the quay", "2) On the quay", "Page 2 of 3",
        "Next page", "Continue reading", "Keep reading »", "Next: On the quay", "Seite 2", "Weiterlesen auf Seite 2",
        "Weiterlesen", "Nächste Seite", "Weiter", "Lire la suite", "Page suivante", "Suite de l'article", "Página 2",
        "Seguir leyendo", "Página siguiente", "Pagina 2", "Continua a leggere", "Pagina successiva", "Continuar lendo",
        "Próxima página", "Volgende pagina", "Lees verder", "Sida 2", "Nästa sida", "Läs vidare", "Side 2", "Les videre",
        "Sivu 2", "Strona 2", "Czytaj dalej", "Strana 2", "2. oldal", "Страница 2", "Читать далее", "Сторінка 2",
        "Sayfa 2", "Sonraki sayfa", "Σελίδα 2", "صفحة 2", "עמוד 2", "หน้า 2", "पृष्ठ 2", "Halaman 2", "Trang 2",
        "下一页", "第2页", "第二页", "余下全文", "次のページ", "次のページへ", "次のページ：埠頭で", "2ページ", "続きを読む", "2페이지", "다음 페이지",
        "Page Two", "Next page: On the quay", "2/3", "2 / 3", "Continue to next page", "Seite zwei", "Zur nächsten Seite",
        "Fortsetzung auf Seite 2", "Page suivante : sur le quai", "À la page suivante", "Leer más", "Ver página siguiente",
        "Pagina seguente", "Prosegui la lettura", "Prossima pagina", "Vervolg", "Página seguinte", "Continuação", "Leia mais",
        "Następna strona", "Ciąg dalszy", "Przejdź do strony 2", "Вперёд", "Часть 2", "Перейти на страницу 2", "Sidan 2",
        "Fortsättning", "Seuraava sivu", "Lue jatko", "Jatkuu sivulla 2", "Další strana", "Pokračování", "Stránka 2",
        "Haberin devamı", "Sayfa 2/3", "続きを見る", "2ページ目", "点击下一页继续阅读", "다음페이지 보기", "이어서 보기", "التالية",
        "המשך קריאה", "לעמוד הבא", "דף 2", "अगला पेज", "आगे पढ़ें", "पेज 2", "หน้าถัดไป", "หน้าที่ 2", "Επόμενη σελίδα",
        "Συνέχεια", "Σελ. 2", "Наступна сторінка", "Продовження", "Стор. 2",
    ],
)  # fmt: skip
@pytest.mark.parametrize("href", [f"{OWN}?page=2", "?page=2"])
def test_the_words_of_a_further_page(words: str, href: str) -> None:
    assert further(OWN, a(href, words)) == [f"{OWN}?page=2"]


@pytest.mark.parametrize(
    ("own", "second", "third"),
    [
        (OWN, "/town/ferry-4711.html?page=2", "/town/ferry-4711.html?page=3"),
        ("/a.php?id=47", "/a.php?id=47&page=2", "/a.php?id=47&page=3"),
        ("/a.php?id=47", "/a.php?id=47&p=2", "/a.php?id=47&p=3"),
        (OWN, "/town/ferry-4711.html?start=1", "/town/ferry-4711.html?start=2"),
        (OWN, "/town/ferry-4711.html?seite=2", "/town/ferry-4711.html?seite=3"),
        (OWN, "/town/ferry-4711-2.html", "/town/ferry-4711-3.html"),
        (OWN, "/town/ferry-4711_2.html", "/town/ferry-4711_3.html"),
        (OWN, "/town/ferry-4711,2.html", "/town/ferry-4711,3.html"),
        (OWN, "/town/ferry-4711-page2.html", "/town/ferry-4711-page3.html"),
        (OWN, "/town/ferry-4711-seite-2.html", "/town/ferry-4711-seite-3.html"),
        (OWN, "/town/ferry-4711_p2.html", "/town/ferry-4711_p3.html"),
        ("/town/ferry-4711", "/town/ferry-4711/2", "/town/ferry-4711/3"),
        ("/town/ferry-4711/", "/town/ferry-4711/2/", "/town/ferry-4711/3/"),
        ("/town/ferry-4711", "/town/ferry-4711/seite-2", "/town/ferry-4711/seite-3"),
        ("/town/ferry-4711/", "/town/ferry-4711/page/2/", "/town/ferry-4711/page/3/"),
        ("/town/ferry-4711", "/town/ferry-4711/pagina/2", "/town/ferry-4711/pagina/3"),
        ("/town/ferry-4711", "/town/ferry-4711?page=0,1", "/town/ferry-4711?page=0,2"),
        ("/town/ferry-4711", "/town/ferry-4711?artpage=2", "/town/ferry-4711?artpage=3"),
        ("/town/ferry-4711", "/town/ferry-4711?stranka=2", "/town/ferry-4711?stranka=3"),
        ("/town/ferry-4711/", "/town/ferry-4711/teil-2", "/town/ferry-4711/teil-3"),
        ("/town/ferry-4711/", "/town/ferry-4711/part/2", "/town/ferry-4711/part/3"),
        (OWN, "/town/ferry-4711.2.html", "/town/ferry-4711.3.html"),
        (OWN, "/town/ferry-4711.html;page=2", "/town/ferry-4711.html;page=3"),
        ("/town/ferry-4711,seite=1.html", "/town/ferry-4711,seite=2.html", "/town/ferry-4711,seite=3.html"),
        ("/town/ferry-4711/index.html", "/town/ferry-4711/index_2.html", "/town/ferry-4711/index_3.html"),
    ],
)
def test_the_address_of_a_further_page(own: str, second: str, third: str) -> None:
    assert further(own, a(third, 3) + a(second, 2)) == [second, third]
    assert further(own, a(second, "Next page")) == [second]
    assert further(own, "", f'<link rel="next" href="{second}">') == [second]
    assert further(second, a(third, "Next page"), first=own) == [third]
    assert further(second, "", f'<link rel="next" href="{third}">', first=own) == [third]


@pytest.mark.parametrize(
    "words", ["Next", "Weiter", "Suivant", "Dalej", "Далі", "הבא", "التالي", "अगला", "ถัดไป", "Επόμενο"]
)
def test_a_bare_next_leads_to_the_second_part_of_the_address(words: str) -> None:
    assert further("/town/ferry-4711", a("/town/ferry-4711/2", words)) == ["/town/ferry-4711/2"]
    assert further("/town/ferry-4711", a("/town/ferry-4711/7", words)) == []


@pytest.mark.parametrize(
    "body",
    [
        a("?page=2", "On the quay") + a("?page=3", "Last words"),
        a("?page=2", "Next") + a("?page=3", "Last"),
        "<select><option value='?page=2'>On the quay<option value='?page=3'>Last words</select>",
    ],
)
def test_an_address_that_says_page_needs_no_words(body: str) -> None:
    assert further(OWN, body) == [f"{OWN}?page=2", f"{OWN}?page=3"]


def test_a_bar_of_pages_that_a_script_writes() -> None:
    script = "<script>createPageHTML(3, 0, 't20240514_88', 'html');</script>"
    assert further("/a/t20240514_88.html", script) == ["/a/t20240514_88_1.html", "/a/t20240514_88_2.html"]


@pytest.mark.parametrize(
    ("own", "body", "head"),
    [
        (OWN, "", '<link rel="next" href="/town/harbour-4712.html">'),
        ("/town/report-12.html", a("report-13.html", "下一页"), '<link rel="next" href="/town/report-13.html">'),
        ("/news/4711", a("/news/4712", "Next", ' rel="next"'), '<link rel="next" href="/news/4712">'),
        (OWN, a("?commentpage=2", "2") + a("?cpage=2", "Next page") + a("comment-page-2/", 2), ""),
        (OWN, a("?page=2#comments", "2") + a("?page=2", "Older comments") + a("?page=2", "2 replies"), ""),
        (OWN, f'<div class="gallery"><p>{a("?page=2", "Next")}</p></div>', ""),
        (OWN, a("?image=2", "Next") + a("?slide=2", "2") + a("?photo=2", "Next page"), ""),
        (OWN, a("/tag/ferry/page/2/", "2") + a("/town/page/2/", "Next page") + a("/town/?page=2", "2"), ""),
        (OWN, a("ferry-4711-2.html", "A second ferry for the town"), ""),
        (OWN, a("?start=20", "2") + a("?from=1", "Next page"), ""),
        ("/?p=123", a("/?p=124", "Next article") + a("/?p=124", "A second ferry"), ""),
        (OWN, a("https://social.example/share?u=https://example.com/town/ferry-4711.html?page=2", "Share"), ""),
    ],
)  # fmt: skip
def test_what_goes_on_with_something_else(own: str, body: str, head: str) -> None:
    assert further(own, body, head) == []


@pytest.mark.parametrize(
    ("href", "words"),
    [
        (f"{OWN}?page=all", "View as a single page"), (f"{OWN}?print=1", "Print view"), ("?showall=1", "View all"),
        ("/print/ferry-4711", "Printer-friendly version"), (f"{OWN}?onepage", "Read on one page"),
        ("/town/ferry-4711/komplettansicht", "Auf einer Seite lesen"), (f"{OWN}?druck", "Druckansicht"),
        (f"{OWN}?tout", "Afficher sur une seule page"), (f"{OWN}?x", "Ver en una sola página"), (f"{OWN}?x", "Versione stampabile"),
        (f"{OWN}?x", "Op één pagina"), (f"{OWN}?x", "Visa hela artikeln"), (f"{OWN}?x", "Версия для печати"), (f"{OWN}?x", "На одной странице"),
        ("ferry-4711_all.html", "阅读全文"), ("ferry-4711_0.html", "在本页阅读全文"), (f"{OWN}?x", "1ページで読む"), (f"{OWN}?x", "전체보기"),
    ],
)  # fmt: skip
def test_the_page_that_shows_all(href: str, words: str) -> None:
    assert whole_page(tree(a("/print", "Print shop") + a("?page=2", 2) + a(href, words)), SITE + OWN)


def test_no_other_page_shows_all() -> None:
    body = a("/shop/print", "Print") + a("javascript:print()", "Print") + a("/town/", "View all")
    assert whole_page(tree(body), SITE + OWN) is None


FIRST = "<p>The ferry will not sail before the spring, the harbour master said.</p><p>“No,” she said.</p>"


@pytest.mark.parametrize(
    ("part", "left"),
    [
        ("<p>Tickets that were sold are good in May as well, she said.</p>", None),
        (
            f"<div>{FIRST}<p>Tickets are good in May.</p></div>",
            "<div><p>“No,” she said.</p><p>Tickets are good in May.</p></div>",
        ),
        ("<p>“No,” she said.</p>", None),
        (FIRST.partition("<p>“")[0], ""),
    ],
)
def test_a_part_does_not_repeat_what_others_say(part: str, left: str | None) -> None:
    assert without_repeats(part, [FIRST]) == (part if left is None else left)


def test_a_page_with_all_of_it_holds_the_first_one() -> None:
    more = "<p>Tickets that were sold are good in May as well, she said.</p>"
    assert holds(FIRST + more, FIRST)
    assert not holds(FIRST, FIRST)
    assert not holds(more + more, FIRST)
