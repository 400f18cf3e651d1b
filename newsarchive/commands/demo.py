"""``scrapy demo``: the main job, for real, against the demo site."""

from newsarchive.terminal.command import ArchiveCommand


class Command(ArchiveCommand):
    """Crawl the demo site and show what came of it."""

    arguments = ""
    summary = "Archive the demo news site and show the posts"
    on_fleet = "apart"
    most = 0
