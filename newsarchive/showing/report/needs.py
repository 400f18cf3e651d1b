"""What of an archive needs a person, in a sentence each, with the command that goes on from there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo
from shlex import quote

from newsarchive.showing.local_time import duration, local_time
from newsarchive.showing.reasons import meaning_of
from newsarchive.store.chronicle import Chronicle
from newsarchive.store.condition import Condition
from newsarchive.text import many, printable, program

_DAY = 86_400
_SILENT = 3 * _DAY  # without a run, although something is due
_RECENT = 7 * _DAY  # quarantined since then: somebody has yet to look at it
_NAMED = 5  # listings


@dataclass(frozen=True, slots=True)
class Need:
    """Something that a person is to look at.

    :param words: a sentence or two
    :param command: what to type
    """

    words: str
    command: str


def needs_of(
    site: str, condition: Condition, chronicle: Chronicle, zone: tzinfo, *, now: int, learns: bool
) -> list[Need]:
    """All that needs a person, the gravest first.

    :param zone: in which times are told
    :param now: seconds since 1970
    :param learns: whether the profile lets what was learned be in use
    """
    found = [
        *_of_notices(site, chronicle, zone),
        *_of_files(site, condition),
        *_of_runs(site, condition, now),
        *_of_listings(condition),
        *_of_articles(site, chronicle, now),
        *(_of_learning(site, condition) if learns else ()),
    ]
    return [Need(words, f"{program()} {command}") for words, command in found]


def _of_notices(site: str, chronicle: Chronicle, zone: tzinfo) -> Iterator[tuple[str, str]]:
    for wrong in chronicle.wrong:
        told, is_address = printable(wrong.detail), wrong.subject.startswith(("http://", "https://"))
        command = f"why {quote(printable(wrong.subject))}" if is_address else f"status {site}"
        yield f"{told[:1].upper()}{told[1:]} (since {local_time(wrong.since, zone)})", command


def _of_files(site: str, condition: Condition) -> Iterator[tuple[str, str]]:
    missing = condition.articles - condition.posts
    if missing > 0 and not condition.holder:
        yield (
            f"{many(missing, 'article')} of {condition.articles:,} without a post in _posts.",
            f"verify {site} --repair",
        )
    if condition.last_crawl and condition.last_crawl.account.get("copies_behind"):
        yield "The copies of the originals lag behind; is their disk there?", f"verify {site}"
    if condition.forgetting:
        yield (
            f"{many(condition.forgetting, 'takedown is', 'takedowns are')} not complete; the next run goes"
            " on.",
            f"archive {site}",
        )


def _of_runs(site: str, condition: Condition, now: int) -> Iterator[tuple[str, str]]:
    last = condition.last_crawl
    if last is None:
        yield "No run has archived anything yet.", f"archive {site}"
    elif condition.holder:
        return
    elif last.ended is None:
        yield "The last run was interrupted; the next one completes what it left.", f"archive {site}"
    elif now - last.started > _SILENT:
        when = duration(now - last.started)
        yield f"The last run began {when} ago; does its schedule still work?", f"archive {site}"


def _of_listings(condition: Condition) -> Iterator[tuple[str, str]]:
    for url, reason in list(condition.unread.items())[:_NAMED]:
        told = f"The list {printable(url)} could not be read ({printable(reason)}: {meaning_of(reason)})"
        yield f"{told}; if it is closed for good, dismiss it.", f"forget --listing {quote(printable(url))}"
    if (more := len(condition.unread) - _NAMED) > 0:
        yield f"{more:,} further lists could not be read.", "status"


def _of_articles(site: str, chronicle: Chronicle, now: int) -> Iterator[tuple[str, str]]:
    recent = [one for one in chronicle.refused if now - one.newest < _RECENT]
    if recent:
        reasons = ", ".join(printable(one.reason) for one in recent)
        told = f"Articles were quarantined in the last seven days: {reasons}."
        yield told, f"status {site} --quarantined"


def _of_learning(site: str, condition: Condition) -> Iterator[tuple[str, str]]:
    if left := condition.known.left:
        yield (
            f"Up to {many(left, 'post')} still show what was learned to be the site's own.",
            f"replay {site}",
        )
