"""RIS, the format that EndNote, Mendeley, Zotero and library catalogs import.

Source: Research Information Systems, RIS Format Specifications (2011): a tag, two blanks, a hyphen and a
blank a line; ``TY`` is first, ``ER`` last, and what follows a line end is a tag.
"""

from newsarchive.posts.citing.cited import Cited, address, day
from newsarchive.text import one_line


def ris(cited: Cited) -> str:
    """The citation as a reference of the type NEWS; lines end in CR and LF."""
    published, accessed = cited.published, cited.accessed
    tagged = [
        ("TY", "NEWS"),
        ("ID", cited.key),
        *(("AU", name) for name in cited.authors),
        ("TI", cited.title),
        ("T2", cited.outlet),
        ("PY", f"{published.year:04}"),
        ("DA", f"{day(published, '/')}/"),
        ("Y2", f"{day(accessed, '/')}/"),
        ("AB", cited.summary),
        *(("KW", tag) for tag in cited.tags),
        ("LA", cited.language),
        ("UR", address(cited.url)),
        ("DB", cited.archive),
        ("AN", cited.location),
        ("L1", address(cited.version_url)),
        ("N1", cited.note),
    ]
    said = [(tag, line) for tag, value in tagged if (line := one_line(value))]
    return "".join(f"{tag}  - {line}\r\n" for tag, line in [*said, ("ER", "")])
