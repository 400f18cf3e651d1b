import pytest

from newsarchive.store.originals.cdxj import url_key

# What surt 0.3.1, which pywb looks captures up by, gave for these.
KEYS = {
    "http://finews.zning.xyz/html_News/NewsShare.html?infoCode=NW202203072298194131":
        "xyz,zning,finews)/html_news/newsshare.html?infocode=nw202203072298194131",
    "http://a.example/x(y)/2022/05/20/NW1.html": "example,a)/x(y)/2022/05/20/nw1.html",
    "http://www.example.com": "com,example)/",
    "https://example.com:443/": "com,example)/",
    "http://example.com:8080/a/b/?b=2&a=1#x": "com,example:8080)/a/b?a=1&b=2",
    "http://example.com/a//b/": "com,example)/a/b",
    "http://xn--fsqu00a.xn--0zwm56d/%e8%b7%af?q=%E4%B8%AD": "xn--0zwm56d,xn--fsqu00a)/%e8%b7%af?q=%e4%b8%ad",
    "http://example.com/a%20b?x=%26y": "com,example)/a%20b?x=&y",
    "http://127.0.0.1:8000/x": "1,0,0,127:8000)/x",
    "http://www2.example.co.uk/X/Y.html?A=B&a=b": "uk,co,example)/x/y.html?a=b&a=b",
    "http://user:pw@example.com/": "com,example)/",
    "http://example.com/a/../b": "com,example)/b",
    "http://example.com/a?x=1&&y=2": "com,example)/a?&x=1&y=2",
    "http://example.com/%7Euser/a+b": "com,example)/~user/a+b",
    "http://EXAMPLE.com./a": "com,example)/a",
}  # fmt: skip


@pytest.mark.parametrize(("url", "key"), KEYS.items())
def test_keys_are_those_that_web_archives_use(url: str, key: str) -> None:
    assert url_key(url) == key


def test_a_url_with_an_impossible_port_is_its_own_key() -> None:
    assert url_key("http://a.example:x/") == "http://a.example:x/"
