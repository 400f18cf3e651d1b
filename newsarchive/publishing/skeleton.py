"""The part of a source that is made once and then its owner's: configuration, layouts, look, words.

In the configuration, ``_config.yml`` or ``hugo.toml`` among the layouts, ``$title`` and the like stand for
what is stated of the site, in double quotes: ``$archive``, ``$title``, ``$description``, ``$language``,
``$zone``, ``$url`` (of the host alone), ``$base`` (the path on it, without ``/`` at its end) and ``$address``
(both, with ``/`` at the end; ``/`` where nobody has said it). A ``$`` is written ``$$``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from string import Template
from urllib.parse import urlsplit

from newsarchive.posts.front_matter import written
from newsarchive.profiles import SiteProfile
from newsarchive.publishing.generator import Generator
from newsarchive.publishing.layouts import layout_files
from newsarchive.text import one_line

_CONFIGURATIONS = {"_config.yml", "hugo.toml"}
_IGNORED = b"""# What Jekyll and Hugo make here.
/_site/
/public/
/resources/
/.jekyll-cache/
/.jekyll-metadata
/.hugo_build.lock
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What the configuration says of the site.

    :param archive: the name of its archive
    :param language: a BCP 47 tag
    :param zone: an IANA name
    :param url: where the site is to be, without ``/`` at its end; empty where nobody has said
    """

    archive: str
    title: str
    description: str
    language: str
    zone: str
    url: str

    def values(self) -> dict[str, str]:
        """The values by their names in templates, each in double quotes that YAML and TOML read alike."""
        parts = urlsplit(self.url)
        said = {
            "archive": self.archive, "title": self.title, "description": self.description,
            "language": self.language, "zone": self.zone, "base": parts.path,
            "url": f"{parts.scheme}://{parts.netloc}" if self.url else "", "address": f"{self.url}/",
        }  # fmt: skip
        return {name: written(one_line(value)) for name, value in said.items()}


def stated_of(profile: SiteProfile, language: str) -> Stated:
    """What a profile says of the site; its title is its host where nothing is said.

    :param language: the articles'
    """
    host = (urlsplit(profile.home).hostname or profile.name).removeprefix("www.")
    rules = profile.publish
    return Stated(
        archive=profile.name, title=one_line(rules.title) or host, description=rules.description,
        language=language, zone=profile.tzinfo.key, url=(rules.url or "").rstrip("/"),
    )  # fmt: skip


def skeleton_files(generator: Generator, stated: Stated) -> Iterator[tuple[str, bytes]]:
    """The files, by their path in the source."""
    yield ".gitignore", _IGNORED
    for path, data in layout_files(generator.name, stated.language):
        if path in _CONFIGURATIONS:
            yield path, Template(data.decode()).substitute(stated.values()).encode()
        else:
            yield path, data
