"""Ids that an address must escape: what is asked for, and which article an address is."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from newsarchive.crawling.asking import Answer, Ask, follow
from newsarchive.crawling.site_reader import SiteReader
from newsarchive.discovery.addresses import canonical_address
from newsarchive.evidence import Validators
from newsarchive.items import Draft, Lead, Unfetched
from newsarchive.profiles import SiteProfile, identity_at, identity_of
from newsarchive.profiles.ids import filled, same_address, unescaped

IDS = ["中文号", "édition-7", "two words", "q&a", "c#9", "who?", "a=b", "1+1", "50%", "a\\b", "<b>", "{1}"]
HOST = "http://oriole.example"
TEXT = HOST + "/text?id={id}&v=2"


def profile(page: str, form: str = ".+") -> SiteProfile:
    return SiteProfile.model_validate(
        {
            "name": "oriole.example", "home": f"{HOST}/", "category": {"fallback": "news"},
            "article": {
                "id": form, "page": page, "text": {"url": TEXT, "title": "t", "body": "b", "date": "d"},
            },
        }
    )  # fmt: skip


@pytest.mark.parametrize("source_id", [*IDS, "plain-1", "A_b(2)", "2024/05/x"])
def test_an_address_stands_for_its_id_alone(source_id: str) -> None:
    path = urlsplit(filled(f"{HOST}/a/{{id}}.html", source_id))
    assert (unquote(path.path), path.query, path.fragment) == (f"/a/{source_id}.html", "", "")
    query = urlsplit(filled(f"{HOST}/a?x=1&id={{id}}&y=2", source_id))
    assert parse_qs(query.query) == {"x": ["1"], "id": [source_id], "y": ["2"]}
    assert not query.fragment


@pytest.mark.parametrize("source_id", IDS)
@pytest.mark.parametrize(
    ("page", "form"),
    [
        (f"{HOST}/a/{{id}}.html", r"/a/([^/]+)\.html$"),
        (f"{HOST}/a?id={{id}}", r"[?&]id=([^&#]+)"),
        (f"{HOST}/a?id={{id}}&x=1", r"id=([^&#]+)"),
    ],
)
def test_an_id_leads_to_its_page_and_back(source_id: str, page: str, form: str) -> None:
    """Also by the address as a list shows it, and as browsers write it."""
    site = profile(page, form)
    found = identity_of(source_id, site)
    assert found
    assert found.source_id == source_id
    again = identity_at(canonical_address(found.url), site)
    assert again
    assert again.source_id == source_id
    assert same_address(again.url, found.url)


def test_what_an_address_only_escapes_is_the_same_id() -> None:
    site = profile(f"{HOST}/a/{{id}}", "/a/(.+)$")
    forms = ["中文号", "%E4%B8%AD%E6%96%87%E5%8F%B7", "%e4%b8%ad%e6%96%87号"]
    found = [identity_at(canonical_address(f"{HOST}/a/{form}"), site) for form in forms]
    assert {one.source_id for one in found if one} == {"中文号"}


@pytest.mark.parametrize(
    ("raw", "in_query", "plain"),
    [("a%2Fb", False, "a%2Fb"), ("a+b", False, "a+b"), ("a+b", True, "a b"), ("50%25", True, "50%")],
)
def test_what_parts_an_address_stays_escaped(raw: str, plain: str, *, in_query: bool) -> None:
    assert unescaped(raw, in_query=in_query) == plain
    assert unescaped(plain) == plain


@pytest.mark.parametrize("source_id", IDS)
@pytest.mark.parametrize("escaped", [True, False])
def test_the_text_endpoint_is_known_whatever_it_escapes(source_id: str, *, escaped: bool) -> None:
    """When it is asked again: its answer is a record, and never a page."""
    site = profile(f"{HOST}/a/{{id}}", "/a/(.+)$")
    found = identity_of(source_id, site)
    assert found
    endpoint = filled(TEXT, source_id)
    before = Validators(endpoint if escaped else unquote(endpoint), etag='"1"')
    lead = Lead(found.url, source_id=source_id, archived=True, pages=(before,))
    asked: list[str] = []
    record = b'{"t": "Orioles nest again", "d": "2024-05-06 10:00:00", "b": "<p>%s</p>"}' % (b"A nest. " * 40)

    def answer(ask: Ask) -> Answer:
        asked.append(ask.url)
        return answered(ask.url, record)

    end = follow(SiteReader(lead, site).read(), answer)
    assert isinstance(end, Draft)
    assert (end.title, len(asked)) == ("Orioles nest again", 1)


def test_a_record_in_the_place_of_a_page_is_no_article() -> None:
    site = SiteProfile.model_validate({"name": "o", "home": f"{HOST}/", "category": {"fallback": "news"}})
    lead = Lead(f"{HOST}/x", source_id="/x")
    end = follow(
        SiteReader(lead, site).read(), lambda ask: answered(ask.url, b' {"title": "Nest", "body": "A"}')
    )
    assert isinstance(end, Unfetched)
    assert end.reason == "not-text"


def answered(url: str, body: bytes, **more: Any) -> Answer:
    return Answer(
        url, 200, body, "application/json; charset=utf-8", is_text=True,
        served=datetime(2024, 5, 7, tzinfo=UTC), page=Validators(url), **more,
    )  # fmt: skip
