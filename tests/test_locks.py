"""What `make` installs is closed: whatever a pinned package requires is pinned beside it, and suits.

Metadata is read from the packages that are installed here. Those that only other machines need (colorama on
Windows) are not, so what they require cannot be seen; there may be a few of these, and of no other kind.
"""

import itertools
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.markers import Marker, default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUNNING = PROJECT["project"]["dependencies"]
EXTRAS = list(itertools.chain(*PROJECT["project"]["optional-dependencies"].values()))
ASKED = {
    "run.txt": RUNNING,
    "dev.txt": RUNNING + EXTRAS,
    "browse.txt": RUNNING + PROJECT["project"]["optional-dependencies"]["browse"],
    "lowest.txt": RUNNING + EXTRAS,
    "build.txt": PROJECT["dependency-groups"]["build"],
    "objects.txt": PROJECT["dependency-groups"]["objects"],
}
HERE = {name: str(value) for name, value in default_environment().items()}
PLATFORMS = (
    {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": "x86_64"},
    {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": "aarch64"},
    {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix", "platform_machine": "arm64"},
    {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"},
)
# The lock knows PyPy, because a few packages do; nothing else of ours speaks of it.
PYTHONS = tuple(
    {
        "python_version": f"3.{minor}",
        "python_full_version": f"3.{minor}.9",
        "implementation_version": f"3.{minor}.9",
    }
    | {"implementation_name": name.lower(), "platform_python_implementation": name}
    for minor, name in [(11, "CPython"), (12, "CPython"), (13, "CPython"), (14, "CPython"), (11, "PyPy")]
)
MACHINES = [HERE | platform | python for platform in PLATFORMS for python in PYTHONS]


@dataclass(frozen=True)
class Pin:
    name: str
    version: str
    marker: str
    hashes: frozenset[str]

    def holds(self, machine: dict[str, str]) -> bool:
        return not self.marker or Marker(self.marker).evaluate(machine)


@cache
def pins(lock: str) -> dict[str, Pin]:
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    found = {}
    for line in re.findall(r"^[a-z].*$", text, re.MULTILINE):
        name, version, marker = re.fullmatch(r"(\S+)==(\S+)(?: +; (.*?))?(?: +--hash=\S+)* *", line).groups()  # type: ignore[union-attr]
        assert name not in found, f"{name} is pinned twice"
        found[name] = Pin(name, version, marker or "", frozenset(re.findall(r"--hash=sha256:(\w{64})", line)))
    return found


@cache
def version_here(name: str) -> str | None:
    try:
        return distribution(name).version
    except PackageNotFoundError:
        return None


def installed(lock: str) -> bool:
    """Whether this environment is the one that the lock describes."""
    return all(version_here(pin.name) == pin.version for pin in pins(lock).values() if pin.holds(HERE))


@cache
def required_by(name: str) -> list[Requirement]:
    return [Requirement(line) for line in distribution(name).requires or ()]


def needed(
    requirements: Iterable[Requirement], extras: Iterable[str], machine: dict[str, str]
) -> Iterable[Requirement]:
    for requirement in requirements:
        marker = requirement.marker
        if marker is None or any(marker.evaluate(machine | {"extra": extra}) for extra in ("", *extras)):
            yield requirement


@cache
def reached(lock: str, number: int) -> tuple[set[str], list[str]]:
    """The pins that what pyproject asks for takes on one of the machines, and what is wrong with them."""
    machine = MACHINES[number]
    wrong: list[str] = []
    seen: set[tuple[str, str]] = set()
    waiting = [("pyproject.toml", line) for line in needed(map(Requirement, ASKED[lock]), (), machine)]
    while waiting:
        asking, requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        pin = pins(lock).get(name)
        if pin is None or not pin.holds(machine):
            wrong.append(f"{asking} requires {requirement}, which is not pinned")
            continue
        if not requirement.specifier.contains(pin.version, prereleases=True):
            wrong.append(f"{asking} requires {requirement}, and {pin.version} is pinned")
        new = {"", *requirement.extras} - {extra for package, extra in seen if package == name}
        seen |= {(name, extra) for extra in new}
        if new and version_here(name) is not None:
            waiting += [(name, line) for line in needed(required_by(name), new - {""}, machine)]
    return {name for name, _ in seen}, wrong


@pytest.fixture(params=ASKED)
def lock(request: pytest.FixtureRequest) -> str:
    if not installed(request.param):
        pytest.skip(f"this environment is not made of {request.param}")
    return str(request.param)


def test_this_environment_is_made_of_a_lock() -> None:
    assert installed("dev.txt") or installed("lowest.txt"), "or the tests below read nothing: make develop"
    assert installed("build.txt")


def test_a_lock_is_closed(lock: str) -> None:
    wrong = {problem for number in range(len(MACHINES)) for problem in reached(lock, number)[1]}
    assert not wrong


def test_a_lock_holds_nothing_that_nobody_needs(lock: str) -> None:
    needed_somewhere = set().union(*(reached(lock, number)[0] for number in range(len(MACHINES))))
    assert set(pins(lock)) - needed_somewhere == set()


def test_what_cannot_be_read_here_is_for_other_machines(lock: str) -> None:
    unread = {name: pin for name, pin in pins(lock).items() if version_here(name) is None}
    assert [name for name, pin in unread.items() if pin.holds(HERE)] == []
    assert len(unread) <= 5, "so many pins are for other machines that this test means little"


@pytest.mark.parametrize("name", ASKED)
def test_every_pin_has_its_hashes_and_names_no_index(name: str) -> None:
    assert [pin.name for pin in pins(name).values() if not pin.hashes] == []
    assert "://" not in (ROOT / "requirements" / name).read_text(encoding="utf-8")


def test_what_developing_needs_stands_on_what_running_needs() -> None:
    assert [pin for name, pin in pins("run.txt").items() if pins("dev.txt").get(name) != pin] == []


@pytest.mark.parametrize("name", ASKED)
def test_what_builds_suits_every_lock(name: str) -> None:
    common = pins("build.txt").keys() & pins(name).keys()
    assert [tool for tool in common if pins("build.txt")[tool] != pins(name)[tool]] == []


def test_the_lowest_versions_are_no_newer_than_those_of_every_day() -> None:
    direct = [canonicalize_name(Requirement(line).name) for line in ASKED["lowest.txt"]]
    versions = [
        (name, Version(pins("lowest.txt")[name].version), Version(pins("dev.txt")[name].version))
        for name in direct
    ]
    assert [name for name, lowest, usual in versions if lowest > usual] == []
    assert sum(lowest < usual for _, lowest, usual in versions) > len(versions) / 2
