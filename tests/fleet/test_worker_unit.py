"""The unit of workers is one that systemd takes, and what it starts is a worker."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from newsarchive.exceptions import Exit
from newsarchive.operations.installing.worker_unit import NAME, worker_unit
from tests.e2e.crawling import ROOT, Crawl, python
from tests.e2e.test_schedule_command import ODD, analyze, by_systemd

INSTANCE = NAME.replace("@", "@1")


def written(where: Path, **more: object) -> Path:
    """The unit of a Python in a folder that is there, as its instance 1."""
    where.mkdir()
    (where / "python").symlink_to(sys.executable)
    found = worker_unit(where / "python", contact="mailto:me@example.org?subject=100%", **more)  # type: ignore[arg-type]
    assert found.keys() == {NAME}
    path = where.parent / INSTANCE
    path.write_text(found[NAME], encoding="utf-8")
    return path


@by_systemd
@pytest.mark.parametrize("name", ODD)
def test_the_unit_is_what_systemd_takes(tmp_path: Path, name: str) -> None:
    assert analyze("verify", written(tmp_path / name)) == ""


@by_systemd
def test_where_a_folder_is_the_object_storage_somebody_owns_it(tmp_path: Path) -> None:
    unit = written(tmp_path / "a", user="root", folder=Path("/srv/a news"))
    assert analyze("verify", unit) == ""
    text = unit.read_text(encoding="utf-8")
    assert 'User=root\nReadWritePaths="/srv/a news"\n' in text
    assert "DynamicUser" not in text


@by_systemd
def test_it_is_hardened(tmp_path: Path) -> None:
    said = analyze("security", "--offline=yes", "--no-pager", written(tmp_path / "a"))
    exposure = re.search(rf"exposure level for {re.escape(INSTANCE)}: ([0-9.]+)", said)
    assert exposure, said
    assert float(exposure[1]) < 3


def test_no_secret_is_in_it(tmp_path: Path) -> None:
    text = written(tmp_path / "a").read_text(encoding="utf-8")
    assert "LoadCredential=database:/etc/newsarchive/database\n" in text
    assert "Environment=NEWSARCHIVE_DATABASE_FILE=%d/database\n" in text
    assert re.search(r'^ExecStart="\S+/python" "-m" "newsarchive" "worker"$', text, re.MULTILINE)


def schedule(folder: Path, *arguments: str, store: str = "s3://bucket/news") -> Crawl:
    more = {"NEWSARCHIVE_DATABASE": "postgresql://news:s3cret@db.example/news", "NEWSARCHIVE_STORE": store}
    return python("-m", "newsarchive", "schedule", *arguments, proxy=None, output=folder, cwd=ROOT, more=more)


def test_schedule_writes_it_where_there_is_a_fleet(tmp_path: Path) -> None:
    done = schedule(tmp_path, "--systemd", "--to", str(tmp_path / "to"))
    assert done.code == 0, done.err
    (path,) = (tmp_path / "to").iterdir()
    text = path.read_text(encoding="utf-8")
    assert path.name == NAME
    assert "DynamicUser=yes" in text
    assert "s3cret" not in text + done.out + done.err
    assert f"systemctl enable --now {INSTANCE}" in done.err
    assert "NEWSARCHIVE_CONTACT is not set" in done.err
    kept = schedule(tmp_path, "--systemd", store="file:///srv/news")
    assert 'ReadWritePaths="/srv/news"' in kept.out


@pytest.mark.parametrize("arguments", [["--cron"], ["--github-actions"], ["--systemd", "finews"]])
def test_nothing_else_is_for_a_fleet(tmp_path: Path, arguments: list[str]) -> None:
    done = schedule(tmp_path, *arguments)
    assert (done.code, done.out) == (64, "")
    assert "of a fleet there are units for workers" in done.err


def test_what_it_starts_is_a_worker_wherever_that_is_started(tmp_path: Path) -> None:
    """A checkout is not installed, and the unit's own folder is another one."""
    text = schedule(tmp_path, "--systemd").out
    command = shlex.split(re.search(r"^ExecStart=(.+)$", text, re.MULTILINE)[1])  # type: ignore[index]
    (path,) = re.findall(r'^Environment="PYTHONPATH=(.+)"$', text, re.MULTILINE)
    environment = {"PYTHONPATH": path, "NEWSARCHIVE_DATABASE": "postgresql://w@127.0.0.1:1/f"}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr[:36]) == (Exit.USAGE, "a fleet needs NEWSARCHIVE_STORE=… or")
