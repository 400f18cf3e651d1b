"""Sites of posts, built by the real generators, offline."""

import html
import re
import subprocess
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib

LAYOUT = (
    '<!doctype html><html><head><title>t</title></head><body><article id="post">%s</article></body></html>'
)


def write_post(folder: Path, name: str, title: str, tag: str, category: str, body: str) -> None:
    """A post in the archive's grammar; the exporter's own text will take its place here."""
    share = f"http://finews.zning.xyz/html_News/NewsShare.html?infoCode={name[11:]}"
    text = (
        f'---\nlayout: post\ntitle: "{title}"\ndate: {name[:10]} 08:23:06 +0800\n'
        f"categories: {category}\ntags: {tag}\n---\n{body}\n\n<{share}>\n\n"
        f"[返回{tag}](//finews.withounder.com/category/{category}.html)"
        "｜[返回首页](//finews.withounder.com/)"
    )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.md").write_text(text, encoding="utf-8", newline="")


def run(*command: str | Path, timeout: int = 50) -> str:
    done = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, timeout=timeout, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:] + done.stdout[-3000:]
    return done.stdout


def build_jekyll(source: Path, destination: Path) -> None:
    (source / "_layouts").mkdir()
    (source / "_layouts" / "post.html").write_text(LAYOUT % "{{ content }}")
    (source / "_config.yml").write_text("plugins: []\npermalink: /:title.html\ntimezone: Asia/Shanghai\n")
    run("jekyll", "build", "--source", source, "--destination", destination, "--disable-disk-cache")


def build_hugo(source: Path, destination: Path) -> None:
    layouts = source / "layouts" / "_default"
    layouts.mkdir(parents=True)
    (layouts / "single.html").write_text(LAYOUT % "{{ .Content }}")
    (source / "config.toml").write_text(
        'baseURL = "http://example.org/"\n'
        'disableKinds = ["home", "section", "taxonomy", "term", "RSS", "sitemap", "404"]\n'
        "[permalinks]\nposts = '/:filename/'\n"
        "[markup.goldmark.renderer]\nunsafe = true\n"
    )
    run("hugo", "--source", source, "--destination", destination, "--quiet")


def pages(destination: Path) -> dict[str, str]:
    """Every built page by the name of its post."""
    found = {}
    for path in destination.rglob("*.html"):
        stem = path.parent.name if path.name == "index.html" else path.stem
        found[re.sub(r"^\d{4}-\d\d-\d\d-", "", stem).lower()] = path.read_text(encoding="utf-8")
    return found


def article(page: str) -> Element:
    root = html5lib.parse(page, namespaceHTMLElements=False)
    (found,) = [element for element in root.iter("article") if element.get("id") == "post"]
    return found


WATCH = "<script>alert=prompt=confirm=function(){top.document.title='EXECUTED'}</script>"
PROBE = """<script>
addEventListener('load', function () {
  for (const frame of document.querySelectorAll('iframe'))
    for (const element of frame.contentDocument.querySelectorAll('#post *')) {
      for (const type of ['mouseover', 'focus', 'toggle', 'error', 'load'])
        element.dispatchEvent(new Event(type));
      if (element.protocol && !/^(https?|mailto|tel|file|about|):?$/.test(element.protocol))
        document.title = 'EXECUTED';
    }
});
</script>"""


def title_in_chromium(folder: Path, contents: list[str]) -> str:
    """The title of a page that shows all of these in frames: ``quiet`` unless one of them ran."""
    frames = "".join(
        f'<iframe srcdoc="{html.escape(page.replace("<head>", "<head>" + WATCH, 1))}"></iframe>'
        for page in contents
    )
    page = folder / "frames.html"
    page.write_text(
        f"<!doctype html><meta charset=utf-8><title>quiet</title>{PROBE}{frames}", encoding="utf-8"
    )
    dom = run(
        "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--no-first-run", "--host-resolver-rules=MAP * ~NOTFOUND", "--virtual-time-budget=3000",
        f"--user-data-dir={folder / 'profile'}", "--dump-dom", page.as_uri(),
    )  # fmt: skip
    assert dom.count("<iframe") == len(contents)
    return re.search(r"<title>(.*?)</title>", dom)[1]
