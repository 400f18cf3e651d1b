"""BibTeX, in UTF-8, as BibTeX itself, biber and reference managers read it.

Source: Oren Patashnik, BibTeXing (1988); of ``date`` and ``urldate`` the manual of biblatex.
"""

from newsarchive.posts.citing.cited import Cited, address, day
from newsarchive.text import one_line

# BibTeX counts braces whether or not a backslash stands before them: these are commands, not \{ and \}.
_ESCAPED = str.maketrans(
    {
        "\\": r"{\textbackslash}", "{": r"{\textbraceleft}", "}": r"{\textbraceright}",
        "~": r"{\textasciitilde}", "^": r"{\textasciicircum}", "%": r"\%", "&": r"\&", "#": r"\#",
        "_": r"\_", "$": r"\$",
    }
)  # fmt: skip
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def bibtex(cited: Cited) -> str:
    """The citation as an entry ``@article``; ends with a line end.

    The title stands in braces of its own, so that no style changes its letters, and so does each author.
    """
    published = cited.published
    said = {
        "author": " and ".join(f"{{{_text(name)}}}" for name in cited.authors),
        "title": f"{{{_text(cited.title)}}}",
        "journal": _text(cited.outlet),
        "year": f"{published.year:04}",
        "date": day(published),
        "url": address(cited.url),
        "urldate": day(cited.accessed),
        "language": _text(cited.language),
        "abstract": _text(cited.summary),
        "keywords": _text(", ".join(cited.tags)),
        "note": _text(cited.note),
        "archivedurl": address(cited.version_url),
    }
    fields = [f"{name} = {{{value}}}" for name, value in said.items() if value]
    fields.append(f"month = {_MONTHS[published.month - 1]}")  # a macro, which stands in no braces
    return f"@article{{{cited.key},\n" + "".join(f"  {one},\n" for one in fields) + "}\n"


def _text(value: str) -> str:
    return one_line(value).translate(_ESCAPED)
