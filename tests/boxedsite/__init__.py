"""A generated news site of today, in any of several languages: boxes stand around and within its texts.

Advertisements, abstracts, calls to subscribe, rows of shares, counts and teasers change from one round to
the next; the articles stay. All names and texts are invented.

The same seed gives the same site, byte for byte.
"""
