"""Published archives in Chromium: no request leaves, axe finds nothing, nothing sticks out."""

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.e2e.crawling import chromium_is_there
from tests.e2e.published_sites import Sites
from tests.publishing.builders import BUILDERS, Built

JEKYLL, _, HUGO = BUILDERS
pytestmark = [
    pytest.mark.long,
    pytest.mark.chromium,
    pytest.mark.skipif(not chromium_is_there(), reason="Chromium is not installed"),
]
SITES = [
    pytest.param(
        ("finews", JEKYLL), id="finews-jekyll",
        marks=[pytest.mark.jekyll, pytest.mark.skipif(not JEKYLL.program, reason="jekyll is not installed")],
    ),
    pytest.param(
        ("news", HUGO), id="news-newest-hugo",
        marks=[pytest.mark.hugo, pytest.mark.skipif(not HUGO.program, reason="newest-hugo is not installed")],
    ),
]  # fmt: skip
FOCUSED = "document.activeElement.innerText.trim()"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *words: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module", params=SITES)
def served(
    request: pytest.FixtureRequest, sites: Sites, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Built]]:
    """The address of a built site on this machine, below its base; and the site."""
    site = sites(*request.param)
    root = tmp_path_factory.mktemp("served")
    if site.base:
        (root / site.base.strip("/")).symlink_to(site.folder)
    with ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(Quiet, directory=str(root if site.base else site.folder))
    ) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}{site.base}", site
        server.shutdown()
        thread.join()


def paths(site: Built) -> dict[str, str]:
    """A page of each kind; of articles the longest."""
    pages = sorted(site.pages, key=lambda path: len(site.bytes(path)))
    articles = [path for path in pages if path.count("/") == 5]
    return {
        "home": "/", "category": next(path for path in pages if path.startswith("/category/")),
        "archive": "/archive/", "search": "/search.html?q=%E5%B8%82", "missing": "/404.html",
        "article": articles[-1],
    }  # fmt: skip


def opened(browser: Browser, **how: object) -> tuple[Page, list[str]]:
    """A page that notes what it asks for and what it complains of; nothing leaves this machine."""
    page, noted = browser.new_page(**how), list[str]()  # type: ignore[arg-type]
    page.route(lambda url: not url.startswith("http://127.0.0.1:"), lambda route: route.abort())
    page.on("request", lambda one: None if one.url.startswith("http://127.0.0.1:") else noted.append(one.url))
    page.on("console", lambda one: noted.append(one.text))
    page.on("pageerror", lambda one: noted.append(str(one)))
    page.on("response", lambda one: noted.append(one.url) if one.status >= 400 else None)
    return page, noted


def test_no_request_leaves_and_nothing_is_missing(browser: Browser, served: tuple[str, Built]) -> None:
    address, site = served
    page, noted = opened(browser)
    articles = [path for path in site.pages if path.count("/") == 5]
    for path in [*paths(site).values(), *articles[::10]]:
        page.goto(f"{address}{path}")
    page.wait_for_load_state("networkidle")
    assert noted == []
    page.close()


@pytest.mark.parametrize(
    ("width", "scheme"), [(320, "light"), (400, "dark"), (1280, "light"), (1280, "dark")]
)
def test_axe_finds_nothing_and_nothing_sticks_out(
    width: int, scheme: str, browser: Browser, served: tuple[str, Built]
) -> None:
    address, site = served
    # axe is a script, which the pages' own policy would not let run.
    page, noted = opened(
        browser, viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    for name, path in paths(site).items():
        page.goto(f"{address}{path}")
        if name == "search":
            page.wait_for_selector("#results a")
        results = Axe().run(page)
        assert results.violations_count == 0, f"{name}: {results.generate_report()}"
        assert len(results.response["passes"]) > 15
        assert page.evaluate("document.documentElement.scrollWidth") == width, name
    assert noted == []
    page.close()


def test_dark_and_light_are_the_readers_choice(browser: Browser, served: tuple[str, Built]) -> None:
    found = {}
    for scheme in ("light", "dark"):
        page, _ = opened(browser, color_scheme=scheme)
        page.goto(f"{served[0]}/")
        found[scheme] = page.evaluate(
            "getComputedStyle(document.body).backgroundColor.match(/[0-9]+/g).map(Number)"
        )
        page.close()
    assert min(found["light"]) > 240
    assert max(found["dark"]) < 40


def test_the_keyboard_reaches_the_content_first(browser: Browser, served: tuple[str, Built]) -> None:
    page, _ = opened(browser)
    page.goto(f"{served[0]}/")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "跳到正文"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0, "it is seen"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.day a')")
    page.close()


def test_the_search_leads_to_the_article(browser: Browser, served: tuple[str, Built]) -> None:
    address, site = served
    path = paths(site)["article"]
    (heading,) = site.pages[path].xpath("//h1")
    page, noted = opened(browser)
    page.goto(f"{address}/search.html")
    page.fill("#q", heading.text[:12])
    page.keyboard.press("Enter")
    page.wait_for_selector("#results a")
    links = page.eval_on_selector_all("#results a", "all => all.map(one => one.getAttribute('href'))")
    assert f"{site.base}{path}" in links
    assert noted == []
    page.close()


def test_the_pages_work_without_scripts(browser: Browser, served: tuple[str, Built]) -> None:
    page, noted = opened(browser, java_script_enabled=False)
    page.goto(f"{served[0]}/search.html")
    page.get_by_text("归档", exact=True).last.click()
    assert page.url == f"{served[0]}/archive/"
    assert noted == []
    page.close()


def test_print_has_the_article_and_no_navigation(browser: Browser, served: tuple[str, Built]) -> None:
    address, site = served
    page, _ = opened(browser)
    page.goto(f"{address}{paths(site)['article']}")
    page.emulate_media(media="print")
    assert page.is_visible("h1")
    assert page.is_visible(".body")
    assert not page.is_visible("nav")
    page.close()
