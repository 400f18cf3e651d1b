"""One article's way, driven by pages that stand in the test."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from newsarchive.crawling.asking import Answer, Ask, Unanswered, follow
from newsarchive.crawling.site_reader import SiteReader
from newsarchive.evidence import Validators
from newsarchive.items import Doubt, Draft, Gone, Lead, Unchanged, Unfetched
from newsarchive.profiles import SiteProfile

URL, TEXT = "https://a.example/news/1.html", "https://a.example/text/1"
PLAIN: dict[str, Any] = {"title": "h1", "date": "time", "body": "article", "pages": "a.next"}
WITH_TEXT = PLAIN | {"text": {"url": "https://a.example/text/{id}", "title": "t", "date": "d", "body": "b"}}
RECORD = '{"t": "A title", "d": "2026-05-01 10:00", "b": "<p>The text of it.</p>"}'
PARAGRAPH = "<p>A paragraph of an article that goes on for long enough to be taken for one.</p>"
ARTICLE = f"<h1>A title</h1><time>2026-05-01 10:00</time><article>{PARAGRAPH * 5}</article>"
GONE, BROKEN = Unanswered("http-404", "answered 404"), Unanswered("http-500", "answered 500")


def served(hour: int) -> datetime:
    return datetime(2026, 5, 2, tzinfo=UTC) + timedelta(hours=hour)


class Site:
    """Pages by their addresses; notes what is asked, the n-th page being served at the n-th hour."""

    def __init__(self, **pages: str | Unanswered | None) -> None:
        self.pages = {"https://a.example/" + name.replace("__", "/"): page for name, page in pages.items()}
        self.pages = {URL if url.endswith("/page") else url: page for url, page in self.pages.items()}
        self.asked: list[Ask] = []

    def answer(self, ask: Ask) -> Answer | Unanswered:
        self.asked.append(ask)
        page = self.pages.get(ask.url, GONE)
        if isinstance(page, Unanswered):
            return page
        status, body = (200, page.encode()) if page is not None else (304, b"")
        return Answer(
            ask.url, status, body, "text/html", is_text="\0" not in str(page),
            served=served(len(self.asked)), page=Validators(ask.url, etag=f'"{len(self.asked)}"'),
        )  # fmt: skip

    @property
    def urls(self) -> list[str]:
        return [ask.url for ask in self.asked]


def read(site: Site, article: dict[str, Any], *, render: bool = False, **known: Any) -> Any:
    profile = SiteProfile.model_validate({
        "name": "a", "home": "https://a.example/", "hosts": ["a.example"], "zone": "UTC",
        "language": "en", "article": article, "render": render,
    })  # fmt: skip
    return follow(SiteReader(Lead(URL, source_id="1", **known), profile).read(), site.answer)


def drafted(end: Any) -> Draft:
    assert isinstance(end, Draft)
    return end


def test_the_page_is_not_asked_where_the_text_endpoint_says_all() -> None:
    site = Site(text__1=RECORD, page=ARTICLE)
    draft = drafted(read(site, WITH_TEXT))
    assert site.urls == [TEXT]
    assert (draft.title, draft.body, draft.fetched_at) == ("A title", "<p>The text of it.</p>", served(1))
    assert draft.evidence.pages == (Validators(TEXT, '"1"'),)


@pytest.mark.parametrize("text", [GONE, BROKEN, "no JSON", '{"t": "A title"}'])
def test_the_page_states_what_the_text_endpoint_does_not(text: str | Unanswered) -> None:
    site = Site(text__1=text, page=ARTICLE)
    draft = drafted(read(site, WITH_TEXT))
    assert site.urls == [TEXT, URL]
    assert (draft.title, draft.fault, draft.record) == ("A title", None, None)
    assert PARAGRAPH in (draft.body or "")
    assert draft.evidence.pages[0].url == URL, "the page with the text is the one to be asked again"


@pytest.mark.parametrize(
    ("name", "invalid"), [("t", "&nbsp;"), ("d", "soon"), ("d", "2099-01-01"), ("b", "<p> </p>")]
)
def test_what_the_text_endpoint_says_counts_only_where_it_is_valid(name: str, invalid: str) -> None:
    site = Site(
        text__1=json.dumps(json.loads(RECORD) | {name: invalid}), page=ARTICLE.replace("A title", "Its title")
    )
    draft = drafted(read(site, WITH_TEXT))
    assert site.urls == [TEXT, URL]
    assert draft.title == ("Its title" if name == "t" else "A title")
    assert draft.date == "2026-05-01 10:00"
    assert (PARAGRAPH in (draft.body or "")) == (name == "b")
    assert draft.fetched_at == served(2 if name == "d" else 1), "which a relative date counts from"


def test_what_is_valid_nowhere_is_shown_as_it_was_stated_first() -> None:
    draft = drafted(read(Site(page=ARTICLE.replace("2026-05-01 10:00", "soon")), PLAIN))
    assert draft.date == "soon"


def test_what_no_rule_gives_is_found_automatically_where_rules_give_the_rest() -> None:
    head = (
        '<html><head><link rel="canonical" href="https://a.example/news/1.html">'
        '<meta property="article:modified_time" content="2026-05-01T12:00:00Z">'
        '<meta name="author" content="Ann Other"><meta property="og:title" content="Another title"></head>'
    )
    draft = drafted(read(Site(page=head + ARTICLE), PLAIN | {"section": "time"}))
    assert (draft.title, draft.section) == ("A title", "2026-05-01 10:00"), "rules are trusted more"
    assert (draft.canonical, draft.author) == ("https://a.example/news/1.html", "Ann Other")
    assert (draft.modified or "").startswith("2026-05-01T12:00:00")


def test_the_lists_link_decides_between_the_titles_of_a_page_without_rules() -> None:
    page = (
        "<title>Local news</title><h1>Local news</h1><div class=head>The ferry to Ostby sails again</div>"
        f"<p>2026-05-01 10:00</p><article>{PARAGRAPH * 5}</article>"
    )
    draft = drafted(
        read(Site(page=page), {}, title="The ferry to Ostby sails again", stated_date="2026-05-01")
    )
    assert draft.title == "The ferry to Ostby sails again"


def test_what_states_nothing_beside_a_page_that_fails_is_tried_again() -> None:
    end = read(Site(text__1=GONE, page=BROKEN), WITH_TEXT)
    assert end == Unfetched("1", URL, "http-500", "answered 500")
    assert read(Site(text__1=BROKEN, page=GONE), WITH_TEXT).reason == "http-500"


def test_an_unreadable_record_is_kept_where_no_page_helps() -> None:
    record = '{"t": "cut'
    rules = WITH_TEXT | {"title": "h9", "date": "i", "body": "b"}
    draft = drafted(read(Site(text__1=record, page=GONE), rules, title="A title"))
    assert draft.fault
    assert (draft.fault[0], draft.record, draft.title) == ("unreadable-json", record, "A title")


def test_further_pages_belong_to_the_article() -> None:
    site = Site(
        page=ARTICLE + '<a class="next" href="2">2</a>',
        news__2="<article><p>The second page.</p></article><a class='next' href='3'>3</a>",
        news__3="<article><p>The third page.</p></article><a class='next' href='2'>2</a>",
    )
    draft = drafted(read(site, PLAIN))
    assert site.urls == [URL, "https://a.example/news/2", "https://a.example/news/3"]
    assert (draft.body or "").endswith("<p>The second page.</p>\n<p>The third page.</p>")


def test_half_an_article_is_none() -> None:
    end = read(Site(page=ARTICLE + '<a class="next" href="2">2</a>'), PLAIN)
    assert isinstance(end, Unfetched)
    assert end.reason == "http-404"


def test_an_article_of_endless_pages_ends() -> None:
    pages = {f"news__{n}": f"<article>{n}</article><a class=next href={n + 1}>on</a>" for n in range(2, 99)}
    site = Site(page=ARTICLE + '<a class="next" href="2">2</a>', **pages)
    assert drafted(read(site, PLAIN)).doubts == (Doubt.PARTS_MISSING,)
    assert len(site.asked) == 50


AUTOMATIC = {name: rule for name, rule in PLAIN.items() if name != "pages"}
SECOND = "<p>The second page says what came of it, and who had to pay for it in the end.</p>"
PARTS = {
    "page": ARTICLE
    + '<a href="/news/1.html?page=2">2</a><a href="/news/1.html?view=all">View as one page</a>',
    "news__1.html?page=2": f"<article>{PARAGRAPH}{SECOND}</article>",
    "news__1.html?view=all": f"<article>{PARAGRAPH * 5}{SECOND}</article>",
}


@pytest.mark.parametrize(
    ("whole", "asked"),
    [
        (PARTS["news__1.html?view=all"], ["view=all"]),
        (GONE, ["view=all", "page=2"]),
        (f"<article>{SECOND * 2}</article>", ["view=all", "page=2"]),
        ("\0", ["view=all", "page=2"]),
    ],
)
def test_the_page_that_shows_all_is_asked_in_place_of_the_parts(
    whole: str | Unanswered, asked: list[str]
) -> None:
    site = Site(**PARTS | {"news__1.html?view=all": whole})
    draft = drafted(read(site, AUTOMATIC))
    assert [url.partition("?")[2] for url in site.urls] == ["", *asked]
    body = draft.body or ""
    assert (body.count(PARAGRAPH), body.count(SECOND), draft.doubts) == (5, 1, ())


def test_pages_that_say_nothing_new_are_not_followed() -> None:
    pages = {
        f"news__1.html?page={n}": ARTICLE + f'<a href="/news/1.html?page={n + 1}">{n + 1}</a>'
        for n in range(2, 9)
    }
    site = Site(page=ARTICLE + '<a href="/news/1.html?page=2">2</a>', **pages)
    assert (drafted(read(site, AUTOMATIC)).body or "").count(PARAGRAPH) == 5
    assert len(site.asked) == 3


def test_of_an_article_whose_second_page_is_for_subscribers_no_half_is_kept() -> None:
    wall = "<article><p>The ferry will not</p><p>Subscribe to continue reading</p></article>"
    site = Site(**PARTS | {"news__1.html?page=2": wall, "news__1.html?view=all": GONE})
    fault = drafted(read(site, AUTOMATIC)).fault
    assert fault
    assert fault[0] == "paywall"


@pytest.mark.parametrize(("article", "first"), [(PLAIN, URL), (WITH_TEXT, TEXT)])
def test_an_archived_article_is_asked_whether_it_has_changed(article: dict[str, Any], first: str) -> None:
    known = Validators(first, '"old"')
    site = Site(page=None, text__1=None)
    end = read(site, article, archived=True, pages=(known,))
    assert end == Unchanged("1", URL)
    assert site.asked == [Ask(first, known)]


def test_a_changed_article_is_read_without_asking_twice() -> None:
    site = Site(page=ARTICLE)
    assert drafted(read(site, PLAIN, archived=True, pages=(Validators(URL, '"old"'),)))
    assert site.urls == [URL]


def test_where_another_page_has_changed_all_are_asked_in_their_order() -> None:
    site = Site(page=ARTICLE, text__1=RECORD)
    draft = drafted(read(site, WITH_TEXT, archived=True, pages=(Validators(URL, '"old"'),)))
    assert site.urls == [URL, TEXT]
    assert draft.body == "<p>The text of it.</p>"


def test_what_the_user_names_is_fetched_whole() -> None:
    site = Site(page=ARTICLE)
    assert drafted(read(site, PLAIN, again=True, archived=True, pages=(Validators(URL, '"old"'),)))
    assert site.asked == [Ask(URL)]


@pytest.mark.parametrize("known", [{}, {"pages": (Validators(URL),)}])
def test_an_archived_article_that_is_withdrawn_is_gone(known: dict[str, Any]) -> None:
    assert read(Site(), PLAIN, archived=True, **known) == Gone("1", URL, "http-404", "answered 404")
    assert isinstance(read(Site(), PLAIN, **known), Unfetched)


def test_what_is_merely_out_of_reach_is_not_gone() -> None:
    assert read(Site(text__1=BROKEN), WITH_TEXT, archived=True).reason == "http-500"
    assert read(Site(page=BROKEN), PLAIN, archived=True, pages=(Validators(URL),)).reason == "http-500"


def test_a_file_that_is_no_text_fails() -> None:
    assert read(Site(page="\0"), PLAIN).reason == "not-text"


def test_a_wall_is_tried_again_and_a_soft_404_is_not() -> None:
    login = "<title>Log in</title><form><input type=password></form>"
    assert read(Site(page=login), PLAIN).reason == "login"
    draft = drafted(read(Site(page="<title>404 Not Found</title><p>Page not found</p>"), PLAIN))
    assert draft.fault
    assert draft.fault[0] == "soft-404"


def test_scripts_run_on_pages_alone() -> None:
    site = Site(text__1=GONE, page=ARTICLE)
    read(site, WITH_TEXT, render=True)
    assert [ask.browser for ask in site.asked] == [False, True]


def test_the_profile_says_what_an_article_is_read_from() -> None:
    chain = {"chain": ["page", "entry"], "required": ["title", "outlet"]}
    site = Site(page=ARTICLE, post="<h1>Another</h1><p class=o>A paper</p>")
    post = "https://a.example/post"
    drafted(read(site, PLAIN | chain, link=post))
    assert site.urls == [URL, post], "no rule finds an outlet"
    site = Site(page=ARTICLE)
    drafted(read(site, PLAIN | chain | {"required": "title"}, link=post))
    assert site.urls == [URL]


@pytest.mark.parametrize("chain", [["text"], ["entry"], []])
def test_a_chain_without_anything_to_ask_is_refused(chain: list[str]) -> None:
    with pytest.raises(ValidationError, match="nothing to ask"):
        read(Site(), PLAIN | {"chain": chain})


def test_an_archived_article_that_is_not_free_may_show_its_beginning_alone() -> None:
    said = '<script type="application/ld+json">{"@type":"Article","isAccessibleForFree":false}</script>'
    site = Site(page=ARTICLE.replace(PARAGRAPH, PARAGRAPH * 5) + said)
    assert drafted(read(site, PLAIN)).doubts == ()
    assert drafted(read(site, PLAIN, archived=True, again=True)).doubts == (Doubt.NOT_FREE,)


def test_a_gate_above_a_text_says_so_too() -> None:
    gate = "<p>This article is for subscribers only.</p>"
    site = Site(page=ARTICLE.replace("<article>", f"<article>{gate}"))
    assert drafted(read(site, PLAIN, archived=True, again=True)).doubts == (Doubt.NOT_FREE,)
