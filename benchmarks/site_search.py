"""What the search of a published site costs, to build for 20,000 posts and a reader a query; what it finds.

The texts are made of words as news is: pairs of characters are about as often as in Chinese news pages, which
have fewer different ones. A tenth is English. `python benchmarks/site_search.py [POSTS [QUERIES]]`.
"""

import random
import re
import resource
import statistics
import sys
import time
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from playwright.sync_api import Browser, sync_playwright
from scrapy.settings import Settings

from newsarchive.fetching.browser.wanted import find_chromium
from newsarchive.publishing.search.index import SearchText
from tests.e2e.searching import PublishedSearch, ask, every

POSTS = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
QUERIES = int(sys.argv[2]) if len(sys.argv) > 2 else 60


class Words:
    """Words of one language, the first ones the most frequent."""

    def __init__(
        self, dice: random.Random, signs: str, steep: float, lengths: dict[int, int], count: int
    ) -> None:
        self._dice = dice
        often = list(accumulate(1 / (rank + 30) ** steep for rank in range(len(signs))))
        sizes = dice.choices(list(lengths), list(lengths.values()), k=count)
        self._words = ["".join(dice.choices(signs, cum_weights=often, k=size)) for size in sizes]
        self._weights = list(accumulate(1 / (rank + 100) ** 1.1 for rank in range(count)))

    def some(self, count: int) -> list[str]:
        return self._dice.choices(self._words, cum_weights=self._weights, k=count)

    def topic(self, count: int) -> list[str]:
        """Words of an article of its own, which come again in it."""
        return self._dice.choices(self._words, k=count) + self.some(2 * count)


def articles(count: int, dice: random.Random) -> Iterator[SearchText]:
    han = [chr(0x4E00 + number) for number in range(3_500)]
    dice.shuffle(han)
    chinese = Words(dice, "".join(han), 1.5, {1: 4, 2: 66, 3: 16, 4: 14}, 40_000)
    sizes = {2: 5, 3: 10, 4: 15, 5: 15, 6: 15, 7: 15, 8: 10, 10: 5}
    english = Words(dice, "etaoinsrhldcumfpgwybvkxjqz", 0.5, sizes, 30_000)
    for number in range(count):
        words, between = (english, " ") if number % 10 == 0 else (chinese, "")
        topic, sentences, size = words.topic(10), [], 0
        length = dice.lognormvariate(7.2, 0.45)
        while size < length:
            some = words.some(dice.randrange(3, 10))
            some = [dice.choice(topic) if dice.random() < 0.3 else word for word in some]
            if dice.random() < 0.2:
                some.append(f"{dice.randrange(1, 3000)}{dice.choice(('', '年', '万', '%'))}")
            sentences.append(between.join(some) + (dice.choice("，，。") if not between else ". "))
            size += len(sentences[-1])
        date = f"{2004 + number * 20 // count}-01-01"
        title = between.join(words.some(8))
        address = f"/news/2022/03/{number}.html"
        yield SearchText(address=address, title=title, date=date, outlet="上饶日报", text="".join(sentences))


def queries(made: list[SearchText], dice: random.Random) -> dict[str, list[str]]:
    """Out of the texts, so that a frequent one is asked for often."""
    chosen: dict[str, list[str]] = {}
    for length in (1, 2, 3, 4, 7):
        run = re.compile(f"[一-鿿]{{{length}}}")
        found = chosen.setdefault(f"{length} Han", [])
        while len(found) < QUERIES:
            text = dice.choice(made).text
            found += [match[0] for match in [run.match(text, dice.randrange(len(text)))] if match]
    english = [re.findall(r"\b[a-z]+\b", one.text) for one in made[::10]]
    chosen["an English word"] = [dice.choice(dice.choice(english)) for _ in range(QUERIES)]
    chosen["2 words of 2 Han"] = [" ".join(dice.choices(chosen["2 Han"], k=2)) for _ in range(QUERIES)]
    return chosen


def expected(query: str, made: list[SearchText]) -> set[int]:
    if re.fullmatch("[a-z]+", query):
        word = re.compile(rf"\b{query}" + (r"\b" if len(query) < 3 else ""), re.ASCII)
        return {n for n, one in enumerate(made) if word.search(one.title) or word.search(one.text)}
    parts = query.split()
    return {n for n, one in enumerate(made) if all(part in one.title or part in one.text for part in parts)}


def measure(browser: Browser, made: list[SearchText]) -> None:
    begun = time.process_time()
    site = PublishedSearch(browser.new_context(), made)
    size = sum(len(content) for path, content in site.files.items() if "/search/" in path)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{time.process_time() - begun:.1f} CPU s to build, {len(site.files)} files, {size / 1e6:.1f} MB;")
    print(f"{memory:.0f} MB of memory at most, files and texts included")
    whole = site.page()
    print("query               KB median    p95   most  requests    found  recall precision")
    sizes: list[float] = []
    for kind, asked in queries(made, random.Random(2)).items():
        costs, requests, right, given, wanted = [], [], 0, 0, 0
        for query in asked:
            page = site.page()
            site.asked.clear()
            ask(page, [query], first=True)
            costs.append(site.bytes_asked() / 1000)
            requests.append(len(site.asked))
            page.close()
        for query, answer in zip(asked, every(whole, asked), strict=True):
            due = expected(query, made)
            right, given, wanted = right + len(due & set(answer)), given + len(answer), wanted + len(due)
        sizes += costs
        p95 = statistics.quantiles(costs, n=20)[-1]
        print(
            f"{kind:18} {statistics.median(costs):10.0f} {p95:6.0f} {max(costs):6.0f}"
            f" {statistics.median(requests):9.0f} {wanted / len(asked):8.0f}"
            f" {right / wanted:7.4f} {right / given:9.4f}"
        )
    p95 = statistics.quantiles(sizes, n=20)[-1]
    print(f"all: {statistics.median(sizes):.0f} KB median, {p95:.0f} KB p95")


def main() -> None:
    made = list(articles(POSTS, random.Random(1)))
    print(f"{len(made)} posts of {statistics.mean(len(one.text) for one in made):.0f} characters")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find_chromium(Settings()), args=["--no-sandbox"])
        measure(browser, made)
        browser.close()


if __name__ == "__main__":
    main()
