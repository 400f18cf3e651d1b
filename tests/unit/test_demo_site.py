"""The demo site's good articles and listings, without a server."""

import json
import re
from collections import Counter
from html import unescape
from pathlib import Path

import pytest
from xpinyin import Pinyin

from newsarchive.demo.articles import OUTLETS
from newsarchive.demo.bad_records import BAD_RECORDS
from newsarchive.demo.site import DIRECT, POST_HOST, SHARE_HOST, DemoSite

SEED = "NW202203072298194131"
LINK = re.compile(r'<li><a href="([^"]*)">([^<]*)</a></li>')
CATEGORIES = ["/emnews/", *(outlet.category_path for outlet in OUTLETS)]


@pytest.fixture(scope="module")
def site():
    return DemoSite()


@pytest.fixture(scope="module")
def answers(site):
    """The JSON of every good article's text endpoint."""
    return {one.source_id: json.loads(text_of(site, one.info_code)) for one in site.articles}


def get(site, path, host=POST_HOST):
    response = site.respond(host, path)
    assert response.status == 200, path
    return response.body.decode()


def text_of(site, code):
    return get(site, f"/NewsData/GetNewsText.do?id={code}", SHARE_HOST)


def share_of(site, code):
    return get(site, f"/html_News/NewsShare.html?infoCode={code}", SHARE_HOST)


def every_url(site):
    for path in ["/", "/robots.txt", *CATEGORIES]:
        yield POST_HOST, path
    for article in site.articles:
        yield POST_HOST, article.path
        yield SHARE_HOST, f"/html_News/NewsShare.html?infoCode={article.info_code}"
        yield SHARE_HOST, f"/NewsData/GetNewsText.do?id={article.info_code}"


def test_two_builds_answer_equal_bytes(site):
    other = DemoSite()
    for host, path in every_url(site):
        assert site.respond(host, path) == other.respond(host, path)
        assert site.respond(host, path).headers["ETag"]
        assert site.respond(host, path).headers["Last-Modified"]


def test_an_article_is_the_same_in_a_site_of_any_size(site):
    large = DemoSite(2000, bad_records=False)
    assert len(large.expected) == 2000 + 1 + 15
    for article in site.articles:
        assert large.article(article.source_id) == article


def test_counts(site):
    articles = list(site.articles)
    outlets = Counter(one.outlet.name for one in articles)
    assert len(outlets) >= 9
    assert len(articles) == len({one.source_id for one in articles}) == 1 + 15 + 130
    assert len({one.path for one in articles}) == len(articles)
    assert set(site.expected) == {one.source_id for one in articles} | {
        record.source_id for record in BAD_RECORDS
    }
    assert {site.expected[one.source_id] for one in articles} == {"stored"}
    assert all(2022 <= one.published.year <= 2024 for one in articles)


@pytest.mark.parametrize("outlet", OUTLETS)
def test_slugs_are_those_of_xpinyin(outlet):
    pinyin = Pinyin().get_pinyin(outlet.name).replace("-", "")
    assert outlet.slug == re.sub(r"[^A-Za-z0-9_()-]", "", pinyin)


def test_seed_answers_what_the_source_answered(site):
    answer = json.loads(text_of(site, SEED))
    assert answer["showtime"] == "2022-03-07 08:23:06"
    assert answer["medianame"] == "上饶日报"
    assert answer["text"].count("<p>　　") == answer["text"].count("<p>") > 10
    assert site.article(SEED).path == f"/shangraoribao/2022/03/07/{SEED}.html"


def test_seed_body_is_the_seed_posts():
    post = Path(__file__).parents[1] / "sites/finews/seed/post.md"
    if not post.exists():
        pytest.skip("the seed post is not in tests/sites/finews/seed")
    content = post.read_bytes().decode()
    body = content.split("---\n", 2)[2].split("\n\n<http://", 1)[0]
    article = DemoSite(0).article(SEED)
    assert article.body.replace("　　", "") == body
    assert f'title: "{article.title}"' in content


def test_home_has_a_section_per_tag_and_no_category_link(site):
    home = get(site, "/")
    sections = home.split("<h2 ")[1:]
    assert len(sections) == len(CATEGORIES)
    assert all(len(LINK.findall(section)) == 5 for section in sections)
    assert "/category/" not in home
    assert 'href="/emnews/"' not in home


def test_every_article_is_listed_newest_first_by_its_own_category(site):
    wrong_tags = 0
    for path in CATEGORIES:
        page = get(site, path)
        links = LINK.findall(page)
        days = ["/".join(re.findall(r"/(\d{4})/(\d\d)/(\d\d)/", href)[0]) for href, _ in links]
        assert days == sorted(days, reverse=True)
        own = {one.path: one for one in site.articles if one.outlet.category_path == path}
        assert own.keys() <= {href for href, _ in links}
        assert all(unescape(text) == own[href].title for href, text in links if href in own)
        tag = next(iter(own.values())).outlet.tag
        wrong_tags += f'<h2 id="{tag}">' not in page
    assert wrong_tags >= 3


def test_bad_records_are_listed_too(site):
    listed = {href for path in CATEGORIES for href, _ in LINK.findall(get(site, path))}
    assert {record.path for record in BAD_RECORDS} <= listed
    clean = DemoSite(bad_records=False)
    listed = {href for path in CATEGORIES for href, _ in LINK.findall(get(clean, path))}
    assert not {record.path for record in BAD_RECORDS} & listed


def test_some_articles_are_listed_twice(site):
    hrefs = [href for path in CATEGORIES for href, _ in LINK.findall(get(site, path))]
    assert sum(count == 2 for count in Counter(hrefs).values()) >= 8


def test_post_page_markup(site):
    page = get(site, f"/shangraoribao/2022/03/07/{SEED}.html")
    url = f"http://finews.zning.xyz/html_News/NewsShare.html?infoCode={SEED}"
    assert "<small>(GMT+8, Asia/Shanghai, CST) 2022-03-07 08:23:06</small><h1>“春风" in page
    assert f'<p><a href="{url}">{url}</a></p>' in page
    assert '<a href="//finews.withounder.com/category/shangraoribao.html">返回上饶日报' in page
    assert "<small>tags: <em>上饶日报新闻</em></small>" in page
    assert page.count("<h1>") == 2
    assert "　　" not in page


def test_bodies_hold_what_real_bodies_hold(site):
    bodies = [one.body for one in site.articles]
    for phenomenon in (
        "<!-- EM_StockImg_Start -->",
        "&imageType=k&token=",
        '<p style="display:none;height:1px;overflow:hidden;"><br /></p>',
        "<center><img ",
        "<strong>",
        "&lt;",
        'class="keytip" data-code=',
        '<span web="1" href=',
        "</p>\n <",
        "</p>\r\n <",
    ):
        assert sum(phenomenon in body for body in bodies) >= 3, phenomenon
    assert all('<p class="em_media">' in body for body in bodies)
    titles = " ".join(one.title for one in site.articles)
    assert all(sign in titles for sign in "“”%()")


def test_endpoint_keys_vary(answers):
    keys = Counter(key for answer in answers.values() for key in answer)
    for key in ("title", "showtime", "datetime", "date", "medianame", "from", "source"):
        assert 3 <= keys[key] < len(answers), key
    values = [answer.get("title", "missing") for answer in answers.values()]
    assert {None, "", "missing"} <= set(values)
    times = " ".join(str(answer.get("showtime")) for answer in answers.values())
    assert re.search(r"\d年\d+月\d+日 \d+:\d\d", times)
    assert "+00:00" in times


def test_what_the_endpoint_lacks_another_page_states(site, answers):
    listed = {href: text for path in CATEGORIES for href, text in LINK.findall(get(site, path))}
    from_listing = 0
    for article in site.articles:
        post, answer = get(site, article.path), answers[article.source_id]
        share = share_of(site, article.info_code) if article.on_share_page else ""
        heading = post.split("<h1>")[2].split("</h1>")[0]
        if not answer.get("title"):
            assert unescape(heading or listed[article.path]) == article.title
            from_listing += not heading
        assert f"CST) {article.published}<" in post
        assert f"<em>{article.outlet.tag}</em>" in post
        if not (answer.get("text") or answer.get("content")):
            assert article.body in share
            assert f"<h1>{article.title}</h1>" in share
            assert article.outlet.name in share
    assert from_listing >= 3
    assert sum(one.on_share_page for one in site.articles) >= 10


def test_rolling_news(site, answers):
    rolling = [one for one in site.articles if one.outlet.slug == "emnews"]
    assert len(rolling) == 15
    found = Counter()
    for one in rolling:
        assert re.fullmatch(r"\d{18}", one.source_id)
        answer, post = answers[one.source_id], get(site, one.path)
        quote = re.findall(r"<blockquote>\s*<p>(.*?)</p>\s*</blockquote>", post)
        last_link = re.findall(r'<a href="([^"]*)">', post.split("返回")[0])[-2]
        digest = (answer.get("digest") or "").rpartition("】")[2]
        assert (digest or "".join(quote)) == one.digest
        found["no digest"] += not digest and bool(quote)
        found["no digest anywhere"] += not one.digest
        url = answer.get("url_w") or ""
        found["no url"] += not url and last_link == one.link
        found["unsafe url"] += url.startswith("javascript:") and not one.link
        if not one.link:
            assert "NewsShare.html" in last_link
    assert all(found[name] for name in ("no digest", "no digest anywhere", "no url", "unsafe url"))


def test_hosts_and_paths_that_are_not_there(site):
    assert site.respond("example.org", "/").status == 502
    assert site.respond("finews.zning.xyz:8081", "/").status == 502
    assert site.respond("127.0.0.1:9", "/").status == 502
    for host in (POST_HOST, SHARE_HOST, DIRECT):
        assert "Disallow: /private/" in get(site, "/robots.txt", host)
        assert site.respond(host, "/private/").status == 404
        assert site.respond(host, "/nothing?id=1").status == 404
    assert site.respond(SHARE_HOST, "/").status == 404
    assert site.respond(SHARE_HOST, "/NewsData/GetNewsText.do?id=NW0").status == 404


def test_a_direct_visitor_stays_on_the_address(site):
    for path in ("/", "/category/shangraoribao.html", f"/shangraoribao/2022/03/07/{SEED}.html"):
        page = get(site, path, DIRECT)
        assert 'href="//' not in page
        assert 'href="http://finews' not in page
        assert page != get(site, path)
        etags = {site.respond(host, path).headers["ETag"] for host in (DIRECT, POST_HOST)}
        assert len(etags) == 2


def test_parentheses_in_a_slug_may_arrive_encoded(site):
    path = "/category/anxinguojizhengquan(xianggang).html"
    encoded = path.replace("(", "%28").replace(")", "%29")
    assert get(site, path) == get(site, encoded)
