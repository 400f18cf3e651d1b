"""Posts as Jekyll, Hugo, Obsidian and the like write them: none is lost, and nothing of what they say."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from scrapy.settings import Settings

from newsarchive.crawling.spider import SiteSpider
from newsarchive.exceptions import ExtractionError
from newsarchive.items import Outcome
from newsarchive.pipelines.offline import offline_pipelines
from newsarchive.posts.foreign_post import foreign_post
from newsarchive.posts.markdown_body import html_of
from newsarchive.store.archive import Archive
from newsarchive.upkeep.adopt import Adopter, Adoption, adopt
from newsarchive.upkeep.post_files import name_of, post_files, stem_of
from newsarchive.upkeep.rebuild.rebuild import rebuild

NOW = datetime(2025, 1, 1, tzinfo=UTC)
BODY = "<p>Die Fähre nach Norden fährt wieder.</p>"
LINK = "https://bote.example/hafen/faehre-7714"
MORNING, SPRING = "2024-03-05 07:30:00 +0100", "2024-03-05 00:00:00 +0100"
SUMMER = "2024-07-05 00:00:00 +0200"
ID_RULES = {"id": "-([0-9]+)$", "page": "https://bote.example/hafen/faehre-{id}"}


@pytest.fixture(params=[{}, ID_RULES], ids=["by address", "by id"])
def adopter(request: pytest.FixtureRequest, tmp_path: Path) -> Adopter:
    path = tmp_path / "bote.yml"
    says = {"name": "bote", "home": "https://bote.example/", "zone": "Europe/Berlin",
            "article": request.param, "category": {"fallback": "Bote"}}  # fmt: skip
    path.write_text(yaml.safe_dump(says))
    spider = type("Spider", (SiteSpider,), {"name": "bote", "profile_path": path})()
    settings = Settings()
    settings.setmodule("newsarchive.settings", priority="project")
    return Adopter(spider, offline_pipelines(settings, spider.profile), now=NOW)


def adopted(adopter: Adopter, tmp_path: Path, **posts: str) -> tuple[dict[str, str], Adoption]:
    """What is published, by the title's last word, and the account; ``__`` in a name stands for its point."""
    folder = tmp_path / "given"
    for name, text in posts.items():
        path = folder / name.replace("__", ".").replace("_D_", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    archive = Archive(tmp_path / "bote", adopter.spider.profile)
    adoption = adopt(archive, post_files(folder), adopter)
    return {path.name: path.read_text("utf-8") for path in archive.posts.folder.iterdir()}, adoption


def head_of(post: str) -> dict[str, object]:
    return dict(yaml.safe_load(post.split("---\n")[1]))


@pytest.mark.parametrize(
    ("name", "head", "date"),
    [
        ("a__md", "---\ntitle: Fähre\ndate: 2024-03-05 07:30\n---\n", MORNING),
        ("a__markdown", "---\ntitle: Fähre\ndate: 2024-03-05T07:30:00+01:00\n...\n", MORNING),
        ("2024-07-05-a__mkd", "---\ntitle: Fähre\n---\n", SUMMER),
        ("2024-7-5-a__md", "---\r\ntitle: Fähre\r\ndate:\r\n---\r\n", SUMMER),
        ("2024-07-05-a_D_index__md", "---\ntitle: Fähre\n---\n", SUMMER),
        ("2024-07-05-a__html", "---\ntitle: Fähre\n---\n", SUMMER),
        ("a__md", '+++\ntitle = "Fähre"\ndate = 2024-03-05T07:30:00+01:00\n+++\n', MORNING),
        ("a__md", '+++\r\ntitle = "Fähre"\r\ndate = 2024-03-05\r\n+++\r\n', SPRING),
        ("a__md", '{\n  "title": "Fähre",\n  "date": "2024-03-05T07:30:00+01:00"\n}\n\n', MORNING),
        ("2024-07-05-a__md", "---\ntitle: Fähre\npublished: 2024-03-05\n---\n", SPRING),
        ("a__md", "---\ntitle: Fähre\npubDate: 5 March 2024\n---\n", SPRING),
        ("2024-07-05-a__md", "---\ntitle: Fähre\npublished: true\ndraft: false\n---\n", SUMMER),
    ],
)  # fmt: skip
def test_its_front_matter_and_its_name_say_when(
    name: str, head: str, date: str, adopter: Adopter, tmp_path: Path
) -> None:
    posts, adoption = adopted(adopter, tmp_path, **{name: f"{head}{BODY}\n\n<{LINK}>\n"})
    assert adoption.refused == adoption.left_out == []
    ((_, post),) = posts.items()
    assert f'title: "Fähre"\ndate: {date}\n' in post
    assert f"\n{BODY}\n\n<{LINK}>\n" in post


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("a__md", "published: false"), ("a__md", "draft: true"), ("a__md", "draft: yes"),
        ("a__md", "published: 'False'"), ("a__html", "status: draft"), ("_drafts_D_a__md", "rating: 5"),
    ],
)  # fmt: skip
def test_a_draft_is_left_out_and_named(name: str, head: str, adopter: Adopter, tmp_path: Path) -> None:
    text = f"---\ntitle: Fähre\ndate: 2024-03-05\n{head}\n---\n{BODY}\n\n<{LINK}>\n"
    posts, adoption = adopted(adopter, tmp_path, **{name: text})
    assert posts == {}
    assert adoption.refused == []
    assert [reason for _, reason, _ in adoption.left_out] == ["draft"]
    assert adoption.ledger.reasons(Outcome.UNCHANGED) == {"draft": 1}
    assert adoption.ledger.seen == 1


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("a.textile", "---\ntitle: x\ndate: 2024-03-05\n---\nh1. x", "unknown-markup"),
        ("a.md", "# A heading alone", "no-front-matter"),
        ("a.md", '+++\ntitle = x\n+++\n', "broken-front-matter"),
        ("a.md", '+++\ntitle = "x"\nwithout end', "broken-front-matter"),
        ("a.md", '{"title": "x", }\n\ntext', "broken-front-matter"),
        ("a.md", "{% include head.html %}\ntext", "no-front-matter"),
        ("a.md", f"---\ntitle: x\n---\n{BODY}\n\n<{LINK}>", "no-date"),
        ("notes.md", f"---\ntitle: x\ndate: 2024-03-05\n---\n{BODY}", "no-id"),
    ],
)  # fmt: skip
def test_what_is_refused_is_named_with_the_reason(
    name: str, text: str, reason: str, adopter: Adopter, tmp_path: Path
) -> None:
    _, adoption = adopted(adopter, tmp_path, **{name.replace(".", "__"): text})
    assert [(path.name, why) for path, why, _ in adoption.refused] == [(name, reason)]


def test_which_files_look_like_posts(tmp_path: Path) -> None:
    matter = "---\ntitle: x\n---\n"
    given = {"a.md": "", "b.MARKDOWN": "", "c/d.html": matter, "e.html": "<html>", "f.rst": matter,
             "i.jpg": "",
             "g.txt": "+++\n", "h.txt": "x", "_config.yml": matter,  "j.md/k.mkdn": ""}  # fmt: skip
    for name, text in given.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    (tmp_path / "gone.md").symlink_to(tmp_path / "nowhere")
    found = [str(path.relative_to(tmp_path)) for path in post_files(tmp_path)]
    assert found == ["a.md", "b.MARKDOWN", "c/d.html", "f.rst", "g.txt", "gone.md", "j.md/k.mkdn"]
    assert (name_of(Path("2024-03-05-x/index.md")), stem_of(Path("2024-3-5-x.md"))) == ("2024-03-05-x", "x")


def test_every_key_tag_and_category_stays(adopter: Adopter, tmp_path: Path) -> None:
    head = (
        "title: Fähre\ndate: 2024-03-05\ncategories: Hafen\ntags: [Schiffe, Norden, Winter]\n"
        "author: Ute Kern\nimage: https://bote.example/f.jpg\npermalink: /alt/7/\nrating: 4.5\n"
    )
    posts, _ = adopted(adopter, tmp_path, a__md=f"---\n{head}---\n{BODY}\n\n<{LINK}>\n")
    said = head_of(*posts.values())
    kept = {key: said[key] for key in ("categories", "tags", "author", "image", "permalink", "rating")}
    assert kept == {
        "categories": ["Hafen"], "tags": ["Schiffe", "Norden", "Winter"], "author": "Ute Kern",
        "image": "https://bote.example/f.jpg", "permalink": "/alt/7/", "rating": 4.5,
    }  # fmt: skip
    archive = Archive(tmp_path / "bote", adopter.spider.profile)
    archive.catalog.unlink()
    assert rebuild(archive, adopter.spider, now=NOW)
    assert {path.read_text("utf-8") for path in archive.posts.folder.iterdir()} == set(posts.values())


def test_the_link_may_stand_among_the_keys_and_a_link_in_the_midst_ends_no_body(
    adopter: Adopter, tmp_path: Path
) -> None:
    head = f'title: Fähre\nsource: "{LINK}"\nauthor:\n  - "[[Ute Kern]]"\npublished: 2024-03-05\n'
    text = f"{BODY}\n\n<https://film.example/faehre>\n\n{BODY}\n\n<p>Ende.</p>"
    posts, _ = adopted(adopter, tmp_path, clip__md=f"---\n{head}---\n{text}\n")
    (post,) = posts.values()
    assert post.endswith(f"<p>Ende.</p>\n\n<{LINK}>\n\n")
    assert "film.example" in post
    parts = foreign_post(f"---\n{head}---\n{text}\n".encode(), "clip")
    assert (parts.link, parts.body) == (LINK, text)


@pytest.mark.parametrize(
    ("text", "standfirst", "body"),
    [
        ("> Kurz gesagt.\n\n<p>Lang.</p>", "Kurz gesagt.", "<p>Lang.</p>"),
        ("> Eins\n> zwei\n\nDrei.", "", "> Eins\n> zwei\n\nDrei."),
        ("> Ein **Wort**.\n\nDrei.", "", "> Ein **Wort**.\n\nDrei."),
        ("Eins.\n\nhttps://film.example/1\n\nZwei.", "", "Eins.\n\nhttps://film.example/1\n\nZwei."),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_quotation_is_no_standfirst_and_the_last_paragraph_no_footer(
    text: str, standfirst: str, body: str, end: str
) -> None:
    head = f"---\ntitle: x\ndate: 2024-03-05\nlink: {LINK}\n---\n"
    parts = foreign_post((head + text).replace("\n", end).encode(), "x")
    assert (parts.standfirst, parts.body.replace("\r", ""), parts.link) == (standfirst, body, LINK)


def test_a_footer_of_the_site_is_no_text() -> None:
    post = f"---\ntitle: x\ndate: 2024-03-05\n---\n{BODY}\n\n<{LINK}>\n\nAblage: Hafen."
    assert foreign_post(post.encode(), "x", "Ablage: {tag}.").body == BODY
    assert foreign_post(post.encode(), "x").body == f"{BODY}\n\n<{LINK}>\n\nAblage: Hafen."


def test_a_post_without_link_is_what_its_permalink_says(adopter: Adopter, tmp_path: Path) -> None:
    text = f"---\ntitle: Fähre\ndate: 2024-03-05\npermalink: /hafen/faehre-7714\n---\n{BODY}\n"
    posts, adoption = adopted(adopter, tmp_path, faehre__md=text)
    assert adoption.refused == []
    assert f"\n\n<{LINK}>\n" in next(iter(posts.values()))


@pytest.mark.parametrize("adopter", [ID_RULES], indirect=True)
def test_a_post_without_link_is_known_by_its_name(adopter: Adopter, tmp_path: Path) -> None:
    text = f"---\ntitle: Fähre\ndate: 2024-03-05\n---\n{BODY}\n"
    posts, _ = adopted(adopter, tmp_path, **{"2024-03-05-7714__md": text})
    assert list(posts) == ["2024-03-05-7714.md"]


def test_an_archives_own_posts_are_adopted_byte_for_byte(adopter: Adopter, tmp_path: Path) -> None:
    heads = {f"a{one}__md": f"---\ntitle: Nr. {one}\ndate: 2024-03-0{one}\n---\n{BODY}\n\n<{LINK}{one}>\n"
             for one in (1, 2, 3)}  # fmt: skip
    own, _ = adopted(adopter, tmp_path, **heads)
    archive = Archive(tmp_path / "again", adopter.spider.profile)
    adoption = adopt(archive, post_files(tmp_path / "bote" / "_posts"), adopter)
    assert adoption.ledger.reasons(Outcome.STORED) == {"": 3}
    assert {path.name: path.read_text("utf-8") for path in archive.posts.folder.iterdir()} == own


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Die **Fähre** fährt.", "<p>Die <strong>Fähre</strong> fährt.</p>"),
        ("Eins.\n\n*Zwei* und ~~drei~~.", "<p>Eins.</p>\n<p><em>Zwei</em> und <s>drei</s>.</p>"),
        ("Kopf\n====\n\n1. eins\n2. zwei", "<h1>Kopf</h1>\n<ol>\n<li>eins</li>\n<li>zwei</li>\n</ol>"),
        ("[H](https://h.example/){:target=\"_blank\"}\n{: .gross}", '<p><a href="https://h.example/">H</a></p>'),
        ("<p>Eins.</p>\n\nZwei *drei*.", "<p>Eins.</p>\n<p>Zwei <em>drei</em>.</p>"),
        ("a | b\n--|--\n1 | 2", "<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n"
                               "<tbody>\n<tr>\n<td>1</td>\n<td>2</td>\n</tr>\n</tbody>\n</table>"),
    ],
)  # fmt: skip
def test_markdown_becomes_html(text: str, html: str) -> None:
    assert html_of(text) == html


@pytest.mark.parametrize(
    "text",
    [
        "<p>田里</p>", "<p>a</p>\n\n<p>5 * 3 * 2</p>", "<div>\n\n    <p>eingerückt</p>\n</div>",
        "<b>fett</b> und weiter<br>ohne Absatz", "<script>x</script>\n<p>a</p>",
        "<p>a</p>\r\n\r\n<p>b</p>\r\n",
    ],
)  # fmt: skip
def test_html_stays_byte_for_byte(text: str) -> None:
    assert html_of(text) == text


def test_a_draft_is_refused_before_anything_else_is_missing() -> None:
    with pytest.raises(ExtractionError, match="draft"):
        foreign_post(b"---\ntitle: x\ndraft: true\n---\n", "x")
