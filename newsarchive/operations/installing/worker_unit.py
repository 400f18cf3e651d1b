"""A unit for systemd of which each instance is a worker of a fleet."""

from pathlib import Path

from newsarchive.operations.installing.systemd import HARDENED, INSTALL, STRICT, command_line, word

NAME = "newsarchive-worker@.service"
_SERVICE = """\
[Unit]
Description=newsarchive: worker %i of a fleet
Wants=network-online.target
After=network-online.target

[Service]
Type=exec
{user}
# Nothing that a worker has here is needed once it ends; what one that was killed has left goes.
CacheDirectory=newsarchive-worker-%i
CacheDirectoryMode=0700
WorkingDirectory=%C/newsarchive-worker-%i
ExecStartPre=/usr/bin/find %C/newsarchive-worker-%i -mindepth 1 -delete
Environment=NEWSARCHIVE_SCRATCH=%C/newsarchive-worker-%i
{environment}
# The database's address, and the object storage's with its keys: files that root alone can read.
LoadCredential=database:/etc/newsarchive/database
LoadCredential=store:/etc/newsarchive/store
Environment=NEWSARCHIVE_DATABASE_FILE=%d/database
Environment=NEWSARCHIVE_STORE_FILE=%d/store
# Other credentials, such as those of notify: addresses, belong here, readable by root alone.
EnvironmentFile=-/etc/newsarchive.env
ExecStart={command}
Restart=on-failure
RestartSec=30
TimeoutStopSec=45
KillMode=mixed
{hardened}# Profiles with render: true need Chromium, and Chromium these four gone.
{strict}{install}"""


def worker_unit(
    python: Path, *, contact: str, user: str = "", folder: Path | None = None, project: Path | None = None
) -> dict[str, str]:
    """The unit, by the name of its file.

    :param python: the interpreter
    :param contact: how a site's owner reaches whoever runs it
    :param user: who runs it where the object storage is a folder, which somebody has to own
    :param folder: that folder; of an object storage elsewhere, workers are users that come and go with them
    :param project: the checkout that has the program, where it is not installed
    """
    runs = "DynamicUser=yes" if folder is None else f"User={user}\nReadWritePaths={word(str(folder))}"
    environment = [f"NEWSARCHIVE_CONTACT={contact}", *([f"PYTHONPATH={project}"] if project else [])]
    text = _SERVICE.format(
        user=runs,
        environment="\n".join(f"Environment={word(one)}" for one in environment),
        command=command_line(python, ["worker"]),
        hardened=HARDENED,
        strict=STRICT,
        install=INSTALL,
    )
    return {NAME: text}
