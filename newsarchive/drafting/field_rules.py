"""Rules for an article's fields that say what the automatic reader says, on all pages looked at."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, partial

from lxml.html import HtmlElement

from newsarchive.dates import parse_date
from newsarchive.dates.order_of_page import language_of_dates
from newsarchive.dates.zone_of_page import zone_of
from newsarchive.drafting.learned_rules import learned_elements
from newsarchive.drafting.selectors import meta_selectors, selectors_of, whole_selector
from newsarchive.exceptions import DateError
from newsarchive.extraction.by_rules import RuledPage
from newsarchive.extraction.reading import Reading, automatic_reading
from newsarchive.learning.learned import NOTHING_LEARNED, Learned
from newsarchive.pages.tree import Page
from newsarchive.profiles import FieldRule, FieldRules
from newsarchive.text import one_line

TEXT_FIELDS = ("title", "date", "author", "source", "section")
_LABELS = (
    "来源", "稿源", "出处", "來源", "作者", "记者", "記者", "责任编辑", "编辑", "Source", "Author", "By",
    "Von", "Quelle", "Autor", "Par", "Por", "Fuente",
)  # fmt: skip
_STAMP = r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s*T?\d{1,2}:\d\d(?::\d\d)?)?"
_SHORT = 200  # characters of an element that may state one field


@dataclass
class Sample:
    """An article's page that was looked at.

    :param served: when, aware; ``learned``: what an archive knows of its site
    """

    page: Page
    served: datetime
    learned: Learned = NOTHING_LEARNED

    @cached_property
    def reading(self) -> Reading:
        """What the automatic reader says of it."""
        return automatic_reading(self.page, self.served, self.learned)

    @cached_property
    def ruled(self) -> RuledPage:
        """The page as rules read it; bodies are not to be read of it, as that changes it."""
        return RuledPage(self.page)

    def says(self, name: str) -> str | None:
        """What is chosen for a field."""
        return self.reading.value(name)

    def moment(self, text: str) -> datetime | None:
        """A stated date as an instant, to the minute."""
        language = self.page.language or self.says("language") or ""
        zone, _ = zone_of(self.page.zone, language, self.page.url)
        language = language_of_dates(language, self.page.url)
        try:
            found = parse_date(
                text, reference=self.served, zone=zone or UTC, language=language, style=self.page.style
            )
        except DateError:
            return None
        return found.instant.replace(second=0, microsecond=0)


@dataclass(frozen=True, slots=True)
class Found:
    """The rules for one field, which never contradict the automatic reader.

    :param on: on so many of the pages that state the field
    :param of: so many pages state it
    :param learned: of so many articles an archive has learned where it stands, if the rules lead there
    """

    rules: tuple[FieldRule, ...]
    on: int
    of: int
    learned: int = 0

    @property
    def everywhere(self) -> bool:
        """Whether the rules find the field wherever the automatic reader does."""
        return self.on == self.of


def find_rules(name: str, samples: Sequence[Sample]) -> Found:
    """The fewest rules for a field by which it is found on the most pages."""
    stating = [sample for sample in samples if sample.says(name)]
    proposed: dict[FieldRule, int] = {}
    for sample in stating:
        for rule, articles in _proposed(name, sample):
            proposed[rule] = max(articles, proposed.get(rule, 0))
    if name == "section" and len({sample.says(name) for sample in stating}) < 2:
        proposed = {
            rule: articles for rule, articles in proposed.items() if rule.css.startswith("meta")
        }  # or the menu's entry
    right: dict[FieldRule, set[int]] = {}
    for rule in sorted(
        proposed, key=lambda rule: (not proposed[rule], name == "date" and "::attr" not in rule.css)
    ):  # what was learned first, then the most exact
        where = where_right(samples, partial(_finds, name, rule))
        if where is not None and len(where) >= min(2, len(stating)):
            right[rule] = where
    rules, on = _cover(right)
    return Found(rules, on, len(stating), max((proposed[rule] for rule in rules), default=0))


def _cover(right: dict[FieldRule, set[int]]) -> tuple[tuple[FieldRule, ...], int]:
    chosen: list[FieldRule] = []
    covered: set[int] = set()
    while right:
        best = max(right, key=lambda rule: len(right[rule] - covered))
        if not right[best] - covered:
            break
        chosen.append(best)
        covered |= right[best]
    return tuple(chosen), len(covered)


def where_right(samples: Sequence[Sample], finds: Callable[[Sample], bool | None]) -> set[int] | None:
    """On which pages a rule finds what it should; None if it finds something else on any.

    :param finds: whether it finds what it should; None where it finds nothing
    """
    where = set()
    for number, sample in enumerate(samples):
        if (right := finds(sample)) is False:
            return None
        if right:
            where.add(number)
    return where


def _finds(name: str, rule: FieldRule, sample: Sample) -> bool | None:
    found = sample.ruled.texts(FieldRules.model_validate({name: (rule,)})).get(name)
    return _agrees(name, found[0].value, sample) if found else None


def _agrees(name: str, value: str, sample: Sample) -> bool:
    stated = sample.says(name)
    if stated is None:
        return False
    if name == "date":
        moment = sample.moment(value)
        return moment is not None and moment == sample.moment(stated)
    return one_line(value) == one_line(stated)


def _proposed(name: str, sample: Sample) -> Iterator[tuple[FieldRule, int]]:
    """Rules, and of how many articles it was learned that the value stands there."""
    stated = one_line(sample.says(name) or "")
    learned = learned_elements(name, sample.page, sample.says("language") or "", sample.learned.places)
    for element, text in _short_texts(sample.page.tree):
        if element.tag == "meta":
            if name != "title" and _agrees(name, text, sample):
                yield from ((FieldRule(css=css), 0) for css in meta_selectors(element))
            continue
        selectors = list(selectors_of(element))
        if element in learned:
            selectors += whole_selector(element)
        rules = _rules(name, element, (text, stated), sample, selectors)
        yield from ((rule, learned.get(element, 0)) for rule in rules)


def _rules(
    name: str, element: HtmlElement, texts: tuple[str, str], sample: Sample, selectors: Sequence[str]
) -> Iterator[FieldRule]:
    """Rules by an element's selectors; the texts are its own and what is chosen for the field."""
    text, stated = texts
    if name == "date":
        yield from _date_rules(element, text, sample, selectors)
    elif text == stated:
        yield from (FieldRule(css=css) for css in selectors)
    elif name != "title" and (pattern := _labelled(text, stated)):
        yield from (FieldRule(css=css, pattern=pattern) for css in selectors)


def _date_rules(
    element: HtmlElement, text: str, sample: Sample, selectors: Sequence[str]
) -> Iterator[FieldRule]:
    if _agrees("date", element.get("datetime") or "", sample):
        yield from (FieldRule(css=f"{css}::attr(datetime)") for css in selectors)
    elif re.search(r"\d", text) and _agrees("date", text, sample):
        yield from (FieldRule(css=css) for css in selectors)
    elif (stamp := re.search(_STAMP, text)) and _agrees("date", stamp[0], sample):
        yield from (FieldRule(css=css, pattern=_STAMP) for css in selectors)


def _labelled(text: str, stated: str) -> str | None:
    """The pattern for a value behind its label, such as ``来源：新华社``."""
    before, found, _ = text.partition(stated)
    label = next((one for one in _LABELS if before.rstrip(" :：").endswith(one)), None)
    if not (found and stated and label):
        return None
    colon = r"\s*[:：]\s*" if before.rstrip()[-1:] in ":：" else r"\s*"
    return rf"{label}{colon}(\S+)" if not re.search(r"\s", stated) else rf"{label}{colon}(.+)"


def _short_texts(tree: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Elements with little text in them, the smallest first where they are nested, and metas."""
    found = []
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in {"script", "style", "html", "body", "title"}:
            continue
        text = (element.get("content") or "") if element.tag == "meta" else _text(element)
        if 0 < len(text) <= _SHORT:
            found.append((element, one_line(text)))
    return iter(sorted(found, key=lambda one: len(one[1])))


def _text(element: HtmlElement) -> str:
    size = 0
    parts = []
    for part in element.itertext():
        size += len(part)
        if size > 3 * _SHORT:
            return ""
        parts.append(part)
    return one_line("".join(parts))
