"""The demo site over real sockets: as a proxy, as a web server, with conditional requests."""

import http.client
import shutil
import subprocess
from email.utils import parsedate_to_datetime

import pytest

from newsarchive.demo.bad_records import BAD_RECORDS
from newsarchive.demo.later_day import Changes
from newsarchive.demo.running import running_demo_site

SEED = "NW202203072298194131"
TEXT = f"/NewsData/GetNewsText.do?id={SEED}"
CATEGORY = "/category/shangraoribao.html"
SHARE = f"/html_News/NewsShare.html?infoCode={SEED}"


@pytest.fixture(scope="module")
def base_url():
    with running_demo_site(articles=10) as url:
        yield url


@pytest.fixture
def connection(base_url):
    opened = http.client.HTTPConnection(base_url.removeprefix("http://"), timeout=10)
    yield opened
    opened.close()


def ask(connection, url, method="GET", **headers):
    """One request on the same connection; ``url`` goes into the request line as it is."""
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, url, headers=headers)
    response = connection.getresponse()
    return response, response.read()


def test_proxy_form_and_visitors_form_on_one_connection(connection):
    for _ in range(3):
        proxied, body = ask(connection, f"http://finews.zning.xyz{TEXT}", Host="finews.zning.xyz")
        direct, same = ask(connection, TEXT)
        named, again = ask(connection, TEXT, Host="finews.zning.xyz:80")
        assert proxied.status == direct.status == named.status == 200
        assert body == same == again
        assert "春风行动".encode() in body
        assert int(proxied.headers["Content-Length"]) == len(body)
        assert parsedate_to_datetime(proxied.headers["Date"])


def test_each_host_has_its_own_paths(connection):
    for host, path, status in [
        ("finews.withounder.com", "/", 200),
        ("finews.withounder.com", "/category/shangraoribao.html", 200),
        ("finews.withounder.com", "/emnews/", 200),
        ("finews.withounder.com", "/emnews", 301),
        ("finews.withounder.com", SHARE, 404),
        ("finews.zning.xyz", SHARE, 200),
        ("finews.zning.xyz", "/", 404),
        ("finews.zning.xyz", "/robots.txt", 200),
        ("finews.withounder.com", "/private/", 404),
        ("finews.zning.xyz:8081", SHARE, 502),
        ("example.org", "/", 502),
        ("127.0.0.1:9", "/", 502),
    ]:
        response, body = ask(connection, f"http://{host}{path}")
        assert response.status == status, (host, path)
        assert body
    assert ask(connection, "/", Host="example.org")[0].status == 502
    assert ask(connection, "https://finews.zning.xyz/")[0].status == 502
    assert ask(connection, "http://finews.withounder.com")[0].status == 200


def test_own_address_in_proxy_form(connection, base_url):
    assert ask(connection, f"{base_url}{SHARE}")[0].status == 200
    assert ask(connection, f"{base_url}/emnews/")[0].status == 200


def test_head_and_other_methods(connection):
    got, body = ask(connection, "/emnews/")
    head, nothing = ask(connection, "/emnews/", "HEAD")
    assert nothing == b""
    for name in ("Content-Length", "ETag", "Last-Modified", "Content-Type"):
        assert head.headers[name] == got.headers[name]
    assert int(head.headers["Content-Length"]) == len(body)
    assert ask(connection, "/", "DELETE")[0].status == 405


@pytest.mark.parametrize("path", ["/", "/robots.txt", "/emnews/", TEXT, SHARE])
def test_not_modified(connection, path):
    fresh, _ = ask(connection, path)
    etag, modified = fresh.headers["ETag"], fresh.headers["Last-Modified"]
    for headers, status in [
        ({"If_None_Match": etag}, 304),
        ({"If_None_Match": f'"other", W/{etag}'}, 304),
        ({"If_None_Match": "*"}, 304),
        ({"If_None_Match": '"other"'}, 200),
        ({"If_None_Match": '"other"', "If_Modified_Since": modified}, 200),
        ({"If_Modified_Since": modified}, 304),
        ({"If_Modified_Since": "Sat, 01 Jan 2000 00:00:00 GMT"}, 200),
        ({"If_Modified_Since": "nonsense"}, 200),
    ]:
        response, body = ask(connection, path, **headers)
        assert response.status == status, headers
        assert response.headers["ETag"] == etag
        assert bool(body) == (status == 200)


def test_every_bad_record_can_be_asked_for(connection):
    for record in BAD_RECORDS:
        code = f"NW{record.source_id}" if record.source_id.isdigit() else record.source_id
        url = f"http://finews.zning.xyz/NewsData/GetNewsText.do?id={code}"
        response, body = ask(connection, url)
        assert response.status in {200, 302, 404, 410, 500}, record
        assert int(response.headers["Content-Length"]) == len(body)
        response, _ = ask(connection, f"http://finews.withounder.com{record.path}")
        assert response.status == (404 if record.outcome.startswith("failed") else 200), record


def test_a_later_day_at_the_same_address(tmp_path):
    log = tmp_path / "requests.log"
    with running_demo_site(articles=20, log=log) as url:
        port = int(url.rpartition(":")[2])
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        first, body = ask(connection, f"http://finews.withounder.com{CATEGORY}")
        ask(connection, SHARE, "HEAD")
        ask(connection, TEXT, If_None_Match="*")
        connection.close()
    changes = Changes(added=9, edited=2, removed=1)
    with running_demo_site(articles=20, changes=changes, port=port, log=log) as again:
        assert again == url
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        second, more = ask(
            connection, f"http://finews.withounder.com{CATEGORY}", If_None_Match=first.headers["ETag"]
        )
        connection.close()
    assert second.status == 200
    assert len(more) > len(body)
    assert log.read_text().splitlines() == [
        f"GET http://finews.withounder.com{CATEGORY} 200 {len(body)}",
        f"HEAD {url}{SHARE} 200 0",
        f"GET {url}{TEXT} 304 0",
        f"GET http://finews.withounder.com{CATEGORY} 200 {len(more)}",
    ]


def test_a_site_without_validators():
    with running_demo_site(articles=1, validators=False, bad_records=False) as url:
        connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=10)
        response, _ = ask(connection, SHARE, If_None_Match="*")
        connection.close()
    assert response.status == 200
    assert not {"etag", "last-modified"} & {name.lower() for name in response.headers}


def test_a_taken_port_is_an_error(base_url):
    with (
        pytest.raises(OSError, match="address already in use"),
        running_demo_site(articles=1, port=int(base_url.rpartition(":")[2])),
    ):
        pass


def test_the_share_page_renders_in_a_browser(base_url, tmp_path):
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        pytest.skip("no chromium")
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"]
    command += ["--virtual-time-budget=5000", f"--user-data-dir={tmp_path}", base_url + SHARE]
    dom = subprocess.run(command, capture_output=True, check=True, timeout=60).stdout.decode()
    assert '<h1 id="title">“春风行动”送春风 助力就业正当时</h1>' in dom
    assert '<span id="time">2022-03-07 08:23:06</span>' in dom
    assert '<span id="media">上饶日报</span>' in dom
    assert "<p>　　人勤春来早，就业正当时。" in dom
