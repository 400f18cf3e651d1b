"""The words of the published pages, and the files that make a site of them."""

import re
from importlib.resources import files

import pytest
import yaml

from newsarchive.publishing.layouts import layout_files
from newsarchive.publishing.words import words_file, words_of

FOLDER = files("newsarchive.publishing") / "shared" / "words"
LANGUAGES = sorted(file.name.removesuffix(".yml") for file in FOLDER.iterdir())


def test_the_languages_that_there_are() -> None:
    wanted = "en zh-Hans zh-Hant ja ko de fr es it pt nl pl ru uk ar tr sv"
    assert set(wanted.split()) <= set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_word(language: str) -> None:
    words, english = words_of(language), words_of("en")
    assert list(words) == list(english)
    assert all(isinstance(word, str) and word.strip() == word != "" for word in words.values())
    assert words["direction"] in {"ltr", "rtl"}
    if language != "en":
        assert sum(words[name] == english[name] for name in words) < 10


@pytest.mark.parametrize(
    ("tag", "home", "direction"),
    [
        ("zh-CN", "首页", "ltr"), ("zh", "首页", "ltr"), ("zh_TW", "首頁", "ltr"),
        ("ZH-hant-HK", "首頁", "ltr"),
        ("zh-Hans-SG", "首页", "ltr"), ("de-AT", "Start", "ltr"), ("pt-BR", "Início", "ltr"),
        ("no", "Forside", "ltr"), ("ar-EG", "الرئيسية", "rtl"), ("fa", "خانه", "rtl"), ("ur", "Home", "rtl"),
        ("xx", "Home", "ltr"), ("", "Home", "ltr"),
    ],
)  # fmt: skip
def test_a_language_tag_chooses_words_and_direction(tag: str, home: str, direction: str) -> None:
    assert (words_of(tag)["home"], words_of(tag)["direction"]) == (home, direction)


@pytest.mark.parametrize(("generator", "words"), [("jekyll", "_data/words.yml"), ("hugo", "data/words.yml")])
def test_every_word_that_a_layout_shows_is_there(generator: str, words: str) -> None:
    found = dict(layout_files(generator, "de"))
    assert found[words] == words_file("de")
    text = b"".join(content for path, content in found.items() if path.endswith(".html")).decode()
    names = set(re.findall(r"words\.([a-z_]+)", text)) - {"html", "yml"}
    assert {"home", "archive", "withdrawn", "direction"} <= names <= set(yaml.safe_load(found[words]))
    assert [path for path in found if path.endswith(("site.css", "icon.svg"))]
    assert "robots.txt" in {path.rpartition("/")[2] for path in found}
