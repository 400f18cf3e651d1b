"""Pages of an archive of hostile words in Chromium with scripts on: nothing runs, nobody else is asked."""

from collections.abc import Iterator
from functools import partial
from html import escape
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Request, Route

from newsarchive.browsing.held import Held
from tests.browsing.hostile_archive import HOME, NAME, hostile_archive
from tests.browsing.served import Served, serving_pages
from tests.e2e.crawling import chromium_is_there

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.long,
    pytest.mark.skipif(not chromium_is_there(), reason="Chromium is not installed"),
]
_SAY = "top.document.title = 'EXECUTED'"
WATCH = f"window.alert = window.prompt = window.confirm = window.open = () => {{ {_SAY} }}"
PROBE = """() => {
  const touched = [document, ...[...document.querySelectorAll('iframe')].map(one => one.contentDocument)];
  for (const page of touched.filter(Boolean))
    for (const element of page.querySelectorAll('*')) {
      for (const type of ['mouseover', 'focus', 'toggle', 'error', 'load', 'begin', 'start'])
        element.dispatchEvent(new Event(type));
      if (element.protocol && !/^(https?|mailto|tel|about|):?$/.test(element.protocol))
        document.title = 'EXECUTED';
    }
  return [document.title, window.name, touched.length];
}"""
HARNESS = "/harness"
AT_ONCE = 40


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Held:
    return hostile_archive(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def asked(hostile: Held) -> Iterator[Served]:
    with serving_pages({NAME: hostile}) as served:
        yield served


class Watched:
    """A browser's page that notes what is asked and said.

    :param lax: no policy counts, so that nothing but how a page is written keeps it inert; style sheets may
        load there, which only the policy forbids them
    """

    def __init__(self, browser: Browser, served: Served, *, lax: bool) -> None:
        self.context = browser.new_context(bypass_csp=lax, accept_downloads=False)
        self.context.add_init_script(WATCH)
        self.page = self.context.new_page()
        self.faults: list[str] = []
        self._lax = lax
        self._own = (
            served.base,
            f"http://127.0.0.1:{served.origins.originals_port}",
            "data:image/",
            "about:",
        )
        self._base = served.base
        self.page.on("request", self._asked)
        self.page.on("dialog", lambda dialog: self.faults.append(f"dialog {dialog.message}"))
        self.page.on("pageerror", lambda error: self.faults.append(f"error {error}"))
        self.page.on("popup", lambda popup: self.faults.append(f"popup {popup.url}"))

    def _asked(self, request: Request) -> None:
        by_style = request.resource_type in {"stylesheet", "image", "font"}
        harmless = by_style and (self._lax or request.url.startswith("javascript:"))  # which no style can run
        if not request.url.startswith(self._own) and not harmless:
            self.faults.append(f"{self.page.url} asked for {request.url}")

    def visit(self, url: str) -> None:
        """Open a page, wait until all is loaded, and touch whatever is in it."""
        self.page.goto(url, wait_until="load")
        title, name, _ = self.page.evaluate(PROBE)
        if "EXECUTED" in title or name or self.page.url != url:
            self.faults.append(f"{url}: {title!r}, {name!r}, now at {self.page.url}")

    def show(self, pages: list[str]) -> None:
        """Show many pages at once, each in a frame that forbids nothing."""
        for start in range(0, len(pages), AT_ONCE):
            some = pages[start : start + AT_ONCE]
            frames = "".join(f'<iframe srcdoc="{escape(one)}"></iframe>' for one in some)
            body = f"<!doctype html><title>quiet</title>{frames}"
            whole = body.encode("utf-8", "replace")
            self.page.route(f"**{HARNESS}", partial(_fulfilled, whole))
            self.page.goto(self._base + HARNESS, wait_until="load")
            title, name, touched = self.page.evaluate(PROBE)
            if (title, name, touched) != ("quiet", "", len(some) + 1):
                self.faults.append(f"from {start} on: {title!r}, {name!r}, {touched} documents")
            self.page.unroute(f"**{HARNESS}")


def _fulfilled(body: bytes, route: Route) -> None:
    route.fulfill(content_type="text/html; charset=utf-8", body=body)


def numbers(hostile: Held, table: str) -> list[int]:
    query = f"SELECT id FROM {table} ORDER BY id"  # a table's name
    return [int(number) for (number,) in hostile.look(lambda catalog: catalog.execute(query).fetchall())]


def pages_of(asked: Served, addresses: list[str], *, originals: bool = False) -> list[str]:
    """The HTML pages at these addresses."""
    told = [asked.get(one, originals=originals) for one in addresses]
    assert {one.status for one in told} == {200}
    return [one.text for one in told if one.headers["content-type"].startswith("text/html")]


def test_nothing_runs_even_where_no_policy_counts(browser: Browser, hostile: Held, asked: Served) -> None:
    watched = Watched(browser, asked, lax=True)
    captures = numbers(hostile, "capture")
    shown = pages_of(asked, [f"/{NAME}/capture/{n}" for n in captures], originals=True)
    assert len(shown) > 200
    entries = pages_of(asked, [f"/{NAME}/quarantine/{n}/" for n in numbers(hostile, "quarantine")])
    assert len(entries) > 20
    around = pages_of(asked, [f"/{NAME}/capture/{n}/source/" for n in captures[:200:5]])
    stored = [f"/{NAME}/article/{n}/" for n in numbers(hostile, "article")[::5]]
    articles = pages_of(asked, [one for one in stored if asked.get(one, method="HEAD").status == 200])
    assert len(articles) > 30
    lists = pages_of(asked, ["/", f"/{NAME}/", f"/{NAME}/state/quarantined/", f"/{NAME}/by/section/"])
    watched.show([*shown, *entries, *around, *articles, *lists])
    assert watched.faults == []
    watched.context.close()


def test_what_is_not_written_anew_would_run(browser: Browser, asked: Served) -> None:
    watched = Watched(browser, asked, lax=True)
    watched.show(["<p>x</p>", "<img src=x onerror=alert(1)><iframe src=//evil.example/></iframe>"])
    assert any("EXECUTED" in fault for fault in watched.faults)
    assert any("evil.example" in fault for fault in watched.faults)
    watched.context.close()


def test_frames_hold_what_they_show(browser: Browser, hostile: Held, asked: Served) -> None:
    """With the policies, as readers have them: what is shown stays in its frame, and asks for nothing."""
    watched = Watched(browser, asked, lax=False)
    second = f"http://127.0.0.1:{asked.origins.originals_port}"
    query = "SELECT id, url FROM capture WHERE url LIKE ? ORDER BY id"
    found = hostile.look(lambda catalog: catalog.execute(query, (f"{HOME}/%",)).fetchall())
    odd = [one for one in found if "/kind/" in one[1] or "/bytes/" in one[1]]
    for number, url in [*found[:60:15], *odd[::2]]:
        if "content-disposition" in asked.get(f"/{NAME}/capture/{number}", originals=True).headers:
            continue
        watched.visit(f"{asked.base}/{NAME}/capture/{number}/")
        watched.page.locator("iframe").scroll_into_view_if_needed()
        watched.page.wait_for_load_state("networkidle")
        frames = [frame.url for frame in watched.page.frames]
        assert frames[1:] == [f"{second}/{NAME}/capture/{number}"], url
    styled = [number for number, url in found if "/body/" in url and is_styled(asked, number)]
    assert len(styled) > 1
    for number in styled:
        watched.visit(f"{second}/{NAME}/capture/{number}")
    assert watched.faults == []
    watched.context.close()


def is_styled(asked: Served, number: int) -> bool:
    """Whether a style sheet or a style of the page would load something."""
    text = asked.get(f"/{NAME}/capture/{number}", originals=True).text.partition("<style>\n.newsarchive")
    return any(word in part for part in (text[0], text[2]) for word in ("@import", "url("))


def test_a_link_in_the_frame_leads_to_the_archives_own_article(
    browser: Browser, hostile: Held, asked: Served
) -> None:
    watched = Watched(browser, asked, lax=False)
    query = "SELECT id FROM capture WHERE url = ?"
    ((number,),) = hostile.look(lambda catalog: catalog.execute(query, (f"{HOME}/link",)).fetchall())
    watched.visit(f"{asked.base}/{NAME}/capture/{number}/")
    frame = watched.page.frame_locator("iframe")
    frame.get_by_text("elsewhere").click()
    frame.get_by_text("the second story").click()
    watched.page.wait_for_url(f"{asked.base}/{NAME}/article/*/")
    assert watched.faults == []
    watched.context.close()


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_axe_finds_nothing_and_nothing_sticks_out(
    browser: Browser, hostile: Held, asked: Served, width: int, scheme: Literal["light", "dark"]
) -> None:
    # axe is a script, which the pages' own policy would not let run.
    page = browser.new_page(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )  # fmt: skip
    number, entries = numbers(hostile, "capture")[5], numbers(hostile, "quarantine")
    words = (f"quarantine/{one}/" for one in (entries[0], entries[9]))
    for path in (f"capture/{number}/", f"capture/{number}/source/", *words):
        page.goto(f"{asked.base}/{NAME}/{path}")
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") == width, path
    page.close()
