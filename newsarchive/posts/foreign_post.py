"""A post of another tool read into its parts: front matter in YAML, TOML or JSON, by whatever keys."""

import json
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any

import yaml

from newsarchive.exceptions import ExtractionError
from newsarchive.posts.front_matter import plain_value
from newsarchive.posts.read_post import PostParts, decoded_post, parts_of, split_post
from newsarchive.posts.web_link import web_link
from newsarchive.text import printable

# Without an end it is TOML to its last line, which says what is wrong with it.
_TOML = re.compile(r"\+\+\+[ \t]*\r?\n(.*?)(?:^\+\+\+[ \t]*\r?(?:\n|\Z)|\Z)", re.DOTALL | re.MULTILINE)
_JSON = re.compile(r"\{\s*[\"}]")
_DAY = re.compile(r"\d{4}-\d\d?-\d\d?(?=-)")
# Obsidian's clipper, Hugo, Astro, Ghost, Medium's exports and the like; the first that is there counts.
_DATES = ("published", "publishDate", "publishdate", "publish_date", "pubDate", "pubdate", "date_published",
          "datePublished", "published_at", "published_time")  # fmt: skip
_LINKS = ("source", "link", "url", "source_url", "original_url", "canonical_url", "canonicalURL", "canonical",
          "external_url", "original", "wordpress_url", "permalink")  # fmt: skip


def foreign_post(post: bytes, name: str, footer: str = "") -> PostParts:
    """The parts of a post that any tool wrote.

    Its day may stand in its name alone, as Jekyll has it, its link among its keys, and where it states no
    link at all everything is its body.

    :param name: the file's, without its extension
    :param footer: the template of the footers that the site's own posts have
    :raises ExtractionError: as :func:`~newsarchive.posts.read_post.read_post` does, and ``draft`` where it
        is not meant to be published
    """
    head, more, rest = split_post(with_yaml(decoded_post(post)))
    if said := _unpublished(more):
        raise ExtractionError("draft", f"its front matter says {said}")
    if not head.get("date"):
        day = _DAY.match(name)
        head["date"] = next(filter(None, (_date(more.get(key)) for key in _DATES)), day[0] if day else "")
    links = (web_link(value) for key in _LINKS if isinstance(value := more.get(key), str))
    return parts_of(head, more, rest, link=next(filter(None, links), ""), footer=footer)


def with_yaml(text: str) -> str:
    """The post with front matter in TOML or JSON, as Hugo has them, written in YAML.

    :raises ExtractionError: ``broken-front-matter``
    """
    try:
        if found := _TOML.match(text):
            said, end = tomllib.loads(found[1].replace("\r\n", "\n")), found.end()
        elif _JSON.match(text):
            said, end = json.JSONDecoder().raw_decode(text)
        else:
            return text
        head = yaml.safe_dump(plain_value(said), allow_unicode=True, sort_keys=False, width=1_000_000)
    except (ValueError, RecursionError, yaml.YAMLError) as error:
        kind = "TOML" if text.startswith("+") else "JSON"
        detail = f"the {kind} of its front matter cannot be read: {printable(str(error))}"
        raise ExtractionError("broken-front-matter", detail) from error
    rest = text[end:].removeprefix("\r").removeprefix("\n")
    return f"---\n{head}---\n{rest}"


def _unpublished(more: Mapping[str, Any]) -> str:
    """The key, with its value, that says that a post is not to be published; empty where none does."""
    for key, words in (("published", {"false", "no"}), ("draft", {"true", "yes"}),
                       ("status", {"draft", "private", "pending"})):  # fmt: skip
        if (value := str(more.get(key)).lower()) in words:
            return f"{key}: {value}"
    return ""


def _date(value: Any) -> str:
    """A date as text, empty for what is none, such as ``published: true``."""
    return str(value) if isinstance(value, date | str) and re.search(r"\d{4}", str(value)) else ""
