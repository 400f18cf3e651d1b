"""The version of the code that reads the pages: a hash of its source, so that nobody has to number it."""

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec, resolve_name
from itertools import accumulate
from pathlib import Path
from typing import Any

from newsarchive.crawling.spider import SiteSpider
from newsarchive.extraction.body.other_readers import versions_of_readers
from newsarchive.settings import ITEM_PIPELINES

# They keep what was read, and through them all the store is reached.
_KEEP = {"newsarchive.pipelines.pictures", "newsarchive.pipelines.store"}
_RENDER = {"newsarchive.media.pictures_of", "newsarchive.pipelines.submission"}
# Parsing the sources took a second of every start. A line of a docstring that reads like an import does no
# harm: at most one module more counts.
_IMPORT = re.compile(
    rb"(?:^|;)[ \t]*(?:from[ \t]+(?P<module>[.\w]+)[ \t]+)?import[ \t]+(?P<names>\([^)]*\)|[^\n;]*)",
    re.MULTILINE,
)
_COMMENT = re.compile(rb"#[^\n]*")
_BEGIN: dict[str, Any] = {
    "discovery": {"listings", "feeds", "sitemaps", "automatic", "depth"},
    "expectations": {"articles"},
    "notify": True, "ping": True, "metrics": True, "publish": True,
}  # fmt: skip
"""What of a profile says which lists are read, who is told, how it is published, and nothing of a page."""


def extraction_version(spider: SiteSpider) -> str:
    """Twelve hexadecimal digits of the source of all that turns this spider's pages into posts.

    That is every module of ours, and of the spider's own package, which the spider, the pipelines
    and the making of the post import, however indirectly; the profile, but for where a run begins; and the
    versions of other readers that are asked where ours is unsure.
    """
    profile = spider.profile.model_dump_json(exclude=_BEGIN)
    return _version_of(profile, readers_of(type(spider)), versions_of_readers())


def readers_of(spider: type[SiteSpider]) -> frozenset[str]:
    """The names of the modules with which the reading of a spider's pages begins."""
    its_own = (kind.__module__ for kind in spider.__mro__ if issubclass(kind, SiteSpider))
    pipelines = {path.rpartition(".")[0] for path in ITEM_PIPELINES} - _KEEP
    return frozenset({*its_own, *pipelines, *_RENDER})


@cache
def _version_of(profile: str, roots: frozenset[str], others: tuple[str, ...]) -> str:
    parts = (profile.encode(), "".join(others).encode(), _digest_of(roots))
    return hashlib.blake2b(b"\0".join(parts), digest_size=6).hexdigest()


@cache
def _digest_of(roots: frozenset[str]) -> bytes:
    """Of all that is reached, once in a process: it goes on with the code that it began with."""
    hashing = hashlib.blake2b()
    # Spiders are installed in a package of another name than they have in the checkout.
    for name, source in sorted((name.partition(".")[2], source) for name, source in reached(roots).items()):
        hashing.update(name.encode() + source)
    return hashing.digest()


def reached(roots: frozenset[str]) -> dict[str, bytes]:
    """The source of the modules that are imported by the named ones, by any of these, and so on.

    Followed are imports within the packages that the named ones are of, wherever in a module they stand.

    :returns: by the modules' names, the named ones among them
    """
    places = {top: _place_of(top) for top in {name.partition(".")[0] for name in roots}}
    found: dict[str, bytes] = {}
    waiting, met = set(roots), set(roots)
    while waiting:
        name = waiting.pop()
        path = places[name.partition(".")[0]].joinpath(*name.split(".")[1:])
        files = (path.with_name(f"{path.name}.py"), path / "__init__.py")
        file = next((file for file in files if file.is_file()), None)
        if file is None:  # it is a thing within a module
            continue
        found[name] = file.read_bytes()
        package = name if file is files[1] else name.rpartition(".")[0]
        # A top package says no more than its version, which a release alone changes.
        new = {
            one for one in _imports(found[name], package) if one.partition(".")[0] in places and "." in one
        }
        waiting |= new - met
        met |= new
    return found


def _place_of(top: str) -> Path:
    """A package's folder; of a spider in one file, that file without its ending."""
    spec = find_spec(top)
    if spec and spec.submodule_search_locations:
        return Path(spec.submodule_search_locations[0])
    return Path((spec and spec.origin) or top).with_suffix("")


def _imports(source: bytes, package: str) -> Iterator[str]:
    """What a module may import; each name may be a module, or a thing within one."""
    for statement in _IMPORT.finditer(source):
        listed = _COMMENT.sub(b"", statement["names"]).decode().strip("()").split(",")
        names = [words[0] for one in listed if (words := one.split())]
        if statement["module"]:
            module = resolve_name(statement["module"].decode(), package)
            names = [f"{module}.{name}" for name in names]
        yield from {parent for name in names for parent in accumulate(name.split("."), "{}.{}".format)}
