"""Texts are ordered and told apart by their code points, whatever the database's own locale says."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from newsarchive.fleet.keeper import Fleet
from newsarchive.fleet.sites import add_site, sites_of
from newsarchive.store.catalog.access import looking_into, reading, writing
from newsarchive.store.catalog.row_kinds import ArticleRow
from newsarchive.store.keepers import kept
from newsarchive.store.lock import lock_of
from tests.fleet.cluster import Cluster
from tests.fleet.fleets import PROFILE, fleet_on, made_on

SITES = ["ab", "a-b", "a-c", "ac", "b"]
# In English order "a" is beside "A", "é" beside "e", and a hyphen nearly nothing.
IDS = ["b", "B", "a-c", "ab", "A", "a", "é", "e\u0301", "z", "Z", "1", "_", "田", "ａ", "𠮷"]
ONE = ArticleRow(site="ab", source_id="é", url="https://ab.example/other", discovered=1)
_COLLATED = """SELECT nspname, relname, attname FROM pg_attribute
    JOIN pg_class ON pg_class.oid = attrelid JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE nspname LIKE 'shard%' AND relname NOT LIKE 'version%'  -- which are Alembic's
    AND attcollation NOT IN (0, (SELECT oid FROM pg_collation WHERE collname = 'C'))"""


@pytest.fixture
def english(cluster: Cluster, tmp_path: Path) -> Iterator[Fleet]:
    """A fleet whose database orders texts as English does."""
    cluster.execute("CREATE DATABASE english LOCALE_PROVIDER icu ICU_LOCALE 'en-US' TEMPLATE template0")
    made_on(cluster.url("english"))
    found = fleet_on(cluster.url("english"), tmp_path / "scratch")
    with found.engine.begin() as connection:
        for name in SITES:
            add_site(connection, name, PROFILE.format(name=name))
    with kept(found.root, found):
        yield found
    found.close()
    cluster.execute("DROP DATABASE english WITH (FORCE)")


def test_an_english_database_orders_and_tells_apart_as_a_file_does(
    english: Fleet, cluster: Cluster, tmp_path: Path
) -> None:
    with psycopg.connect(cluster.url("english")) as connection:
        assert connection.execute("SELECT 'a' < 'B'").fetchone() == (True,), "it is not English"
        assert connection.execute(_COLLATED).fetchall() == []
    with english.engine.connect() as ours:
        assert [site.name for site in sites_of(ours)] == sorted(SITES)
    told = []
    folder = tmp_path / "one" / "_archive"
    folder.mkdir(parents=True)
    with lock_of(english.root / "ab").held():
        for catalog in (folder / "catalog.sqlite", english.catalog(english.root / "ab")):
            with writing(catalog) as rows:
                for one in IDS:
                    rows.add(
                        ArticleRow(site="ab", source_id=one, url=f"https://ab.example/{one}", discovered=1)
                    )
            with reading(catalog) as rows:
                ordered = [row.source_id for row in rows.where(ArticleRow, order=[ArticleRow.c.source_id])]
            with looking_into(catalog) as look:
                later = look.execute("SELECT count(*) FROM article WHERE source_id > ?", ("Z",)).fetchone()[0]
                most = look.execute("SELECT max(source_id), min(url) FROM article").fetchone()
            told.append((ordered, later, *most))
            with pytest.raises(Exception, match=r"(?i)unique"), writing(catalog) as rows:
                rows.add(ONE)
    assert told[0] == told[1]
    assert told[0][0] == sorted(IDS)
