"""Hostile articles, taken through the project's own pipelines and exporter."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from hostile import BODIES
from lines import DATES, DIGESTS, ENTITY_LINKS, LINKS, OUTLETS, SIGNS, TITLES
from scrapy.utils.misc import load_object

from newsarchive import settings
from newsarchive.exceptions import ExtractionError
from newsarchive.items import Article, Draft
from newsarchive.pipelines.pictures import PicturesPipeline
from newsarchive.pipelines.profiled import ProfiledPipeline
from newsarchive.pipelines.store import StorePipeline
from newsarchive.pipelines.window import WindowPipeline
from newsarchive.posts.file_names import post_name
from newsarchive.posts.post import post_bytes, render_post
from newsarchive.profiles import SiteProfile

SEED = Path(__file__).parents[1] / "sites" / "finews" / "seed" / "post.md"
SEED_ID = "NW202203072298194131"
SHARE = "http://finews.zning.xyz/html_News/NewsShare.html?infoCode={}"
SERVED = datetime(2022, 3, 8, 2, tzinfo=UTC)


@dataclass(frozen=True)
class Shown:
    """What a reader must see of an article; nothing here comes from the code under test."""

    title: str
    tag: str
    category: str
    category_page: str
    standfirst: str
    link: str
    instant: datetime


@dataclass(frozen=True)
class Post:
    """An article that came out of the pipelines, its post, and what must be seen of it."""

    article: Article
    name: str
    content: bytes
    shown: Shown

    @property
    def code(self) -> str:
        return self.article.source_id.lower()


def hostile_draft(index: int, body: str) -> tuple[Draft, Shown]:
    def pick(table: dict) -> tuple:
        return list(table.items())[index % len(table)]

    (title, headline), (digest, standfirst) = pick(TITLES), pick(DIGESTS)
    (outlet, (tag, category)), (date, instant), (link, href) = pick(OUTLETS), pick(DATES), pick(LINKS)
    source_id = f"{index:018}" if category == "emnews" else f"NW{index:018}"
    page = "emnews/" if category == "emnews" else f"category/{category}.html"
    url = SHARE.format(source_id)
    draft = Draft(
        "finews",
        source_id,
        url,
        SERVED,
        title=title,
        date=date,
        outlet=outlet,
        body=body,
        digest=digest,
        link=link,
    )
    return draft, Shown(
        headline, tag, category, f"//finews.withounder.com/{page}", standfirst, href or url,
        datetime.fromisoformat(instant),
    )  # fmt: skip


def seed_draft() -> tuple[Draft, Shown]:
    front, body = SEED.read_bytes().decode().removeprefix("---\n").split("---\n", 1)
    title = front.split('title: "', 1)[1].split('"\n')[0]
    url, page = SHARE.format(SEED_ID), "//finews.withounder.com/category/shangraoribao.html"
    draft = Draft(
        "finews", SEED_ID, url, SERVED, title=title, date="2022-03-07 08:23:06", outlet="上饶日报",
        body=body.split("\n\n<http")[0],
    )  # fmt: skip
    instant = datetime.fromisoformat("2022-03-07T08:23:06+08:00")
    return draft, Shown(title, "上饶日报新闻", "shangraoribao", page, "", url, instant)


class Pipelines:
    """Those of the settings, in their order, but for the run's window, pictures and store."""

    def __init__(self, profile: SiteProfile) -> None:
        self.profile = profile
        order = settings.ITEM_PIPELINES
        classes = [load_object(path) for path in sorted(order, key=order.__getitem__)]
        self.all = [
            cls(profile) if issubclass(cls, ProfiledPipeline) else cls()
            for cls in classes
            if cls not in (WindowPipeline, PicturesPipeline, StorePipeline)
        ]

    def post(self, draft: Draft, shown: Shown) -> Post:
        item = draft
        for pipeline in self.all:
            item = pipeline.process_item(item)
        assert isinstance(item, Article)
        content = post_bytes(item, self.profile)
        assert content == render_post(item, self.profile).encode()
        return Post(item, post_name(item.published, item.source_id), content, shown)


def hostile_posts(profile: SiteProfile) -> list[Post]:
    """The seed and every hostile article; a body with nothing left to see gets a word before it."""
    pipelines = Pipelines(profile)
    posts = [pipelines.post(*seed_draft())]
    for index, body in enumerate(BODIES):
        try:
            posts.append(pipelines.post(*hostile_draft(index, body)))
        except ExtractionError as error:
            if error.reason != "no-text":
                raise
            posts.append(pipelines.post(*hostile_draft(index, f"<p>文</p>{body}")))
    return posts


def sign_posts(profile: SiteProfile) -> dict[str, Post]:
    """One post for each digest and link of a kind that Markdown may embellish, by that digest or link."""
    pipelines, posts = Pipelines(profile), {}
    for index, text in enumerate([*SIGNS, *ENTITY_LINKS], 1000):
        draft, shown = hostile_draft(index, "<p>文</p>")
        field = "link" if text in ENTITY_LINKS else "digest"
        draft = replace(draft, outlet="上饶日报", **{"digest": "", "link": None, field: text})
        shown = replace(
            shown, tag="上饶日报新闻", category="shangraoribao",
            category_page="//finews.withounder.com/category/shangraoribao.html",
            standfirst=draft.digest, link=(draft.link or draft.url).replace(";", "%3B"),
        )  # fmt: skip
        posts[text] = pipelines.post(draft, shown)
    return posts


def write_posts(folder: Path, posts: list[Post]) -> None:
    folder.mkdir(parents=True)
    for post in posts:
        (folder / post.name).write_bytes(post.content)
