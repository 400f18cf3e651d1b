"""What a fleet has in the end, beside what its sites published and what it was asked."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

# A row that is written notes, when its transaction commits, by which lease and which one is the last then.
_WITNESS = """
CREATE TABLE IF NOT EXISTS public.witness (
    number bigserial PRIMARY KEY, site integer NOT NULL, token bigint NOT NULL, newest bigint NOT NULL);
GRANT INSERT ON public.witness TO newsarchive_worker;
GRANT USAGE ON SEQUENCE public.witness_number_seq TO newsarchive_worker;
CREATE OR REPLACE FUNCTION public.witnessed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO public.witness (site, token, newest)
    SELECT NEW.site_key, current_setting('newsarchive.token')::bigint, lease.token
    FROM fleet.lease lease WHERE lease.site_key = NEW.site_key;
    RETURN NULL;
END
$$;
GRANT EXECUTE ON FUNCTION public.witnessed() TO newsarchive_worker;
"""
_WITNESSED = """
CREATE CONSTRAINT TRIGGER witness AFTER INSERT ON {schema}.{table} DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION public.witnessed()
"""
_TABLES = ("revision", "capture", "ask")


def watch(database: str) -> None:
    """Have the database itself note whether anything is written behind a fence."""
    with psycopg.connect(database) as connection:
        connection.execute(_WITNESS)
        for schema in _shards(connection):
            for table in _TABLES:
                connection.execute(_WITNESSED.format(schema=schema, table=table))


@dataclass
class Standing:
    """What a fleet has.

    :ivar articles: of each site, in whatever state
    :ivar states: how many articles are in which state
    :ivar revisions: how many each site has
    :ivar texts: of each site and article, what its current revision says
    :ivar stored_by_account: by the accounts of runs that came to their end, of each site
    :ivar stored_by_rows: revisions of the same runs
    :ivar runs: how many there were, and ``ended`` of them that came to their end
    :ivar behind: rows that were written behind a fence
    :ivar witnessed: rows that were looked at for that
    """

    articles: Counter[str]
    states: Counter[str]
    revisions: Counter[str]
    texts: dict[tuple[str, str], tuple[Any, ...]]
    stored_by_account: Counter[str]
    stored_by_rows: Counter[str]
    wrong_accounts: list[str]
    runs: int
    ended: int
    behind: int
    witnessed: int


def standing(database: str) -> Standing:
    """What there is by now."""
    articles, states, revisions = Counter[str](), Counter[str](), Counter[str]()
    by_account, by_rows, wrong = Counter[str](), Counter[str](), list[str]()
    texts: dict[tuple[str, str], tuple[Any, ...]] = {}
    runs = ended = 0
    with psycopg.connect(database) as connection:
        names: dict[int, str] = dict(connection.execute("SELECT key, name FROM fleet.site").fetchall())
        for schema in _shards(connection):
            for key, state, count in connection.execute(
                f"SELECT site_key, state, count(*) FROM {schema}.article GROUP BY 1, 2"
            ):
                articles[names[key]] += count
                states[state] += count
            for key, count in connection.execute(
                f"SELECT site_key, count(*) FROM {schema}.revision GROUP BY 1"
            ):
                revisions[names[key]] += count
            for key, source_id, name, digest in connection.execute(
                f"SELECT a.site_key, a.source_id, r.name, r.sha256 FROM {schema}.article a"
                f" JOIN {schema}.revision r ON (r.site_key, r.id) = (a.site_key, a.revision)"
            ):
                texts[names[key], source_id] = name, digest
            for key, run, is_over, stored, rows in connection.execute(
                f"SELECT w.site_key, w.id, w.ended IS NOT NULL, (w.account::json ->> 'stored')::int,"
                f" (SELECT count(*) FROM {schema}.revision r WHERE (r.site_key, r.run) = (w.site_key, w.id))"
                f" FROM {schema}.run w"
            ):
                runs += 1
                ended += is_over
                if is_over and stored is not None:
                    by_account[names[key]] += stored
                    by_rows[names[key]] += rows
                    if stored != rows:
                        wrong.append(f"{names[key]} {run}: account {stored}, rows {rows}")
        behind, witnessed = connection.execute(
            "SELECT count(*) FILTER (WHERE token <> newest), count(*) FROM public.witness"
        ).fetchone() or (-1, -1)
    return Standing(
        articles, states, revisions, texts, by_account, by_rows, wrong, runs, ended, behind, witnessed
    )


def undisturbed(output: Path, names: Iterable[str]) -> Iterator[tuple[tuple[str, str], tuple[Any, ...]]]:
    """The same of archives in folders."""
    for name in names:
        with closing(sqlite3.connect(output / name / "_archive" / "catalog.sqlite")) as catalog:
            for source_id, post, digest in catalog.execute(
                "SELECT a.source_id, r.name, r.sha256 FROM article a JOIN revision r ON r.id = a.revision"
            ):
                yield (name, source_id), (post, digest)


def _shards(connection: psycopg.Connection[Any]) -> list[str]:
    return [
        row[0]
        for row in connection.execute("SELECT fleet.shard_name(number) FROM fleet.shard ORDER BY number")
    ]
