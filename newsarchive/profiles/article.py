"""How a profile says where an article's fields stand on its pages."""

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from newsarchive.profiles.checks import ABSOLUTE, Css, FieldCss, OneOrMore, Pattern, Strict, template
from newsarchive.profiles.ids import unescaped


class FieldRule(Strict):
    """One place where a field may stand. A mere text is its ``css``.

    :param css: a selector; ``::attr(NAME)`` at its end takes an attribute, else it is the text
    :param pattern: a regular expression that must be found in it; its first group, if there
        is one, is the value
    """

    css: FieldCss
    pattern: Pattern | None = None

    @property
    def selector(self) -> str:
        """The selector alone."""
        return self.css.partition("::")[0]

    @property
    def attribute(self) -> str:
        """The attribute that is asked for; empty for the text."""
        return self.css.partition("::attr(")[2].rstrip(")")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return {"css": value} if isinstance(value, str) else value


Rules = Annotated[tuple[FieldRule, ...], OneOrMore]
JsonPaths = Annotated[tuple[str, ...], OneOrMore]


class FieldRules(Strict):
    """For each field the places where it may stand, the first that says anything wins.

    A field without rules is found automatically.

    :param drop: what is no part of the body
    """

    title: Rules = ()
    date: Rules = ()
    author: Rules = ()
    source: Rules = ()
    section: Rules = ()
    tags: Rules = ()
    image: Rules = ()
    digest: Rules = ()
    body: Rules = ()
    drop: Annotated[tuple[Css, ...], OneOrMore] = ()


class Redesign(FieldRules):
    """The rules for articles of a time when the site looked otherwise.

    :param until: the last day of that look, in the site's zone
    """

    until: date


class TextEndpoint(Strict):
    """An address that answers an article as JSON, and the paths of the fields in it, such as ``data.title``.

    :param url: ``{id}`` stands for the article's id
    """

    url: Annotated[str, template("id"), ABSOLUTE]
    title: JsonPaths = ()
    date: JsonPaths = ()
    author: JsonPaths = ()
    source: JsonPaths = ()
    section: JsonPaths = ()
    outlet: JsonPaths = ()
    body: JsonPaths = ()
    digest: JsonPaths = ()
    link: JsonPaths = ()


class ArticleRules(FieldRules):
    """How an article is told from another, and what is read from where.

    :param id: what an article's id looks like; found in its address, where the first group, if there is
        one, is the id; without it, the address is the id
    :param address: what an article's address looks like; without it, fixed rules decide
    :param page: an article's page, ``{id}`` standing for its id
    :param text: asked first, where the site has it
    :param chain: what an article is read from, in this order, each only while a required field is missing;
        ``entry`` is the address that a listing shows, where that is another one
    :param required: the fields without which the next page is asked
    :param pages: the links to an article's further pages; without it, page bars are recognised
    :param before: rules for older articles, the oldest first
    """

    id: Pattern | None = None
    address: Pattern | None = None
    page: Annotated[str, template("id"), ABSOLUTE] | None = None
    text: TextEndpoint | None = None
    chain: Annotated[tuple[Literal["text", "page", "entry"], ...], OneOrMore] = ("text", "page")
    required: Annotated[tuple[Literal["title", "date", "outlet", "body"], ...], OneOrMore] = (
        "title", "date", "body",
    )  # fmt: skip
    pages: Css | None = None
    before: tuple[Redesign, ...] = Field(default=())

    @model_validator(mode="after")
    def _has_something_to_ask(self) -> "ArticleRules":
        if "page" not in self.chain and not (self.text and "text" in self.chain):
            raise ValueError("chain has nothing to ask: name page in it, or text with article.text")
        return self

    def id_in(self, address: str) -> str | None:
        """The id in an article's address, unescaped; None where there is none, or ids have no form."""
        found = self._match_in(address)
        return found and unescaped(address[slice(*found)], in_query="?" in address[: found[0]])

    def _match_in(self, address: str) -> tuple[int, int] | None:
        """From where to where an id stands in an address."""
        found = re.search(self.id, address, re.ASCII) if self.id else None
        span = found.span(min(found.re.groups, 1)) if found else (-1, -1)
        return span if span[0] >= 0 else None

    def is_id(self, text: str, address: str) -> bool:
        """Whether ``text`` has the form of the site's ids.

        :param address: of an article: what surrounds an id may stand in addresses alone, so that ``text``
            is tried in the place of the id that is there
        """
        if not self.id:
            return bool(text)
        if re.fullmatch(self.id, text, re.ASCII):
            return True
        found = self._match_in(address)
        if not text or found is None:
            return False
        if self.id_in(address) == text:
            return True
        put_in = address[: found[0]] + text + address[found[1] :]
        return self._match_in(put_in) == (found[0], found[0] + len(text))
