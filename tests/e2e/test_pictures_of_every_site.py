"""Every kind of site keeps its pictures or leaves them with their source, as its profile says."""

import re
from hashlib import sha256
from pathlib import Path

import pytest

from newsarchive.profiles import load_profile
from tests.covering import without_browser
from tests.every_site import EVERY_SITE, ROOT, Site, serving

pytestmark = pytest.mark.long
SHOWN = re.compile(r"""<img [^>]*?src=["']([^"']*)["'][^>]*>""")
IS_PICTURE = re.compile(r"/photo/|pictures\.example/[0-9a-f]")


def posts_of(site: Site, output: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in (output / site.name / "_posts").iterdir()}


def asked_of(site: Site) -> list[str]:
    """The pictures that were asked for since the last look."""
    found = [one for one in site.asked if IS_PICTURE.search(one)]
    site.asked.clear()
    return found


def leaves_them(kind: str) -> bool:
    """Whether the site's own profile says that pictures stay with their source."""
    path = ROOT / "spiders" / "profiles" / f"{kind}.yml"
    return path.exists() and load_profile(path).media == "link"


@pytest.mark.parametrize("kind", EVERY_SITE)
def test_pictures_are_kept_once_and_asked_for_once(kind: str, tmp_path: Path) -> None:
    with serving(kind, tmp_path, pictured=True) as site:
        first = site.archive(tmp_path)
        asked, posts = asked_of(site), posts_of(site, tmp_path)
        media = tmp_path / site.name / "media"
        assert posts, first.out + first.err
        if leaves_them(kind):
            assert asked == []
            assert not media.exists() or not list(media.iterdir())
            assert any("-400.png' srcset=" in post for post in posts.values())
            return
        assert len(asked) == len(set(asked)) >= 2
        assert not [one for one in asked if "-400" in one]
        files = {path.relative_to(media.parent).as_posix() for path in media.rglob("*.png")}
        assert len(files) == len(asked)
        for path in files:
            assert sha256((media.parent / path).read_bytes()).hexdigest() == Path(path).stem
        shown = {post: set(SHOWN.findall(text)) for post, text in posts.items()}
        ours = {address for some in shown.values() for address in some if address.startswith("/media/")}
        assert ours == {f"/{path}" for path in files}
        assert not [post for post, text in posts.items() if "srcset" in text]
        site.archive(tmp_path)
        assert asked_of(site) == []
        assert posts_of(site, tmp_path) == posts


@pytest.mark.parametrize("kind", without_browser(EVERY_SITE))
def test_no_byte_of_a_post_depends_on_pictures_that_stay_with_their_source(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever writes ``link`` has the posts that versions before wrote, and goes on to have them."""
    if kind in {"no-profile", "no-originals"} or leaves_them(kind):
        pytest.skip("bundled and rendered ones, whose profile can be written over, stand for it")
    own = tmp_path / "profiles"
    own.mkdir()
    monkeypatch.setenv("NEWSARCHIVE_PROFILES", str(own))
    with serving(kind, tmp_path, pictured=True) as site:
        bundled = ROOT / "spiders" / "profiles" / f"{kind}.yml"
        profile = site.profile or bundled.read_text("utf-8")
        (own / f"{site.name}.yml").write_text(f"{profile}media: link\n", encoding="utf-8")
        site.archive(tmp_path)
        assert asked_of(site) == []
        before = posts_of(site, tmp_path)
        assert before
        assert not [text for text in before.values() if "/media/" in text]
        (own / f"{site.name}.yml").write_text(f"{profile}media: keep\n", encoding="utf-8")
        site.archive(tmp_path, "-a", "recheck=all")
        changed = site.run(tmp_path, "status", site.name, "--changed", "--since", "2020-01-01").out
        assert "illustrated" not in changed
        assert asked_of(site), "pages that are read again bring their pictures"
