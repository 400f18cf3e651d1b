"""requirements/install.py with a real pip and two tiny packages, from a folder instead of an index."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SCRIPT = ROOT / "requirements" / "install.py"
pytestmark = pytest.mark.long


class Checkout:
    """A checkout whose locks pin tiny packages; it lies in a folder with a space in its name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.wheels = folder / "wheels"
        self.wheels.mkdir(parents=True)
        self.locks = folder / "requirements"
        self.locks.mkdir()
        shutil.copy(SCRIPT, self.locks)
        shutil.copy(ROOT / "Makefile", folder)
        self.lock("build.txt", self.wheel("tool"))
        self.lock("run.txt", self.wheel("runs"))
        self.lock("dev.txt", self.wheel("runs"), self.wheel("develops", requires="runs"))

    def wheel(self, name: str, version: str = "1.0", requires: str = "") -> str:
        """Put a wheel among those that there are, and give its line for a lock."""
        path = self.wheels / f"{name}-{version}-py3-none-any.whl"
        info = f"{name}-{version}.dist-info"
        metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(f"{name}.py", f"VERSION = {version!r}\n")
            archive.writestr(
                f"{info}/METADATA", metadata + (f"Requires-Dist: {requires}\n" if requires else "")
            )
            archive.writestr(
                f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
            )
            archive.writestr(f"{info}/RECORD", "")
        return f"{name}=={version} \\\n    --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"

    def lock(self, name: str, *lines: str) -> None:
        (self.locks / name).write_text("".join(lines), encoding="utf-8")

    def run(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return self.command(sys.executable, "-I", "requirements/install.py", *arguments, **variables)

    def command(self, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
        # Of this machine's configuration nothing counts, nor of the make that runs the tests.
        ours = re.compile(r"PIP_.*|MAKE.*|MFLAGS|PYTHON")
        machine = {name: value for name, value in os.environ.items() if not ours.fullmatch(name)}
        pip = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": self.wheels.as_uri(), "PIP_CONFIG_FILE": os.devnull}
        if "PIP_CONFIG_FILE" in variables:
            pip = {}  # the file says where the wheels are
        return subprocess.run(
            command,
            cwd=self.folder,
            env=machine | pip | variables,
            capture_output=True,
            text=True,
            check=False,
        )

    def install(self, *locks: str, **variables: str) -> bool:
        """Whether there was something to do; it was done then."""
        done = self.run(".venv", *locks, **variables)
        assert done.returncode == 0, done.stdout + done.stderr
        return "Setting up .venv" in done.stdout

    def has(self, module: str) -> str:
        """The version of a package in the environment; empty if it is not there."""
        command = [str(self.folder / ".venv/bin/python"), "-c", f"import {module}; print({module}.VERSION)"]
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path / "my checkout")


def test_a_lock_is_installed_once_and_the_next_one_on_top(checkout: Checkout) -> None:
    assert checkout.run("--ready", ".venv", "run.txt").returncode == 1
    assert checkout.install("run.txt")
    assert (checkout.has("runs"), checkout.has("develops")) == ("1.0", "")
    assert not checkout.install("run.txt")
    assert checkout.run("--ready", ".venv", "run.txt").returncode == 0
    kept = checkout.folder / ".venv" / "kept"
    kept.touch()
    assert checkout.install("run.txt", "dev.txt")
    assert checkout.has("develops") == "1.0"
    assert kept.exists(), "the environment was made anew"
    assert not checkout.install("run.txt")


def test_other_pins_begin_anew(checkout: Checkout) -> None:
    checkout.install("run.txt", "dev.txt")
    checkout.lock("run.txt", checkout.wheel("runs", "2.0"))
    assert checkout.install("run.txt")
    assert (checkout.has("runs"), checkout.has("develops")) == ("2.0", "")


@pytest.mark.soak
def test_what_is_half_made_moved_or_of_another_python_begins_anew(checkout: Checkout) -> None:
    venv = checkout.folder / ".venv"
    (venv / "lib").mkdir(parents=True)  # make was interrupted, or an earlier Makefile made it
    (venv / "rubbish").touch()
    assert checkout.install("run.txt")
    assert not (venv / "rubbish").exists()
    note = json.loads((venv / "installed.json").read_text())
    for change in ({"python": "cpython-39"}, {"folder": "/elsewhere/.venv"}):
        (venv / "installed.json").write_text(json.dumps(note | change))
        assert checkout.run("--ready", ".venv", "run.txt").returncode == 1
    (venv / "installed.json").write_text(json.dumps(note))
    (venv / "bin" / "python").unlink()  # the Python that it was made of is gone
    assert checkout.install("run.txt")
    assert checkout.has("runs")


@pytest.mark.soak
def test_a_link_in_the_place_of_the_environment_is_taken_away_not_followed(checkout: Checkout) -> None:
    others = checkout.folder / "others"
    others.mkdir()
    (others / "file").touch()
    (checkout.folder / ".venv").symlink_to(others)
    assert checkout.install("run.txt")
    assert (others / "file").exists()


def test_of_the_users_configuration_only_the_sources_count(checkout: Checkout, tmp_path: Path) -> None:
    target, prefix, constraints = (tmp_path / name for name in ("target", "prefix", "constraints.txt"))
    constraints.write_text("runs==9\n")
    configuration = tmp_path / "pip.conf"
    configuration.write_text(
        f"[global]\nno-index = true\nfind-links = {checkout.wheels.as_uri()}\ntarget = {target}\n"
        "[install]\nuser = true\nno-binary = :all:\n"
    )
    harmful = {"PIP_USER": "1", "PIP_REQUIRE_VIRTUALENV": "1", "PIP_CONSTRAINT": str(constraints)}
    harmful |= {"PIP_PREFIX": str(prefix), "PIP_CONFIG_FILE": str(configuration)}
    assert checkout.install("run.txt", **harmful)
    assert checkout.has("runs") == "1.0"
    assert not target.exists()
    assert not prefix.exists()


def test_what_does_not_fit_is_refused_and_nothing_counts_as_ready(checkout: Checkout) -> None:
    checkout.lock("run.txt", checkout.wheel("runs", requires="missing"))
    done = checkout.run(".venv", "run.txt")
    assert done.returncode != 0
    assert "runs 1.0 requires missing, which is not installed" in done.stderr
    checkout.lock("run.txt", checkout.wheel("runs"), checkout.wheel("more"))
    checkout.wheel("more", requires="another file under the same name")
    done = checkout.run(".venv", "run.txt")
    assert "DO NOT MATCH THE HASHES" in done.stderr
    assert "begins anew" in done.stderr
    assert checkout.run("--ready", ".venv", "run.txt").returncode == 1


def test_a_python_without_ensurepip_is_named_with_the_way_out(checkout: Checkout) -> None:
    code = "import sys; sys.modules['ensurepip'] = None; sys.argv = ['install.py', '.venv', 'run.txt']"
    code += "; import runpy; runpy.run_path('requirements/install.py', run_name='__main__')"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=checkout.folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert f"{sys.executable} (Python 3." in done.stderr
    assert "comes without ensurepip" in done.stderr
    assert "apt-get install python3-venv" in done.stderr


def test_make_takes_the_python_that_is_named_and_leaves_what_is_ready(checkout: Checkout) -> None:
    def make(*arguments: str) -> str:
        done = checkout.command("make", "setup", *arguments)
        return done.stdout + done.stderr if done.returncode == 0 else f"failed: {done.stderr}"

    for wrong in ("PYTHON=false", "PYTHON=/nowhere/python3"):
        assert "needs Python 3.11 or newer, and " + wrong.removeprefix("PYTHON=") + " is none" in make(wrong)
    named = f"PYTHON={sys.executable}"
    assert "Setting up .venv" in make(named)
    assert make() == make(named) == ""
    makefile = checkout.folder / "Makefile"
    makefile.write_text(makefile.read_text(encoding="utf-8").replace("PYTHON ?= python3", "PYTHON ?= gone"))
    assert make() == "", "the Python that is found today is another one, and the environment is ready"
    checkout.lock("run.txt", checkout.wheel("runs", "2.0"))
    assert "and gone is none" in make()
