"""Posts against the truth: figures by template, and what differs."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.newsite.posts import Post
from tests.newsite.truth import Truth, compact

FIGURES = {
    "title": "title exact",
    "minute": "minute with zone exact",
    "paragraphs": "every paragraph, in order",
    "clean": "no boilerplate",
    "body": "BODY: every paragraph and no boilerplate",
    "strict": "body exact: the same blocks and nothing else",
    "headings": "every heading a heading",
    "captions": "every caption",
    "items": "every list item and table cell",
    "links": "every link",
    "joined": "pages joined, of articles over several",
    "source": "medium named in tags or categories",
    "channel": "channel named in tags or categories",
}
_WIDE = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u201c\u201d]"


@dataclass(slots=True)
class Result:
    """What a comparison found.

    :ivar right: by (template, figure), how many articles are right
    :ivar asked: by (template, figure), how many were asked
    :ivar articles: by template, how many the site has
    :ivar stored: by template, how many of them have a post
    :ivar differences: a sentence each, beginning with a file's name where there is a file
    :ivar foreign: posts that belong to no article
    :ivar doubled: posts of articles that have one already
    """

    right: Counter[tuple[str, str]] = field(default_factory=Counter)
    asked: Counter[tuple[str, str]] = field(default_factory=Counter)
    articles: Counter[str] = field(default_factory=Counter)
    stored: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)

    def note(self, template: str, figure: str, *, right: bool) -> None:
        """Count an answer."""
        self.asked[template, figure] += 1
        self.right[template, figure] += right

    def share(self, figure: str, template: str = "") -> float | None:
        """Of the articles asked, the share that is right; None where none was asked."""
        chosen = [key for key in self.asked if key[1] == figure and template in ("", key[0])]
        asked = sum(self.asked[key] for key in chosen)
        return sum(self.right[key] for key in chosen) / asked if asked else None


def url_key(url: str) -> str:
    """An address without scheme, host, fragment and the sidebars' ``from=…``."""
    parts = urlsplit(url)
    query = "&".join(f"{k}={v}" for k, v in parse_qsl(parts.query) if k != "from")
    return unquote(parts.path) + (f"?{query}" if query else "")


def compare(truths: list[Truth], posts: list[Post]) -> Result:
    """Match posts to articles by address and judge each; nothing is asked of articles without a post."""
    result = Result()
    by_key = {url_key(address): truth for truth in truths for address in truth.addresses}
    matched: dict[str, list[Post]] = defaultdict(list)
    for post in posts:
        truth = by_key.get(url_key(post.url)) if not post.problem else None
        if truth:
            matched[truth.address].append(post)
        else:
            result.foreign.append(f"{post.name}: {post.problem or f'no article: {post.url} {post.title!r}'}")
    for truth in truths:
        result.articles[truth.template] += 1
        mine = matched[truth.address]
        result.doubled += [f"{post.name}: another post of {truth.address}" for post in mine[1:]]
        if mine:
            result.stored[truth.template] += 1
            first = min(mine, key=lambda post: url_key(post.url) != url_key(truth.address))
            _judge(result, truth, first)
        else:
            result.differences.append(f"(no post): {truth.address} {truth.title!r}")
    return result


def _judge(result: Result, truth: Truth, post: Post) -> None:
    answers: dict[str, str] = {}  # figure -> what is wrong, empty when right
    answers["title"] = (
        "" if same_line(post.title, truth.title) else f"title {post.title!r}, not {truth.title!r}"
    )
    answers["minute"] = _minute(truth, post)
    body = compact("".join(text for _, text in post.blocks))
    answers["paragraphs"] = _missing(truth.paragraphs, body, ordered=True)
    strange = [text for text in truth.boilerplate if compact(text) in body]
    strange += [text for text in truth.once if body.count(compact(text)) > 1]
    answers["clean"] = f"{len(strange)} boilerplate strings, first {strange[0]!r}" if strange else ""
    answers["body"] = answers["paragraphs"] or answers["clean"]
    answers["strict"] = _strict(truth, post)
    headings = {compact(text) for tag, text in post.blocks if re.fullmatch("h[1-6]", tag)}
    kept = {(compact(text), url_key(href)) for text, href in post.links}
    if truth.headings:
        lost = [text for text in truth.headings if compact(text) not in headings]
        answers["headings"] = f"no heading {lost[0]!r}" if lost else ""
    if truth.captions:
        answers["captions"] = _missing(truth.captions, body)
    if truth.items or truth.cells:
        answers["items"] = _missing(truth.items + truth.cells, body)
    if truth.links:
        gone = [text for text, href in truth.links if (compact(text), url_key(href)) not in kept]
        answers["links"] = f"no link {gone[0]!r}" if gone else ""
    if truth.page_count > 1:
        answers["joined"] = answers["paragraphs"]
    if truth.source:
        answers["source"] = "" if truth.source in post.words else f"no {truth.source!r} in {post.words}"
    answers["channel"] = "" if truth.channel in post.words else f"no {truth.channel!r} in {post.words}"
    for figure, problem in answers.items():
        result.note(truth.template, figure, right=not problem)
    told = [p for f, p in answers.items() if p and f in ("title", "minute", "paragraphs", "clean", "strict")]
    if told:
        result.differences.append(f"{post.name} [{truth.template}] {post.url}: {'; '.join(told)}")


def _minute(truth: Truth, post: Post) -> str:
    assert post.date
    true = datetime.fromisoformat(truth.instant)
    same = post.date.replace(second=0) == true.replace(second=0) and post.date.utcoffset() == true.utcoffset()
    return "" if same else f"date {post.date.isoformat()}, not {truth.instant}"


def _missing(wanted: list[str], body: str, *, ordered: bool = False) -> str:
    place = 0
    for number, text in enumerate(wanted, 1):
        found = body.find(compact(text), place if ordered else 0)
        if found < 0:
            return f"text {number} of {len(wanted)} missing: {text[:40]!r}"
        place = found + len(compact(text))
    return ""


def _strict(truth: Truth, post: Post) -> str:
    allowed = {compact(text) for text in truth.captions}
    mine = [compact(text) for _, text in post.blocks if compact(text) not in allowed]
    true = [compact(text) for text in truth.flow if compact(text) not in allowed]
    if mine == true:
        return ""
    extra = [text for text in mine if text not in true]
    lost = [text for text in true if text not in mine]
    if extra or lost:
        return (
            f"{len(extra)} blocks too many {extra[:1]}, {len(lost)} lost {[text[:30] for text in lost[:1]]}"
        )
    return "blocks doubled or in another order"


def same_line(one: str, other: str) -> bool:
    """Whether two titles are one line to a reader: spaces beside Chinese characters do not count."""
    return _line(one) == _line(other)


def _line(text: str) -> str:
    text = " ".join(text.split())
    return re.sub(f"(?<={_WIDE}) | (?={_WIDE})", "", text)
