"""What ``scrapy try`` found, as tables."""

from collections.abc import Iterator, Sequence

from rich.table import Table
from rich.text import Text

from newsarchive.drafting.trying import FieldValue
from newsarchive.extraction.body.other_readers import EXTRA, other_readers
from newsarchive.extraction.candidates import UNSURE, Candidate
from newsarchive.items import Lead
from newsarchive.learning.learned import Furniture, Learned
from newsarchive.posts.safe_html import visible_text
from newsarchive.text import cut, escaped, many

_MOST = 3  # runners-up that are shown
_LEADS = 300  # that are shown; a sitemap may have 50,000
_LONG, _SHORT = 120, 60  # characters of a value


def fields_table(values: Sequence[FieldValue]) -> Table:
    """A line a field: the chosen value, which strategy gave it, and the runners-up."""
    table = Table(title="fields", title_justify="left", show_lines=True)
    table.add_column("field", no_wrap=True)
    table.add_column("value", overflow="fold", ratio=4)
    table.add_column("by", overflow="fold", ratio=1)
    table.add_column("runners-up", overflow="fold", ratio=3)
    for one in values:
        others = "\n".join(
            f"{_shown(one.name, other, _SHORT)}  ({_who(other)})" for other in one.others[:_MOST]
        )
        left = len(one.others) - _MOST
        others += f"\nand {left} more" if left > 0 else ""
        chosen = one.chosen
        table.add_row(
            one.name,
            _text(_shown(one.name, chosen, _LONG)) if chosen else Text("not looked for", style="dim"),
            _text(_who(chosen) if chosen else ""),
            _text(others),
        )
    return table


def opinions_on(values: Sequence[FieldValue]) -> list[str]:
    """A line for each other reader that was asked about the body, or why nobody was where it is unsure."""
    body = next((one.chosen for one in values if one.name == "body" and one.chosen), None)
    if body is None or (body.confidence >= UNSURE and not body.opinions):
        return []
    if not other_readers():
        said = [f"nobody, although the body is unsure: pip install '{EXTRA}', in a checkout make develop"]
    else:
        said = [
            f"{one.reader}: could not read the page: {one.failed}"
            if one.failed
            else f"{one.reader}: {many(one.letters, 'letter')}, {one.agreement:.0%} in common with ours"
            f"{'; taken, as two agree on it' if one.is_taken else ''}"
            for one in body.opinions
        ] or [f"nobody, although the body is unsure: {body.strategy} are not read by others"]
    return [f"{'' if number else 'asked':<9}{line}" for number, line in enumerate(said)]


def leads_table(leads: Sequence[Lead]) -> Table:
    """A line a lead: its kind, title and address, stated date, and the rule that decided."""
    table = Table(title="leads", title_justify="left")
    table.add_column("kind", no_wrap=True)
    table.add_column("title and address", overflow="fold", ratio=4)
    table.add_column("date", overflow="fold", ratio=1)
    table.add_column("why", overflow="fold", ratio=1)
    for lead in leads[:_LEADS]:
        title = f"{_line(lead.title, _LONG)}\n" if lead.title else ""
        what = _text(title)
        what.append(escaped(lead.url), style="dim")
        table.add_row(lead.kind, what, _text(_line(lead.stated_date, _SHORT)), _text(lead.why))
    if len(leads) > _LEADS:
        table.add_row("…", f"and {len(leads) - _LEADS:,} more")
    return table


def learned_lines(learned: Learned, dropped: Sequence[Furniture], way: str) -> Iterator[str]:
    """How the page was read, what the archive knows of the site, and what of that was left out of the body.

    :param way: in words; empty where the body comes from elsewhere
    """
    if way:
        yield f"read     {way}"
    if not learned.number:
        return
    yield (
        f"learned  version {learned.number}, from {many(learned.articles, 'article')}:"
        f" {len(dropped)} of {many(len(learned.furniture), 'text')} left out as the site's"
    )
    for one in dropped:
        yield f"         in {many(one.articles, 'article')}: {_line(one.text, _LONG)}"


def counts_of(leads: Sequence[Lead]) -> str:
    """How many of each kind, such as ``20 article, 3 listing``."""
    kinds = dict.fromkeys(lead.kind for lead in leads)
    return ", ".join(f"{sum(lead.kind == kind for lead in leads)} {kind}" for kind in kinds)


def _shown(name: str, candidate: Candidate, limit: int) -> str:
    if name != "body":
        return _line(candidate.value, limit)
    text = visible_text(candidate.value)
    return f"{many(len(''.join(text.split())), 'character')}: {_line(text, limit)}"


def _who(candidate: Candidate) -> str:
    sure = "" if candidate.confidence == 1 else f" {candidate.confidence:.2f}"
    return f"{candidate.strategy}{sure}"


def _line(text: str, limit: int) -> str:
    return cut(escaped(" ".join(text.split())), limit)


def _text(text: str) -> Text:
    """Text in which nothing is markup, and no control reaches the terminal."""
    return Text("\n".join(escaped(line) for line in text.split("\n")))
