"""A source brought up to date: its own files are renewed, and those that somebody has edited stay."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import unified_diff

from newsarchive.posts.file_names import POST_NAME
from newsarchive.publishing.generator import Generator
from newsarchive.publishing.site_files import SourceFile
from newsarchive.publishing.source_folder import SourceFolder, sum_of

_ADDRESS = re.compile(rb'^(?:permalink|url): "([^"\n]+)"$', re.MULTILINE)
_NEIGHBOUR = re.compile(rb"^(?:older|newer): .*\n", re.MULTILINE)


@dataclass
class Changes:
    """What a call does to a source, or would do. All but numbers and lines are paths in it.

    :ivar new: files that were not there
    :ivar changed: of ours, those that become others
    :ivar removed: of ours, those that nothing calls for any more
    :ivar same: how many are as they should be
    :ivar edited: files of the owner, which are not as they would be made
    :ivar left_out: what the owner has removed of the skeleton
    :ivar taken_down: edited files that went, or lost what they showed of an article that was taken down
    :ivar naming: the owner's files of the skeleton that lead to such an article
    :ivar differences: of edited files of the skeleton: what would be changed, as a unified diff
    """

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    same: int = 0
    edited: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    taken_down: list[str] = field(default_factory=list)
    naming: list[str] = field(default_factory=list)
    differences: dict[str, list[str]] = field(default_factory=dict)


class Renewal:
    """One call's work on a source.

    :param names: ``DATE-STEM`` of the articles that there are
    :param forgotten: the stems of those that were taken down, case folded
    """

    def __init__(
        self, source: SourceFolder, generator: Generator, names: Iterable[str], forgotten: frozenset[str]
    ) -> None:
        self.source = source
        self.changes = Changes()
        self._notes: dict[str, str] = {}
        wanted = {generator.article_path(name) for name in names}
        self._gone = {
            path
            for path in source.files
            if path.startswith(generator.posts) and path not in wanted and _stem(path) in forgotten
        }
        copies = (source.there(path) or b"" for path in self._gone)
        self._addresses = [found[1] for copy in copies if (found := _ADDRESS.search(copy))]

    def renew(self, files: Iterable[SourceFile]) -> dict[str, str]:
        """Write what is to be written, and remove what nobody calls for.

        :returns: what is ours afterwards: path → SHA-256
        """
        for one in files:
            self._renew(one)
        for path in [path for path in self.source.files if path not in self._notes]:
            self._retire(path)
        return self._notes

    def _renew(self, one: SourceFile) -> None:
        source, changes, path = self.source, self.changes, one.path
        there = source.there(path)
        self._notes[path] = sum_of(one.data)
        if there == one.data:
            changes.same += 1
        elif there is None and one.is_skeleton and path in source.files and path not in source.interrupted:
            changes.left_out.append(path)
        elif there is None:
            changes.new.append(path)
            source.write(path, one.data)
        elif source.is_ours(path, there):
            changes.changed.append(path)
            source.write(path, one.data)
        else:
            self._leave(one, there)

    def _leave(self, one: SourceFile, there: bytes) -> None:
        """Leave an edited file as it is, but for what it shows of an article that was taken down."""
        source, changes, path = self.source, self.changes, one.path
        if path in source.files:
            self._notes[path] = min(source.files[path])
        else:
            del self._notes[path]
        changes.edited.append(path)
        names_it = any(address in there for address in self._addresses)
        if one.is_skeleton:
            changes.differences[path] = _difference(path, there, one.data)
            changes.naming += [path] if names_it else []
        elif names_it:
            changes.taken_down.append(path)
            left = _without_neighbours(there, one.data)
            source.write(path, left, note="edited")
            if left == one.data:
                self._notes[path] = sum_of(left)

    def _retire(self, path: str) -> None:
        source, changes = self.source, self.changes
        there = source.there(path)
        if there is None:
            return
        if source.is_ours(path, there):
            changes.removed.append(path)
        elif path in self._gone:
            changes.taken_down.append(path)
        else:
            changes.edited.append(path)
            self._notes[path] = min(source.files[path])
            return
        source.remove(path)


def _without_neighbours(there: bytes, made: bytes) -> bytes:
    """An edited article with the neighbours that it has now; of any other page what it is made now."""
    if not there.startswith(b"---\ndate: "):
        return made
    head, mark, rest = there.partition(b"\n---\n")
    neighbours = b"".join(_NEIGHBOUR.findall(made.partition(b"\n---\n")[0] + b"\n"))
    return _NEIGHBOUR.sub(b"", head + b"\n") + neighbours + mark[1:] + rest


def _difference(path: str, there: bytes, made: bytes) -> list[str]:
    old, new = (data.decode("utf-8", "replace").splitlines() for data in (there, made))
    return list(unified_diff(old, new, f"{path} (yours)", f"{path} (as made now)", lineterm=""))


def _stem(path: str) -> str:
    found = POST_NAME.fullmatch(path.rpartition("/")[2].removesuffix(".html").removesuffix(".md") + ".md")
    return found[2].casefold() if found else ""
