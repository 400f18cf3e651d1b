"""Places of fields: learned where pages state their metadata, read from where one does not."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

import pytest

from newsarchive.extraction.reading import Reading, automatic_reading
from newsarchive.learning.counts import Counts
from newsarchive.learning.learned import NOTHING_YET, Learned
from newsarchive.pages.tree import Page
from tests.unit.test_learned_places import paragraphs, sentence

SERVED = datetime(2026, 3, 1, tzinfo=UTC)
PEOPLE = ("Edda Marlow", "Jon Tarvik", "Mira Oswald", "Pelle Grund")
HAN_PEOPLE = ("林晓岚", "周明远", "沈若溪", "顾长风")
ARAB_PEOPLE = ("سلمى الحداد", "كريم ناصر", "ليلى منصور", "سامر الخطيب")
PARTS = ("Harbour", "Markets", "Letters")


class Told(NamedTuple):
    """What an article is, whether or not its head says so."""

    day: date
    author: str
    section: str


class Site(NamedTuple):
    """A template.

    :param language: of its pages
    :param day: writes a day
    :param shows: the article's markup between headline and end, from day, author, section and text
    """

    language: str
    day: Callable[[date], str]
    shows: Callable[[str, str, str, str], str]
    people: Sequence[str] = PEOPLE


def told(number: int, people: Sequence[str] = PEOPLE) -> Told:
    day = date(2024, 1, 3) + timedelta(days=17 * number)
    return Told(day, people[number % len(people)], PARTS[number % len(PARTS)])


def page_of(site: Site, number: int, *, stated: bool = True, shown: bool = True) -> str:
    one = told(number, site.people)
    title = sentence(9 * number + 5)[:40]
    graph = {
        "@type": "NewsArticle", "headline": title, "datePublished": one.day.isoformat(),
        "author": {"@type": "Person", "name": one.author}, "articleSection": one.section,
    }  # fmt: skip
    head = f'<script type="application/ld+json">{json.dumps(graph)}</script>' if stated else ""
    text = paragraphs(number, many=6)
    values = (site.day(one.day), one.author, one.section) if shown else ("-", "-", "-")
    others = [site.day(date(2023, 5, 2) + timedelta(days=31 * number + 7 * n)) for n in range(4)]
    beside = "".join(
        f"<li><a href='/a{n}'>{sentence(n)[:50]}</a><b>{day}</b></li>" for n, day in enumerate(others)
    )
    return (
        f'<html lang="{site.language}"><head><title>{title}</title>{head}</head><body>'
        f'<div class="top"><ul><li><a href="/">Start</a></li></ul></div><main class="page"><h1>{title}</h1>'
        f'{site.shows(*values, text)}</main><aside class="more"><ul>{beside}</ul></aside></body></html>'
    )


def of_months(names: str, form: str) -> Callable[[date], str]:
    months = names.split()
    return lambda day: form.format(day=day, month=months[day.month - 1])


german = of_months(
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "{day.day}. {month} {day.year}",
)
french = of_months(
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "{day.day} {month} {day.year}",
)


def english(day: date) -> str:
    return day.strftime("%B ") + f"{day.day}, {day.year}"


def han(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def below_the_text(day: str, author: str, section: str, text: str) -> str:
    return (
        f'<div class="text">{text}</div><div class="end"><div>{author}</div><p><span>{day}</span></p>'
        f"<i>{section}</i></div>"
    )


def without_names(day: str, author: str, section: str, text: str) -> str:
    return f"<div>{text}</div><div><div>{author}</div><div>{section}</div><span>{day}</span></div>"


def in_a_table(day: str, author: str, section: str, text: str) -> str:
    cells = f"<tr><td>{section}</td><td>{author}</td><td>{day}</td></tr>"
    return f'<div class="text">{text}</div><table width="300">{cells}</table>'


def in_a_list(day: str, author: str, section: str, text: str) -> str:
    entries = f"<dt>*</dt><dd>{day}</dd><dt>+</dt><dd>{author}</dd><dt>=</dt><dd>{section}</dd>"
    return f'<section class="copy">{text}</section><dl class="facts">{entries}</dl>'


SITES = {
    "English, below the text": Site("en", english, below_the_text),
    "German, no names": Site("de", german, without_names),
    "French, cells": Site("fr", french, in_a_table),
    "Chinese, terms": Site("zh", han, in_a_list, HAN_PEOPLE),
    "Arabic, below the text": Site("ar", lambda day: day.strftime("%d/%m/%Y"), below_the_text, ARAB_PEOPLE),
}


def read(html: str, known: Learned = NOTHING_YET, number: int = 99) -> Reading:
    page = Page(html, f"https://paper.example/n/{number}")
    return automatic_reading(page, SERVED, known)


def taught(pages: Sequence[str], known: Learned = NOTHING_YET, counts: Counts | None = None) -> Learned:
    counts = counts or Counts()
    for number, html in enumerate(pages):
        body = read(html, known, number).valid("body")
        assert body
        counts.add(body.seen, now=number)
    return counts.learn(known, now=99)


def said(reading: Reading) -> tuple[str, str, str]:
    found = tuple(reading.value(name) or "" for name in ("date", "author", "section"))
    return found[0][:10], found[1], found[2]


def truth(site: Site, number: int) -> tuple[str, str, str]:
    one = told(number, site.people)
    return one.day.isoformat(), one.author, one.section


@pytest.mark.parametrize("site", SITES.values(), ids=SITES)
def test_every_tenth_page_says_nothing_in_its_head(site: Site) -> None:
    known = taught([page_of(site, number, stated=number % 10 != 9) for number in range(24)])
    for number in (39, 49):
        html = page_of(site, number, stated=False)
        assert said(read(html)) != truth(site, number)
        reading = read(html, known)
        assert said(reading) == truth(site, number)
        assert {one.strategy for name in ("author", "section") if (one := reading.valid(name))} == {
            "learned place"
        }


SITE = SITES["English, below the text"]
OTHER = Site("en", english, in_a_table)


def test_another_template_is_learned_anew_and_the_old_one_is_not_forgotten() -> None:
    counts = Counts()
    before = taught([page_of(SITE, number) for number in range(12)], counts=counts)
    html = page_of(OTHER, 39, stated=False)
    assert said(read(html, before)) != truth(OTHER, 39)
    after = taught([page_of(OTHER, number) for number in range(20, 32)], before, counts)
    assert said(read(html, after)) == truth(OTHER, 39)
    assert said(read(page_of(SITE, 39, stated=False), after)) == truth(SITE, 39)


def test_two_templates_in_turn_are_both_learned() -> None:
    known = taught([page_of((SITE, OTHER)[number % 2], number) for number in range(24)])
    for site in (SITE, OTHER):
        assert said(read(page_of(site, 39, stated=False), known)) == truth(site, 39)


def test_what_a_page_states_is_never_overruled() -> None:
    known = taught([page_of(SITE, number) for number in range(12)])
    html = page_of(SITE, 39, shown=False).replace("<div>-</div>", "<div>Otto Fern</div>")
    html = html.replace("<span>-</span>", "<span>May 9, 2025</span>").replace("<i>-</i>", "<i>Weather</i>")
    assert said(read(html, known)) == truth(SITE, 39)


def test_a_place_that_is_empty_says_nothing() -> None:
    known = taught([page_of(SITE, number) for number in range(12)])
    html = page_of(SITE, 39, stated=False, shown=False)
    assert said(read(html, known)) == said(read(html))


def with_event(number: int, *, stated: bool) -> str:
    """A page that shows another day than its own right below the headline."""
    html = page_of(SITE, number, stated=stated)
    return html.replace("</h1>", f"</h1><p>{english(date(2025, 1, 1) + timedelta(number))}</p>")


def test_a_day_near_the_headline_that_is_never_the_articles_yields() -> None:
    known = taught([with_event(number, stated=True) for number in range(12)])
    html = with_event(39, stated=False)
    assert said(read(html))[0] != truth(SITE, 39)[0]
    assert said(read(html, known)) == truth(SITE, 39)


def wrong(number: int) -> str:
    """A page whose places show what its metadata do not say."""
    other = told(number + 1)
    shown = page_of(SITE, number, shown=False).replace("<div>-</div>", f"<div>{other.author}</div>")
    return shown.replace("<span>-</span>", f"<span>{english(other.day)}</span>").replace(
        "<i>-</i>", f"<i>{other.section}</i>"
    )


def test_places_that_prove_wrong_are_unlearned() -> None:
    counts = Counts()
    known = taught([page_of(SITE, number) for number in range(12)], counts=counts)
    assert set(known.places["fields"]) >= {"date", "author", "section"}
    for number in range(40, 44):
        body = read(wrong(number), NOTHING_YET, number).valid("body")
        assert body
        counts.add(body.seen, now=number)
    after = counts.learn(known, now=200)
    assert after.places["fields"].keys().isdisjoint({"date", "author", "section"})


@pytest.mark.parametrize("same", ["day", "author", "section"])
def test_what_all_pages_show_alike_is_no_articles(same: str) -> None:
    """A masthead's day, the outlet, the part of the site: a page that says nothing may be of another one."""
    one = told(3)
    alike = Site(
        "en",
        english,
        lambda day, author, section, text: below_the_text(
            english(one.day) if same == "day" else day,
            one.author if same == "author" else author,
            one.section if same == "section" else section,
            text,
        ),
    )
    pages = [page_of(alike, number) for number in range(12)]
    wanted = told(3)
    for number in range(12):
        own = told(number)
        for stated, shared in ((own.day.isoformat(), wanted.day.isoformat()), (own.author, wanted.author)):
            if same in ("day", "author") and (same == "day") == (stated[:2] == "20"):
                pages[number] = pages[number].replace(f'"{stated}"', f'"{shared}"')
        if same == "section":
            pages[number] = pages[number].replace(f'"{own.section}"', f'"{wanted.section}"')
    fields = taught(pages).places["fields"]
    assert {"day": "date"}.get(same, same) not in fields
    assert len(fields) >= 2


def test_a_day_of_the_reading_teaches_nothing() -> None:
    today = Site("en", lambda _: english(SERVED.date()), below_the_text)
    pages = [
        page_of(today, number).replace(told(number).day.isoformat(), SERVED.date().isoformat())
        for number in range(12)
    ]
    assert "date" not in taught(pages).places["fields"]


def test_what_is_kept_is_bounded_and_always_the_same() -> None:
    made = []
    for _ in range(2):
        counts = Counts()
        pages = [
            page_of(SITE, n).replace('class="end"', f'class="end{chr(97 + n % 26)}x"') for n in range(80)
        ]
        known = taught(pages, counts=counts)
        made.append((counts.to_json(), known.to_json()))
        assert all(len(places) <= 40 for places in counts.places["fields"].values())
    assert made[0] == made[1]
    assert Counts.from_json(made[0][0]).to_json() == made[0][0]


def test_a_takedown_leaves_no_place_of_few_pages_and_nothing_of_names() -> None:
    counts = Counts()
    taught([page_of(SITE, number) for number in range(12)], counts=counts)
    taught([page_of(OTHER, number) for number in range(20, 23)], counts=counts)
    kept = counts.places["fields"]["author"]
    assert any("table" in place for place in kept)
    counts.forget_rare()
    left = counts.places["fields"]["author"]
    assert left
    assert not any("table" in place for place in left)
    assert all(value.startswith("-") for _, _, values, _ in left.values() for value in values)
    assert "author" in counts.learn(NOTHING_YET, now=99).places["fields"]
