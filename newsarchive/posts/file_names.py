"""File names of posts: from the date and the id alone, and safe on every file system."""

import hashlib
import re
from datetime import datetime

POST_NAME = re.compile(r"(\d{4}-\d\d-\d\d)-([A-Za-z0-9_-]{1,100})\.md", re.ASCII)
_PLAIN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}", re.ASCII)


def post_stem(source_id: str) -> str:
    """The id as it stands in a file name: itself where plain, otherwise a slug and a hash."""
    return source_id if _PLAIN_ID.fullmatch(source_id) else hashed_stem(source_id)


def hashed_stem(source_id: str) -> str:
    """A slug and a hash: the stem where two ids would otherwise differ in nothing but case."""
    digest = hashlib.sha256(source_id.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    slug = re.sub(r"[^A-Za-z0-9]+", "-", source_id)[:60].strip("-")
    return f"{slug}-{digest}" if slug else digest


def post_name(published: datetime, stem: str) -> str:
    """``YYYY-MM-DD-STEM.md``, the date being the article's local one.

    :raises ValueError: should the name be unsafe after all
    """
    name = f"{published:%Y-%m-%d}-{stem}.md"
    if not POST_NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no safe post name")
    return name
