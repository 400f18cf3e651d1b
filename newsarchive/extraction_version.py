"""Which code reads the pages: a hash that changes with it, so that nobody has to number it."""

import hashlib
import inspect
from functools import cache
from pathlib import Path

from newsarchive.site_spider import SiteSpider
from newsarchive.spider import ArchiveSpider

_PACKAGE = Path(__file__).parent
_PARTS = (
    "dates", "extraction", "safe_html", "pipelines", "exporters", "links.py", "outlets.py",
    "response_time.py", "site_finding.py", "site_spider.py", "text.py",
)  # fmt: skip


def extraction_version(spider: ArchiveSpider) -> str:
    """Twelve hexadecimal digits of the source of all that turns this spider's pages into posts."""
    # What a profile alone makes a spider of reads like SiteSpider, which is among the parts.
    kind = type(spider)
    reads_itself = not issubclass(kind, SiteSpider) or "parse_page" in vars(kind)
    own = [Path(inspect.getfile(kind))] if reads_itself else []
    return _version_of(spider.profile.model_dump_json(), *own)


@cache
def _version_of(profile: str, *own: Path) -> str:
    paths = [_PACKAGE / part for part in _PARTS]
    files = sorted(file for path in paths for file in ([path] if path.is_file() else path.rglob("*.py")))
    hashing = hashlib.blake2b(profile.encode(), digest_size=6)
    for file in [*files, *own]:
        hashing.update(file.name.encode() + file.read_bytes())
    return hashing.hexdigest()
