"""Title, dates, authors and the like of any news page."""

from newsarchive.extraction.metadata.fields import FIELDS, metadata_candidates
from newsarchive.extraction.metadata.titles import looks_like_article

__all__ = ["FIELDS", "looks_like_article", "metadata_candidates"]
