"""``scrapy archive SITE…``: crawl, and say in the exit code what a scheduler needs to know."""

from scrapy.commands import BaseRunSpiderCommand

from newsarchive.terminal.command import ArchiveCommand


class Command(ArchiveCommand, BaseRunSpiderCommand):
    """Archive one or more sites, one after another."""

    arguments = "[options] <site> [<site> …]"
    summary = "Archive sites, with exit codes for schedulers"
    description = (
        "Crawl each site's listings and archive what is new. A site is a profile's name, or an address: of a"
        " site that no profile covers it begins an archive without one. Exit code: 0 complete, 2 partial"
        " (something failed or is owed), 3 complete but newly quarantined, 64 bad argument,"
        " 74 the disk refuses, 75 another run is at work, 78 bad profile."
    )
    crawls = True
