"""Something that is wrong with an archive, as it is noted and told."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong after a run.

    :param kind: a stable slug, such as ``fewer-found``
    :param subject: what has it: a field, a listing's address; empty for the site
    :param detail: a sentence for people
    """

    kind: str
    subject: str
    detail: str
