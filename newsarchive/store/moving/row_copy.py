"""Rows from one catalog to another: each with its number and its seal, which is checked on both sides."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

from sqlalchemy import insert

from newsarchive.exceptions import StorageError
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.tables import Row, kinds, seal_of
from newsarchive.store.moving.row_pieces import Key, Piece, Values, between, pieces, side_by_side
from newsarchive.store.moving.self_references import referred_to_first, referring_forward
from newsarchive.text import typed

Transaction = Callable[[], AbstractContextManager[Rows]]
"""Gives the rows of a catalog to be changed in one transaction, which is committed at its end."""
Told = Callable[[str], None]
"""Is told of each step that is done."""


class RowCopy:
    """The rows of one archive, from the catalog that has them to another one.

    :param source: the rows that are to be copied; nobody changes them meanwhile
    :param target: where they go
    :param site: the archive's name
    :param told: is told of each transaction that is done
    :param damaged_too: a row that is damaged is copied as it is
    """

    def __init__(
        self, source: Rows, target: Transaction, site: str, told: Told, *, damaged_too: bool = False
    ) -> None:
        self.source, self.target, self.site, self.told = source, target, site, told
        self.damaged_too = damaged_too

    def copy(self) -> int:
        """Bring the target to what the source has; how many rows that are.

        What is there already and right stays, so that a copy that was killed goes on. Where something else is
        there, which an earlier copy left whose source has changed since, all of it goes first.

        :raises StorageError: a row of the source is none that was written; nothing was copied from there on
        """
        if not self._is_begun_right():
            self._empty()
        copied = sum(self._copy(kind) for kind in kinds())
        with self.target() as there:
            for name, number in self.source.numbers().items():
                there.count_from(name, number)
        self.told("numbers")
        return copied

    def compare(self) -> None:
        """Read all of the target back.

        :raises StorageError: it is not what the source has, row by row and value by value
        """
        with self.target() as there:
            for kind in kinds():
                for here, back in side_by_side(kind, self.source, there):
                    wrong = [key for key in here.keys() | back.keys() if here.get(key) != back.get(key)]
                    if not self.damaged_too:
                        wrong += [key for key, values in back.items() if not _is_sound(kind, values)]
                    if wrong:
                        raise StorageError(
                            f"row {_named(min(wrong))} of {kind.table.name} did not arrive as it is; nothing"
                            f" is moved yet, {typed(f'verify {self.site}')} shows what is wrong here"
                        )
            counted = there.numbers()
            for name, number in self.source.numbers().items():
                if counted.get(name, 0) < number:
                    raise StorageError(
                        f"new rows of {name} would be numbered from {counted.get(name, 0)},"
                        f" not from {number}; nothing is moved yet"
                    )
        self.told("compared")

    def _is_begun_right(self) -> bool:
        """Whether all that is in the target is as the source has it."""
        with self.target() as there:
            for kind in kinds():
                for piece in pieces(kind, there):
                    here = between(kind, self.source, piece)
                    if any(here.get(key) != values for key, values in piece.items()):
                        return False
        return True

    def _empty(self) -> None:
        for kind in reversed(kinds()):
            with self.target() as there:
                there.remove(kind)
            self.told(f"emptied {kind.table.name}")

    def _copy(self, kind: type[Row]) -> int:
        copied = 0
        waiting: Piece = {}
        for piece in pieces(kind, self.source):
            with self.target() as there:
                known = between(kind, there, piece)
                new = {key: values for key, values in piece.items() if key not in known}
                for key, values in new.items():
                    if not (self.damaged_too or _is_sound(kind, values)):
                        raise StorageError(
                            f"row {_named(key)} of {kind.table.name}: its values are not those that were"
                            f" sealed; {typed(f'verify {self.site}')} shows the damage"
                        )
                waiting |= referring_forward(kind, new, waiting)
                _insert(kind, there, [values for key, values in new.items() if key not in waiting])
            copied += len(piece)
            if new:
                self.told(f"{kind.table.name} {copied}")
        if waiting:
            with self.target() as there:
                _insert(kind, there, referred_to_first(kind, waiting))
            self.told(f"{kind.table.name} {copied}, all")
        return copied


def _named(key: Key) -> str:
    return ", ".join(map(str, key))


def _is_sound(kind: type[Row], values: Values) -> bool:
    try:
        return bool(seal_of(kind.table.name, values) == values["seal"])
    except UnicodeEncodeError:  # a text that is no UTF-8 any more
        return False


def _insert(kind: type[Row], rows: Rows, new: Sequence[Values]) -> None:
    if new:
        rows.connection.execute(insert(kind.table), new)
