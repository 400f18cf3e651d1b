"""The one shape of a table of words."""


def words(listed: str) -> frozenset[str]:
    """A set written as one line of words."""
    return frozenset(listed.split())
