import asyncio
import socket
from typing import Any
from urllib.parse import urlsplit

import pytest
from scrapy.exceptions import CannotResolveHostError
from scrapy.http import Request, Response
from yarl import URL

from newsarchive.drafting.which_profile import with_typed_host
from newsarchive.fetching.egress import ANYWHERE, EgressGuard, EgressRefused, PublicResolver, is_private
from newsarchive.profiles import SiteProfile
from tests.hostile.server import response, running
from tests.unit.fetching import fetched

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
    assert guard("finews.zning.xyz").process_request(Request(url)) is None


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


def resolved(
    name: str, *addresses: str, hosts: tuple[str, ...] = (), port: int = 80, patch: pytest.MonkeyPatch
) -> list[str]:
    """Where a run of a site with these hosts may connect to for a name that the DNS resolves so."""

    def look_up(*_: Any, **__: Any) -> list[Any]:
        return [
            (socket.AF_INET6 if ":" in one else socket.AF_INET, socket.SOCK_STREAM, 6, "",
             (one, port, 0, 0) if ":" in one else (one, port))
            for one in addresses
        ]  # fmt: skip

    async def resolve() -> list[str]:
        return [one["host"] for one in await PublicResolver(hosts).resolve(name, port, socket.AF_UNSPEC)]

    patch.setattr(socket, "getaddrinfo", look_up)
    return asyncio.run(resolve())


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "::1", "fd12::1"]
)
def test_a_name_must_not_lead_inside(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(OSError, match=f"rebound.example resolves to {address}, a private address"):
        resolved("rebound.example", address, patch=monkeypatch)


def test_of_several_addresses_the_public_ones_are_given(monkeypatch: pytest.MonkeyPatch) -> None:
    found = resolved("a.example", "10.0.0.1", "8.8.8.8", "::1", "2606:4700:4700::1111", patch=monkeypatch)
    assert found == ["8.8.8.8", "2606:4700:4700::1111"]


@pytest.mark.parametrize(
    ("proxy", "port"),
    [
        ("http://proxy.lan:3128", 3128), ("https://proxy.lan", 443), ("http://user:pw@proxy.lan:3128/", 3128),
        ("proxy.lan:3128", 3128), ("proxy.lan", 80),
    ],
)  # fmt: skip
def test_the_operators_proxy_may_be_inside(proxy: str, port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", proxy)
    assert resolved("proxy.lan", "10.0.0.1", port=port, patch=monkeypatch) == ["10.0.0.1"]
    for name, other in (("other.lan", port), ("proxy.lan", 8081)):
        with pytest.raises(OSError, match="a private address"):
            resolved(name, "10.0.0.1", port=other, patch=monkeypatch)


def test_a_host_declared_with_its_port_may_be_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    hosts = ("Intranet.lan:8080", "a.example")
    found = resolved("intranet.lan", "10.0.0.1", hosts=hosts, port=8080, patch=monkeypatch)
    assert found == ["10.0.0.1"]
    for name, port in (("intranet.lan", 80), ("a.example", 80), ("a.example", 8080)):
        with pytest.raises(OSError, match="a private address"):
            resolved(name, "10.0.0.1", hosts=hosts, port=port, patch=monkeypatch)


@pytest.mark.parametrize("typed", ["http://a.example/x", "https://a.example/x", "http://www.a.example/"])
def test_a_name_that_was_typed_without_a_port_must_not_lead_inside(
    typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hosts = with_typed_host(SiteProfile(name="a", home="https://a.example/"), typed).hosts
    parts = urlsplit(typed)
    for port in (80, 443):
        with pytest.raises(OSError, match="a private address"):
            resolved(str(parts.hostname), "10.0.0.1", hosts=hosts, port=port, patch=monkeypatch)


def test_what_is_private_by_its_very_name_was_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("localhost", "news.localhost"):
        hosts = with_typed_host(SiteProfile(name="a", home="https://a.example/"), f"http://{name}/").hosts
        assert resolved(name, "127.0.0.1", hosts=hosts, patch=monkeypatch) == ["127.0.0.1"]
    with pytest.raises(OSError, match="a private address"):
        resolved("localhost", "127.0.0.1", hosts=("a.example",), patch=monkeypatch)


def test_what_one_site_may_reach_the_next_one_of_the_process_may_not() -> None:
    """As with ``scrapy archive A B``."""
    with running(lambda path: response(b"inside")) as (literal, server):
        address = literal.replace("127.0.0.1", "localhost")
        host = address.removeprefix("http://")
        (first,) = fetched(Request(address), hosts=(host,))
        (second,) = fetched(Request(address), hosts=("b.example",))
    assert isinstance(first, Response)
    assert first.body == b"inside"
    assert isinstance(second, CannotResolveHostError)
    assert "a private address" in str(second)
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "url",
    [
        "http://a.example@127.0.0.1/", "http://127.0.0.1\\@a.example/", "http://a.example#@127.0.0.1/",
        "http://a.example\\@127.0.0.1/", "http://①②⑦.⓪.⓪.①/", "http://a.example:80@127.0.0.1:80/",
        "http://[::ffff:127.0.0.1]/", "http://a.example%2f@127.0.0.1/", "http://a.example%00.b.example/",
        "http://127.0.0.1%2ea.example/", "http://a.example;@127.0.0.1/", "http://xn--a/",
    ],
)  # fmt: skip
def test_the_host_that_is_judged_is_the_one_that_is_connected_to(url: str) -> None:
    asked = Request(url).url
    assert URL(asked, encoded=True).raw_host == urlsplit(asked).hostname


@pytest.mark.parametrize(
    "url",
    [
        "http://cdn.example/p.jpg", "https://cdn.example/p.jpg", "http://8.8.8.8/p.jpg", "https://[2606:4700::1]/p",
        "http://127.0.0.1:8000/p.jpg", "http://intranet/p.jpg", "http://finews.zning.xyz/p.jpg",
    ],
)  # fmt: skip
def test_a_picture_may_come_from_any_public_host_and_from_declared_ones(url: str) -> None:
    watch = guard("finews.zning.xyz", "127.0.0.1:8000", "intranet")
    assert watch.process_request(Request(url, meta={ANYWHERE: True})) is None


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://127.0.0.1/p.jpg", "private"), ("http://127.0.0.1:8001/p.jpg", "port 8001"),
        ("http://0x7f.1/", "private"), ("http://[::ffff:10.0.0.1]/", "private"),
        ("http://LOCALHOST./", "private"), ("http://cdn.example:8080/p.jpg", "port 8080"),
        ("http://169.254.169.254/latest/meta-data/", "private"),
        ("https://cdn.example:22/p.jpg", "port 22"), ("file:///etc/passwd", "only http and https"),
        ("ftp://cdn.example/p.jpg", "only http and https"), ("data:image/png;base64,AAAA", "only http"),
        ("http://printer/p.jpg", "no public name"), ("http://nas.local/p.jpg", "no public name"),
        ("http://metadata.google.internal/p", "no public name"), ("http://x.home.arpa./p", "no public name"),
        ("http:///p.jpg", "no public name"), ("http://cdn.example/" + "x" * 8000, "over 8000 characters"),
    ],
)  # fmt: skip
def test_a_picture_may_not_come_from_within(url: str, words: str) -> None:
    watch = guard("finews.zning.xyz", "127.0.0.1:8000")
    for hop in ({}, {"redirect_times": 1}):
        with pytest.raises(EgressRefused, match=words) as refused:
            watch.process_request(Request(url, meta={ANYWHERE: True, **hop}))
        assert refused.value.by_redirect is bool(hop)


def test_that_a_picture_came_from_a_host_lets_no_page_come_from_there() -> None:
    watch = guard("finews.zning.xyz")
    watch.process_request(Request("http://cdn.example/p.jpg", meta={ANYWHERE: True}))
    with pytest.raises(EgressRefused, match="not in the profile"):
        watch.process_request(Request("http://cdn.example/p.html"))
