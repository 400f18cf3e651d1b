"""A client of others: memento_client of PyPI, by the authors of RFC 7089, in an environment of its own."""

import json
import os
import subprocess
import venv
from pathlib import Path

import pytest

from tests.browsing.capturing import answer, archive_of, story
from tests.browsing.served import serving_pages

pytestmark = pytest.mark.long
HOME = "http://heron.example"
CLIENT = """
import json, sys
from datetime import datetime
from types import SimpleNamespace
from memento_client import MementoClient
timegate, url = sys.argv[1:]
client = MementoClient(timegate_uri=timegate, check_native_timegate=False)
original = SimpleNamespace(headers={})  # or it would ask the site itself
found = client.get_memento_info(url, datetime(2024, 6, 2, 20), req_uri_response=original)
print(json.dumps(found, default=str))
"""


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of the client's environment; pip's index alone is asked beyond this machine."""
    folder = tmp_path_factory.mktemp("memento-client")
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    done = subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "memento_client==0.6.1"],
        env=_unguarded(), capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    if done.returncode:
        pytest.skip("memento_client cannot be installed here: no package index")
    return python


def _unguarded() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


def test_it_negotiates_a_time_and_finds_the_memento(python: Path, tmp_path: Path) -> None:
    url = f"{HOME}/2024/story-1?b=2&a=1"
    captures = [answer(url, f"<p>edition {number}</p>", hours=6 * number) for number in range(4)]
    held = archive_of(tmp_path, "heron", HOME, [(story("heron", HOME, 1, address=url), captures)])
    with serving_pages({"heron": held}) as served:
        done = subprocess.run(
            [python, "-c", CLIENT, f"{served.base}/timegate/", url],
            env=_unguarded() | {"NO_PROXY": "127.0.0.1"},
            capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        found = json.loads(done.stdout)
        prefix = f"http://127.0.0.1:{served.origins.originals_port}/memento"
    assert found["original_uri"] == url
    mementos = found["mementos"]
    assert mementos["closest"] == {
        "datetime": "2024-06-02 21:00:00", "http_status_code": 200, "uri": [f"{prefix}/20240602210000/{url}"],
    }  # fmt: skip
    assert mementos["first"]["uri"] == [f"{prefix}/20240602090000/{url}"]
    assert mementos["prev"]["uri"] == [f"{prefix}/20240602150000/{url}"]
    assert mementos["next"]["uri"] == mementos["last"]["uri"] == [f"{prefix}/20240603030000/{url}"]
