"""Two wordings of an article side by side: paragraphs beside what they were, and words that changed."""

from newsarchive.posts.word_diff.marked import Marked, Piece, marked
from newsarchive.posts.word_diff.paragraphs import Paragraph, paragraphs_of
from newsarchive.posts.word_diff.side_by_side import Comparison, Pair, compared
from newsarchive.posts.word_diff.steps import Budget

__all__ = [
    "Budget", "Comparison", "Marked", "Pair", "Paragraph", "Piece", "compared", "marked", "paragraphs_of",
]  # fmt: skip
