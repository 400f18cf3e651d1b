"""Make a virtual environment of locked packages: ``install.py FOLDER LOCK...``.

What a lock names is installed as it stands, and nothing is resolved. So it installs on any later day, with
the pip of any supported Python. A pip that resolves meets releases that came out since, and refuses the pins.

``install.py --ready FOLDER LOCK...`` only says, by its exit code, whether there is nothing to do.
"""

import ast
import hashlib
import importlib.util
import json
import os
import platform
import re
import subprocess
import sys
import sysconfig
from pathlib import Path

LOCKS = Path(__file__).parent
TOOLS = "build.txt"
# Pins without a wheel, for any machine (bagit) or for some (chompjs on Linux on ARM). They are built with the
# tools that `build.txt` pins; those that pip would fetch for it are whatever is new on that day.
BUILT = {"bagit", "chompjs"}
# What counts of the user's configuration of pip: where packages come from. Where they go is decided here.
SOURCES = {
    "index-url", "extra-index-url", "find-links", "no-index", "trusted-host", "proxy", "cert", "client-cert",
    "keyring-provider", "timeout", "default-timeout", "retries", "cache-dir", "no-cache-dir", "use-feature",
}  # fmt: skip


class Environment:
    """A virtual environment, with a note in it of the locks that were installed to the end."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()
        self.python = self.folder / "bin" / "python"
        self.note = self.folder / "installed.json"
        # Scripts in an environment name their folder, and packages are built for one Python.
        self.made_for = {"folder": str(self.folder), "python": sysconfig.get_config_var("SOABI")}

    def installed(self) -> dict[str, str]:
        """Lock → digest; nothing if the environment was made elsewhere, or by another Python than this."""
        try:
            note = json.loads(self.note.read_text(encoding="utf-8"))
            locks: dict[str, str] = note.pop("locks")
            return locks if note == self.made_for and self.python.exists() else {}
        except (OSError, ValueError, KeyError, AttributeError):
            return {}

    def has(self, locks: list[str]) -> bool:
        """Whether all of these locks were installed as they stand today."""
        installed = self.installed()
        return all(installed.get(lock) == digest(lock) for lock in locks)

    def install(self, locks: list[str]) -> None:
        """Install these locks: on top of what is there, if that is as its own locks say; anew otherwise."""
        if self.has(locks):
            return
        kept = self.installed()
        if not self.has(list(kept)):
            kept = {}
        further = " further (once, less than a minute)" if kept else " (once, about a minute)"
        print(f"Setting up {os.path.relpath(self.folder)}{further} …", flush=True)
        self.note.unlink(missing_ok=True)  # whatever is interrupted from here on is begun anew
        if not kept:
            self._make()
        pip = [str(self.python), "-I", "-m", "pip", "--disable-pip-version-check"]
        variables = sources_only(pip)
        for lock in locks if kept else [TOOLS, *locks]:
            self._run([*pip, "install", *flags(lock)], variables)
        self._run([*pip, "check"], variables)
        note = self.made_for | {"locks": kept | {lock: digest(lock) for lock in locks}}
        self.note.write_text(json.dumps(note, indent=1), encoding="utf-8")

    def _make(self) -> None:
        lacking = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
        if lacking:
            sys.exit(
                f"{sys.executable} (Python {platform.python_version()}) comes without "
                f"{' and '.join(lacking)}, which a virtual environment needs. On Debian and Ubuntu "
                "`apt-get install python3-venv` brings it; or name another Python: "
                "make PYTHON=/path/to/python3 …"
            )
        if self.folder.is_symlink():
            self.folder.unlink()  # what it leads to is not ours to clear
        subprocess.run([sys.executable, "-I", "-m", "venv", "--clear", str(self.folder)], check=True)

    def _run(self, command: list[str], variables: dict[str, str]) -> None:
        done = subprocess.run(command, env=variables, stdout=subprocess.PIPE, text=True, check=False)
        if done.returncode:
            sys.exit(
                f"{done.stdout}{self.folder.name} is not finished, pip failed for the reason above. "
                "Once that is mended, the same command begins anew."
            )


def digest(lock: str) -> str:
    """SHA-256 of a lock and of the tools that build; none of a lock that is gone."""
    paths = (LOCKS / TOOLS, LOCKS / lock)
    return hashlib.sha256(b"".join(map(Path.read_bytes, paths))).hexdigest() if paths[1].exists() else ""


def flags(lock: str) -> list[str]:
    """What pip is told: these very files and no others, and wheels wherever there are any."""
    pins = re.findall(r"^([\w.-]+)==", (LOCKS / lock).read_text(encoding="utf-8"), re.MULTILINE)
    wheels = ",".join(sorted(set(pins) - BUILT))
    return [
        "--quiet", "--no-deps", "--require-hashes", "--no-build-isolation", "--only-binary", wheels,
        "--requirement", str(LOCKS / lock),
    ]  # fmt: skip


def sources_only(pip: list[str]) -> dict[str, str]:
    """Environment variables that leave, of pip's files and variables, only where packages come from."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON"))}
    files = {"PIP_CONFIG_FILE": os.environ["PIP_CONFIG_FILE"]} if "PIP_CONFIG_FILE" in os.environ else {}
    listed = subprocess.run(
        [*pip, "config", "list"], env=variables | files, stdout=subprocess.PIPE, text=True, check=True
    )
    found: dict[str, dict[str, str]] = {"global": {}, "install": {}}
    for line in listed.stdout.splitlines():
        name, _, value = line.partition("=")
        section, _, option = name.partition(".")
        if section in found and option in SOURCES:
            found[section][variable(option)] = str(ast.literal_eval(value))
    by_hand = {name: os.environ[name] for name in map(variable, SOURCES) if name in os.environ}
    # What is written for `install` beats what is for all of pip, and a variable beats a file.
    return variables | found["global"] | found["install"] | by_hand | {"PIP_CONFIG_FILE": os.devnull}


def variable(option: str) -> str:
    """The environment variable that says the same as an option of pip."""
    return f"PIP_{option.upper().replace('-', '_')}"


def main() -> int:
    """Install, or say whether that is needed."""
    ready = sys.argv[1:2] == ["--ready"]
    folder, *locks = sys.argv[1 + ready :]
    environment = Environment(Path(folder))
    if ready:
        return not environment.has(locks)
    try:
        environment.install(locks)
    except subprocess.CalledProcessError as error:
        sys.exit(f"{folder} is not finished: {error}")
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
