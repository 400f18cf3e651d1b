"""The lead image: as stated, as the article shows it, or its first picture."""

import pytest

from newsarchive.extraction.as_dict import as_dict
from newsarchive.extraction.candidates import Candidate
from newsarchive.extraction.lead_image import with_lead_image

SITE = "https://cdn.example.com/"


def chosen(stated: str, *shown: str) -> str:
    candidates = [Candidate(SITE + stated, "og:image", 0.9)] if stated else []
    body = "".join(f'<figure><img src="{SITE}{one}" alt=""></figure>' for one in shown)
    found = with_lead_image(candidates, body)
    return found[0].value.removeprefix(SITE) if found else ""


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        ("s/1200x675_cms_ab12cd34-9603212.jpg", "s/1536x864_cms_ab12cd34-9603212.jpg"),
        ("i/539fcc98d82ad488", "i/539fcc98d82ad488=w700"),
        ("b/flut-im-tal-1200x840.jpg", "b/flut-im-tal-758x531.jpg"),
        ("b/flut-im-tal-1200x840.jpg", "b/flut-im-tal.webp?w=800&amp;h=600"),
        (
            "card?image=https%3A%2F%2Fcdn.example.com%2Fw%3D1200%2F2429188_master_flut.jpg",
            "w=800/2429188_master_flut.jpg",
        ),
        (
            "p/PICT000385049614_172650.jpeg?policy=logo-overlay",
            "p/PICT000385049614_172650_trans_NvBQzQNjv4.jpeg",
        ),
    ],
)
def test_a_stated_picture_is_taken_as_the_article_shows_it(stated: str, shown: str) -> None:
    assert chosen(stated, shown) == shown.replace("&amp;", "&")


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        ("b/flut-im-tal.jpg", ["b/rathaus-am-markt.jpg"]),
        ("b/1200x675.jpg", ["b/640x360.jpg"]),
        ("b/flut-im-tal-1200x840.jpg", ["b/flut-im-tal-120x84.jpg"]),
        ("b/neues-logo-der-bahn-vorgestellt-in-rom.jpg", ["b/rathaus-am-markt.jpg"]),
        ("b/flut-im-tal.jpg", []),
    ],
)
def test_otherwise_what_is_stated_stays(stated: str, shown: list[str]) -> None:
    assert chosen(stated, *shown) == stated


@pytest.mark.parametrize(
    "stated",
    [
        "",
        "img/og-default.png",
        "img/logo.png",
        "social-share-card.jpg",
        "a/placeholder.jpg",
        "fallback_og.png",
    ],
)
def test_the_first_picture_leads_where_none_of_the_article_is_stated(stated: str) -> None:
    assert chosen(stated, "b/rathaus-am-markt.jpg", "b/bruecke.jpg") == "b/rathaus-am-markt.jpg"


@pytest.mark.parametrize(
    "shown", ["a/avatar-92f402.png", "img/logo-compact.svg", "p/crop-w35/jana-roth.jpg", "x_48x48.png"]
)
def test_portraits_and_logos_lead_no_article(shown: str) -> None:
    assert chosen("", shown, "b/rathaus-am-markt.jpg") == "b/rathaus-am-markt.jpg"
    assert chosen("", shown) == ""


@pytest.mark.parametrize("empty", ["/img/null", "/img/undefined?w=1200", "null&amp;width=1200"])
def test_an_address_that_a_template_left_empty_is_no_image(empty: str) -> None:
    text = "<p>Das Theater am Fluss bekommt ein neues Dach, das teilte die Stadt am Dienstag mit.</p>" * 8
    picture = '<figure><img src="/b/theater.jpg"></figure>'
    head = f'<meta property="og:image" content="{empty}"><title>Neues Theater</title>'
    html = f"{head}<article><h1>Neues Theater</h1>{picture}{text}"
    assert as_dict(html, "https://e.com/kultur/theater")["image"] == "https://e.com/b/theater.jpg"
