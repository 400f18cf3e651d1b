"""What is learned of a site from what its articles show: early, of many articles, and of these alone."""

import pytest

from newsarchive.learning.counts import Counts
from newsarchive.learning.learned import NOTHING_LEARNED, Learned
from newsarchive.learning.seen import Kind, Seen, Sighting, key_of

BESIDE, APART, LINKED, PLAIN = Kind


def seen(number: int, *texts: tuple[Kind, str], dropped: frozenset[str] = frozenset()) -> Seen:
    """What article ``number`` shows besides a text of its own."""
    return Seen(f"{number:016x}", tuple(Sighting(key_of(*one), one[1]) for one in texts), dropped)


def learned(counts: Counts, known: Learned = NOTHING_LEARNED) -> list[str]:
    return sorted(one.text for one in counts.learn(known, now=9).furniture.values())


AD = (APART, "Get all our stories in the app")


@pytest.mark.parametrize("articles", [1, 4])
def test_a_few_articles_teach_nothing(articles: int) -> None:
    counts = Counts()
    for number in range(articles):
        counts.add(seen(number, AD), now=number)
    assert counts.learn(NOTHING_LEARNED, now=9) is NOTHING_LEARNED


def test_five_articles_teach_a_block_with_markup_of_its_own() -> None:
    counts = Counts()
    for number in range(5):
        counts.add(seen(number, AD), now=100 + number)
    first = counts.learn(NOTHING_LEARNED, now=200)
    (known,) = first.furniture.values()
    assert (known.text, known.articles, known.first, known.last) == (AD[1], 5, 100, 104)
    assert (first.number, first.made, first.articles) == (1, 200, 5)
    assert counts.learn(first, now=300) is first, "nothing is new"


def test_what_is_rare_among_many_is_no_furniture() -> None:
    counts = Counts()
    for number in range(1000):
        counts.add(seen(number, *[AD] if number % 200 == 0 else []), now=number)
    assert learned(counts) == []


def test_an_advertisement_that_came_late_is_learned_at_once() -> None:
    counts = Counts()
    for number in range(1000):
        counts.add(seen(number, *[AD] if number >= 990 else []), now=number)
    assert learned(counts) == [AD[1]]


def test_five_that_take_turns_are_all_learned() -> None:
    counts = Counts()
    for number in range(50):
        counts.add(seen(number, (APART, f"{'ABCDE'[number % 5]} good reason to subscribe")), now=number)
    assert len(learned(counts)) == 5


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Subscribe now for 9.99 a month", "Subscribe now for 12.50 a month", True),
        ("Only until 3 May: the whole paper free", "Only until 14 May: the whole paper free", True),
        ("限时优惠：全年仅售九十九元，还剩3天", "限时优惠：全年仅售九十九元，还剩12天", True),
        ("The index closed at 15,234.12", "The index closed at 16,001.40", False),
        ("Lions 3, Bears 1 after ninety minutes", "Wolves 3, Bears 1 after ninety minutes", False),
    ],
)
def test_beside_a_text_figures_do_not_count_unless_they_are_much_of_a_block(
    one: str, other: str, same: bool
) -> None:
    assert (key_of(BESIDE, one) == key_of(BESIDE, other)) is same
    for kind in (LINKED, PLAIN):
        assert key_of(kind, one) != key_of(kind, other)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Sale of chairs: up to 30 off for readers", "Sale of chairs: up to 45 off for readers", True),
        ("夏日特惠：全场家电八折起，满30减一百", "夏日特惠：全场家电八折起，满65减一百", True),
        ("The share rose by 3 per cent to 41 crowns", "The share rose by 2 per cent to 42 crowns", False),
        ("Final result: 31 to 7", "Final result: 28 to 9", False),
    ],
)
def test_of_a_block_apart_one_small_number_does_not_count(one: str, other: str, same: bool) -> None:
    assert (key_of(APART, one) == key_of(APART, other)) is same


def test_plain_sentences_are_learned_where_nearly_all_articles_have_them() -> None:
    formula = (PLAIN, "The suspect is presumed innocent until proven guilty.")
    licence = (PLAIN, "This text may be passed on under the licence named above.")
    counts = Counts()
    for number in range(40):
        counts.add(seen(number, licence, *[formula] if number % 2 else []), now=number)
        if number == 10:
            assert learned(counts) == [], "eleven articles are too few"
    assert learned(counts) == [licence[1]]


def test_an_article_under_several_addresses_counts_once() -> None:
    counts = Counts()
    for _ in range(8):
        counts.add(seen(1, AD), now=1)
    assert (counts.articles, learned(counts)) == (1, [])


def test_what_shows_nothing_of_its_own_is_not_counted() -> None:
    counts = Counts()
    counts.add(Seen("", (Sighting(key_of(*AD), AD[1]),)), now=1)
    assert counts.articles == 0


def test_versions_and_counts_come_back_as_they_were() -> None:
    counts = Counts()
    for number in range(6):
        counts.add(seen(number, AD, (LINKED, "更多精彩内容请下载客户端")), now=number)
    version = counts.learn(NOTHING_LEARNED, now=7)
    assert Learned.from_json(version.to_json()) == version
    assert Counts.from_json(counts.to_json()) == counts
    assert version.to_json() == Learned.from_json(version.to_json()).to_json()


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b'{"furniture": {"a": 1}}', b'{"furniture": {}, "x": 1}']
)
def test_bytes_that_are_no_version_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        Learned.from_json(data)


def test_a_new_version_holds_all_that_the_one_before_held() -> None:
    counts = Counts()
    for number in range(5):
        counts.add(seen(number, AD), now=number)
    first = counts.learn(NOTHING_LEARNED, now=5)
    for number in range(5, 10):
        counts.add(seen(number, (APART, "A quite other advertisement, of a bank")), now=number)
    second = counts.learn(first, now=10)
    assert second.number == 2
    assert first.furniture.keys() < second.furniture.keys()
    assert learned(Counts.after(second), second) == sorted(one.text for one in second.furniture.values())


def test_the_counts_stay_small_and_keep_what_is_frequent() -> None:
    counts = Counts()
    for number in range(6000):
        own = (APART, f"The words that article {chr(97 + number % 26) * (number // 26 + 1)} alone has")
        counts.add(seen(number, own, AD), now=number)
    said = counts.to_json()
    assert len(counts.blocks) <= 2000
    assert key_of(*AD) in counts.blocks
    assert len(said) < 300_000


def test_posts_that_were_stored_before_are_counted_until_they_are_made_again() -> None:
    counts = Counts()
    for number in range(6):
        counts.add(seen(number, AD), now=number)
    known = counts.learn(NOTHING_LEARNED, now=7)
    counts.add(seen(7, AD, dropped=frozenset(known.furniture)), now=8)
    assert counts.left_of(known) == 6
    counts.nothing_left()
    assert counts.left_of(known) == 0


def test_the_words_of_few_articles_can_be_forgotten() -> None:
    counts = Counts()
    for number in range(6):
        counts.add(seen(number, AD, (APART, f"What {'abcdef'[number]} alone says about a person")), now=1)
    counts.forget_rare()
    assert list(counts.blocks) == [key_of(*AD)]
    assert counts.signatures == {}
