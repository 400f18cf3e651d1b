"""Short sentences of a text stay, though they begin like notices, and say little in a script of syllables."""

import pytest

from tests.unit.test_auto_body import HAN, SENTENCES, article, body, page, paragraphs

KOREAN = [
    "화요일 아침 작은 마을의 항구가 화물선이 화물을 잃은 뒤 폐쇄되었다고 당국이 밝혔다.",
    "잠수부들은 저녁까지 컨테이너를 찾았고 모두 열한 개를 발견했다고 관계자가 전했다.",
    "어부들은 사라진 컨테이너에 무엇이 들어 있는지 아무도 몰라 어획기를 걱정하고 있다.",
]
THAI = [
    "ท่าเรือของเมืองเล็กถูกปิดเมื่อเช้าวันอังคารหลังจากเรือบรรทุกสินค้าสูญเสียสินค้าบางส่วน",
    "นักดำน้ำค้นหาตู้คอนเทนเนอร์จนถึงเย็นและพบสิบเอ็ดตู้ตามที่เจ้าหน้าที่กล่าว",
    "ชาวประมงกังวลเรื่องฤดูกาลเพราะไม่มีใครรู้ว่าตู้ที่หายไปมีอะไรอยู่ข้างใน",
]
HINDI = [
    "छोटे शहर का बंदरगाह मंगलवार सुबह बंद कर दिया गया, जब एक मालवाहक जहाज ने अपना सामान खो दिया।",
    "गोताखोरों ने शाम तक कंटेनरों की तलाश की और ग्यारह कंटेनर मिले, अधिकारियों ने कहा।",
    "मछुआरों को अपने मौसम की चिंता है क्योंकि कोई नहीं जानता कि लापता कंटेनरों में क्या है।",
]
SHORT = {
    "ko, a comment": ("댓글이 빠르게 달렸다.", KOREAN),
    "ko, a notice": ("공지가 늦었다.", KOREAN),
    "ko, a smile": ("그는 웃었다.", KOREAN),
    "th": ("ความเห็นมาเร็ว", THAI),
    "hi": ("टिप्पणियाँ जल्दी आईं।", HINDI),
    "zh": ("评论很快来了。", HAN),
    "read more": ("Read more of it he would not.", SENTENCES),
    "related": ("Related to the king she was not.", SENTENCES),
    "share": ("Share it they did not.", SENTENCES),
    "subscribe": ("Subscribe to that view few would.", SENTENCES),
    "latest": ("Latest of all came the mayor.", SENTENCES),
    "asked of others": ("Share it with us, they asked.", SENTENCES),
    "said of comments": ("Comments are closed for now, said the mayor.", SENTENCES),
    "copyright": ("Copyright was never claimed.", SENTENCES),
    "de, more": ("Lesen Sie mehr davon, riet er.", SENTENCES),
    "de, follow": ("Folgen Sie uns, rief der Lotse.", SENTENCES),
    "fr, subscribe": ("Abonnez-vous, disait l’affiche.", SENTENCES),
    "zh, follow": ("关注我们，船长喊道。", HAN),
    "source": ("Source of it all was a rumour.", SENTENCES),
}
MARKUPS = {
    "an article": "<article><h1>T</h1><div class=article-body>{}</div></article>",
    "WordPress": "<div class=post><h1>T</h1><div class=entry-content>{}</div></div>",
    "Drupal": "<div class=node><h1>T</h1><div class='field field--name-body'>{}</div></div>",
    "React": "<div id=__next><div class=css-1x><h1>T</h1></div><div class=css-2y>{}</div></div>",
    "a table": "<table><tr><td width=150><a href=/>Home</a></td><td><h1>T</h1>{}</td></tr></table>",
    "nothing": "<h1>T</h1>{}",
}


@pytest.mark.parametrize("markup", MARKUPS.values(), ids=MARKUPS.keys())
@pytest.mark.parametrize(("short", "text"), SHORT.values(), ids=SHORT.keys())
def test_a_short_sentence_stays_where_it_stands(short: str, text: list[str], markup: str) -> None:
    for place in range(len(text) + 1):
        lines = [*text[:place], short, *text[place:]]
        found = body(page(markup.format(paragraphs(lines))))
        assert [line for line in lines if line not in found] == []


@pytest.mark.parametrize("place", [0, 2])
def test_a_short_sentence_stays_among_divisions(place: int) -> None:
    lines = [*SENTENCES[:place], "Related to the king she was not.", *SENTENCES[place:]]
    text = "".join(f"<div>{line}</div>" for line in lines)
    for holder in (
        "<div class=text>{}</div>",
        "<div class='card item'><h1>T</h1><div class=item>{}</div></div>",
    ):
        assert [line for line in lines if line not in body(page(holder.format(text)))] == []


@pytest.mark.parametrize("number", ["<time>4</time>", "<div><span><time datetime=PT4M>4</time></span></div>"])
def test_a_lone_number_of_minutes_is_no_text(number: str) -> None:
    assert ">4<" not in body(article(number + paragraphs(SENTENCES)))
    assert ">4<" not in body(article(paragraphs(SENTENCES[:2]) + number + paragraphs(SENTENCES[2:])))
