import pytest

from newsarchive.collecting.wacz.sort_key import sort_key
from newsarchive.store.originals.making import written_url

SESSION = "0123456789abcdef0123456789ABCDEF"
# What surt 0.3.1, which pywb looks captures up by, gave for these, as they stand in a WARC.
KEYS = {
    "http://Herald.EXAMPLE/News/Index.HTML": "example,herald)/news/index.html",
    "http://herald.example": "example,herald)/",
    "http://herald.example/?": "example,herald)/",
    "http://herald.example/a?B=C&a=%41": "example,herald)/a?a=a&b=c",
    "http://reader:pw@www.herald.example:80/x": "example,herald)/x",
    "https://www.herald.example:80/x": "example,herald:80)/x",
    "https://herald.example:8443/": "example,herald:8443)/",
    "http://herald.example:/a": "example,herald)/a",
    "http://herald.example./a": "example,herald)/a",
    "http://herald..example/": "example,herald)/",
    "http://zürich.example/straße?q=ü": "example,xn--zrich-kva)/stra%c3%9fe?q=%c3%bc",
    "http://新聞.テスト/記事?鍵=値":
        "xn--zckzah,xn--efvv70d)/%e8%a8%98%e4%ba%8b?%e9%8d%b5=%e5%80%a4",
    "http://xn--zrich-kva.example/": "example,xn--zrich-kva)/",
    "http://herald.example/a b": "example,herald)/a%20b",
    "http://herald.example/a%2520b": "example,herald)/a%20b",
    "http://herald.example/a%25252520b": "example,herald)/a%20b",
    "http://herald.example/%zz": "example,herald)/%25zz",
    "http://herald.example/a%2Fb": "example,herald)/a/b",
    "http://herald.example/a%3Fb": "example,herald)/a?b",
    "http://herald.example/a%23b": "example,herald)/a%23b",
    "http://herald.example/a?x=%26%3D": "example,herald)/a?=&x=",
    "http://herald.example/x#part": "example,herald)/x",
    "http://herald.example/#!/part": "example,herald)/",
    "http://herald.example/a/./b/../c/": "example,herald)/a/c",
    "http://herald.example/../../x": "example,herald)/x",
    "http://herald.example//a///b": "example,herald)/a/b",
    "http://herald.example/a?u=http://b.example/c?d=e&f=g": "example,herald)/a?f=g&u=http://b.example/c?d=e",
    "http://herald.example/a?q=a+b%20c%2Bd": "example,herald)/a?q=a+b%20c+d",
    "http://herald.example/a?z=1&a=2&z=0": "example,herald)/a?a=2&z=0&z=1",
    "http://herald.example/a?b&": "example,herald)/a?&b",
    "http://herald.example/a;p=1,2:3@4": "example,herald)/a;p=1,2:3@4",
    "http://herald.example/a\\b": "example,herald)/a\\b",
    "http://herald.example/~x|y^z`w{}\"<>": "example,herald)/~x|y^z`w{}\"<>",
    f"http://herald.example/a?sid={SESSION}&b=1": "example,herald)/a?b=1",
    f"http://herald.example/a?x=1&PHPSESSID={SESSION}": "example,herald)/a?&x=1",
    "http://herald.example/?CFID=1&CFTOKEN=2&x=3": "example,herald)/?x=3",
    "http://herald.example/a?sid=17": "example,herald)/a?sid=17",
    "http://herald.example/(a(0123456789abcdefghijklmn))/x.aspx": "example,herald)/x.aspx",
    "http://[2001:db8::1]:8080/x": "2001:db8::1:8080)/x",
    "http://192.0.2.7/x": "7,2,0,192)/x",
    "http://www7.herald.example/": "example,herald)/",
    "http://wwwx.herald.example/": "example,herald,wwwx)/",
    "HTTP://herald.example/A": "example,herald)/a",
    "http://خبر.example/تقرير?ص=١": "example,xn--ngblk)/%d8%aa%d9%82%d8%b1%d9%8a%d8%b1?%d8%b5=%d9%a1",
    "http://ข่าว.example/ไทย": "example,xn--22c8e6a1f)/%e0%b9%84%e0%b8%97%e0%b8%a2",
}  # fmt: skip


@pytest.mark.parametrize(("url", "key"), KEYS.items())
def test_keys_are_those_that_web_archives_look_up(url: str, key: str) -> None:
    assert sort_key(written_url(url)) == key


@pytest.mark.parametrize("url", ["http://herald.example:x/", "http://[herald/", "http://", "http:///x", ""])
def test_what_is_no_address_is_its_own_key(url: str) -> None:
    assert sort_key(url) == url


def test_a_contrived_escape_ends() -> None:
    assert sort_key("http://herald.example/" + "%25" * 20_000 + "41").startswith("example,herald)/")
