r"""Text that Obsidian shows as it was written: whatever acts in its Markdown stands behind a backslash.

Beside CommonMark's signs that is ``[[link]]`` and ``![[embed]]``, ``#tag``, ``^block``, ``%%comment%%``,
``==highlight==``, ``$math$``, ``{{template}}``, ``<% template %>`` and ``key:: value``.
"""

import re

_ACTING = re.compile(
    r"""
      [\\`*_\[\]<>|~^$\#{]
    | &(?=[\#\w]|\Z)          # a character reference
    | !(?=\[|\Z)              # a link behind it would be a picture
    | (?P<twice>[%=:])(?=(?P=twice)) | (?<=[%<])% | (?<==)= | (?<=:):
    """,
    re.VERBOSE,
)
# What begins a list, or makes a heading of the line above it.
_LINE_START = re.compile(r"(\s*)([-+=]|\d{1,9}(?=[.)](?:\s|\Z)))")
_PLAIN_ADDRESS = re.compile(
    r"https?://(?:[A-Za-z0-9\-._~/?#@!&'(+,;]|%(?=[0-9A-Fa-f]{2})|=(?!=)|:(?!:))*[A-Za-z0-9/]"
)
_IN_LINKS = {ord(sign): f"%{ord(sign):02X}" for sign in "()$*[]\\ "}
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def escaped_text(text: str, *, links: bool = True) -> str:
    """A text on one line, as the beginning of a line or within one.

    :param links: whether an address in it may become a link, as Obsidian makes one of it anyway
    """
    escaped, at = [], 0
    for address in _PLAIN_ADDRESS.finditer(text) if links else ():
        escaped += [_escaped(text[at : address.start()]), f"<{address[0]}>"]
        at = address.end()
    escaped.append(_escaped(text[at:]))
    line = "".join(escaped)
    start = _LINE_START.match(line)
    return f"{line[: start.start(2)]}{_start(start[2])}{line[start.end() :]}" if start else line


def _escaped(text: str) -> str:
    return _ACTING.sub(r"\\\g<0>", text)


def _start(sign: str) -> str:
    return f"{sign}\\" if sign.isdigit() else f"\\{sign}"


def escaped_address(address: str) -> str:
    """An address between the parentheses of a link."""
    return _BARE_PERCENT.sub("%25", address).translate(_IN_LINKS)


def property_text(text: str) -> str:
    """The text of a property, in which nothing but a link to a note acts.

    Its brackets are held apart by a sign that is not seen, since nothing escapes them there.
    """
    return text.replace("[[", "[\u2060[")


# What no tag may hold, in Obsidian's own words, and the slash, which would nest it.
_NOT_IN_TAGS = re.compile(r"[\u2000-\u206f\u2e00-\u2e7f'!\"#$%&()*+,./:;<=>?@^`{|}~\[\]\\\s]+")


def tag_of(name: str) -> str:
    """A name as a tag: no spaces, no signs, and not a number alone; empty where nothing is left."""
    tag = _NOT_IN_TAGS.sub("-", name).strip("-")
    return f"_{tag}" if tag.replace("-", "").replace("_", "").isdecimal() else tag
