"""The real script in Chromium, against an index of given texts, on a page that allows nothing foreign."""

import json
from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, Route

from newsarchive.publishing.search.index import SearchText, search_files

POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'"
SITE = "http://paper.example"
BASE = "/a/base"
PAGE = f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>quiet</title><main><h1>Search</h1>
<form id="search-form" role="search" action="{BASE}/search.html">
<label>Words <input name="q" type="search"></label>
<button>Search</button></form>
<div id="search" data-index="{BASE}/search/" data-base="{BASE}"><p id="search-status" role="status"></p>
<ol id="results"></ol></div></main><script src="{BASE}/search.js"></script></html>"""
BEGIN = "\n  begin();\n"
FOR_TESTS = "Object.assign(window, { plain, phrasesOf, found });"  # what the script keeps to itself
EVERY = """async (queries) => {
  const found = [];
  for (const query of queries) {
    const phrases = window.phrasesOf(query);
    const all = phrases.length ? window.found(phrases) : [];
    const articles = [];
    for await (const { segment, article } of all) articles.push(segment.first + article);
    found.push(articles);
  }
  return JSON.stringify(found);
}"""
ASK = """async ([queries, first]) => {
  const [form, status] = ['search-form', 'search-status'].map((id) => document.getElementById(id));
  const answered = async () => {
    while (status.textContent.startsWith('Searching')) await new Promise((done) => setTimeout(done, 0));
  };
  const found = [];
  for (const query of queries) {
    form.elements.q.value = query;
    form.requestSubmit();
    await answered();
    const more = document.getElementById('search-more');
    while (!first && !more.hidden) { more.click(); await answered(); }
    found.push([...document.querySelectorAll('#results > li > a')].map((link) => link.getAttribute('href')));
  }
  return found;
}"""


def text_of(number: int, text: str, **more: str) -> SearchText:
    """An article whose address is its number."""
    values = {"title": "", "date": "2024-05-01", "outlet": ""} | more
    return SearchText(address=f"/{number}.html", text=text, **values)


class PublishedSearch:
    """A site with a search, and what was asked of it over the wire."""

    def __init__(self, context: BrowserContext, documents: Iterable[SearchText]) -> None:
        self.files = {f"{BASE}/search/{name}": content for name, content in search_files(documents)}
        script = (files("newsarchive.publishing") / "shared" / "search.js").read_text(encoding="utf-8")
        assert script.count(BEGIN) == 1
        self.files[f"{BASE}/search.js"] = script.replace(BEGIN, f"\n  {FOR_TESTS}{BEGIN}").encode()
        self.files[f"{BASE}/search.html"] = PAGE.encode()
        self.asked: list[str] = []
        self.foreign: list[str] = []
        self._context = context
        context.route("**/*", self._answer)

    def _answer(self, route: Route) -> None:
        address = urlsplit(route.request.url)
        self.asked.append(address.path)
        if not route.request.url.startswith(SITE + "/"):
            self.foreign.append(route.request.url)
            route.abort()
        elif (content := self.files.get(address.path)) is None:
            route.fulfill(status=404, body="")
        else:
            kind = {"html": "text/html", "js": "text/javascript"}.get(address.path.rpartition(".")[2])
            headers = {"Content-Security-Policy": POLICY, "Content-Type": kind or "application/octet-stream"}
            route.fulfill(status=200, body=content, headers=headers)

    def page(self, query: str = "") -> Page:
        page = self._context.new_page()
        page.goto(f"{SITE}{BASE}/search.html{query}")
        return page

    def bytes_asked(self) -> int:
        """Of the index alone."""
        return sum(len(self.files.get(path, b"")) for path in self.asked if "/search/" in path)


def ask(page: Page, queries: Sequence[str], *, first: bool = False) -> list[list[int]]:
    """The numbers of the articles that each query finds, as they are shown; if so asked, of the first ten."""
    found: list[list[Any]] = page.evaluate(ASK, [list(queries), first])
    return [[int(address.rpartition("/")[2].removesuffix(".html")) for address in one] for one in found]


def every(page: Page, queries: Sequence[str]) -> list[list[int]]:
    """Which articles each query finds, by their place among all, without showing them."""
    found: list[list[int]] = json.loads(page.evaluate(EVERY, list(queries)))
    return found
