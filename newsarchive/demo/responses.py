"""Canned responses, with the validators that conditional requests need."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate

HTML = "text/html; charset=utf-8"
JSON = "application/json; charset=utf-8"
PLAIN = "text/plain; charset=utf-8"
_VALIDATORS = ("ETag", "Last-Modified")
_OWN_LINK = re.compile(rb'href="(?:https?:)?//finews\.(?:withounder\.com|zning\.xyz)/')
_TAG = re.compile(r'"[^"]*"')


@dataclass(frozen=True, slots=True)
class Response:
    """What the site answers; the server adds ``Date`` and ``Content-Length`` alone."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def when(self, if_none_match: str | None, if_modified_since: str | None) -> "Response":
        """The same response, or a 304 where the client's copy is as good (RFC 9110, 13.2.2)."""
        tag = self.headers.get("ETag")
        if if_none_match is not None:
            fresh = tag is not None and (if_none_match.strip() == "*" or tag in _TAG.findall(if_none_match))
        else:
            modified, since = parsedate(self.headers.get("Last-Modified")), parsedate(if_modified_since)
            fresh = modified is not None and since is not None and modified <= since
        if self.status != 200 or not fresh:
            return self
        return Response(304, {name: self.headers[name] for name in _VALIDATORS if name in self.headers})

    def unvalidated(self) -> "Response":
        """The same response with nothing to make a conditional request of."""
        headers = {name: value for name, value in self.headers.items() if name not in _VALIDATORS}
        return replace(self, headers=headers)

    def locally_linked(self) -> "Response":
        """The same page for a visitor without the proxy: its links stay on the address it came from."""
        if self.headers.get("Content-Type") != HTML:
            return self
        body = _OWN_LINK.sub(b'href="/', self.body)
        return replace(self, headers={**self.headers, "ETag": page(body).headers["ETag"]}, body=body)


def page(body: str | bytes, modified: datetime | None = None, content_type: str = HTML) -> Response:
    """A 200 response with ``ETag`` and, where it says since when it is as it is, ``Last-Modified``.

    :param modified: local time (+0800), without zone
    """
    content = body.encode() if isinstance(body, str) else body
    headers = {"Content-Type": content_type, "ETag": f'"{hashlib.sha256(content).hexdigest()[:20]}"'}
    if modified:
        utc = (modified - timedelta(hours=8)).replace(tzinfo=UTC)
        headers["Last-Modified"] = format_datetime(utc, usegmt=True)
    return Response(200, headers, content)


def json_page(answer: object, modified: datetime | None = None, *, ascii_only: bool = False) -> Response:
    """A 200 response with a JSON value."""
    return page(json.dumps(answer, ensure_ascii=ascii_only), modified, JSON)


def refusal(status: int, message: str) -> Response:
    """A response other than 200, with a plain sentence."""
    return Response(status, {"Content-Type": PLAIN}, f"{message}\n".encode())


def redirect(location: str, status: int = 302) -> Response:
    """A redirect to anywhere."""
    return Response(status, {"Location": location, "Content-Type": PLAIN}, b"elsewhere\n")
