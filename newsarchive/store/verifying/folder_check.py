"""Check that nothing lies in ``_archive`` that the archive did not write."""

import re
from pathlib import Path

from newsarchive.store.originals.cdxj import index_path
from newsarchive.store.verifying.catalog_check import Contents
from newsarchive.store.verifying.post_check import is_of_the_system
from newsarchive.store.verifying.report import Remedy, Report

LOST_AND_FOUND = "lost+found"
OURS = re.compile(
    r"catalog\.(?:sqlite|damaged-\d{8}T\d{6}\.sqlite)(?:-wal|-shm)?"
    r"|lock\.json|site\.yml|collected\.json(?:\.new)?|staging|originals|lost\+found"
    r"|demo\.txt"  # by which earlier versions told the demo's archive
)


def check_folder(private: Path, contents: Contents, report: Report) -> None:
    """``_archive`` itself, the staging folder, and the originals."""
    for path in _inside(private):
        if not OURS.fullmatch(path.name):
            report.add(f"_archive/{path.name}", "is no file of an archive", Remedy.ASIDE, path)
    for path in _inside(private / "staging"):
        report.add(f"staging/{path.name}", "was left half written", Remedy.START)
    originals = private / "originals"
    known = {row.name for row in contents.warcs.values()}
    belongs = known | {index_path(originals, str(name)).name for name in known}
    for path in _inside(originals):
        if path.name not in belongs and path.name.removesuffix(".open") not in known:
            _name_stranger(path, contents, report)


def _name_stranger(path: Path, contents: Contents, report: Report) -> None:
    thing = f"originals/{path.name}"
    if path.name.endswith(".open"):
        report.add(thing, "was left open", Remedy.START)
    elif path.name.endswith(".warc.gz"):
        report.add(thing, "is a WARC that the catalog does not know", Remedy.REBUILD)
    elif "warc" in contents.doubtful or path.with_suffix(".warc.gz").exists():
        report.add(thing, "belongs to no WARC that the catalog knows", Remedy.REBUILD)
    else:
        report.add(thing, "is no file of an archive", Remedy.ASIDE, path)


def _inside(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if not is_of_the_system(path.name))
