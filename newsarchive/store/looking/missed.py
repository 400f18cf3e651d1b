"""What lists showed and the archive has not, with why: owed, failed, and quarantined records."""

import json
import zlib
from collections.abc import Sequence
from sqlite3 import Connection, Row

from newsarchive.store.looking.happenings import Happening
from newsarchive.store.looking.lines import Kind, Line, article_rows, line_of
from newsarchive.store.shown_articles import fate_of

_RECORD = "SELECT * FROM quarantine WHERE id = ?"
_OF_ARTICLE = "SELECT * FROM quarantine WHERE article = ? AND settled IS NULL ORDER BY id DESC LIMIT 1"
_LAST_ASK = "SELECT reason, detail FROM ask WHERE article = ? ORDER BY id DESC LIMIT 1"


def missed_lines(catalog: Connection, happenings: Sequence[Happening]) -> list[Line]:
    """What is not stored, each with the time of the happening."""
    rows, lines = article_rows(catalog, (one.article for one in happenings)), []
    for one in happenings:
        row = rows.get(one.article)
        if row is not None and row["state"] != "quarantined":
            lines.append(_owed(catalog, row, one.at))
            continue
        query, number = (_RECORD, one.number) if row is None else (_OF_ARTICLE, one.article)
        if record := catalog.execute(query, (number,)).fetchone():
            lines.append(_of_record(record, row, one.at))
        elif row is not None:
            lines.append(line_of(row, "quarantined", one.at, reason=row["failure"] or ""))
    return lines


def owed_lines(catalog: Connection, articles: Sequence[int]) -> list[Line]:
    """Articles that were discovered and never stored, each with since when it is known."""
    rows = article_rows(catalog, articles)
    return [_owed(catalog, rows[one], rows[one]["discovered"]) for one in articles if one in rows]


def quarantined_lines(catalog: Connection, records: Sequence[int]) -> list[Line]:
    """Records of the quarantine, by their rows, in the order in which they are given."""
    found = [record for one in records if (record := catalog.execute(_RECORD, (one,)).fetchone())]
    rows = article_rows(catalog, (record["article"] for record in found if record["article"]))
    return [_of_record(record, rows.get(record["article"]), record["at"]) for record in found]


def _owed(catalog: Connection, row: Row, at: int) -> Line:
    kind: Kind = "failed" if fate_of(row["state"], row["attempts"]) == "failed" else "owed"
    asked = catalog.execute(_LAST_ASK, (row["id"],)).fetchone() if row["attempts"] else None
    detail = asked["detail"] if asked and asked["reason"] == row["failure"] else None
    reason = "gone" if row["gone"] is not None else row["failure"] or ""
    told = {"reason": reason, "detail": detail or "", "attempts": row["attempts"], "tried": row["checked"]}
    return line_of(row, kind, at, **told)


def _of_record(record: Row, row: Row | None, at: int) -> Line:
    said = _said_in(record["record"])
    told = {"reason": record["reason"], "detail": record["detail"], "record": record["id"]}
    if row is not None:
        line = line_of(row, "quarantined", at, **told)
        return line if line.title else line_of(row, "quarantined", at, title=said.get("title", ""), **told)
    return Line(
        kind="quarantined", at=at, article=0, source_id=record["source_id"], url=record["url"],
        title=said.get("title", ""), language=said.get("language", ""), **told,
    )  # fmt: skip


def _said_in(packed: bytes) -> dict[str, str]:
    """What a record's pages said, as text; nothing of one that is damaged."""
    try:
        record = json.loads(zlib.decompress(packed))
    except (ValueError, zlib.error):
        return {}
    return {name: str(value) for name, value in record.items() if value} if isinstance(record, dict) else {}
