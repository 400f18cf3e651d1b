"""A worker's first start from the wheel: what docs/fleet.md says to type, and nothing else."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsarchive.demo.running import running_demo_site
from tests.fleet.cluster import Cluster, running_cluster
from tests.installed.environment import GUARD, ROOT, Installed, build_wheel, source_tree

pytestmark = [pytest.mark.installed, pytest.mark.long, pytest.mark.soak]
DOCS = (ROOT / "docs" / "fleet.md").read_text(encoding="utf-8")
FIRST = DOCS[DOCS.index("## The first start") : DOCS.index("## Units for systemd")]
TYPED = re.findall(r"^# newsarchive (.+)$", FIRST, re.MULTILINE)
EXPORTED = dict(re.findall(r"(NEWSARCHIVE_\w+)=(\S+)", FIRST))


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel, beside what the extra brings here."""
    folder = tmp_path_factory.mktemp("fleet")
    source = source_tree(folder / "source")
    wheel = build_wheel(Path(sys.executable), source, folder / "dist")
    return Installed.make(folder / "opt", Path(sys.prefix), wheel)


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """A server with the login and the database that the document has made."""
    assert "createuser --createrole --pwprompt newsarchive" in FIRST
    assert "createdb --owner newsarchive newsarchive" in FIRST
    with running_cluster() as made:
        made.execute("CREATE ROLE newsarchive LOGIN CREATEROLE")
        made.execute("CREATE DATABASE newsarchive OWNER newsarchive")
        yield made


@pytest.fixture
def environment(cluster: Cluster, tmp_path: Path) -> dict[str, str]:
    """What the document exports, with the files of secrets that it has made."""
    written = {"database": cluster.url("newsarchive", "newsarchive"), "store": f"file://{tmp_path}/store"}
    (tmp_path / "etc").mkdir()
    (tmp_path / "store").mkdir()
    for name, text in written.items():
        (tmp_path / "etc" / name).touch(mode=0o600)
        (tmp_path / "etc" / name).write_text(f"{text}\n")
    return {name: value.replace("/etc/newsarchive/", f"{tmp_path}/etc/") for name, value in EXPORTED.items()}


def test_a_first_start_takes_what_the_document_says(
    installed: Installed, environment: dict[str, str], tmp_path: Path
) -> None:
    work = tmp_path / "work"
    work.mkdir()
    assert environment.keys() == {
        "NEWSARCHIVE_DATABASE_FILE", "NEWSARCHIVE_STORE_FILE", "NEWSARCHIVE_CONTACT",
    }  # fmt: skip
    assert [line.split()[0] for line in TYPED] == ["fleet", "fleet", "worker", "schedule", "fleet"]
    init, add, worker, schedule, status = (
        line.replace(" profiles/*.yml", "").replace("/etc/systemd/system", str(tmp_path / "units")).split()
        for line in TYPED
    )
    with running_demo_site(12, bad_records=False) as proxy:

        def typed(words: list[str]) -> str:
            done = installed.newsarchive(*words, cwd=work, proxy=proxy, **environment)
            assert done.returncode == 0, done.stdout + done.stderr
            return done.stdout

        typed(init)
        typed(add)
        program = installed.folder / "bin" / "newsarchive"
        own = {name: text for name, text in os.environ.items() if not name.startswith("NEWSARCHIVE")}
        serving = subprocess.Popen(
            [program, *worker, "-s", "DOWNLOAD_DELAY=0"], cwd=work, stdout=subprocess.PIPE, text=True,
            env=own | environment | {"http_proxy": proxy, "no_proxy": "", "PYTHONPATH": str(GUARD)},
        )  # fmt: skip
        try:
            assert serving.stdout
            lines = [serving.stdout.readline() for _ in range(2)]
            assert "working for" in lines[0]
            assert re.search(r" finews complete: \d+ stored; ", lines[1])
            name = re.search(r" as (\S+),", lines[0])
            assert name
            assert name[1] in typed(status)
            assert "finews" in typed(["status"])
            assert "nothing wrong" in typed(["verify"])
            typed(["fleet", "drain", name[1]])
            assert serving.wait(timeout=60) == 0
        finally:
            serving.kill()
            serving.wait()
            if serving.stdout:
                serving.stdout.close()
        typed(schedule)
    (unit,) = (tmp_path / "units").iterdir()
    assert f'ExecStart="{installed.folder}/bin/python" "-m" "newsarchive" "worker"' in unit.read_text()
    if tool := shutil.which("systemd-analyze"):
        instance = unit.rename(unit.with_name(unit.name.replace("@", "@1")))
        done = subprocess.run([tool, "verify", instance], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
    assert list(work.iterdir()) == []
