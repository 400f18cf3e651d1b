"""A generated Chinese news site with its truth: what a crawler meets on a site that nobody has seen.

Site, media, companies and people are invented. The same seed gives the same site, byte for byte.
"""
