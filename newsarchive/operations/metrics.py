"""A site's last run as a file of metrics, which Prometheus' node_exporter collects."""

from importlib import import_module
from pathlib import Path
from typing import Any

from newsarchive.operations.run_end import RunEnd
from newsarchive.text import printable

_ENDS = ("stored", "unchanged", "quarantined", "failed")


def write_metrics(folder: Path, end: RunEnd, *, open_findings: int) -> str:
    """Write ``newsarchive_SITE.prom`` whole or not at all; why it could not be, nothing where it could.

    One file a site, since several runs may end at once.

    :param folder: which has to be there
    :param open_findings: what is wrong with the archive by now
    """
    try:
        prometheus: Any = import_module("prometheus_client")
    except ImportError:
        return "no metrics: prometheus_client is not installed, the extra newsarchive[metrics] brings it"
    registry = prometheus.CollectorRegistry()

    def gauge(name: str, meaning: str, value: float, **labels: str) -> None:
        told = prometheus.Gauge(f"newsarchive_{name}", meaning, ["site", *labels], registry=registry)
        told.labels(end.site, *labels.values()).set(value)

    gauge("run_start_timestamp_seconds", "When the last run began.", end.started)
    gauge("run_end_timestamp_seconds", "When it ended.", end.ended)
    gauge("run_seconds", "How long it took.", end.ended - end.started)
    gauge("run_exit_code", "Its exit code, and what that says.", end.code, word=end.word)
    gauge("run_owed", "Articles that are known and that the last run did not try.", end.counts.get("owed", 0))
    gauge("run_listings_unread", "Lists not read to their end.", end.counts.get("listings_unread", 0))
    gauge("findings_open", "What is wrong with the archive and not mended.", open_findings)
    ends = prometheus.Gauge(
        "newsarchive_run_articles", "Articles of the last run.", ["site", "end"], registry=registry
    )
    for name in _ENDS:
        ends.labels(end.site, name).set(end.counts.get(name, 0))
    try:
        prometheus.write_to_textfile(str(folder / f"newsarchive_{end.site}.prom"), registry)
    except OSError as error:
        return f"no metrics: {printable(error.filename or folder)}: {error.strerror}"
    return ""
