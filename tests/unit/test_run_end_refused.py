"""A run whose end the disk refuses to note lets the next one in."""

from collections.abc import Callable

import pytest
from scrapy.crawler import Crawler

from newsarchive.crawling.run import current_run
from newsarchive.exceptions import StorageError
from newsarchive.store.archive import Archive


@pytest.mark.parametrize("refused", ["transact", "seal"])
def test_the_lock_is_free_although_the_account_could_not_be_written(
    open_crawl: Callable[..., Crawler], monkeypatch: pytest.MonkeyPatch, refused: str
) -> None:
    run = current_run(open_crawl())

    def refuse(*_: object) -> None:
        raise StorageError("no space left")

    with monkeypatch.context() as full:
        full.setattr(Archive, refused, refuse)
        run.close()
    assert str(run.storage_error) == "no space left"
    run.archive.private.mkdir(parents=True, exist_ok=True)  # one that is empty is not kept
    with run.archive.lock.held():
        pass
