"""The version of the code that reads the pages: a hash of its source, so that nobody has to number it."""

import ast
import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec, resolve_name
from itertools import accumulate
from pathlib import Path
from typing import Any

from newsarchive.crawling.spider import SiteSpider
from newsarchive.extraction.body.other_readers import versions_of_readers
from newsarchive.settings import ITEM_PIPELINES

_WRITES = "newsarchive.pipelines.store"  # it keeps what was read, and through it all the store is reached
_RENDERS = "newsarchive.pipelines.submission"
_BEGIN: dict[str, Any] = {
    "discovery": {"listings", "feeds", "sitemaps", "automatic", "depth"},
    "expectations": {"articles"},
    "notify": True, "ping": True, "metrics": True,
}  # fmt: skip
"""What of a profile says which lists a run reads and who is told, and nothing of what a page says."""


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
    pipelines = {path.rpartition(".")[0] for path in ITEM_PIPELINES} - {_WRITES}
    return frozenset({*its_own, *pipelines, _RENDERS})


@cache
def _version_of(profile: str, roots: frozenset[str], others: tuple[str, ...]) -> str:
    hashing = hashlib.blake2b(profile.encode(), digest_size=6)
    hashing.update("".join(others).encode())
    # Spiders are installed in a package of another name than they have in the checkout.
    for name, source in sorted((name.partition(".")[2], source) for name, source in reached(roots).items()):
        hashing.update(name.encode() + source)
    return hashing.hexdigest()


def reached(roots: frozenset[str]) -> dict[str, bytes]:
    """The source of the modules that are imported by the named ones, by any of these, and so on.

    Followed are imports within the packages that the named ones are of, wherever in a module they stand.

    :returns: by the modules' names, the named ones among them
    """
    packages = {name.partition(".")[0] for name in roots}
    found: dict[str, bytes] = {}
    waiting = set(roots)
    while waiting:
        name = waiting.pop()
        try:
            spec = find_spec(name)
        except ModuleNotFoundError:  # it is a thing within a module
            continue
        if spec is None or not spec.origin:
            continue
        found[name] = Path(spec.origin).read_bytes()
        for imported in _imports(found[name], spec.parent or ""):
            # A top package says no more than its version, which a release alone changes.
            if "." in imported and imported.partition(".")[0] in packages and imported not in found:
                waiting.add(imported)
    return found


def _imports(source: bytes, package: str) -> Iterator[str]:
    """What a module may import; each name may be a module, or a thing within one."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            module = resolve_name("." * node.level + (node.module or ""), package)
            names = [f"{module}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from {parent for name in names for parent in accumulate(name.split("."), "{}.{}".format)}
