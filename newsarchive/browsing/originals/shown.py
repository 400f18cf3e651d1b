"""A captured response as the second origin gives it: inert, whatever it was."""

from collections.abc import Mapping

from newsarchive.browsing.held import Held
from newsarchive.browsing.originals.own_links import own_links, own_pictures
from newsarchive.browsing.originals.payload import (
    Kind,
    Payload,
    exchange_of,
    found_capture,
    payload_of,
    picture_type,
)
from newsarchive.browsing.originals.safe_page import finds_of, safe_page
from newsarchive.browsing.page import Asked, NotHere, Raw
from newsarchive.exceptions import StorageError
from newsarchive.pages.tree import Page
from newsarchive.store.catalog.states import CaptureKind
from newsarchive.store.looking.captures import Capture
from newsarchive.text import one_line

_ENDINGS = {"application/pdf": "pdf", "application/zip": "zip", "application/msword": "doc"}


def capture(held: Held, number: int, *, asked: Asked) -> Raw:
    """What the capture of this number holds.

    :raises NotHere: there is none, or its original is damaged; says which
    """
    found = found_capture(held, number)
    return shown_capture(held, found, asked.pages, {})


def shown_capture(
    held: Held, found: Capture, pages: str, headers: Mapping[str, str], *, as_it_was: bool = False
) -> Raw:
    """What a capture holds.

    :param pages: the origin of our own pages, to which links lead
    :param headers: further ones of the answer
    :param as_it_was: with its own status, which is 200 otherwise
    :raises NotHere: its original is damaged, missing, or too large
    """
    try:
        payload = payload_of(exchange_of(held, found), in_file=found.kind is CaptureKind.FILE)
    except StorageError as error:
        raise NotHere(f"this original cannot be shown: {error}") from error
    content, media_type, own = _content(held, found, payload, pages)
    status = payload.exchange.status if as_it_was else 200
    return Raw(content=content, media_type=media_type, headers={**own, **headers}, status=status)


def _content(held: Held, found: Capture, payload: Payload, pages: str) -> tuple[bytes, str, dict[str, str]]:
    if 300 <= payload.exchange.status < 400 and not payload.body.strip():
        return _redirect(payload).encode(), "text/plain; charset=utf-8", {}
    if payload.kind is Kind.PAGE:
        return _page(held, found, payload, pages), "text/html; charset=utf-8", {}
    if payload.kind is Kind.TEXT:
        return _encoded(payload.text), "text/plain; charset=utf-8", {}
    if payload.kind is Kind.PICTURE:
        return payload.body, picture_type(payload.body), {}
    stated = payload.content_type.partition(";")[0].strip().lower()
    name = f"capture-{found.id}.{_ENDINGS.get(stated, 'bin')}"
    return payload.body, "application/octet-stream", {"Content-Disposition": f'attachment; filename="{name}"'}


def _page(held: Held, found: Capture, payload: Payload, pages: str) -> bytes:
    page = Page(payload.text, found.url)
    finds = finds_of(page)
    own = {link: pages + address for link, address in own_links(held, finds.links).items()}
    return _encoded(safe_page(page, own, own_pictures(held, found, finds.pictures)))


def _redirect(payload: Payload) -> str:
    to = next((value for name, value in payload.exchange.headers if name.lower() == b"location"), b"")
    address = one_line(to.decode("utf-8", "replace"))
    return f"The server answered {payload.exchange.status} and led on to {address}\n"


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")
