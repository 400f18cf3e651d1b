"""The files of the search on a published site, as bytes."""

import json
import random
import tempfile
import zlib

import pytest

from newsarchive.posts.plain_text import plain
from newsarchive.publishing.search.index import SearchText, search_files, segments_of
from newsarchive.publishing.search.parts import Parts, packed
from newsarchive.publishing.search.posting import SLOT, Postings


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("  春耕，  备耕。\n", "春耕 备耕"),
        ("上海的经\n济 与\r\n 社会", "上海的经济与社会"),
        ("第一段\n\n第二段", "第一段 第二段"),
        ("第一段\n \t\n第二段", "第一段 第二段"),
        ("A 股\nB股", "a 股 b股"),
        ("한국 경제", "한국 경제"),
        ("東京 タワー\nの", "東京タワーの"),
        ("Ｃafé STRASSE straße", "cafe strasse strasse"),
        ("ΟΔΟΣ οδός", "οδοσ οδοσ"),
        ("İstanbul ılık", "istanbul ilik"),
        ("ｶﾞｽ か\u3099", "ガスが"),
        ("１２３．５％ ① ½", "123 5 1 1 2"),
        ("ﬁn\u00adde\u200br", "finder"),
        ("العَالَم الـعالم", "العالم العالم"),
        ("กำ", "ก\u0e4dา"),
        ("हिन्दी", "हिन्दी"),
        ("👩‍🌾❤️ x_y", "👩🌾❤ x y"),
        ("⼀〇々", "一〇々"),
        ("\ud800\x00", ""),
        ("", ""),
    ],
)
def test_plain_forms(text: str, form: str) -> None:
    assert plain(text) == form


@pytest.mark.parametrize(
    ("documents", "segments"),
    [
        (0, []),
        (1, [(0, 1)]),
        (255, [(0, 255)]),
        (256, [(0, 256)]),
        (300, [(0, 256), (256, 44)]),
        (1_000, [(0, 512), (512, 256), (768, 232)]),
        (20_000, [(0, 16_384), (16_384, 2_048), (18_432, 1_024), (19_456, 512), (19_968, 32)]),
        (33_000, [(0, 16_384), (16_384, 16_384), (32_768, 232)]),
    ],
)  # fmt: skip
def test_segments(documents: int, segments: list[tuple[int, int]]) -> None:
    assert list(segments_of(documents)) == segments


@pytest.mark.parametrize(
    "numbers", [[], [0], [1, 65_535], [3, 65_536, 0], [2**32 - 1, 7], [2**32, 1], [2**40]]
)
def test_numbers_are_packed_by_their_bytes(numbers: list[int]) -> None:
    data = zlib.decompress(packed(numbers), -15)
    count = len(numbers)
    rows = [data[start : start + count] for start in range(0, len(data), count or 1)]
    assert [int.from_bytes(column, "little") for column in zip(*rows, strict=True)] == numbers


def gathered(texts: list[str], most: int) -> tuple[list[int], list[tuple[str, list[int]]]]:
    with tempfile.TemporaryFile() as spool:
        postings = Postings(spool, most)
        return [postings.add(text) for text in texts], list(postings)


def test_where_terms_stand() -> None:
    filled, terms = gathered(["a股 b中国", "中国" + "x" * SLOT, "国"], 10**6)
    assert filled == [1, 2, 1]
    assert dict(terms) == {
        "a": [0], "a股": [0], "股": [0], "股 ": [1], "b": [6], "b中": [3], "中": [0, 1], "中国": [4, SLOT],
        "国": [0, 1, 3], "国x": [SLOT + 1], "x" * 40: [(SLOT + 2) * 2 + 1],
    }  # fmt: skip


def test_what_is_held_in_memory_makes_no_difference() -> None:
    dice = random.Random(7)
    texts = [plain("".join(dice.choices("中国经济𠮷ab ，1", k=dice.randrange(3_000)))) for _ in range(40)]
    at_once = gathered(texts, 10**9)
    assert [term for term, _ in at_once[1]] == sorted({term for term, _ in at_once[1]})
    assert len(at_once[1]) > 150
    assert gathered(texts, 5_000) == gathered(texts, 1) == at_once


def test_a_long_list_lies_in_files_of_its_own() -> None:
    numbers = list(range(0, 60_000, 5))
    files = list(Parts([("中", [1]), ("中国", numbers), ("国", [2, 9])]))
    assert [name for name, _ in files] == ["list-0.bin", "list-1.bin", "list-2.bin", "part-0.bin"]
    content = files[-1][1]
    length = int.from_bytes(content[:4], "little")
    head = json.loads(zlib.decompress(content[4 : 4 + length], -15))
    assert head == ["中\n中国\n国", [1, 0, 2], [[1, 0, 12_000, 4_000, [0, 20_000, 40_000]]]]
    assert zlib.decompress(content[4 + length :], -15) == bytes([1, 2, 7, 0, 0, 0])


def documents(count: int, changed: dict[int, str] | None = None) -> list[SearchText]:
    dice = random.Random(1)
    made = []
    for number in range(count):
        text = "".join(dice.choices("上海的经济与社会发展，。", k=60)) + f"第{number}篇 no. {number}"
        text = (changed or {}).get(number, text)
        date = f"2024-{1 + number // 60:02}-01"
        address = f"/{number}.html"
        made.append(SearchText(address=address, title="春耕", date=date, outlet="日报", text=text))
    return made


def test_the_same_articles_make_the_same_files() -> None:
    made = dict(search_files(documents(300)))
    assert dict(search_files(iter(documents(300)))) == made
    assert {name.partition("/")[0] for name in made} == {"index.json", "0", "256"}
    whole = "".join(sorted(made))
    assert len(made) > 10
    assert set(whole) <= set("abcdefghijklmnopqrstuvwxyz0123456789-./")


@pytest.mark.parametrize(
    ("more", "changed", "touched"),
    [
        (1, {}, {"index.json", "256"}),
        (0, {299: "另外"}, {"index.json", "256"}),
        (0, {3: "另外"}, {"index.json", "0"}),
    ],
    ids=["a newer article", "another text of a new one", "another text of an old one"],
)
def test_what_changes_with_an_article(more: int, changed: dict[int, str], touched: set[str]) -> None:
    before = dict(search_files(documents(300)))
    after = dict(search_files(documents(300 + more, changed)))
    differing = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert {name.partition("/")[0] for name in differing} == touched
    assert [name for name in differing if "/text-" in name]


def test_days_come_in_order_and_articles_of_a_day_as_they_are_given() -> None:
    days = ["2024-05-02", "2024-05-01", "2024-05-02", "2024-05-01"]
    made = [
        SearchText(address=f"/{n}.html", title="", date=day, outlet="", text="") for n, day in enumerate(days)
    ]
    rows = json.loads(zlib.decompress(dict(search_files(made))["0/text-0.bin"], -15))
    assert [row[0] for row in rows] == ["/1.html", "/3.html", "/0.html", "/2.html"]


def test_an_archive_without_articles_has_an_index() -> None:
    assert [name for name, _ in search_files([])] == ["index.json"]
