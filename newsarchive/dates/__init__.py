"""A stated date, in whatever form, as an aware datetime; or the reason why it is none."""

from newsarchive.dates.parse import parse_date
from newsarchive.dates.parsed import ANY_STYLE, ParsedDate, Precision, Style

__all__ = ["ANY_STYLE", "ParsedDate", "Precision", "Style", "parse_date"]
