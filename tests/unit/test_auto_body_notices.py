"""Notes, notices and boxes: what of them is the article's."""

import pytest

from tests.unit.test_auto_body import HAN, SENTENCES, article, body, paragraphs

NOTES = {
    "list": "<section class=footnotes><ol><li id=fn1><p>{note} <a href='#r1'>↩</a></p></li></ol></section>",
    "by role": "<div role=doc-endnotes><ol><li id=fn1>{note} <a href='#r1'>↩</a></li></ol></div>",
    "paragraph that the text points at": "<hr><p id=fn1>{note} <a href='#r1'>↩</a></p>",
    "holder that the text points at": "<div class=x id=fn1><p>{note} <a href='#r1'>↩</a></p></div>",
}


@pytest.mark.parametrize("notes", NOTES.values(), ids=NOTES.keys())
def test_footnotes_and_the_links_between_them_and_the_text_stay(notes: str) -> None:
    mark = "<sup><a id=r1 href='#fn1'>1</a></sup>"
    note = "County archive, box 12."
    found = body(article(f"{paragraphs(SENTENCES)}<p>{SENTENCES[0]}{mark}</p>{notes.format(note=note)}"))
    assert note in found
    assert '<a href="#fn1">1</a>' in found or '<a id="r1" href="#fn1">1</a>' in found


def test_a_link_to_nothing_that_stays_is_none() -> None:
    assert "#top" not in body(article(f"{paragraphs(SENTENCES)}<p>{SENTENCES[0]} <a href='#top'>up</a></p>"))


@pytest.mark.parametrize(
    "line",
    [
        "Comments came quickly.",
        "Sign up for lessons closed on Friday.",
        "Subscribe to it or not, he has a point.",
        "Related to this is the matter of the roof.",
        "Share of the vote: 61 percent.",
    ],
)
def test_a_sentence_among_paragraphs_is_the_articles_however_it_begins(line: str) -> None:
    first, *rest = SENTENCES
    assert line in body(article(f"<p>{first}</p><p>{line}</p>{paragraphs(rest)}"))


@pytest.mark.parametrize(
    "box",
    [
        "<div class=newsletter-box><h3>Our letter</h3><p>Sign up for the best stories.</p></div>",
        "<aside class='support-box'><p>We have a small favour to ask of those who read us.</p></aside>",
        "<div class='share-row'><p>FacebookXCopy link to the story, and send it to somebody.</p></div>",
        "<div class='advert'><p>Buy boats of the best make, at prices that nobody else can offer.</p></div>",
        "<section class='related-stories'><p>More on this: what the harbour was before.</p></section>",
    ],
)
def test_boxes_within_the_text_go(box: str) -> None:
    found = body(article(f"{paragraphs(SENTENCES[:2])}{box}{paragraphs(SENTENCES[2:])}"))
    assert found == "\n".join(f"<p>{text}</p>" for text in SENTENCES)


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        ("特别提示：因道路施工，三路公交车自五月十四日起临时改道，请市民留意站牌信息。", True),
        ("声明：本市从未授权任何机构举办此类培训班，市民如遇此类情况请及时报警。", True),
        ("免责声明：以上内容仅代表个人观点，不构成任何建议，请读者自行判断风险。", False),
        ("平台声明：该文观点仅代表作者本人，本平台系信息发布平台，仅提供信息存储空间服务。", False),
        ("特别声明：本文转载自其他媒体，版权归原作者所有，如有侵权请联系删除。", False),
    ],
)
def test_a_warning_is_text_and_a_disclaimer_is_none(line: str, *, stays: bool) -> None:
    assert (
        line
        in body(article(f"{paragraphs(HAN)}{paragraphs(HAN)}<p>{line}</p>".replace(HAN[0], HAN[0] + "。", 1)))
    ) is stays
