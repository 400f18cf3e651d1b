"""The body as the page shows it."""

from newsarchive.extraction.body.blocks import blocks_of
from newsarchive.extraction.body.enormous import is_enormous, plain_paragraphs
from newsarchive.extraction.body.fragment import write_fragment
from newsarchive.extraction.body.judging import judged
from newsarchive.extraction.body.selection import selected
from newsarchive.extraction.body.standfirst import standfirst
from newsarchive.extraction.body.working import working_copy
from newsarchive.extraction.candidates import Candidate
from newsarchive.pages.tree import Page
from newsarchive.pages.visible_text import all_text


def visible_body(page: Page) -> Candidate | None:
    """The likeliest blocks of the page; None where there are none."""
    if is_enormous(page.tree):
        plain = plain_paragraphs(page.tree.find("body"), whole=False)
        return Candidate(plain, "plain paragraphs", 0.3) if plain else None
    root = working_copy(page.tree)
    blocks = blocks_of(root)
    if not blocks:
        return None
    likely = judged(blocks, titles_of(page))
    headline = next((all_text(h) for h in root.iter("h1")), "")
    chosen = selected(root, blocks, likely, headline, page.url)
    if lead := standfirst(page, blocks, chosen):
        chosen.texts.add(lead.element)
    html = write_fragment(root, chosen)
    return Candidate(html, "weighed blocks", 0.9) if html else None


def titles_of(page: Page) -> str:
    """What the page's head calls it, to recognise the headline by."""
    tree = page.tree
    found = [title.text or "" for title in tree.iter("title")][:1]
    found += [m.get("content") or "" for m in tree.iter("meta") if m.get("property") == "og:title"][:1]
    return " ".join(found)
