"""A link that says where the archive has what it led to, should its source change or lose it.

Source: Robust Links, https://robustlinks.mementoweb.org/spec/
"""

from datetime import UTC
from html import escape

from newsarchive.posts.citing.cited import Cited, address, day
from newsarchive.text import one_line


def robust_link(cited: Cited) -> str:
    """An ``<a>`` to the article at its source, with the address and the day of the archive's copy.

    Where no address of the copy is known, the day alone is enough for other archives to be asked.
    """
    url, version = address(cited.url), address(cited.version_url)
    said = {
        "href": url,
        "data-originalurl": url,
        "data-versionurl": version,
        "data-versiondate": day(cited.accessed.astimezone(UTC)),
        "lang": cited.language,
    }
    attributes = " ".join(f'{name}="{escape(value)}"' for name, value in said.items() if value)
    return f"<a {attributes}>{escape(one_line(cited.title))}</a>"
