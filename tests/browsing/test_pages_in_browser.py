"""Pages in Chromium: served and as files, of every width, by keyboard and without JavaScript."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from newsarchive.browsing.files import write_pages
from newsarchive.browsing.held import Held, Shelf
from tests.browsing.served import Served, serving_pages
from tests.browsing.shelves import NOW
from tests.e2e.crawling import chromium_is_there

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.long,
    pytest.mark.skipif(not chromium_is_there(), reason="Chromium is not installed"),
]


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *words: object) -> None:
        """Say nothing."""


@contextmanager
def folder_served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="module")
def folder(shelf: Shelf, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A web server's root, with the pages of one archive below it."""
    root = tmp_path_factory.mktemp("root")
    one = {name: held for name, held in shelf.items() if name != "finews"}
    write_pages(one, root / "old" / "news", now=int(NOW.timestamp()))
    return root


@contextmanager
def watched(browser: Browser, **wanted: object) -> Iterator[tuple[Page, list[str], list[str]]]:
    """A page, all that it asks for, and all that it complains about."""
    page = browser.new_page(**wanted)  # type: ignore[arg-type]
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page, asked, wrong
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_nothing_sticks_out(
    width: int, scheme: str, browser: Browser, shelf: Shelf, tmp_path: Path
) -> None:
    more = {"unread": Held("unread", tmp_path / ("a-long-name" * 20)), "香港": Held("香港", tmp_path)}
    size = {"width": width, "height": 900}
    with serving_pages({**shelf, **more}) as served:
        for address in ("/", "/nothing/", "/search", "/search?q=lock"):
            with watched(browser, viewport=size, color_scheme=scheme, bypass_csp=True) as (page, asked, _):
                page.goto(served.base + address)
                found = Axe().run(page)
                assert found.violations_count == 0, found.generate_report()
                assert page.evaluate("document.documentElement.scrollWidth") == width
                assert {url.startswith(served.base) for url in asked} == {True}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_text_of_an_original_is_seen_by_day_and_by_night(
    scheme: str, browser: Browser, served: Served
) -> None:
    seen = set[bytes]()
    with watched(browser, color_scheme=scheme) as (page, _, _):
        for number in (2, 3):
            page.goto(f"{served.base}/finews/capture/{number}/")
            frame = page.locator("iframe")
            frame.scroll_into_view_if_needed()
            page.wait_for_load_state("networkidle")
            seen.add(frame.screenshot())
    assert len(seen) == 2, "two texts look alike only where neither is seen"


def test_the_keyboard_skips_to_the_content(browser: Browser, served: Served) -> None:
    with watched(browser) as (page, _, wrong):
        page.goto(served.base)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.innerText") == "Skip to the content"
        assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0, "it is seen"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "content"
        for _ in range(2):  # the table that scrolls, and what is in it
            page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.innerText") == "finews"
        assert wrong == []


def test_files_work_from_the_disk_without_javascript(browser: Browser, folder: Path) -> None:
    with watched(browser, java_script_enabled=False) as (page, asked, wrong):
        page.goto((folder / "old" / "news" / "index.html").as_uri())
        assert page.locator("link[rel=stylesheet]").count() == 1
        page.locator("tbody th a").click()
        page.locator("main a[href*='/day/'], main a[href^='day/']").first.click()
        page.locator("main a[href*='article/']").first.click()
        assert "barges" in page.locator("h1").inner_text()
        page.get_by_role("link", name="News archives").first.click()
        page.get_by_role("button", name="Search").click()
        assert "needs JavaScript" in page.locator("noscript").inner_text()
        assert {url.startswith("file://") for url in asked} == {True}
        assert wrong == []


def test_files_from_any_folder_of_a_server_are_searched(browser: Browser, folder: Path) -> None:
    with folder_served(folder) as base, watched(browser) as (page, asked, wrong):
        page.goto(f"{base}/old/news/index.html")
        page.get_by_role("searchbox").first.fill('"lock was shut"')
        page.keyboard.press("Enter")
        page.locator("#results li").first.wait_for()
        assert page.locator("#results li").count() == 8, "six that say it, and two that said it"
        assert page.locator("#results mark").first.inner_text() == "lock was shut"
        former = page.locator("#results a[href*='revisions']")
        assert former.count() == 2
        former.first.click()
        assert "revisions" in page.url
        assert page.locator("h1").count() == 1
        assert {url.startswith(f"{base}/old/news/") for url in asked} == {True}
        assert wrong == []
