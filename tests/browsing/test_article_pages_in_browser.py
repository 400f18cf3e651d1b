"""An article's pages in Chromium: axe finds nothing, nothing runs, nobody else is asked."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from newsarchive.browsing.held import Held
from tests.browsing.ferry_times import NAME, number_of
from tests.browsing.served import Served
from tests.e2e.crawling import chromium_is_there

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.skipif(not chromium_is_there(), reason="Chromium is not installed"),
]
PAGES = (
    ("ferry-ar", ""), ("evil", ""), ("pier", "revisions/1-2/"), ("ferry-zh", "revisions/1-2/"),
    ("ferry-he", "revisions/"), ("ferry-en", "reading/"), ("owed", ""),
)  # fmt: skip


def opened(page: Page, looked_at: Served, ferries: Held, name: str, beneath: str) -> list[str]:
    """What the page asks for, from its opening on."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{looked_at.base}/{NAME}/article/{number_of(ferries, name)}/{beneath}")
    return asked


@pytest.mark.parametrize(("width", "scheme", "pages"), [(400, "dark", PAGES), (1280, "light", PAGES[:3])])
def test_axe_finds_nothing_and_nothing_sticks_out(
    width: int,
    scheme: str,
    pages: tuple[tuple[str, str], ...],
    browser: Browser,
    looked_at: Served,
    ferries: Held,
) -> None:
    # axe is a script, which the pages' own policy would not let run.
    for name, beneath in pages:
        page = browser.new_page(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,  # type: ignore[arg-type]
            bypass_csp=True,
        )
        asked = opened(page, looked_at, ferries, name, beneath)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        results = Axe().run(page)
        assert results.violations_count == 0, (name, beneath, results.generate_report())
        assert page.evaluate("document.documentElement.scrollWidth") == width, (name, beneath)
        assert all(url.startswith(looked_at.base) for url in asked)
        page.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_hostile_words_run_nowhere(
    browser: Browser, looked_at: Served, ferries: Held, *, scripts: bool
) -> None:
    page = browser.new_page(java_script_enabled=scripts)
    told: list[str] = []
    page.on("dialog", lambda dialog: told.append(dialog.message))
    page.on("console", lambda line: told.append(line.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    for beneath in ("", "revisions/", "revisions/1/", "reading/"):
        asked = opened(page, looked_at, ferries, "evil", beneath)
        assert all(url.startswith(looked_at.base) for url in asked)
        assert page.locator("h1").count() == 1
        if not beneath:
            assert not page.get_by_text("Hidden", exact=True).is_visible()
            centred = page.get_by_text("Centred", exact=True)
            assert centred.evaluate("one => getComputedStyle(one).textAlign") == "center"
    assert told == []
    page.close()


def test_a_citation_is_reached_and_copied_by_keyboard(
    browser: Browser, looked_at: Served, ferries: Held
) -> None:
    page = browser.new_page(java_script_enabled=False)
    opened(page, looked_at, ferries, "ferry-ja", "")
    page.get_by_text("BibTeX", exact=True).first.focus()
    page.keyboard.press("Enter")
    text = page.get_by_label("Citation as BibTeX")
    assert text.is_visible()
    page.keyboard.press("Tab")
    assert text.evaluate("one => one === document.activeElement")
    assert text.input_value().startswith("@article{")
    page.close()
