"""The search of pages that are files: an index beside them, which the script of published sites reads."""

from newsarchive.browsing.page import Page

SEARCH = "/search"


def search_in_files() -> Page:
    """The page, which a script of ours fills."""
    return Page(template="search_in_files.html", title="Search in everything that was ever said", context={})
