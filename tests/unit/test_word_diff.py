"""Two wordings side by side: nothing of either is lost, and what is marked is what changed."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.posts.word_diff import Budget, Marked, Pair, Paragraph, compared, marked, paragraphs_of
from newsarchive.posts.word_diff.words import words_of


def shown(pair: Marked | Pair) -> str:
    """The former text with ``[-…-]``, ``|``, the present one with ``{+…+}``."""
    old = "".join(f"[-{one.text}-]" if one.changed else one.text for one in pair.old)
    new = "".join(f"{{+{one.text}+}}" if one.changed else one.text for one in pair.new)
    return f"{old}|{new}"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The mayor's 12 co-workers", ["The", " ", "mayor's", " ", "12", " ", "co-workers"]),
        ("1,250.75 and 3.5% on 2026-03-01.",
         ["1,250.75", " ", "and", " ", "3.5%", " ", "on", " ", "2026-03-01", "."]),
        ("5G, not 4G", ["5", "G", ",", " ", "not", " ", "4", "G"]),
        ("港口吞吐量增长3.5％，", ["港", "口", "吞", "吐", "量", "增", "长", "3.5％", "，"]),
        ("フェリーが２０２６年", ["フ", "ェ", "リ", "ー", "が", "２０２６", "年"]),
        ("か\u3099き", ["か\u3099", "き"]),  # a voiced mark of its own stays with its sign
        ("เก้าเดือน", ["เก้า", "เดื", "อ", "น"]),  # vowels and tones stay with their consonant
        ("๓.๕%", ["๓.๕%"]),
        ("ارتفع ٣٫٥٪ في الميناء", ["ارتفع", " ", "٣٫٥٪", " ", "في", " ", "الميناء"]),
        ("الميناءُ", ["الميناءُ"]),
        ("עשרים ושלושה", ["עשרים", " ", "ושלושה"]),
        ("हिन्दी में", ["हिन्दी", " ", "में"]),
        ("e\u0301te\u0301", ["e\u0301te\u0301"]),
        ("한국어 기사", ["한국어", " ", "기사"]),
        ("👩‍👩‍👧🇩🇪👍🏽", ["👩‍👩‍👧", "🇩🇪", "👍🏽"]),
        ("𠮷野家", ["𠮷", "野", "家"]),
        ("a_b", ["a", "_", "b"]),
    ],
)  # fmt: skip
def test_the_smallest_parts(text: str, parts: list[str]) -> None:
    assert words_of(text) == parts


@given(st.text())
def test_no_sign_of_a_text_is_lost(text: str) -> None:
    assert "".join(words_of(text)) == text


@given(st.text("ab c一二", max_size=40), st.text("ab c一二", max_size=40), st.integers(0, 200))
def test_pieces_give_both_texts_and_what_is_not_marked_is_common(old: str, new: str, steps: int) -> None:
    found = marked(old, new, Budget(steps))
    assert "".join(one.text for one in found.old) == old
    assert "".join(one.text for one in found.new) == new
    common = ["".join(one.text for one in side if not one.changed) for side in found]
    assert common[0] == common[1]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Nine ferries lay idle.", "Nine ferries lay idle.", "Nine ferries lay idle.|Nine ferries lay idle."),
        (
            "Five people were hurt, police said on Monday.",
            "Seven people were hurt and two died, police said on Monday.",
            "[-Five-] people were hurt, police said on Monday.|"
            "{+Seven+} people were hurt{+ and two died+}, police said on Monday.",
        ),
        ("It cost 1,250 euros.", "It cost 1,350 euros.", "It cost [-1,250-] euros.|It cost {+1,350+} euros."),
        ("港口周一宣布下调费用0.25个百分点", "港口周二宣布上调费用0.5个百分点",
         "港口周[-一-]宣布[-下-]调费用[-0.25-]个百分点|港口周{+二+}宣布{+上+}调费用{+0.5+}个百分点"),
        ("フェリーは月曜日に再開した", "フェリーは火曜日に再開した",
         "フェリーは[-月-]曜日に再開した|フェリーは{+火+}曜日に再開した"),
        ("ท่าเรือเปิดวันจันทร์", "ท่าเรือเปิดวันอังคาร", "ท่าเรือเปิดวัน[-จันทร์-]|ท่าเรือเปิดวัน{+อังคาร+}"),
        ("فتح الميناء أبوابه يوم الاثنين", "فتح الميناء أبوابه يوم الثلاثاء",
         "فتح الميناء أبوابه يوم [-الاثنين-]|فتح الميناء أبوابه يوم {+الثلاثاء+}"),
        ("", "Added whole.", "|{+Added whole.+}"),
        ("Taken out.", "", "[-Taken out.-]|"),
    ],
)  # fmt: skip
def test_words_that_changed(old: str, new: str, told: str) -> None:
    assert shown(marked(old, new, Budget())) == told


def test_words_that_are_common_by_chance_do_not_break_up_a_new_sentence() -> None:
    old = "The council of the old town wants to sell its share in the yard."
    new = "A buyer from abroad offered more for the docks than anybody had hoped."
    found = marked(old, new, Budget())
    assert len(found.old) <= 5


def test_paragraphs_of_a_body() -> None:
    body = (
        '<div><p>One <b>bold</b>\n line.</p><img src="/media/ab/x.png" alt="A ferry"><p>Two<br>'
        "Three &amp; four</p><!-- not seen --></div><ul><li>Item<li>Other</ul>"
        "<table><tr><td>a</td><td>b</td></tr></table>Loose"
        '<figure><a href="https://a.example/"><img src="https://a.example/1.jpg"></a>'
        "<figcaption>Caption</figcaption></figure><script>no()</script>"
    )
    assert paragraphs_of(body) == [
        Paragraph("One bold line."), Paragraph("A ferry", "/media/ab/x.png"), Paragraph("Two"),
        Paragraph("Three & four"), Paragraph("Item"), Paragraph("Other"), Paragraph("a b"),
        Paragraph("Loose"), Paragraph("", "https://a.example/1.jpg"), Paragraph("Caption"),
    ]  # fmt: skip


def said(*texts: str) -> list[Paragraph]:
    return [Paragraph("a picture", one) if one.startswith("/media") else Paragraph(one) for one in texts]


FIRST, SECOND = "The ferries stayed in the harbour on Monday.", "Both sides met at noon."
THIRD = "The strike is in its ninth day, the longest so far."


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ([FIRST, SECOND], [FIRST, SECOND], ["same", "same"]),
        ([FIRST, SECOND], [FIRST, THIRD, SECOND], ["same", "added", "same"]),
        ([FIRST, SECOND, THIRD], [FIRST, THIRD], ["same", "removed", "same"]),
        ([FIRST, SECOND], [FIRST.replace("Monday", "Tuesday"), SECOND], ["changed", "same"]),
        ([FIRST, SECOND, THIRD], [SECOND, THIRD, FIRST], ["moved", "same", "same", "moved"]),
        ([FIRST, SECOND], [THIRD], ["removed", "removed", "added"]),
        ([FIRST, "/media/a"], [FIRST, "/media/b"], ["same", "changed"]),
        ([FIRST, "/media/a"], [FIRST], ["same", "removed"]),
        (
            ["渡轮周一停在港内。", "双方中午会面。"],
            ["渡轮周二停在港内。", "双方中午会面。"],
            ["changed", "same"],
        ),
        ([], [FIRST], ["added"]),
        ([], [], []),
    ],
)
def test_paragraphs_beside_what_they_were(old: list[str], new: list[str], changes: list[str]) -> None:
    found = compared(said(*old), said(*new), Budget())
    assert [one.change for one in found.pairs] == changes
    assert not found.is_rough
    assert found.differs == (old != new)


def test_a_picture_that_was_replaced_is_beside_the_former_one() -> None:
    (pair,) = compared(said("/media/a"), said("/media/b"), Budget()).pairs
    assert pair.pictures == ("/media/a", "/media/b")


chance = random.Random(14)
FEW = [f"w{number} " for number in range(20)]
LARGE = {
    "identical words": ("x " + "a " * 50_000 + "y", "z " + "a " * 50_003 + "q w"),
    "few words, any order": ("".join(chance.choices(FEW, k=50_000)), "".join(chance.choices(FEW, k=50_000))),
    "two megabytes of one paragraph": ("字" * 700_000, "字" * 700_001 + "词"),
    "thousands of paragraphs": (
        "".join(f"<p>paragraph {n} of a long list</p>" for n in range(15_000)),
        "".join(f"<p>paragraph {n} of the long list</p>" for n in range(15_000)),
    ),
    "the same paragraph again and again": (
        "<p>x</p>" + "<p>a</p>" * 30_000,
        "<p>a</p>" * 30_001 + "<p>y</p>",
    ),
    "deeply nested": ("<div>" * 5_000 + "deep", "<div>" * 5_000 + "deeper"),
}


@pytest.mark.parametrize("bodies", LARGE.values(), ids=LARGE)
def test_what_is_too_large_is_compared_within_bounds(bodies: tuple[str, str]) -> None:
    budget = Budget()
    old, new = map(paragraphs_of, bodies)
    found = compared(old, new, budget)
    assert found.differs
    longest = max(len(one.text) for one in [*old, *new])
    assert budget.left > -3 * max(len(old), len(new), longest), "no step was made that nobody paid for"
    for side, whole in (("old", old), ("new", new)):
        pieces = (one for pair in found.pairs for one in getattr(pair, side))
        assert "".join(one.text for one in pieces) == "".join(one.text for one in whole)


def test_what_was_too_large_says_so() -> None:
    old, new = (paragraphs_of(f"<p>{one}</p>") for one in LARGE["few words, any order"])
    assert compared(old, new, Budget()).is_rough
