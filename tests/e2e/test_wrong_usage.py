"""What people mistype: one clear line on standard error, exit code 64, and never a traceback."""

import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsarchive.__main__ import main
from tests.e2e.crawling import ROOT, python, scrapy
from tests.e2e.in_process import process_as_it_was

# Each line: what is typed, and words of what is said to it. DIR is an empty folder.
WRONG = """
archvie finews                       | no such command: archvie; did you mean archive?
--verison                            | Usage: newsarchive COMMAND
archive                              | name one or more sites
archive finews --ignored             | there is no option --ignored
archive finews --outptu x.jsonl      | did you mean --output?
archive finewz                       | did you mean finews?
archive finews gaurdian              | did you mean guardian?
archive FINEWS                       | did you mean finews?
archive ftp://example.org/           | no such site: ftp://example.org/
archive finews -a                    | argument -a: expected one argument
archive finews -a limit              | Invalid -a value
archive finews -a limt=3             | limt= is not known; did you mean limit=?
archive finews -a limit=0            | give a whole number from 1
archive finews -a since=yesterday    | since='yesterday' is no date
archive finews -a recheck=al         | give all, due, none
archive finews -a ids=12             | ids='12' is not allowed
archive finews -a urls=https://example.org/1 | is not allowed
archive finews -a since=2024-02-01 -a until=2024-01-01 | is not before
archive news                         | url= is missing
archive news -a url=gopher://x       | is no http(s) address
archive finews -L LOUD               | -L LOUD: there is no such level
archive finews -L WARNNG             | did you mean WARN
move finews                          | give one site and where it is to go
move finews --to fleet               | NEWSARCHIVE_DATABASE is not set
worker                               | worker is for a fleet, and NEWSARCHIVE_DATABASE names none
worker --sites 0                     | give how many sites are archived side by side
fleet initt                          | did you mean init?
fleet sites pase                     | did you mean pause or update?
fleet init --shards 0                | give a number from 1 to 999
archive finews -s LOG_LEVEL=LOUD     | there is no such level
archive finews -s CONCURRENT_REQUESTS=many | CONCURRENT_REQUESTS=many: give a value such as 1
archive finews -s CONCURRENT_REQUESTS=1.5  | give a value such as 1
archive finews -s DOWNLOAD_DELAY=soon      | give a value such as 1.0
archive finews -s DOWNLOAD_TIMEOUT=long    | give a value such as 60
archive finews -s DOWNLOAD_DELAY=nan       | give a value such as 1.0
archive finews -s CONCURRENT_REQUESTS=0    | give a value such as 1
archive finews -s CONCURRENT_REQUESTS_PER_DOMAIN=-2 | give a value such as 1
daemon -s DAEMON_SITES=0             | give a value such as 32
daemon -s DAEMON_SITES=-3            | give a value such as 32
daemon -s DAEMON_LOOK=-1             | give a value such as 10.0
daemon -s DAEMON_LOOK=nan            | give a value such as 10.0
daemon -s DAEMON_SPEED=0             | give a value such as 1.0
daemon -s SHUTDOWN_GRACE=inf         | give a value such as 15.0
archive finews -s ROBOTSTXT_OBEY=maybe     | give a value such as True
archive finews -s CONCURRENT_REQUESTS      | Invalid -s value
archive finews -s SPIDER_MODULES=nosuchspiders | SPIDER_MODULES=nosuchspiders: give a value such as
archive finews --logfile DIR/no/log  | there is no folder DIR/no
archive finews --logfile DIR         | it is a folder; name a file
archive finews --pidfile DIR/no/pid  | there is no folder DIR/no
archive finews -O DIR                | it is a folder; name a file
archive finews -o DIR/x.docx         | Unrecognized output format 'docx'
archive finews --deu                 | did you mean --due?
archive finews -a listings=al        | listings='al' is not allowed; give all, due
daemon -s DAEMON_SITES=many          | DAEMON_SITES=many: give a value such as 32
crawl                                | name one site
crawl finews guardian                | it takes at most 1 argument
crawl finewz                         | did you mean finews?
crawl finews -a limt=3                | did you mean limit=?
crawl finews --ignored               | there is no option --ignored
status finewz                        | did you mean finews?
status --jsno                        | did you mean --json?
status --profile DIR/no/times        | there is no folder DIR/no
status --since yesterday             | give a day such as
verify --repiar                      | did you mean --repair?
verify finewz                        | did you mean finews?
replay finewz                        | did you mean finews?
replay --since                       | argument --since: expected one argument
collect                              | --to is missing
collect --to                         | argument --to: expected one argument
collect --to DIR/x.zip               | there is no archive in DIR
collect finews --to DIR/x.zip        | there is no archive in DIR/finews
collect finewz --to DIR/x.zip        | did you mean finews?
collect --too DIR/x.zip              | did you mean --to?
publish                              | name one site
publish finews guardian --jekyll     | it takes at most 1 argument
publish finews                       | say what it is to be, by one of --jekyll, --hugo and --obsidian
publish finews --jekyll --hugo       | say what it is to be, by one of --jekyll, --hugo and --obsidian
publish finews --obsidian            | say where the vault is to be: --to FOLDER
publish finews --jeckyll             | did you mean --jekyll?
publish finews --jekyll --to         | argument --to: expected one argument
publish finews --jekyll              | there is no archive in DIR/finews
publish finewz --hugo                | did you mean finews?
history                              | give one article
history NW1 NW2                      | give one article
history NW1 --diff two               | invalid int value: 'two'
history NW1 --diff 1 2 3             | at most two revisions
history NW1 --diff --restore 1       | not allowed with argument
history NW1 --restore                | argument --restore: expected one argument
history NW1 --site finewz            | did you mean finews?
forget                               | give one or more articles
forget NW1                           | say why with --reason
forget NW1 --reasn why               | did you mean --reason?
adopt                                | give one folder of posts
adopt DIR DIR                        | give one folder of posts
adopt DIR/no                         | there is no such folder
adopt DIR                            | the posts do not say whose they are
adopt DIR --site finewz              | did you mean finews?
try                                  | give one address
try https://example.org/ https://example.org/2 | give one address
try http://                          | is no http(s) address
try https://example.org/ --as story  | invalid choice: 'story'
try https://example.org/ --site finewz | did you mean finews?
newsite                              | give one address
newsite https://example.org/ --name A/B | is no name
canary                               | there is no archive in DIR
canary finews                        | there is no archive in DIR/finews
why                                  | give one address
why here there                       | give one address
why https://example.org/ --jsno   | did you mean --json?
why https://example.org/ --site finewz | did you mean finews?
why https://example.org/             | there is no archive in DIR
find                                 | say what to look for
find ?!                              | has no word to look for
find titel:wall                      | did you mean title
find wall --since yesterday          | is no day; give YYYY-MM-DD
find wall --limit 0                  | give a number from 1 to 1,000
find wall --limt 3                    | did you mean --limit?
find wall --site finewz              | did you mean finews?
find wall                            | there is no archive in DIR
browse                               | there is no archive
browse finewz                        | did you mean finews?
browse finews                        | finews: there is no archive
browse --port                        | argument --port: expected one argument
browse --port www                    | --port www: is no port
browse --port 65535                  | give a number from 1 to 65534
browse --host                        | argument --host: expected one argument
browse --host archive.example/x       | is no name of a host
browse --host news.example --originals-at https://NEWS.example | need an origin of their own
browse --originals-at archive.example/x | is no origin
browse --root-path archive           | --root-path archive: is no path
browse --root-path /a/../b/          | is no path
browse --static                      | argument --static: expected one argument
browse --static DIR --port 9000      | --port: nothing is served with --static
browse --static DIR/no/pages         | there is no folder DIR/no
browse --readonly                    | there is no option --readonly
report                               | --to is missing
report --to                          | argument --to: expected one argument
report --to DIR/x.pdf                | a page ends in .html
report --to DIR/no/x.html            | there is no folder DIR/no
report finewz --to DIR/x.html        | did you mean finews?
report finews --to DIR/x.html        | DIR/finews: there is no archive yet
schedule                             | give one of --systemd, --cron and --github-actions
schedule --systemd --cron            | give one of --systemd, --cron and --github-actions
schedule --cron                      | there is no archive yet
schedule --cron finewz               | did you mean finews?
schedule --corn                      | did you mean --cron?
daemon finewz                        | did you mean finews?
daemon --ignored                     | there is no option --ignored
worker                               | worker is for a fleet
worker x                             | worker takes no site
worker --sits 3                      | did you mean --sites?
worker --sites 0                     | --sites: give how many sites
fleet                                | give one of init, upgrade, status, drain, sites
fleet inti                           | did you mean init?
fleet init                           | a fleet needs NEWSARCHIVE_DATABASE
fleet drain                          | give a worker's name
fleet sites ad x                     | did you mean add?
move                                 | give one site and where it is to go
move finews                          | give one site and where it is to go
move finews --to fleet               | NEWSARCHIVE_DATABASE is not set
move finews --tp fleet               | there is no option --tp
demo finews                          | it takes no arguments; what is 'finews' for?
demo --fast                          | there is no option --fast
demosite finews                      | it takes no arguments
demosite --port 65536                | '65536' is no port
demosite --port -1                   | '-1' is no port
demosite --port http                 | 'http' is no port
demosite --articles some             | 'some' is no number of articles
demosite --log DIR/no/log            | No such file
fetch                                | it takes one address
fetch example                        | example: is no address
fetch https://example.org/ --spider finewz | did you mean finews?
view                                 | it takes one address
parse finews                         | finews: is no address
shell --ignored                      | there is no option --ignored
runspider                            | it takes one file
runspider DIR/no.py                  | there is no such file
check finewz                         | did you mean finews?
list sites                           | it takes no arguments
settings --getint LOG_LEVEL          | the setting is no such value
settings --get                       | argument --get: expected one argument
version --ignored                    | there is no option --ignored
bench now                            | it takes no arguments
"""
TABLE = [
    (typed.split(), words.strip())
    for typed, _, words in (line.partition("|") for line in WRONG.strip("\n").split("\n"))
]


@pytest.fixture(autouse=True)
def what_commands_change_for_their_process() -> Iterator[None]:
    with process_as_it_was():
        yield


def test_the_table_has_every_command() -> None:
    assert len(TABLE) >= 60
    ours = {path.stem for path in (ROOT / "newsarchive" / "commands").glob("[a-z]*.py")}
    assert ours <= {typed[0] for typed, _ in TABLE if typed}


@pytest.mark.parametrize(("typed", "words"), TABLE, ids=[" ".join(typed) or "nothing" for typed, _ in TABLE])
def test_it_is_told_in_one_line(
    typed: list[str],
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    here = [one.replace("DIR", str(tmp_path)) for one in typed]
    settings = ["-s", f"OUTPUT_DIR={tmp_path}"] if typed and not typed[0].startswith("-") else []
    monkeypatch.setattr(sys, "argv", ["/bin/newsarchive", *here, *settings])
    try:
        code = main()
    except SystemExit as end:
        code = end.code
    shown = capsys.readouterr()
    assert code == 64
    assert "Traceback" not in shown.err
    if words.startswith("Usage"):
        assert words in shown.out
        return
    assert len(shown.err.splitlines()) == 1, shown.err
    assert words.replace("DIR", str(tmp_path)) in shown.err
    assert not shown.out
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("archive finews --ignored", "scrapy archive: there is no option --ignored"),
        ("archive finews -a limt=3", "did you mean limit=?"),
        ("crawl", "scrapy crawl: name one site; `scrapy list` shows them"),
        ("history NW1 --diff two", "scrapy history: argument --diff: invalid int value: 'two'"),
        ("demosite --port 65536", "scrapy demosite: argument --port: '65536' is no port"),
    ],
)
def test_the_same_in_a_process_of_scrapys(typed: str, words: str, tmp_path: Path) -> None:
    done = scrapy(*typed.split(), proxy=None, output=tmp_path)
    assert (done.code, done.out) == (64, "")
    assert words in done.err.replace("__main__.py", "scrapy")
    assert len(done.err.splitlines()) == 1


def test_the_same_in_a_process_of_ours(tmp_path: Path) -> None:
    done = python("-m", "newsarchive", "verify", "--repiar", proxy=None, output=tmp_path, cwd=ROOT, more={})
    assert (done.code, done.out) == (64, "")
    assert (
        done.err == "newsarchive verify: there is no option --repiar; did you mean --repair? -h shows all\n"
    )


def test_a_port_that_is_taken_is_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        done = scrapy("demosite", f"--port={port}", proxy=None, output=tmp_path)
    assert done.code == 64
    assert done.err.endswith(
        f"port {port} is taken by another program; give another --port, or none for a free one\n"
    )
    assert len(done.err.splitlines()) == 1
