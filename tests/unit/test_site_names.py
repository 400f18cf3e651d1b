"""Which site somebody means who types a name, a host or an address."""

from pathlib import Path

import pytest
from scrapy.settings import Settings

from newsarchive.exceptions import UnknownSite
from newsarchive.sites import archived_as, chosen_sites

OWN = {
    "harbour": "name: harbour\nhome: https://www.harbour.example/\n",
    "weir": "name: weir\nhome: https://weir.example/\n"
    "hosts: [weir.example, '*.weir.example', 'weir.example:8080']\n",
    "lock": "name: lock\nhome: https://news.weir.example/\n",
    "broken": "name: [",
}
KEPT = {
    "quay.example": "name: quay.example\nhome: https://quay.example/\n"
    "hosts: [quay.example, '*.quay.example']\n",
    "pier.example-8080": "name: pier.example-8080\nhome: http://pier.example:8080/\n",
}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    for name, text in OWN.items():
        path = tmp_path / "profiles" / f"{name}.yml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    for name, text in KEPT.items():
        path = tmp_path / "output" / name / "_archive" / "site.yml"
        path.parent.mkdir(parents=True)
        path.write_text(text)
    return Settings({"OUTPUT_DIR": str(tmp_path / "output"), "PROFILES_DIR": str(tmp_path / "profiles")})


MEANT = {
    "harbour": "harbour",
    "harbour.example": "harbour",
    "www.harbour.example": "harbour",
    "https://harbour.example": "harbour",
    "HTTPS://WWW.Harbour.Example/docks/1.html?a=b": "harbour",
    "https://www.harbour.example:443/": "harbour",
    "http://weir.example:8080/": "weir",
    "sport.weir.example": "weir",
    "https://news.weir.example/": "lock",
    "quay.example": "quay.example",
    "www.quay.example": "quay.example",
    "https://blog.quay.example/": "quay.example",
    "http://pier.example:8080/": "pier.example-8080",
}
NOT_KNOWN = [
    "harbor", "docks.harbour.example", "https://example.org/", "www.example.org", "https://harbour.example:81/",
    "http://[/", "ftp://harbour.example/", "https://", "", ".", "pier.example",
]  # fmt: skip


@pytest.mark.parametrize(("given", "site"), MEANT.items(), ids=MEANT)
def test_a_site_is_known_by_its_name_host_and_addresses(given: str, site: str, settings: Settings) -> None:
    assert [one.name for one in chosen_sites(settings, [given])] == [site]


@pytest.mark.parametrize("given", NOT_KNOWN)
def test_what_is_no_sites_is_told(given: str, settings: Settings) -> None:
    with pytest.raises(UnknownSite, match="no such site"):
        chosen_sites(settings, [given])


def test_a_site_that_is_named_twice_counts_once(settings: Settings) -> None:
    assert len(chosen_sites(settings, ["harbour", "www.harbour.example"])) == 1


@pytest.mark.parametrize(
    ("given", "spider", "told"),
    [
        ("harbour", "harbour", {}),
        ("https://harbour.example/docks/", "harbour", {}),
        ("https://quay.example/", "quay.example", {}),
        ("https://quay.example/docks/", "news", {"url": "https://quay.example/docks/"}),
        ("https://example.org/", "news", {"url": "https://example.org/"}),
        ("www.example.org", "news", {"url": "https://www.example.org"}),
        ("news", "news", {}),
    ],
)
def test_what_an_archive_is_made_by(
    given: str, spider: str, told: dict[str, str], settings: Settings
) -> None:
    assert archived_as(settings, given) == (spider, told)


@pytest.mark.parametrize("given", ["harbor", "example.org", "ftp://example.org/"])
def test_a_bare_name_begins_no_archive_by_mistake(given: str, settings: Settings) -> None:
    with pytest.raises(UnknownSite):
        archived_as(settings, given)
