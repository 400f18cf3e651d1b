"""Seconds that contrived bodies cost the sanitiser: none may hold up a crawl for long."""

import contextlib
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from newsarchive.exceptions import ExtractionError
from newsarchive.posts.safe_html import safe_body

BODIES = {
    "100,000 nested divs": "<div>" * 100_000,
    "100,000 attributes": "<p " + " ".join(f"a{i}" for i in range(100_000)) + ">x",
    "40,000 tags on a line": "<p>" + "<i>x</i>" * 20_000 + "</p>",
    "ends kept in by a table": "<div><table></div></table>" * 30_000,
    "ends hidden in a comment": "<div><!--</div>-->" * 30_000,
    "half entities": "<p>&#" * 30_000,
    "200,000 brackets": "<" * 200_000,
}

for name, body in BODIES.items():
    begun = time.process_time()
    with contextlib.suppress(ExtractionError):  # too costly a body is refused, and quarantined
        safe_body(body)
    print(f"{time.process_time() - begun:6.2f} CPU s  {name}")
