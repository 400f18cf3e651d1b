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


class CaptureKind(StrEnum):
    """Whether a capture holds the response, or refers to an earlier one with the same payload."""

    RESPONSE = "response"
    REVISIT = "revisit"


SAY_GONE = ("redirect-home", "redirect-listing", "soft-404")
"""The reasons for which no post is made that say of an archived article that it is gone at the source."""
