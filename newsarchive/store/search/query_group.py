"""Terms of a query that stand beside one another, put together for FTS5."""

from dataclasses import dataclass, field

from newsarchive.exceptions import ArgumentError


@dataclass
class Group:
    """Terms that stand beside one another.

    :ivar wanted: those of which one must be there, for each of all that must
    :ivar without: those of which none may be there
    """

    wanted: list[list[str]] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    _is_or: bool = False
    _choice: str = ""

    def add(self, match: str) -> None:
        """A term that must be there, or that may be there in place of the one before it."""
        if match and self._is_or:
            self.wanted[-1].append(match)
        elif match:
            self.wanted.append([match])
        self._is_or = False
        self._choice = ""

    def choose(self, wrong: str, *, is_whole: bool) -> None:
        """A site or a day, which is chosen for the whole search.

        :param wrong: what is said where it stands otherwise
        :param is_whole: whether the terms are the whole search
        """
        if self._is_or or not is_whole:
            raise ArgumentError(wrong)
        self._choice = wrong

    def either(self) -> None:
        """An OR."""
        if self._choice:
            raise ArgumentError(self._choice)
        if not self.wanted or self._is_or:
            raise ArgumentError("OR stands between two words; write it small to look for the word")
        self._is_or = True

    def leave_out(self, match: str) -> None:
        """A term that must be missing."""
        if self._is_or:
            raise ArgumentError("OR and - do not go together; say what is to be missing after all else")
        self.without += [match] if match else []

    def match(self) -> str:
        """All of them, for FTS5."""
        if self._is_or:
            raise ArgumentError("OR stands between two words; what comes after the last one?")
        match = " AND ".join(one[0] if len(one) == 1 else f"({' OR '.join(one)})" for one in self.wanted)
        if self.without and not match:
            raise ArgumentError("say also what is to be found, not only what is to be missing: WORD -WITHOUT")
        return f"(({match}) NOT ({' OR '.join(self.without)}))" if self.without else match
