"""The site of a bundled profile, made of its golden cases: their pages at their addresses, and listed."""

import json
from itertools import chain
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from newsarchive.discovery.listing import first_addresses
from newsarchive.pages.json_answers import read_json
from newsarchive.profiles import JsonList, SiteProfile
from tests.every_site.proxy import HTML, Answer, Content

CASES = Path(__file__).parents[1] / "sites"
_NO_DATE = "<html><head><title>{0}</title></head><body><h1>{0}</h1><p>{1}</p></body></html>"


def golden_site(profile: SiteProfile) -> Content:
    """Every golden case's article, and one that must not become a post."""
    cases = sorted((CASES / profile.name).glob("*/meta.json"))
    metas = [json.loads(path.read_text("utf-8")) | {"folder": path.parent} for path in cases]
    if profile.article.text:
        return _with_text_endpoint(profile, metas)
    answers = dict(chain.from_iterable(_saved(meta) for meta in metas))
    listings = {meta["listing"]["url"] for meta in metas}
    articles = [url for url in answers if url not in listings]
    unusable = _unusable(articles[0], metas[0]["id"])
    answers[unusable] = Answer(_NO_DATE.format("Ohne Datum", "Nur ein Satz.").encode())
    shown = [*articles, unusable]
    for rules in profile.discovery.json_lists:
        saved = answers[rules.page(rules.first)].body
        answers |= _json_list(rules, saved, profile.article.id_in(unusable) or "")
    for url in first_addresses(profile):
        if url not in answers or not profile.discovery.json_lists:
            answers[url] = _listing(url, profile, shown)
    return Content(answers, edited=articles[:1], gone=articles[-1:])


def _saved(meta: dict[str, Any]) -> list[tuple[str, Answer]]:
    folder: Path = meta["folder"]
    saved = meta["responses"].items()
    return [(url, Answer((folder / one["file"]).read_bytes(), one["content_type"])) for url, one in saved]


def _unusable(url: str, source_id: str) -> str:
    """An address like this one, of another article."""
    if source_id.isdigit():
        return url.replace(source_id, f"{int(source_id) + 5}")
    return f"{url}-unusable"


def _json_list(rules: JsonList, saved: bytes, also: str) -> dict[str, Answer]:
    """The saved page of a list, which says what pages do not, with one more item; and an empty one."""
    pages = []
    for more in ([{rules.fields["id"][0]: also}], None):
        answer = read_json(saved.decode())
        items = answer
        for name in rules.items.split("."):
            items = items[name]
        items[:] = items + more if more else []
        pages.append(Answer(json.dumps(answer).encode(), "application/json"))
    return dict(zip(map(rules.page, (rules.first, rules.first + 1)), pages, strict=True))


def _listing(url: str, profile: SiteProfile, shown: list[str]) -> Answer:
    rules = profile.discovery
    if url in rules.feeds:
        items_ = "".join(
            f"<item><title>{escape(address[-30:])}</title><link>{escape(address)}</link></item>"
            for address in shown
        )
        return Answer(f'<rss version="2.0"><channel>{items_}</channel></rss>'.encode(), "text/xml")
    links = "".join(
        f'<article><a href="{address}"><h3>Eine Meldung vom Tage, Nummer {number}</h3></a></article>'
        for number, address in enumerate(shown)
    )
    return Answer(f"<html><body><main>{links}</main></body></html>".encode(), HTML)


def _with_text_endpoint(profile: SiteProfile, metas: list[dict[str, Any]]) -> Content:
    """The first source: its addresses follow from the id, and listings have dated links."""
    rules = profile.article
    assert rules.text
    assert rules.page
    answers, links, categories = {}, [], set()
    pages: dict[str, list[str]] = {}
    for meta in metas:
        code = f"NW{meta['id'].removeprefix('NW')}"
        path = meta.get("listing", {}).get("path", f"/shangraoribao/2022/03/07/{meta['id']}.html")
        title = meta.get("listing", {}).get("title", "x")
        places = {
            "text.json": rules.text.url.format(id=code), "share.html": rules.page.format(id=code),
            "post.html": profile.home.rstrip("/") + path,
        }  # fmt: skip
        there = {url: meta["folder"] / name for name, url in places.items()}
        answers |= {url: Answer(path.read_bytes(), "") for url, path in there.items() if path.exists()}
        pages[meta["folder"].name] = [url for url in there if url in answers]
        if pages[meta["folder"].name]:
            links.append(f'<li><a href="{path}">{title}</a></li>')
            categories.add(path.split("/")[1])
    listing = Answer(f"<html><body><ul>{''.join(links)}</ul></body></html>".encode())
    for url in [profile.home, *(profile.category.page_of(slug) or "" for slug in categories)]:
        answers[url] = listing
    return Content(answers, edited=pages["seed"], gone=pages["title-from-share-page"])
