"""``scrapy daemon [SITE…]``: one process that archives sites by their schedules until it is told to stop."""

from newsarchive.terminal.command import ArchiveCommand


class Command(ArchiveCommand):
    """Archive sites by their schedules."""

    arguments = "[options] [<site> …]"
    summary = "Archive all sites, or those named, by their schedules, until it is told to stop"
    description = (
        "Stays, and archives every site that has an archive, or those named, whenever its time has come:"
        " many side by side (-s DAEMON_SITES=…), each on its own. Prints a line for each run. SIGTERM or"
        " Ctrl-C ends it in order, SIGHUP has it read the profiles again; archives that are added or"
        " removed are noticed. Exit code: the gravest of the sites' last runs, as those of archive."
    )
    on_fleet = "not"
    instead = "worker"
    crawls = True
