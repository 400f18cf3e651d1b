import pytest

from newsarchive.posts.web_link import web_link


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://a.example/x?y=1&z=(2)#f", "http://a.example/x?y=1&z=(2)#f"),
        (" https://a.example/ \n", "https://a.example/"),
        ("HTTP://A.example/", "HTTP://A.example/"),
        ("http://a.example/{{ 1 }}", "http://a.example/%7B%7B%201%20%7D%7D"),
        ("http://a.example/{% x %}", "http://a.example/%7B%25%20x%20%25%7D"),
        ("http://a.example/<b>\"`\\^|", "http://a.example/%3Cb%3E%22%60%5C%5E%7C"),
        ("http://a.example/新闻", "http://a.example/新闻"),
        ("http://a.example:8080/", "http://a.example:8080/"),
    ],
)  # fmt: skip
def test_fit_for_markdown(url: str, expected: str) -> None:
    assert web_link(url) == expected


@pytest.mark.parametrize(
    "url",
    [
        "", "javascript:alert(1)", "//a.example/", "/x", "ftp://a.example/", "http://", "http:///x",
        "data:text/html,x", "http://a.example:0/", "http://a.example:99999/", "http://a.example:x/",
        "http://[::1/", "http://a.example/\nx", "http://a.example/\x00", "http://a.example/\u202ex",
        "java\nscript:x", "mailto:a@b.example",
    ],
)  # fmt: skip
def test_refused(url: str) -> None:
    assert web_link(url) is None
