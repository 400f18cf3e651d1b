"""Chinese texts for benchmarks, as long as articles are and with the words of real ones."""

import itertools
from random import Random

LENGTH = 1_500  # characters of an article
STORIES = 2_500  # from which articles are cut


class Prose:
    """Chinese with the distribution of real texts: words by Zipf's law, some said often in one of them."""

    def __init__(self) -> None:
        self.random = rng = Random(14)
        signs = [chr(0x4E00 + number) for number in rng.sample(range(0x51A5), 4500)]
        weights = list(itertools.accumulate(1 / (rank + 8) ** 1.05 for rank in range(len(signs))))
        self.vocabulary = [
            "".join(rng.choices(signs, cum_weights=weights, k=rng.choices([1, 2, 3, 4], [4, 70, 16, 10])[0]))
            for _ in range(30_000)
        ]
        self.often = list(itertools.accumulate(1 / (rank + 5) for rank in range(len(self.vocabulary))))
        self.particles = signs[:60]
        self.said = "".join(self._story() for _ in range(STORIES))

    def text(self) -> str:
        """One article; about 450 different signs."""
        start = self.random.randrange(len(self.said) - LENGTH)
        text = self.said[start : start + LENGTH]
        return "".join(f"<p>{text[at : at + 140]}。</p>" for at in range(0, LENGTH, 140))

    def _story(self) -> str:
        rng = self.random
        topic = rng.choices(self.vocabulary, k=12)
        parts = []
        for word in rng.choices(self.vocabulary, cum_weights=self.often, k=LENGTH // 2):
            lot = rng.random()
            part = rng.choice(self.particles) if lot < 0.25 else rng.choice(topic) if lot < 0.45 else word
            parts.append(part)
        return "".join(parts)
