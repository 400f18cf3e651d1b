"""Conditional requests (RFC 9110, 13): ask a server whether what it gave has changed."""

from scrapy.http import Response

from newsarchive.evidence import Page


def page_of(response: Response) -> Page:
    """What the response's URL can be asked by next time; that of the request, before any redirect."""
    urls = response.meta.get("redirect_urls") if response.request else None
    return Page(
        url=urls[0] if urls else response.request.url if response.request else response.url,
        etag=_header(response, "ETag"),
        last_modified=_header(response, "Last-Modified"),
    )


def conditions(page: Page) -> dict[str, str]:
    """The headers that ask for the page only if it has changed; none where nothing is known of it."""
    stated = {"If-None-Match": page.etag, "If-Modified-Since": page.last_modified}
    return {name: value for name, value in stated.items() if value}


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None
