"""A note to an archive's owner, by any of apprise's ways."""

import logging
from collections.abc import Mapping, Sequence
from datetime import tzinfo
from importlib import import_module
from typing import Any

from newsarchive.showing.local_time import local_time
from newsarchive.store.notices import Notice, Word
from newsarchive.text import printable, typed

_NO_APPRISE = "no note is sent: apprise is not installed, the extra newsarchive[notify] brings it"


def send(site: str, told: Sequence[tuple[Notice, Word]], addresses: str, zone: tzinfo) -> str:
    """Send one note of all that is to be told; why it could not be, nothing where it could.

    :param addresses: apprise's, with blanks or commas between them
    :param zone: in which times are told
    """
    try:
        apprise: Any = import_module("apprise")
    except ImportError:
        return _NO_APPRISE
    logging.getLogger("apprise").setLevel(logging.CRITICAL)  # it would log addresses, and we say it in a line
    sender = apprise.Apprise(asset=apprise.AppriseAsset(async_mode=False))
    if not sender.add(addresses) or not len(sender):
        return (
            "no note is sent: notify has an address that apprise does not know; `apprise --help` names them"
        )
    note = {"title": subject_of(site, told), "body": text_of(site, told, zone), "notify_type": _tone(told)}
    failed = [way for way in sender if not _sent(way, note)]
    if not failed:
        return ""
    names = ", ".join(printable(one.url(privacy=True).partition("?")[0]) for one in failed)
    return f"a note could not be sent to {names}; the next run sends it again"


def _tone(told: Sequence[tuple[Notice, Word]]) -> str:
    """What apprise calls it, for the colours of some of its ways."""
    return "success" if all(word is Word.MENDED for _, word in told) else "failure"


def _sent(way: Any, note: Mapping[str, str]) -> bool:
    try:
        return bool(way.notify(**note))
    except Exception:  # noqa: BLE001  of a hundred and more ways, each with errors of its own; no run fails by it
        return False


def subject_of(site: str, told: Sequence[tuple[Notice, Word]]) -> str:
    """The note's subject: the site, and what is the case."""
    words = ", ".join(dict.fromkeys(word.value for _, word in told))
    kinds = ", ".join(dict.fromkeys(notice.kind for notice, _ in told))
    return f"{site} {words}: {kinds}"


def text_of(site: str, told: Sequence[tuple[Notice, Word]], zone: tzinfo) -> str:
    """Of each thing: what is the case in a sentence, since when, and the command that explains it."""
    return "\n\n".join(
        f"{word}: {notice.detail}\n"
        f"since {local_time(notice.since, zone)}; {_explained_by(site, notice)} says more"
        for notice, word in told
    )


def _explained_by(site: str, notice: Notice) -> str:
    is_address = notice.subject.startswith(("http://", "https://"))
    return typed(f"why {notice.subject}" if is_address else f"status {site}")
