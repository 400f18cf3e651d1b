"""What a wheel packs of ``spiders/``, by the names in pyproject.toml and setup.py."""

import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def tracked() -> set[Path]:
    listed = ["git", "ls-files", "-z", "spiders"]
    done = subprocess.run(listed, cwd=ROOT, capture_output=True, check=True, text=True)
    return {Path(name).relative_to("spiders") for name in done.stdout.split("\0") if name}


def test_every_bundled_profile_is_named(tracked: set[Path]) -> None:
    packed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    named = packed["package-data"]["newsarchive_spiders"]
    assert named == sorted(str(path) for path in tracked if path.suffix == ".yml")


def test_every_bundled_spider_is_named(tracked: set[Path]) -> None:
    setup = (ROOT / "setup.py").read_text(encoding="utf-8")
    folders = {path.parent for path in tracked if path.suffix == ".py"}
    packages = {".".join(["newsarchive_spiders", *folder.parts]) for folder in folders}
    assert packages
    assert all(f'"{name}"' in setup for name in packages)
