"""Every kind of site, every loss: what comes back is what ``docs/operations.md`` says, nothing twice."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.covering import covering, name_of
from tests.e2e.crawling import ROOT
from tests.e2e.recovering import LOSSES, State, lose_catalog, lose_originals, recover, state_of
from tests.every_site import EVERY_SITE, Site, serving

Archived = tuple[str, Site, Path]
_KEYS = {"layout", "title", "date", "categories", "tags"}
_ALL = ["posts", "fields", "revisions", "quarantine", "gone", "originals"]


@cache
def table() -> dict[tuple[str, str], str]:
    """What the documentation says, by kind of site and loss."""
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    lines = re.findall(
        r"^\|(.*)\|$", text.partition("<!-- recovery -->")[2].partition("\n\n")[0], re.MULTILINE
    )
    head, _, *rows = ([cell.strip() for cell in line.split("|")] for line in lines)
    return {(row[0], loss): said for row in rows for loss, said in zip(head[1:], row[1:], strict=True)}


# What follows the loss of originals and catalog differs most between sites.
LOST = covering(
    EVERY_SITE,
    LOSSES,
    {
        "eastmoney": "a post, originals",
        "guardian": "catalog",
        "n-tv": "originals, catalog",
        "no-originals": "a post, catalog",
        "rendered": "originals, catalog",
    },
    quick=("guardian", "catalog"),
)
BEGUN = covering(
    EVERY_SITE,
    ["posts alone", "adopted", "first format"],
    {
        "eastmoney": "posts alone",
        "guardian": "adopted",
        "n-tv": "first format",
        "no-originals": "adopted",
        "rendered": "adopted",
    },
    quick=("", ""),
)


def of(begun: str) -> list[Any]:
    """The sites whose archive is begun anew in this way."""
    return [pytest.param(one.values[0], marks=one.marks) for one in BEGUN if one.values[1] == begun]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Archived]]:
    """Makes the archive of each kind of site once; all sites are there until the last test."""
    with ExitStack() as stack:
        yield cache(lambda kind: archive_of(kind, tmp_path_factory.mktemp(kind), stack))


@pytest.fixture
def archived(made: Callable[[str], Archived], kind: str) -> Archived:
    return made(kind)


def archive_of(kind: str, folder: Path, stack: ExitStack) -> Archived:
    """A site, and its archive after two days: an article was edited, another withdrawn, one is no article."""
    site = stack.enter_context(serving(kind, folder))
    output = folder / "output"
    output.mkdir()
    first = site.archive(output)
    assert first.code == 3, first.out + first.err
    site.a_day_later()
    later = site.archive(output, "-a", "recheck=all")
    assert later.code == 0, later.out + later.err
    state = state_of(output / site.name)
    assert (state.revisions, len(state.gone)) == (1, 1)
    assert state.quarantined
    return kind, site, output


def copied(output: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(output, tmp_path / "output"))


@pytest.mark.parametrize(("kind", "loss"), LOST)
def test_what_comes_back_is_what_is_written(archived: Archived, loss: str, tmp_path: Path) -> None:
    kind, site, output = archived
    before, output = state_of(output / site.name), copied(output, tmp_path)
    for lose in LOSSES[loss]:
        lose(output / site.name)
    code = recover(site, output)
    assert code in ({2} if loss == "a post, catalog" else {0, 3}), "its site does not give it again"
    now = state_of(output / site.name)
    lost = [word for word in _ALL if word not in before.back(now)]
    assert table()[kind, loss] == (f"not {', '.join(lost)}" if lost else "all")
    assert now.posts.items() <= before.posts.items()


@pytest.mark.parametrize("kind", of("posts alone"))
def test_from_posts_alone_every_article_is_asked_for_again_and_none_is_stored_twice(
    archived: Archived, tmp_path: Path
) -> None:
    _, site, output = archived
    before, output = state_of(output / site.name), copied(output, tmp_path)
    lose_originals(output / site.name)
    lose_catalog(output / site.name)
    recover(site, output, "-a", "recheck=all")
    now = state_of(output / site.name)
    assert now.posts == before.posts
    assert (now.quarantined, now.gone, now.revisions) == (before.quarantined, before.gone, 0)


@pytest.mark.parametrize("kind", of("adopted"))
def test_an_archive_is_begun_anew_by_adopting_its_posts(archived: Archived, tmp_path: Path) -> None:
    _, site, output = archived
    before = state_of(output / site.name)
    now = adopted(site, output / site.name / "_posts", tmp_path, output / site.name / "_archive" / "site.yml")
    assert now.posts == before.posts


@pytest.mark.parametrize("kind", of("first format"))
def test_posts_in_the_first_sources_format_are_adopted(archived: Archived, tmp_path: Path) -> None:
    _, site, output = archived
    before = state_of(output / site.name)
    folder = tmp_path / "theirs"
    folder.mkdir()
    for name, post in before.posts.items():
        (folder / name).write_bytes(in_the_first_sources_format(post))
    now = adopted(site, folder, tmp_path, output / site.name / "_archive" / "site.yml")
    assert now.posts.keys() == before.posts.keys()


def adopted(site: Site, folder: Path, tmp_path: Path, own_profile: Path) -> State:
    """What adopting these posts makes, and that the next run stores none of them again."""
    output = tmp_path / "anew"
    if own_profile.exists():
        (output / site.name / "_archive").mkdir(parents=True)
        shutil.copy(own_profile, output / site.name / "_archive")
    adopt, verify, run, verify_again = site.run_all(
        output, ["adopt", str(folder), "--site", site.name], ["verify", site.name],
        ["archive", site.name], ["verify", site.name],
    )  # fmt: skip
    assert (adopt.code, verify.code, verify_again.code) == (0, 0, 0), adopt.out
    assert run.code in {0, 3}, run.out
    return state_of(output / site.name)


def in_the_first_sources_format(post: bytes) -> bytes:
    """Without the keys that its posts do not have, and with a footer."""
    head, _, rest = post.decode().removeprefix("---\n").partition("\n---\n")
    keys = "\n".join(line for line in head.split("\n") if line.split(":")[0] in _KEYS)
    footer = rest if rest.rstrip().endswith(")") else f"{rest.rstrip()}\n\n[返回首页](//a.example/)"
    return f"---\n{keys}\n---\n{footer}".encode()


@pytest.mark.long
def test_a_site_without_profile_whose_profile_is_lost_with_the_catalog(tmp_path: Path) -> None:
    """What refuses to run says what to do, and that can be done."""
    with serving("no-profile", tmp_path) as site:
        output = tmp_path / "output"
        assert site.archive(output).code == 3
        before = state_of(output / site.name)
        lose_catalog(output / site.name)
        (output / site.name / "_archive" / "site.yml").unlink()
        refused = site.run(output, *("archive", *site.begin))
        assert refused.code == 74
        assert f"scrapy verify {site.name} --rebuild" in refused.out
        recover(site, output)
        assert state_of(output / site.name).posts == before.posts


def test_the_table_has_a_row_for_every_kind_of_site() -> None:
    assert {kind for kind, _ in table()} == {name_of(kind) for kind in EVERY_SITE}
    assert {loss for _, loss in table()} == set(LOSSES)
