"""Reading a site by what was learned of its pages, against reading each page in full.

    python benchmarks/learned_places.py                       400 articles of the generated site, three sizes
    python benchmarks/learned_places.py --boxes zh            the site with boxes in its texts
    python benchmarks/learned_places.py --pages FILE.jsonl    a line a page: {"url": …, "html": …}; by host

Each site's pages are read in one order, as a crawl would: in full and, once anything is learned, by places
as well. For each site: how many pages were read by places, how many of their bodies are those of the full
reading, what is lost or left in of the truth where there is one, and the CPU of both ways on these pages,
one after the other: of the body alone, and of all fields. A page that places leave in doubt costs both.
"""

import argparse
import difflib
import json
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).parents[1]))

from newsarchive.extraction.body.visible_body import visible_body
from newsarchive.extraction.metadata import metadata_candidates
from newsarchive.learning.counts import Counts
from newsarchive.learning.learned import NOTHING_YET, Learned
from newsarchive.pages.tree import Page
from newsarchive.posts.safe_html import visible_text
from tests.boxedsite.languages import LANGUAGES
from tests.boxedsite.site import BoxedSite
from tests.newsite.site import NewsSite
from tests.newsite.truth import Truth, compact

SIZES = (0, 43_000, 200_000)
CARDS = {43_000: 130, 200_000: 400}
SEED = 7
BY_PLACES = "by learned places"


@dataclass(slots=True)
class Paired:
    """What one site gave.

    :ivar full: CPU seconds of reading in full, of the pages that places were tried on
    :ivar places: the same by places, full readings where they left a doubt included
    :ivar settled: both, of the pages that places settled
    """

    pages: int = 0
    tried: int = 0
    ways: Counter[str] = field(default_factory=Counter)
    same: int = 0
    lost: Counter[str] = field(default_factory=Counter)
    full: float = 0.0
    places: float = 0.0
    fields: float = 0.0
    settled: tuple[float, float] = (0.0, 0.0)
    differences: list[str] = field(default_factory=list)


def read(site: Sequence[tuple[str, str, Truth | None]], shown: int) -> Paired:
    """Read a site's pages in this order, and learn as an archive does."""
    result, counts, learned, due = Paired(pages=len(site)), Counts(), NOTHING_YET, 8.0
    for number, (url, html, truth) in enumerate(site, 1):
        page = Page(html, url)
        assert page.tree is not None
        full, spent = timed(lambda page=page: visible_body(page))
        if learned.number:
            known = Learned(learned.number, furniture={}, places=learned.places)
            short, cheap = timed(lambda page=page, known=known: visible_body(page, known))
            result.tried += 1
            result.full, result.places = result.full + spent, result.places + cheap
            result.fields += timed(lambda page=page: metadata_candidates(page))[1]
            way = short.seen.way if short else "no body"
            result.ways[way] += 1
            if way == BY_PLACES:
                result.settled = (result.settled[0] + spent, result.settled[1] + cheap)
            one, other = full.value if full else "", short.value if short else ""
            result.same += one == other
            if one != other:
                compare(result, url, (one, other), truth, shown)
        seen = visible_body(page, learned)
        if seen:
            counts.add(seen.seen, now=number)
        if counts.articles >= due:
            learned, due = counts.learn(learned, now=number), counts.articles * 1.25
    return result


def timed(call: Callable[[], object]) -> tuple[object, float]:
    """What a call gives, and the CPU seconds that it takes."""
    start = time.process_time()
    return call(), time.process_time() - start


def compare(result: Paired, url: str, bodies: tuple[str, str], truth: Truth | None, shown: int) -> None:
    """Note how two bodies differ, and which of them is nearer to the truth."""
    if truth and truth.page_count == 1:
        for name, body in zip(("in full", "by places"), map(compact, map(visible_text, bodies)), strict=True):
            result.lost[f"paragraphs lost {name}"] += sum(compact(t) not in body for t in truth.paragraphs)
            result.lost[f"boilerplate {name}"] += sum(compact(text) in body for text in truth.boilerplate)
    if len(result.differences) < shown:
        lines = difflib.unified_diff(*(body.split("\n") for body in bodies), lineterm="", n=0)
        result.differences.append("\n".join([url, *(f"    {line[:150]}" for line in list(lines)[2:])]))


def generated(count: int, size: int) -> list[tuple[str, str, Truth | None]]:
    """The generated site's pages, each brought to a size by what stands beside articles."""
    made = NewsSite("http://site.example", count)
    pages = []
    for article, truth in zip(made.shelf.articles, made.truths(), strict=True):
        html = made.markup(article, 1)[1]
        pages.append((truth.address, html + beside(made, article.serial, size - len(html.encode())), truth))
    random.Random(SEED).shuffle(pages)
    return pages


def beside(site: NewsSite, serial: int, missing: int) -> str:
    """Cards that lead to other articles, and a script as long as it takes."""
    size = next((one for one in CARDS if one - missing < 30_000), 0) if missing > 0 else 0
    dice = random.Random(serial)
    others = dice.choices(site.shelf.articles, k=CARDS.get(size, 0) // 2)
    cards = "".join(
        f'<div class="card"><h4><a href="{one.path()}">{one.title}</a></h4><p>{one.channel.name}</p></div>'
        for one in others
    )
    filled = max(missing - len(cards.encode()), 0) if size else 0
    return f'<div class="more-cards">{cards}</div><script>var pad="{"x" * filled}";</script>' if size else ""


def stored(path: Path, least: int) -> Iterator[tuple[str, list[tuple[str, str, Truth | None]]]]:
    """By host the pages of a file, of hosts that have so many."""
    hosts = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        said = json.loads(line)
        hosts[urlsplit(said["url"]).hostname].append((said["url"], said["html"], None))
    yield from ((str(host), pages) for host, pages in sorted(hosts.items()) if len(pages) >= least)


def report(name: str, found: Paired) -> None:
    """Print what a site gave."""
    if not found.tried:
        print(f"{name}: {found.pages} pages, too few that agree")
        return
    by_places = found.ways[BY_PLACES]
    print(
        f"{name}: {found.pages} pages, tried on {found.tried}, read by places {by_places / found.tried:.1%};"
        f" same body {found.same / found.tried:.2%} {dict(found.lost)}"
    )
    ms = 1000 / found.tried
    full, short = found.settled
    whole = (found.places + found.fields) / (found.full + found.fields)
    print(
        f"  CPU ms a page: body in full {found.full * ms:.2f}, by places {found.places * ms:.2f}"
        f" ({found.places / found.full:.2f} x; {short / full if full else 0:.2f} x where places settle it);"
        f" with all fields {whole:.2f} x"
    )
    print("".join(f"  {count:5} {way}\n" for way, count in found.ways.most_common()), end="")
    print("".join(f"  {one}\n" for one in found.differences), end="")


def main() -> None:
    """Read the sites, print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--pages", type=Path, help="read these instead of the generated site")
    parser.add_argument("--least", type=int, default=12, help="pages of a host that is read")
    parser.add_argument("--shown", type=int, default=5, help="differences that are printed, of each site")
    parser.add_argument("--boxes", choices=sorted(LANGUAGES), help="read the site with boxes, in a language")
    options = parser.parse_args()
    if options.pages:
        for host, pages in stored(options.pages, options.least):
            report(host, read(pages, options.shown))
        return
    if options.boxes:
        site = BoxedSite("http://site.example", options.articles, language=options.boxes)
        made = zip(site.articles, site.truths(), strict=True)
        read_them = read([(truth.address, site.markup(one)[0], truth) for one, truth in made], options.shown)
        report(f"with boxes, {options.boxes}", read_them)
        return
    for size in SIZES:
        pages = generated(options.articles, size)
        name = f"generated, {sum(len(html.encode()) for _, html, _ in pages) / len(pages) / 1000:.0f} KB"
        report(name, read(pages, options.shown))


if __name__ == "__main__":
    main()
