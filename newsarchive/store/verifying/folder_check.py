"""What lies in an archive's folder: each article's post in ``_posts``, and nowhere what does not belong."""

import hashlib
import os
import re
from pathlib import Path

from newsarchive.store.catalog.states import State
from newsarchive.store.learner import versions_in
from newsarchive.store.originals.cdxj import index_path
from newsarchive.store.pictures.in_posts import paths_in
from newsarchive.store.verifying.catalog_check import Contents
from newsarchive.store.verifying.report import Remedy, Report

LOST_AND_FOUND = "lost+found"
OURS = re.compile(
    r"catalog\.(?:sqlite|damaged-\d{8}T\d{6}\.sqlite)(?:-wal|-shm)?"
    r"|search\.(?:lock|sqlite(?:-wal|-shm)?)|lock\.json|moved\.json|wanted\.lock|site\.yml|checked\.json|notices\.json|collected\.json(?:\.new)?|staging|originals|lost\+found"
    r"|site|media|_site|public"  # what an archive's site is made in
    r"|demo\.txt"  # by which earlier versions told the demo's archive
)
_OF_THE_SYSTEM = {".ds_store", "thumbs.db", "desktop.ini", ".directory", ".localized"}


def check_posts(folder: Path, contents: Contents, report: Report) -> None:
    """Every post's bytes, and that there are no others."""
    there = set(inside(folder))
    expected: set[str] = set()
    for row in contents.articles.values():
        if row.state == State.DOUBLE and row.old_post in there:
            expected.add(row.old_post)
            report.add(f"_posts/{row.old_post}", "is of an article that another one has become", Remedy.START)
        if not isinstance(row.post, str) or not row.post:
            continue
        expected.add(row.post)
        if row.state == State.PENDING:
            expected.add(row.old_post or row.post)
            continue
        current = contents.revisions.get((row.id, row.revision or 0))
        if current is None:
            continue
        wrong, post = _looked_at(folder / row.post, current.sha256, there=row.post in there)
        report.posts += wrong is None
        if contents.keeps_pictures:
            _check_shown(row.post, post, contents, report)
        if wrong:
            sure = current.whole and "article" not in contents.doubtful
            remedy = Remedy.POST if sure else Remedy.REBUILD
            report.add(f"_posts/{row.post}", wrong, remedy, row.id)
    for name in sorted(there - expected):
        if "article" in contents.doubtful:  # it may be the post of a row that is damaged
            report.add(f"_posts/{name}", "belongs to no article that can be read", Remedy.REBUILD)
        else:
            report.add(f"_posts/{name}", "belongs to no article", Remedy.ASIDE, folder / name)


def _looked_at(path: Path, sha256: str, *, there: bool) -> tuple[str | None, bytes]:
    """What is wrong with a post, and its bytes, if they are right."""
    if not there:
        return "is missing", b""
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
        with os.fdopen(fd, "rb") as file:
            post = file.read()
    except OSError as error:
        return f"cannot be read: {error.strerror}", b""
    is_right = hashlib.sha256(post).hexdigest() == sha256
    return (None, post) if is_right else ("its bytes are not those of its article", b"")


def _check_shown(name: str, post: bytes, contents: Contents, report: Report) -> None:
    """Whether the catalog knows every picture that a post shows; of their files see ``media_check``."""
    for sha256, path in paths_in(post).items():
        if sha256 not in contents.pictures:
            report.add(f"_posts/{name}", f"shows {path}, of which no row tells", Remedy.REBUILD)


def check_folder(private: Path, contents: Contents, report: Report) -> None:
    """``_archive`` itself, the staging folder, and the originals."""
    for name in inside(private):
        if not OURS.fullmatch(name):
            report.add(f"_archive/{name}", "is no file of an archive", Remedy.ASIDE, private / name)
    for name in inside(private / "staging"):
        report.add(f"staging/{name}", "was left half written", Remedy.START)
    originals = private / "originals"
    known = {row.name for row in contents.warcs.values()}
    belongs = known | {index_path(originals, str(name)).name for name in known}
    belongs |= {path.name for path in versions_in(originals).values()}  # which are checked apart
    for name in inside(originals):
        if name not in belongs and name.removesuffix(".open") not in known:
            _name_stranger(originals / name, contents, report)


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


def inside(folder: Path) -> list[str]:
    """The names of all but what operating systems leave in any folder that somebody looks at."""
    names = os.listdir(folder) if folder.is_dir() else ()  # noqa: PTH208  a million are no paths yet
    return sorted(one for one in names if one.casefold() not in _OF_THE_SYSTEM and not one.startswith("._"))
