"""Fit the weights by which a body's blocks are judged, and print them as ``weights.py`` has them.

    python benchmarks/extraction/fit.py FOLDER > newsarchive/extraction/body/weights.py

FOLDER has pages whose article is known (``known_pages.py`` says in which forms). A block is the article's
where most of its four-word shingles are in the true text; one of fewer words where it stands there as a
whole. Both rounds are logistic regression with a ridge,
each page with the same weight. The second round is fitted on what the first one says of sites that it was
not fitted on, since that is all that it will have of a new site. How well the blocks of other sites are
judged goes to the error output.

    python benchmarks/extraction/fit.py --cross-validated FOLDER

prints instead what the whole reader gets on sites that its weights were not fitted on: each page's body is
read with weights fitted without its site, and scored by set as a body, beside what the weights that the
project ships get. The other fields have no fitted weights; ``run.py`` scores them.
"""

import argparse
import importlib
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from known_pages import KnownPage, known_pages
from scoring import shingles

from newsarchive.extraction.body import body_candidates
from newsarchive.extraction.body.blocks import Block, blocks_of
from newsarchive.extraction.body.context import context_features
from newsarchive.extraction.body.features import FIRST_NAMES, SECOND_NAMES, first_features
from newsarchive.extraction.body.visible_body import titles_of
from newsarchive.extraction.body.working import working_copy
from newsarchive.pages.tree import Page
from tests.newsite.posts import blocks_and_links

visible_body = importlib.import_module("newsarchive.extraction.body.visible_body")

FOLDS = 5  # of sites
WORDS = 4  # of a shingle
RIDGE = 1e-3  # of the mean loss, so that what only a few pages have weighs little
STEPS = 50
HEAD = '''"""How much each feature speaks for or against a block: log odds a unit, by logistic regression.

Fitted by ``benchmarks/extraction/fit.py`` on {blocks} blocks of {pages} pages of {sites} sites.
"""

'''


@dataclass(slots=True)
class Judged:
    """A page's blocks, their features and which of them are the article's."""

    blocks: list[Block]
    features: np.ndarray
    truth: np.ndarray
    fold: int


def judged(page: KnownPage) -> Judged | None:
    """None where the page has no blocks, or none of its article's."""
    tree = Page(page.html, page.url)
    blocks = blocks_of(working_copy(tree.tree))
    true = {run for words in range(1, WORDS + 1) for run in shingles(page.article, words)}
    truth = []
    for block in blocks:
        own = shingles(block.text, WORDS)
        truth.append(sum(own[run] for run in own.keys() & true) > own.total() / 2)
    if not any(truth):
        return None
    features = np.array(first_features(blocks, titles_of(tree)))
    return Judged(blocks, features, np.array(truth, float), crc32(page.site.encode()) % FOLDS)


def fitted(features: list[np.ndarray], truths: list[np.ndarray]) -> np.ndarray:
    """The weights with the least loss, a page a list's member: Newton's method, damped by the ridge."""
    numbers, truth = np.vstack(features), np.concatenate(truths)
    share = np.concatenate([np.full(len(one), 1 / len(one)) for one in truths]) / len(truths)
    weights = np.zeros(numbers.shape[1])
    for _ in range(STEPS):
        likely = likelihood(numbers, weights)
        slope = numbers.T @ (share * (likely - truth)) + RIDGE * weights
        bend = (numbers.T * (share * likely * (1 - likely))) @ numbers + RIDGE * np.eye(len(weights))
        step = np.linalg.solve(bend, slope)
        weights -= step
        if np.abs(step).max() < 1e-4:
            break
    return weights


def likelihood(numbers: np.ndarray, weights: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-np.clip(numbers @ weights, -30, 30)))


def of_other_sites(pages: list[Judged], features: list[np.ndarray]) -> list[np.ndarray]:
    """How likely each page's blocks are by weights that its site had no part in."""
    truths = [page.truth for page in pages]
    weights = {}
    for fold in {page.fold for page in pages}:
        rest = [index for index, page in enumerate(pages) if page.fold != fold]
        weights[fold] = fitted([features[index] for index in rest], [truths[index] for index in rest])
    return [likelihood(own, weights[page.fold]) for page, own in zip(pages, features, strict=True)]


def rounds(pages: list[Judged]) -> Iterator[tuple[np.ndarray, list[np.ndarray]]]:
    """Each round's weights, and what they would say of sites that they were not fitted on."""
    truths = [page.truth for page in pages]
    features = [page.features for page in pages]
    first = of_other_sites(pages, features)
    yield fitted(features, truths), first
    features = [
        np.hstack([page.features, context_features(page.blocks, likely.tolist())])
        for page, likely in zip(pages, first, strict=True)
    ]
    yield fitted(features, truths), of_other_sites(pages, features)


def score(pages: list[Judged], likely: list[np.ndarray]) -> float:
    """The mean of the pages' F1, a block counting by its width."""
    found = []
    for page, chances in zip(pages, likely, strict=True):
        width = np.array([block.width for block in page.blocks], float)
        right = width @ (page.truth * (chances > 0.5))
        found.append(2 * right / (width @ (page.truth + (chances > 0.5))))
    return float(np.mean(found))


def table(name: str, names: tuple[str, ...], weights: np.ndarray) -> str:
    lines = "".join(f'    "{key}": {weight:.3g},\n' for key, weight in zip(names, weights, strict=True))
    return f"{name}: dict[str, float] = {{\n{lines}}}\n"


def read_with(page: KnownPage, first: np.ndarray, second: np.ndarray) -> str:
    """A page's body, its blocks weighed so."""
    kept = visible_body._FIRST, visible_body._SECOND
    visible_body._FIRST, visible_body._SECOND = tuple(first.tolist()), tuple(second.tolist())
    try:
        return shipped(page)
    finally:
        visible_body._FIRST, visible_body._SECOND = kept


def shipped(page: KnownPage) -> str:
    """A page's body as the project reads it."""
    found = body_candidates(Page(page.html, page.url))
    lines = blocks_and_links(found[0].value)[0] if found else ()
    return " ".join(text for tag, text in lines if tag != "figcaption")


def overlap(article: str, body: str) -> tuple[float, float, float]:
    """F1, precision and recall of four-word shingles."""
    true, mine = shingles(article, WORDS), shingles(body, WORDS)
    common = (true & mine).total()
    precision, recall = common / max(mine.total(), 1), common / max(true.total(), 1)
    return 2 * precision * recall / (precision + recall) if common else 0.0, precision, recall


def cross_validate(known: list[KnownPage], pages: list[tuple[KnownPage, Judged]]) -> None:
    """Print by set how well bodies of other sites are read."""
    weights = {}
    for fold in sorted({own.fold for _, own in pages}):
        rest = [own for _, own in pages if own.fold != fold]
        weights[fold] = [found for found, _ in rounds(rest)]
    scores: dict[str, list[tuple[float, ...]]] = defaultdict(list)
    for page in known:
        fold = crc32(page.site.encode()) % FOLDS
        body = read_with(page, *weights[fold]) if fold in weights else shipped(page)
        row = (*overlap(page.article, body), overlap(page.article, shipped(page))[0])
        for name in ("all", page.collection or "pages"):
            scores[name].append(row)
    print(f"{'set':10}{'pages':>7}{'F1':>8}{'precision':>11}{'recall':>8}{'F1, fitted':>12}")
    for name, rows in sorted(scores.items()):
        f1, precision, recall, fitted_f1 = np.mean(rows, axis=0)
        print(f"{name:10}{len(rows):>7}{f1:>8.3f}{precision:>11.3f}{recall:>8.3f}{fitted_f1:>12.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cross-validated", action="store_true", help="print scores of unseen sites instead")
    options = parser.parse_args()
    known = list(known_pages(options.folder))
    both = [(page, found) for page in known if (found := judged(page))]
    pages = [found for _, found in both]
    if len({page.fold for page in pages}) < 2:
        sys.exit("Articles of at least two sites are needed, or nothing can be left out while fitting.")
    if options.cross_validated:
        cross_validate(known, both)
        return
    blocks = sum(len(page.blocks) for page in pages)
    print(HEAD.format(blocks=blocks, pages=len(pages), sites=len({page.site for page in known})), end="")
    tables = (("FIRST", FIRST_NAMES), ("SECOND", SECOND_NAMES))
    for (name, names), (weights, likely) in zip(tables, rounds(pages), strict=True):
        print(table(name, names, weights), end="")
        print(f"{name}: F1 of the blocks of other sites {score(pages, likely):.3f}", file=sys.stderr)


if __name__ == "__main__":
    main()
