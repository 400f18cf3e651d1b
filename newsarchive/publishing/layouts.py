"""The files that make a site of a published source: layouts, look, and the words of the pages."""

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Literal

from newsarchive.publishing.words import words_file

Generator = Literal["jekyll", "hugo"]
_HERE = files("newsarchive.publishing")
_ASSETS = {"jekyll": "assets", "hugo": "static/assets"}
_WORDS = {"jekyll": "_data/words.yml", "hugo": "data/words.yml"}


def layout_files(generator: Generator, language: str) -> Iterator[tuple[str, bytes]]:
    """Each file's path below the source, with ``/``, and its content.

    :param language: the site's language tag, which chooses the words (English ones otherwise)
    """
    yield from _below(_HERE / generator, "")
    for file in sorted((_HERE / "shared").iterdir(), key=lambda file: file.name):
        if file.is_file():
            yield f"{_ASSETS[generator]}/{file.name}", file.read_bytes()
    yield _WORDS[generator], words_file(language)


def _below(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.is_dir():
            yield from _below(file, f"{path}{file.name}/")
        else:
            yield f"{path}{file.name}", file.read_bytes()
