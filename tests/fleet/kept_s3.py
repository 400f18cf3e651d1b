"""A server that speaks as much S3 as a fleet asks for, and keeps objects in a folder, whatever is cut.

    python -m tests.fleet.kept_s3 FOLDER

moto knows all of S3, and hangs for good once enough of its connections are cut within a request.
"""

import asyncio
import re
import subprocess
import sys
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import md5
from itertools import islice, takewhile
from pathlib import Path
from urllib.parse import quote, unquote
from xml.sax.saxutils import escape, unescape

from aiohttp import web

from tests.e2e.crawling import ROOT

BUCKET = "kept"
_MISSING = "<Error><Code>NoSuchKey</Code></Error>"


def _entry(path: Path) -> str:
    about = path.stat()
    written = datetime.fromtimestamp(about.st_mtime, UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    return (
        f"<Contents><Key>{escape(unquote(path.name))}</Key><LastModified>{written}</LastModified>"
        f"<ETag>&quot;{path.name[-32:]}&quot;</ETag><Size>{about.st_size}</Size></Contents>"
    )


class Objects:
    """Objects as files; a key is a file's name.

    :ivar keys: all of them in their order, since a look into the folder is slow once it has many
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.count = 0
        self.keys = sorted(unquote(path.name) for path in folder.glob("[!.]*"))

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Do what a request asks for."""
        key = unquote(request.raw_path.partition("?")[0]).removeprefix(f"/{BUCKET}").removeprefix("/")
        if request.method == "POST":  # of which ?delete alone is known
            return self._removed(re.findall("<Key>(.*?)</Key>", await request.text()))
        if not key:
            return self._listed(request.query.get("prefix", ""))
        path = self._path(key)
        if request.method == "PUT":
            return self._stored(key, await request.read())
        if not path.exists():
            return web.Response(status=404, text=_MISSING, content_type="application/xml")
        return self._told(path, request)

    def _path(self, key: str) -> Path:
        return self.folder / quote(key, safe="")

    def _place(self, key: str) -> tuple[int, bool]:
        """Where a key stands among all of them, or would, and whether it does."""
        place = bisect_left(self.keys, key)
        return place, self.keys[place : place + 1] == [key]

    def _stored(self, key: str, data: bytes) -> web.Response:
        self.count += 1
        whole = self.folder / f".{self.count}"
        whole.write_bytes(data)
        whole.rename(self._path(key))  # there whole, or not at all
        place, known = self._place(key)
        if not known:
            self.keys.insert(place, key)
        return web.Response(headers={"ETag": f'"{md5(data).hexdigest()}"'})

    def _removed(self, keys: list[str]) -> web.Response:
        for key in map(unescape, keys):
            self._path(key).unlink(missing_ok=True)
            place, known = self._place(key)
            if known:
                del self.keys[place]
        told = "".join(f"<Deleted><Key>{key}</Key></Deleted>" for key in keys)
        return web.Response(text=f"<DeleteResult>{told}</DeleteResult>", content_type="application/xml")

    def _listed(self, prefix: str) -> web.Response:
        first, _ = self._place(prefix)
        found = takewhile(lambda key: key.startswith(prefix), islice(self.keys, first, None))
        entries = "".join(_entry(self._path(key)) for key in found)
        text = f"<ListBucketResult><IsTruncated>false</IsTruncated>{entries}</ListBucketResult>"
        return web.Response(text=text, content_type="application/xml")

    def _told(self, path: Path, request: web.Request) -> web.Response:
        data, status = path.read_bytes(), 200
        written = datetime.fromtimestamp(path.stat().st_mtime, UTC).strftime("%a, %d %b %Y %H:%M:%S GMT")
        headers = {"ETag": f'"{md5(data).hexdigest()}"', "Last-Modified": written}
        span, size = request.http_range, len(data)
        if span.start is not None:
            data, status = data[span], 206
            headers["Content-Range"] = f"bytes {span.start}-{span.start + len(data) - 1}/{size}"
        return web.Response(body=data, status=status, headers=headers)


@contextmanager
def running_kept_s3(folder: Path) -> Iterator[str]:
    """A server as a process of its own; its address."""
    command = [sys.executable, "-m", "tests.fleet.kept_s3", str(folder)]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    try:
        assert server.stdout
        yield server.stdout.readline().decode().strip()
    finally:
        server.kill()
        server.wait()
        assert server.stdout
        server.stdout.close()


def main() -> None:
    """Serve until somebody kills it."""
    app = web.Application(client_max_size=1 << 30)
    app.router.add_route("*", "/{key:.*}", Objects(Path(sys.argv[1])).answer)

    async def serve() -> None:
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        print(f"http://127.0.0.1:{runner.addresses[0][1]}", flush=True)  # noqa: T201  to who started it
        await asyncio.Event().wait()

    asyncio.run(serve())


if __name__ == "__main__":
    main()
