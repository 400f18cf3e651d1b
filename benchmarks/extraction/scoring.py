"""One page's answer against its truth, as numbers from 0 to 1."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.newsite.comparing import same_line
from tests.newsite.posts import blocks_and_links

_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W_]+")


@dataclass(slots=True)
class Scores:
    """What was asked of one page.

    :ivar values: by measure; a measure that was not asked is absent
    :ivar told: what is wrong, in words
    """

    values: dict[str, float] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)

    def note(self, measure: str, value: float, problem: str) -> None:
        """Keep a value, and the problem where it is less than 1."""
        self.values[measure] = float(value)
        if value < 1:
            self.told.append(problem)


def refused(said: Any) -> Scores:
    """The answer on a page that is no article."""
    scores = Scores()
    right = not said or bool(said.get("not_article")) or ("error" not in said and not said.get("body_html"))
    scores.note("refused", right, f"taken for an article: {str((said or {}).get('title'))[:60]!r}")
    return scores


def judge(truth: dict[str, Any], said: dict[str, Any]) -> Scores:
    """The answer on an article."""
    scores = Scores()
    if said.get("not_article"):
        scores.told.append(f"refused: {said['not_article']}")
    _body(scores, truth, said.get("body_html") or "")
    title = str(said.get("title") or "")
    if "title" in truth:
        scores.note("title", same_line(title, truth["title"]), f"title {title!r}, not {truth['title']!r}")
    if "date" in truth:
        _date(scores, truth, said.get("date"))
    if truth.get("author"):
        authors = said.get("author") or []
        authors = [authors] if isinstance(authors, str) else [str(author) for author in authors]
        right = any(_plain(author) == _plain(truth["author"]) for author in authors)
        scores.note("author", right, f"author {authors}, not {truth['author']!r}")
    if truth.get("section"):
        section = str(said.get("section") or "")
        scores.note(
            "section",
            _plain(section) == _plain(truth["section"]),
            f"section {section!r}, not {truth['section']!r}",
        )
    return scores


def _body(scores: Scores, truth: dict[str, Any], markup: str) -> None:
    found = [(tag, _line(text)) for tag, text in blocks_and_links(markup)[0]]
    captions = [_line(text) for text in truth.get("captions", [])]
    neutral = {*captions, *(_line(text) for text in truth.get("may", []))}
    flow = [_line(text) for text in truth["flow"]]
    blocks = [text for _, text in found if text not in neutral]
    mine, true = shingles(" ".join(blocks)), shingles(" ".join(flow))
    common = (mine & true).total()
    precision = common / mine.total() if mine else 0.0
    recall = common / true.total() if true else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    extra = [text for text in blocks if text not in flow]
    lost = [text for text in flow if text not in blocks]
    scores.values |= {"precision": precision, "recall": recall}
    scores.note("f1", f1, f"body: too much {[t[:30] for t in extra[:2]]}, lost {[t[:30] for t in lost[:2]]}")
    scores.values["whole"] = float(blocks == flow)
    paragraphs = [_line(text) for text in truth["paragraphs"]]
    if paragraphs:
        scores.values["paragraphs"] = sum(text in blocks for text in paragraphs) / len(paragraphs)
    if truth.get("headings"):
        headings = {text for tag, text in found if re.fullmatch("h[1-6]", tag)}
        kept = sum(_line(text) in headings for text in truth["headings"]) / len(truth["headings"])
        scores.note("headings", kept, "headings lost")
    if captions:
        whole = _plain(" ".join(text for _, text in found))
        scores.note("captions", sum(_plain(c) in whole for c in captions) / len(captions), "captions lost")


def _date(scores: Scores, truth: dict[str, Any], said: Any) -> None:
    true = datetime.fromisoformat(truth["date"])
    try:
        date = datetime.fromisoformat(said) if isinstance(said, str) else said
    except ValueError:
        date = None
    if date is None:
        scores.note("clock", 0, f"no date (said {said!r}), not {truth['date']}")
    else:
        here = date.astimezone(true.tzinfo) if date.tzinfo and true.tzinfo else date
        shape = "%Y-%m-%d" if truth.get("date_precision") == "day" else "%Y-%m-%d %H:%M"
        scores.note(
            "clock", here.strftime(shape) == true.strftime(shape), f"date {date}, not {truth['date']}"
        )
    if true.tzinfo:
        right = (
            date is not None
            and date.utcoffset() is not None
            and date.astimezone(true.tzinfo).date() == true.date()
        )
        right = right and (
            date.utcoffset() == true.utcoffset() or date.timestamp() // 60 == true.timestamp() // 60
        )
        scores.note(
            "zone" if truth.get("zone_stated") else "zone_implied",
            right,
            f"zone of {date}, not {truth['date']}",
        )


def shingles(text: str, words: int = 4) -> Counter[tuple[str, ...]]:
    """Every run of so many words, a Han character a word; all of them where there are fewer."""
    tokens = _TOKEN.findall(text.lower())
    if len(tokens) < words:
        return Counter([tuple(tokens)] if tokens else [])
    return Counter(zip(*(tokens[start:] for start in range(words)), strict=False))


def _line(text: str) -> str:
    return " ".join(text.split())


def _plain(text: str) -> str:
    return "".join(text.split()).lower()
