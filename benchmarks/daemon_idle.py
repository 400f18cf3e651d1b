"""What a run without news costs in the daemon, and whether it grows: CPU, memory, file descriptors.

    python benchmarks/daemon_idle.py --runs 1000

One site on loopback with 4 feeds and 300 recent articles, none of which is due; it answers conditions. The
daemon's own clock goes faster, so that the runs follow one another. CPU is that of its process, read from
/proc at the line of each run.
"""

import argparse
import os
import signal
import statistics
import sys
import tempfile
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.e2e.many_sites import many_sites

SPEED = 36000  # half an hour is a twentieth of a second: a run begins as soon as it may
WARM = 20  # runs before the first that is measured


def cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def megabytes(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def descriptors(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--runs", type=int, default=1000)
    runs = parser.parse_args().runs
    with many_sites({"harbour": 300}) as sites, tempfile.TemporaryDirectory() as folder:
        output = Path(folder)
        sites.make_known(output)
        switches = ("-s", f"DAEMON_SPEED={SPEED}")
        process = sites.start(output, "daemon", *switches)
        assert process.stdout
        seen: list[tuple[float, float, int]] = []
        for line in process.stdout:
            if "harbour" not in line:
                continue
            seen.append((cpu(process.pid), megabytes(process.pid), descriptors(process.pid)))
            if len(seen) > 1 and "complete: nothing new" not in line:
                print(line, end="")
            if len(seen) > runs + WARM:
                break
        process.send_signal(signal.SIGTERM)
        process.communicate()
    seen = seen[WARM:]
    spent = [after[0] - before[0] for before, after in pairwise(seen)]
    print(f"{len(spent)} runs: {statistics.mean(spent):.4f} CPU s each, {max(spent):.2f} at most")
    tenth = max(1, len(seen) // 10)
    for name, at in (("first", seen[:tenth]), ("last", seen[-tenth:])):
        memory, files = statistics.mean(one[1] for one in at), [one[2] for one in at]
        print(f"{name} tenth of them: {memory:.1f} MB, {min(files)} to {max(files)} descriptors")


if __name__ == "__main__":
    main()
