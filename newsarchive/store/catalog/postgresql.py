"""The catalog's tables in PostgreSQL: those of :data:`tables.metadata`, for all the sites of a shard.

A shard is a schema. Each of its tables has the columns that SQLite's has, with the same values, after one
that says whose site a row is; row-level security shows a connection the rows of its own site and no others,
so that the same statements do as where a site has a file of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Computed,
    Connection,
    Engine,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.schema import CreateIndex, CreateTable

from newsarchive.store.catalog import listing_rows, picture_rows, row_kinds  # noqa: F401  a shard has their tables
from newsarchive.store.catalog.tables import metadata
from newsarchive.store.catalog.texts import digested, key_of

SITE, TOKEN = "newsarchive.site", "newsarchive.token"
"""The settings of a connection that say which site it reads, and by which lease it writes."""
SAID = "body", "title", "author", "outlet", "section"
"""The columns of what is searched."""
# Of a row, the map of bits is read without more, and a text unpacked fast; a server may be built without lz4.
_COMPRESSED = """
ALTER TABLE {0} ALTER marks SET STORAGE PLAIN;
DO $$ BEGIN
    ALTER TABLE {0} ALTER body SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported OR invalid_parameter_value THEN
    NULL;
END $$
"""
_KEY = "site_key"
_ITS_OWN = f"{_KEY} = current_setting('{SITE}')::integer"
# The fence alone sets it; what was never set is NULL, and what a transaction had set is '' after it.
_FENCED = f"coalesce(current_setting('{TOKEN}', true), '') <> ''"
_RULES = {
    "SELECT": f"USING ({_ITS_OWN})",
    "INSERT": f"WITH CHECK ({_ITS_OWN} AND {_FENCED})",
    "UPDATE": f"USING ({_ITS_OWN} AND {_FENCED}) WITH CHECK ({_ITS_OWN} AND {_FENCED})",
    "DELETE": f"USING ({_ITS_OWN} AND {_FENCED})",
}


@dataclass(eq=False)
class FleetCatalog:
    """What stands for a site's catalog in a fleet's database; one object a site and process.

    :ivar site_id: which no other site has, in whatever database
    :ivar token: what the lease that this process holds gave it; None while it holds none. What is opened
        for writing keeps the token that it was opened with.
    """

    engine: Engine
    site: str
    site_key: int
    shard: int
    site_id: str
    token: int | None = None

    def exists(self) -> bool:
        """Whether it is there: a site of the fleet has one."""
        return True

    def __str__(self) -> str:
        return f"the catalog of {self.site}"


def shard_name(number: int) -> str:
    """The schema of a shard."""
    return f"shard_{number:03}"


def create_shard(connection: Connection, schema: str) -> None:
    """Make a shard with its tables, in whatever transaction the connection is in.

    Who may use it is for the caller to say.

    :param schema: its name, which no schema has yet
    """
    connection.execute(text(f'CREATE SCHEMA "{schema}"'))
    for table in shard_tables(schema).sorted_tables:
        connection.execute(CreateTable(table))
        for index in sorted(table.indexes, key=lambda one: str(one.name)):
            connection.execute(CreateIndex(index))
        for statement in _secured(f'"{schema}"."{table.name}"'):
            connection.execute(text(statement))
    connection.execute(text(_COMPRESSED.format(f'"{schema}".said')))


def shard_tables(schema: str) -> MetaData:
    """The tables of a shard."""
    made = MetaData(schema=schema)
    for table in metadata.sorted_tables:
        _copied(table, made)
    Table(
        "numbering", made, _site_key(), Column("name", _text(), primary_key=True),
        Column("seq", BigInteger, nullable=False),
    )  # fmt: skip
    _add_counted(next(one for one in made.sorted_tables if one.name == "article"))
    _add_said(made)
    return made


def _add_counted(article: Table) -> None:
    """Add what articles are counted by: a few pages, where a site's rows lie among those of others."""
    key, archived, gone = article.c[_KEY], article.c.revision.is_not(None), article.c.gone.is_not(None)
    Index("article_archived_of_site", key, article.c.state, postgresql_where=archived)
    Index("article_gone_of_site", key, postgresql_where=gone)


def _add_said(made: MetaData) -> None:
    """Add what is searched: what each revision says, and on which day. It goes with its revision."""
    its_revision = [f"{made.schema}.revision.{name}" for name in (_KEY, "id")]
    said = Table(
        "said", made, _site_key(), Column("revision", BigInteger, primary_key=True, autoincrement=False),
        Column("day", Integer, nullable=False), Column("marks", LargeBinary, nullable=False),
        *(Column(name, _text(), nullable=False) for name in SAID),
        ForeignKeyConstraint([_KEY, "revision"], its_revision, ondelete="CASCADE"),
    )  # fmt: skip
    Index("said_day_of_site", said.c[_KEY], said.c.day, said.c.revision)


def _secured(table: str) -> Iterator[str]:
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    for kind, rule in _RULES.items():
        yield f"CREATE POLICY its_own_{kind.lower()} ON {table} FOR {kind} {rule}"


def _copied(table: Table, made: MetaData) -> None:
    """Add a table as it is in a shard: each of its keys begins with the site's."""
    columns = [
        Column(one.name, _type(one.type), nullable=one.nullable, primary_key=one.primary_key)
        for one in table.columns
    ]
    for name in sorted(digested(table)):
        digest = Computed(f"decode(md5({name}), 'hex')", persisted=True)
        columns.append(Column(key_of(name), LargeBinary, digest))
    referring: list[Any] = []
    for column in table.columns:
        for key in column.foreign_keys:
            other = key.target_fullname.partition(".")[0]
            there = [f"{made.schema}.{other}.{name}" for name in (_KEY, "id")]
            referring.append(ForeignKeyConstraint([_KEY, column.name], there))
    copy = Table(table.name, made, _site_key(), *columns, *referring)
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            copy.append_constraint(UniqueConstraint(_KEY, *map(key_of, constraint.columns.keys())))
    for index in table.indexes:
        ordered = [_in_order(copy.c[key_of(one.name)]) for one in index.columns]
        where = index.dialect_options["sqlite"]["where"]
        Index(f"{index.name}_of_site", copy.c[_KEY], *ordered, postgresql_where=where)


def _in_order(column: Column[Any]) -> Any:
    """SQLite has NULL before everything else, and queries say that they want it so."""
    return column.nulls_first() if column.nullable else column


def _site_key() -> Column[int]:
    return Column(
        _KEY, Integer, primary_key=True, autoincrement=False,
        server_default=text(f"current_setting('{SITE}')::integer"),
    )  # fmt: skip


def _type(kind: Any) -> Any:
    if isinstance(kind, Text):
        return _text()
    return LargeBinary() if isinstance(kind, LargeBinary) else BigInteger()


def _text() -> Text:
    return Text(collation="C")  # by the bytes of UTF-8, as SQLite compares
