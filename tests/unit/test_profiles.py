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


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("notify", "NEWSARCHIVE_NOTIFY_DESK"), ("notify", ["DESK", "night_desk"]), ("notify", []),
        ("notify", "json://127.0.0.1:8080/path"), ("notify", ["DESK", "forms://example.org/hook", "gnome://"]),
        ("ping", "NEWSARCHIVE_PING_DESK"), ("ping", None), ("metrics", "/var/lib/node_exporter"),
    ],
)  # fmt: skip
def test_who_is_told_is_named_by_variables(key: str, value: Any, tmp_path: Path) -> None:
    told = getattr(load(tmp_path, changed(key, value)), key)
    assert told == (tuple([value] if isinstance(value, str) else value) if key == "notify" else value)


@pytest.mark.parametrize("key", ["notify", "ping"])
@pytest.mark.parametrize(
    "secret",
    [
        "mailtos://desk:geheim@example.org", "json://desk:geheim@127.0.0.1/", "tgram://geheim/12",
        "https://hc-ping.com/geheim", "xmls://example.org/?token=geheim", "form://geheim@example.org",
        "json://geheim@[::1", "slack://geheim/geheim/geheim", "://geheim", "JSON://geheim@example.org",
    ],
)  # fmt: skip
def test_an_address_with_a_secret_is_refused_and_not_repeated(key: str, secret: str, tmp_path: Path) -> None:
    with pytest.raises(ProfileError) as caught:
        load(tmp_path, changed(key, secret))
    told = str(caught.value)
    assert f"finews.yml: {key}" in told
    assert "variable of the environment, such as NEWSARCHIVE_NOTIFY_DESK" in told
    assert "geheim" not in told


@pytest.mark.parametrize("wrong", ["two words", "1ST", "", "a-b", "$DESK"])
def test_what_is_no_name_of_a_variable_is_said_so(wrong: str, tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="is no name of a variable"):
        load(tmp_path, changed("ping", wrong))
