"""Where an address led, against the article that was asked for; all names and texts are invented."""

import pytest

from newsarchive.crawling.arrival import sent_elsewhere, sent_on
from newsarchive.items import Lead
from newsarchive.pages.tree import Page
from newsarchive.profiles import SiteProfile

HOST = "https://www.tideway-post.example"
ASKED = f"{HOST}/2024/05/06/harbour-wall-to-be-raised-48213"
LISTED = "Harbour wall to be raised by a metre"


def profile(**article: str) -> SiteProfile:
    return SiteProfile.model_validate(
        {"name": "t", "home": f"{HOST}/", "hosts": ["*.tideway-post.example"], "article": article}
    )


def page_at(arrived: str, title: str, head: str = "") -> Page:
    html = (
        f"<html><head><title>{title} - Tideway Post</title>{head}</head><body><h1>{title}</h1></body></html>"
    )
    return Page(html, arrived)


def judged(
    asked: str, arrived: str, title: str, *, listed: str = LISTED, head: str = "", archived: bool = False,
    rules: SiteProfile | None = None,
) -> str | None:  # fmt: skip
    article = Lead(asked, title=listed, source_id="48213", archived=archived)
    found = sent_elsewhere(asked, page_at(arrived, title, head), article, rules or profile())
    assert found is None or arrived in found.detail
    return found.reason if found else None


@pytest.mark.parametrize(
    ("arrived", "title"),
    [
        (ASKED, "Whatever"),
        (ASKED.replace("https", "http"), "Whatever"),
        (ASKED.replace("www.", ""), "Whatever"),
        (ASKED.replace("www.", "m."), "Whatever"),
        (f"{ASKED}/", "Whatever"),
        (f"{ASKED}/amp", "Whatever"),
        (f"{ASKED}?utm_source=feed", "Whatever"),
        # the id stays where the slug follows an edited headline
        (f"{HOST}/2024/05/06/sea-wall-grows-48213", "Sea wall grows"),
        (f"{HOST}/local/48213", "Sea wall grows"),
        (f"{HOST}/story.php?id=48213", "Sea wall grows"),
        # the whole site moved
        ("https://tideway.example/2024/05/06/harbour-wall-to-be-raised-48213", "Whatever"),
        ("https://tideway.example/local/harbour-wall-to-be-raised", "Whatever"),
        # the title is what the list says, or nearly
        (f"{HOST}/local/flood-defences", "Harbour wall to be raised by two metres"),
        # it came back from where it asked for consent
        (f"{ASKED}?consent=given", "Whatever"),
    ],
)
def test_other_forms_of_its_address_lead_to_the_article(arrived: str, title: str) -> None:
    assert judged(ASKED, arrived, title) is None
    assert judged(ASKED, arrived, title, archived=True) is None


@pytest.mark.parametrize(
    ("arrived", "title", "reason"),
    [
        (f"{HOST}/", "Tideway Post", "redirect-home"),
        (f"{HOST}/index.html", "Tideway Post", "redirect-home"),
        (f"{HOST}/en/", "Tideway Post", "redirect-home"),
        (f"{HOST}/?gone=1", "Tideway Post", "redirect-home"),
        (f"{HOST}/local/", "Local news", "redirect-listing"),
        (f"{HOST}/category/local", "Local news", "redirect-listing"),
        (f"{HOST}/search?q=harbour-wall-to-be-raised-48213", "Search", "redirect-listing"),
        (f"{HOST}/2024/05/07/ferry-sails-again-48999", "Ferry sails again", "redirect-elsewhere"),
        # another article of the same name
        (
            f"{HOST}/2024/05/07/harbour-wall-to-be-raised-48999",
            "Harbour wall: what now",
            "redirect-elsewhere",
        ),
        (f"{HOST}/consent?return=/2024/05/06/harbour-wall-to-be-raised-48213", "Privacy", "redirect-consent"),
        ("https://consent.tideway-post.example/?to=48213", "Privacy", "redirect-consent"),
        (f"{HOST}/datenschutz-hinweis?ziel=48213", "Datenschutz", "redirect-consent"),
        (f"{HOST}/login?next=/2024/05/06/harbour-wall-to-be-raised-48213", "Log in", "redirect-login"),
        ("https://sso.tideway-post.example/auth", "Log in", "redirect-login"),
        (f"{HOST}/connexion", "Connexion", "redirect-login"),
    ],
)
def test_what_is_not_the_article_is_none_on_first_sight_and_later(
    arrived: str, title: str, reason: str
) -> None:
    assert judged(ASKED, arrived, title) == reason
    assert judged(ASKED, arrived, title, archived=True) == reason


def test_a_page_may_call_the_address_that_was_asked_its_own() -> None:
    short = f"{HOST}/?p=77"
    for rel in ("canonical", "shortlink"):
        head = f'<link rel="{rel}" href="{short}">'
        assert judged(short, f"{HOST}/local/sea-wall-grows", "Sea wall grows", listed="", head=head) is None


def test_of_a_short_address_that_says_nothing_an_articles_is_taken_only_at_first() -> None:
    short, arrived = f"{HOST}/s/x7k", f"{HOST}/2024/05/06/sea-wall-grows-by-a-metre"
    assert judged(short, arrived, "Sea wall grows", listed="") is None
    assert judged(short, arrived, "Sea wall grows", listed="", archived=True) == "redirect-elsewhere"
    assert judged(short, f"{HOST}/local/", "Local", listed="") == "redirect-listing"


def test_the_profiles_id_decides_where_there_is_one() -> None:
    rules = profile(id=r"-(\d{5})$")
    same, other = f"{HOST}/new/other-words-48213", f"{HOST}/new/harbour-wall-to-be-raised-48999"
    assert judged(ASKED, same, "Whatever", rules=rules) is None
    assert judged(ASKED, other, LISTED, rules=rules) == "redirect-elsewhere"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("0; url=/", "redirect-home"),
        ("3;URL='/local/'", "redirect-listing"),
        ("0, url=/login", "redirect-login"),
        ("0;url=https://consent.tideway-post.example/", "redirect-consent"),
        ("0; url=/news/ferry-sails-again-today", "redirect-elsewhere"),
        (f"0; url={ASKED}/?utm_source=reload", None),
        ("600; url=/", None),
        ("300", None),
    ],
)  # fmt: skip
def test_a_page_that_only_sends_the_reader_on_is_none(content: str, reason: str | None) -> None:
    page = page_at(ASKED, "One moment", f'<meta http-equiv="Refresh" content="{content}">')
    found = sent_on(page, "<p>You are being sent on.</p>")
    assert (found.reason if found else None) == reason
    assert sent_on(page, "<p>" + "A story of many words stands here. " * 20 + "</p>") is None
