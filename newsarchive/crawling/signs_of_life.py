"""Whether anybody answered a run."""

from scrapy.statscollectors import StatsCollector

# What Scrapy counts where a server is there: a slow one may answer the next run.
_COUNTED = (
    "downloader/response_count",
    "downloader/exception_type_count/scrapy.exceptions.DownloadTimeoutError",
)


def somebody_answered(stats: StatsCollector) -> bool:
    """Whether there is a server, by what Scrapy counted."""
    return any(map(stats.get_value, _COUNTED))
