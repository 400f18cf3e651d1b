"""A copy of the page's tree that may be changed: unread elements gone, text in blocks."""

import copy
import re
from functools import lru_cache
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from newsarchive.extraction.body.elements import HEADINGS, UNREAD, VOID, remove, width
from newsarchive.extraction.body.embeds import mark_embeds
from newsarchive.extraction.body.formulas import write_out_formulas
from newsarchive.extraction.body.images import address_of, note_largest
from newsarchive.extraction.body.listings import unwrap_listings
from newsarchive.extraction.body.paragraphs import separate_paragraphs
from newsarchive.pages.tree import Page
from newsarchive.pages.visible_text import all_text

_HIDDEN = re.compile(r"display\s*:\s*none|clip\s*:\s*rect\(\s*[01](?:px)?[\s,]", re.IGNORECASE)
_FOR_SCREEN_READERS = re.compile(
    r"(?<![a-z])(?:sr-?only|visually-?hidden|screen-?reader(?:-?(?:only|text))?|vh)(?![a-z])", re.IGNORECASE
)
_SPOKEN = 120  # characters; "opens in a new tab" and the like
_HIDDEN_TEXT = 250  # width; so much text may wait for a script to show it, as WeChat's bodies do
_SLIDES = 5  # of a gallery, of which one is shown at first
_SWOLLEN = 500  # characters
_FILLED_IN = frozenset({"email", "text", "tel", "search", "password"})
_FORM = 250  # width; older sites wrap the whole page in a form


def working_copy(element: HtmlElement, page: Page | None = None) -> HtmlElement:
    """A copy of the element without what no reader sees, every text in a block of its own.

    :param page: whose element it is, which says whether the largest renditions of pictures are noted
    """
    return prepared(copy.deepcopy(element), page)


def prepared(root: HtmlElement, page: Page | None = None) -> HtmlElement:
    """The element itself, changed so."""
    if page and page.keeps_pictures:
        note_largest(root, page.base)
    root.tail = None
    etree.strip_elements(root, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    for swollen in [
        e for e in root.iter("button", "select", "canvas", "object") if len(all_text(e)) > _SWOLLEN
    ]:
        swollen.tag = "div"  # never closed, it took in what follows
    mark_embeds(root)
    for amp in root.iter("amp-img"):
        amp.tag = "img"
    for picture in root.iter("picture"):
        _keep_best_source(picture)
    for noscript in list(root.iter("noscript")):
        if not _shows_a_lone_image(noscript):
            remove(noscript)
    write_out_formulas(root)
    unwrap_listings(root)
    _remove_forms(root)
    _keep_unfolding_headings(root)
    etree.strip_tags(root, *VOID)
    etree.strip_elements(root, *UNREAD, with_tail=False)
    alive = list(root.iter())  # for both walks: lxml makes an element anew unless somebody has it
    for hidden in [e for e in alive if e is not root and is_hidden(e)]:
        if width(all_text(hidden)) < _HIDDEN_TEXT and not _is_slide(hidden):
            remove(hidden)
    separate_paragraphs(root)
    return root


def is_hidden(element: HtmlElement) -> bool:
    """Whether the element's attributes hide it, or let it be heard alone."""
    given = element.attrib
    if not given:
        return False
    if "hidden" in given or ("style" in given and _HIDDEN.search(given["style"])):
        return True
    return "class" in given and _is_named_for_ears(given["class"]) and len(all_text(element)) < _SPOKEN


@lru_cache(maxsize=4096)
def _is_named_for_ears(names: str) -> bool:
    return _FOR_SCREEN_READERS.search(names) is not None


def _is_slide(hidden: HtmlElement) -> bool:
    """Whether a picture waits for its turn in a gallery, beside one that is shown."""
    parent = hidden.getparent()
    if parent is None or hidden.find(".//img") is None:
        return False
    beside = (e for e in islice(parent.iterchildren(hidden.tag), _SLIDES) if not is_hidden(e))
    return any(element.find(".//img") is not None for element in beside)


def _shows_a_lone_image(noscript: HtmlElement) -> bool:
    """Whether the image stands for one that a script would put there; a placeholder beside it is removed."""
    if noscript.find(".//img") is None or all_text(noscript):
        return False
    beside = (e for e in (noscript.getprevious(), noscript.getnext()) if e is not None)
    images = [image for element in beside for image in element.iter("img")]
    if any(address_of(image) for image in images):
        return False
    for image in images:
        remove(image)
    return True


def _remove_forms(root: HtmlElement) -> None:
    """Remove what a page asks its reader to fill in, with the words beside the field."""
    for field in [e for e in root.iter("input") if (e.get("type") or "text").lower() in _FILLED_IN]:
        labelled = (above for above in field.iterancestors() if all_text(above))
        form = next(field.iterancestors("form"), next(labelled, None))
        if form is not None and form.getparent() is not None and width(all_text(form)) < _FORM:
            remove(form)


def _keep_unfolding_headings(root: HtmlElement) -> None:
    """Let buttons that unfold what a heading heads be read like any text."""
    for button in list(root.iter("button")):
        if next(button.iterancestors(*HEADINGS), None) is not None:
            button.tag = "span"


def _keep_best_source(picture: HtmlElement) -> None:
    """Give the image of a ``<picture>`` its first source's addresses, where it has none of its own."""
    image = picture.find(".//img")
    source = picture.find(".//source")
    if source is None:
        return
    addresses = source.get("srcset") or source.get("data-srcset")
    if image is None:
        image = etree.SubElement(picture, "img")
    if addresses and not image.get("srcset"):
        image.set("data-picture", addresses)
