"""Terms of a query that stand beside one another, put together."""

from dataclasses import dataclass, field

from newsarchive.exceptions import ArgumentError
from newsarchive.store.search.terms import Either, Every, Term, Without


@dataclass
class Group:
    """Terms that stand beside one another.

    :ivar wanted: those of which one must be there, for each of all that must
    :ivar without: those of which none may be there
    """

    wanted: list[list[Term]] = field(default_factory=list)
    without: list[Term] = field(default_factory=list)
    _is_or: bool = False
    _choice: str = ""

    def add(self, term: Term | None) -> None:
        """A term that must be there, or that may be there in place of the one before it."""
        if term and self._is_or:
            self.wanted[-1].append(term)
        elif term:
            self.wanted.append([term])
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

    def leave_out(self, term: Term | None) -> None:
        """A term that must be missing."""
        if self._is_or:
            raise ArgumentError("OR and - do not go together; say what is to be missing after all else")
        self.without += [term] if term else []

    def term(self) -> Term | None:
        """All of them; None where there are none."""
        if self._is_or:
            raise ArgumentError("OR stands between two words; what comes after the last one?")
        each = [one[0] if len(one) == 1 else Either(tuple(one)) for one in self.wanted]
        if self.without and not each:
            raise ArgumentError("say also what is to be found, not only what is to be missing: WORD -WITHOUT")
        if not each:
            return None
        term = each[0] if len(each) == 1 else Every(tuple(each))
        if not self.without:
            return term
        return Without(term, self.without[0] if len(self.without) == 1 else Either(tuple(self.without)))
