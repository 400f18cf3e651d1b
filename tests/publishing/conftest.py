import pytest
from articles import Post, hostile_posts, sign_posts, write_posts
from sites import build_hugo, build_jekyll, pages

from newsarchive.profiles import SiteProfile


@pytest.fixture(scope="session")
def posts(profile: SiteProfile) -> list[Post]:
    return hostile_posts(profile)


@pytest.fixture(scope="session")
def signs(profile: SiteProfile) -> dict[str, Post]:
    return sign_posts(profile)


@pytest.fixture(scope="session")
def jekyll_pages(
    tmp_path_factory: pytest.TempPathFactory, posts: list[Post], signs: dict[str, Post]
) -> dict[str, str]:
    root = tmp_path_factory.mktemp("jekyll")
    write_posts(root / "source" / "_posts", [*posts, *signs.values()])
    build_jekyll(root / "source", root / "site")
    return pages(root / "site")


@pytest.fixture(scope="session")
def hugo_pages(
    tmp_path_factory: pytest.TempPathFactory, posts: list[Post], signs: dict[str, Post]
) -> dict[str, str]:
    root = tmp_path_factory.mktemp("hugo")
    write_posts(root / "posts", [*posts, *signs.values()])
    build_hugo(root / "source", root / "site", root / "posts")
    return pages(root / "site")
