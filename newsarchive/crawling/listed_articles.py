"""Whether a run's listings show as many articles as the profile expects of them."""

from collections.abc import Iterable

from newsarchive.profiles import SiteProfile
from newsarchive.profiles.run_arguments import RunArguments
from newsarchive.text import typed


class ListedArticles:
    """Counts the articles that listings show, as far as it matters: up to the expected number.

    A redesign that hides the site's articles from a run shows in nothing else: every listing answers.
    A listing that has not changed shows what it showed, so that nothing can be said of such a run.
    """

    def __init__(self, profile: SiteProfile, arguments: RunArguments) -> None:
        whole_site = not (arguments.named or arguments.categories or arguments.limit)
        self.expected = profile.expectations.articles if whole_site else 0
        self._shown: set[str] = set()
        self._unchanged = False

    def note(self, urls: Iterable[str]) -> None:
        """Note what a listing shows."""
        if len(self._shown) < self.expected:
            self._shown.update(urls)

    def note_unchanged(self) -> None:
        """Note that a listing is as it was when it was read last."""
        self._unchanged = True

    @property
    def shortfall(self) -> str:
        """The sentence to be told, or nothing where all is as expected."""
        if self._unchanged or len(self._shown) >= self.expected:
            return ""
        return (
            f"the listings show {len(self._shown):,} articles, and the profile expects {self.expected:,}"
            " (expectations.articles); has the site been redesigned?"
            f" {typed('try')} shows what is found on a listing"
        )
