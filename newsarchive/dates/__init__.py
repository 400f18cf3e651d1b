"""A stated date, in whatever form, as an aware datetime; or the reason why it is none."""

from newsarchive.dates.parse import parse_date
from newsarchive.dates.parsed import ParsedDate, Precision

__all__ = ["ParsedDate", "Precision", "parse_date"]
