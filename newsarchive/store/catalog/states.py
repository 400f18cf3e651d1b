"""What an article, a revision and a capture can be, as the catalog says it; also told where no catalog is."""

from enum import StrEnum


class State(StrEnum):
    """Where an article stands: discovered and never stored; read and no post; stored, its post perhaps
    not yet written; stored and its post written; or no article of its own, but a further address of another.
    """

    OWED = "owed"
    QUARANTINED = "quarantined"
    PENDING = "pending"
    PUBLISHED = "published"
    DOUBLE = "double"


class RevisionKind(StrEnum):
    """How a revision came about. Shrunken and conflicting ones are recorded and not published."""

    CRAWLED = "crawled"
    CONFLICTING = "conflicting"
    SHRUNKEN = "shrunken"
    RE_EXTRACTED = "re-extracted"
    RESTORED = "restored"
    ADOPTED = "adopted"
    REBUILT = "rebuilt"
    ILLUSTRATED = "illustrated"


KEPT_OUT = frozenset({RevisionKind.SHRUNKEN, RevisionKind.CONFLICTING})
"""The kinds of revisions that are recorded and not published."""


class CaptureKind(StrEnum):
    """Where a capture's payload is: in it, in an earlier one that it refers to, or in a file of ``media``."""

    RESPONSE = "response"
    REVISIT = "revisit"
    FILE = "file"


SAY_GONE = ("redirect-home", "redirect-listing", "soft-404")
"""The reasons for which no post is made that say of an archived article that it is gone at the source."""
