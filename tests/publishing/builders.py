"""Published sites: made by ``publish``, built by every generator that is here, and walked."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from lxml import etree, html

HOST = "https://example.org"
LOADING = {"src", "srcset", "poster", "data", "background", "action", "formaction"}


@dataclass(frozen=True)
class Builder:
    """A generator and where it is: Debian's Hugo and the newest that there is both build our layouts."""

    name: str
    generator: str
    program: str | None

    def build(self, source: Path, destination: Path, base: str = "") -> str:
        """Build, and give what was said; of Hugo a warning is an error.

        :param base: the path below which the site is to be, with a host; without one nobody has said where
        """
        destination.parent.mkdir(parents=True, exist_ok=True)
        if self.generator == "jekyll":
            words = ["build", "-q", "-s", source, "-d", destination, "--disable-disk-cache", "--trace"]
            if base:
                place = source.with_name(f"{source.name}.yml")
                place.write_text(f"url: {HOST}\nbaseurl: {base}\n")
                words += ["--config", f"{source / '_config.yml'},{place}"]
        else:
            words = ["-s", source, "-d", destination, "--panicOnWarning", "--printPathWarnings"]
            words += ["-b", f"{HOST}{base}/"] if base else []
        done = subprocess.run(
            [str(self.program), *map(str, words)], capture_output=True, text=True, timeout=60, check=False,
            env={**os.environ, "TZ": "America/New_York", "LC_ALL": "C.UTF-8"},
        )  # fmt: skip
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
        return done.stdout + done.stderr


def _newest_hugo() -> str | None:
    beside = Path(sys.executable).with_name("hugo")
    return str(beside) if beside.exists() else None


BUILDERS = [
    Builder("jekyll", "jekyll", shutil.which("jekyll")),
    Builder("hugo", "hugo", shutil.which("hugo")),
    Builder("newest-hugo", "hugo", _newest_hugo()),
]
PARAMS = [
    pytest.param(
        one, id=one.name,
        marks=[
            getattr(pytest.mark, one.generator),
            pytest.mark.skipif(one.program is None, reason=f"{one.name} is not installed on this machine"),
        ],
    )
    for one in BUILDERS
]  # fmt: skip


def complaints(said: str) -> list[str]:
    """What a generator says that is no count of its pages."""
    return re.findall(r".*(?:warn|error|deprecat|unsafe).*", said, re.IGNORECASE)


@dataclass
class Built:
    """A built site, and the path below which it is to be served."""

    folder: Path
    base: str
    said: str

    @cached_property
    def files(self) -> set[str]:
        return {f"/{path.relative_to(self.folder).as_posix()}" for path in self.folder.rglob("*.*")}

    @cached_property
    def pages(self) -> dict[str, html.HtmlElement]:
        paths = sorted(path for path in self.files if path.endswith(".html"))
        return {path: html.fromstring(self.bytes(path).decode()) for path in paths}

    @cached_property
    def links(self) -> list["Link"]:
        return list(_links(self))

    def bytes(self, path: str) -> bytes:
        return (self.folder / path.removeprefix("/")).read_bytes()

    def file_of(self, address: str) -> str | None:
        """The file that an address leads to, which begins with the base; None where there is none."""
        path = unquote(urlsplit(address).path)
        if not path.startswith(f"{self.base}/"):
            return None
        path = path.removeprefix(self.base)
        path += "index.html" if path.endswith("/") else ""
        return path if path in self.files else None


@dataclass(frozen=True)
class Link:
    """An address that a page names, made whole."""

    page: str
    attribute: str
    tag: str
    url: str

    @property
    def is_ours(self) -> bool:
        return self.url.startswith(f"{HOST}/")

    @property
    def is_loaded(self) -> bool:
        """Whether a browser asks for it by itself."""
        by_itself = self.tag == "link" or (self.tag == "meta" and self.attribute == "content")
        return self.attribute in LOADING or by_itself


def _links(site: Built) -> Iterator[Link]:
    """Every address on every page, and those in feed, sitemaps and robots.txt."""
    for page, root in site.pages.items():
        here = f"{HOST}{site.base}{page}"
        for element in root.iter(etree.Element):
            for name, value in element.attrib.items():
                if name in {"href", *LOADING} or (name == "content" and "url=" in value):
                    yield Link(page, name, element.tag, urljoin(here, value.partition("url=")[2] or value))
    for page in sorted(path for path in site.files if path.endswith(".xml")):
        for element in etree.fromstring(site.bytes(page)).iter(etree.Element):
            text = element.text if element.tag.endswith("}loc") else element.get("href")
            if text:
                yield Link(page, "href", element.tag, urljoin(f"{HOST}{site.base}{page}", text))


def broken(site: Built) -> list[Link]:
    """Links within the site that lead nowhere, to an id that is not there, or out of the site's base."""
    ids = {page: {one.get("id") for one in root.xpath("//*[@id]")} for page, root in site.pages.items()}
    found = []
    for link in site.links:
        url, fragment = urldefrag(link.url)
        there = site.file_of(url)
        if link.is_ours and (there is None or (fragment and fragment not in ids.get(there, ()))):
            found.append(link)
    return found


def reached(site: Built) -> set[str]:
    """The files that somebody comes to who begins at the first page, with what no page leads to by design."""
    begin = {"/index.html", "/404.html", "/robots.txt", "/sitemap.xml"}
    leading: dict[str, set[str]] = {}
    for link in site.links:
        path = urlsplit(link.url).path
        if there := site.file_of(path):
            leading.setdefault(link.page, set()).add(there)
    found, todo = set(), begin
    while todo:
        found |= todo
        todo = {there for page in todo for there in leading.get(page, ())} - found
    return found
