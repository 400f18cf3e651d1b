"""What ``collect --to FILE.wacz`` says of what it did."""

from collections.abc import Iterable

from rich.console import Console

from newsarchive.collecting.checked import Collected
from newsarchive.exceptions import Exit
from newsarchive.text import escaped, many

_TOLD = 20  # one by one


def tell_wacz(console: Console, collected: Collected) -> Exit:
    """Say which files there are, what is in them, and what is not; partial where something is not."""
    first, last = collected.parts[0], collected.parts[-1]
    files = f"{first} to {last.name}" if first != last else str(first)
    words = f"{many(collected.posts, 'article')}, {many(collected.captures, 'capture')}"
    words += f"; sums in {collected.manifest}"
    console.print(f"{files}: {words}", markup=False)
    without = len(collected.without_originals)
    if without:
        articles = (
            "1 article has no originals of its"
            if without == 1
            else f"{without} articles have no originals of their"
        )
        console.print(f"{articles} text, and no page:", markup=False)
        _list(console, collected.without_originals)
    if collected.damaged:
        console.print("These originals are damaged or missing, and left out; verify the archive:")
        _list(console, collected.damaged)
    return Exit.PARTIAL if without or collected.damaged else Exit.COMPLETE


def _list(console: Console, lines: Iterable[str]) -> None:
    every = list(lines)
    for line in every[:_TOLD]:
        console.print(f"  {escaped(line)}", markup=False)
    if len(every) > _TOLD:
        console.print(f"  and {len(every) - _TOLD} more", markup=False)
