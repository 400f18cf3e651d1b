"""Whether an archived article's pages answer with the very bytes of last time, so that none need be read."""

from collections.abc import Callable, Generator, Sequence

from newsarchive.crawling.asking import Answer, Ask, Unanswered
from newsarchive.items import Lead, Unchanged
from newsarchive.profiles.ids import same_address


class Held:
    """Answers that came and that nobody has read yet, by the addresses that were asked."""

    def __init__(self) -> None:
        self._answers: list[tuple[str, Answer | Unanswered]] = []

    def add(self, url: str, answer: Answer | Unanswered) -> None:
        """Keep an answer."""
        self._answers.append((url, answer))

    def of(self, url: str) -> Answer | Unanswered | None:
        """The answer of an address."""
        return next((answer for there, answer in self._answers if same_address(there, url)), None)

    def take(self, url: str) -> Answer | Unanswered | None:
        """The answer of an address, which is then kept no longer: who asks again asks the site."""
        answer = self.of(url)
        self._answers = [one for one in self._answers if one[1] is not answer]
        return answer


def same_bytes(
    article: Lead, steps: Sequence[str], held: Held, ask: Callable[[str], Ask], *, is_whole: bool
) -> Generator[Ask, Answer | Unanswered, Unchanged | None]:
    """Ask the pages that an article was read from, in their usual order, until one answers otherwise.

    :param steps: the addresses that are asked in turn, further pages aside
    :param held: what has been answered already, and what is answered now
    :param ask: makes what asks for an address, without condition
    :param is_whole: steps that gave nothing last time are asked, too, as far as the others were
    :returns: that it is what it was; None where it must be read
    """
    digests = {page.url: page.digest for page in article.pages}
    if not digests or None in digests.values():
        return None

    def known(url: str) -> bytes | None:
        return next((digest for there, digest in digests.items() if same_address(there, url)), None)

    first_ones = [url for url in steps if known(url)]
    if is_whole and first_ones:
        first_ones = list(steps[: steps.index(first_ones[-1]) + 1])
    further = [url for url in digests if not any(same_address(url, step) for step in steps)]
    for url in (*first_ones, *further):
        answer = held.of(url)
        if answer is None:
            answer = yield ask(url)
            held.add(url, answer)
        if isinstance(answer, Unanswered):
            if known(url):
                return None
        elif answer.page.digest is None or answer.page.digest != known(url):
            return None
    answers = [held.of(url) for url in digests]
    pages = tuple(answer.page for answer in answers if isinstance(answer, Answer))
    return Unchanged(article.source_id, article.url, pages=pages)
