"""The summary above a body: kept where the page's head repeats it, dropped where the body says it again."""

import re

from newsarchive.extraction.body.blocks import Block
from newsarchive.extraction.body.fragment import Chosen
from newsarchive.extraction.metadata.document import document_of
from newsarchive.pages.tree import Page
from newsarchive.text import letters_of

_DESCRIPTIONS = ("description", "og:description", "twitter:description")
_SHORTEST = 20  # letters; less is a slogan
_LONGEST = 600
_ABSTRACT = 4  # paragraphs at a text's begin
_LABEL_OF_ABSTRACT = re.compile(r"^\W*(?:[^\W\d][^:：.!?。？！]{1,24}[:：])\s*")  # such as "In short:"
_NO_LABEL = 60  # width
_PICTURES = 1  # between a summary and the text, whose caption is no summary
_CUT = re.compile(r"(?:…|\.\.\.)\s*$")


def standfirst(page: Page, blocks: list[Block], chosen: Chosen) -> Block | None:
    """The block after the headline and before the article's first one, if it is the page's description.

    :param chosen: the article as it is without it
    """
    described = _descriptions(page)
    found, is_under_headline = None, False
    for block in blocks if described else ():
        if block.tag == "h1":
            found, is_under_headline = None, True
        elif block.element in chosen.texts and block.element not in chosen.captions:
            return found
        elif is_under_headline and found is None and _says(block, described):
            found = block
    return None


def drop_repeated_abstract(blocks: list[Block], keep: list[bool]) -> None:
    """Drop a summary above the text that the text's own paragraphs say again, be it under a picture."""
    kept = [index for index, is_kept in enumerate(keep) if is_kept]
    for place, index in enumerate(kept[:_ABSTRACT]):
        block, later = blocks[index], [blocks[other] for other in kept[place + 1 :]]
        following = [one for one in later if one.width >= _NO_LABEL][:_ABSTRACT]
        is_apart = following and following[0].element.getparent() is not block.element.getparent()
        texts = [letters_of(one.text) for one in following if is_apart]
        whole, said = letters_of(block.text), letters_of(_LABEL_OF_ABSTRACT.sub("", block.text))
        summaries = tuple(one for one in (whole, said) if len(one) >= _SHORTEST)
        beneath = ("".join(texts[start:]) for start in range(_PICTURES + 1))
        if block.width >= _NO_LABEL and any(text.startswith(summaries) for text in beneath):
            keep[index] = False


def _says(block: Block, described: set[tuple[str, bool]]) -> bool:
    if block.linked or block.width > _LONGEST:
        return False
    letters = letters_of(block.text)
    return any(letters == whole or (is_cut and letters.startswith(whole)) for whole, is_cut in described)


def _descriptions(page: Page) -> set[tuple[str, bool]]:
    """What the head says of the page, with whether it is cut off."""
    stated = {content for _, content in document_of(page).meta(*_DESCRIPTIONS)}
    found = {(letters_of(content), _CUT.search(content) is not None) for content in stated}
    return {one for one in found if len(one[0]) >= _SHORTEST}
