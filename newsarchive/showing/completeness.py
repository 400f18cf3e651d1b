"""How complete an archive is, as lines of a table for people and as values for JSON."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from newsarchive.store.completeness import Account, Completeness
from newsarchive.store.estimate import Estimate
from newsarchive.text import cut, many, printable


def completeness_lines(completeness: Completeness) -> list[tuple[str, str]]:
    """What lists showed in the last days and what became of it; counts of zero are left out."""
    return list(_lines(completeness))


def _lines(completeness: Completeness) -> Iterator[tuple[str, str]]:
    total, days = completeness.total, completeness.days
    if not total.shown:
        return
    yield (
        f"shown in {many(len(days), 'day')}",
        f"{many(total.shown, 'article')}, {_percent(total.share)} of them stored",
    )
    counts = {**_fates(total), "forgotten": completeness.forgotten}
    yield from ((f"  {what}", f"{count:,}") for what, count in counts.items() if count and what != "stored")
    yield "  by no list", _by_no_list(total.estimate)
    for day in days:
        if day.shown:
            told = [f"{count:,} {what}" for what, count in _fates(day).items() if count]
            unseen = day.estimate.unseen
            more = f"; about {unseen:,} by no list" if unseen else ""
            yield f"  {day.day}", f"{day.shown:,}: {', '.join(told)}{more}"


def _fates(account: Account) -> dict[str, int]:
    return {
        "stored": account.stored,
        "gone at the source": account.gone,
        "owed": account.owed,
        "failed": account.failed,
        "quarantined": account.quarantined,
    }


def _by_no_list(estimate: Estimate) -> str:
    if estimate.unseen is None:
        return f"unknown: {estimate.why_not}"
    groups = ", ".join(
        f"{printable(cut(name, 40))} {count:,}" for name, count in sorted(estimate.groups.items())
    )
    most = "" if estimate.most is None else f", {round(estimate.most) - estimate.shown:,} at most"
    return f"about {estimate.unseen:,}{most}, as far as lists are independent ({groups})"


def _percent(share: float | None) -> str:
    """As many per cent; less than all of it is never called 100 %."""
    percent = 100 * (share or 0)
    return f"{min(percent, 99.9):.1f} %" if share != 1 else "100 %"


def completeness_values(completeness: Completeness) -> dict[str, Any]:
    """The same for JSON: the total, and each day."""
    return {
        "days": [_values(day) for day in completeness.days],
        "total": _values(completeness.total),
        "forgotten": completeness.forgotten,
    }


def _values(account: Account) -> dict[str, Any]:
    values = asdict(account)
    values["share"], values["estimate"]["unseen"] = account.share, account.estimate.unseen
    return values
