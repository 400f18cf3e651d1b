"""Lists in Chromium: axe finds nothing, nothing sticks out, nothing of others runs, and keys suffice."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browsing.odd_archive import NAME, odd_shelf
from tests.browsing.served import Served, serving_pages
from tests.e2e.crawling import chromium_is_there

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.skipif(not chromium_is_there(), reason="Chromium is not installed"),
]
SMALL = ("", "day/2022-03-08/", "week/", "by/section/", "runs/")
LARGE = ("year/2022/", "runs/1/")


@pytest.fixture(scope="module")
def odd_served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving_pages(odd_shelf(tmp_path_factory.mktemp("odd"))) as served:
        yield served


def opened(browser: Browser, served: Served, width: int, scheme: str) -> Page:
    # axe is a script, which the pages' own policy would not let run.
    page = browser.new_page(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True,  # type: ignore[arg-type]
    )  # fmt: skip
    page.on("request", lambda request: _refuse(request.url, served))
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    return page


def _refuse(url: str, served: Served) -> None:
    assert url.startswith(served.base), url


@pytest.mark.parametrize(("width", "scheme", "paths"), [(320, "dark", SMALL), (1280, "light", LARGE)])
def test_axe_finds_nothing_and_nothing_sticks_out(
    width: int, scheme: str, paths: tuple[str, ...], browser: Browser, odd_served: Served
) -> None:
    page = opened(browser, odd_served, width, scheme)
    for path in paths:
        page.goto(f"{odd_served.base}/{NAME}/{path}")
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page.close()


def test_the_overview_leads_to_this_weeks_changes_by_keyboard(browser: Browser, odd_served: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(odd_served.base)
    week = page.locator(f"a[href='/{NAME}/week/']")
    week.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{NAME}/week/")
    assert page.locator(".lines li").count() == 3
    assert page.locator("h1").inner_text() == "Edited or withdrawn from 3 to 9 March 2022"
    context.close()
