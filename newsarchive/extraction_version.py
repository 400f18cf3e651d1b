"""Which code reads the pages: a hash that changes with it, so that nobody has to number it."""

import hashlib
import inspect
from functools import cache
from pathlib import Path

from newsarchive.spider import ArchiveSpider

_PACKAGE = Path(__file__).parent
_PARTS = (
    "dates", "extraction", "safe_html", "pipelines", "exporters", "links.py", "outlets.py",
    "response_time.py", "text.py",
)  # fmt: skip


def extraction_version(spider: type[ArchiveSpider]) -> str:
    """Twelve hexadecimal digits of the source of all that turns this spider's pages into posts."""
    return _version_of(Path(inspect.getfile(spider)), spider.profile_path)


@cache
def _version_of(*own: Path) -> str:
    paths = [_PACKAGE / part for part in _PARTS]
    files = sorted(file for path in paths for file in ([path] if path.is_file() else path.rglob("*.py")))
    hashing = hashlib.blake2b(digest_size=6)
    for file in [*files, *own]:
        hashing.update(file.name.encode() + file.read_bytes())
    return hashing.hexdigest()
