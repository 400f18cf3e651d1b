"""Pictures from a site's pages to its archive's posts: kept, asked for no more, owed, swapped, removed."""

import re
from hashlib import sha256
from pathlib import Path

from tests.e2e.crawling import Crawl, scrapy
from tests.e2e.pictured_site import CAPTION, HOME, NAMES, PICTURES, page, page_of, picture_of, pictured_site
from tests.every_site.proxy import Answer, Web, running_web
from tests.picture_files import png

IMAGE = re.compile(r'<img src="/(media/[0-9a-f]{2}/([0-9a-f]{64})\.(?:png|jpg))" alt="A (\w+)">')


class Quay:
    """The site's archive, and runs on it."""

    def __init__(self, web: Web, output: Path) -> None:
        self.web, self.output = web, output
        self.folder = output / "quay.example"

    def run(self, days: float = 0, *arguments: str) -> Crawl:
        """A run so many days later; what it asked for is all that is noted then."""
        self.web.asked.clear()
        begin = ("quay.example",) if self.folder.exists() else ("news", "-a", f"url={HOME}")
        done = self.scrapy("archive", *begin, "-s", "CLOCK=tests.e2e.days_later.now", *arguments, days=days)
        assert "Traceback" not in done.out + done.err, done.out + done.err
        return done

    def scrapy(self, *arguments: str, days: float = 0) -> Crawl:
        more = {"DAYS_LATER": f"{days}"}
        return scrapy(*arguments, proxy=self.web.proxy, output=self.output, more=more)

    @property
    def asked_pictures(self) -> list[str]:
        return sorted(url for url in self.web.asked if url.startswith(PICTURES) and "robots" not in url)

    def post(self, name: str) -> str:
        (post,) = (self.folder / "_posts").glob(f"*{name}*.md")
        return post.read_text(encoding="utf-8")

    def bytes_of(self, name: str) -> bytes:
        """Of the picture that a post shows, which is kept."""
        (shown,) = IMAGE.findall(self.post(name))
        data = (self.folder / shown[0]).read_bytes()
        assert sha256(data).hexdigest() == shown[1]
        return data


def test_pictures_of_every_markup_are_kept_and_followed(tmp_path: Path) -> None:
    content = pictured_site()
    answers = content.answers
    missing = answers.pop(picture_of("winch"))
    with running_web(answers, tmp_path) as web:
        quay = Quay(web, tmp_path / "output")
        first = quay.run()
        assert quay.asked_pictures == sorted({picture_of(name) for name in NAMES}), first.out + first.err
        for name in NAMES:
            assert CAPTION.format(name=name) in quay.post(name)
            if name != "winch":
                assert quay.bytes_of(name) == answers[picture_of(name)].body
        assert quay.bytes_of("flag") == quay.bytes_of("crane")
        assert f'<img src="{picture_of("winch")}" alt="A winch">' in quay.post("winch")
        assert len([one for one in (quay.folder / "media").rglob("*") if one.is_file()]) == len(NAMES) - 2

        quay.run(0.01)
        assert quay.asked_pictures == []

        answers[picture_of("winch")] = missing
        answers[picture_of("ferry")] = Answer(png(1600, 999), "image/png")
        answers[page_of("buoy")] = page("buoy", figure=False)
        before = quay.bytes_of("ferry")
        quay.run(45, "-a", "recheck=all")
        assert quay.bytes_of("winch") == missing.body
        assert quay.bytes_of("ferry") == png(1600, 999) != before
        assert "<img" not in quay.post("buoy")
        changed = quay.scrapy("status", "quay.example", "--changed", "--since", "2025-01-01", days=45).out
        assert "ferry" in changed
        assert "buoy" in changed
        assert "winch" not in changed, "a picture that came is no edit"
        told = quay.scrapy("history", page_of("ferry"), days=45).out
        assert "picture 1 replaced by another at the same address" in told
