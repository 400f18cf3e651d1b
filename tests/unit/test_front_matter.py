import json
import shutil
import subprocess
from datetime import datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.exceptions import ExtractionError
from newsarchive.posts.front_matter import front_matter
from newsarchive.text import one_line

DATE = datetime(2022, 3, 7, 8, 23, 6, tzinfo=ZoneInfo("Asia/Shanghai"))
WORDS = [
    "上饶日报新闻", "21世纪经济报道新闻", "每日经济新闻新闻", "Mr蒋静的资本圈新闻", "安信国际证券(香港)新闻",
    "（香港）", "e公司", "shangraoribao", "21shijijingjibaodao", "anxinguojizhengquan(xianggang)", "2022",
    "0", "-1", "+1", "007", "1e3", "1E3", "1e+3", "1.5", ".5", "5.", "1.5.2", "0x1F", "0o17", "017", "0b101",
    "1_000", "1,000", "190:20:30", "12:30", "12:30:45", "2022-03-07", "2022-3-7", "2022-03-07T08:23:06Z",
    "2022-03-07 08:23:06 +0800", "true", "True", "TRUE", "false", "yes", "Yes", "no", "NO", "on", "off", "y",
    "n", "Y", "N", "null", "Null", "NULL", "nil", "~", "nan", ".nan", ".inf", "-.inf", "inf", "Infinity", "=",
    "<<", "_", "__", "1_", "_1", "a b", "[x]", "[x", "{x: y}", "#x", "x #y", "x#y", "- x", "-", "--", "---",
    "...", "x: y", "x:", ":x", ":x y", "? x", "!x", "!!str x", "&x", "*x", "|", ">", "%x", "@x", "`x`", '"x"',
    "'x'", 'a"b', "a'b", "\\", "\\n", "a\\", "x,y", "{{ x }}", "{% x %}", "😀", "Ａ", "２０２２", "٣", "é",
    "e\u0301", "a\u200bb", "x.y", "x/y", "x-y", "x+y", "a·b", "1d", "0x", "1e", "1年", "a" * 300, "3.14 元",
    "100%", "C++", "A/B", "T+0", "\U00020bb7野家",
]  # fmt: skip
TITLES = [
    "“春风行动”送春风 助力就业正当时", 'He said "no"', '"', '""', "\\", "\\\\", '\\"', 'ends in \\',
    "C:\\new\\table", "---", "--- x", "...", "{{ site.title }}", "{% include x %}", "{% raw %}", "a: b # c",
    "😀👍🏽", "字" * 3000, "a " * 1499 + "a", "2022", "true", "null", "%", "50% (上)", "'", "&amp;", "<b>",
    "| x", "> x", "\u00e9", "\u200b", "\ue000", "\\x41\\u4e0a", "*a*", "[x]", "#",
    "!!python/object:os.system x", "&a *a", "\U0010fffd",
]  # fmt: skip


def written(title: str = "题", tag: str = "上饶日报新闻", category: str = "shangraoribao") -> str:
    return front_matter(layout="post", title=title, date=DATE, category=category, tag=tag)


def read(block: str) -> dict[str, Any]:
    assert (block[:4], block[-4:]) == ("---\n", "---\n")
    data: dict[str, Any] = yaml.safe_load(block[4:-4])
    assert list(data) == ["layout", "title", "date", "categories", "tags"]
    return data


def as_string(value: object) -> object:
    """A tag or category, bare or in a list of one."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def test_an_ordinary_post() -> None:
    assert written("“春风行动”送春风") == (
        '---\nlayout: post\ntitle: "“春风行动”送春风"\ndate: 2022-03-07 08:23:06 +0800\n'
        "categories: shangraoribao\ntags: 上饶日报新闻\n---\n"
    )


@pytest.mark.parametrize(
    "word",
    [
        "上饶日报新闻",
        "21shijijingjibaodao",
        "anxinguojizhengquan(xianggang)",
        "每日经济新闻新闻",
        "e公司·官微新闻",
    ],
)
def test_a_plain_word_is_bare(word: str) -> None:
    assert written(tag=word, category=word).endswith(f"\ncategories: {word}\ntags: {word}\n---\n")


@pytest.mark.parametrize(
    "word", ["2022", "true", "1e3", "12:30", "a b", "yes", "null", "0x1F", "1_000", "y", "~"]
)
def test_any_other_word_is_a_list_of_one(word: str) -> None:
    assert written(tag=word).endswith(f'\ntags: ["{word}"]\n---\n')


@pytest.mark.parametrize("word", WORDS)
def test_words_read_back_as_they_are(word: str) -> None:
    data = read(written(tag=word, category=word))
    assert (as_string(data["tags"]), as_string(data["categories"])) == (word, word)


@pytest.mark.parametrize("title", TITLES, ids=lambda title: title[:20])
def test_titles_read_back_as_they_are(title: str) -> None:
    block = written(title)
    assert read(block)["title"] == title
    assert block.count("\n") == 7


def test_ruby_reads_the_same() -> None:
    """Jekyll's own reader of YAML, once for the whole table."""
    ruby = shutil.which("ruby")
    if not ruby:
        pytest.skip("ruby is not installed")
    blocks = [written(title="题", tag=word, category=word) for word in WORDS] + [written(t) for t in TITLES]
    script = (
        "require 'yaml'; require 'json'; require 'date'\n"
        "[STDIN, STDOUT].each { |stream| stream.set_encoding('UTF-8') }\n"
        "read = JSON.parse(STDIN.read).map { |text| YAML.safe_load(text, permitted_classes: [Date, Time]) }\n"
        "puts JSON.generate(read)"
    )
    done = subprocess.run(
        [ruby, "-e", script], input=json.dumps([b[4:-4] for b in blocks]), capture_output=True, text=True,
        check=True, encoding="utf-8",
    )  # fmt: skip
    answers = json.loads(done.stdout)
    keys = ["layout", "title", "date", "categories", "tags"]
    assert all(list(answer) == keys for answer in answers)
    different = [
        (word, answer["tags"])
        for word, answer in zip(WORDS, answers, strict=False)
        if as_string(answer["tags"]) != word or as_string(answer["categories"]) != word
    ]
    assert different == []
    assert [answer["title"] for answer in answers[len(WORDS) :]] == TITLES


@pytest.mark.parametrize("text", ["a\nb", "a\rb", "a\x00b", "\x1b", "\ufffe", "\x85", "a\tb\n"])
def test_what_yaml_would_read_otherwise_is_refused(text: str) -> None:
    for title, tag in ((text, "x"), ("x", text)):
        with pytest.raises(ExtractionError) as caught:
            written(title, tag)
        assert caught.value.reason == "unwritable-front-matter"


LONE = json.loads(r'"\udc80 渡船"')


@pytest.mark.parametrize(
    "more", [{"k": LONE}, {LONE: 1}, {"k": [LONE]}, {"k": {"a": [{LONE: LONE}]}}, {"tags": [LONE]}],
    ids=["a text", "a key", "in a list", "nested", "a tag"],
)  # fmt: skip
def test_what_has_no_utf_8_is_refused(more: dict[str, Any]) -> None:
    with pytest.raises(ExtractionError) as caught:
        front_matter(layout="post", title="x", date=DATE, category="x", tag="x", more=more)
    assert caught.value.reason == "unwritable-front-matter"


@given(title=st.text().map(one_line).filter(bool), tag=st.text(max_size=20).map(one_line).filter(bool))
def test_every_line_of_text_reads_back(title: str, tag: str) -> None:
    data = read(written(title, tag, tag))
    assert data["title"] == title
    assert (as_string(data["tags"]), as_string(data["categories"])) == (tag, tag)


@given(text=st.text(max_size=30))
def test_any_text_reads_back_or_is_refused(text: str) -> None:
    try:
        block = written(text, text, text)
    except ExtractionError:
        return
    data = read(block)
    assert [as_string(data[key]) for key in ("title", "tags", "categories")] == [text] * 3


def test_the_date_keeps_its_zone() -> None:
    nepal = DATE.astimezone(timezone(timedelta(hours=5, minutes=45)))
    block = front_matter(layout="post", title="x", date=nepal, category="x", tag="x")
    assert "\ndate: 2022-03-07 06:08:06 +0545\n" in block
    assert "\ndate: 2022-03-06 19:23:06 -0500\n" in front_matter(
        layout="post", title="x", date=DATE.astimezone(timezone(timedelta(hours=-5))), category="x", tag="x"
    )
