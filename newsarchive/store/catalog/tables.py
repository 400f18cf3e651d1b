"""A table is stated once, as the dataclass of its rows; what SQLAlchemy knows of it is made of that."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from operator import attrgetter
from types import UnionType
from typing import Annotated, Any, ClassVar, Self, TypeVar, Union, get_args, get_origin, get_type_hints

from sqlalchemy import (
    BigInteger,
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

from newsarchive.store.catalog.texts import storable

_SIZE = 16
# 64 bits in every database; SQLite's strict tables know it by this name alone.
_WHOLE = BigInteger().with_variant(Integer(), "sqlite")


def seal_of(table: str, values: Mapping[str, object]) -> bytes:
    """The seal that a row's values call for.

    What is NULL has no part in it: a column that a later version adds leaves the rows sealed that are there.

    :param table: its name
    :param values: by column; a column of the name ``seal`` does not count
    :raises UnicodeEncodeError: a text is none, because the row is damaged
    """
    hashing = hashlib.blake2b(table.encode() + b";", digest_size=_SIZE)
    for name in sorted(values):
        if name != "seal" and (value := values[name]) is not None:
            hashing.update(name.encode() + b"=" + encoded(value))
    return hashing.digest()


def encoded(value: object) -> bytes:
    """Kind, length and value: no two rows run together to the same bytes."""
    if isinstance(value, bytes):
        return b"b%d;" % len(value) + value
    text = str(value).encode()
    return (b"i%d;" if isinstance(value, int) else b"s%d;") % len(text) + text


metadata = MetaData()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Base of the rows: frozen dataclasses, whose fields are the columns.

    A field that may be None is a column that may be NULL; so is a text, tuple or mapping that may be missing,
    and empty ones are NULL there. Times are ISO 8601 with their offset, tuples and mappings JSON, in which
    ``{"!day": …}`` and ``{"!time": …}`` stand for days and times.

    :cvar c: the table's columns, by name
    :cvar key: the columns that tell rows apart
    :cvar names: of the columns but the seal, sorted
    :cvar query: selects the values that :meth:`from_table` takes
    """

    table: ClassVar[Table]
    c: ClassVar[Any]
    key: ClassVar[tuple[str, ...]]
    names: ClassVar[tuple[str, ...]]
    query: ClassVar[Select[Any]]
    values_of: ClassVar[Callable[[Any], tuple[Any, ...]]]
    to_store: ClassVar[Mapping[str, Callable[[Any], Any]]]
    to_read: ClassVar[Sequence[tuple[int, Callable[[Any], Any]]]]

    def key_of(self) -> tuple[Any, ...]:
        """What tells the row apart from the others of its table."""
        return tuple(getattr(self, name) for name in self.key)

    def values(self) -> dict[str, Any]:
        """The values as the table has them; a row that was read from a damaged table gives what it has."""
        kind = type(self)
        values = dict(zip(kind.names, kind.values_of(self), strict=True))
        for name, store in kind.to_store.items():
            values[name] = store(values[name])
        return values

    def right_seal(self) -> bytes:
        """The seal that the row calls for.

        :raises UnicodeEncodeError: a text is none, because the row is damaged
        """
        return seal_of(self.table.name, self.values())

    def sealed(self) -> dict[str, Any]:
        """The values and the seal, as the table has them."""
        values = {name: storable(value) for name, value in self.values().items()}
        return values | {"seal": seal_of(self.table.name, values)}

    @classmethod
    def as_found(cls, values: Sequence[Any]) -> Self:
        """A row that holds a table's values as they are, be they damaged."""
        return cls(**dict(zip(cls.names, values, strict=True)))

    @classmethod
    def from_table(cls, values: Sequence[Any]) -> Self:
        """The row of a table's values.

        :raises ValueError: one of them is none that a row was ever written with
        """
        read = list(values)
        for place, convert in cls.to_read:
            read[place] = convert(read[place])
        return cls.as_found(read)


R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True)
class RefersTo:
    """Says of a column that it holds the id of a row in ``table``."""

    table: str


def stored_in(
    name: str, *parts: UniqueConstraint | Index, key: tuple[str, ...] = ()
) -> Callable[[type[R]], type[R]]:
    """Make the table that holds rows of the decorated kind.

    :param key: the columns that tell its rows apart, unless they are numbered by ``id``
    """

    def decorate(kind: type[R]) -> type[R]:
        hints = get_type_hints(kind, include_extras=True)
        known = [_Field(one.name, hints[one.name], optional=_may_be_missing(one)) for one in fields(kind)]
        kind.key = key or ("id",)
        columns = [one.column(primary=one.name in kind.key) for one in known]
        columns.sort(key=lambda column: not column.primary_key)
        # A number once given is never given again: collecting goes by them.
        kind.table = Table(
            name, metadata, *columns, Column("seal", LargeBinary, nullable=False), *parts,
            sqlite_strict=True, sqlite_autoincrement=not key, info={"kind": kind},
        )  # fmt: skip
        known.sort(key=lambda one: one.name)  # as seals go
        kind.c = kind.table.c
        kind.names = tuple(one.name for one in known)
        kind.query = select(*(kind.c[one] for one in kind.names))
        kind.values_of = attrgetter(*kind.names)
        kind.to_store = {one.name: one.store for one in known if one.store}
        kind.to_read = [(place, one.read) for place, one in enumerate(known) if one.read]
        return kind

    return decorate


def kinds() -> list[type[Row]]:
    """The kinds of rows, those that others refer to first."""
    return [table.info["kind"] for table in metadata.sorted_tables]


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
        self.type: Any = {int: _WHOLE, bytes: LargeBinary()}.get(origin, Text())
        if origin in {tuple, Mapping}:
            self.nullable = self.nullable or optional
            self.store, self.read = _json_of, _tuple_of(hint) if origin is tuple else _mapping_of
        elif origin is datetime:
            self.store, self.read = _iso_of, _time_of
        elif isinstance(origin, type) and issubclass(origin, StrEnum):
            self.read = origin
        elif origin is str and optional and not self.nullable:
            self.nullable = True
            self.store, self.read = lambda text: text or None, lambda text: text or ""

    def column(self, *, primary: bool) -> Column[Any]:
        """The column that holds it."""
        keys = [ForeignKey(f"{self.refers_to.table}.id")] if self.refers_to else []
        return Column(
            self.name, self.type, *keys, primary_key=primary, nullable=self.nullable and not primary
        )


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


def _tuple_of(hint: Any) -> Callable[[Any], tuple[Any, ...]]:
    kind = get_args(hint)[0]
    return lambda text: tuple(map(kind, json.loads(text))) if text else ()


def _mapping_of(text: str | None) -> Mapping[str, Any]:
    return json.loads(text, object_hook=_untagged) if text else {}
