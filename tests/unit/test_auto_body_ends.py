"""An article's first and last words, and what only a screen reader hears between them."""

import pytest

from newsarchive.extraction.body import body_candidates
from newsarchive.extraction.body.blocks import blocks_of
from newsarchive.extraction.body.selection import selected
from newsarchive.extraction.body.working import working_copy
from newsarchive.pages.tree import Page

URL = "https://news.example/2026/03/harbour.html"
STANDFIRST = "Eleven containers are found, the others drift on, and the fishermen wait."
SENTENCES = [
    "The harbour of the small town was closed on Tuesday morning, after a freighter had lost its cargo.",
    "Divers looked for the containers until the evening, the authorities said, and found eleven of them.",
    "Fishermen fear for their season, because nobody knows what the missing containers hold.",
    "The owner of the ship promised to pay for the damage, but did not say how much it might be.",
]
TEXT = "".join(f"<p class='text'>{sentence}</p>" for sentence in SENTENCES)


def body(html: str) -> str:
    return body_candidates(Page(html, URL))[0].value


def page(under_headline: str, *, described: str = STANDFIRST) -> str:
    return (
        f"<html><head><title>Harbour closed</title><meta name='description' content='{described}'></head>"
        f"<body><header><p>{STANDFIRST}</p></header><h1>Harbour closed</h1>{under_headline}"
        f"<article><div class='article-body'>{TEXT}</div></article></body></html>"
    )


@pytest.mark.parametrize("described", [STANDFIRST, STANDFIRST[:40] + "…", STANDFIRST.upper()])
def test_the_standfirst_is_the_articles(described: str) -> None:
    found = body(page(f"<div class='dek'><p>{STANDFIRST}</p></div><p>2 March</p>", described=described))
    assert found.split("\n")[0] == f"<p>{STANDFIRST}</p>"
    assert found.count(STANDFIRST) == 1


@pytest.mark.parametrize(
    ("under_headline", "described"),
    [
        ("", STANDFIRST),  # it stands above the headline only
        (f"<p>{STANDFIRST}</p>", "The Gull: news from the coast, every morning"),
        (f"<p><a href='/other'>{STANDFIRST}</a></p>", STANDFIRST),
        ("<p>The Gull</p>", "The Gull"),  # no sentence
    ],
)
def test_what_is_no_standfirst_is_left_out(under_headline: str, described: str) -> None:
    assert body(page(under_headline, described=described)).startswith(f"<p>{SENTENCES[0]}")


def kept(html: str, likely: list[float]) -> list[str]:
    root = working_copy(Page(f"<html><body>{html}</body></html>", URL).tree)
    blocks = blocks_of(root)
    assert len(blocks) == len(likely)
    chosen = selected(root, blocks, likely, "", URL)
    return [block.text for block in blocks if block.element in chosen.texts]


def test_a_paragraph_like_those_that_stay_is_the_articles_last_words() -> None:
    one = f"<div class='part'>{TEXT}</div>"
    assert kept(one, [0.9, 0.8, 0.8, 0.3]) == SENTENCES
    assert kept(one, [0.9, 0.8, 0.8, 0.1]) == SENTENCES[:3]
    two = f"<div class='part'>{TEXT}</div><div class='part'><p class='text'>{SENTENCES[0]}</p></div>"
    assert kept(two, [0.9, 0.8, 0.8, 0.8, 0.3])[4:] == SENTENCES[:1]


@pytest.mark.parametrize(
    "other",
    [
        f"<p class='note'>{SENTENCES[3]}</p>",
        f"<p class='text'><a href='/x'>{SENTENCES[3]}</a></p>",
        "<p class='text'>Three words only</p>",
        "<p class='text'>Follow us on every network that there is, and tell your friends to do so.</p>",
    ],
)
def test_a_paragraph_unlike_them_is_not(other: str) -> None:
    assert kept(f"<div>{TEXT}{other}</div>", [0.9, 0.8, 0.8, 0.8, 0.3]) == SENTENCES


@pytest.mark.parametrize(
    "spoken",
    [
        "<span class='sr-only'>(opens in a new tab)</span>",
        "<span class='visually-hidden'>(opens in a new tab)</span>",
        "<span class='x-screen-reader-text y'>(opens in a new tab)</span>",
        "<span style='position:absolute;clip:rect(0 0 0 0);width:1px'>(opens in a new tab)</span>",
        "<span style='clip: rect(1px, 1px, 1px, 1px)'>(opens in a new tab)</span>",
    ],
)
def test_what_only_screen_readers_hear_is_left_out(spoken: str) -> None:
    text = TEXT.replace("Divers", f"<a href='/divers'>Divers{spoken}</a>")
    found = body(page("").replace(TEXT, text))
    assert '<a href="https://news.example/divers">Divers</a> looked' in found


def test_a_text_that_is_clipped_as_a_whole_is_read_all_the_same() -> None:
    clipped = f"<div style='clip:rect(0 0 0 0)'>{TEXT * 2}</div>"
    assert SENTENCES[3] in body(page("").replace(TEXT, clipped))


@pytest.mark.parametrize(
    "holder", ["<p class=abstract>{}</p>", "<div><b>{}</b></div>", "<blockquote>{}</blockquote>"]
)
@pytest.mark.parametrize("count", [1, 2])
def test_an_abstract_that_the_text_says_again_goes(holder: str, count: int) -> None:
    told = "".join(f"<p>{text}</p>" for text in SENTENCES)
    abstract = holder.format(" ".join(SENTENCES[:count]))
    html = f"<article><h1>Harbour closed</h1>{abstract}<div class=article-body>{told}</div></article>"
    assert body(html) == "\n".join(f"<p>{text}</p>" for text in SENTENCES)


def test_a_refrain_in_the_text_stays() -> None:
    told = "".join(f"<p>{text}</p>" for text in [SENTENCES[0], SENTENCES[0], *SENTENCES[1:]])
    assert body(f"<article><h1>Harbour closed</h1><div>{told}</div></article>").count(SENTENCES[0]) == 2
