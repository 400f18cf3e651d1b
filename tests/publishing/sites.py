"""Sites of posts, built by the real generators, offline."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

# The theme shows what it knows of a post wherever themes do: as text, in an attribute, in <title>.
LAYOUT = (
    '<!doctype html><html><head><meta charset="utf-8"><title>{title}</title>'
    '<meta id="meta-title" content="{title}"></head><body><header id="shown-front-matter">'
    '<h1 id="shown-title">{title}</h1>'
    '<time id="shown-date">{date}</time><ul id="shown-tags">{tags}</ul>'
    '<ul id="shown-categories">{categories}</ul></header>'
    '<article id="post">{content}</article><aside id="shown-excerpt">{excerpt}</aside></body></html>'
)
JEKYLL = {
    "title": "{{ page.title | escape }}",
    "date": "{{ page.date | date_to_xmlschema }}",
    "tags": "{% for tag in page.tags %}<li>{{ tag | escape }}</li>{% endfor %}",
    "categories": "{% for category in page.categories %}<li>{{ category | escape }}</li>{% endfor %}",
    "content": "{{ content }}",
    "excerpt": "{{ page.excerpt }}",
}
_HUGO_LIST = (
    "{{ range (cond (reflect.IsSlice .Params.%s) .Params.%s (slice .Params.%s)) }}<li>{{ . }}</li>{{ end }}"
)
HUGO = {
    "title": "{{ .Title }}",
    "date": '{{ .Date.Format "2006-01-02T15:04:05Z07:00" }}',
    "tags": _HUGO_LIST.replace("%s", "tags"),
    "categories": _HUGO_LIST.replace("%s", "categories"),
    "content": "{{ .Content }}",
    "excerpt": "{{ .Summary }}",
}


def needs(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(
        shutil.which(program) is None, reason=f"{program} is not installed on this machine"
    )


def run(*command: str | Path, timeout: int = 50) -> str:
    done = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, timeout=timeout, check=False,
        env={**os.environ, "TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:] + done.stdout[-3000:]
    return done.stdout + done.stderr


def build_jekyll(source: Path, destination: Path) -> None:
    """``source`` is a folder with ``_posts``; it gets a theme and a configuration."""
    (source / "_layouts").mkdir()
    (source / "_layouts" / "post.html").write_text(LAYOUT.format(**JEKYLL))
    (source / "_config.yml").write_text(
        "title: EXECUTED\nplugins: []\npermalink: /:title.html\ntimezone: Asia/Shanghai\n"
    )
    run("jekyll", "build", "--source", source, "--destination", destination, "--disable-disk-cache")


def build_hugo(source: Path, destination: Path, content: Path) -> None:
    """``source`` gets a theme and a configuration; the posts are in ``content``."""
    layouts = source / "layouts" / "_default"
    layouts.mkdir(parents=True)
    (layouts / "single.html").write_text(LAYOUT.format(**HUGO))
    (source / "config.toml").write_text(
        'baseURL = "http://example.org/"\ntitle = "EXECUTED"\n'
        'disableKinds = ["home", "section", "taxonomy", "term", "RSS", "sitemap", "404"]\n'
        "[permalinks]\n'/' = '/:filename/'\n"
        "[markup.goldmark.renderer]\nunsafe = true\n"
    )
    run("hugo", "--source", source, "--contentDir", content, "--destination", destination, "--quiet")


def pages(destination: Path) -> dict[str, str]:
    """Every built page by the id of its post."""
    found = {}
    for path in destination.rglob("*.html"):
        stem = path.parent.name if path.name == "index.html" else path.stem
        found[re.sub(r"^\d{4}-\d\d-\d\d-", "", stem).lower()] = path.read_text(encoding="utf-8")
    return found
