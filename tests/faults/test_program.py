"""The program as a whole, and what may befall it: it stops cleanly, and starts again after any death."""

import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from minqing.site.embedded import Cluster
from tests.running import Running, alive, family, folder, free_port, kill, minqing, within, words_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the processes are read from /proc")


class House:
    """A data folder, and the program on it: started where a test needs it, left running for the next."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._running: Running | None = None

    def program(self) -> Running:
        """The program, ready."""
        if self._running is None or not self._running.answers():
            self.stop()
            self._running = Running(self.home, free_port())
            self._running.wait_until_ready()
        return self._running

    def stop(self) -> None:
        """Stop the program; nothing of it may be left."""
        running, self._running = self._running, None
        if running is not None:
            everything = running.family()
            if running.process.poll() is None:
                running.process.send_signal(signal.SIGTERM)
                running.wait_until_ended()
            assert within(60, lambda: not alive(everything))


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    """A data folder on which the program has run once."""
    with folder() as place:
        house = House(place / "home")
        house.program()
        yield house
        house.stop()


@pytest.fixture
def program(house: House) -> Running:
    """The program, ready."""
    return house.program()


@pytest.fixture
def home(house: House, request: pytest.FixtureRequest) -> Path:
    """The data folder; without the program, where the test does not ask for it."""
    if "program" not in request.fixturenames:
        house.stop()
    return house.home


def cluster(home: Path) -> Cluster:
    """The built-in database of a data folder."""
    return Cluster(home / "db", home / "logs" / "database.log")


def part(running: Running, words: str) -> int:
    """The number of the program's own child that was called with these words; 0 while there is none."""
    found = {pid for pid, _ in running.family() if words in words_of(pid)} - {running.process.pid}
    return min(found, default=0)


def test_a_second_start_takes_less_than_five_seconds_of_one_processor(home: Path) -> None:
    running = Running(home, free_port())
    try:
        running.wait_until_ready()
        assert running.work() < 5
    finally:
        running.process.send_signal(signal.SIGTERM)
        assert running.wait_until_ended() == 0


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_ctrl_c_and_a_closed_terminal_stop_all_of_it(
    program: Running, home: Path, sign: signal.Signals
) -> None:
    everything = program.family()
    assert len(everything) > 4
    program.process.send_signal(sign)
    assert program.wait_until_ended() == 0
    assert alive(everything) == set()
    assert cluster(home).running() is None
    assert "database system is shut down" in (home / "logs" / "database.log").read_text()


def test_ctrl_c_while_it_starts_stops_what_had_started(home: Path) -> None:
    running = Running(home, free_port())
    assert within(60, lambda: cluster(home).running() is not None)
    everything = running.family()
    running.process.send_signal(signal.SIGINT)
    assert running.wait_until_ended() == 0
    assert alive(everything) == set()


def test_killed_with_9_it_leaves_nothing_running_and_starts_again_with_what_was_entered(
    program: Running, home: Path
) -> None:
    with psycopg.connect(**cluster(home).parameters()) as line:  # type: ignore[arg-type]
        line.execute("create table public.entered as select 'kept' as word")
    everything = program.family()
    program.process.kill()
    again = Running(home, program.port)  # at once, on the same port, without a moment's wait
    try:
        again.wait_until_ready()
        assert alive(everything) == set()
        with psycopg.connect(**cluster(home).parameters()) as line:  # type: ignore[arg-type]
            assert line.execute("select word from public.entered").fetchone() == ("kept",)
            line.execute("drop table public.entered")
    finally:
        again.process.send_signal(signal.SIGTERM)
        assert again.wait_until_ended() == 0


def test_killed_with_9_it_takes_everything_it_started_with_it(program: Running) -> None:
    everything = program.family()
    program.process.kill()
    within(60, lambda: not alive(everything))
    assert [words_of(pid) for pid, _ in alive(everything)] == []


def test_all_of_it_killed_with_9_at_once_starts_again(program: Running, home: Path) -> None:
    kill(program.family())
    again = Running(home, program.port)
    try:
        again.wait_until_ready()
    finally:
        again.process.send_signal(signal.SIGTERM)
        assert again.wait_until_ended() == 0


@pytest.mark.parametrize("words", ["/bin/postgres -D", "minqing.site.web", "minqing.cli.main worker"])
def test_a_part_that_is_killed_is_started_again(program: Running, words: str) -> None:
    # Of the part that was killed last others may still be at their start.
    assert within(90, lambda: part(program, words) != 0 and program.answers())
    before = part(program, words)
    orphans = family(before)
    kill({one for one in orphans if one[0] == before})
    assert within(90, lambda: part(program, words) not in {0, before} and program.answers())
    assert within(60, lambda: not alive(orphans))
    assert "is started again" in program.said()


def test_a_taken_port_is_said_with_what_to_do(home: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = minqing(home, "serve", MINQING_PORT=str(port))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"Port {port} on 127.0.0.1 cannot be used: Address already in use. Another program, perhaps another"
        f" Minqing, uses it. Stop that one, or choose another port, for example MINQING_PORT={port + 1}.\n"
    )
    assert cluster(home).running() is None


def test_a_second_program_on_the_same_folder_is_refused_and_told_of_the_first(
    program: Running, home: Path
) -> None:
    done = minqing(home, "serve", MINQING_PORT=str(free_port()))
    assert done.returncode == 1
    assert done.stderr == (
        f"Minqing is already running on this data folder (process {program.process.pid}). Use that one, or"
        f" stop it (Ctrl-C where it was started, or kill {program.process.pid}) and start again.\n"
    )
    assert program.answers()


def test_a_command_uses_the_database_of_the_running_program(program: Running, home: Path) -> None:
    done = minqing(home, "migrate")
    assert (done.returncode, done.stderr) == (0, "The database is up to date.\n")
    assert program.answers()


def test_a_command_starts_the_database_for_itself_and_stops_it(home: Path) -> None:
    assert minqing(home, "migrate").returncode == 0
    assert cluster(home).running() is None


def test_a_half_made_data_folder_gets_a_sentence(tmp_path: Path) -> None:
    data = tmp_path / "home" / "db" / "data"
    (data / "base").mkdir(parents=True)
    done = minqing(tmp_path / "home", "serve", MINQING_PORT=str(free_port()))
    assert done.returncode == 1
    assert done.stderr == (
        f"The data folder {data} is half-made: it holds no complete database. If nothing was entered yet,"
        f" remove it (rm -r {data}) and start again; else put your backup in its place.\n"
    )


def test_the_program_listens_on_this_machine_alone_and_the_database_on_no_port(
    program: Running, home: Path
) -> None:
    with psycopg.connect(**cluster(home).parameters()) as line:  # type: ignore[arg-type]
        assert line.execute("show listen_addresses").fetchone() == ("",)
    with socket.socket() as other, pytest.raises(OSError):
        other.connect(("127.0.0.2", program.port))
