"""Lines of lists as templates show them."""

from collections.abc import Iterable
from datetime import tzinfo
from typing import Any

from newsarchive.browsing.moments import line_time, shown_time
from newsarchive.browsing.told import WORDS, further_links, main_link, what_befell
from newsarchive.store.looking.lines import Line


def shown_lines(site: str, lines: Iterable[Line], zone: tzinfo) -> list[dict[str, Any]]:
    """The names that the template of a line knows.

    :param site: the archive's name
    :param zone: the site's
    """
    return [
        {
            "line": one,
            "word": WORDS[one.kind],
            "machine": line_time(one, zone),
            "when": shown_time(one, zone),
            "link": main_link(site, one),
            "told": what_befell(one),
            "links": list(further_links(site, one)),
            "stated": [word for word in (one.outlet, one.author, one.section) if word],
        }
        for one in lines
    ]
