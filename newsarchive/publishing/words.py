"""The words of the published pages, in the site's language."""

from importlib.resources import files

import yaml

_FOLDER = files("newsarchive.publishing") / "shared" / "words"
_SAME = {"zh": "zh-hans", "zh-tw": "zh-hant", "zh-hk": "zh-hant", "zh-mo": "zh-hant", "no": "nb", "nn": "nb"}
RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


def words_file(language: str) -> bytes:
    """The file of words, which becomes the user's own, for a language tag such as ``zh-CN``.

    A language that there are no words for gets English ones, with the direction in which it is written.
    """
    there = {file.name.removesuffix(".yml").lower(): file for file in _FOLDER.iterdir()}
    wanted = language.lower().replace("_", "-").split("-")
    for length in range(len(wanted), 0, -1):
        tag = "-".join(wanted[:length])
        if found := there.get(_SAME.get(tag, tag)):
            return found.read_bytes()
    content = there["en"].read_bytes()
    return content.replace(b"direction: ltr", b"direction: rtl") if wanted[0] in RIGHT_TO_LEFT else content


def words_of(language: str) -> dict[str, str]:
    """The same, read: each word by its name."""
    read: dict[str, str] = yaml.safe_load(words_file(language))
    return read
