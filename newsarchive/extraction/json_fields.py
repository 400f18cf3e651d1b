"""An article's fields out of a text endpoint's JSON."""

from newsarchive.extraction.candidates import Candidate
from newsarchive.pages.json_answers import at_path, read_json
from newsarchive.profiles import TextEndpoint

FIELDS = ("title", "date", "author", "source", "section", "outlet", "body", "digest", "link")


def json_candidates(text: str, rules: TextEndpoint) -> dict[str, list[Candidate]]:
    """What the record says of each field, the first path first.

    :raises ExtractionError: ``unreadable-json``
    """
    record = read_json(text)
    found = {name: [at_path(record, path) for path in getattr(rules, name)] for name in FIELDS}
    return {
        name: [Candidate(value, f"json:{rules.url}", 1.0) for value in values if value]
        for name, values in found.items()
        if any(values)
    }
