"""CPU of the automatic reader, all fields, beside trafilatura's body and metadata, page by page the same.

    python -m venv /tmp/peers
    /tmp/peers/bin/pip install -e . trafilatura
    /tmp/peers/bin/python benchmarks/beside_trafilatura.py           130 pages of 200 KB, three pairs

The pages are generated: each is of another site, of another seed, in one of four languages, so that nothing
is known of it from an earlier one. Each reader runs in a process of its own, in turn; what Python takes to
start and what the imports take is left out.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.boxedsite.languages import LANGUAGES
from tests.boxedsite.site import BoxedSite


def pages(count: int, size: int) -> list[tuple[str, str]]:
    """(address, markup) of so many pages of about so many bytes, every one of another site."""
    made = []
    for number in range(count):
        code = sorted(LANGUAGES)[number % len(LANGUAGES)]
        site = BoxedSite(f"https://site{number}.example", 60, seed=number, language=code)
        article = site.articles[number % 60]
        markup, boxes = site.markup(article)
        while len(markup.encode()) < size * 0.45:  # of a page's bytes, markup is not even half
            more = boxes.teasers(6, f'<div class="b{number} row">', "<p>{}</p>", "</div>")
            markup = markup.replace("</body>", f"<section>{more}</section></body>")
        rest = "x" * max(size - len(markup.encode()), 0)
        markup = markup.replace("</body>", f'<script>var state="{rest}"</script></body>')
        made.append((site.base + article.path(site.language), markup))
    return made


def ours() -> Callable[[str, str], object]:
    from newsarchive.extraction.as_dict import as_dict  # noqa: PLC0415  the other process need not have it

    return as_dict


def trafilatura() -> Callable[[str, str], object]:
    from trafilatura import bare_extraction  # noqa: PLC0415  nor this one that

    return lambda html, url: bare_extraction(html, url=url, with_metadata=True)


READERS = {"ours": ours, "trafilatura": trafilatura}


def measured(reader: str, saved: Path) -> float:
    """CPU seconds over all saved pages, after the first five have been read once."""
    known = json.loads(saved.read_text(encoding="utf-8"))
    read = READERS[reader]()
    for url, html in known[:5]:
        read(html, url)
    start = time.process_time()
    for url, html in known:
        read(html, url)
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=130)
    parser.add_argument("--bytes", type=int, default=200_000)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--one", nargs=2, metavar=("READER", "FILE"), help="what each process is told")
    options = parser.parse_args()
    if options.one:
        print(measured(options.one[0], Path(options.one[1])))
        return
    ratios = []
    with tempfile.TemporaryDirectory() as folder:
        saved = Path(folder) / "pages.json"
        saved.write_text(json.dumps(pages(options.pages, options.bytes)), encoding="utf-8")
        for pair in range(1, options.pairs + 1):
            cpu = {}
            for reader in READERS:
                command = [sys.executable, __file__, "--one", reader, str(saved)]
                said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
                cpu[reader] = float(said.split()[-1])
            ratios.append(cpu["ours"] / cpu["trafilatura"])
            print(
                f"pair {pair}: ours {cpu['ours']:.2f} CPU s, trafilatura {cpu['trafilatura']:.2f},"
                f" ratio {ratios[-1]:.2f}",
                flush=True,
            )
    print(f"of trafilatura's CPU: median {statistics.median(ratios):.2f}; the figure to reach is 1.0")


if __name__ == "__main__":
    main()
