"""Which of a site's addresses are pages for a browser; profiles say ``render: true`` of a whole site."""

from urllib.parse import urlsplit

from newsarchive.profiles import SiteProfile

_DATA = (".xml", ".txt", ".json", ".rss", ".atom", ".rdf", ".gz", ".js")


def wants_browser(url: str, profile: SiteProfile) -> bool:
    """Whether the listing at ``url`` may need scripts: no feed, sitemap, JSON list or robots.txt does.

    What only turns out to be such a thing by its answer is not handed to the browser either.
    """
    rules = profile.discovery
    if not profile.render or url in {*rules.feeds, *rules.sitemaps}:
        return False
    if any(one.number_of(url) is not None for one in rules.json_lists):
        return False
    return not urlsplit(url).path.lower().endswith(_DATA)
