"""What clients of Memento ask: TimeGate, TimeMap, and a memento itself."""

import json
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urljoin

from newsarchive.browsing.held import Shelf
from newsarchive.browsing.memento.moments import NoMoment, as_header, read_digits, read_header
from newsarchive.browsing.memento.original import LINK_FORMAT, Memento, Original, link, original_of
from newsarchive.browsing.originals.payload import exchange_of
from newsarchive.browsing.originals.shown import shown_capture
from newsarchive.browsing.page import Asked, Elsewhere, NotHere, Raw
from newsarchive.exceptions import StorageError

_TEXT = "text/plain; charset=utf-8"
_SHOWN_AS_THEY_WERE = {200, *range(400, 600)}


def timegate(shelf: Shelf, written: str, *, asked: Asked) -> Elsewhere | Raw:
    """Where the memento is that is nearest to the time asked for; without one, the newest.

    :raises NotHere: no archive has captured the address
    """
    original = original_of(shelf, written, asked)
    moment = original.mementos[-1].moment
    if asked.accept_datetime:
        try:
            moment = read_header(asked.accept_datetime)
        except NoMoment as error:
            headers = {"Vary": "accept-datetime"}
            return Raw(content=f"{error}\n".encode(), media_type=_TEXT, headers=headers, status=400)
    found = original.nearest(moment)
    headers = {"Vary": "accept-datetime", "Link": original.links(found)}
    return Elsewhere(address=original.address(found), headers=headers)


def timemap_link(shelf: Shelf, written: str, *, asked: Asked) -> Raw:
    """All mementos of an address, as RFC 7089, 5 and RFC 6690 write them.

    :raises NotHere: no archive has captured the address
    """
    original = original_of(shelf, written, asked)
    content = ",\n".join(_entries(original)) + "\n"
    return Raw(content=content.encode(), media_type=LINK_FORMAT)


def _entries(original: Original) -> Iterator[str]:
    mementos = original.mementos
    first, last = mementos[0], mementos[-1]
    span = {"from": as_header(first.moment), "until": as_header(last.moment)}
    yield link(original.url, "original")
    yield link(original.timemap("link"), "self", type=LINK_FORMAT, **span)
    yield link(original.timemap("json"), "timemap", type="application/json", **span)
    yield link(original.timegate, "timegate")
    for one in mementos:
        names = [name for name, end in (("first", first), ("last", last)) if one is end]
        yield original.link_to(one, *names)


def timemap_json(shelf: Shelf, written: str, *, asked: Asked) -> Raw:
    """The same as JSON, with the keys that mementoweb.org's aggregator gives.

    :raises NotHere: no archive has captured the address
    """
    original = original_of(shelf, written, asked)
    listed = [_entry(original, one) for one in original.mementos]
    told = {
        "original_uri": original.url, "self": original.timemap("json"), "timegate_uri": original.timegate,
        "timemap_uri": {"link_format": original.timemap("link"), "json_format": original.timemap("json")},
        "mementos": {"first": listed[0], "last": listed[-1], "list": listed},
    }  # fmt: skip
    return Raw(content=json.dumps(told, indent=1).encode() + b"\n", media_type="application/json")


def _entry(original: Original, memento: Memento) -> dict[str, str]:
    return {"datetime": f"{memento.moment:%Y-%m-%dT%H:%M:%SZ}", "uri": original.address(memento)}


def memento(shelf: Shelf, digits: str, written: str, *, asked: Asked) -> Raw | Elsewhere:
    """What an address showed at a second; at another one, where the nearest memento is.

    It has the status that its original had. One that redirected leads on to what is kept of where it led.

    :raises NotHere: no archive has captured the address, or the original cannot be read
    """
    try:
        moment = read_digits(digits)
    except NoMoment as error:
        raise NotHere(str(error)) from error
    original = original_of(shelf, written, asked)
    found = original.nearest(moment)
    if found.moment != moment:
        return Elsewhere(address=original.address(found))
    headers = {"Memento-Datetime": as_header(found.moment), "Link": original.links(found)}
    if onward := _led_to(shelf, found, moment, asked):
        return Elsewhere(address=onward, headers=headers)
    as_it_was = found.capture.status in _SHOWN_AS_THEY_WERE
    return shown_capture(found.held, found.capture, asked.pages, headers, as_it_was=as_it_was)


def _led_to(shelf: Shelf, found: Memento, moment: datetime, asked: Asked) -> str:
    """Where the page is that a redirect led to; empty where it is none, or nobody has captured that page."""
    if not found.is_redirect:
        return ""
    try:
        headers = {name.lower(): value for name, value in exchange_of(found.held, found.capture).headers}
        target = urljoin(found.capture.url, headers.get(b"location", b"").decode("utf-8", "replace"))
        onward = original_of(shelf, target, asked)
    except (NotHere, StorageError, ValueError):
        return ""
    pages = [one for one in onward.mementos if not one.is_redirect]  # so that nobody is led in a circle
    return onward.address(min(pages, key=lambda one: abs(one.moment - moment))) if pages else ""
