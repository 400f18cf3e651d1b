"""The demo site on a later day, without a server: what changed, and that nothing else did."""

import json
import re

import pytest

from newsarchive.demo.articles import OUTLETS
from newsarchive.demo.later_day import ADDED_SENTENCE, SOFT_404_SENTENCE, Changes
from newsarchive.demo.ordinary import source_id_of
from newsarchive.demo.pages import Listings
from newsarchive.demo.site import DIRECT, POST_HOST, SHARE_HOST, DemoSite

ARTICLES = 200
CHANGES = Changes(added=4, edited=30, removed=5, moved=6, shrunken=30, emptied=5, soft_404=4)
LINK = re.compile(r'<li><a href="([^"]*)">')
CATEGORIES = ["/emnews/", *(outlet.category_path for outlet in OUTLETS)]
VALIDATORS = ("ETag", "Last-Modified")


@pytest.fixture(scope="module")
def before():
    return DemoSite(ARTICLES)


@pytest.fixture(scope="module")
def after():
    site = DemoSite(ARTICLES, changes=CHANGES)
    assert [kind for kind, articles in site.changed.items() if not articles] == ["counters"]
    return site


def text(site, source_id):
    code = source_id if source_id.startswith("NW") else f"NW{source_id}"
    return site.respond(SHARE_HOST, f"/NewsData/GetNewsText.do?id={code}")


def share(site, source_id):
    return site.respond(SHARE_HOST, f"/html_News/NewsShare.html?infoCode={source_id}")


def pages(site, article):
    post = site.respond(POST_HOST, article.path)
    return post, share(site, article.info_code), text(site, article.source_id)


def listed(site):
    return {path: LINK.findall(site.respond(POST_HOST, path).body.decode()) for path in (*CATEGORIES, "/")}


def test_each_kind_befell_as_many_articles_as_asked(after):
    assert {kind: len(ids) for kind, ids in after.changed.items()} == {
        "added": 4, "edited": 30, "removed": 5, "moved": 6, "shrunken": 30, "emptied": 5, "soft_404": 4,
        "counters": 0,
    }  # fmt: skip
    ids = [one for ids in after.changed.values() for one in ids]
    assert len(ids) == len(set(ids))
    assert after.changed["added"] == {source_id_of(number) for number in range(201, 205)}
    assert after.changed == DemoSite(ARTICLES, changes=CHANGES).changed


def test_the_changed_articles_are_scattered():
    numbers = Changes(edited=50).numbers(1000)["edited"]
    assert min(numbers) < 200
    assert max(numbers) > 800
    assert len({number % 9 for number in numbers}) == 9


def test_what_is_not_possible():
    with pytest.raises(ValueError, match="3 articles shall change, and the first day has 2"):
        DemoSite(2, changes=Changes(added=9, edited=2, removed=1))
    with pytest.raises(ValueError, match="moved is -1"):
        Changes(moved=-1)


def test_whatever_did_not_change_answers_as_before(before, after):
    changed = set().union(*after.changed.values())
    for article in before.articles:
        if article.source_id not in changed:
            assert pages(before, article) == pages(after, article)


def test_validators_change_exactly_where_the_bytes_do(before, after):
    urls = [(POST_HOST, path) for path in ["/", "/robots.txt", *CATEGORIES]]
    for article in before.articles:
        urls.append((POST_HOST, article.path))
        urls.append((SHARE_HOST, f"/html_News/NewsShare.html?infoCode={article.info_code}"))
        urls.append((SHARE_HOST, f"/NewsData/GetNewsText.do?id={article.info_code}"))
    same = 0
    for url in urls:
        then, now = before.respond(*url), after.respond(*url)
        if now.status == 200:
            for name in VALIDATORS:
                assert (then.headers[name] == now.headers[name]) == (then.body == now.body), url
            same += then.body == now.body
    assert same > 200


def test_a_listing_that_shows_the_same_keeps_its_validators(before):
    edited = DemoSite(ARTICLES, changes=Changes(edited=50, emptied=9, counters=True))
    added = DemoSite(ARTICLES, changes=Changes(added=1))
    differ = [
        path for path in CATEGORIES if added.respond(POST_HOST, path) != before.respond(POST_HOST, path)
    ]
    for path in ("/", *CATEGORIES):
        assert edited.respond(POST_HOST, path) == before.respond(POST_HOST, path)
    assert len(differ) == 1


def test_edited_wherever_the_text_is_shown(before, after):
    on_share_page = 0
    for source_id in after.changed["edited"]:
        article, former = after.article(source_id), before.article(source_id)
        assert article.body.replace(f"<p>\u3000\u3000{ADDED_SENTENCE}</p>", "") == former.body
        assert (article.title, article.published, article.path) == (
            former.title, former.published, former.path,
        )  # fmt: skip
        post, shared, endpoint = (page.body.decode() for page in pages(after, article))
        assert ADDED_SENTENCE in post
        if article.on_share_page:
            on_share_page += 1
            assert ADDED_SENTENCE in shared
            assert text(after, source_id) == text(before, source_id)  # it never had the text
        else:
            assert json.loads(endpoint)["text"] == article.body
    assert on_share_page


def test_removed(before, after):
    statuses = []
    for source_id in after.changed["removed"]:
        article = before.article(source_id)
        (status,) = {page.status for page in pages(after, article)}
        statuses.append(status)
        assert not [path for path, links in listed(after).items() if article.path in links]
        assert after.article(source_id) == article  # what an archive keeps
    assert sorted(statuses) == [404, 404, 404, 410, 410]


def test_added(before, after):
    for source_id in after.changed["added"]:
        assert text(before, source_id).status == 404
        article = after.article(source_id)
        assert {page.status for page in pages(after, article)} == {200}
        assert article.path in listed(after)[article.outlet.category_path]
        assert after.expected[source_id] == "stored"


def test_moved(before, after):
    for source_id in after.changed["moved"]:
        article, former = after.article(source_id), before.article(source_id)
        assert abs((article.published - former.published).days) == 1
        assert article.published.time() == former.published.time()
        assert article.path != former.path
        assert after.respond(POST_HOST, former.path).status == 404
        assert {page.status for page in pages(after, article)} == {200}
        page = listed(after)[article.outlet.category_path]
        assert article.path in page
        assert former.path not in page


def test_what_replaces_no_good_text(before, after):
    sizes = {"shrunken": 20, "emptied": 0}
    for kind, size in sizes.items():
        for source_id in after.changed[kind]:
            former = before.article(source_id)
            assert after.article(source_id) == former  # what an archive keeps
            assert after.expected[source_id] == "stored"
            endpoint = json.loads(text(after, source_id).body)
            if former.on_share_page:
                assert former.body[:size] in share(after, source_id).body.decode()
                assert former.body[: size + 1] not in share(after, source_id).body.decode()
            else:
                assert endpoint["text"] == former.body[:size]


def test_soft_404(before, after):
    types = []
    for source_id in after.changed["soft_404"]:
        former = before.article(source_id)
        for page in pages(after, former):
            assert page.status == 200
        shown = share(after, source_id) if former.on_share_page else text(after, source_id)
        types.append(text(after, source_id).headers["Content-Type"].partition(";")[0])
        body = shown.body.decode()
        assert SOFT_404_SENTENCE in (json.loads(body)["text"] if body.startswith("{") else body)
        assert former.path in listed(after)[former.outlet.category_path]
    assert sorted(types) == ["application/json", "application/json", "text/html", "text/html"]


def test_counters(before):
    after = DemoSite(ARTICLES, changes=Changes(counters=True, edited=1, removed=1))
    (edited,) = after.changed["edited"]
    assert after.changed["counters"] == {one.source_id for one in before.articles} - after.changed["removed"]
    pictures = 0
    for article in before.articles:
        if article.source_id in after.changed["removed"]:
            continue
        then, now = (json.loads(text(site, article.source_id).body) for site in (before, after))
        assert now.pop("readcount") != then.get("readcount")
        assert now.pop("nonce") != then.get("nonce")
        assert then.keys() == now.keys()
        post = after.respond(POST_HOST, article.path).body.decode()
        pictures += "ad=2&nonce=" in post
        if article.source_id != edited:
            plain = re.sub(r"[?&]ad=2&nonce=\d+", "", str(now))
            assert plain == str(then)
            assert re.sub(r"[?&]ad=2&nonce=\d+", "", post) == (
                before.respond(POST_HOST, article.path).body.decode()
            )
            assert after.article(article.source_id) == article
    assert pictures > 50
    assert ADDED_SENTENCE in after.article(edited).body


def test_without_validators():
    site = DemoSite(20, validators=False)
    for host, path in [(POST_HOST, "/"), (DIRECT, "/emnews/"), (SHARE_HOST, "/robots.txt")]:
        response = site.respond(host, path)
        assert not set(VALIDATORS) & set(response.headers)
        assert response.when("*", "Wed, 01 Jan 2031 00:00:00 GMT") == response


def test_a_category_that_lost_every_article_is_gone():
    site = DemoSite(1, changes=Changes(removed=1), bad_records=False)
    path = OUTLETS[1].category_path
    assert site.respond(POST_HOST, path).status == 404
    assert Listings(()).page(path) is None
