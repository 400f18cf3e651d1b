"""Rules for an article's fields that say what the automatic reader says, on all pages looked at."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, partial
from itertools import islice

from lxml.html import HtmlElement

from newsarchive.dates import parse_date
from newsarchive.dates.order_of_page import language_of_dates
from newsarchive.dates.zone_of_page import zone_of
from newsarchive.exceptions import DateError
from newsarchive.extraction.by_rules import RuledPage
from newsarchive.extraction.reading import Reading, automatic_reading
from newsarchive.learning.learned import NOTHING_LEARNED, Learned
from newsarchive.pages.tree import Page
from newsarchive.profiles import FieldRule, FieldRules
from newsarchive.text import one_line

_NAME = re.compile(r"[A-Za-z][A-Za-z_-]*\d{0,2}", re.ASCII)
_HASHED = re.compile(r"(?:css|sc|jsx|jss|svelte|styled|emotion|chakra)-|__[A-Za-z]{5,8}$")
_LONGEST = 40
_ABOVE = 4  # elements above one that may give it a name
_METAS = ("property", "name", "itemprop")


def selectors_of(element: HtmlElement) -> Iterator[str]:
    """Selectors of an element, the most telling first; none by a name that a program made up."""
    own = list(_names(element))
    yield from own
    if element.tag == "h1":
        yield "h1"
    last = f"{element.tag}{own[-1]}" if own and own[-1][0] == "." else element.tag
    for above in islice(element.iterancestors(), _ABOVE):
        if above.tag in {"body", "html"}:
            return
        for name in _names(above):
            yield f"{name} {last}"
            if element.tag == "a" and (place := _place(element)):
                yield f"{name} a:nth-of-type({place})"


def meta_selectors(element: HtmlElement) -> Iterator[str]:
    """The selector of a ``meta`` element's content."""
    for attribute in _METAS:
        name = element.get(attribute) or ""
        if re.fullmatch(r"[\w:.-]{2,60}", name, re.ASCII):
            yield f"meta[{attribute}='{name}']::attr(content)"


def _names(element: HtmlElement) -> Iterator[str]:
    if is_stable(identifier := element.get("id") or ""):
        yield f"#{identifier}"
    for name in (element.get("class") or "").split()[:6]:
        if is_stable(name):
            yield f".{name}"


def is_stable(name: str) -> bool:
    """Whether an id or a class is likely to stand on all pages of a template, and next year, too."""
    return bool(_NAME.fullmatch(name)) and len(name) <= _LONGEST and not _HASHED.search(name)


def _place(element: HtmlElement) -> int:
    parent = element.getparent()
    if parent is None:
        return 0
    return 1 + [one for one in parent if one.tag == element.tag].index(element)


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
    """

    rules: tuple[FieldRule, ...]
    on: int
    of: int

    @property
    def everywhere(self) -> bool:
        """Whether the rules find the field wherever the automatic reader does."""
        return self.on == self.of


def find_rules(name: str, samples: Sequence[Sample]) -> Found:
    """The fewest rules for a field by which it is found on the most pages."""
    stating = [sample for sample in samples if sample.says(name)]
    proposed = dict.fromkeys(rule for sample in stating for rule in _proposed(name, sample))
    if name == "section" and len({sample.says(name) for sample in stating}) < 2:
        proposed = {rule: None for rule in proposed if rule.css.startswith("meta")}  # or the menu's entry
    right: dict[FieldRule, set[int]] = {}
    for rule in sorted(
        proposed, key=lambda rule: name == "date" and "::attr" not in rule.css
    ):  # most exact first
        where = where_right(samples, partial(_finds, name, rule))
        if where is not None and len(where) >= min(2, len(stating)):
            right[rule] = where
    return Found(*_cover(right), of=len(stating))


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


def _proposed(name: str, sample: Sample) -> Iterator[FieldRule]:
    stated = one_line(sample.says(name) or "")
    for element, text in _short_texts(sample.page.tree):
        if element.tag == "meta":
            if name != "title" and _agrees(name, text, sample):
                yield from (FieldRule(css=css) for css in meta_selectors(element))
        elif name == "date":
            yield from _date_rules(element, text, sample)
        elif text == stated:
            yield from (FieldRule(css=css) for css in selectors_of(element))
        elif name != "title" and (pattern := _labelled(text, stated)):
            yield from (FieldRule(css=css, pattern=pattern) for css in selectors_of(element))


def _date_rules(element: HtmlElement, text: str, sample: Sample) -> Iterator[FieldRule]:
    if _agrees("date", element.get("datetime") or "", sample):
        yield from (FieldRule(css=f"{css}::attr(datetime)") for css in selectors_of(element))
    elif re.search(r"\d", text) and _agrees("date", text, sample):
        yield from (FieldRule(css=css) for css in selectors_of(element))
    elif (stamp := re.search(_STAMP, text)) and _agrees("date", stamp[0], sample):
        yield from (FieldRule(css=css, pattern=_STAMP) for css in selectors_of(element))


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
