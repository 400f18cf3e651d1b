"""A finding: something that is wrong with an archive or its site, as its owner is told."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong.

    :param kind: a stable slug of the kind of fault, such as ``listing-silent``
    :param subject: what has it: a field, a list's address; empty for the whole site
    :param detail: a sentence for people
    """

    kind: str
    subject: str
    detail: str
