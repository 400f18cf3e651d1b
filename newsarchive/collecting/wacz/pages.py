"""The lists of pages of a WACZ: for each text that an article had the capture that shows it."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from newsarchive.collecting.record_file import LINE_ENDS
from newsarchive.collecting.wacz.whole_capture import WholeCapture
from newsarchive.store.catalog.row_kinds import ArticleRow, RevisionRow
from newsarchive.store.catalog.states import RevisionKind
from newsarchive.store.originals.cdxj import media_type
from newsarchive.store.originals.making import written_url
from newsarchive.store.search.words import body_text
from newsarchive.text import one_line

_OF_A_PAGE = 500  # bytes besides its text


def head(name: str, title: str) -> bytes:
    """The first line of a list of pages, which says that their texts are in it."""
    return _line({"format": "json-pages-1.0", "id": name, "title": title, "hasText": True})


@dataclass(frozen=True, slots=True)
class Taken:
    """A capture of an article's page, without its body.

    :param revision: the number of the revision that was read from it; None where it gave no text
    :param kind: its media type
    """

    revision: int | None
    url: str
    status: int
    at: datetime
    record_id: str
    kind: str

    @classmethod
    def of(cls, revision: int | None, capture: WholeCapture) -> "Taken":
        """What a list of pages needs to know of a capture."""
        exchange = capture.exchange
        return cls(
            revision, exchange.url, exchange.status, exchange.at, capture.record_id, media_type(exchange)
        )


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of a list of pages.

    :param is_earlier: the article says something else by now
    """

    url: str
    at: datetime
    line: bytes
    is_earlier: bool


def page_lines(
    article: ArticleRow, revisions: Mapping[int, RevisionRow], taken: Sequence[Taken]
) -> Iterator[PageLine]:
    """The pages of an article, the one that shows it as it is published now first.

    The newest text that was read from a capture is told as the article is published, since ``replay`` makes
    later revisions of earlier captures; where an earlier text was restored, it is that one's capture.
    """
    read = [one for one in taken if one.revision in revisions]
    numbers = sorted({one.revision for one in read if one.revision}, reverse=True)
    now = revisions.get(article.revision or 0)
    is_restored = now is not None and now.kind is RevisionKind.RESTORED
    published = [number for number in numbers if number <= (article.revision or 0)] or numbers
    same = [number for number in published if is_restored and now and revisions[number].sha256 == now.sha256]
    newest = next(iter(same or published), None)
    for number in sorted(numbers, key=lambda number: number != newest):
        said = now if now and number == newest and not is_restored else revisions[number]
        page = min((one for one in read if one.revision == number), key=lambda one: _rank(one, article, said))
        yield _page_line(page, said, is_earlier=number != newest)


def expected_size(revisions: Mapping[int, RevisionRow]) -> int:
    """How many bytes the pages of an article take at most, packed: a little more than its posts do.

    A post has more than its text.
    """
    return sum(len(one.post) * 5 // 4 + _OF_A_PAGE for one in revisions.values())


def _rank(one: Taken, article: ArticleRow, said: RevisionRow) -> tuple[bool, bool, bool]:
    """What of several captures is the page that a reader sees comes first."""
    return one.status != 200, "html" not in one.kind, one.url not in {article.url, said.link}


def _page_line(page: Taken, said: RevisionRow, *, is_earlier: bool) -> PageLine:
    text, url, at = _text_of(said), written_url(page.url), page.at.astimezone(UTC)
    row = {
        "id": hashlib.sha256(page.record_id.encode()).hexdigest()[:32],
        "url": url,
        "ts": f"{at:%Y-%m-%dT%H:%M:%SZ}",
        "title": one_line(said.title),
    }
    return PageLine(url, at, _line(row | {"text": text} if text else row), is_earlier)


def _text_of(said: RevisionRow) -> str:
    """Standfirst and body as one line; empty where the post is damaged."""
    row = {name: getattr(said, name) for name in ("post", "name", "standfirst", "link", "kind")}
    return one_line(f"{said.standfirst or ''} {body_text(row)}")


def _line(row: Mapping[str, object]) -> bytes:
    return json.dumps(row, ensure_ascii=False).translate(LINE_ENDS).encode() + b"\n"
