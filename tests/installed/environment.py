"""An environment with the built wheel and what it requires, and people's folders that it is used in."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
GUARD = ROOT / "tests" / "loopback_only"
NO_DELAYS = (
    "DOWNLOAD_DELAY=0", "RETRY_BACKOFF=0", "CONCURRENT_REQUESTS=16",
    "CONCURRENT_REQUESTS_PER_DOMAIN=16",
)  # fmt: skip


def run(*command: str | Path, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a program that sees nothing of this checkout, and talks to nobody beyond loopback."""
    environment = {name: text for name, text in os.environ.items() if not name.startswith("NEWSARCHIVE")}
    return subprocess.run(
        [str(part) for part in command], cwd=cwd,
        env=environment | {"PYTHONPATH": str(GUARD), "COLUMNS": "100", "no_proxy": ""} | variables,
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def built(*command: str | Path, cwd: Path) -> None:
    """Run a step of making the environment, which has to succeed."""
    done = run(*command, cwd=cwd)
    assert done.returncode == 0, done.stdout + done.stderr


def source_tree(folder: Path) -> Path:
    """What a wheel is built of, so that building leaves nothing in the checkout."""
    for name in ("newsarchive", "spiders"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "setup.py", "README.md", "LICENSE", "scrapy.cfg"):
        shutil.copy(ROOT / name, folder)
    return folder


def build_wheel(python: Path, source: Path, target: Path) -> Path:
    """Build with the tools that are installed beside ``python``; nothing is fetched."""
    pip = (python, "-m", "pip", "--disable-pip-version-check", "wheel", "--no-index", "--no-deps")
    built(*pip, "--no-build-isolation", "--wheel-dir", target, source, cwd=target.parent)
    (wheel,) = target.glob("newsarchive-*.whl")
    return wheel


@dataclass(frozen=True)
class Installed:
    """An environment of its own, whose packages are those of a locked one and newsarchive."""

    folder: Path

    @classmethod
    def make(cls, folder: Path, locked: Path, *what: str | Path) -> "Installed":
        """Install ``what`` into a new environment that also sees the locked one's packages."""
        python = locked / "bin" / "python"
        built(python, "-m", "venv", "--without-pip", folder, cwd=folder.parent)
        (packages,) = folder.glob("lib/python*/site-packages")
        (beside,) = locked.glob("lib/python*/site-packages")
        (packages / "locked.pth").write_text(f"{beside.absolute()}\n", encoding="utf-8")
        pip = (python, "-m", "pip", "--disable-pip-version-check", "--python", folder / "bin" / "python")
        built(*pip, "install", "--no-index", "--no-deps", "--no-build-isolation", *what, cwd=folder.parent)
        built(folder / "bin" / "python", "-m", "pip", "check", cwd=folder.parent)
        return cls(folder)

    @property
    def packages(self) -> Path:
        """Where newsarchive is installed."""
        (found,) = self.folder.glob("lib/python*/site-packages")
        return found

    def files(self) -> dict[str, bytes]:
        """All that is installed, but for what Python compiles of it."""
        paths = [path for path in self.folder.rglob("*") if path.is_file() and path.suffix != ".pyc"]
        return {str(path.relative_to(self.folder)): path.read_bytes() for path in paths}

    def newsarchive(
        self, *arguments: str, cwd: Path, proxy: str | None = None, **variables: str
    ) -> subprocess.CompletedProcess[str]:
        """Run the console script as a user would."""
        through = {"http_proxy": proxy} if proxy else {}
        return run(self.folder / "bin" / "newsarchive", *arguments, cwd=cwd, **through, **variables)
