"""An article as a published site shows it."""

import re
from dataclasses import dataclass
from datetime import datetime

_PICTURE = re.compile(r'="/(media/[0-9a-f]{2}/[0-9a-f]{64}\.[a-z0-9]{2,5})"')


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedArticle:
    """An article with its current text. All times are aware and in the site's zone.

    :param name: ``DATE-STEM``, as its post is called
    :param address: where the built site has it; begins with ``/`` and needs no percent-encoding
    :param outlet: the outlet that the text is from; empty where the site names none
    :param category: the slug
    :param tag: the category's name
    :param tags: the site's own tags
    :param body: the post's HTML
    :param link: the source's page
    :param edits: when an edit by the source was noticed, the earliest first
    :param withdrawn: since when the source has it no more; None where it has it
    :param pictures: the files of the archive that its body shows: ``media/ab/…``, each once
    """

    name: str
    address: str
    title: str
    published: datetime
    category: str
    tag: str
    tags: tuple[str, ...] = ()
    outlet: str = ""
    author: str = ""
    section: str = ""
    standfirst: str = ""
    body: str = ""
    link: str
    language: str = ""
    edits: tuple[datetime, ...] = ()
    withdrawn: datetime | None = None
    pictures: tuple[str, ...] = ()

    @property
    def changed(self) -> datetime:
        """When the page changed last, as far as the source is concerned."""
        return max(filter(None, (self.published, *self.edits, self.withdrawn)))

    @property
    def outlet_or_category(self) -> str:
        """What a line in a list says beside the title."""
        return self.outlet or self.tag

    @property
    def labels(self) -> tuple[str, ...]:
        """The category's name and the site's own tags, each once."""
        return tuple(dict.fromkeys((self.tag, *self.tags)))


def pictures_in(body: str) -> tuple[str, ...]:
    """The files of the archive that a body shows, each once, in its order."""
    return tuple(dict.fromkeys(_PICTURE.findall(body)))
