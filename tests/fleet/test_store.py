"""The store does on PostgreSQL what it does on SQLite: its own tests are walked with both."""

import subprocess
import sys

import pytest

from tests.e2e.crawling import ROOT

# Of what each test file asks of files: the catalog's own, and the originals', which are in a storage.
IN_FILES = (
    "newer_version", "posts_without_a_catalog", "damaged", "looking_costs", "does_not_state",
    "found_and_made_one", "crash_left_is_removed", "rebuil", "takes_every_address", "of_many_the_first",
    "no_byte", "stays_away", "second_time", "scrubbed_later", "killed_at_any_moment", "is_sound_after",
    "copies", "writes_none", "asked_along", "kept_with_what_is_new_alone",
    "no_post_shows_are_not_kept", "nobody_leads_to_any_more", "outage_of_twelve_hours",
    "cannot_be_read_is_told", "a_folder_is_looked_into",
)  # fmt: skip
OFTEN = ("asks", "sightings", "edit_habits")
SELDOM = (
    "archive", "article_fields", "completeness", "counting_edits", "doubles", "forgetting", "frontier",
    "further_address", "health", "illustrated_articles", "intake", "known_pictures", "notices",
    "said_changed", "stand_ins", "trace", "unread",
)  # fmt: skip


@pytest.mark.parametrize(
    "names", [OFTEN, *(pytest.param((name,), marks=pytest.mark.soak) for name in SELDOM)], ids="-".join
)
def test_the_store_on_a_fleet(names: tuple[str, ...]) -> None:
    files = [f"tests/unit/test_{name}.py" for name in names]
    left_out = " or ".join(IN_FILES)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "tests.fleet.on_fleet",
        "-q",
        "-n0",
        "-k",
        f"not ({left_out})",
    ]
    done = subprocess.run(
        [*command, "--no-header", *files], cwd=ROOT, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
