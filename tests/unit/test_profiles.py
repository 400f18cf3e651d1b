from pathlib import Path
from typing import Any

import pytest
import yaml

from newsarchive.exceptions import ProfileError
from newsarchive.profiles import SiteProfile, load_profile
from spiders.finews import FinewsSpider

FINEWS = yaml.safe_load(FinewsSpider.profile_path.read_text(encoding="utf-8"))


def changed(path: str, value: Any) -> dict[str, Any]:
    """The profile of finews with one key set, or dropped where ``value`` is ``...``."""
    data: dict[str, Any] = yaml.safe_load(yaml.safe_dump(FINEWS))
    inner, *rest = data, *path.split(".")
    for key in rest[:-1]:
        inner = inner[key]
    if value is ...:
        del inner[rest[-1]]
    else:
        inner[rest[-1]] = value
    return data


def load(folder: Path, data: Any) -> SiteProfile:
    path = folder / "finews.yml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return load_profile(path)


def test_finews(profile: SiteProfile) -> None:
    assert profile.name == "finews"
    assert profile.category.page_of("shangraoribao").endswith("/category/shangraoribao.html")
    assert profile.category.page_of("emnews").endswith("/emnews/")
    assert str(profile.tzinfo) == "Asia/Shanghai"


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("article.bodey", ["text"], ["article.bodey", "did you mean 'body'"]),
        ("catgory", {}, ["catgory", "did you mean 'category'"]),
        ("politeness.dealy", 1, ["politeness.dealy", "did you mean 'delay'"]),
        ("home", ..., ["home", "required"]),
        ("article.title", 3, ["article.title"]),
        ("article.title", "h1[", ["article.title", "no CSS selector"]),
        ("zone", "Asia/Shangai", ["zone", "'Asia/Shangai'", "IANA"]),
        ("zone", "../../etc/passwd", ["zone", "IANA"]),
        ("article.id", "NW[0-9", ["article.id", "no regular expression"]),
        ("politeness.delay", -1, ["politeness.delay", "greater than or equal to 0"]),
        ("politeness.concurrency", 0, ["politeness.concurrency"]),
        ("post", {"title_limit": 5}, ["post.title_limit", "20"]),
        ("name", "Fi News", ["name"]),
        ("name", "other", ["'other'", "'finews'"]),
        # placeholders are keys too: a typo must fail before the first request
        ("category.page", "http://a.example/{slgu}.html", ["category.page", "slgu"]),
        ("post.footer", "[{tga}](x)", ["post.footer", "tga"]),
        ("post.footer", "{", ["post.footer"]),
    ],
)
def test_the_bad_key_is_named(path: str, value: Any, words: list[str], tmp_path: Path) -> None:
    with pytest.raises(ProfileError) as caught:
        load(tmp_path, changed(path, value))
    assert all(word in str(caught.value) for word in [*words, "finews.yml"]), caught.value


@pytest.mark.parametrize(
    "content", [b"", b"- a\n", b"just words", b"a: [", b"\xff\xfe", b"a: !!python/object:os.x"]
)
def test_what_is_no_profile(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "finews.yml"
    path.write_bytes(content)
    with pytest.raises(ProfileError, match=r"finews\.yml"):
        load_profile(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="nowhere"):
        load_profile(tmp_path / "nowhere.yml")


def test_a_profile_cannot_be_changed(profile: SiteProfile) -> None:
    with pytest.raises(ValueError, match="frozen"):
        profile.home = "x"  # type: ignore[misc]
