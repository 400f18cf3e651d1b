"""What a citation says of an article, whatever its format."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime

from newsarchive.text import one_line

_NOT_IN_KEYS = re.compile(r"[^A-Za-z0-9_.:-]+")
_BETWEEN = re.compile(r"\s*[、，،]\s*|,\s+")
_BETWEEN_MORE = re.compile(r"\s*[;；؛]\s*")
_BEHIND_A_NAME = re.compile(r"(?:Jr|Sr|II|III|IV|Ph\.?\s?D|M\.?D|Esq)\.?", re.IGNORECASE)
_IN_ADDRESSES = {ord(sign): f"%{ord(sign):02X}" for sign in ' "<>\\^`{|}'}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """An article, in the wording of one revision. A text that nobody stated is empty.

    :param key: tells it apart from all other articles, see :func:`citation_key`
    :param authors: their names as they were stated, never taken apart into given name and family name
    :param outlet: the newspaper, agency or site that published it
    :param published: aware, in the site's zone; its date is cited as it was there
    :param is_timed: the source stated more than the day
    :param accessed: when the source served this wording, aware
    :param url: the article's page at its source
    :param version_url: where this wording can be read in the archive; empty where no address is known
    :param archive: the archive's name
    :param location: which of its files has this wording
    :param revision: its number within the article
    :param sha256: of that file's bytes, in hexadecimal
    :param language: a BCP 47 tag
    :param remark: what a reader should know besides, in a sentence: edits, a withdrawal
    """

    key: str
    title: str
    authors: tuple[str, ...] = ()
    outlet: str = ""
    section: str = ""
    published: datetime
    is_timed: bool = True
    accessed: datetime
    url: str
    version_url: str = ""
    archive: str
    location: str
    revision: int
    sha256: str
    language: str = ""
    summary: str = ""
    tags: tuple[str, ...] = ()
    remark: str = ""

    @property
    def note(self) -> str:
        """Which wording it is, and the remark."""
        said = f"Revision {self.revision} in the archive {self.archive}, SHA-256 {self.sha256}"
        return one_line(". ".join(filter(None, (said, self.remark))))


def authors_of(stated: str) -> tuple[str, ...]:
    """The names in a line of authors, each as it stands there; beside semicolons no comma parts them.

    What only follows a name, such as ``Jr.``, stays with it. A name is not turned round, and no given name
    is guessed: many that news sites state are those of agencies, and many languages have no such order.
    """
    names: list[str] = []
    line = one_line(stated)
    between = _BETWEEN_MORE if _BETWEEN_MORE.search(line.strip(" ;；؛")) else _BETWEEN
    for part in (one.strip(" ,;；؛、，،") for one in between.split(line)):
        if names and _BEHIND_A_NAME.fullmatch(part):
            names[-1] += f", {part}"
        elif part:
            names.append(part)
    return tuple(dict.fromkeys(names))


def citation_key(site: str, name: str) -> str:
    """What tells a citation apart from every other one of any archive, in ASCII.

    It has none of the characters that end a key in BibTeX, and is the same each time.

    :param site: the archive's name
    :param name: the file name of the article's post, which no other article of the archive has
    """
    whole = f"{site}:{name.removesuffix('.md')}"
    key = _NOT_IN_KEYS.sub("-", whole)
    return key if key == whole else f"{key.strip('-')}-{hashlib.sha256(whole.encode()).hexdigest()[:8]}"


def address(url: str) -> str:
    """An address with what may stand in none percent-encoded, so that it ends no field of any format."""
    return "".join(one_line(url).split()).translate(_IN_ADDRESSES)


def day(moment: datetime, between: str = "-") -> str:
    """A date as all formats have it, with four digits of the year, of which ``strftime`` drops zeros."""
    return moment.date().isoformat().replace("-", between)
