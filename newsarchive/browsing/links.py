"""Links between the pages: as a server has them, and as files in a folder have them."""

import re
from collections.abc import Callable
from posixpath import relpath
from urllib.parse import quote, unquote

from markupsafe import Markup

from newsarchive.browsing.inline_styles import with_classes
from newsarchive.browsing.page import To

_FROM_ROOT = re.compile(r'="(/[^"]*)"')


def served(root: str) -> To:
    """Links of a server.

    :param root: the path below which it lies behind a proxy, as ``/archive``; empty where it lies at the root
    """
    return lambda address: address if "://" in address else root + quoted(address)


def in_files(page: str, seen: Callable[[str], str]) -> To:
    """Links of a file to others, which work in whatever folder all of them lie.

    :param page: the address of the page that has the links
    :param seen: is told each address that is led to, and says which one is to be there instead
    """
    here = file_of(page).rpartition("/")[0]

    def to(address: str) -> str:
        if "://" in address:
            return address
        bare, mark, fragment = address.partition("#")
        path = relpath("/" + file_of(seen(quoted(bare))), "/" + here)
        return quote(path, safe="/&=:;@+,~!$'()*") + quoted(mark + fragment)

    return to


def quoted(address: str) -> str:
    """An address in ASCII; what is percent-encoded already stays."""
    return quote(address, safe="/%#?&=:;@+,~!$'()*")


def home_of(archive: str) -> str:
    """Where the pages of an archive begin, percent-encoded: ``/finews/``.

    :param archive: its name, which may have whatever names of folders have
    """
    return f"/{quote(archive, safe='')}/"


def file_of(address: str) -> str:
    """The path of a page's file, which is not percent-encoded: ``/finews/`` is ``finews/index.html``.

    What a page's name has is what an address has, so that no two pages share a file.
    """
    path = unquote(address).lstrip("/")
    if not path or path.endswith("/"):
        return path + "index.html"
    return path if "." in path.rpartition("/")[2] else path + ".html"


def placed(body: str, site: str, to: To) -> Markup:
    """A published body whose addresses from the root are links of this page.

    :param body: of :func:`newsarchive.publishing.body.published_body`, where ``="/`` stands in links alone
    :param site: whose pictures ``/media/…`` are
    """

    def link(found: re.Match[str]) -> str:
        address = found[1]
        return f'="{to(f"/{site}{address}" if address.startswith("/media/") else address)}"'

    return Markup(_FROM_ROOT.sub(link, with_classes(body)))  # noqa: S704  safe: published_body made it
