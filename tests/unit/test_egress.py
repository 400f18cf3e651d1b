import socket

import pytest
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError
from scrapy.http import Request
from scrapy.resolver import dnscache
from twisted.internet.testing import MemoryReactorClock
from twisted.python.failure import Failure

from newsarchive.egress import EgressGuard, EgressRefused, GuardedResolver, is_private
from newsarchive.profiles import SiteProfile
from spiders.finews import FinewsSpider

PRIVATE = [
    # IPv4 in every spelling that inet_aton(3) takes
    "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001",
    "127.0.0.1.", "0", "0.0.0.0", "0x0", "127.0.0.01", "0X7F.0.0.1",
    "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "192.168.257", "169.254.169.254", "0xa9fea9fe",
    "100.64.0.1", "198.18.0.1", "192.0.2.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    # IPv6, and IPv4 inside it
    "::1", "[::1]", "0:0:0:0:0:0:0:1", "::", "fe80::1", "fe80::1%eth0", "[fe80::1%25eth0]", "fc00::1",
    "fd12::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:10.0.0.1", "2002:7f00:1::",
    "2002:a00:1::1", "2001:db8::1", "64:ff9b::127.0.0.1", "64:ff9b::10.0.0.1", "::127.0.0.1", "fec0::1",
    # names
    "localhost", "LOCALHOST", "localhost.", "a.localhost",
]  # fmt: skip
PUBLIC = [
    "8.8.8.8", "0x08080808", "134744072", "172.32.0.1", "192.169.1.1", "100.128.0.1", "11.0.0.1",
    "2606:4700:4700::1111", "::ffff:8.8.8.8", "2002:808:808::1", "64:ff9b::8.8.8.8",
    "finews.zning.xyz", "localhost.example", "notlocalhost", "1.2.3.4.5", "10.0.0.1.example", "face.example",
    "4294967296", "",
]  # fmt: skip


@pytest.mark.parametrize("host", PRIVATE)
def test_private(host: str) -> None:
    assert is_private(host)


@pytest.mark.parametrize("host", PUBLIC)
def test_public(host: str) -> None:
    assert not is_private(host)


@pytest.mark.parametrize("host", [host for host in PRIVATE if ":" not in host and host[0].isdigit()])
def test_the_reading_of_ipv4_is_the_systems(host: str) -> None:
    """Each of these really is an address to the C library, so that the table tests no fancy."""
    assert socket.inet_aton(host.rstrip("."))


def guard(*hosts: str) -> EgressGuard:
    return EgressGuard(hosts)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://127.0.0.1/", "127.0.0.1 is a private address"),
        ("http://elsewhere.example/", "not in the profile"),
        ("http://8.8.8.8/", "not in the profile"),
        ("http://[::1]/", "private"),
        ("http://[::ffff:10.0.0.1]/", "private"),
        ("http://0x7f.1/", "private"),
        ("http://LOCALHOST/", "private"),
        ("http://user:pw@10.0.0.1/", "private"),
        ("http://127.0.0.1:80/", "private"),
        ("https://169.254.169.254/latest/meta-data/", "private"),
        ("http://127。0。0。1/", "private"),
        ("http://①②⑦.⓪.⓪.①/", "private"),
        ("http://finews.zning.xyz:8080/", "port 8080"),
        ("http://finews.zning.xyz:443/", "port 443"),
        ("https://finews.zning.xyz:80/", "port 80"),
        ("http://finews.zning.xyz:22/", "port 22"),
        ("http://finews.zning.xyz:0/", "port 0"),
        ("http://finews.zning.xyz/" + "x" * 8000, "over 8000 characters"),
        ("file:///etc/passwd", "only http and https"),
        ("ftp://finews.zning.xyz/", "only http and https"),
        ("data:text/html,x", "only http and https"),
        ("s3://bucket/key", "only http and https"),
    ],
)
def test_requests_that_are_refused(url: str, words: str) -> None:
    watch = guard("finews.zning.xyz")
    for _ in range(2):  # what was refused once is not let pass the second time
        with pytest.raises(EgressRefused, match=words):
            watch.process_request(Request(url))


@pytest.mark.parametrize("url", ["http://a.example:99999/", "http://a.example:x/"])
def test_a_port_that_is_none(url: str) -> None:
    with pytest.raises(EgressRefused, match="port is no number"):
        guard().check(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://finews.zning.xyz/x", "https://finews.zning.xyz/x", "http://finews.zning.xyz:80/",
        "https://finews.zning.xyz:443/",
    ],
)  # fmt: skip
def test_requests_that_pass(url: str) -> None:
    guard("finews.zning.xyz").process_request(Request(url))


def test_the_same_host_passes_on_its_own_ports_and_schemes_only() -> None:
    watch = guard("a.example", "10.0.0.5", "10.0.0.6:8080")
    for url in ("http://a.example/", "http://10.0.0.5/", "http://10.0.0.6:8080/"):
        watch.process_request(Request(url))
    for url in ("http://a.example:81/", "http://10.0.0.5:81/", "http://10.0.0.6/", "http://10.0.0.6:8081/"):
        with pytest.raises(EgressRefused):
            watch.process_request(Request(url))


def test_a_host_that_is_declared_with_a_port_is_meant_on_that_port_alone() -> None:
    watch = guard("intranet.lan:8080", "a.example", "*.b.example", "::1:8080")
    for url in ("http://intranet.lan:8080/", "http://www.b.example/", "http://[::1]:8080/"):
        watch.process_request(Request(url))
    for url in ("http://intranet.lan/", "https://intranet.lan/", "http://[::1]/", "http://b.example.org/"):
        with pytest.raises(EgressRefused):
            watch.process_request(Request(url))


def test_what_passed_once_passes_no_longer_when_it_grows() -> None:
    watch = guard("a.example")
    watch.process_request(Request("http://a.example/"))
    with pytest.raises(EgressRefused):
        watch.process_request(Request("http://a.example/" + "more/" * 2000))


def test_a_refusal_can_be_printed() -> None:
    with pytest.raises(EgressRefused) as caught:
        guard().check("gopher://a/\x1b\u202e")
    assert str(caught.value).isprintable()


def resolver(monkeypatch: pytest.MonkeyPatch, **environment: str) -> GuardedResolver:
    monkeypatch.setattr(GuardedResolver, "exempt", set())
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return GuardedResolver.from_crawler(Crawler(FinewsSpider), MemoryReactorClock())


def resolve(guarded: GuardedResolver, name: str, address: str, monkeypatch: pytest.MonkeyPatch) -> object:
    """What the resolver says of a name that the DNS resolves to ``address``."""
    monkeypatch.setattr(dnscache, "limit", None)
    dnscache[name] = address
    answers: list[object] = []
    guarded.getHostByName(name).addBoth(answers.append)
    del dnscache[name]
    answer = answers[0]
    return answer.value if isinstance(answer, Failure) else answer


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "0.0.0.0", "100.64.0.1"])
def test_a_name_must_not_lead_inside(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    error = resolve(resolver(monkeypatch), "rebound.example", address, monkeypatch)
    assert isinstance(error, CannotResolveHostError)
    assert f"rebound.example resolves to {address}, a private address" in str(error)


def test_a_public_address_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    assert resolve(resolver(monkeypatch), "a.example", "8.8.8.8", monkeypatch) == "8.8.8.8"


@pytest.mark.parametrize(
    "proxy",
    ["http://proxy.lan:3128", "https://proxy.lan", "http://user:pw@proxy.lan:3128/", "proxy.lan:3128"],
)
def test_the_operators_proxy_may_be_inside(proxy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    guarded = resolver(monkeypatch, http_proxy=proxy)
    assert resolve(guarded, "proxy.lan", "10.0.0.1", monkeypatch) == "10.0.0.1"
    assert isinstance(resolve(guarded, "other.lan", "10.0.0.1", monkeypatch), CannotResolveHostError)


def test_a_host_declared_with_its_port_may_be_inside(
    monkeypatch: pytest.MonkeyPatch, profile: SiteProfile
) -> None:
    guarded = resolver(monkeypatch)
    crawler = Crawler(FinewsSpider)
    crawler.spider = FinewsSpider()
    crawler.spider.profile = profile.model_copy(update={"hosts": ("intranet.lan:8080", "a.example")})
    EgressGuard.from_crawler(crawler).check("http://intranet.lan:8080/")
    assert resolve(guarded, "intranet.lan", "10.0.0.1", monkeypatch) == "10.0.0.1"
    assert isinstance(resolve(guarded, "a.example", "10.0.0.1", monkeypatch), CannotResolveHostError)
