"""Units for systemd: a hardened service for the daemon, or a timer for those who want no resident process."""

from pathlib import Path

from newsarchive.operations.installing.installation import EVERY, Installation

DAEMON, RUN, TIMER = "newsarchive.service", "newsarchive-run.service", "newsarchive-run.timer"
_SERVICE = """\
[Unit]
Description={description}
Wants=network-online.target
After=network-online.target

[Service]
Type={type}
User={user}
WorkingDirectory={folder}
{environment}
# Credentials, such as those of notify: addresses, belong here, readable by root alone.
EnvironmentFile=-/etc/newsarchive.env
ExecStart={command}
{more}
ReadWritePaths={writable}
{hardened}{strict}{install}"""
HARDENED = """\
UMask=0027
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=read-only
PrivateTmp=yes
PrivateDevices=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
RemoveIPC=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
CapabilityBoundingSet=
SystemCallArchitectures=native
"""
"""What a service of ours may not do."""
STRICT = """\
RestrictNamespaces=yes
MemoryDenyWriteExecute=yes
SystemCallFilter=@system-service
SystemCallErrorNumber=EPERM
"""
"""And what it may do only for Chromium, which makes namespaces for its own sandbox, and code as it runs."""
_STAYS = """\
ExecReload=/bin/kill -HUP $MAINPID
Restart=on-failure
RestartSec=30
TimeoutStopSec=45
KillMode=mixed"""
INSTALL = """
[Install]
WantedBy=multi-user.target
"""
_NO_PROGRAM = set("\"'\\*?[]")  # characters with which systemd takes no path for that of a program
_TIMER = """\
[Unit]
Description=newsarchive: look whether it is any site's turn

[Timer]
OnCalendar=*-*-* *:{minute:02}/{every}:00
RandomizedDelaySec=2min
Persistent=true

[Install]
WantedBy=timers.target
"""


def units(installation: Installation) -> dict[str, str]:
    """The units, by the names of their files: the daemon's, and the pair that stands in for it."""
    sites = list(installation.sites)
    daemon = _service(
        installation,
        "newsarchive: keeps archives of news sites",
        "exec",
        ["daemon", *sites],
        _STAYS,
        INSTALL,
    )
    # What is partial or newly quarantined is told by the account, and is no failure of the unit.
    run = _service(
        installation, "newsarchive: one run of the sites whose turn it is", "oneshot",
        ["archive", "--due", "--line", "-L", "ERROR", *sites], "SuccessExitStatus=2 3 75", "",
    )  # fmt: skip
    timer = _TIMER.format(minute=installation.minute, every=EVERY)
    return {DAEMON: daemon, RUN: run, TIMER: timer}


def _service(
    installation: Installation, description: str, kind: str, arguments: list[str], more: str, install: str
) -> str:
    variables = [f"{name}={value}" for name, value in installation.environment.items()]
    return _SERVICE.format(
        description=description,
        type=kind,
        user=installation.user,
        folder=str(installation.folder).replace("%", "%%"),
        environment="\n".join(f"Environment={word(one)}" for one in variables),
        command=command_line(installation.python, arguments),
        more=more,
        writable=" ".join(word(str(one)) for one in (installation.output, *installation.copies)),
        hardened=HARDENED,
        strict="" if installation.renders else STRICT,
        install=install,
    )


def command_line(python: Path, arguments: list[str]) -> str:
    """How a command of ours is started."""
    program, words = [str(python)], ["-m", "newsarchive", *arguments]
    if _NO_PROGRAM & set(program[0]):
        program, words = ["/usr/bin/env"], [*program, *words]
    # In the program's own path systemd replaces no variables.
    return " ".join([*map(word, program), *(word(one).replace("$", "$$") for one in words)])


def word(text: str) -> str:
    """A word as systemd reads it back (systemd.syntax, systemd.unit on specifiers)."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"'
