"""A picture for each page of a site, which all of its paragraphs show."""

import re
from dataclasses import replace
from zlib import crc32

from tests.e2e.scripted_site import ARTICLES
from tests.every_site.proxy import Answer, Content
from tests.picture_files import png

HOST = "http://pictures.example/"
"""Where they are; another host than the site's."""
ALT = "A view of the quay"


def show_pictures(content: Content) -> None:
    """Let every paragraph of a page, and of a text in JSON, end with the page's picture."""
    pictures = {}
    for number, (url, answer) in enumerate(list(content.answers.items())):
        small, large = (f"{HOST}{crc32(url.encode()):08x}-{width}.png" for width in (400, 1600))
        image = f"<img src='{small}' srcset='{small} 400w, {large} 1600w' alt='{ALT}'></p>"
        body = re.sub(rb"</p>|<\\/p>", image.encode(), answer.body)
        if body != answer.body:
            content.answers[url] = replace(answer, body=body)
            pictures[large] = Answer(png(1600, 900 + number), "image/png")
    content.answers.update(pictures)


def photos() -> dict[str, bytes]:
    """Those that the scripted site's articles show, by path."""
    return {f"/photo/{number}.jpg": png(800, 600 + number) for number in range(1, ARTICLES + 1)}
