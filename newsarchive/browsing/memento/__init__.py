"""Memento (RFC 7089): what an original address showed at a time, for programs that ask for it."""
