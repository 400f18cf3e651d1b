from collections.abc import Callable
from io import BytesIO

import pytest

from newsarchive.exceptions import ExtractionError
from newsarchive.items import Article
from newsarchive.posts.post import PostExporter, post_bytes, render_post
from newsarchive.profiles import SiteProfile

LINK = "http://finews.zning.xyz/html_News/NewsShare.html?infoCode=NW202203072298194131"
FOOT = (
    "[返回上饶日报新闻](//finews.withounder.com/category/shangraoribao.html)"
    "｜[返回首页](//finews.withounder.com/)"
)


def test_a_media_article(article: Callable[..., Article], profile: SiteProfile) -> None:
    assert render_post(article(), profile) == (
        '---\nlayout: post\ntitle: "春耕备耕正当时"\ndate: 2022-03-07 08:23:06 +0800\n'
        f"categories: shangraoribao\ntags: 上饶日报新闻\n---\n<p>田里一派忙碌。</p>\n\n<{LINK}>\n\n{FOOT}"
    )


def test_rolling_news(article: Callable[..., Article], profile: SiteProfile) -> None:
    rolling = article(
        source_id="202205262391921712", outlet="东财滚动", category="emnews", tag="东财滚动新闻",
        standfirst="上证指数 *涨* 0.5%", link="http://finance.example/a/1.html",
    )  # fmt: skip
    post = render_post(rolling, profile)
    assert "\n---\n> 上证指数 &#42;涨&#42; 0.5%\n\n<p>" in post
    assert post.endswith(
        "</p>\n\n<http://finance.example/a/1.html>\n\n"
        "[返回东财滚动新闻](//finews.withounder.com/emnews/)｜[返回首页](//finews.withounder.com/)"
    )


def test_the_bodys_line_ends_are_its_own(article: Callable[..., Article], profile: SiteProfile) -> None:
    post = post_bytes(article(body="<p>一</p>\r\n <p>二</p>\n<p>三</p>"), profile)
    assert b"<p>\xe4\xb8\x80</p>\r\n <p>\xe4\xba\x8c</p>\n<p>" in post
    assert post.count(b"\r") == 1
    assert post.endswith(b")")


def test_a_long_title_is_cut_in_the_post_alone(article: Callable[..., Article], profile: SiteProfile) -> None:
    long = article(title="字" * 3000)
    assert f'\ntitle: "{"字" * 299}…"\n' in render_post(long, profile)
    assert len(long.title) == 3000


def test_a_tag_with_markup_stays_text_in_the_footer(
    article: Callable[..., Article], profile: SiteProfile
) -> None:
    post = render_post(article(tag="a]*b*{{x}}新闻"), profile)
    assert "[返回a&#93;&#42;b&#42;&#123;&#123;x&#125;&#125;新闻](" in post


def test_braces_in_values_are_not_placeholders(article: Callable[..., Article], profile: SiteProfile) -> None:
    assert "{tag}" in render_post(article(title="{tag} {nonsense}", body="<p>{tag}</p>"), profile)


def test_the_exporter_is_scrapys(article: Callable[..., Article], profile: SiteProfile) -> None:
    file = BytesIO()
    exporter = PostExporter(file, profile=profile)
    exporter.start_exporting()
    exporter.export_item(article())
    exporter.finish_exporting()
    assert file.getvalue() == post_bytes(article(), profile) == render_post(article(), profile).encode()


def test_what_yaml_would_misread_is_refused(article: Callable[..., Article], profile: SiteProfile) -> None:
    with pytest.raises(ExtractionError, match="YAML"):
        render_post(article(title="a\x00b"), profile)
