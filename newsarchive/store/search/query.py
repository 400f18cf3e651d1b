"""What somebody looks for, as they typed it, read into what the index is asked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from newsarchive.exceptions import ArgumentError
from newsarchive.store.search.day_words import day_of
from newsarchive.store.search.query_group import Group
from newsarchive.store.search.terms import Bracket, Every, Phrase, Term, fts5
from newsarchive.store.search.words import IS_SIGN, parted
from newsarchive.text import did_you_mean, printable

SYNTAX = (
    'words (all of them), "a phrase", -without, OR, wor*, title: author: outlet: section: site: since: until:'
)
"""The whole of it, in one line for people."""
_LONGEST = 1000  # characters
_MOST_TERMS, _MOST_TOKENS, _DEEPEST = 32, 200, 8
_FIELDS = {
    "title": "title", "headline": "title", "标题": "title",
    "author": "author", "by": "author", "作者": "author",
    "outlet": "outlet", "media": "outlet", "媒体": "outlet",
    "section": "section", "栏目": "section",
    "body": "body", "text": "body", "正文": "body",
    "site": "site", "网站": "site",
    "since": "since", "from": "since", "after": "since", "自": "since",
    "until": "until", "to": "until", "before": "until", "至": "until",
}  # fmt: skip
_CHOOSING = {"site", "since", "until"}
# What keyboards and word processors write for the signs of the syntax.
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("“”„‟″＂「」『』«»〝〞〟", '"'),
        "：": ":",
        "（": "(",
        "）": ")",
        "＊": "*",
        "－": "-",
        "\u3000": " ",
    }
)
_TOKEN = re.compile(
    r"""\s*(?:(?P<open>\()|(?P<close>\))|(?P<minus>-(?=[^\s-]))
    |(?P<field>[^\W\d_]{1,12}):
    |"(?P<phrase>[^"]*)(?P<end>"?)(?P<star>\*?)
    |(?P<word>[^\s"()]+))""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for.

    :param text: as it was typed
    :param match: what FTS5 is asked
    :param phrases: what is to be marked: the tokens of each, the last one with ``*`` where only its beginning
        is said, and the column that it must stand in or ""
    :param sites: those that are chosen; none for all
    :param since: the first day, ``YYYY-MM-DD``, or ""
    :param until: the last day, or ""
    :param term: what is looked for, for whatever is not FTS5
    """

    text: str
    match: str
    phrases: tuple[tuple[tuple[str, ...], str], ...]
    sites: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    term: Term | None = field(default=None, compare=False)


def read_query(
    text: str,
    *,
    sites: Sequence[str] = (),
    since: str = "",
    until: str = "",
    section: str = "",
    outlet: str = "",
) -> Query:
    """Read what was typed, with what was chosen besides: as if it had been typed, too.

    :raises ArgumentError: it asks for nothing, or is not what it seems to be; the message says what to type
    """
    if len(text) > _LONGEST:
        raise ArgumentError(f"a search takes at most {_LONGEST:,} characters, this has {len(text):,}")
    reader = _Reader(text.translate(_ALIKE))
    parts: list[Term | None] = [reader.read()]
    parts += [
        reader.phrase(said, column) for column, said in (("section", section), ("outlet", outlet)) if said
    ]
    terms = tuple(part for part in parts if part)
    for name, days in (("since", since), ("until", until)):
        if days:
            reader.choose(name, days)
    if not terms:
        if not reader.chosen and not text.strip():
            raise ArgumentError(f"say what to look for: {SYNTAX}")
        raise ArgumentError(f"{printable(text)!r}: has no word to look for; type {SYNTAX}")
    wanted = reader.chosen.get("since", ""), reader.chosen.get("until", "")
    if all(wanted) and wanted[0] > wanted[1]:
        raise ArgumentError(f"since:{wanted[0]} is after until:{wanted[1]}; turn them round")
    term = terms[0] if len(terms) == 1 else Every(terms)
    return Query(text, fts5(term), tuple(reader.phrases), (*sites, *reader.sites), *wanted, term)


@dataclass
class _Reader:
    """Reads a query from left to right.

    :ivar phrases: those that are looked for, and not those that must be missing
    :ivar chosen: the first and the last day, by name
    """

    text: str
    phrases: list[tuple[tuple[str, ...], str]] = field(default_factory=list)
    chosen: dict[str, str] = field(default_factory=dict)
    sites: list[str] = field(default_factory=list)
    _at: int = 0
    _terms: int = 0

    def read(self) -> Term | None:
        """The whole query; None where no word is looked for."""
        term = self._all(0)
        if self._at < len(self.text.rstrip()):
            raise ArgumentError(f"there is a ) without a ( before {self._rest()!r}; take it out, or quote it")
        return term

    def _all(self, depth: int) -> Term | None:
        """Terms of which all must be there, up to a closing bracket or the end."""
        if depth > _DEEPEST:
            raise ArgumentError(f"brackets may stand {_DEEPEST} deep; write it flatter")
        group = Group()
        for token in self._tokens():
            if token["close"]:
                self._at = token.start("close")
                break
            if token["word"] in {"OR", "|", "||"}:
                group.either()
            elif token["minus"] or token["word"] == "NOT":
                marked = list(self.phrases)
                left_out = self._next("-")
                if _chooses(left_out):
                    raise ArgumentError(_FOR_ALL.format(left_out["field"]))
                group.leave_out(self._one(left_out, depth))
                self.phrases = marked
            elif _chooses(token):
                group.choose(_FOR_ALL.format(token["field"]), is_whole=not depth)
                self._in_field(token)
            elif token["word"] not in {"AND", "&", "&&", "+"}:
                group.add(self._one(token, depth))
        return group.term()

    def _one(self, token: re.Match[str], depth: int, column: str = "") -> Term | None:
        """One term: a word, a phrase, a bracket, or any of them in one field."""
        if token["open"]:
            if column:
                raise ArgumentError(f'{column}: takes a word or "a phrase", no brackets; repeat {column}:')
            within = self._all(depth + 1)
            closing = _TOKEN.match(self.text, self._at)
            if not (closing and closing["close"]):
                raise ArgumentError("there is a ( without its ); close it, or quote it")
            self._at = closing.end()
            return Bracket(within) if within else None
        if token["field"]:
            return self._in_field(token)
        if token["phrase"] is not None:
            if not token["end"]:
                raise ArgumentError('a " is not closed; a phrase stands between two of them: "like this"')
            return self.phrase(token["phrase"], column, begins=bool(token["star"]))
        if token["word"]:
            return self.phrase(token["word"].rstrip("*"), column, begins=token["word"].endswith("*"))
        raise ArgumentError(f"what is to come at {self._rest()!r}? type {SYNTAX}")

    def _in_field(self, token: re.Match[str]) -> Term | None:
        name = token["field"]
        known = _FIELDS.get(name.casefold())
        if known is None:
            near = did_you_mean([name.casefold()], _FIELDS)
            if near:
                raise ArgumentError(f'{name}: is no field; {near}quote it to look for the word: "{name}:"')
            return self.phrase(name)  # a colon within a text, as in 12:30 or 注意：
        following = self._next(f"{name}:")
        said = following["phrase"] if following["phrase"] is not None else following["word"]
        if known not in _CHOOSING:
            return self._one(following, 0, known)
        if not said:
            raise ArgumentError(
                f"{name}: takes a {'name' if known == 'site' else 'day'}, as in {_EXAMPLES[known]}"
            )
        if known == "site":
            self.sites.append(said)
        else:
            self.choose(known, said)
        return None

    def choose(self, name: str, said: str) -> None:
        """Choose the first or the last day."""
        if name in self.chosen:
            raise ArgumentError(f"{name}: is said twice; say it once")
        self.chosen[name] = day_of(said, name, last=name == "until")

    def phrase(self, said: str, column: str = "", *, begins: bool = False) -> Phrase | None:
        """Signs and words that follow one another; None where there are none."""
        tokens = parted(said).split()
        if not tokens:
            return None
        self._terms += 1
        if self._terms > _MOST_TERMS or len(tokens) > _MOST_TOKENS:
            most = f"{_MOST_TERMS} terms, and a phrase at most {_MOST_TOKENS} signs or words"
            raise ArgumentError(f"a search takes at most {most}; look for the telling ones")
        begins = begins and not IS_SIGN.fullmatch(tokens[-1])
        if begins and len(tokens[-1]) < 2:
            raise ArgumentError(f"{printable(said)}*: give at least two letters before the *")
        self.phrases.append((((*tokens[:-1], tokens[-1] + "*") if begins else tuple(tokens)), column))
        return Phrase(tuple(tokens), column, begins)

    def _tokens(self) -> Iterator[re.Match[str]]:
        while self._at < len(self.text.rstrip()):
            yield self._next("")

    def _next(self, after: str) -> re.Match[str]:
        token = _TOKEN.match(self.text, self._at)
        if token is None:
            raise ArgumentError(f"what is to come after {after or self._rest()!r}? type {SYNTAX}")
        self._at = token.end()
        return token

    def _rest(self) -> str:
        return printable(self.text[self._at : self._at + 20])


def _chooses(token: re.Match[str]) -> bool:
    """Whether it says where or when is looked, rather than for what."""
    return bool(token["field"]) and _FIELDS.get(token["field"].casefold()) in _CHOOSING


_FOR_ALL = "{}: goes for the whole search; let it stand outside of brackets, without - and OR"
_EXAMPLES = {"site": "site:finews", "since": "since:2026-03-01", "until": "until:2026-03"}
