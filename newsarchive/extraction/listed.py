"""What a list calls an article against what its pages call it."""

from collections.abc import Iterable, Sequence
from itertools import islice

from newsarchive.extraction.body.elements import width
from newsarchive.extraction.candidates import Candidate
from newsarchive.pages.tree import Page
from newsarchive.pages.visible_text import text_of
from newsarchive.pages.words import AN_EAST_ASIAN_SIGN
from newsarchive.text import letters_of, one_line

_A_HEADLINE = 15  # width; a shorter text may be a section's name, or "Read more"
_MOST, _HARDLY = 0.5, 0.2  # of the letters that may be shared
_SHOWN_IN = ("h1", "h2", "h3", "h4", "h5", "h6", "div", "p", "span", "td", "strong", "b", "font", "center")
_LOOKED_AT = 3_000  # elements
_RULED = 1.0  # confidence of what the profile's rules give


def titles_as_listed(
    titles: Sequence[Candidate], listed: str, names: Iterable[str], page: Page
) -> list[Candidate]:
    """The titles, the best first, as a list's link to the article leaves their order.

    A title that shares hardly a letter with the link yields to the page's first one that agrees with it: many
    a site gives all its pages the section's name for a title. Where none agrees, such a name yields to the
    link's own text, and so does any title of a page that shows this text, too.

    :param titles: those of the page, the best first; what the profile's rules give stays first
    :param listed: the link's text; empty where no list shows the article
    :param names: those of the site and its sections
    """
    listed = one_line(listed)
    if not titles or titles[0].confidence >= _RULED or _alike(titles[0].value, listed) >= _HARDLY:
        return list(titles)
    agreeing = next((one for one in titles if _alike(one.value, listed) > _MOST), None)
    if agreeing is None and width(letters_of(listed)) >= _A_HEADLINE:
        keys = {letters_of(name) for name in names}
        is_name = letters_of(titles[0].value) in keys
        if letters_of(listed) not in keys and (is_name or _shows(page, listed)):
            agreeing = Candidate(listed, "listing", 0.0)
    return [*([agreeing] if agreeing else []), *(one for one in titles if one is not agreeing)]


def _shows(page: Page, text: str) -> bool:
    """Whether an element of the page that is no link says this and nothing else."""
    wanted = letters_of(text)
    elements = (one for one in page.tree.iter(*_SHOWN_IN) if one.find(".//a") is None)
    return any(
        letters_of(text_of(one, 2 * len(text))) == wanted
        for one in islice(elements, _LOOKED_AT)
        if next(one.iterancestors("a", "li"), None) is None
    )


def _alike(title: str, listed: str) -> float:
    """How much of the shorter headline the other says, too; a card's text begins with its headline."""
    one, other = letters_of(title), letters_of(listed)
    if width(one) >= _A_HEADLINE and other.startswith(one):
        return 1.0
    if min(len(one), len(other)) * 4 < max(len(one), len(other)):
        return 0.0
    size = 2 if AN_EAST_ASIAN_SIGN.search(one + other) else 4
    pieces, others = (
        {text[start : start + size] for start in range(max(len(text) - size + 1, 1))} for text in (one, other)
    )
    return len(pieces & others) / min(len(pieces), len(others)) if one and other else float(one == other)
