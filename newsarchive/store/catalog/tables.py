"""A table is stated once, as the dataclass of its rows; what SQLAlchemy knows of it is made of that."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from operator import attrgetter
from types import UnionType
from typing import Annotated, Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Select,
    Table,
    Text,
    UniqueConstraint,
    select,
)

from newsarchive.store.catalog.seals import seal_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Base of the rows: frozen dataclasses, whose fields are the columns.

    A field that may be None is a column that may be NULL; so is a text, tuple or mapping that may be missing,
    and empty ones are NULL there. Times are ISO 8601 with their offset, tuples and mappings JSON, in which
    ``{"!day": …}`` and ``{"!time": …}`` stand for days and times.
    """


R = TypeVar("R", bound=Row)
metadata = MetaData()


@dataclass(frozen=True, slots=True)
class RefersTo:
    """Says of a column that it holds the id of a row in ``table``."""

    table: str


@dataclass(frozen=True)
class Layout(Generic[R]):
    """How the rows of one kind lie in their table.

    :param names: the columns but the seal, in the order of their names
    :param query: selects the values that :meth:`row` takes
    """

    kind: type[R]
    table: Table
    names: tuple[str, ...]
    query: Select[Any]
    to_store: Mapping[str, Callable[[Any], Any]]
    to_read: Sequence[tuple[int, Callable[[Any], Any]]]
    values_of: Callable[[R], tuple[Any, ...]]

    def stored(self, row: R) -> dict[str, Any]:
        """A row's values as the table has them; one that was read from a damaged table gives what it has."""
        values = dict(zip(self.names, self.values_of(row), strict=True))
        for name, store in self.to_store.items():
            values[name] = store(values[name])
        return values

    def seal(self, row: R) -> bytes:
        """The seal that a row calls for."""
        return seal_of(self.table.name, self.stored(row))

    def sealed(self, row: R) -> dict[str, Any]:
        """A row's values and seal, as the table has them."""
        values = self.stored(row)
        values["seal"] = seal_of(self.table.name, values)
        return values

    def as_found(self, values: Sequence[Any]) -> R:
        """A row that holds a table's values as they are, be they damaged."""
        return self.kind(**dict(zip(self.names, values, strict=True)))

    def row(self, values: Sequence[Any]) -> R:
        """The row of a table's values.

        :raises ValueError: one of them is none that a row was ever written with
        """
        read = list(values)
        for place, convert in self.to_read:
            read[place] = convert(read[place])
        return self.as_found(read)


_layouts: dict[type[Row], Layout[Any]] = {}


def table_of(
    kind: type[Row], name: str, *parts: UniqueConstraint | Index, key: tuple[str, ...] = ()
) -> Table:
    """Make the table that holds rows of a kind.

    :param key: the columns that tell its rows apart, unless they are numbered by ``id``
    """
    hints = get_type_hints(kind, include_extras=True)
    known = [_Field(one.name, hints[one.name], optional=_may_be_missing(one)) for one in fields(kind)]
    keys = key or ("id",)
    columns = [one.column(primary=one.name in keys) for one in known]
    columns.sort(key=lambda column: not column.primary_key)
    # A number once given is never given again: collecting goes by them.
    table = Table(
        name, metadata, *columns, Column("seal", LargeBinary, nullable=False), *parts,
        sqlite_strict=True, sqlite_autoincrement=not key,
    )  # fmt: skip
    known.sort(key=lambda one: one.name)  # as seals go
    names = tuple(one.name for one in known)
    _layouts[kind] = Layout(
        kind, table, names, select(*(table.c[name] for name in names)),
        to_store={one.name: one.store for one in known if one.store},
        to_read=[(place, one.read) for place, one in enumerate(known) if one.read],
        values_of=attrgetter(*names),
    )  # fmt: skip
    return table


def layout_of(kind: type[R]) -> Layout[R]:
    """How the rows of a kind lie in their table."""
    return _layouts[kind]


@cache
def layouts() -> list[Layout[Any]]:
    """The layouts of all kinds of rows; tables that others refer to come first."""
    by_table = {layout.table.name: layout for layout in _layouts.values()}
    return [by_table[table.name] for table in metadata.sorted_tables]


def _may_be_missing(field: Any) -> bool:
    return field.default is not MISSING or field.default_factory is not MISSING


class _Field:
    """What a field's type says of its column.

    :ivar store: what makes of a value what the table has
    :ivar read: the other way round
    """

    store: Callable[[Any], Any] | None = None
    read: Callable[[Any], Any] | None = None

    def __init__(self, name: str, hint: Any, *, optional: bool) -> None:
        self.name = name
        self.refers_to = None
        if get_origin(hint) is Annotated:
            hint, self.refers_to = get_args(hint)
        self.nullable = get_origin(hint) in {Union, UnionType}
        if self.nullable:
            (hint,) = (one for one in get_args(hint) if one is not type(None))
        origin = get_origin(hint) or hint
        self.type = {int: Integer, bytes: LargeBinary}.get(origin, Text)
        if origin is tuple:
            self.nullable = self.nullable or optional
            self.store, self.read = _json_of, _tuple_of(get_args(hint)[0])
        elif origin is Mapping:
            self.nullable = self.nullable or optional
            self.store, self.read = _json_of, _mapping_of
        elif origin is datetime:
            self.store, self.read = _iso_of, _time_of
        elif isinstance(origin, type) and issubclass(origin, StrEnum):
            self.read = origin
        elif origin is str and optional and not self.nullable:
            self.nullable = True
            self.store, self.read = _none_if_empty, _empty_if_none

    def column(self, *, primary: bool) -> Column[Any]:
        """The column that holds it."""
        keys = [ForeignKey(f"{self.refers_to.table}.id")] if self.refers_to else []
        return Column(
            self.name, self.type, *keys, primary_key=primary, nullable=self.nullable and not primary
        )


def _none_if_empty(text: str) -> str | None:
    return text or None


def _empty_if_none(text: str | None) -> str:
    return text or ""


def _iso_of(time: Any) -> Any:
    return time.isoformat() if isinstance(time, datetime) else time


def _time_of(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _json_of(value: Any) -> Any:
    if isinstance(value, tuple | Mapping):
        return json.dumps(value, ensure_ascii=False, default=_tagged) if value else None
    return value


def _tagged(value: Any) -> dict[str, str]:
    """Write days and times as tagged objects, because JSON has neither."""
    kind = "time" if isinstance(value, datetime) else "day"
    return {f"!{kind}": value.isoformat()}


def _untagged(value: dict[str, Any]) -> Any:
    match value:
        case {"!time": str() as text}:
            return datetime.fromisoformat(text)
        case {"!day": str() as text}:
            return date.fromisoformat(text)
    return value


def _tuple_of(kind: Callable[[Any], Any]) -> Callable[[Any], tuple[Any, ...]]:
    return lambda text: tuple(map(kind, json.loads(text))) if text else ()


def _mapping_of(text: str | None) -> Mapping[str, Any]:
    return json.loads(text, object_hook=_untagged) if text else {}
