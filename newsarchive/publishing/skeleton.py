"""The part of a source that is made once and then its owner's: configuration, layouts, style, words.

It lies beside this file: what is in the folder of a generator goes as it is, the words of one language become
``words.yml`` among the data that layouts read, and the rest of ``shared`` becomes the site's ``assets``. In
the configuration ``$title`` and the like stand for values.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Template
from urllib.parse import urlsplit

from newsarchive.posts.front_matter import written
from newsarchive.profiles import SiteProfile
from newsarchive.publishing.generator import Generator
from newsarchive.text import one_line

_HERE = Path(__file__).parent
_CONFIGURATIONS = {"_config.yml", "hugo.toml"}
_TRADITIONAL = {"hant", "tw", "hk", "mo"}
IGNORED = b"""# What Jekyll and Hugo make here.
/_site/
/public/
/resources/
/.jekyll-cache/
/.jekyll-metadata
/.hugo_build.lock
"""


@dataclass(frozen=True, slots=True)
class Stated:
    """What the configuration says of the site.

    :param zone: an IANA name
    :param language: a BCP 47 tag
    :param url: where the site is to be, without ``/`` at its end; empty where nobody has said
    :param remote_pictures: pages may load pictures from elsewhere
    """

    archive: str
    title: str
    description: str
    language: str
    zone: str
    url: str
    remote_pictures: bool = False

    def values(self) -> dict[str, str]:
        """The values as YAML and TOML both read them: texts in double quotes, and words for yes and no."""
        parts = urlsplit(self.url)
        origin = f"{parts.scheme}://{parts.netloc}" if self.url else ""
        said = {
            "archive": self.archive, "title": self.title, "description": self.description,
            "language": self.language, "zone": self.zone, "url": origin, "base": parts.path.rstrip("/"),
            "address": f"{self.url}/",
        }  # fmt: skip
        values = {name: written(one_line(value)) for name, value in said.items()}
        return values | {"remote_pictures": written(self.remote_pictures)}


def stated_of(profile: SiteProfile, language: str) -> Stated:
    """What a profile says of the site, and the host where it says no title.

    :param language: the articles'
    """
    host = (urlsplit(profile.home).hostname or profile.name).removeprefix("www.")
    return Stated(
        archive=profile.name, title=profile.publish.title or host, description=profile.publish.description,
        language=language, zone=profile.zone or "UTC", url=(profile.publish.url or "").rstrip("/"),
        remote_pictures=profile.publish.remote_pictures,
    )  # fmt: skip


def skeleton_files(generator: Generator, stated: Stated) -> Iterator[tuple[str, bytes]]:
    """The files, by their path in the source."""
    yield ".gitignore", IGNORED
    for path in _files(_HERE / generator.name):
        name, data = path.relative_to(_HERE / generator.name).as_posix(), path.read_bytes()
        yield name, _filled(data, stated) if name in _CONFIGURATIONS else data
    words = _HERE / "shared" / "words"
    if (chosen := words / f"{words_of(stated.language)}.yml").is_file():
        yield f"{generator.words}words.yml", chosen.read_bytes()
    for path in _files(_HERE / "shared"):
        if words not in path.parents:
            yield (
                f"{generator.static}assets/{path.relative_to(_HERE / 'shared').as_posix()}",
                path.read_bytes(),
            )


def words_of(language: str) -> str:
    """The language of the pages' own words: the nearest that there is, otherwise English."""
    first, *rest = language.lower().replace("_", "-").split("-")
    if first == "zh":
        return "zh-Hant" if _TRADITIONAL & set(rest) else "zh-Hans"
    first = {"no": "nb", "nn": "nb", "iw": "he", "in": "id"}.get(first, first)
    return first if first.isalpha() and (_HERE / "shared" / "words" / f"{first}.yml").is_file() else "en"


def _filled(data: bytes, stated: Stated) -> bytes:
    return Template(data.decode()).substitute(stated.values()).encode()


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
