"""What another profile or other code would read otherwise, by a few originals, before it goes live."""

import difflib
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsarchive.crawling.spider import SiteSpider
from newsarchive.exceptions import ArgumentError, NewsArchiveError
from newsarchive.items import FIELDS
from newsarchive.learning.learned import NOTHING_LEARNED, Learned
from newsarchive.posts.post_diff import readable_lines
from newsarchive.profiles import SiteProfile
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.access import reading
from newsarchive.store.catalog.row_kinds import LearnedRow, RevisionRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.entries import lead_of
from newsarchive.store.learner import learned_of
from newsarchive.store.replayable import newest_of_each_section
from newsarchive.store.submissions import Extracted
from newsarchive.text import letters_of, many
from newsarchive.upkeep.replay import Replayer

ARTICLES = 20
_FEWEST = 5  # articles, of which most tell anything
_BODY = "body"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that is read otherwise: what is stored, and what would be; of a body its lines that differ."""

    field: str
    stored: str
    now: str


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """An article as it would be read.

    :param lost: why nothing of use would be read of it; empty where it would
    """

    source_id: str
    url: str
    title: str
    differences: tuple[Difference, ...]
    lost: str = ""


@dataclass(frozen=True, slots=True)
class Canary:
    """The articles that were read again, of each section the newest."""

    articles: tuple[ReadAgain, ...]

    @property
    def differing(self) -> list[ReadAgain]:
        """Those that would be read otherwise."""
        return [one for one in self.articles if one.differences or one.lost]

    @property
    def lost(self) -> list[ReadAgain]:
        """Those of which nothing of use would be read."""
        return [one for one in self.articles if one.lost]

    def loses_more_than(self, other: "Canary | None") -> bool:
        """Whether most articles that the other one reads are lost, of enough to tell.

        :param other: None stands for what is stored, of which nothing is lost
        """
        good = {one.source_id for one in (other or self).articles if other is None or not one.lost}
        lost = sum(one.source_id in good for one in self.lost)
        return len(good) >= _FEWEST and 2 * lost > len(good)


def canary(archive: Archive, replayer: Replayer, *, most: int = ARTICLES) -> Canary:
    """Read the newest originals of each section again, and compare; nothing is written or locked.

    Each is read with what was known of the site when it was stored, so that where neither profile nor code
    has changed, nothing differs. An article is lost where it could become no post, where its text keeps
    less than ``recheck.shrunken`` of its length, or where its title becomes one that another has, too.

    :param replayer: with the profile that is looked at
    :raises StorageError: the catalog or an original cannot be read
    """
    with reading(archive.catalog) as rows:
        chosen = newest_of_each_section(rows, most=most)
        versions = versions_of(rows, {stored.learned for _, stored in chosen if stored.learned})
        replayer.know_pictures(rows)
        read = []
        for kept, stored in chosen:
            replayer.learned = versions.get(stored.learned or 0, NOTHING_LEARNED)
            read.append(replayer.read(lead_of(kept.row), kept.exchanges(archive.originals.folder)))
    titles = Counter(letters_of(one.article.title) for one in read if isinstance(one, Extracted))
    before = Counter(letters_of(stored.title) for _, stored in chosen)
    shrunken = replayer.spider.profile.recheck.shrunken
    found = []
    for (kept, stored), now in zip(chosen, read, strict=True):
        if not isinstance(now, Extracted):
            found.append(
                ReadAgain(kept.row.source_id, kept.row.url, stored.title, (), now.reason or "unread")
            )
        else:
            title = letters_of(now.article.title)
            is_shared = titles[title] > 1 and before[letters_of(stored.title)] == 1
            is_short = now.fingerprint.length < shrunken * stored.length
            lost = "shrunken" if is_short else "title of another" if is_shared else ""
            differences = tuple(_differences(stored, now))
            found.append(ReadAgain(kept.row.source_id, kept.row.url, stored.title, differences, lost))
    return Canary(tuple(found))


def going_by(profile: SiteProfile, kind: type[SiteSpider], site: str) -> type[SiteSpider]:
    """A site's spider by another profile.

    :raises ArgumentError: it is the profile of another site
    """
    if profile.name != site:
        raise ArgumentError(f"the profile is that of {profile.name}, not of {site}")
    made = {"in_use": profile, "name": site, "__module__": kind.__module__}
    return type(kind.__name__, (kind,), made)


def profile_to_use(archive: Archive, last: Replayer | None, changed: Replayer) -> str:
    """Why a changed profile is not to be taken into use, in words; nothing where it may be.

    It is not where most of the articles that the last one reads are lost by it. A run that a person starts
    goes by the profile as it is, and so takes it into use.

    :param last: reads by the profile that was in use, ``changed`` by the one that is there now; where nobody
        knows the last one any more, None: then most of what is stored would be lost
    """
    if not archive.catalog.exists():
        return ""
    try:
        now = canary(archive, changed)
        if not now.lost or not now.loses_more_than(canary(archive, last) if last else None):
            return ""
    except NewsArchiveError:  # which the run itself is to tell
        return ""
    reasons = ", ".join(dict.fromkeys(one.lost for one in now.lost))
    what, then = "the profile has", "the last one stays in use"
    if last is None:
        what, then = "profile or code have", "it is in use, since the last one is not known after a start"
    lost = f"{len(now.lost):,} of {many(len(now.articles), 'article')} would be lost by it ({reasons})"
    return f"{what} changed, and {lost}; {then}"


def versions_of(rows: Rows, numbers: set[int]) -> dict[int, Learned]:
    """Versions of what was learned of the site, by their numbers."""
    return {row.id: learned_of(row) for row in rows.by_values(LearnedRow, LearnedRow.c.id, numbers)}


def _differences(stored: RevisionRow, now: Extracted) -> Iterator[Difference]:
    for name in FIELDS:
        before, after = (_shown(getattr(one, name)) for one in (stored, now.article))
        if before != after:
            yield Difference(name, before, after)
    bodies = [_body(zlib.decompress(stored.post)), _body(now.post)]
    if bodies[0] != bodies[1]:
        lines = list(difflib.ndiff(readable_lines(bodies[0]), readable_lines(bodies[1])))
        yield Difference(_BODY, _marked(lines, "- "), _marked(lines, "+ "))


def _shown(value: object) -> str:
    return (
        ", ".join(map(str, value))
        if isinstance(value, Sequence) and not isinstance(value, str)
        else str(value or "")
    )


def _body(post: bytes) -> str:
    return post.decode("utf-8", "replace").partition("\n---\n")[2]


def _marked(lines: Sequence[str], mark: str) -> str:
    return "\n".join(line.removeprefix(mark) for line in lines if line.startswith(mark))
