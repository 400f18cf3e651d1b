"""A vault of notes: what is in it, and what a second call leaves alone."""

from dataclasses import replace
from pathlib import Path

import pytest

from newsarchive.exceptions import ArgumentError
from newsarchive.publishing.generator import JEKYLL, OBSIDIAN
from newsarchive.publishing.publish import Published
from newsarchive.store.archive import Archive
from tests.unit.remembering import SHARE, article, source_id
from tests.unit.test_published_source import (
    PATH,
    PICTURE,
    archive,
    files,
    published,
    put,
    store,
    take_down,
    with_picture,
)  # fmt: skip

__all__ = ["archive"]  # the fixture
FORBIDDEN = set('[]#^|\\:*"<>?')


def vault(archive: Archive) -> Published:
    return published(archive, OBSIDIAN)


def note_of(archive: Archive, number: int) -> Path:
    return archive.folder / "site" / f"2022-03-07-{source_id(number)}.md"


def test_it_holds_a_note_an_article_and_nothing_else(archive: Archive) -> None:
    done = vault(archive)
    notes = {f"2022-03-07-{source_id(number)}.md" for number in range(1, 6)}
    assert set(files(archive.folder / "site")) == notes | {".newsarchive.json"}
    assert set(done.changes.new) == notes
    assert not FORBIDDEN & set("".join(notes))
    before = files(archive.folder / "site")
    again = vault(archive)
    assert (again.changes.same, again.changes.changed, again.is_new) == (5, [], False)
    assert files(archive.folder / "site") == before


def test_an_edit_and_a_new_article_reach_it(archive: Archive) -> None:
    vault(archive)
    store(archive, article(2, edition=2), article(6))
    changes = vault(archive).changes
    assert (changes.new, changes.changed) == ([note_of(archive, 6).name], [note_of(archive, 2).name])
    assert "第2版" in note_of(archive, 2).read_text("utf-8")
    assert "\nedits: [" in note_of(archive, 2).read_text("utf-8")


def test_a_note_that_was_edited_stays_until_its_article_is_taken_down(archive: Archive) -> None:
    vault(archive)
    for number in (1, 2):
        note_of(archive, number).write_bytes(note_of(archive, number).read_bytes() + b"mine\n")
    (archive.folder / "site" / "My thoughts.md").write_text("mine")
    store(archive, article(2, edition=2))
    assert vault(archive).changes.edited == [note_of(archive, number).name for number in (1, 2)]
    assert note_of(archive, 2).read_bytes().endswith(b"mine\n")
    take_down(archive, 1)
    assert vault(archive).changes.taken_down == [note_of(archive, 1).name]
    assert not note_of(archive, 1).exists()
    assert (archive.folder / "site" / "My thoughts.md").read_text() == "mine"


def test_pictures_lie_beside_the_notes(archive: Archive) -> None:
    put(archive, PICTURE)
    with_picture(archive, 6)
    done = vault(archive)
    assert (archive.folder / "site" / PATH).read_bytes() == PICTURE
    assert done.pictures.copied == 1
    assert f"![A & B]({PATH})" in note_of(archive, 6).read_text("utf-8")


def test_a_link_to_another_article_leads_to_its_note(archive: Archive) -> None:
    there, lost = SHARE.format(source_id(3)), "http://finews.zning.xyz/html_News/NewsShare.html?infoCode=NW1"
    links = f'<p><a href="{there}">three</a> <a href="{lost}">lost</a></p>'
    home = '<p><a href="//finews.withounder.com/category/shangraoribao.html">all</a></p>'
    store(archive, replace(article(6), body=article(6).body + links + home))
    vault(archive)
    text = note_of(archive, 6).read_text("utf-8")
    assert f"[three]({note_of(archive, 3).name}) [lost]({lost})" in text
    assert (
        "[all](https://finews.withounder.com/category/shangraoribao.html)" in text or "[all](http://" in text
    )


def test_a_vault_is_no_source_of_a_site(archive: Archive) -> None:
    vault(archive)
    with pytest.raises(ArgumentError, match="is a vault; publish with --obsidian"):
        published(archive, JEKYLL)
