"""Every reason that an account may give is explained to whoever runs the archive."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from newsarchive.showing.reasons import meaning_of
from newsarchive.store.catalog.states import RevisionKind

ROOT = Path(__file__).parents[1]
# Where the reason stands among the arguments of what gives one.
PLACES = {
    "ExtractionError": 0, "DateError": 0, "fail": 0, "Refusal": 0, "StandIn": 0, "_Wall": 0, "Unanswered": 0,
    "NotWhole": 0, "NotAPicture": 0, "Failed": 0, "Verdict": 1, "FailedListing": 1, "settle": 2,
    "Rejected": 2, "Unfetched": 2,
}  # fmt: skip
RETURNED = ("failures.py", "arrival.py")  # whose functions return a reason with a sentence
A_REASON = re.compile(r"[a-z]+(?:[- ][a-z0-9]+)*")
ROOMS = (
    "crawling", "dates", "discovery", "extraction", "fetching", "media", "pages", "pipelines", "posts",
    "store",
)  # fmt: skip
OF_FILES = ("read_post.py", "foreign_post.py")  # posts that are adopted have reasons of their own


def given(path: Path) -> Iterator[ast.expr]:
    """What stands where a reason is given."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            place = 0 if name == "__init__" and path.name == "whole_responses.py" else PLACES.get(name)
            if place is not None and len(node.args) > place:
                yield node.args[place]
            if name == "FetchedPicture":
                yield from (one.value for one in node.keywords if one.arg == "reason")
        elif isinstance(node, ast.AnnAssign) and getattr(node.target, "id", "") == "_REASONS" and node.value:
            yield node.value
        elif isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple) and path.name in RETURNED:
            yield node.value.elts[0]


def reasons() -> set[str]:
    files = [path for room in ROOMS for path in (ROOT / "newsarchive" / room).rglob("*.py")]
    files += (ROOT / "spiders").rglob("*.py")
    parts = [
        part for path in files if path.name not in OF_FILES for one in given(path) for part in ast.walk(one)
    ]
    said = {part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)}
    replayed = {RevisionKind.RE_EXTRACTED.value, "no originals", "damaged original"}
    return {one for one in said if A_REASON.fullmatch(one)} | replayed


def explained() -> set[str]:
    table = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8").partition("<!-- reasons -->")[2]
    rows = re.findall(r"^\| (`.*?) \| \S.*? \| \S.*? \|$", table.partition("\n\n")[0], re.MULTILINE)
    return {reason for row in rows for reason in re.findall(r"`([^`]+)`", row)}


def test_every_reason_has_its_row() -> None:
    assert len(reasons()) > 60
    assert reasons() - explained() == set()


def test_no_row_is_left_of_a_reason_that_nothing_gives() -> None:
    made_of_numbers = {"http-404", "internal-…"}
    assert explained() - reasons() - made_of_numbers == set()


def test_why_says_of_every_reason_what_it_means() -> None:
    """In a sentence of its own, wherever the documents explain several at once."""
    meanings = {reason: meaning_of(reason) for reason in explained() | reasons()}
    assert {reason for reason, meaning in meanings.items() if not meaning} == set()
    assert len(set(meanings.values())) >= len(meanings) - 1
    assert meaning_of("kept-login") == f"{meaning_of('login')}; the post stays"
    assert meaning_of("", "stored") == "a post was made of it"
