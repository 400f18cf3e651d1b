"""The error of pages that the browser could not show."""

from newsarchive.fetching.whole_responses import NotWhole


class NotRendered(NotWhole):
    """A page that the browser could not show; fails the article, so that the next run asks again."""

    def __init__(self, detail: str) -> None:
        super().__init__("not-rendered", detail)
