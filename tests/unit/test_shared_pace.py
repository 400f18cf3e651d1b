"""Two processes on one host ask it as one would, whatever becomes of the board between them."""

import asyncio
from dataclasses import replace

import pytest

from newsarchive.fetching.pace import LONGEST, Asking, HostPace, Paces, asked_as
from newsarchive.fetching.shared_pace import BoardRow, OutOfReach, SharedPaces


class Clock:
    """The world's time, which both processes and the board have."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


class Book:
    """What the boards of several processes write in; it counts what it is asked."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.rows: dict[str, tuple[float, BoardRow]] = {}
        self.statements = 0
        self.is_away = False


class Board:
    """A process's access to a book."""

    def __init__(self, book: Book, me: str) -> None:
        self.book, self.me = book, me

    async def read(self, host: str) -> BoardRow:
        at, known = self._row(host)
        gone = self.book.clock.now - at
        ago = None if known.ago is None else known.ago + gone
        return replace(known, ago=ago, counts=known.counts - gone, pause=known.pause - gone)

    async def write(self, host: str, known: BoardRow) -> bool:
        if self._row(host)[1].turn != known.turn:
            return False
        self.book.rows[host] = self.book.clock.now, replace(known, turn=known.turn + 1)
        return True

    def _row(self, host: str) -> tuple[float, BoardRow]:
        self.book.statements += 1
        if self.book.is_away:
            raise OutOfReach
        return self.book.rows.get(host, (self.book.clock.now, BoardRow(0)))


class Process:
    """One that asks a host."""

    def __init__(self, book: Book, me: str, delay: float, *, host: str = "a.example") -> None:
        self.clock = book.clock
        self.shared = SharedPaces(Board(book, me), clock=book.clock)
        self.paces = Paces(self.shared)
        self.pace = self.paces.of(host, now=self.clock.now)
        self.pace.delays[1] = delay

    def wait(self, **asking: float) -> float:
        """Seconds that it has to wait before its request; it does, and asks."""
        return asyncio.run(self._wait(**asking))

    async def _wait(self, **asking: float) -> float:
        began = self.clock.now
        while (wait := await self.look(**asking)) > 0:
            self.clock.now += wait
        return round(self.clock.now - began, 1)

    async def look(self, **asking: float) -> float:
        return await self.shared.take_turn(Asking(self.pace, **asking))  # type: ignore[arg-type]

    def note(self, status: int, asked: float | None = None) -> None:
        self.pace.note(status, 0.0, asked=asked, step=1.0, cap=60.0, now=self.clock.now)
        asyncio.run(self.shared.tell(self.pace))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def book(clock: Clock) -> Book:
    return Book(clock)


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("a.example", "a.example"), ("www.a.example", "a.example"), ("m.a.example", "a.example"),
        ("mobile.a.example", "a.example"), ("amp.a.example", "a.example"), ("www.m.a.example", "a.example"),
        ("m.example", "m.example"), ("www.com", "www.com"), ("img.a.example", "img.a.example"),
        ("m2.a.example", "m2.a.example"), ("a.m.b.example", "a.m.b.example"),
        ("a.example.", "a.example"), ("127.0.0.1", "127.0.0.1"), ("", ""),
    ],
)  # fmt: skip
def test_what_a_site_has_for_telephones_is_the_same_host(host: str, name: str) -> None:
    assert asked_as(host) == name
    assert Paces().of(host, now=0.0).name == name


def test_two_processes_ask_as_one_would(book: Book) -> None:
    one, other = (
        Process(book, "one", 2.0, host="www.a.example"),
        Process(book, "other", 2.0, host="m.a.example"),
    )
    assert [one.wait(), other.wait(), one.wait(), one.wait(), other.wait()] == [0.0, 2.0, 2.0, 2.0, 2.0]


def test_one_that_asks_alone_has_one_statement_a_request(book: Book) -> None:
    one = Process(book, "one", 1.0)
    assert [one.wait() for _ in range(10)] == [0.0, *[1.0] * 9]
    assert book.statements == 1 + 10


def test_where_no_delay_is_kept_hardly_anything_is_looked_up(book: Book, clock: Clock) -> None:
    one = Process(book, "one", 0.0)
    for _ in range(1000):
        assert one.wait() == 0.0
        clock.now += 0.01
    assert book.statements <= 3


def test_of_two_runs_at_once_one_is_first(book: Book, clock: Clock) -> None:
    async def both() -> list[float]:
        return list(await asyncio.gather(one.look(), one.look(), other.look()))

    one, other = Process(book, "one", 2.0), Process(book, "other", 2.0)
    waits = asyncio.run(both())
    assert sum(wait <= 0 for wait in waits) == 1
    assert sorted(waits)[1:] == pytest.approx([2.0, 2.0])


def test_the_longest_delay_of_all_counts_until_its_run_is_over(book: Book, clock: Clock) -> None:
    one, other = Process(book, "one", 1.0), Process(book, "other", 10.0)
    assert [one.wait(), other.wait(), one.wait()] == [0.0, 10.0, 10.0]
    other.paces.leave(1)
    clock.now += 61
    assert [one.wait(), one.wait()] == [0.0, 1.0]


def test_a_crawl_delay_counts_for_all_and_no_chance_shortens_it(book: Book) -> None:
    one, other = Process(book, "one", 1.0), Process(book, "other", 1.0)
    other.pace.crawl_delay = 8.0
    assert [other.wait(), one.wait(chance=0.5), one.wait(chance=0.5)] == [0.0, 8.0, 8.0]


def test_a_run_without_delay_heeds_that_of_another(book: Book, clock: Clock) -> None:
    one, other = Process(book, "one", 0.0), Process(book, "other", 4.0)
    assert [one.wait(), other.wait()] == [0.0, 0.0]
    clock.now += 5.0
    assert [one.wait(), other.wait(), one.wait()] == [0.0, 4.0, 4.0]


def test_retry_after_seen_by_one_is_heeded_by_the_other(book: Book, clock: Clock) -> None:
    one, other = Process(book, "one", 1.0), Process(book, "other", 1.0)
    assert [one.wait(), other.wait()] == [0.0, 1.0]
    one.note(429, asked=20.0)
    assert other.wait() == 20.0
    assert other.pace.penalty == 1.0
    for _ in range(12):
        other.note(200)
    assert one.wait() == 1.0
    assert one.pace.penalty == 0.0, "it recovers for all"


def test_a_host_that_asks_for_a_day_is_believed_as_long_as_here(book: Book) -> None:
    one, other = Process(book, "one", 1.0), Process(book, "other", 1.0)
    one.wait()
    one.pace.not_before = one.clock.now + 86400
    asyncio.run(one.shared.tell(one.pace))
    assert other.wait() == LONGEST


def test_who_asks_alone_goes_on_while_the_board_is_away(book: Book) -> None:
    one = Process(book, "one", 1.0)
    one.wait()
    book.is_away = True
    assert [one.wait() for _ in range(5)] == [1.0] * 5
    one.note(429, asked=20.0)
    book.is_away = False
    assert one.wait() == 20.0
    assert Process(book, "other", 1.0).wait() == 1.0


def test_a_host_of_several_is_asked_once_in_a_minute_while_the_board_is_away(book: Book) -> None:
    one, other, new = (Process(book, name, 1.0) for name in ("one", "other", "new"))
    assert [one.wait(), other.wait(), one.wait()] == [0.0, 1.0, 1.0]
    book.is_away = True
    assert [one.wait(), one.wait(), new.wait(), new.wait()] == [LONGEST + 1, *[LONGEST] * 3]
    book.is_away = False
    assert one.wait() <= 1.0


def test_what_was_known_alone_is_not_trusted_for_long_while_the_board_is_away(
    book: Book, clock: Clock
) -> None:
    one = Process(book, "one", 1.0)
    one.wait()
    clock.now += LONGEST
    book.is_away = True
    assert one.wait() == LONGEST


def test_a_board_that_forgets_is_told_anew(book: Book) -> None:
    """PostgreSQL empties the table when it has crashed."""
    one, other = Process(book, "one", 1.0), Process(book, "other", 1.0)
    assert [one.wait(), other.wait()] == [0.0, 1.0]
    one.note(503, asked=30.0)
    book.rows.clear()
    assert one.wait() == 30.0
    assert Process(book, "new", 1.0).wait() == 1.0
    assert book.rows["a.example"][1].penalty == 1.0


def test_what_is_an_hour_old_is_forgotten(book: Book, clock: Clock) -> None:
    one = Process(book, "one", 1.0)
    one.wait()
    one.note(503)
    clock.now += 3601
    other = Process(book, "other", 1.0)
    assert other.wait() == 0.0
    assert other.pace.penalty == 0.0


def test_a_clock_of_the_board_that_was_set_back_does_not_stop_anybody(book: Book) -> None:
    one, other = Process(book, "one", 1.0), Process(book, "other", 1.0)
    one.wait()
    at, known = book.rows["a.example"]
    book.rows["a.example"] = at, replace(known, ago=-3600.0, counts=9e9, pause=9e9)
    assert other.wait() <= LONGEST
    assert other.pace.elsewhere_until <= other.clock.now + 33.0


def test_a_pace_is_as_new_without_a_board() -> None:
    assert Paces().shared is None
    assert HostPace().with_others is None
