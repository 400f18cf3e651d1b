"""Plain text from the wild made fit for one line, and the commands that people are told to type."""

import difflib
import html
import re
import sys
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

# C0 and C1 controls that are not white space, bidirectional controls (Unicode UAX #9), the byte
# order mark, lone surrogates, and the non-characters of Unicode 23.7.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(17))
    + "]"
)


def one_line(text: str) -> str:
    """Drop characters no reader sees, and make each run of white space one space; ends stripped."""
    return " ".join((text if text.isprintable() else _UNWANTED.sub("", text)).split())


def decoded_line(text: str) -> str:
    """The same for text out of HTML: its character references are decoded, once."""
    return one_line(html.unescape(text))


WORD = re.compile(r"[^\W_]+")
"""A word or a figure; where a script writes no spaces, all that stands between two marks."""


def words_in(text: str) -> list[str]:
    """The words and figures of a text, small and in their plain form, in their order."""
    return WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def letters_of(text: str) -> str:
    """The same without what parts them: two texts that differ in spaces and marks alone give the same."""
    return "".join(words_in(text))


def cut(text: str, limit: int) -> str:
    """``text`` in at most ``limit`` characters, an ellipsis showing that something was cut."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def escaped(text: str) -> str:
    """``text`` for a terminal: whatever does not print there as an escape."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def escaped_lines(text: str) -> str:
    """The same for a text of several lines, whose ends stay."""
    return text if text.isprintable() else "\n".join(map(escaped, text.split("\n")))


def escaped_source(text: str) -> str:
    """The same of a source text, whose tabs stay, too, and whose line ends are one character each."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join("\t".join(map(escaped, line.split("\t"))) for line in lines)


def many(count: int, one: str, several: str = "") -> str:
    """A number with what it counts: ``1 article``, ``1,200 articles``.

    :param several: the word for several, where it is not that for one with an s
    """
    return f"{count:,} {one if count == 1 else several or f'{one}s'}"


def printable(value: object) -> str:
    """``value`` for a log line or a message: at most 200 characters, controls as escapes."""
    return cut(escaped(str(value)[:300]), 200)


def did_you_mean(
    words: Iterable[str], known: Iterable[str], as_typed: Mapping[str, str] = MappingProxyType({})
) -> str:
    """The question ``did you mean this or that? `` for words that are none of the known ones, or nothing.

    :param as_typed: how known words are written that are not compared as they are typed
    """
    choice = list(dict.fromkeys(known))
    near = [as_typed.get(one, one) for word in words for one in difflib.get_close_matches(word, choice)]
    return f"did you mean {' or '.join(dict.fromkeys(near))}? " if near else ""


def program() -> str:
    """``scrapy`` for a project's command, otherwise ``newsarchive``, as everything installed has it."""
    started = Path("".join(sys.argv[:1]))
    name = started.parent.name if started.stem == "__main__" else started.stem  # python -m NAME
    return "scrapy" if name == "scrapy" else "newsarchive"


def typed(command: str) -> str:
    """A command with what goes before it, in back quotes: ```newsarchive verify --repair```."""
    return f"`{program()} {command}`"
