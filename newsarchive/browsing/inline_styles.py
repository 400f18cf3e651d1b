"""What a published body says of looks, as classes: the policy of the pages lets no style stand in a text."""

import re

from newsarchive.publishing.body.tree import HIDDEN

_TAG = re.compile(r"<[a-z][a-z0-9]*[^<>]*>")
_STYLE = re.compile(r' style="([^"]*)"')
_CLASS = re.compile(r' class="([^"]*)"')
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")


def with_classes(body: str) -> str:
    """A body in which each declaration is a class, such as ``says-text-align-center``, as browse.css has it.

    What is hidden stays so by ``hidden``, which needs no style.

    :param body: of :func:`newsarchive.publishing.body.published_body`, which has a few declarations alone,
        and neither ``<`` nor ``>`` in any attribute
    """
    return _TAG.sub(lambda tag: _with_classes(tag[0]), body) if ' style="' in body else body


def _with_classes(tag: str) -> str:
    found = _STYLE.search(tag)
    if not found:
        return tag
    bare = tag[: found.start()] + tag[found.end() :]
    if found[1] == HIDDEN:
        return f"{bare[:-1]} hidden>"
    names = [
        "says-" + _NOT_IN_NAMES.sub("-", one.strip().lower()) for one in found[1].split(";") if one.strip()
    ]
    if has := _CLASS.search(bare):
        return f"{bare[: has.start(1)]}{' '.join([has[1], *names])}{bare[has.end(1) :]}"
    return f'{bare[:-1]} class="{" ".join(names)}">'
