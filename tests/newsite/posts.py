"""Posts as a run left them: front matter, HTML, a line with the article's address."""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import yaml
from lxml import html

_POST = re.compile(r"\A---\r?\n(?P<head>.*?)^---\r?\n(?P<rest>.*)\Z", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"^<(?P<url>https?://[^<>\s]+)>\s*$", re.MULTILINE)
_BLOCKS = {
    "p", "div", "section", "article", "li", "td", "th", "dd", "dt", "tr", "table", "ul", "ol", "dl",
    "blockquote", "figure", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "hr", "br", "caption",
    "center", "header", "footer", "aside", "details", "summary",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Post:
    """One post.

    :param blocks: (tag of the nearest block element, text) of every stretch of text between block borders
    :param links: (text, href) of its anchors
    :param problem: why it could not be read; empty where it could
    """

    name: str
    url: str = ""
    title: str = ""
    date: datetime | None = None
    words: tuple[str, ...] = ()
    blocks: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    problem: str = ""


def posts_of(output: Path) -> list[Post]:
    """All posts below an output folder, ``SITE/_posts/*.md``."""
    return [read(path) for path in sorted(output.glob("*/_posts/*.md"))]


def read(path: Path) -> Post:
    """One post; one that cannot be read says so in ``problem``."""
    parts = _POST.match(path.read_bytes().decode("utf-8", "replace"))
    if not parts:
        return Post(path.name, problem="no front matter")
    try:
        head = yaml.safe_load(parts["head"])
        date = datetime.strptime(str(head["date"]), "%Y-%m-%d %H:%M:%S %z")
    except (yaml.YAMLError, ValueError, KeyError, TypeError) as error:
        return Post(path.name, problem=f"front matter: {' '.join(str(error).split())}")
    found = list(_LINK.finditer(parts["rest"]))
    if not found:
        return Post(path.name, problem="no line with the article's address")
    body = re.sub(r"\A> [^\n]*\n", "", parts["rest"][: found[-1].start()])
    blocks, links = blocks_and_links(body)
    said = [head.get("categories"), head.get("tags")]
    names = tuple(str(word) for value in said for word in (value if isinstance(value, list) else [value]))
    return Post(path.name, found[-1]["url"], str(head["title"]), date, names, blocks, links)


def blocks_and_links(markup: str) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """What a reader sees of HTML, block by block, and its links."""
    if not markup.strip():
        return (), ()
    root = html.fragment_fromstring(markup, create_parent="div")
    made: list[tuple[str, list[str]]] = [("div", [])]
    for event, node in _walk(root):
        if event == "text":
            made[-1][1].append(node)
        else:
            made.append((node, []))
    texts = [(tag, " ".join("".join(pieces).split())) for tag, pieces in made]
    links = tuple((" ".join(a.text_content().split()), a.get("href", "")) for a in root.iter("a"))
    return tuple((tag, text) for tag, text in texts if text), links


def _walk(node, inside="div"):
    tag = node.tag if isinstance(node.tag, str) else ""
    if tag and tag not in ("script", "style"):
        is_block = tag in _BLOCKS
        here = tag if is_block and tag not in ("br", "hr") else inside
        if is_block:
            yield "border", here
        if node.text:
            yield "text", node.text
        for child in node:
            yield from _walk(child, here)
        if is_block:
            yield "border", inside
    if node.tail:
        yield "text", node.tail
