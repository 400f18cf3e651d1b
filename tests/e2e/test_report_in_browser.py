"""The report in Chromium: small and large, dark and light, by keyboard, and full of hostile words."""

from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from newsarchive.profiles import SiteProfile
from newsarchive.showing.report.page import report_page
from newsarchive.showing.report.site import Unreadable
from newsarchive.store.archive import Archive
from tests.covering import some_of
from tests.e2e.crawling import chromium_is_there
from tests.unit.remembering import NOW, article, opened, remembering, submission
from tests.unit.reporting import HOSTILE, LATER, looked, make_hostile, make_listed, retitle

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.long,
    pytest.mark.skipif(not chromium_is_there(), reason="Chromium is not installed"),
]
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
WATCH = "window.alert = window.prompt = window.confirm = () => { document.title = 'EXECUTED' }"
PROBE = """() => {
  for (const element of document.querySelectorAll('*')) {
    for (const type of ['mouseover', 'focus', 'toggle', 'error', 'load'])
      element.dispatchEvent(new Event(type));
    if (element.protocol && !/^(https?|file|about|):?$/.test(element.protocol)) document.title = 'EXECUTED';
  }
}"""


@pytest.fixture
def archive(tmp_path: Path, profile: SiteProfile) -> Archive:
    return remembering(tmp_path / "finews", profile)


@pytest.fixture
def page_of_all(archive: Archive, tmp_path: Path) -> Path:
    """Of three sites: a plain one, one with something to say everywhere, and one that cannot be read."""
    plain = looked(archive)
    long = "https://news.example/lists/" + "of-words-" * 12
    make_listed(archive, {"https://news.example/feed": [1, 2, 3], long: [3, 4], "no-address": []})
    make_hostile(archive, ["http-404", "https://news.example/a/very/long/address/" + "of-words-" * 12])
    broken = Unreadable("broken", "catalog.sqlite: file is not a database; `scrapy verify` shows the damage")
    path = tmp_path / "report.html"
    path.write_bytes(report_page([plain, looked(archive, site="much"), broken], now=LATER))
    return path


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 400, 800, 1280, 1600])
def test_axe_finds_nothing_and_nothing_sticks_out(
    width: int, scheme: str, browser: Browser, page_of_all: Path
) -> None:
    # axe is a script, which the page's own policy would not let run.
    page = browser.new_page(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        bypass_csp=True,  # type: ignore[arg-type]
    )
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(page_of_all.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert len(results.response["passes"]) > 20
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert asked == [page_of_all.as_uri()]
    page.close()


def test_axe_would_find_something(browser: Browser, page_of_all: Path) -> None:
    page_of_all.write_text(page_of_all.read_text().replace('<html lang="en">', "<html>"))
    page = browser.new_page(bypass_csp=True)
    page.goto(page_of_all.as_uri())
    assert [one["id"] for one in Axe().run(page).response["violations"]] == ["html-has-lang"]
    page.close()


def test_dark_and_light_are_the_readers_choice(browser: Browser, page_of_all: Path) -> None:
    colours = {}
    for scheme in ("light", "dark"):
        page = browser.new_page(color_scheme=scheme)  # type: ignore[arg-type]
        page.goto(page_of_all.as_uri())
        colours[scheme] = page.evaluate(
            "[document.documentElement, document.querySelector('svg path[style*=bar]')].map("
            "one => [getComputedStyle(one).backgroundColor, getComputedStyle(one).fill])"
        )
        page.close()
    (light, light_bar), (dark, dark_bar) = colours["light"], colours["dark"]
    assert light[0] != dark[0]
    assert light_bar[1] != dark_bar[1]
    assert brightness(light[0]) > 240
    assert brightness(dark[0]) < 40


def brightness(colour: str) -> float:
    numbers = [float(one) for one in colour.removeprefix("rgb(").removesuffix(")").split(",")]
    return sum(numbers) / 3


def test_plots_are_legible_on_a_phone(browser: Browser, page_of_all: Path) -> None:
    page = browser.new_page(viewport={"width": 400, "height": 900})
    page.goto(page_of_all.as_uri())
    heights = page.evaluate(
        "[...document.querySelectorAll('svg text')].map(one => one.getBoundingClientRect().height)"
    )
    assert min(heights) > 11
    assert page.evaluate("document.querySelector('.months td').getBoundingClientRect().width") > 20
    page.close()


def test_the_keyboard_reaches_everything(browser: Browser, page_of_all: Path) -> None:
    page = browser.new_page(viewport={"width": 400, "height": 900})
    page.goto(page_of_all.as_uri())
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to the overview"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0, "it is seen"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "overview"
    reached = []
    for _ in range(200):
        page.keyboard.press("Tab")
        reached.append(focused(page))
        if reached[-1] == "Costs in numbers":
            break
    assert {"Overview of all sites", "finews", "Edits and withdrawals in numbers"} <= set(reached)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert focused(page) == "Costs in numbers, finews", "the table in it, which scrolls"
    page.close()


def focused(page: Page) -> str:
    return str(
        page.evaluate(
            "document.activeElement.getAttribute('aria-label') || document.activeElement.innerText.trim()"
        )
    )


@pytest.mark.parametrize("first", some_of(["0", "1", "2", "3"], "0"))
def test_hostile_words_stay_inert_even_without_the_policy(
    first: str, browser: Browser, archive: Archive, tmp_path: Path
) -> None:
    words = HOSTILE[int(first) :: 4]
    make_hostile(archive, words)
    make_listed(archive, {word.encode("utf-8", "replace").decode(): [1] for word in words})
    with opened(archive, hours=3):
        edited = [submission(article(number, edition=3), archive.profile) for number in range(10)]
        archive.write(edited, now=NOW + timedelta(hours=3))
    for start in range(0, len(words), 10):
        retitle(archive, words[start : start + 10])
        content = report_page([looked(archive)], now=LATER).decode()
        assert title_in_chromium(browser, tmp_path, content).startswith("News archives, 2022-03-09")


def test_what_is_not_escaped_would_run(browser: Browser, archive: Archive, tmp_path: Path) -> None:
    content = report_page([looked(archive)], now=LATER).decode()
    hostile = content.replace("<h1>", "<h1><img src=x onerror=alert(1)>")
    assert title_in_chromium(browser, tmp_path, hostile) == "EXECUTED"


def title_in_chromium(browser: Browser, folder: Path, content: str) -> str:
    assert POLICY in content
    path = folder / "page.html"
    path.write_text(content.replace(POLICY, ""), encoding="utf-8")
    page = browser.new_page()
    page.add_init_script(WATCH)
    page.goto(path.as_uri())
    page.evaluate(PROBE)
    title = page.title()
    page.close()
    return title
