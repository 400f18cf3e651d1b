"""The kinds of rows that tell of pictures, one class a table.

What each column means says docs/archive-format.md, as it does of the other kinds.
"""

from dataclasses import dataclass
from typing import Annotated

from sqlalchemy import Index, UniqueConstraint

from newsarchive.store.catalog.tables import RefersTo, Row, stored_in


@stored_in(
    "picture",
    UniqueConstraint("url"),
    Index("picture_file", "sha256"),
    Index("picture_due", "next_check"),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class PictureRow(Row):
    """A picture at its address; none has a digest until its bytes have come."""

    id: int = 0
    url: str
    sha256: str | None = None
    extension: str | None = None
    length: int | None = None
    width: int | None = None
    height: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    found: int
    kept: int | None = None
    attempts: int = 0
    failure: str | None = None
    checked: int | None = None
    next_check: int | None = None
    wait: int | None = None


@stored_in(
    "illustration",
    Index("illustration_picture", "picture"),
    Index("illustration_file", "sha256"),
    key=("article", "revision", "position"),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class IllustrationRow(Row):
    """A picture that a revision shows, with the digest that it had then."""

    article: Annotated[int, RefersTo("article")]
    revision: int
    position: int
    picture: Annotated[int, RefersTo("picture")]
    sha256: str | None = None
