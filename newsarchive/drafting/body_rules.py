"""The rule for the element that holds an article's text, where one with a stable name does."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lxml.html import HtmlElement

from newsarchive.drafting.field_rules import Found, Sample
from newsarchive.drafting.learned_rules import learned_containers
from newsarchive.drafting.selectors import selectors_of, whole_selector
from newsarchive.extraction.by_rules import RuledPage
from newsarchive.posts.safe_html import visible_text
from newsarchive.profiles import FieldRule, FieldRules

_TAGS = re.compile(r"<[^<>]*>")
_MORE = 1.6  # an element with so much more text than the article holds more than that
_MOSTLY = 0.6  # of the pages
_A_LITTLE = 1.25
_SAME = 0.02  # of the text may differ
_LEAST = 8  # characters of a piece that is looked for


class BodyFound(NamedTuple):
    """Rules for the body.

    :param drop: what within it is none of the article's
    """

    found: Found
    drop: tuple[str, ...]


def find_body_rules(samples: Sequence[Sample]) -> BodyFound:
    """The elements that hold what the automatic reader finds and, without what is dropped, nothing else."""
    stating = [sample for sample in samples if sample.says("body")]
    learned: dict[str, int] = {}
    for sample in stating:
        for element, articles in learned_containers(sample.page.tree, sample.learned.places).items():
            for css in (*selectors_of(element), *whole_selector(element)):
                learned[css] = max(articles, learned.get(css, 0))
    proposed = dict.fromkeys([*learned, *(css for sample in stating for css in _proposed(sample))])
    drops = dict.fromkeys(css for sample in stating for css in _noise(sample))
    chosen: list[str] = []
    covered: set[int] = set()
    for css in proposed:
        rules = FieldRules.model_validate({"body": css, "drop": tuple(drops)})
        where = _where_it_reads(stating, rules)
        if len(where) >= min(2, len(stating)) and where - covered:
            chosen.append(css)
            covered |= where
    drop = tuple(css for css in drops if chosen and _is_needed(css, chosen, stating))
    articles = max((learned.get(css, 0) for css in chosen), default=0)
    found = tuple(FieldRule(css=css) for css in chosen)
    return BodyFound(Found(found, len(covered), len(stating), articles), drop)


def _where_it_reads(samples: Sequence[Sample], rules: FieldRules) -> set[int]:
    """The pages on which rules find the text, should they be most; the others have a little more in it.

    What holds exactly the text of most pages holds that of all: on the others a box without a name of its own
    stands in it, or the automatic reader has lost a paragraph.
    """
    said = [reads_same(sample, rules) for sample in samples]
    found = {number for number, same in enumerate(said) if same is not None}
    same = sum(map(bool, said))
    is_sure = same >= max(min(2, len(samples)), _MOSTLY * len(found))
    return found if is_sure and all(said[n] or _holds_more(samples[n], rules) for n in found) else set()


def _holds_more(sample: Sample, rules: FieldRules) -> bool:
    text = _squeezed(visible_text(RuledPage(sample.page).body(rules)[0].value))
    is_near = len(text) <= len(_wanted(sample)) * _A_LITTLE
    return is_near and all(piece in text for piece in _pieces(sample))


def reads_same(sample: Sample, rules: FieldRules) -> bool | None:
    """Whether the rules select the automatic reader's text; None where they select nothing."""
    found = RuledPage(sample.page).body(rules)
    if not found:
        return None
    text, wanted = _squeezed(visible_text(found[0].value)), _wanted(sample)
    return len(text) <= len(wanted) * (1 + _SAME) + 10 and all(piece in text for piece in _pieces(sample))


def _is_needed(css: str, chosen: Sequence[str], samples: Sequence[Sample]) -> bool:
    """Whether something of what is not the article's stands there, in what was chosen."""
    within = ", ".join(f"{one} {css}" for one in chosen)
    return any(sample.ruled.document.css_first(within) for sample in samples)


def _proposed(sample: Sample) -> Iterator[str]:
    """Selectors of the elements that hold all the text, the innermost first."""
    pieces, length = _pieces(sample), len(_wanted(sample))
    if not pieces:
        return
    for element in reversed(list(_holding(sample.page.tree, pieces))):
        if len(_squeezed(element.text_content())) <= length * _MORE + 200:
            yield from (css for css in selectors_of(element) if " " not in css)


def _holding(element: HtmlElement, pieces: Sequence[str]) -> Iterator[HtmlElement]:
    """The elements that hold all the pieces, each within the one before."""
    while element is not None:
        if element.tag not in {"html", "body"}:
            yield element
        inner = (one for one in element if isinstance(one.tag, str))
        element = next((one for one in inner if _holds(one, pieces)), None)


def _holds(element: HtmlElement, pieces: Sequence[str]) -> bool:
    text = _squeezed(element.text_content())
    return all(piece in text for piece in pieces)


def _noise(sample: Sample) -> Iterator[str]:
    """Selectors of elements within what holds the text that are none of it."""
    pieces, wanted = _pieces(sample), _wanted(sample)
    held = list(_holding(sample.page.tree, pieces)) if pieces else []
    if not held:
        return
    for element in held[-1].iterdescendants("div", "p", "ul", "aside", "section", "table", "span"):
        text = _squeezed(element.text_content())
        if text and text not in wanted and not any(piece in text for piece in pieces):
            own = [css for css in selectors_of(element) if css[0] == "." and " " not in css]
            yield from own[:1]


def _wanted(sample: Sample) -> str:
    return _squeezed(visible_text(sample.says("body") or ""))


def _pieces(sample: Sample) -> list[str]:
    texts = map(_squeezed, map(visible_text, _TAGS.split(sample.says("body") or "")))
    return [text for text in texts if len(text) >= _LEAST]


def _squeezed(text: str) -> str:
    return "".join(text.split())
