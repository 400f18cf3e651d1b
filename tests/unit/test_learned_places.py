"""What was learned of where things stand on a site's pages: it saves work, and loses no word."""

import random
from collections.abc import Callable, Iterable

import lxml.html
import pytest

from newsarchive.extraction.body.places.cut import is_checked
from newsarchive.extraction.body.places.signature import signature
from newsarchive.extraction.body.visible_body import visible_body
from newsarchive.extraction.candidates import Candidate
from newsarchive.learning.counts import Counts
from newsarchive.learning.learned import NOTHING_LEARNED, NOTHING_YET, Learned
from newsarchive.pages.tree import Page
from newsarchive.showing.trying import learned_lines

BY_PLACES = "by learned places"
WORDS = {
    "en": "the council voted on Tuesday to repair harbour walls before winter storms reach old towns",
    "ar": "قرر المجلس البلدي يوم الثلاثاء إصلاح جدار الميناء القديم قبل وصول عواصف الشتاء إلى المدينة",
    "zh": " ".join("市政府星期二决定在冬季风暴到来之前修复老城区的港口防波堤并公布工程进度"),
}
Make = Callable[[int], str]


def sentence(number: int, language: str = "en") -> str:
    """A paragraph that no other number has."""
    dice = random.Random(f"{number} {language}")
    words = dice.choices(WORDS[language].split(), k=26 if language != "zh" else 60)
    return (" " if language != "zh" else "").join(words).capitalize() + ("。" if language == "zh" else ".")


def paragraphs(number: int, language: str = "en", tag: str = "<p>{}</p>", many: int = 5) -> str:
    return "\n".join(tag.format(sentence(100 * number + one, language)) for one in range(many))


def links(number: int, many: int = 12) -> str:
    items = (f'<li><a href="/n/{number + one}">{sentence(one)[:50]}</a></li>' for one in range(many))
    return f"<ul>{''.join(items)}</ul>"


def page_of(number: int, body: str, *, head: str = "", root: str = "<html>") -> str:
    title = sentence(9 * number + 5)[:40]
    return f"{root}<head><title>{title}</title></head><body>{head}<h1>{title}</h1>{body}</body></html>"


def modern(number: int, language: str = "en", name: str = "story-text", root: str = "<html>") -> str:
    body = f'<main class="page"><div class="{name}">{paragraphs(number, language)}</div>'
    beside = f'<aside class="most-read">{links(number)}</aside></main><footer>{links(7)}</footer>'
    return page_of(number, body + beside, head=f"<nav>{links(3)}</nav>", root=root)


def redesigned(number: int) -> str:
    body = f'<div class="grid"><section class="copy">{paragraphs(number)}</section>'
    return page_of(number, f'{body}<div class="rail">{links(number)}</div></div>')


def hashed(number: int) -> str:
    """CSS modules: what a build makes of a name differs after each build."""
    made = "x7Kq2" if number % 2 else "Zb91w"
    body = f'<div class="Article_text__{made}">{paragraphs(number)}</div>'
    beside = f'<div class="Rail_box__{made}">{links(1)}</div>'
    return page_of(number, f'<div class="css-1{made}">{body}{beside}</div>')


def live_blog(number: int) -> str:
    entries = "".join(
        f'<div class="entry"><time>{hour}:15</time><p>{sentence(900 * number + hour)}</p></div>'
        for hour in range(8, 14)
    )
    return page_of(
        number, f'<div class="live">{entries}</div><aside class="most-read">{links(number)}</aside>'
    )


def amp(number: int) -> str:
    body = f'<div class="amp-text">{paragraphs(number)}</div><div class="amp-related">{links(number)}</div>'
    return page_of(number, body, root="<html amp>")


def nameless(number: int) -> str:
    return page_of(number, f"<div><div>{paragraphs(number)}</div><div>{links(number)}</div></div>")


def tabled(number: int) -> str:
    cells = "".join(f"<tr><td>Ward {one}</td><td>{number + one} votes</td></tr>" for one in range(6))
    text = f'<td class="text">{paragraphs(number)}<table class="result">{cells}</table></td>'
    return page_of(number, f'<table width="770"><tr>{text}<td width="180">{links(number)}</td></tr></table>')


def url(number: int) -> str:
    """An address whose page is not read in full to check."""
    found = (f"https://paper.example/n/{number}-{one}" for one in "abcdefgh")
    return next(one for one in found if not is_checked(one))


def taught(
    pages: Iterable[tuple[str, str]], known: Learned = NOTHING_YET, counts: Counts | None = None
) -> Learned:
    counts = counts or Counts()
    for now, (address, html) in enumerate(pages):
        found = visible_body(Page(html, address), known)
        if found:
            counts.add(found.seen, now=now)
    return counts.learn(known, now=99)


def read(html: str, known: Learned = NOTHING_LEARNED, address: str = url(99)) -> Candidate:
    found = visible_body(Page(html, address), known)
    assert found is not None
    return found


def of(make: Make, numbers: Iterable[int]) -> list[tuple[str, str]]:
    return [(url(number), make(number)) for number in numbers]


SITES: dict[str, Make] = {
    "classes": modern,
    "classes of a build tool": hashed,
    "live blog": live_blog,
    "amp": amp,
    "tables": tabled,
    "right to left": lambda n: modern(n, "ar", root='<html dir="rtl" lang="ar">'),
    "Chinese": lambda n: modern(n, "zh", root='<html lang="zh">'),
}


@pytest.mark.parametrize("make", SITES.values(), ids=SITES)
def test_a_site_is_read_by_places_as_in_full(make: Make) -> None:
    known = taught(of(make, range(12)))
    for number in (40, 41):
        by_places, in_full = read(make(number), known), read(make(number))
        assert by_places.seen.way == BY_PLACES
        assert (by_places.value, by_places.seen.signature) == (in_full.value, in_full.seen.signature)


@pytest.mark.parametrize("pages", [0, 3])
def test_a_few_pages_teach_nothing(pages: int) -> None:
    known = taught(of(modern, range(pages)))
    assert read(modern(40), known).seen.way == "in full: nothing is known of the site's pages"


def test_no_names_at_all_are_no_hindrance() -> None:
    known = taught(of(nameless, range(12)))
    assert read(nameless(40), known).value == read(nameless(40)).value


def test_another_template_is_read_in_full_and_taught() -> None:
    counts = Counts()
    old = taught(of(modern, range(12)), counts=counts)
    found = read(redesigned(40), old)
    assert (found.value, found.strategy) == (read(redesigned(40)).value, "weighed blocks")
    assert "another template" in found.seen.way
    both = taught(of(redesigned, range(50, 62)), old, counts)
    assert both.number == old.number + 1
    assert read(redesigned(40), both).seen.way == BY_PLACES
    assert read(modern(40), both).seen.way == BY_PLACES, "an old page may be read again"


def test_two_templates_take_turns() -> None:
    known = taught([(url(n), (modern, live_blog)[n % 2](n)) for n in range(24)])
    for make in (modern, live_blog):
        assert (read(make(40), known).value, read(make(40), known).seen.way) == (
            read(make(40)).value,
            BY_PLACES,
        )


def test_the_same_class_on_text_and_links_decides_nothing() -> None:
    def mixed(number: int) -> str:
        boxes = [f'<div class="box">{paragraphs(number)}</div>', f'<div class="box">{links(number)}</div>']
        return page_of(number, "".join(boxes if number % 2 else reversed(boxes)))

    known = taught(of(mixed, range(14)))
    assert "twice" in read(mixed(40), known).seen.way
    assert [read(mixed(n), known).value for n in (40, 41)] == [read(mixed(n)).value for n in (40, 41)]


@pytest.mark.parametrize(
    ("new", "told"),
    [
        ('<div class="story-text">{}</div><div class="story-text">{}</div>', "twice"),
        ('<div class="story-text">{}</div>' + '<section class="essay">{}</section>' * 4, "unknown places"),
        (
            '<div class="story-text"></div><aside class="most-read">{}{}{}</aside>',
            "no text|hardly any|unknown",
        ),
    ],
    ids=["container twice", "text beside it", "text in another place"],
)
def test_what_does_not_look_as_usual_is_read_in_full(new: str, told: str) -> None:
    known = taught(of(modern, range(12)))
    body = new.format(*(paragraphs(700 + one) for one in range(6)))
    html = page_of(40, f'<main class="page">{body}</main>')
    found = read(html, known)
    assert any(one in found.seen.way for one in told.split("|")), found.seen.way
    assert found.value == read(html).value


def test_a_list_in_the_text_that_nobody_has_seen_before_stays() -> None:
    known = taught(of(modern, range(12)))
    items = "".join(f"<li>{sentence(one)}</li>" for one in range(3))
    html = modern(40).replace("</p>\n", f"</p><ul>{items}</ul>\n", 1)
    assert sentence(1) in read(html, known).value


def test_a_mistake_is_not_kept_for_good() -> None:
    """A place where nothing of an article stood holds text from now on: checked pages show it."""

    def with_box(number: int, text: str) -> str:
        return modern(number).replace("</p></div>", f'</p><div class="inset">{text}</div></div>')

    counts = Counts()
    teaser = '<a href="/m">More on the harbour wall</a>'
    known = taught([(url(n), with_box(n, teaser)) for n in range(20)], counts=counts)
    checked = next(x for x in (f"https://paper.example/n/{n}" for n in range(999)) if is_checked(x))
    html = with_box(60, paragraphs(61, many=2))
    assert paragraphs(61, many=1)[3:-4] in read(html).value
    better = taught([(checked, html)], known, counts)
    assert better.number == known.number + 1
    assert paragraphs(61, many=1)[3:-4] in read(html, better).value


def test_the_order_of_the_pages_changes_nothing_that_is_read() -> None:
    pages = of(modern, range(14))
    one, other = taught(pages), taught(reversed(pages))
    assert read(modern(40), one).value == read(modern(40), other).value
    assert Learned.from_json(one.to_json()) == one
    assert one.to_json() == taught(pages).to_json()


def test_nobody_is_asked_what_a_page_shows_where_nobody_learns() -> None:
    assert read(modern(1)).seen.places == {}
    assert read(modern(1), NOTHING_YET).seen.places["container"] == "main.page>div.story-text"


@pytest.mark.parametrize(
    ("tag", "signed"),
    [
        ("<div class='b a'>", "div.a.b"),
        ("<div id=post-4711 class='post tag-ports category-news is-open'>", "div#post-0.post"),
        ("<div class='Article_text__x7Kq2'>", "div.Article_text__0"),
        ("<div class='article__bodyText'>", "div.article__bodyText"),
        ("<td width=210 bgcolor=#f0f0f0>", "td[width=210][bgcolor=#f0f0f0]"),
        ("<p>", "p"),
    ],
)
def test_an_element_is_called_as_its_template_calls_it(tag: str, signed: str) -> None:
    html = f"<table>{tag}x</table>" if tag.startswith("<td") else f"{tag}x"
    element = next(lxml.html.document_fromstring(html).iter("td", "div", "p"))
    assert signature(element) == signed


def test_what_few_pages_showed_is_forgotten_with_an_article() -> None:
    counts = Counts()
    taught([*of(modern, range(12)), (url(40), modern(40, name="the-mayors-secret"))], counts=counts)
    assert "the-mayors-secret" in counts.to_json().decode()
    counts.forget_rare()
    left = counts.to_json().decode()
    assert "the-mayors-secret" not in left
    assert "story-text" in left


def test_places_grow_no_further_than_a_bound() -> None:
    counts = Counts()
    for number in range(900):
        name = f"x{''.join('abcdefghij'[int(digit)] for digit in str(number))}y"
        html = page_of(number, f'<div class="{name}">{paragraphs(number, many=2)}</div>')
        counts.add(read(html, NOTHING_YET).seen, now=number)
    assert len(counts.places["regions"]) <= 400
    assert len(counts.places["kinds"]) <= 400


def test_an_archive_shows_how_a_page_was_read() -> None:
    known = taught(of(modern, range(12)))
    lines = list(learned_lines(known, [], read(modern(40), known).seen.way))
    assert lines[0] == f"read     {BY_PLACES}"
    assert lines[1].startswith("learned  version 1, from 12 articles")
