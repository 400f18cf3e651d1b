"""What ``schedule`` writes is checked by the tools that it is for; what it starts is started."""

import re
import shlex
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from itertools import islice, pairwise
from pathlib import Path

import pytest
import yaml
from cronsim import CronSim

from newsarchive.demo.responses import PLAIN, Response, page, refusal
from newsarchive.demo.server import Asked, serving
from newsarchive.operations.installing.crontab import crontab
from newsarchive.operations.installing.installation import Installation
from newsarchive.operations.installing.systemd import units
from newsarchive.operations.installing.workflow import workflow
from tests.e2e.crawling import ROOT, Crawl, python, scrapy

ANALYZE = shutil.which("systemd-analyze")
by_systemd = pytest.mark.skipif(not ANALYZE, reason="systemd-analyze is not installed")
ODD = ["plain", "two words", "100% $HOME", "quoted \"so\" \\ and 'so'", "新闻 – été", "a;b&c|d"]


def installation(folder: Path, **more: object) -> Installation:
    """One in a folder that is there, with a Python in it."""
    folder.mkdir()
    python = folder / "python"
    python.symlink_to(sys.executable)
    said = {
        "python": python, "folder": folder, "output": folder / "output", "profiles": folder / "profiles",
        "contact": "mailto:me@example.org?subject=100%", "user": "root", "sites": ("a.example", "b"), **more,
    }  # fmt: skip
    return Installation(**said)  # type: ignore[arg-type]


def analyze(*arguments: str | Path) -> str:
    """What systemd-analyze says; nothing where all is well."""
    assert ANALYZE
    done = subprocess.run([ANALYZE, *arguments], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@by_systemd
@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("renders", [False, True])
def test_units_are_what_systemd_takes(tmp_path: Path, name: str, renders: bool) -> None:
    found = units(installation(tmp_path / name, renders=renders, copies=(Path("/mnt/other disk"),)))
    folder = tmp_path / "units"
    folder.mkdir()
    for unit, text in found.items():
        (folder / unit).write_text(text, encoding="utf-8")
    assert analyze("verify", *(folder / unit for unit in found)) == ""


@by_systemd
def test_a_mistake_in_a_unit_is_seen(tmp_path: Path) -> None:
    text = units(installation(tmp_path / "a"))["newsarchive.service"]
    wrong = tmp_path / "newsarchive.service"
    wrong.write_text(text.replace("ProtectSystem=strict", "ProtectSytem=strict"), encoding="utf-8")
    assert "ProtectSytem" in analyze("verify", wrong)


@by_systemd
def test_the_daemons_unit_is_hardened(tmp_path: Path) -> None:
    unit = tmp_path / "newsarchive.service"
    unit.write_text(units(installation(tmp_path / "a"))[unit.name], encoding="utf-8")
    said = analyze("security", "--offline=yes", "--no-pager", unit)
    exposure = re.search(r"exposure level for newsarchive\.service: ([0-9.]+)", said)
    assert exposure
    assert float(exposure[1]) < 3


@by_systemd
def test_the_timers_times_are_four_an_hour(tmp_path: Path) -> None:
    timer = units(installation(tmp_path / "a"))["newsarchive-run.timer"]
    assert "Persistent=true" in timer
    assert "RandomizedDelaySec=" in timer
    found = re.search(r"OnCalendar=(.+)", timer)
    assert found
    said = analyze("calendar", "--iterations=4", "--base-time=2026-05-06 12:00:00 UTC", found[1])
    hours = re.findall(r"2026-05-06 12:(\d\d):00 UTC", said)
    assert len(set(hours)) == 4


@pytest.mark.parametrize("name", ODD)
def test_a_crontabs_line_is_read_as_it_is_meant(tmp_path: Path, name: str) -> None:
    """By a parser of cron expressions, and by the shell, with the escapes of cron taken off."""
    found = installation(tmp_path / name)
    comment, line = crontab(found).splitlines()
    assert comment.startswith("#")
    times, command = " ".join(line.split(" ", 5)[:5]), line.split(" ", 5)[5]
    assert gaps(times) == {timedelta(minutes=15)}
    assert not re.search(r"(?<!\\)%", command), "for cron it would end the command"
    words = shlex.split(command.replace("\\%", "%"))
    assert words[:3] == ["cd", str(found.folder), "&&"]
    assert f"NEWSARCHIVE_CONTACT={found.contact}" in words
    assert words[6:] == [
        str(found.python), "-m", "newsarchive", "archive", "--due", "--line", "-L", "ERROR", "a.example", "b",
        f">>{found.output.parent / 'newsarchive.log'}", "2>&1",
    ]  # fmt: skip


def gaps(expression: str) -> set[timedelta]:
    """The times between one that a cron expression names and the next, for half a day."""
    it = CronSim(expression, datetime(2026, 5, 6, 11, 59, tzinfo=UTC))
    return {late - early for early, late in pairwise(islice(it, 24))}


def test_the_workflow_is_one_by_githubs_schema(tmp_path: Path) -> None:
    path = tmp_path / "newsarchive.yml"
    path.write_text(workflow(installation(tmp_path / "a")), encoding="utf-8")
    assert check(path) == 0
    said = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert said["permissions"] == {"contents": "write"}
    # YAML 1.1 takes the key `on` for true.
    assert gaps(said[True]["schedule"][0]["cron"]) == {timedelta(minutes=30)}
    scripts = [step["run"] for step in said["jobs"]["archive"]["steps"] if "run" in step]
    for script in scripts:
        assert subprocess.run(["bash", "-n"], input=script, text=True, check=False).returncode == 0
    path.write_text(path.read_text(encoding="utf-8").replace("runs-on", "run-on"), encoding="utf-8")
    assert check(path) == 1, "or the check sees nothing"


def check(path: Path) -> int:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", path]
    return subprocess.run(command, capture_output=True, check=False, timeout=60).returncode


def schedule(output: Path, *arguments: str) -> Crawl:
    command = ["-m", "scrapy", "schedule", *arguments]
    return python(*command, proxy=None, output=output, cwd=ROOT, more={})


@pytest.mark.parametrize(
    ("option", "names"),
    [
        ("--systemd", ["newsarchive-run.service", "newsarchive-run.timer", "newsarchive.service"]),
        ("--cron", ["crontab"]),
        ("--github-actions", ["newsarchive.yml"]),
    ],
)
def test_the_command_prints_or_writes_and_says_how_to_install(
    tmp_path: Path, option: str, names: list[str]
) -> None:
    printed = schedule(tmp_path, option, "finews")
    assert printed.code == 0
    assert printed.err.startswith("install: ")
    assert printed.err.count("\n") == 1 + (option != "--github-actions"), "GitHub knows whose a repository is"
    assert ("NEWSARCHIVE_CONTACT is not set" in printed.err) == (option != "--github-actions")
    written = schedule(tmp_path, option, "--to", str(tmp_path / "to"), "finews")
    files = sorted((tmp_path / "to").iterdir())
    assert [path.name for path in files] == names
    assert all(path.read_text(encoding="utf-8") in printed.out for path in files)
    assert str(tmp_path / "to") in written.err
    again = schedule(tmp_path, option, "--to", str(tmp_path / "to"), "finews")
    assert (again.code, "is there already" in again.err) == (64, True)


def test_with_a_contact_there_is_nothing_to_say_of_it(tmp_path: Path) -> None:
    command = ["-m", "scrapy", "schedule", "--cron", "finews"]
    reachable = {"NEWSARCHIVE_CONTACT": "mailto:desk@heron-gazette.example"}
    done = python(*command, proxy=None, output=tmp_path, cwd=ROOT, more=reachable)
    assert "mailto:desk@heron-gazette.example" in done.out
    assert done.err.startswith("install: ")
    assert done.err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["finews"], "give one of --systemd"),
        (["--cron", "--systemd", "finews"], "give one of --systemd"),
        (["--cron"], "no archive yet"),
        (["--cron", "finew"], "finews"),
        (["--cron", "--every", "finews"], "--every"),
    ],
)
def test_what_is_typed_wrong(tmp_path: Path, arguments: list[str], told: str) -> None:
    done = schedule(tmp_path, *arguments)
    assert (done.code, done.out) == (64, "")
    assert told in done.err
    assert "Traceback" not in done.err


class Harbour:
    """A site of two articles, and the requests that it had."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def answer(self, asked: Asked) -> Response:
        self.asked.append(asked.target)
        if asked.target == "/robots.txt":
            return page("User-agent: *\nAllow: /\n", content_type=PLAIN)
        if asked.target == "/":
            return page('<a href="/1.html">One</a><a href="/2.html">Two</a>')
        if asked.target in {"/1.html", "/2.html"}:
            text = "<p>The new quay was opened by the mayor, who praised its neighbours' patience.</p>" * 6
            return page(f"<h1>Ship {asked.target}</h1><time>2026-05-01 10:00</time><article>{text}</article>")
        return refusal(404, "not here")


PROFILE = """\
name: harbour
home: {home}
zone: Europe/Lisbon
discovery: {{listings: {home}, links: a, sections: nav a, automatic: false}}
article: {{id: '/(\\d+)\\.html', title: h1, date: time, body: article}}
category: {{fallback: harbour}}
politeness: {{delay: 0}}
{more}
"""


@pytest.mark.parametrize("more", ["", "schedule: {every: 30m}", 'schedule: {cron: "0 0 29 2 *"}'])
def test_a_timers_runs_archive_the_sites_whose_turn_it_is(tmp_path: Path, more: str) -> None:
    profiles, site = tmp_path / "profiles", Harbour()
    profiles.mkdir()
    with serving(site.answer) as address:
        profile = profiles / "harbour.yml"
        profile.write_text(PROFILE.format(home=f"{address}/", more=more), encoding="utf-8")

        def run(*arguments: str) -> Crawl:
            environment = {"NEWSARCHIVE_PROFILES": str(profiles)}
            return scrapy(
                "archive", *arguments, "harbour", proxy=None, output=tmp_path / "output", more=environment
            )

        first = run(*([] if "cron" in more else ["--due"]), "--line", "-L", "ERROR")
        assert first.code == 0, first.err
        assert re.fullmatch(
            r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[+-]\d\d:\d\d harbour complete: 2 stored; \d+\.\d s\n", first.out
        ), first.out
        site.asked.clear()
        second = run("--due", "--line", "-L", "ERROR")
        assert (second.code, second.out, second.err, site.asked) == (0, "", "", [])
        third = run("--line")
        assert re.search(r" harbour complete: nothing new; ", third.out)
        assert site.asked == ["/robots.txt", "/"]
        profile.write_text("name: harbour\nhome: nowhere\n", encoding="utf-8")
        wrong = run("--due", "--line")
        assert wrong.code == 78
        assert "Traceback" not in wrong.out + wrong.err


def test_every_promise_of_the_readme_is_an_option() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    options = re.findall(r"`?(?:newsarchive|scrapy) schedule ([^`\n]+)", text)
    assert options
    assert {word for line in options for word in line.split() if word.startswith("--")} <= {
        "--systemd", "--cron", "--github-actions", "--to",
    }  # fmt: skip
