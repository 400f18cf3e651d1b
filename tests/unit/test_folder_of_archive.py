"""What may lie in an archive's folder without being a finding of ``verify``."""

import pytest

from newsarchive.store.verifying.folder_check import OURS

MINE = [
    "catalog.sqlite", "catalog.sqlite-wal", "catalog.damaged-20240501T080000.sqlite", "collected.json",
    "collected.json.new", "checked.json", "lock.json", "site.yml", "site", "media", "_site", "public",
]  # fmt: skip


@pytest.mark.parametrize("name", MINE)
def test_it_is_known(name: str) -> None:
    assert OURS.fullmatch(name)


@pytest.mark.parametrize(
    "name", ["notes.txt", "collected.json.bak", "checked", "sites", "catalog.sqlite.old", "media2"]
)
def test_it_is_none_of_ours(name: str) -> None:
    assert not OURS.fullmatch(name)
