"""Published bodies in Chromium: axe finds nothing, and no request leaves."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from newsarchive.publishing.body import published_body
from tests.e2e.crawling import chromium_is_there
from tests.unit.test_published_body import FETCHING, HOSTILE, PICTURES
from tests.unit.test_published_body_for_all import CASES, SEEN, UNSEEN

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.long,
    pytest.mark.skipif(not chromium_is_there(), reason="Chromium is not installed"),
]
ARTICLE = "https://herald.example/news/2.html"
HEAD = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>t</title>
<style>pre, table { overflow-x: auto } table { display: block }</style></head><body><main>"""


def test_axe_finds_nothing_and_no_request_leaves(browser: Browser) -> None:
    styled = [f'<p style="{style}">a</p>' for style in (*SEEN, *UNSEEN)]
    sources = [body for body, _ in (*PICTURES.values(), *CASES.values())] + styled + FETCHING + HOSTILE
    page, asked = browser.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    page.route("**/*", lambda route: route.abort())
    for part in range(0, len(sources), 100):
        bodies = [published_body(one, inside={}.get, base=ARTICLE) for one in sources[part : part + 100]]
        assert faults_of(page, bodies) == []
    assert asked == []
    wide = ["<pre>" + "x" * 500 + "</pre>", f"<table><tr>{'<td>abcdefghijk</td>' * 40}</tr></table>"]
    assert faults_of(page, [published_body(one, inside={}.get) for one in wide]) == []
    raw = wide + [body for body, _ in CASES.values()]
    assert {"heading-order", "scrollable-region-focusable", "list", "link-name", "valid-lang"} <= set(
        faults_of(page, raw)
    )


def faults_of(page: Page, bodies: list[str]) -> list[str]:
    """What axe finds where each body stands below its page's title."""
    page.set_viewport_size({"width": 400, "height": 800})
    page.set_content(HEAD + "".join(f"<h1>t</h1>{body}" for body in bodies) + "</main></body></html>")
    return [found["id"] for found in Axe().run(page).response["violations"]]
