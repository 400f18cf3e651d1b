"""Lines of lists as templates show them."""

from collections.abc import Iterable
from datetime import tzinfo
from typing import Any

from newsarchive.browsing.moments import line_time, shown_time
from newsarchive.browsing.told import WORDS, further_links, main_link, stated, title_of, what_befell
from newsarchive.store.looking.lines import Line


def shown_lines(root: str, lines: Iterable[Line], zone: tzinfo) -> list[dict[str, Any]]:
    """The names that the template of a line knows.

    :param root: where the archive's pages begin
    :param zone: the site's
    """
    return [
        {
            "line": one,
            "title": title_of(one),
            "word": WORDS[one.kind],
            "machine": line_time(one, zone),
            "when": shown_time(one, zone),
            "link": main_link(root, one),
            "told": what_befell(one),
            "tried": one.tried if one.attempts else None,
            "links": list(further_links(root, one)),
            "stated": stated(one),
        }
        for one in lines
    ]
