"""The eastmoney profile against a server in the shape of that site: a JSON list, then JSONP, and pages."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.crawling import ROOT, Crawl, scrapy, snapshot
from tests.hostile.server import Page, Server, response, running

pytestmark = pytest.mark.long

PROFILE = (ROOT / "spiders" / "profiles" / "eastmoney.yml").read_text(encoding="utf-8")
PER_PAGE, ARTICLES = 20, 27
TITLES = ['全市"夜经济"十条 <一>', "标题: 带冒号", "\\ 反斜杠", "{{ site.title }} 不会执行"]


def code(number: int) -> str:
    return f"2026081935{number:08}"


def title(number: int) -> str:
    return f"{TITLES[number % len(TITLES)]} {number}"


def entry(number: int) -> dict[str, str]:
    address = f"http://finance.eastmoney.com/a/{code(number)}.html"
    return {
        "code": code(number), "showTime": f"2026-08-19 17:{number:02}:59", "title": title(number),
        "mediaName": "测试日报", "summary": f"摘要{number}", "image": "", "url": address,
    }  # fmt: skip


def article(number: int) -> bytes:
    shown = title(number).replace("&", "&amp;").replace("<", "&lt;")
    return response(
        f"""<html><head><meta charset="utf-8"><title>{shown}_东方财富网</title></head><body><h1>{shown}</h1>
        <div class="infos"><div class="item">2026年08月19日 17:{number:02}</div>
        <div class="item">来源：测试日报</div></div>
        <div id="ContentBody"><a class="toplink" href="/vip">提示：开户有礼</a><p>　　第{number}篇的正文。</p>
        <div class="ad_context3">广告：手机开户</div><p class="em_media">（文章来源：测试日报）</p></div>
        <div class="hot">热榜 2026年11月01日 08:00</div></body></html>""".encode()
    )


def page_of(path: str) -> Page | None:
    if listed := re.fullmatch(r"/comm/web/getNewsByColumns\?.*page_index=(\d+)&.*", path):
        number = int(listed[1])
        some = [entry(n) for n in range((number - 1) * PER_PAGE, min(number * PER_PAGE, ARTICLES))]
        answer = json.dumps({"code": "1", "data": {"list": some, "index": number}}, ensure_ascii=False)
        is_plain = number % 2
        kind = "application/json" if is_plain else "application/javascript"
        text = answer if is_plain else f"jQuery183_1({answer});"
        return response(text.encode(), headers={"Content-Type": kind})
    found = re.fullmatch(r"/a/2026081935(\d{8})\.html", path)
    return article(int(found[1])) if found else None


@pytest.fixture(scope="module")
def archived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Server, Crawl]]:
    output = tmp_path_factory.mktemp("output")
    with running(page_of) as (address, server):
        moved = PROFILE.replace("name: eastmoney", "name: moved")
        moved = re.sub(r"https://(?:np-listapi|finance)\.eastmoney\.com", address, moved)
        moved = re.sub(r"hosts: .*", f"hosts: ['{address.removeprefix('http://')}']", moved)
        own = output / "moved" / "_archive" / "site.yml"
        own.parent.mkdir(parents=True)
        own.write_text(moved, encoding="utf-8")
        first = scrapy("archive", "moved", proxy=None, output=output)
        yield output / "moved", server, first


def test_both_pages_of_the_list_are_archived(archived: tuple[Path, Server, Crawl]) -> None:
    archive, server, first = archived
    assert first.code == 0, first.out + first.err
    posts = {path.name: path.read_text(encoding="utf-8") for path in (archive / "_posts").iterdir()}
    assert set(posts) == {f"2026-08-19-{code(n)}.md" for n in range(ARTICLES)}
    for number in range(ARTICLES):
        head, _, body = posts[f"2026-08-19-{code(number)}.md"].removeprefix("---\n").partition("\n---\n")
        assert json.loads(head.partition("title: ")[2].split("\n")[0]) == title(number)
        assert f"\ndate: 2026-08-19 17:{number:02}:00 +0800\n" in head
        assert "\ntags: 测试日报新闻" in head
        assert f"第{number}篇的正文。" in body
        assert "（文章来源：测试日报）" in body
        assert not [word for word in ("开户", "广告", "热榜") if word in body]
    assert sum(asked.target.startswith("/comm") for asked in server.asked) == 3, "the third is empty"


def test_a_second_run_stores_nothing(archived: tuple[Path, Server, Crawl]) -> None:
    archive, _, _ = archived
    before = snapshot(archive / "_posts")
    again = scrapy("archive", "moved", proxy=None, output=archive.parent)
    assert again.code == 0, again.out + again.err
    assert snapshot(archive / "_posts") == before
