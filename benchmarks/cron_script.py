"""The yardstick of a whole run: a script for cron, with expressions written by hand for this one site.

    python benchmarks/cron_script.py http://127.0.0.1:PORT zh FOLDER

It walks the listings of the generated site with boxes, fetches each article once and writes a post of it. It
keeps no original, no catalog and no revision, knows one site alone, and asks nothing of what it reads.
"""

import re
import sys
from datetime import datetime
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo

from lxml import html

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.boxedsite.languages import LANGUAGES

# A section each: (title, moment, the text's blocks), as someone writes them who has looked at the pages.
EXPRESSIONS = (
    ("//h1", "//time", "//div[@class='css-tx']/*[self::p[@class='css-p1'] or self::h2 or self::figure]"),
    ("//h1", "//*[@class='story__date']", "//div[@class='story__text']/*[not(@class) or self::figure]"),
    ("//h1", "//*[@id='pubtime']", "//div[@id='text']/p[not(@class='dy') and not(a)]"),
    ("//h1", "//*[@class='l-sign']/i", "//div[@data-block][not(.//span or .//a or .//input)]/*"),
)  # fmt: skip


def fetch(connection: HTTPConnection, path: str) -> html.HtmlElement:
    connection.request("GET", path)
    return html.document_fromstring(connection.getresponse().read().decode())


def listed(connection: HTTPConnection, path: str) -> list[str]:
    """The articles of a section, page by page."""
    found: list[str] = []
    while path:
        page = fetch(connection, path)
        found += page.xpath("//div[@class='i']/h3/a/@href")
        path = next(iter(page.xpath("//a[@rel='next']/@href")), "")
    return found


def write(page: html.HtmlElement, url: str, section: int, folder: Path, form: str, zone: ZoneInfo) -> None:
    title, moment, blocks = (page.xpath(one) for one in EXPRESSIONS[section])
    line = " ".join(title[0].text_content().split())
    when = datetime.strptime(moment[0].text_content().strip(), form).replace(tzinfo=zone)
    body = "\n".join(html.tostring(block, encoding="unicode", with_tail=False) for block in blocks)
    number = re.findall(r"\d{6}", url)[-1]
    head = f'---\ntitle: "{line}"\ndate: {when:%Y-%m-%d %H:%M:%S %z}\n---\n'
    path = folder / f"{when:%Y-%m-%d}-{number}.md"
    path.write_text(f"{head}{body}\n\n<{url}>\n", encoding="utf-8")


def main(base: str, code: str, folder: Path) -> None:
    language = LANGUAGES[code]
    connection = HTTPConnection(urlsplit(base).netloc)
    zone = ZoneInfo(language.zone)
    for section, (key, _) in enumerate(language.sections):
        for path in listed(connection, f"/{key}/"):
            write(fetch(connection, path), urljoin(base, path), section, folder, language.moment, zone)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
