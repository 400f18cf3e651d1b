"""A site of a fleet: its catalog in PostgreSQL, originals and pictures as objects, nothing on the disk."""

import shutil

from newsarchive.fleet.keeper import Fleet
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.access import reading
from newsarchive.store.catalog.row_kinds import CaptureRow, WarcRow
from newsarchive.store.originals.reading import read_exchange, read_picture
from newsarchive.store.places import fetched
from tests.unit.illustrated import SITE, article, came, crawl, data, path, write

PROFILE = SITE.model_copy(update={"name": "one"})


def site(fleet: Fleet) -> Archive:
    return Archive(fleet.root / "one", PROFILE)


def fill(archive: Archive) -> None:
    """A run that leaves three articles and two pictures."""
    with crawl(archive):
        write(
            archive,
            article(1, ("ferry", "ferry"), fetched=(came(archive, "ferry"),)),
            article(
                2, ("ferry", "ferry"), ("quay", "quay"), fetched=(came(archive, "quay", redirected=True),)
            ),
        )
        write(archive, article(3))


def test_another_process_reads_what_a_run_stored(fleet: Fleet) -> None:
    archive = site(fleet)
    fill(archive)
    shutil.rmtree(archive.folder)
    (archive.folder / "_archive").mkdir(parents=True)
    with reading(archive.catalog) as rows:
        warcs = {row.id: row.name for row in rows.where(WarcRow)}
        captures = rows.where(CaptureRow)
    folder = archive.originals.folder
    pictures = {}
    for row in captures:
        if row.kind == "file":
            where, exchange = read_picture(folder, warcs[row.warc], row.offset, archive.pictures)
            pictures[where] = exchange.body
        else:
            assert read_exchange(folder, warcs[row.warc], row.offset).url == row.url
    assert pictures == {path("ferry"): data("ferry"), path("quay"): data("quay")}
    shutil.rmtree(archive.folder / "media")
    assert fetched(archive.folder / path("ferry")).read_bytes() == data("ferry")
    assert not fetched(archive.folder / path("crane")).exists()
    assert not fetched(archive.folder / "_archive" / "site.yml").exists()
