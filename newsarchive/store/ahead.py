"""What a batch will look up, read at once: a query for twenty articles costs little more than one."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from newsarchive.store.catalog.rows import Row, Rows
from newsarchive.store.catalog.schema import article, capture, forgotten, page, revision
from newsarchive.store.names import post_stem
from newsarchive.store.originals.writer import payload_digest
from newsarchive.store.submissions import Extracted, Rejected, Submission


@dataclass(slots=True)
class Ahead:
    """The rows that a batch may need; what it writes itself is noted here too.

    :param forgotten: ids and identity pages that were taken down
    :param stems: which article has a post's stem
    :param bodies: the first article with a body
    :param pages: by the article's row
    :param revisions: the current ones, and those that are new, by article and number
    :param captures: responses by URL and payload
    """

    articles: dict[str, Row] = field(default_factory=dict)
    owed_at: dict[str, Row] = field(default_factory=dict)
    forgotten: set[str] = field(default_factory=set)
    stems: dict[str, int] = field(default_factory=dict)
    bodies: dict[bytes, int] = field(default_factory=dict)
    pages: dict[int, list[Row]] = field(default_factory=dict)
    revisions: dict[tuple[int, int], Row] = field(default_factory=dict)
    captures: dict[tuple[str, str], Row] = field(default_factory=dict)


def look_ahead(rows: Rows, site: str, batch: Sequence[Submission]) -> Ahead:
    """Read what a batch may need."""
    ids, urls = [one.source_id for one in batch], [one.url for one in batch]
    texts = [one for one in batch if isinstance(one, Extracted)]
    ahead = Ahead()
    for row in rows.by_values(article, "source_id", ids, article.c.site == site):
        ahead.articles[row["source_id"]] = row
    strange = [one.url for one in batch if one.source_id not in ahead.articles]
    for row in rows.by_values(article, "url", strange, article.c.state == "owed"):
        ahead.owed_at[row["url"]] = row
    for column, values in (("source_id", ids), ("url", urls)):
        for row in rows.by_values(forgotten, column, values, forgotten.c.site == site):
            ahead.forgotten |= {row["source_id"], row["url"]}
    stems = {post_stem(one.source_id).casefold() for one in texts}
    ahead.stems = {row["stem"]: row["id"] for row in rows.by_values(article, "stem", stems)}
    bodies = {one.fingerprint.body for one in texts} - {None}
    same = rows.by_values(article, "body", bodies, article.c.copy_of.is_(None))
    ahead.bodies = {row["body"]: row["id"] for row in sorted(same, key=lambda row: -row["id"])}
    known = [row for row in ahead.articles.values() if row["revision"] is not None]
    for row in rows.by_values(revision, "article", [row["id"] for row in known]):
        ahead.revisions[row["article"], row["number"]] = row
    for row in rows.by_values(page, "article", [row["id"] for row in ahead.articles.values()]):
        ahead.pages.setdefault(row["article"], []).append(row)
    read = (one for one in batch if isinstance(one, Extracted | Rejected))
    exchanges = [exchange for one in read for exchange in one.evidence.exchanges]
    digests = {payload_digest(exchange) for exchange in exchanges}
    asked = {exchange.url for exchange in exchanges}
    for row in rows.by_values(capture, "url", asked, capture.c.kind == "response"):
        if row["digest"] in digests:
            ahead.captures.setdefault((row["url"], row["digest"]), row)
    return ahead
