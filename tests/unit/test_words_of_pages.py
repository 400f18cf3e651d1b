"""The words of the published pages, and the files that make a site of them."""

import re
import tomllib
from importlib.resources import files

import pytest
import yaml

from newsarchive.publishing.generator import GENERATORS, Generator
from newsarchive.publishing.skeleton import Stated, skeleton_files, words_of

FOLDER = files("newsarchive.publishing") / "shared" / "words"
LANGUAGES = sorted(file.name.removesuffix(".yml") for file in FOLDER.iterdir())


def test_the_languages_that_there_are() -> None:
    wanted = "en zh-Hans zh-Hant ja ko de fr es it pt nl pl ru uk ar tr sv"
    assert set(wanted.split()) <= set(LANGUAGES)


@pytest.fixture(params=GENERATORS.values(), ids=GENERATORS)
def generator(request: pytest.FixtureRequest) -> Generator:
    return request.param


def made(generator: Generator, language: str = "de") -> dict[str, bytes]:
    stated = Stated(
        archive="herald", title='The "Herald"', description="", language=language, zone="Europe/Berlin",
        url="https://example.org/news",
    )  # fmt: skip
    return dict(skeleton_files(generator, stated))


def read(language: str) -> dict[str, str]:
    return yaml.safe_load((FOLDER / f"{language}.yml").read_bytes())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_word(language: str) -> None:
    words, english = read(language), read("en")
    assert list(words) == list(english)
    assert all(isinstance(word, str) and word.strip() == word != "" for word in words.values())
    assert words["direction"] == ("rtl" if language in {"ar", "fa", "he"} else "ltr")
    if language != "en":
        assert sum(words[name] == english[name] for name in words) < 10


@pytest.mark.parametrize(
    ("tag", "home"),
    [
        ("zh-CN", "首页"), ("zh", "首页"), ("zh_TW", "首頁"), ("ZH-hant-HK", "首頁"), ("zh-Hans-SG", "首页"),
        ("de-AT", "Start"), ("pt-BR", "Início"), ("no", "Forside"), ("ar-EG", "الرئيسية"), ("fa", "خانه"),
        ("xx", "Home"), ("", "Home"),
    ],
)  # fmt: skip
def test_a_language_tag_chooses_the_words(tag: str, home: str) -> None:
    assert read(words_of(tag))["home"] == home


def test_every_word_that_a_layout_shows_is_there(generator: Generator) -> None:
    found = made(generator)
    words = found[f"{generator.words}words.yml"]
    assert words == (FOLDER / "de.yml").read_bytes()
    text = b"".join(content for path, content in found.items() if path.endswith(".html")).decode()
    names = set(re.findall(r"words\.([a-z_]+)", text)) - {"html", "yml"}
    assert names | {"archive", "tags"} == set(yaml.safe_load(words))
    assert {f"{generator.static}assets/{name}" for name in ("site.css", "icon.svg")} <= set(found)


def test_the_configuration_says_what_is_known_of_the_site() -> None:
    jekyll = yaml.safe_load(made(GENERATORS["jekyll"])["_config.yml"])
    hugo = tomllib.loads(made(GENERATORS["hugo"])["hugo.toml"].decode())
    assert (jekyll["title"], hugo["title"]) == ('The "Herald"',) * 2
    assert (jekyll["url"] + jekyll["baseurl"] + "/", hugo["baseURL"]) == ("https://example.org/news/",) * 2
    assert (jekyll["timezone"], hugo["timeZone"]) == ("Europe/Berlin",) * 2
    assert (jekyll["lang"], hugo["params"]["language"]) == ("de", "de")
    assert (jekyll["archive"], hugo["params"]["archive"]) == ("herald", "herald")
