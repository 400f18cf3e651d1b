"""The pages of one article: its text, what is known of it, its revisions, how it was read, how to cite it."""
