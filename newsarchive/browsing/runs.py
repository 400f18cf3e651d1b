"""The runs of an archive, with plots of what they did and what they cost."""

from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo
from typing import Any

from rich.filesize import decimal

from newsarchive.browsing.article_list import A_PAGE
from newsarchive.browsing.held import Held
from newsarchive.browsing.page import NotHere, Page
from newsarchive.browsing.plot import HEIGHT, WIDTH, outline
from newsarchive.showing.local_time import duration
from newsarchive.store.looking.runs import Run, runs_of
from newsarchive.text import many

OUTCOMES = ("stored", "unchanged", "quarantined", "failed")
_Told = Callable[[float], str]


def runs_page(held: Held, number: int = 1) -> Page:
    """A page of the runs, the newest first, and plots of the same, the oldest first."""
    address, zone = f"{held.address}runs/", held.zone
    total, runs = held.look(lambda catalog: runs_of(catalog, (number - 1) * A_PAGE, A_PAGE))
    pages = max(1, -(-total // A_PAGE))
    if number > pages:
        raise NotHere(f"there is no page {number} of the runs; the first one says how many there are")
    return Page(
        template="runs.html", title="Runs", trail=((held.name, held.address),),
        context={
            "runs": runs, "outcomes": OUTCOMES, "total": total, "number": number, "pages": pages,
            "plots": list(_plots(runs[::-1], zone)) if len(runs) > 1 else [], "view": f"0 0 {WIDTH} {HEIGHT}",
            "address": address, "zone": zone,
        },
    )  # fmt: skip


def _plots(runs: Sequence[Run], zone: tzinfo) -> Any:
    """What there is to plot, each with its name and the largest value."""
    for outcome in OUTCOMES:
        counts = [float(run.account.get(outcome, 0)) for run in runs]
        yield _plot(f"Articles {outcome}", counts, lambda value: f"{value:,.0f}", runs, zone)
    yield _plot(
        "Time at work", [float(run.seconds) for run in runs], lambda value: duration(int(value)), runs, zone
    )
    received = [float(run.cost.get("bytes", 0)) for run in runs]
    yield _plot("Received", received, lambda value: decimal(int(value)), runs, zone)


def _plot(
    name: str, values: Sequence[float], told: _Told, runs: Sequence[Run], zone: tzinfo
) -> dict[str, Any]:
    most = max(values)
    first, last = (f"{datetime.fromtimestamp(run.started, zone):%Y-%m-%d}" for run in (runs[0], runs[-1]))
    span = f"on {first}" if first == last else f"from {first} to {last}"
    words = f"{many(len(values), 'run')} {span}: "
    if most:
        when = datetime.fromtimestamp(runs[values.index(most)].started, zone)
        words += f"{told(sum(values))} in all, at most {told(most)}, in the run of {when:%Y-%m-%d %H:%M}."
    else:
        words += "none."
    return {"key": name.lower().replace(" ", "-"), "name": name, "told": words, "outline": outline(values)}
