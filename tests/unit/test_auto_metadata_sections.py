"""The section out of what a page links to: categories, kickers, menus, addresses and breadcrumbs."""

import json

import pytest

from newsarchive.extraction.metadata import metadata_candidates
from newsarchive.pages.tree import Page

URL = "https://news.example.com/kultur/2024/05/neues-theater/"
TEXT = "<p>Das Theater am Fluss bekommt ein neues Dach, das teilte die Stadt am Dienstag mit.</p>" * 4
H1 = "<h1>Neues Theater am Fluss</h1>"


def sections(body: str, url: str = URL, head: str = "") -> list[str]:
    title = "<title>Neues Theater am Fluss - Anzeiger</title>"
    page = Page(f"<html lang=de><head>{title}{head}</head><body>{body}", url)
    return [one.value for one in metadata_candidates(page)["section"]]


@pytest.mark.parametrize(
    ("body", "section"),
    [
        (f'<article>{H1}{TEXT}<footer>in <a rel="category tag" href="/c/buehne">Bühne</a></footer>', "Bühne"),
        (f'<p><a rel="category" href="/b">Bühne</a>, <a rel="category" href="/c">C</a></p>{H1}{TEXT}',
         "Bühne"),
        (f'<div class=kicker>Bühne</div>{H1}{TEXT}', "Bühne"),
        (f'<h2 class="post_cat">Bühne</h2>{H1}{TEXT}', "Bühne"),
        (f'<span class="article__rubrique">Scène</span>{H1}{TEXT}', "Scène"),
        (f'<p><a href="/buehne/">Bühne</a></p>{H1}{TEXT}', "Bühne"),
        (f'<p><a href="list?id=3">문화</a></p>{H1}{TEXT}', "문화"),
        (f'<nav><a href="/sport">Sport</a><a href="/buehne" aria-current="true">Bühne</a></nav>{H1}{TEXT}',
         "Bühne"),
        ('<ul><li class="menu-item"><a href="/s">Sport</a><li class="menu-item current-post-ancestor">'
         f'<a href="/buehne">Bühne</a></ul>{H1}{TEXT}', "Bühne"),
        (f'<nav><a class="is-active" href="/buehne">Bühne</a></nav>{H1}{TEXT}', "Bühne"),
        (f'<nav><a href="/sport/">Sport</a><a href="/kultur/">Kunst &amp; Kultur</a></nav>{H1}{TEXT}',
         "Kunst & Kultur"),
        (f"{H1}{TEXT}", "kultur"),
    ],
)  # fmt: skip
def test_links_say_what_a_post_is_filed_under(body: str, section: str) -> None:
    assert sections(body)[:1] == [section]


@pytest.mark.parametrize(
    "body",
    [
        '<nav><a class="active" href="/">Home</a></nav>' + H1 + TEXT,
        '<p><a href="https://other.example/x">Partner</a></p>' + H1 + TEXT,
        '<p><a href="/">Startseite</a></p>' + H1 + TEXT,
        "<p>14. Mai 2024</p>" + H1 + TEXT,
        f'{H1}{TEXT}<article><h2>Anderes</h2><a rel="category tag" href="/c/sport">Sport</a></article>',
        f'<article>{H1}{TEXT}</article><article><a rel="category" href="/c/sport">Sport</a></article>',
        f'<aside><a rel="category" href="/c/sport">Sport</a></aside>{H1}{TEXT}',
        f'<article>{H1}{TEXT}<a rel="category" href="/c/0">Uncategorized</a></article>',
        '<p class=kicker>Alle Artikel</p>' + H1 + TEXT,
    ],
)  # fmt: skip
def test_what_names_no_section_of_the_article(body: str) -> None:
    assert sections(body, "https://news.example.com/2024/05/neues-theater/") == []


@pytest.mark.parametrize(
    "url",
    [
        "https://e.com/neues-theater/",
        "https://e.com/neues-theater",
        "https://e.com/2024/05/14/neues-theater/",
    ],
)
def test_the_last_part_of_an_address_is_the_articles_own(url: str) -> None:
    assert sections(H1 + TEXT, url) == []


@pytest.mark.parametrize(
    ("stated", "section"),
    [
        ("Film, Personen", "Film"),
        ("Film,Personen", "Film"),
        ("Kunst, Kultur und Leben", "Kunst, Kultur und Leben"),
    ],
)
def test_several_sections_in_one_value_are_several_where_one_is_stated_alone(
    stated: str, section: str
) -> None:
    ld = json.dumps({"@type": "NewsArticle", "headline": "Neues Theater am Fluss", "articleSection": stated})
    alone = '<a rel="category tag" href="/c/p">Personen</a>'
    head = f'<script type="application/ld+json">{ld}</script>'
    assert sections(f"<article>{H1}{TEXT}{alone}</article>", head=head)[:1] == [section]


@pytest.mark.parametrize(
    ("crumbs", "section"),
    [
        (
            "<a href=/>Start</a> » <a href=/f>Schauspieler/innen</a> » Neues Theater am Fluss",
            "Schauspieler/innen",
        ),
        ("<a href=/>Home</a> / <a href=/f>Bühne</a> / Neues Theater am Fluss", "Bühne"),
        ("<a href=/>Etusivu</a> > <a href=/f>Kulttuuri</a>", "Kulttuuri"),
        ("<a href=/>Главная</a> > <a href=/f>Культура</a>", "Культура"),
        ("<a href=/>ホーム</a> > <a href=/f>文化</a>", "文化"),
        ("<a href=/>الرئيسية</a> > <a href=/f>ثقافة</a>", "ثقافة"),
        ("<a href=/>Accueil</a> > <a href=/f>Culture</a> > <a href=/l>Tous les articles</a>", "Culture"),
    ],
)
def test_crumbs_end_with_the_section(crumbs: str, section: str) -> None:
    assert sections(f"<div class=breadcrumb>{crumbs}</div>{H1}{TEXT}")[:1] == [section]


def test_an_author_among_the_crumbs_is_no_section() -> None:
    crumbs = "<nav class=breadcrumb><a href=/>Home</a> <a href=/b>Bühne</a> <a href=/a>Jana Roth</a></nav>"
    head = '<meta name="author" content="Jana Roth">'
    assert sections(f"{crumbs}{H1}{TEXT}", head=head)[:1] == ["Bühne"]
