"""How likely each block is the article's: two rounds of weighing, the second with the first one's result."""

import math

from newsarchive.extraction.body.blocks import Block
from newsarchive.extraction.body.context import context_features
from newsarchive.extraction.body.feature_names import FIRST_NAMES, SECOND_NAMES
from newsarchive.extraction.body.features import first_features
from newsarchive.extraction.body.weights import FIRST, SECOND

_FIRST = tuple(FIRST[name] for name in FIRST_NAMES)
_SECOND = tuple(SECOND[name] for name in SECOND_NAMES)


def judged(blocks: list[Block], title: str) -> list[float]:
    """From 0 to 1 for each block.

    :param title: what the page's head calls it
    """
    features = first_features(blocks, title)
    likely = [_likelihood(numbers, _FIRST) for numbers in features]
    contexts = context_features(blocks, likely)
    return [_likelihood([*own, *near], _SECOND) for own, near in zip(features, contexts, strict=True)]


def _likelihood(numbers: list[float], weights: tuple[float, ...]) -> float:
    odds = sum(map(float.__mul__, numbers, weights))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))
