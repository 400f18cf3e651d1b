"""What `fleet sites`, `fleet status` and `list` show: of a fleet with no site and with a thousand."""

import json
from datetime import UTC, datetime
from itertools import chain

import psycopg
import pytest

from newsarchive.exceptions import ArgumentError, Exit
from newsarchive.fleet.keeper import Fleet
from newsarchive.fleet.moving.fleet_side import take_back
from newsarchive.fleet.sites import (
    SiteState,
    add_site,
    detail_of,
    set_profile,
    set_state,
    sites_of,
)
from tests.fleet.fleets import PROFILE
from tests.fleet.typed import Type, table, told

_AT = datetime(2026, 11, 29, 10, tzinfo=UTC)
_HERE = "machine:/srv/news/two"
_AWAY = {
    SiteState.GONE: (
        f"the archive of two was moved from the fleet to {_HERE}, 2026-11-29T10:00:00+00:00; there"
        " with NEWSARCHIVE_OUTPUT=/srv/news `newsarchive move two --to fleet` brings it back"
    ),
    SiteState.ARRIVING: (
        f"the archive of two is on its way to the fleet from {_HERE}, 2026-11-29T10:00:00+00:00; there"
        " with NEWSARCHIVE_OUTPUT=/srv/news `newsarchive move two --to fleet` goes on,"
        " `newsarchive move two --to /srv/news` takes it back"
    ),
    SiteState.LEAVING: (
        f"the archive of two is on its way from the fleet to {_HERE}, 2026-11-29T10:00:00+00:00; there"
        " `newsarchive move two --to /srv/news` goes on, `newsarchive fleet sites resume two` takes it back"
    ),
}


def set_away(fleet: Fleet, state: SiteState) -> None:
    with fleet.engine.begin() as connection:
        set_profile(connection, "two", f"name: two\n{PROFILE.format(name='two')}")
        set_state(connection, "two", state, detail_of(_HERE, _AT, "00ff"))


@pytest.mark.parametrize("state", _AWAY)
def test_a_site_that_moves_is_listed_with_where_it_is(typing: Type, fleet: Fleet, state: SiteState) -> None:
    set_away(fleet, state)
    one, two, *more = table(typing("fleet", "sites"))[1:]
    assert (one[:2], two[:2]) == (
        ["one", "active"], ["two", "moved" if state is SiteState.GONE else state],
    )  # fmt: skip
    way = "from" if state is SiteState.ARRIVING else "to"
    assert "".join([*two[3:], *chain.from_iterable(more)]).startswith(f"{way}{_HERE},2026-11-29")
    (said,) = [json.loads(line) for line in told(typing("fleet", "sites", "--json")).splitlines()][1:]
    assert (said["state"], said["detail"].partition(",")[0]) == (state, _HERE)
    shown = " ".join(told(typing("fleet", "status")).split())
    assert (_AWAY[state].replace(" ", "") in shown.replace(" ", "")) == (state is not SiteState.GONE)


@pytest.mark.parametrize("state", _AWAY)
def test_the_error_of_one_that_moves_says_what_to_type(typing: Type, fleet: Fleet, state: SiteState) -> None:
    set_away(fleet, state)
    code = Exit.BUSY if state is SiteState.LEAVING else Exit.USAGE
    assert _AWAY[state] in told(typing("verify", "two"), code)
    for verb in ("pause", *(["resume"] if state is not SiteState.LEAVING else [])):  # that takes it back
        assert _AWAY[state] in told(typing("fleet", "sites", verb, "two"), Exit.USAGE)


def test_list_shows_what_the_fleet_has(typing: Type, fleet: Fleet) -> None:
    assert told(typing("list")) == "one\ntwo\n"
    set_away(fleet, SiteState.GONE)
    assert told(typing("list")) == "one\n"
    bundled = told(typing("list", "--bundled")).split()
    assert {"finews", "guardian"} < set(bundled)
    assert "one" not in bundled
    assert "`newsarchive list --bundled` shows all" in told(typing("fleet", "sites", "add", "x"), Exit.USAGE)


@pytest.mark.parametrize("words", ["status", "verify", "archive", "find x --site", "fleet sites pause"])
def test_a_name_that_is_mistyped_is_looked_for_among_the_fleets(
    typing: Type, fleet: Fleet, words: str
) -> None:
    with fleet.engine.begin() as connection:
        add_site(connection, "harbour-herald", PROFILE.format(name="herald"))
    said = told(typing(*words.split(), "harbor-herald"), Exit.USAGE)
    assert "did you mean harbour-herald? " in said
    assert "`newsarchive fleet sites` lists them" in said
    for bundled in ("finews", "guardain"):
        assert "guardian" not in told(typing(*words.split(), bundled), Exit.USAGE)


@pytest.mark.usefixtures("fleet")
def test_status_and_why_know_no_bundled_profile(typing: Type) -> None:
    assert [line[0] for line in table(typing("status"))] == ["site", "one", "two"]
    ended = typing("why", "https://www.theguardian.com/world")
    assert "guardian.com/world was never shown to one" in ended.out
    assert "to guardian" not in ended.out


def test_long_and_wide_names_fit_a_terminal(typing: Type, fleet: Fleet, fleet_database: str) -> None:
    long, wide = "harbour-herald-of-the-northern-and-southern-ferry-companies.x", "上饶日报新闻" * 6
    with fleet.engine.begin() as connection:
        for name in (long, wide):
            add_site(connection, name, PROFILE.format(name="some"))
    with psycopg.connect(fleet_database) as connection:
        connection.execute(
            "INSERT INTO fleet.worker (name, host, pid, sites, version, draining) VALUES"
            " (repeat('a-machine-of-many.example', 3) || ':123456', 'a', 1, 32, '1', true)"
        )
        connection.execute(
            "UPDATE fleet.lease SET worker = repeat('b.example', 7), until = clock_timestamp() + '1 h'"
        )
        connection.execute("UPDATE fleet.site SET detail = 'it asked us to ' || name, state = 'paused'")
    for words in (("fleet", "sites"), ("fleet", "status")):
        lines = told(typing(*words)).splitlines()
        assert max(map(columns, lines)) <= 80, lines
        shown = "".join("".join(lines).split())
        for name in (long, wide):
            assert name[:20] in shown.replace("─", "")
    (heading,) = [line for line in told(typing("fleet", "sites")).splitlines() if line.startswith("site")]
    assert heading.split() == ["site", "state", "shard", "next", "run", "at", "work"]


def columns(line: str) -> int:
    """How many columns of a terminal a line takes."""
    return sum(1 + ("\u2e80" <= sign <= "\uffef") for sign in line)


@pytest.mark.long
def test_a_thousand_sites_are_a_line_each(typing: Type, fleet: Fleet) -> None:
    with fleet.engine.begin() as connection:
        for number in range(1000):
            add_site(connection, f"site-{number:04}.example", PROFILE.format(name="some"))
    lines = table(typing("fleet", "sites"))
    assert len(lines) == 1003
    assert {line[-1] for line in lines[1:]} == {"due"}
    assert len(told(typing("list")).split()) == 1002
    assert len(table(typing("fleet", "status"))) < 10


def test_what_became_another_state_meanwhile_is_not_overwritten(fleet: Fleet) -> None:
    """Else folder and fleet would both have the archive."""
    set_away(fleet, SiteState.GONE)
    with pytest.raises(ArgumentError, match="was moved from the fleet to"):
        take_back(fleet, "two")
    with fleet.transaction() as connection:
        assert not set_state(connection, "two", SiteState.ACTIVE, before=SiteState.LEAVING)
        assert not set_state(connection, "two", SiteState.PAUSED, before=SiteState.ACTIVE)
        assert set_state(connection, "one", SiteState.PAUSED, before=SiteState.ACTIVE)
        found = {site.name: site.state for site in sites_of(connection)}
    assert found == {"one": SiteState.PAUSED, "two": SiteState.GONE}
