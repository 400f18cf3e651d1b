"""What a list calls an article against what its pages call it."""

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import islice, pairwise

from newsarchive.extraction.body.elements import width
from newsarchive.extraction.candidates import Candidate
from newsarchive.pages.tree import Page
from newsarchive.pages.visible_text import text_of
from newsarchive.pages.words import AN_EAST_ASIAN_SIGN
from newsarchive.text import letters_of, one_line, words_in

_A_HEADLINE = 15  # width; a shorter text may be a section's name, or "Read more"
_MOST, _HARDLY = 0.5, 0.2  # of the letters that may be shared
_SHOWN_IN = ("h1", "h2", "h3", "h4", "h5", "h6", "div", "p", "span", "td", "strong", "b", "font", "center")
_LOOKED_AT = 3_000  # elements
_RULED = 1.0  # confidence of what the profile's rules give
_WORD, _SHORT_WORD = 5, 4  # letters of a word that tells one story from another
_FEW, _FEW_PAIRS = 3, 5  # of fewer words, or pairs of ideographs, a title tells too little


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
    if not titles or titles[0].confidence >= _RULED or alike(titles[0].value, listed) >= _HARDLY:
        return list(titles)
    agreeing = next((one for one in titles if alike(one.value, listed) > _MOST), None)
    if agreeing is None and width(letters_of(listed)) >= _A_HEADLINE:
        keys = {letters_of(name) for name in names}
        is_name = letters_of(titles[0].value) in keys
        if letters_of(listed) not in keys and (is_name or _shows(page, listed)):
            agreeing = Candidate(listed, "listing", 0.0)
    return [*([agreeing] if agreeing else []), *(one for one in titles if one is not agreeing)]


def is_titled(listed: str, titles: Iterable[str]) -> bool:
    """Whether one of a page's titles is what a list calls it, or an edited form of that."""
    return any(alike(title, listed) > _MOST for title in titles)


def share_said(listed: str, text: str) -> float | None:
    """How much of what a list calls an article a text says anywhere, from 0 to 1.

    Endings of words and accents do not count.

    :param listed: plain text, or the words of an address
    :returns: None where the list says too little to tell one article from another
    """
    wanted = _telling(plain_letters(listed))
    if not wanted:
        return None
    said = plain_letters(text)
    return sum(one in said for one in wanted) / len(wanted)


def _telling(listed: str) -> set[str]:
    """The beginnings of a title's longer words; its pairs of signs where its script has no words."""
    pairs = {one + other for one, other in pairwise(listed) if AN_EAST_ASIAN_SIGN.fullmatch(one)}
    pairs = {pair for pair in pairs if AN_EAST_ASIAN_SIGN.fullmatch(pair[1])}
    if len(pairs) >= _FEW_PAIRS:
        return pairs
    for least in (_WORD, _SHORT_WORD):
        found = {word for word in words_in(listed) if len(word) >= least and word.isalpha()}
        if len(found) >= _FEW:
            return {word[: max(_SHORT_WORD, len(word) - 2)] for word in found}
    return set()


def plain_letters(text: str) -> str:
    """A text in small letters without accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", "".join(one for one in parts if not unicodedata.combining(one)))


def _shows(page: Page, text: str) -> bool:
    """Whether an element of the page that is no link says this and nothing else."""
    wanted = letters_of(text)
    elements = (one for one in page.tree.iter(*_SHOWN_IN) if one.find(".//a") is None)
    return any(
        letters_of(text_of(one, 2 * len(text))) == wanted
        for one in islice(elements, _LOOKED_AT)
        if next(one.iterancestors("a", "li"), None) is None
    )


def alike(title: str, listed: str) -> float:
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
