"""How sure a body is, and what is made of what other readers say of it."""

from collections.abc import Sequence

import pytest
from lxml.html import HtmlElement

from newsarchive.drafting.trying import FieldValue
from newsarchive.extraction.body import body_candidates
from newsarchive.extraction.body import second_opinion as asking
from newsarchive.extraction.body.blocks import Block, blocks_of
from newsarchive.extraction.body.fragment import Chosen
from newsarchive.extraction.body.other_readers import OtherReader, versions_of_readers
from newsarchive.extraction.body.second_opinion import Said, second_opinion
from newsarchive.extraction.body.sureness import sureness
from newsarchive.extraction.body.working import working_copy
from newsarchive.extraction.candidates import UNSURE, Candidate, Opinion
from newsarchive.pages.tree import Page
from newsarchive.showing import trying as showing
from newsarchive.showing.trying import opinions_on

URL = "https://news.example/2026/03/02/mill.html"
STORY = [
    "The mill on the river burned down on Monday night, and the fire brigade of four villages came too late.",
    "Nobody was hurt, said the miller, who had been asleep in the house beside it and woke from the noise.",
    "The insurers sent two experts, who walked through the ruins all day and found the remains of a stove.",
    "The council meets on Friday, and will decide whether the dam may be repaired before the snow melts.",
]
OTHERS = [
    "A cellist from Oslo plays on Saturday in the barn behind the church, where the concerts have begun.",
    "She studied with three masters, won a prize in Prague, and has recorded all suites on one instrument.",
    "Tickets are sold at the bakery, and whoever comes by bicycle pays half, as has long been the custom.",
    "The next concert is in March, when a quartet from the coast brings songs that fishermen sang.",
]


def page(beside: str = "") -> str:
    told = "".join(f"<p>{text}</p>" for text in STORY)
    return (
        "<html><head><title>The mill burned down</title></head><body><h1>The mill burned down</h1>"
        f"<article>{told}</article>{beside}</body></html>"
    )


TEASERS = "".join(f"<div><h3><a href='/x'>{text[:30]}</a></h3><p>{text}</p></div>" for text in OTHERS)
UNSURE_PAGE = page(f"<div class='teasers'>{TEASERS}</div>").replace(
    "".join(f"<p>{text}</p>" for text in STORY[2:]), ""
)


def blocks_in(html: str) -> tuple[HtmlElement, list[Block]]:
    root = working_copy(Page(html, URL).tree)
    return root, blocks_of(root)


def chosen_of(blocks: Sequence[Block], texts: Sequence[str]) -> Chosen:
    return Chosen({block.element for block in blocks if block.text in texts}, set(), set(), set(), URL)


@pytest.mark.parametrize(
    ("story", "others", "kept", "is_sure"),
    [
        pytest.param(0.97, 0.02, STORY, True, id="one region, and nothing like it"),
        pytest.param(0.6, 0.55, STORY + OTHERS, False, id="two regions alike, both kept"),
        pytest.param(0.6, 0.45, STORY, False, id="two regions alike, one kept"),
        pytest.param(0.95, 0.4, STORY[:1], False, id="mass outside"),
        pytest.param(0.3, 0.02, STORY[:1], False, id="a few blocks, none of them likely"),
        pytest.param(0.4, 0.3, [], False, id="nothing"),
    ],
)
def test_how_sure_a_choice_is(story: float, others: float, kept: list[str], is_sure: bool) -> None:
    _, blocks = blocks_in(page("".join(f"<p>{text}</p>" for text in OTHERS)))
    likely = [story if b.text in STORY else others if b.text in OTHERS else 0.0 for b in blocks]
    sure = sureness(blocks, likely, chosen_of(blocks, kept).texts)
    assert (sure >= UNSURE) is is_sure


def test_nobody_is_asked_of_a_body_that_is_sure() -> None:
    (found,) = body_candidates(Page(page(), URL))
    assert (found.confidence >= UNSURE, found.opinions) == (True, ())
    assert opinions_on([FieldValue("body", found, [])]) == []


def test_of_a_body_that_is_unsure_others_are_asked_and_shown() -> None:
    (found,) = body_candidates(Page(UNSURE_PAGE, URL))
    assert found.confidence < UNSURE
    assert [one.reader for one in found.opinions][:1] == ["resiliparse"]
    told = opinions_on([FieldValue("body", found, [])])
    assert told[0].startswith(f"asked    resiliparse: {found.opinions[0].letters:,} letters, ")


@pytest.mark.parametrize("wrong", [["The mill burned down"], OTHERS[:1], STORY[3:]])
def test_two_that_agree_against_ours_are_followed(wrong: list[str]) -> None:
    root, blocks = blocks_in(page(f"<div class='sidebar'><p>{OTHERS[0]}</p></div>"))
    said = second_opinion(root, blocks, chosen_of(blocks, wrong), 0.3)
    assert said.taken is not None
    taken = [block.text for block, is_taken in zip(blocks, said.taken, strict=True) if is_taken]
    assert set(STORY) <= set(taken)
    assert sum(one.is_taken for one in said.opinions) == 1
    assert said.sure > 0.3


def test_the_first_that_agrees_with_ours_is_the_last_that_is_asked() -> None:
    root, blocks = blocks_in(page())
    said = second_opinion(root, blocks, chosen_of(blocks, STORY), 0.5)
    assert (said.taken, len(said.opinions)) == (None, 1)
    assert said.sure == said.opinions[0].agreement > 0.8


def fails(html: str) -> str:
    raise RecursionError(html[:10])


READERS = {
    "each says something else": [lambda html: STORY[0], lambda html: OTHERS[0], lambda html: OTHERS[3]],
    "they fail": [fails, fails, fails],
    "they say nothing": [lambda html: "", lambda html: "", lambda html: ""],
    "there are none": [],
}


@pytest.mark.parametrize("name", READERS)
def test_where_no_two_agree_ours_stays_as_unsure(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    readers = tuple(OtherReader(f"reader {number}", read) for number, read in enumerate(READERS[name]))
    monkeypatch.setattr(asking, "other_readers", lambda: readers)
    root, blocks = blocks_in(page(f"<p>{OTHERS[0]}</p><p>{OTHERS[3]}</p>"))
    said = second_opinion(root, blocks, chosen_of(blocks, STORY[1:3]), 0.5)
    assert (said.sure, said.taken, len(said.opinions)) == (0.5, None, len(readers))
    why = "RecursionError: <html" if name == "they fail" else ""
    assert all(one.failed.startswith(why) and bool(one.failed) == bool(why) for one in said.opinions)


def test_an_enormous_page_is_shown_to_nobody() -> None:
    root, blocks = blocks_in(page("<p>" + "word " * 250_000 + "</p>"))
    assert second_opinion(root, blocks, chosen_of(blocks, STORY), 0.5) == Said(0.5)


def test_without_the_extra_a_page_reads_as_before_and_try_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    (asked,) = body_candidates(Page(UNSURE_PAGE, URL))
    for module in (asking, showing):
        monkeypatch.setattr(module, "other_readers", lambda: ())
    (alone,) = body_candidates(Page(UNSURE_PAGE, URL))
    assert (alone.value, alone.opinions) == (asked.value, ())
    (told,) = opinions_on([FieldValue("body", alone, [])])
    assert "pip install 'newsarchive[opinions]'" in told


def test_whose_blocks_are_taken_is_shown() -> None:
    said = (Opinion("readability", 1200, 0.31), Opinion("trafilatura", 1234, 0.305, is_taken=True))
    body = Candidate("<p>x</p>", "other readers", 0.95, opinions=said)
    assert opinions_on([FieldValue("body", body, [])]) == [
        "asked    readability: 1,200 letters, 31% in common with ours",
        "         trafilatura: 1,234 letters, 30% in common with ours; taken, as two agree on it",
    ]


def test_a_reader_that_broke_off_is_told() -> None:
    said = Opinion("trafilatura", 0, 0.0, failed="ValueError: x")
    body = Candidate("<p>x</p>", "text", 0.5, opinions=(said,))
    (told,) = opinions_on([FieldValue("body", body, [])])
    assert told == "asked    trafilatura: could not read the page: ValueError: x"


def test_the_same_page_gives_the_same_body_again() -> None:
    assert body_candidates(Page(UNSURE_PAGE, URL)) == body_candidates(Page(UNSURE_PAGE, URL))


def test_the_readers_say_which_they_are() -> None:
    assert [one.partition(" ")[0] for one in versions_of_readers()] == ["resiliparse", "trafilatura"]
