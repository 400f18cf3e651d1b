"""Verification: every row, post and original against its digest, and what a fault can be mended by."""
