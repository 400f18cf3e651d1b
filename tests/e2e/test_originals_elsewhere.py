"""Originals that are not where the catalog has them, as on a disk that is not mounted, are not gone."""

from pathlib import Path

import pytest

from newsarchive.exceptions import Exit
from tests.e2e.in_process import Typed
from tests.unit.handed_on import KEPT, SITES, archive_of, identity, profile_of
from tests.unit.wacz_archive import opened


@pytest.mark.parametrize("site", SITES)
def test_a_takedown_notes_nothing(typed: Typed, tmp_path: Path, site: str) -> None:
    output = tmp_path / "output"
    archive, going = archive_of(output, site), identity(profile_of(site), KEPT[0])
    there, elsewhere = archive.originals.folder, tmp_path / "elsewhere"
    there.rename(elsewhere)
    there.mkdir()
    words = ("forget", going.url, "--reason", "court", "--site", site)
    done = typed(output, *words)
    assert (done.code, done.out) == (Exit.IO, "")
    assert done.err.startswith(f"{there}: has none of the 1 file that the catalog refers to; see that it is")
    there.rmdir()
    elsewhere.rename(there)
    assert "forgotten" not in typed(output, "why", going.url).out
    assert typed(output, *words).code == Exit.COMPLETE
    assert typed(output, "verify").code == Exit.COMPLETE
    typed(output, "collect", "--to", str(tmp_path / "all.wacz"))
    assert going.url.encode() not in opened(tmp_path / "all.wacz").everything


@pytest.mark.parametrize("site", SITES)
def test_what_is_lost_for_good_is_got_over(typed: Typed, tmp_path: Path, site: str) -> None:
    output = tmp_path / "output"
    archive, going = archive_of(output, site), identity(profile_of(site), KEPT[0])
    for path in archive.originals.folder.iterdir():
        path.unlink()
    words = ("forget", going.url, "--reason", "court", "--site", site)
    done = typed(output, *words)
    assert (done.code, f"`newsarchive verify {site} --rebuild` goes on without them" in done.err) == (
        74,
        True,
    )
    rebuilt = typed(output, "verify", site, "--rebuild")
    done = typed(output, *words)
    assert done.code == Exit.COMPLETE, rebuilt.out + done.err
