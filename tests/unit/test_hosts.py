from pathlib import Path

import pytest

from newsarchive.exceptions import ArgumentError
from newsarchive.profiles import SiteProfile
from newsarchive.profiles.automatic import automatic_profile
from newsarchive.profiles.hosts import ascii_host, covers, of_domain

HOME = "https://a.example/"
HOSTS = ("a.example", "*.b.example", "c.example:8080")


@pytest.mark.parametrize(
    ("url", "is_covered"),
    [
        ("http://a.example/x", True), ("https://a.example:443/", True), ("http://A.example/", True),
        ("http://x.b.example/", True), ("http://c.example:8080/", True),
        ("http://b.example/", False), ("http://x.a.example/", False), ("http://a.example:8080/", False),
        ("http://c.example/", False), ("ftp://a.example/", False), ("http://a.example:port/", False),
        ("", False),
    ],
)  # fmt: skip
def test_which_addresses_hosts_cover(url: str, is_covered: bool) -> None:
    assert covers(HOSTS, url) is is_covered


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("feeds.bote.de", "bote.de"),
        ("www.bote.co.uk", "bote.co.uk"),
        ("m.news.bote.com.cn", "bote.com.cn"),
        ("bote.github.io", "bote.github.io"),
        ("192.0.2.1", "192.0.2.1"),
        ("intranet", "intranet"),
    ],
)
def test_a_site_is_a_registered_domain(host: str, domain: str) -> None:
    assert of_domain(host) == (domain, f"*.{domain}")


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("Zürich.example", "xn--zrich-kva.example"),
        ("*.中文.example", "*.xn--fiq228c.example"),
        ("A.example", "a.example"),
    ],
)
def test_a_name_in_any_script_is_asked_for_in_punycode(host: str, name: str) -> None:
    assert ascii_host(host) == name


def test_a_profiles_hosts_are_those_of_what_it_names() -> None:
    profile = SiteProfile.model_validate({
        "name": "a", "home": "https://www.zürich.example/",
        "discovery": {"feeds": "https://feeds.example.net/a", "json_lists": {
            "url": "https://api.example.net:8443/{page}", "items": "", "fields": {}}},
        "article": {"page": "https://m.a.example/{id}", "id": "[0-9]+"},
    })  # fmt: skip
    assert profile.hosts == (
        "xn--zrich-kva.example", "www.xn--zrich-kva.example", "feeds.example.net", "api.example.net:8443",
        "m.a.example",
    )  # fmt: skip
    named = SiteProfile.model_validate(
        {"name": "a", "home": "https://a.example/", "hosts": ["*.zürich.example"]}
    )
    assert named.hosts == ("*.xn--zrich-kva.example",)


@pytest.mark.parametrize(
    ("typed", "name", "home"),
    [
        ("http://zürich.example/", "xn--zrich-kva.example", "http://xn--zrich-kva.example/"),
        ("www.Zürich.example", "xn--zrich-kva.example", "https://www.xn--zrich-kva.example/"),
        ("https:\\\\a.example\\", "a.example", "https://a.example/"),
        ("https://feeds.bote.de/top.xml", "feeds.bote.de", "https://feeds.bote.de/"),
        ("http://中文.example:8080/", "xn--fiq228c.example-8080", "http://xn--fiq228c.example:8080/"),
    ],
)
def test_a_site_may_be_typed_in_any_script(typed: str, name: str, home: str, tmp_path: Path) -> None:
    profile = automatic_profile(typed, tmp_path)
    assert (profile.name, profile.home) == (name, home)
    assert covers(profile.hosts, home)


@pytest.mark.parametrize(
    "typed",
    [
        "http://ä..b/",
        f"http://{'ä' * 64}.example/",
        "",
        "http://",
        "ftp://ä.example/",
        "http://a..b/",
        f"http://{'a' * 64}.example/",
        "http://.a.example/",
        "http://a.example../",
    ],
)
def test_what_is_no_host_is_an_error_in_words(typed: str, tmp_path: Path) -> None:
    with pytest.raises(ArgumentError, match="is no http"):
        automatic_profile(typed, tmp_path)
