"""An article as others cite it: CSL JSON, BibTeX, RIS, a robust link, and a line of plain text."""

from newsarchive.posts.citing.bibtex import bibtex
from newsarchive.posts.citing.cited import Cited, authors_of, citation_key
from newsarchive.posts.citing.csl import csl_json
from newsarchive.posts.citing.reference import reference
from newsarchive.posts.citing.ris import ris
from newsarchive.posts.citing.robust_link import robust_link

__all__ = ["Cited", "authors_of", "bibtex", "citation_key", "csl_json", "reference", "ris", "robust_link"]
