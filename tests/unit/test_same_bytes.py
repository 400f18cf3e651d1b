"""An archived article whose pages answer with the very bytes of last time is not read."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import pytest

from newsarchive.crawling.asking import Answer, Ask, Unanswered, follow
from newsarchive.crawling.site_reader import SiteReader
from newsarchive.evidence import Validators
from newsarchive.items import Draft, Gone, Lead, Unchanged, Unfetched
from newsarchive.profiles import SiteProfile
from spiders.finews.reader import FinewsReader

HOME = "https://harbour.example/"
RULES: dict[str, Any] = {"title": "h1", "date": "time", "body": "article", "pages": "a.next"}
WITH_TEXT = RULES | {"text": {"url": HOME + "text/{id}", "title": "t", "date": "d", "body": "b"}}
TWO_STEPS = RULES | {"chain": ["page", "entry"], "required": ["title", "outlet"]}
PARAGRAPH = "<p>The ferry sails at seven, as it did all summer, and comes back in the evening.</p>"
PAGE = f"<h1>The ferry</h1><time>2026-05-01 10:00</time><article>{PARAGRAPH * 4}</article>"
NEXT = "<a class=next href=/a/{}>on</a>"
RECORD = '{"t": "The ferry", "d": "2026-05-01 10:00", "b": "<p>The ferry sails.</p>"}'
PARTS = {
    "a/1": PAGE + NEXT.format(2),
    "a/2": f"<article>{PARAGRAPH} Second.</article>" + NEXT.format(3),
    "a/3": f"<article>{PARAGRAPH} Third.</article>",
}
SHAPES = {  # an article's rules, and its pages as they are at first
    "one page": (RULES, {"a/1": PAGE}),
    "three pages": (RULES, PARTS),
    "a text endpoint": (WITH_TEXT, {"text/1": RECORD, "a/1": PAGE}),
    "an endpoint without the text": (WITH_TEXT, {"text/1": '{"t": "The ferry"}', "a/1": PAGE}),
    "an endpoint that is not there": (WITH_TEXT, {"a/1": PAGE}),
    "a page and its entry": (TWO_STEPS, {"a/1": PAGE, "entry": "<h1>The ferry</h1>"}),
}


class Site:
    """Pages by their paths, each answer with what its server gives to ask by."""

    def __init__(self, pages: dict[str, str | Unanswered], *, etags: bool = False) -> None:
        self.pages = {HOME + path: page for path, page in pages.items()}
        self.etags = etags
        self.asked: list[str] = []

    def answer(self, ask: Ask) -> Answer | Unanswered:
        self.asked.append(ask.url.removeprefix(HOME))
        page = self.pages.get(ask.url, Unanswered("http-404", "answered 404"))
        if isinstance(page, Unanswered):
            return page
        etag = f'"{len(page)}"' if self.etags else None
        status, body = (304, b"") if ask.known and etag and ask.known.etag == etag else (200, page.encode())
        known = Validators(ask.url, etag, digest=sha256(page.encode()).digest())
        return Answer(
            ask.url, status, body, "text/html", is_text=True, page=known,
            served=datetime(2026, 5, 2, tzinfo=UTC),
        )  # fmt: skip


def read(site: Site, rules: dict[str, Any], **known: Any) -> Any:
    profile = SiteProfile.model_validate(
        {"name": "a", "home": HOME, "zone": "UTC", "language": "en", "article": rules}
    )
    lead = Lead(HOME + "a/1", source_id="1", link=HOME + "entry", archived=bool(known), **known)
    return follow(SiteReader(lead, profile).read(), site.answer)


def first(site: Site, rules: dict[str, Any]) -> tuple[Validators, ...]:
    """What is known of an article's pages once it was read."""
    draft = read(site, rules)
    assert isinstance(draft, Draft)
    return draft.evidence.pages


def bare(pages: tuple[Validators, ...]) -> tuple[Validators, ...]:
    return tuple(replace(page, etag=None) for page in pages)


@pytest.mark.parametrize("shape", SHAPES)
def test_it_is_unchanged_where_all_its_pages_are(shape: str) -> None:
    rules, pages = SHAPES[shape]
    site = Site(pages)
    known = first(site, rules)
    asked, site.asked = site.asked, []
    assert read(site, rules, pages=known) == Unchanged("1", HOME + "a/1", pages=known)
    assert site.asked == asked, "each page once, in its order"


@pytest.mark.parametrize("shape", SHAPES)
def test_whichever_of_its_pages_has_changed_it_is_read_and_none_is_asked_twice(shape: str) -> None:
    rules, pages = SHAPES[shape]
    for path, page in pages.items():
        before = Site(pages)
        known = first(before, rules)
        if HOME + path not in {one.url for one in known}:
            continue  # the reading did without it
        changed = (
            json.dumps({"t": "The ferry is late"}) if path == "text/1" else page.replace("ferry", "boat")
        )
        after = Site(pages | {path: changed + " "})
        assert isinstance(read(after, rules, pages=known), Draft), path
        assert len(after.asked) == len(set(after.asked)), path


def test_a_changed_article_is_read_as_it_is_the_first_time() -> None:
    site = Site(PARTS)
    known = first(site, RULES)
    changed = PARTS | {"a/3": PARTS["a/3"].replace("Third", "Last")}
    again, anew = read(Site(changed), RULES, pages=known), read(Site(changed), RULES)
    assert again.body == anew.body
    assert "Last." in again.body
    assert again.evidence.pages == anew.evidence.pages


def test_a_page_that_its_server_says_is_another_may_be_the_same() -> None:
    site = Site({"a/1": PAGE}, etags=True)
    known = (replace(first(site, RULES)[0], etag='"of another machine"'),)
    end = read(site, RULES, pages=known)
    assert end == Unchanged("1", HOME + "a/1", pages=(replace(known[0], etag=f'"{len(PAGE)}"'),))


def test_where_the_first_page_is_not_modified_no_other_is_asked() -> None:
    site = Site(PARTS, etags=True)
    known = first(site, RULES)
    site.asked = []
    assert read(site, RULES, pages=known) == Unchanged("1", HOME + "a/1")
    assert site.asked == ["a/1"]
    site.asked = []
    assert read(site, RULES, pages=bare(known)) == Unchanged("1", HOME + "a/1", pages=known)
    assert site.asked == ["a/1", "a/2", "a/3"]


def test_a_part_that_is_withdrawn_is_no_same_text() -> None:
    known = first(Site(PARTS), RULES)
    assert isinstance(read(Site({"a/1": PARTS["a/1"], "a/2": PARTS["a/2"]}), RULES, pages=known), Unfetched)
    assert isinstance(read(Site({}), RULES, pages=known), Gone)


def test_an_endpoint_that_answers_at_last_is_read() -> None:
    known = first(Site({"a/1": PAGE}), WITH_TEXT)
    draft = read(Site({"a/1": PAGE, "text/1": RECORD}), WITH_TEXT, pages=known)
    assert draft.body == "<p>The ferry sails.</p>"


@pytest.mark.parametrize("known", [{"again": True}, {"pages": (Validators(HOME + "a/1"),)}])
def test_what_is_named_or_was_never_compared_is_read(known: dict[str, Any]) -> None:
    pages = first(Site({"a/1": PAGE}), RULES)
    assert isinstance(read(Site({"a/1": PAGE}), RULES, **{"pages": pages} | known), Draft)


def test_so_does_the_chain_of_finews(profile: SiteProfile) -> None:
    source_id = "NW202203072298194131"
    text = profile.article.text
    assert text
    url = text.url.replace("{id}", source_id)
    share = "http://finews.zning.xyz/html_News/NewsShare.html?infoCode=" + source_id
    pages = {url: '{"title": "题"}', share: "<h1>题</h1><p>2022-03-07 08:23 来源：报</p>"}
    known = tuple(Validators(one, digest=sha256(page.encode()).digest()) for one, page in pages.items())
    asked = []

    def answer(ask: Ask) -> Answer:
        asked.append(ask.url)
        body = pages[ask.url].encode()
        page = Validators(ask.url, digest=sha256(body).digest())
        return Answer(
            ask.url, 200, body, "text/html", is_text=True, served=datetime(2022, 3, 8, tzinfo=UTC), page=page
        )

    lead = Lead(share, source_id=source_id, archived=True, pages=known)
    assert follow(FinewsReader(lead, profile).read(), answer) == Unchanged(source_id, share, pages=known)
    assert asked == [url, share]
