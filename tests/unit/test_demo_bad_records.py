"""What each bad record sends, and that no other page makes up for it."""

import json
import re

import pytest

from newsarchive.demo.bad_records import BAD_RECORDS
from newsarchive.demo.site import POST_HOST, SHARE_HOST, DemoSite

OUTCOME = re.compile(
    r"stored|quarantined:(no-title|no-date|impossible-date|future-date|no-text|no-outlet|"
    r"invalid-id|unreadable-json|conflicting-text)|"
    r"failed:(http-404|http-410|http-500|redirect-loop|redirect-refused|too-large)"
)
SHOWS = {record.shows: record for record in BAD_RECORDS}


@pytest.fixture
def site():
    return DemoSite(0)


def ask(site, shows):
    code = SHOWS[shows].source_id
    code = f"NW{code}" if code.isdigit() else code
    return site.respond(SHARE_HOST, f"/NewsData/GetNewsText.do?id={code}")


def answer(site, shows):
    response = ask(site, shows)
    assert response.status == 200
    return json.loads(response.body)


def test_the_table():
    assert all(OUTCOME.fullmatch(record.outcome) for record in BAD_RECORDS)
    assert len({record.source_id for record in BAD_RECORDS}) == len(SHOWS) == len(BAD_RECORDS)
    named = {record.outcome for record in BAD_RECORDS}
    assert len(named) == 1 + 9 + 6  # every outcome that the expression above knows


def test_the_site_expects_what_the_table_says(site):
    for record in BAD_RECORDS:
        assert site.expected[record.source_id] == record.outcome
    assert not DemoSite(0, bad_records=False).expected.keys() & {record.source_id for record in BAD_RECORDS}


@pytest.mark.parametrize(
    ("shows", "title"),
    [
        ("ASCII double quotes in the title", '"'),
        ("backslashes in the title", "\\"),
        ("line breaks in the title", "\n"),
        ("Liquid in the title", "{{ site.title }}"),
        ("a title that is ---", "---"),
        ("a title of 3,000 characters", "长标题" * 1000),
    ],
)
def test_titles(site, shows, title):
    assert title in answer(site, shows)["title"]


@pytest.mark.parametrize(
    ("shows", "html"),
    [
        ("<script>", "<script>"),
        ("onclick=", 'onclick="'),
        ("javascript: link", '"javascript:alert'),
        ("a javascript: link once the indent inside it is removed", "java　　script:"),
        ("iframe", "<iframe"),
        ("unclosed tags", "<b>"),
        ("{% include x %}", "{% include x %}"),
        ("{% raw %} left open", "{% raw %}"),
        ("NUL as \\u0000 in the JSON", "\x00"),
        ("a lone surrogate as \\ud800 in the JSON", "\ud800"),
    ],
)
def test_bodies(site, shows, html):
    assert html in answer(site, shows)["text"]
    assert b"\x00" not in ask(site, shows).body


def test_bytes_that_are_not_utf8(site):
    for shows in ("invalid UTF-8 bytes in the JSON", "GBK bytes under a UTF-8 label"):
        response = ask(site, shows)
        assert response.headers["Content-Type"] == "application/json; charset=utf-8"
        with pytest.raises(UnicodeDecodeError):
            response.body.decode()
    assert "秋山如画" in response.body.decode("gbk")


def test_500_twice_and_then_200(site):
    statuses = [ask(site, "500 twice, then 200").status for _ in range(4)]
    assert statuses == [500, 500, 200, 200]


@pytest.mark.parametrize(
    ("shows", "key"),
    [
        ("no title anywhere", "title"),
        ("no date anywhere", "showtime"),
        ("text missing", "text"),
        ("no outlet anywhere", "medianame"),
    ],
)
def test_missing_keys(site, shows, key):
    assert key not in answer(site, shows)


def test_no_outlet_is_named_in_the_body_either(site):
    assert "来源：" not in answer(site, "no outlet anywhere")["text"]


@pytest.mark.parametrize(
    ("shows", "start"),
    [("JSON cut short", b"{"), ("an HTML page", b"<html>"), ("a number of 10,000 digits", b"{")],
)
def test_json_that_python_refuses(site, shows, start):
    assert ask(site, shows).body.startswith(start)
    with pytest.raises(ValueError, match=r"line 1|4300 digits|Unterminated"):
        answer(site, shows)


def test_json_that_is_no_object(site):
    assert ask(site, "null").body == b"null"
    assert ask(site, "NaN").body == b"NaN"
    with pytest.raises(RecursionError):
        answer(site, "lists nested 100,000 deep")


def test_conflicting_text_claims_the_id_of_a_good_article(site):
    (shows,) = (one.shows for one in BAD_RECORDS if one.outcome.endswith("conflicting-text"))
    claims = answer(site, shows)
    assert claims["id"] != SHOWS[shows].source_id
    assert site.article(claims["id"]).body != claims["content"]


@pytest.mark.parametrize("status", [404, 410, 500])
def test_errors_for_good(site, status):
    assert {ask(site, f"{status} for good").status for _ in range(5)} == {status}


@pytest.mark.parametrize(
    ("shows", "location"),
    [
        ("redirect to a file", "file:///etc/passwd"),
        ("redirect to loopback", "http://127.0.0.1:9/"),
        ("redirect to a metadata service", "http://169.254.169.254/"),
        ("redirect to another port", "http://finews.zning.xyz:8081/NewsData"),
    ],
)
def test_redirects(site, shows, location):
    assert ask(site, shows).status == 302
    assert ask(site, shows).headers["Location"].startswith(location)


def test_redirect_loop(site):
    location = ask(site, "a redirect loop").headers["Location"]
    for _ in range(3):
        response = site.respond(SHARE_HOST, location)
        assert response.status == 302
        location = response.headers["Location"]


def test_too_large(site):
    assert len(ask(site, "10 MiB").body) > 10 * 2**20


@pytest.mark.parametrize("record", BAD_RECORDS, ids=lambda record: record.shows)
def test_other_pages_say_no_more(site, record):
    code = f"NW{record.source_id}" if record.source_id.isdigit() else record.source_id
    share = site.respond(SHARE_HOST, f"/html_News/NewsShare.html?infoCode={code}")
    assert share.status == 200
    assert b"<p" not in share.body
    assert b"<title></title>" in share.body
    post = site.respond(POST_HOST, record.path)
    if record.outcome.startswith("failed"):
        assert post.status == 404
    else:
        assert post.body.count(b"<p>") == 3  # link, footer's links, the page's own footer
    if record.outcome == "quarantined:no-title":
        assert post.body.count("<title>金融消息</title>".encode()) == 1
        assert post.body.count(b"<h1></h1>") == 1
    if record.outcome == "quarantined:no-date":
        assert b"CST) </small>" in post.body
    if record.outcome == "quarantined:no-outlet":
        assert b"<em></em>" in post.body
