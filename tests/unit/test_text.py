import pytest

from newsarchive.text import cut, decoded_line, escaped_source, letters_of, one_line, printable, words_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  a \t b\r\nc  ", "a b c"),
        ("a\u3000\u3000b\u2028c\x85d\x1ce", "a b c d e"),
        ("\ufeffa\u202eb\u2066c\u200e\u061c", "abc"),
        ("a\x00b\x07c\x7fd\x9f", "abcd"),
        ("a\ufffeb\U0001ffffc\ufdd0", "abc"),
        ("a\ud800b\udfff", "ab"),
        ("😀 “春风” &amp;", "😀 “春风” &amp;"),
        ("\u200d\u0301", "\u200d\u0301"),
        (" \t\n", ""),
    ],
)
def test_one_line(text: str, expected: str) -> None:
    assert one_line(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A&amp;B &lt;C&gt; &quot;D&quot;", 'A&B <C> "D"'),
        ("&amp;lt;", "&lt;"),
        ("a&nbsp;&#12288;b", "a b"),
        ("a&#x202e;b&#10;c", "ab c"),
        ("R&D", "R&D"),
    ],
)
def test_decoded_line_decodes_once_and_then_cleans(text: str, expected: str) -> None:
    assert decoded_line(text) == expected


def test_cut() -> None:
    assert cut("abc", 3) == "abc"
    assert cut("abcd", 3) == "ab…"
    assert cut("a  bcd", 4) == "a…"
    assert len(cut("字" * 3000, 300)) == 300


def test_printable_shows_controls_and_is_short() -> None:
    assert printable("a\n\x1b[31m上") == "a\\n\\x1b[31m上"
    assert printable("\ud800\u202e") == "\\ud800\\u202e"
    assert printable(None) == "None"
    assert len(printable("\x00" * 10_000)) == 200


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It’s 5 o'clock, says Jörg_Maier", ["it", "s", "5", "o", "clock", "says", "jörg", "maier"]),
        ("春风：２０２２年ＡＢＣ", ["春风", "2022年abc"]),
        ("Straße—STRASSE", ["strasse", "strasse"]),
        ("Привет, мир!", ["привет", "мир"]),
        (" …—", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words_in(text) == expected
    assert letters_of(text) == "".join(expected)


def test_a_source_text_keeps_its_tabs_and_lines() -> None:
    assert escaped_source("a\tb\r\nc\rd\x1b\u202e中\n") == "a\tb\nc\nd\\x1b\\u202e中\n"
