"""Fill a fleet's shards with articles that no listing shows any more, by SQL: rows of them, without texts.

Of each article there is its row, its revision, its page and what is searched of it. Their seals are wrong,
which nothing that is measured looks at. A shard's sites lie among each other, twenty articles of one after
twenty of another, as they come about where many are archived side by side.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg

BATCH = 20
_TABLES = "article", "revision", "page", "said"
_HOW_FAST = (
    "SET session_replication_role = replica", "SET maintenance_work_mem = '1GB'", "SET work_mem = '256MB'",
    "SET synchronous_commit = off", "SET search_path = {schema}",
)  # fmt: skip
_CONSTRAINTS = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), contype FROM pg_constraint
WHERE connamespace = to_regnamespace(current_schema()) AND contype IN ('f', 'u', 'p')
ORDER BY contype <> 'f', contype <> 'u'
"""
_INDEXES = """
SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() AND tablename = ANY(%s)
"""
_NUMBERS = f"""
SELECT site, batch * {BATCH} + place AS n FROM generate_series(0, %(batches)s - 1) batch,
    unnest(%(sites)s::integer[]) WITH ORDINALITY AS one (site, at), generate_series(1, {BATCH}) place
ORDER BY batch, at, place
"""
# A site of a fleet numbers its articles as it likes: here all alike, which is the worst case for an index.
_ID = "'NW2020010110' || to_char(n, 'FM00000000')"
_ROWS = (
    "INSERT INTO run (site_key, id, command, arguments, version, extraction, started, ended, account, seal)"
    " SELECT site, 1, 'fill', '{{}}', '0', 'x', 1577836800, 1577836860, '{{}}', ''"
    " FROM unnest(%(sites)s) site",
    "INSERT INTO article (site_key, id, site, source_id, url, state, discovered, stored, revision, stem,"
    " post, body, attempts, checked, next_check, seal)"
    f" SELECT site, n, 'finews', {_ID}, {{url}}, 'published', 1577836800, 1577836800, n, lower({_ID}),"
    f" '2020-01-01-' || {_ID} || '.md', decode(md5(n::text || '/' || site), 'hex'), 0, 1577836800,"
    f" 4000000000 + n, decode(md5(n::text), 'hex') FROM ({_NUMBERS}) numbered",
    "INSERT INTO revision (site_key, id, article, number, kind, run, stored, fetched, extraction, title,"
    " published, precision, outlet, category, tag, link, name, text, length, post, sha256, seal)"
    " SELECT site, n, n, 1, 'crawled', 1, 1577836800, '2020-01-01T00:00:00+00:00', 'x', '题' || n,"
    " '2020-01-01T00:00:00+00:00', 'second', '上饶日报', 'shangraoribao', '上饶日报新闻', 'http://a.example/',"
    f" '2020-01-01-' || {_ID} || '.md', decode(md5(n::text), 'hex'), 500, '', repeat('0', 64),"
    f" decode(md5(n::text), 'hex') FROM ({_NUMBERS}) numbered",
    "INSERT INTO page (site_key, article, position, url, etag, seal)"
    f" SELECT site, n, 0, {{url}}, '\"x\"', decode(md5(n::text), 'hex') FROM ({_NUMBERS}) numbered",
    "INSERT INTO said (site_key, revision, day, marks, body, title, author, outlet, section)"
    f" SELECT site, n, 20200101, '', '', '题 ' || n, '', '', '' FROM ({_NUMBERS}) numbered",
    "INSERT INTO numbering (site_key, name, seq) SELECT site, name, %(articles)s"
    " FROM unnest(%(sites)s) site, unnest(ARRAY['article', 'revision']) name"
    " UNION ALL SELECT site, 'run', 1 FROM unnest(%(sites)s) site",
)


def fill(url: str, schema: str, sites: Sequence[int], articles: int, measured: int | None = None) -> None:
    """Catalogue so many articles of each site.

    :param url: the database's, as its owner
    :param schema: the shard that has these sites
    :param sites: their keys
    :param articles: of each, by twenty
    :param measured: the key of the site whose addresses are those of the demo's
    """
    host = f"(CASE WHEN site = {measured or 0} THEN 'finews.zning.xyz' ELSE 's' || site || '.example' END)"
    address = f"'http://' || {host} || '/' || {_ID}"
    given = {"sites": list(sites), "batches": articles // BATCH, "articles": articles}
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in _HOW_FAST:
            connection.execute(statement.format(schema=schema))
        with _without_indexes(connection):
            for statement in _ROWS:
                connection.execute(statement.format(url=address), given)
        connection.execute("VACUUM (ANALYZE, FREEZE)" + ",".join(f" {schema}.{one}" for one in _TABLES))


@contextmanager
def _without_indexes(connection: psycopg.Connection[Any]) -> Iterator[None]:
    """Make the shard's indexes once the rows are there, which is many times faster."""
    constraints = connection.execute(_CONSTRAINTS).fetchall()
    constraints = [one for one in constraints if one[3] == "f" or one[0] in _TABLES]
    for table, name, _, _ in constraints:
        connection.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    indexes = connection.execute(_INDEXES, [list(_TABLES)]).fetchall()
    for name, _ in indexes:
        connection.execute(f"DROP INDEX {name}")
    yield
    for _, definition in indexes:
        connection.execute(definition)
    for table, name, definition, kind in reversed(constraints):
        trusted = " NOT VALID" if kind == "f" else ""
        connection.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}{trusted}")
