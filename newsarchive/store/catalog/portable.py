"""What both databases can do and call by different names."""

from typing import Any

from sqlalchemy import ColumnElement, Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class place_in(FunctionElement[int]):  # noqa: N801  a function of SQL
    """Where in a text another one begins, letter by letter, counted from 1; 0 where it does not."""

    type = Integer()
    inherit_cache = True
    name = "place_in"

    def __init__(self, whole: ColumnElement[Any], part: str) -> None:
        super().__init__(whole, part)


@compiles(place_in)
def _in_sqlite(element: place_in, compiler: Any, **more: Any) -> str:
    return f"instr({compiler.process(element.clauses, **more)})"


@compiles(place_in, "postgresql")
def _in_postgresql(element: place_in, compiler: Any, **more: Any) -> str:
    return f"strpos({compiler.process(element.clauses, **more)})"
