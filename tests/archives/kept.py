"""The archives that are kept of every schema, unpacked for a test."""

import tarfile
from pathlib import Path

HERE = Path(__file__).parent
VERSIONS = sorted(path.name.partition(".")[0] for path in HERE.glob("*.tar.gz"))


def unpacked(version: str, site: str, folder: Path) -> Path:
    """A copy of one archive."""
    with tarfile.open(HERE / f"{version}.tar.gz") as packed:
        members = [one for one in packed.getmembers() if one.name.split("/")[0] == site]
        packed.extractall(folder, members=members, filter="data")
    return folder / site
