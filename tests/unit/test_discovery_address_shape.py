import pytest

from newsarchive.discovery.address_shape import address_shape

ARTICLES = """
/2024/05/12/foo/ /2024/05/12/123/ /2024/05/foo.html /china/2005-01/01/content_1.htm /2024/may/12/foo
/culture/200401/t20040102_123.htm /a/202405121234123.html /show-12-345-1.html /20240512/abc.shtml
/ent/c/2012-05-06/doc-iab12cd34123.shtml /article?id=123 /n1/2024/0501/c1001-40227000.html
/html/2024-05/12/content_12345_678.htm /art/2024/5/12/art_123_456.html /dy/article/ABCD12EF0512.html
/a/780000000_121106884 /newsDetail_forward_27345678 /?p=1234
/index.php?m=content&c=index&a=show&catid=12&id=345 /index.php?s=/news/show/id/12.html
/#!/article/1234 /archives/1234 /articles/c1dk2n2ne0zo /news/articleView.html?idxno=12345
/view.php?aid=123 /detail.do?code=AB12 /news/world-europe-12345678 /news/some-title-of-an-article
/p/1234567 /info/1021/5678.htm /contents/12/345.html /news/2020-06-25/A-Title-Of-Words/index.html
/topics/2024/05/12/abc /themes/news/an-article-with-a-long-title
"""
LISTINGS = """
/ /index.html /china/index_2.html /china/index.htm /world/?page=2 /list-12-1.html /list_2.shtml
/category/politics /category/politics/page/2/ /tag/foo-bar /tag/%E4%BA%BA /author/john-smith
/author/12 /2024/05/12/ /2024/05/ /2024 /2024-05/12/node_2.htm /2024/05/page/2
/2024/05/12/index.html /news /news/ /topics/ /topics/1/ /opinion/page/2/ /sports/p/2
/index.php?m=content&c=index&a=lists&catid=12 /index.php?catid=12 /list.aspx?cid=3 /node_12345.htm
/channel/12.html /archive/2024 /page/2 /?page=3 /?paged=2
"""
NEVER = """
/login /user/login?return=/a /search?q=x /?s=foo /a.jpg /a/b.PDF /about/ /about-us /contact.html
/privacy-policy /feed/ /rss.xml /2024/05/12/foo.mp4 /wp-login.php /share?url=x /print/123
/comment/123.html /a/1?replytocom=3 /list?sort=asc /cart /calendar/2031-05 /api/news/1 /app
/sitemap.xml /wp-content/uploads/2024/05/a.html
"""
UNKNOWN = "/china/ /sport /b/9f3c /b/x-y /politics/world"


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        (kind, path)
        for kind, paths in (
            ("article", ARTICLES), ("listing", LISTINGS), ("never", NEVER), ("unknown", UNKNOWN),
        )
        for path in paths.split()
    ],
)  # fmt: skip
def test_shape(kind: str, path: str) -> None:
    shape = address_shape(f"https://www.example.com{path}")
    assert shape.kind == kind, shape
    assert 0 <= shape.score <= 1
    assert shape.why


@pytest.mark.parametrize(
    "url",
    ["javascript:void(0)", "mailto:a@example.com", "http://[", "", "/a", "data:text/html,x", "http:///a",
     "https://example.com/" + "a" * 3000, "https://example.com" + "/1" * 500],
)  # fmt: skip
def test_what_is_no_web_page_is_never_asked_for(url: str) -> None:
    assert address_shape(url).kind == "never"


def test_the_text_of_a_link_decides_where_the_address_does_not() -> None:
    url = "https://example.com/c/xy"
    assert address_shape(url).kind == "unknown"
    assert address_shape(url, "一个完整的句子说明了这里有一篇关于这座城市的文章").kind == "article"
    assert address_shape(url, "登录").kind == "never"
