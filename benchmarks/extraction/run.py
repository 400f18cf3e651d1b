"""How well a function reads article pages: title, date, author, section and body against a written truth.

    python benchmarks/extraction/run.py
    python benchmarks/extraction/run.py --function mymodule:read --worst 10
    python benchmarks/extraction/run.py --pages /data/large --workers 4

The function is an import path ``module:function``. It gets ``(html: str, url: str)``, the page already
decoded, and returns a dict with ``title``, ``date`` (ISO 8601 or a datetime, with a zone where it knows
one), ``author`` (a string or a list), ``section`` and ``body_html``. Where the page is no article it returns
nothing, or no ``body_html``, or ``not_article``, or raises an error whose class is listed with ``--refusal``.

A page is ``NAME.html`` beside ``NAME.json``. The JSON has ``url``, ``encoding`` (default UTF-8) and either
``not_article`` (why) or ``title``, ``date`` (ISO; with an offset where page or country settles it, else
without), ``date_precision`` (``minute`` unless ``day``), ``zone_stated``, ``author``, ``section``,
``paragraphs``, ``headings``, ``captions``, ``items``, ``flow`` (all of those but captions, in the page's
order) and ``may`` (texts that count neither way). Keys that a truth leaves out are not asked. A large set
is another folder of such pairs: any program that writes the JSON will do; it stays outside the project.

All pages in ``pages/`` were written for this set; their prose is invented.
"""

import argparse
import importlib
import json
import sys
from functools import partial
from multiprocessing import Pool
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from scoring import Scores, judge, refused

MEASURES = {
    "f1": "body F1 (4-gram shingles)",
    "precision": "body precision",
    "recall": "body recall",
    "paragraphs": "paragraphs exact",
    "whole": "pages whose blocks are exactly the truth's",
    "headings": "headings that are headings",
    "captions": "captions kept",
    "title": "title",
    "clock": "clock (day and minute as in the page's zone)",
    "zone": "zone, where stated",
    "zone_implied": "zone, where the country settles it",
    "author": "author",
    "section": "section",
    "refused": "no article, and refused",
}


def read_page(path: Path, function: str, refusals: tuple[str, ...]) -> tuple[str, str, Scores]:
    """(name, language, scores) of one page."""
    truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    module, _, name = function.partition(":")
    read = getattr(importlib.import_module(module), name)
    page = path.read_bytes().decode(truth.get("encoding", "utf-8"), "replace")
    try:
        said = read(page, truth["url"])
    except Exception as error:  # noqa: BLE001  whatever it is, it is this page's result
        names = {kind.__name__ for kind in type(error).__mro__}
        said = (
            {"not_article": str(error)}
            if names & set(refusals)
            else {"error": f"{type(error).__name__}: {error}"}
        )
    scores = refused(said) if "not_article" in truth else judge(truth, said or {})
    if isinstance(said, dict) and "error" in said:
        scores.told.insert(0, said["error"])
    return path.stem, truth.get("lang", "?"), scores


def report(results: list[tuple[str, str, Scores]], worst: int) -> None:
    """Print the means of all pages and of Chinese ones, then the worst pages."""
    groups = {"all": results, "zh": [r for r in results if r[1].startswith("zh")]}
    groups["other"] = [r for r in results if not r[1].startswith("zh")]
    print(f"{len(results)} pages\n{'':46}" + "".join(f"{name:>16}" for name in groups))
    for measure, meaning in MEASURES.items():
        cells = []
        for chosen in groups.values():
            values = [scores.values[measure] for _, _, scores in chosen if measure in scores.values]
            cells.append(f"{sum(values) / len(values):.3f} of {len(values)}" if values else "-")
        print(f"{meaning:46}" + "".join(f"{cell:>16}" for cell in cells))
    poor = sorted((r for r in results if r[2].told), key=lambda r: r[2].values.get("f1", 0.0))
    print(f"\npages with something wrong: {len(poor)}")
    for name, _, scores in poor[:worst]:
        print(f"  {name} (F1 {scores.values.get('f1', 0):.2f}): {'; '.join(scores.told)}"[:420])


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--function", default="newsarchive.extraction.as_dict:as_dict")
    parser.add_argument("--pages", type=Path, default=Path(__file__).parent / "pages")
    parser.add_argument("--refusal", action="append", default=["ExtractionError"], metavar="CLASS")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--worst", type=int, default=20, help="how many pages to print")
    options = parser.parse_args()
    paths = sorted(path for path in options.pages.rglob("*.html") if path.with_suffix(".json").exists())
    read = partial(read_page, function=options.function, refusals=tuple(options.refusal))
    if options.workers > 1:
        with Pool(options.workers) as pool:
            results = pool.map(read, paths, chunksize=16)
    else:
        results = [read(path) for path in paths]
    report(results, options.worst)


if __name__ == "__main__":
    main()
