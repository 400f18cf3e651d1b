"""The catalog: every article, every revision, and what is still owed."""
