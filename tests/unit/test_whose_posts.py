from pathlib import Path

import pytest

from newsarchive.profiles import SiteProfile
from newsarchive.profiles.identity import whose_posts

SITES = {
    "mirror": SiteProfile(name="mirror", home="http://mirror.example/"),
    "source": SiteProfile(name="source", home="https://source.example/"),
}
FOOTER = "[返回](//mirror.example/category/x.html)"


@pytest.mark.parametrize(
    ("posts", "site"),
    [
        ([f"<http://mirror.example/1>\n\n{FOOTER}"], "mirror"),
        ([f"<https://source.example/1>\n\n{FOOTER}"], "mirror"),  # the footer stands last
        (["<https://source.example/1>"] * 2 + [FOOTER], "source"),
        (["<https://source.example/1>\n\nby mirror.example"], "source"),
        (["<https://source.example/1>", FOOTER], None),
        (["nothing of the kind", "<http://mirror.example.org.example/>"], None),
        ([], None),
    ],
)
def test_posts_are_of_the_site_that_they_name_last(
    posts: list[str], site: str | None, tmp_path: Path
) -> None:
    paths = [tmp_path / f"{number}.md" for number in range(len(posts))]
    for path, text in zip(paths, posts, strict=True):
        path.write_text(f"---\nlayout: post\n---\nsource.example mirror.example\n{text}\n", encoding="utf-8")
    assert whose_posts(paths, SITES) == site


def test_what_cannot_be_read_has_no_say(tmp_path: Path) -> None:
    assert whose_posts([tmp_path / "gone.md"], SITES) is None
