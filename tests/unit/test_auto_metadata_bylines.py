"""Names in bylines of many languages: what leads to them goes, and two people are two."""

import pytest

from newsarchive.extraction.metadata.names import names_in
from newsarchive.extraction.reading import automatic_reading
from newsarchive.pages.tree import Page
from tests.unit.test_auto_body import SENTENCES, URL, page, paragraphs

BYLINES = (
    ("Words: Ann Lee", ["Ann Lee"]),
    ("Ein Bericht von Anna Lehm", ["Anna Lehm"]),
    ("Publié par Anne Leroy", ["Anne Leroy"]),
    ("Escrito por Ana López", ["Ana López"]),
    ("Ana López en Nueva York", ["Ana López"]),
    ("Ana López en Madrid", ["Ana López"]),
    ("a cura di Anna Rossi", ["Anna Rossi"]),
    ("Door Anna de Vries en Jan Bakker", ["Anna de Vries", "Jan Bakker"]),
    ("Anna Kowalska i Jan Nowak", ["Anna Kowalska", "Jan Nowak"]),
    ("Anna Lind i Göteborg", ["Anna Lind"]),
    ("Jana Nováková a Petr Dvořák", ["Jana Nováková", "Petr Dvořák"]),
    ("Автор: Анна Петрова", ["Анна Петрова"]),
    ("Текст: Анна Петрова", ["Анна Петрова"]),
    ("Олена Шевченко та Іван Бойко", ["Олена Шевченко", "Іван Бойко"]),
    ("Teksti: Anna Niemi", ["Anna Niemi"]),
    ("Kirjoittaja Anna Niemi", ["Anna Niemi"]),
    ("Haber: Ayşe Yılmaz", ["Ayşe Yılmaz"]),
    ("文・山田太郎", ["山田太郎"]),
    ("執筆：山田太郎", ["山田太郎"]),
    ("기자 김철수", ["김철수"]),
    ("글 김철수", ["김철수"]),
    ("بقلم: أحمد علي", ["أحمد علي"]),
    ("كتب أحمد علي", ["أحمد علي"]),
    ("أحمد علي وسارة حسن", ["أحمد علي", "سارة حسن"]),
    ("محمد وليد", ["محمد وليد"]),
    ("מאת: דן כהן", ["דן כהן"]),
    ("דן כהן ורות לוי", ["דן כהן", "רות לוי"]),
    ("लेखक: राम शर्मा", ["राम शर्मा"]),
    ("โดย สมชาย ใจดี", ["สมชาย ใจดี"]),
    ("Γράφει ο Γιάννης Παππάς", ["Γιάννης Παππάς"]),
    ("Συντάκτης: Γιάννης Παππάς", ["Γιάννης Παππάς"]),
    ("Textor Wagner", ["Textor Wagner"]),
    ("文天祥", ["文天祥"]),
)
MARKUPS = ("<p class=byline>{}</p>", "<div class=post-author>{}</div>", "<span itemprop=author>{}</span>")


@pytest.mark.parametrize(("byline", "names"), BYLINES)
def test_what_leads_to_a_name_is_none_of_it(byline: str, names: list[str]) -> None:
    assert names_in(byline) == names


@pytest.mark.parametrize("markup", MARKUPS)
def test_a_label_with_a_colon_hides_no_author(markup: str) -> None:
    for byline, names in BYLINES:
        if ":" in byline:
            head = f"<article><h1>Harbour closed</h1>{markup.format(byline)}{paragraphs(SENTENCES)}</article>"
            assert automatic_reading(Page(page(head), URL)).value("author") == ", ".join(names)


@pytest.mark.parametrize("name", ["author", "autor", "auteur", "autore", "yazar"])
@pytest.mark.parametrize(
    "byline",
    [
        "Von Ida Holm und Bo Vik, Rom",
        "Ida Holm, Bo Vik - Rom",
        "Par Ida Holm et Bo Vik – Rome",
        "Ida Holm, Bo Vik / EFE | Roma",
    ],
)
def test_an_element_named_for_the_author_tells_people_from_their_place(name: str, byline: str) -> None:
    head = f"<article><h1>Harbour closed</h1><p class={name}>{byline}</p>{paragraphs(SENTENCES)}</article>"
    assert automatic_reading(Page(page(head), URL)).value("author") == "Ida Holm, Bo Vik"
