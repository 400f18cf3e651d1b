"""Ids in addresses: escaped where they are put in, unescaped where they are taken out or compared."""

import re
from urllib.parse import quote, unquote

_SAFE = "/-._~!$'()*,;:@"
_KEPT = re.compile(r"(%2[fF]|%25(?=[0-9A-Fa-f]{2}))")  # what is no slash and no escape


def filled(template: str, source_id: str) -> str:
    """An address with an id in the place of ``{id}``, escaped so that it stands for this id alone.

    A plus is itself in a path and a space in what follows ``?``, so that it is escaped there. An id that has
    escapes already, as some lists state them, keeps them.
    """
    path, mark, query = template.partition("?")
    return path.format(id=_escaped(source_id, "+")) + mark + query.format(id=_escaped(source_id, ""))


def unescaped(text: str, *, in_query: bool = False) -> str:
    """An id as a list or a person would write it, of one that stands in an address.

    :param in_query: it follows ``?``, where a plus is a space
    """
    text = text.replace("+", " ") if in_query else text
    if "%" not in text:
        return text
    return "".join(part if _KEPT.fullmatch(part) else unquote(part) for part in _KEPT.split(text))


def same_address(one: str, other: str) -> bool:
    """Whether two addresses differ in nothing but what they escape."""
    return one == other or unescaped(one) == unescaped(other)


def _escaped(text: str, more: str) -> str:
    parts = re.split(r"(%[0-9A-Fa-f]{2})", text)
    return "".join(part if at % 2 else quote(part, safe=_SAFE + more) for at, part in enumerate(parts))
