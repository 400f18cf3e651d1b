"""A page's bodies, where what it shows may be only the beginning of what its scripts hold."""

import re
from collections.abc import Sequence

from newsarchive.extraction.body import body_candidates
from newsarchive.extraction.body.script_state import script_body
from newsarchive.extraction.candidates import Candidate
from newsarchive.extraction.gates import gate_behind, is_cut_off, is_not_free
from newsarchive.extraction.metadata.document import document_of
from newsarchive.extraction.metadata.json_ld import ARTICLES, types_of
from newsarchive.learning.learned import NOTHING_LEARNED, Learned
from newsarchive.pages.tree import Page
from newsarchive.pages.words import AN_IDEOGRAPH
from newsarchive.posts.safe_html import visible_text
from newsarchive.text import WORD

_FROM_SCRIPT = "whole text in script"
_STATED = re.compile(r'"articleBody"\s*:\s*"((?:[^"\\]|\\.)*+)')
_MORE = 1.3  # a text that is the whole of another has so much more
_MOST = 0.7  # and so much of it
_ENOUGH = 10_000  # letters; what shows so much is whole
_TEASER = 2_500  # and of more no teaser that states no whole text consists
_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}|.)")
_FEWEST = 50  # words that a page states; fewer are its teaser's
_ALL = 1.1  # of a text: pages count words, marks and captions each in a way of their own
_END = re.compile(
    r"(?:[■◼∎◆●▪]|#{3}|-\s?30\s?-|[(（\[【](?:完|了|おわり|終わり|끝|ends?|fin|ende|fine|конец)[)）\]】]"
    r"|\((?:dpa|afp|reuters|ap|apa|sda|efe|ansa|lusa|pap|ritzau|ntb|tt|stt)\b[^()]{0,20}\))[.\s]*\Z",
    re.IGNORECASE,
)
"""Marks of the end, and the agency that stands behind a report's last word."""
_SIGN = re.compile(r"[\W_]+")
_END_OF_BLOCK = re.compile(r"</(?:p|div|li|h[1-6]|blockquote)>|<br\s*/?>", re.IGNORECASE)


def bodies_of(page: Page, learned: Learned = NOTHING_LEARNED) -> list[Candidate]:
    """The page's bodies, the best first: the text that it states in its scripts before a beginning of it.

    What a script holds counts only where it has what the page shows, and more; scripts are looked into where
    there is an ``articleBody``, or where the text shown breaks off or is said not to be free.

    :param learned: what is known of the site, whose furniture is dropped
    """
    found = body_candidates(page, learned)
    if not found:
        return found
    shown = _letters(found[0].value)
    if len(shown) > _ENOUGH or not _may_be_a_beginning(page, found[0].value, len(shown)):
        return found
    whole = script_body(page)
    if whole and _is_whole(whole.value, found[0].value, shown):
        return [whole._replace(strategy=_FROM_SCRIPT, confidence=found[0].confidence), *found]
    return found


def is_from_script(candidates: Sequence[Candidate]) -> bool:
    """Whether the first of a page's bodies is one that its scripts hold, and more than it shows."""
    return len(candidates) > 1 and candidates[0].strategy in {_FROM_SCRIPT, "script state"}


def is_said_to_be_whole(page: Page, body: str) -> bool:
    """Whether the page says how long its article is, and the text is as long, or ends with a mark of the end.

    :param body: HTML
    """
    text = visible_text(body).strip()
    if is_cut_off(body):
        return False
    words = max(len(WORD.findall(text)), len(AN_IDEOGRAPH.findall(text)))
    articles = [node for node in document_of(page).nodes if types_of(node) & ARTICLES]
    stated = max((_figure(node.get("wordCount")) for node in articles), default=0)
    if stated:
        return _FEWEST <= stated <= words * _ALL
    whole = max((len(_letters(str(node.get("articleBody", "")))) for node in articles), default=0)
    is_stated = 0 < whole <= len(_letters(body)) * _ALL and not gate_behind(page, body)
    return is_stated or _END.search(text) is not None


def _figure(stated: object) -> int:
    digits = str(stated).strip()
    return int(digits) if digits.isdecimal() and len(digits) < 7 else 0


def _may_be_a_beginning(page: Page, shown: str, letters: int) -> bool:
    if '"articleBody"' in page.html:
        stated = [_ESCAPE.sub("x", one) for one in _STATED.findall(page.html)]
        return max((len(_SIGN.sub("", one)) for one in stated), default=0) > _MORE * letters
    return letters < _TEASER and (is_cut_off(shown) or is_not_free(page))


def _is_whole(whole: str, shown: str, letters: str) -> bool:
    there = _letters(whole)
    if len(there) < _MORE * len(letters):
        return False
    blocks = [_letters(block) for block in _END_OF_BLOCK.split(shown)]
    return sum(len(block) for block in blocks if block in there) >= _MOST * len(letters)


def _letters(html: str) -> str:
    return _SIGN.sub("", visible_text(html))
