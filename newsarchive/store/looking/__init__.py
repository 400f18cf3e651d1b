"""What pages and lists on an archive show, asked of SQLite in its own words.

Everything here reads a catalog as :func:`newsarchive.store.catalog.access.looking_into` opens it, or as
:mod:`newsarchive.store.search.index` attaches it beside the cards, and locks nothing.
"""
