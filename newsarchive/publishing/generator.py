"""The programs that a source can be for: where each wants its files, and how they begin."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from newsarchive.posts.front_matter import written


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the site beside the articles' own.

    :param address: begins with ``/``; one that ends with ``/`` is a folder's
    :param data: what stands in its front matter beside layout and address
    """

    address: str
    layout: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Generator:
    """What makes a site of a source. Folders end with ``/``; an empty one is the source itself.

    :param title: its name, as people write it
    :param posts: the folder of the articles
    :param pages: the folder of all other pages
    :param static: the folder of what is copied as it is
    :param words: the folder of data that layouts read
    :param address_key: what the key is called that says where a page goes
    :param build: the command that builds the site, in the source; empty where nothing is to be built
    :param serve: the command that builds it and shows it to a browser of this machine
    :param suffix: how the file of an article ends
    """

    name: str
    title: str
    posts: str
    pages: str
    static: str
    words: str
    address_key: str
    build: str
    serve: str = ""
    suffix: str = ".html"

    def time(self, moment: datetime) -> str:
        """A moment as a page's ``date`` has it."""
        jekyll = moment.strftime("%H:%M:%S %z")
        return f"{moment.date()} {jekyll}" if self.name == "jekyll" else moment.isoformat(timespec="seconds")

    def article_path(self, name: str) -> str:
        """The file of an article.

        :param name: ``DATE-STEM``
        """
        return f"{self.posts}{name}{self.suffix}"

    def page_path(self, address: str) -> str:
        """The file of a page.

        It never is ``index.html``, which makes of its folder a page of Hugo's, with all that is in it.
        """
        name = address.removeprefix("/")
        name = f"{name}list.html" if name.endswith("/") else name or "home.html"
        return (
            f"{self.pages}{name}"
            if name.endswith(".html") or self.name == "jekyll"
            else f"{self.pages}{name}.html"
        )

    def page_file(self, page: Page) -> bytes:
        """The bytes of a page's file."""
        address = "/index.html" if page.address == "/" else page.address
        return file_of({"layout": page.layout, self.address_key: address, **page.data})


def file_of(front_matter: Mapping[str, Any], body: str = "", *, date: str = "") -> bytes:
    """A file with front matter, in which nothing is said of what has no value.

    :param date: a time as YAML has it
    """
    lines = [f"date: {date}\n"] if date else []
    lines += [
        f"{key}: {written(value)}\n" for key, value in front_matter.items() if value not in ("", None, (), [])
    ]
    return f"---\n{''.join(lines)}---\n{body}".encode()


# Articles are pages to Jekyll: it compares each of its posts with all that it has written before.
JEKYLL = Generator(
    name="jekyll", title="Jekyll", posts="articles/", pages="pages/", static="", words="_data/",
    address_key="permalink", build="jekyll build", serve="jekyll serve",
)  # fmt: skip
HUGO = Generator(
    name="hugo", title="Hugo", posts="content/posts/", pages="content/pages/", static="static/",
    words="data/", address_key="url", build="hugo", serve="hugo server",
)  # fmt: skip
OBSIDIAN = Generator(
    name="obsidian", title="Obsidian", posts="", pages="", static="", words="", address_key="",
    build="", suffix=".md",
)  # fmt: skip
GENERATORS = {one.name: one for one in (JEKYLL, HUGO)}
PROGRAMS = GENERATORS | {OBSIDIAN.name: OBSIDIAN}
"""Those that build a site, and all."""
