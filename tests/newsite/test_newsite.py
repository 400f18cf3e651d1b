"""The generated site is whole, the truth is on its pages, and a perfect archive scores full."""

import re
from html import escape, unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from urllib.request import Request, urlopen

import pytest

from tests.newsite.comparing import FIGURES, compare
from tests.newsite.posts import blocks_and_links, posts_of
from tests.newsite.site import NewsSite, running_site
from tests.newsite.truth import Truth, compact


@pytest.fixture(scope="module")
def site() -> NewsSite:
    return NewsSite("http://127.0.0.1:1", 120)


def text_of(site: NewsSite, path: str) -> str:
    response = site.respond(path)
    assert response.status == 200, path
    charset = re.search(rb"charset=[\"']?([\w-]+)", response.body)
    return response.body.decode(
        {"gb2312": "gbk"}.get(charset[1].decode().lower(), charset[1].decode()) if charset else "utf-8"
    )


def test_the_same_seed_gives_the_same_site(site: NewsSite) -> None:
    again = NewsSite("http://127.0.0.1:1", 120)
    assert again.truths() == site.truths()
    assert again.respond("/").body == site.respond("/").body


def test_every_article_and_every_page_of_it_is_in_reach_of_the_home_page(site: NewsSite) -> None:
    seen, waiting = {"/"}, ["/"]
    while waiting:
        here = waiting.pop()
        response = site.respond(here)
        if response.status != 200 or not response.headers["Content-Type"].startswith("text/html"):
            continue
        for href in re.findall(r'href="?([^">\s]+)', text_of(site, here)):
            parts = urlsplit(urljoin(site.shelf.base + here, unescape(href)))
            path = parts.path + (f"?{parts.query}" if parts.query else "")
            if f"{parts.scheme}://{parts.netloc}" == site.shelf.base and path not in seen:
                seen.add(path)
                waiting.append(path)
    articles = {a.path(n) for a in site.shelf.articles for n in range(1, len(a.pages) + 1)}
    assert articles <= seen


def test_the_truth_is_on_the_pages(site: NewsSite) -> None:
    for truth, article in zip(site.truths(), site.shelf.articles, strict=True):
        pages = [text_of(site, article.path(n)) for n in range(1, len(article.pages) + 1)]
        bodies = [re.split("</head>", page, flags=re.IGNORECASE)[1] for page in pages]
        shown = compact("".join(text for body in bodies for _, text in blocks_and_links(body)[0]))
        for text in truth.flow:
            assert compact(text) in shown
        assert compact(truth.title) in shown
        assert truth.source in shown
        assert not [text for text in truth.boilerplate if compact(text) in compact("".join(truth.flow))]


def write(folder: Path, number: int, truth: Truth, body: str) -> None:
    title = truth.title.replace("\\", "\\\\").replace('"', '\\"')
    date = truth.instant.replace("T", " ").replace("+08:00", "")
    date += ":00 +0800" if truth.precision == "minute" else " +0800"
    head = f'layout: post\ntitle: "{title}"\ndate: {date}\n'
    head += f'categories: ["{truth.channel}"]\ntags: {truth.source or "x"}'
    text = f"---\n{head}\n---\n{body}\n\n<{truth.address}>\n\n[a](//b)"
    (folder / f"{number}.md").write_text(text, encoding="utf-8")


def perfect(truth: Truth) -> str:
    tags = dict.fromkeys(truth.headings, "h2")
    made = "".join(f"<{tags.get(text, 'p')}>{escape(text)}</{tags.get(text, 'p')}>" for text in truth.flow)
    place = 0
    for text, href in truth.links:
        start = made.index(text, place)
        link = f'<a href="{escape(href)}">{text}</a>'
        made = made[:start] + link + made[start + len(text) :]
        place = start + len(link)
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    posts = tmp_path / "news" / "_posts"
    posts.mkdir(parents=True)
    return posts


def test_a_perfect_archive_scores_full(site: NewsSite, folder: Path) -> None:
    truths = site.truths()
    for number, truth in enumerate(truths):
        write(folder, number, truth, perfect(truth))
    result = compare(truths, posts_of(folder.parents[1]))
    assert result.differences == []
    assert result.foreign == result.doubled == []
    assert {figure: result.share(figure) for figure in FIGURES} == dict.fromkeys(FIGURES, 1.0)


def test_what_is_wrong_is_seen(site: NewsSite, folder: Path) -> None:
    truths = site.truths()[:4]
    bodies = [perfect(truth) for truth in truths]
    write(folder, 0, truths[0], bodies[0] + f"<p>{escape(truths[0].boilerplate[-1])}</p>")
    write(folder, 1, truths[1], bodies[1][bodies[1].find("</p>") :])
    write(folder, 2, truths[2], bodies[2])
    write(folder, 3, truths[2], bodies[2])
    result = compare(truths, posts_of(folder.parents[1]))
    assert len(result.doubled) == 1
    assert result.share("clean") == pytest.approx(2 / 3)
    assert result.share("paragraphs") == pytest.approx(2 / 3)
    assert [line.partition(":")[0] for line in result.differences][-1] == "(no post)"


def test_the_server_answers_304_404_and_a_redirect() -> None:
    with running_site(16) as site:
        base = site.shelf.base
        with urlopen(base + "/tech") as answer:
            tag = answer.headers["ETag"]
        for path, headers, status in (("/tech", {"If-None-Match": tag}, 304), ("/nowhere", {}, 404)):
            with pytest.raises(OSError, match=str(status)) as caught:
                urlopen(Request(base + path, headers=headers))
            caught.value.close()
        with urlopen(base + "/index.html") as answer:
            assert answer.url == base + "/"
