"""What no reader is shown, or nobody needs twice: hidden text, second copies of the text, dialogs."""

from collections import Counter, defaultdict
from functools import lru_cache

from lxml.html import HtmlElement

from newsarchive.extraction.body.blocks import Block
from newsarchive.extraction.body.elements import ancestors, holders_of, names_of, remove, within
from newsarchive.extraction.body.words import CONSENT, DIALOG, FOR_PRINT, KINDS, WAITS_FOR_A_SCRIPT
from newsarchive.extraction.body.working import is_hidden
from newsarchive.pages.visible_text import text_of
from newsarchive.text import letters_of

_PARAGRAPH = 60  # width; shorter lines repeat by chance
_START, _LOOKED_AT = 6, 40  # letters, and the characters that they are taken from
_TEXT = 300  # width of paragraphs that are a copy, or an article to compare with
_ARTICLE = 600
_WAITING = 400  # width of a text that is long for a note beside the article
_MOSTLY = 0.6
_WHOLE = 0.9
_NEVER_TEXT = {"consent", "legal", "share", "related", "menu", "comment"}


def shown_once(blocks: list[Block]) -> list[Block]:
    """The blocks without dialogs, without what stays hidden, and without second copies; all leave the tree.

    A text that is hidden until a script shows it is still the article's: where little else is shown, where
    it stands among the paragraphs that are, or where its name says so.
    """
    blocks = _without(blocks, {e for e in _holders(blocks) if e.attrib and _is_dialog(e)})
    blocks = _without(blocks, _unshown(blocks))
    blocks = _without(blocks, _copies(blocks))
    return _without(blocks, _joined_copies(blocks))


def _without(blocks: list[Block], gone: set[HtmlElement]) -> list[Block]:
    dropped = within(gone)
    for element in gone:
        remove(element)
    return [block for block in blocks if block.element not in dropped] if gone else blocks


def _holders(blocks: list[Block]) -> set[HtmlElement]:
    elements = {block.element for block in blocks}
    return elements | holders_of(elements)


@lru_cache(maxsize=4096)
def _is_named_for_dialogs(names: str) -> bool:
    return DIALOG.search(names) is not None


@lru_cache(maxsize=4096)
def _is_named_for_others(names: str) -> bool:
    return FOR_PRINT.search(names) is not None


def _is_dialog(element: HtmlElement) -> bool:
    """Whether an element asks for consent or states terms, on top of the page."""
    if element.tag in ("html", "body", "article", "main"):
        return False
    is_modal = element.get("role") in ("dialog", "alertdialog") or element.get("aria-modal") == "true"
    if not is_modal and not _is_named_for_dialogs(names_of(element)):
        return False
    return (
        CONSENT.search(text_of(element, 2_000)) is not None
        and next(element.iter("h1", "article", "main"), None) is None
    )


def _unshown(blocks: list[Block]) -> set[HtmlElement]:
    """The hidden elements that a script is not waited for to show."""
    holders = [element for element in _holders(blocks) if element.attrib]
    hidden = {element for element in holders if is_hidden(element)}
    marked = hidden.union(element for element in holders if _is_for_others(element))
    if not marked:
        return set()
    covered = within(marked)
    shown = [block for block in blocks if block.element not in covered]
    said = {_key(block) for block in shown if block.width >= _PARAGRAPH}
    paragraphs = {block.element: block for block in blocks if block.width >= _PARAGRAPH}
    home, mass = _home(shown)
    found = set()
    for element in marked:
        own = [paragraphs[inner] for inner in element.iter() if inner in paragraphs]
        whole = sum(block.width for block in own)
        twice = sum(block.width for block in own if _key(block) in said)
        is_apart = mass >= max(_ARTICLE, whole) and not _may_wait(element, whole, home)
        is_unwanted = element in hidden and (is_apart or (mass >= _ARTICLE and _is_never_shown(element)))
        if twice > _MOSTLY * whole or is_unwanted:
            found.add(element)
    return found


def _is_for_others(element: HtmlElement) -> bool:
    return element.get("aria-hidden") == "true" or _is_named_for_others(names_of(element))


def _is_never_shown(element: HtmlElement) -> bool:
    return any(kind.lastgroup in _NEVER_TEXT for kind in KINDS.finditer(names_of(element)))


def _may_wait(element: HtmlElement, whole: float, home: HtmlElement | None) -> bool:
    is_among = whole >= _WAITING and home in ancestors(element)
    return is_among or WAITS_FOR_A_SCRIPT.search(names_of(element)) is not None


def _home(shown: list[Block]) -> tuple[HtmlElement | None, float]:
    """The innermost element that holds most of the paragraphs that are shown, and their width."""
    held: dict[HtmlElement, float] = defaultdict(float)
    paragraphs = [b for b in shown if b.width >= _PARAGRAPH and b.linked < 0.5]
    for block in paragraphs:
        for element in ancestors(block.element):
            held[element] += block.width
    whole = sum(block.width for block in paragraphs)
    for block in paragraphs:
        for element in ancestors(block.element):
            if held[element] > _MOSTLY * whole:
                return element, held[element]
    return None, whole


def _copies(blocks: list[Block]) -> set[HtmlElement]:
    """The elements whose paragraphs stand in an earlier one already."""
    first: dict[str, Block] = {}
    paragraphs = [block for block in blocks if block.width >= _PARAGRAPH]
    starts = [_start(block) for block in paragraphs]
    times = Counter(starts)
    alike = [block for block, start in zip(paragraphs, starts, strict=True) if times[start] > 1]
    again = [block for block in alike if first.setdefault(_key(block), block) is not block]
    if sum(block.width for block in again) < _TEXT:
        return set()
    originals = {first[_key(block)].element for block in again}
    around = {above for element in originals for above in ancestors(element)}
    found: dict[HtmlElement, int] = defaultdict(int)
    for block in again:
        apart = [e for e in (block.element, *ancestors(block.element)) if e not in around]
        if apart[-1:] != [block.element]:  # one that stands alone is quoted, or a refrain
            found[apart[-1]] += block.width
    held: dict[HtmlElement, int] = defaultdict(int)
    for block in paragraphs:
        for element in found.keys() & {block.element, *ancestors(block.element)}:
            held[element] += block.width
    return {one for one, twice in found.items() if twice >= _TEXT and twice > _MOSTLY * held[one]}


def _joined_copies(blocks: list[Block]) -> set[HtmlElement]:
    """The blocks that say in one what several others say: the text that is read aloud, or is for a script."""
    paragraphs = [block for block in blocks if block.width >= _PARAGRAPH]
    alike: dict[str, list[Block]] = defaultdict(list)
    for block in paragraphs:
        alike[_start(block)].append(block)
    found: set[HtmlElement] = set()
    for group in alike.values():
        joined = max(group, key=lambda block: block.width)
        if len(group) > 1 and joined.width >= _TEXT:
            key = _key(joined)
            parts = {other for one in paragraphs if one is not joined and (other := _key(one)) in key} - {key}
            if len(parts) > 1 and sum(map(len, parts)) > _WHOLE * len(key):
                found.add(joined.element)
    return found


def _start(block: Block) -> str:
    """Its first letters: what no other paragraph begins with has no copy, and needs no longer key."""
    return letters_of(block.text[:_LOOKED_AT])[:_START]


def _key(block: Block) -> str:
    return letters_of(block.text)
