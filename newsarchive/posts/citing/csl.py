"""CSL JSON, which Zotero, pandoc and whatever else has a CSL processor read.

Source: https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables and its schema of
input data, https://resource.citationstyles.org/schema/latest/input/json/csl-data.json
"""

import json
from datetime import datetime
from typing import Any

from newsarchive.posts.citing.cited import Cited, address
from newsarchive.text import one_line


def csl_json(cited: Cited) -> str:
    """The citation as a list of one item, as the schema has it; ends with a line end."""
    said = {
        "title": cited.title, "container-title": cited.outlet, "section": cited.section,
        "language": cited.language, "abstract": cited.summary, "keyword": ", ".join(cited.tags),
        "archive": cited.archive, "note": cited.note,
    }  # fmt: skip
    item: dict[str, Any] = {"id": cited.key, "type": "article-newspaper"}
    item |= {name: line for name, value in said.items() if (line := one_line(value))}
    if cited.authors:
        item["author"] = [{"literal": one_line(name)} for name in cited.authors]
    item |= {
        "issued": _date(cited.published),
        "accessed": _date(cited.accessed),
        "URL": address(cited.url),
        "archive_location": address(cited.version_url) or one_line(cited.location),
    }
    return json.dumps([item], ensure_ascii=False, indent=2) + "\n"


def _date(moment: datetime) -> dict[str, Any]:
    return {"date-parts": [[moment.year, moment.month, moment.day]]}
