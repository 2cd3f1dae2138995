"""The whole program run as people run it: `minqing …` in a process and with a data folder of its own."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def settings(home: Path, **more: str) -> dict[str, str]:
    """The environment of a program on this data folder: in English, with nothing of this test run's own."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("MINQING_", "DJANGO_"))}
    return {**kept, "MINQING_HOME": str(home), "MINQING_LANGUAGE": "en", "MINQING_TEST_FAST": "1", **more}


def minqing(home: Path, *words: str, given: str = "", **more: str) -> "subprocess.CompletedProcess[str]":
    """One command, run to its end."""
    return subprocess.run(
        [sys.executable, "-m", "minqing.cli.main", *words],
        env=settings(home, **more),
        input=given,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@contextlib.contextmanager
def folder() -> "Iterator[Path]":
    """A folder for a program with its own database, gone afterwards.

    Not pytest's own: its parents are closed anew whenever another run of tests begins, and a root's database, which
    runs as a user of its own, then loses its files.
    """
    with tempfile.TemporaryDirectory(prefix="minqing-test-", ignore_cleanup_errors=True) as name:
        yield Path(name)


class Running:
    """`minqing serve` (or another command) on a data folder, watched by a test."""

    def __init__(self, home: Path, port: int, *words: str, **more: str) -> None:
        self.port = port
        self._out = (home.parent / f"out-{time.monotonic_ns()}").open("w+", encoding="utf-8")
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-m", "minqing.cli.main", *(words or ("serve",))],
            env=settings(home, MINQING_PORT=str(port), **more),
            stdin=subprocess.DEVNULL,
            stdout=self._out,
            stderr=subprocess.STDOUT,
            process_group=0,
        )

    def said(self) -> str:
        """What it has printed up to now."""
        self._out.seek(0)
        return self._out.read()

    def wait_until_ready(self, seconds: float = 120.0) -> float:
        """Wait for the address it prints when it is ready; how long that took."""
        began = time.monotonic()
        ready = within(
            seconds, lambda: f"http://localhost:{self.port}" in self.said() or self.process.poll() is not None
        )
        assert ready and self.process.poll() is None, self.said()
        return time.monotonic() - began

    def wait_until_ended(self, seconds: float = 60.0) -> int:
        """Wait for its end; its exit status."""
        return self.process.wait(timeout=seconds)

    def answers(self) -> bool:
        """Whether the server on the port is ready (with any token)."""
        import http.client
        import json

        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            line.request("GET", "/readyz", headers={"Host": "localhost"})
            reply = line.getresponse()
            return reply.status == 200 and bool(json.loads(reply.read())["ready"])
        except (OSError, ValueError, http.client.HTTPException):
            return False
        finally:
            line.close()

    def work(self) -> float:
        """Seconds of processor time that the program and all its parts have taken: the same on a busy machine."""
        ticks = 0
        for pid, _ in self.family():
            with contextlib.suppress(OSError):
                ticks += sum(map(int, Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[11:15]))
        return ticks / os.sysconf("SC_CLK_TCK")

    def family(self) -> "set[tuple[int, int]]":
        """The program and everything that descends from it now: process number and moment of birth."""
        return family(self.process.pid)


def family(root: int) -> "set[tuple[int, int]]":
    """A process and all that descends from it: number and moment of birth, since numbers are given again."""
    known = _all()
    members = {root}
    while True:
        more = {pid for pid, (parent, _) in known.items() if parent in members} - members
        if not more:
            return {(pid, known[pid][1]) for pid in members if pid in known}
        members |= more


def alive(processes: "set[tuple[int, int]]") -> "set[tuple[int, int]]":
    """Those of them that still run."""
    known = _all()
    return {(pid, born) for pid, born in processes if pid in known and known[pid][1] == born}


def kill(processes: "set[tuple[int, int]]") -> None:
    """End them at once (−9); one of them may die by itself meanwhile, as a child does with its parent."""
    for pid, _born in alive(processes):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def within(seconds: float, holds: Callable[[], bool]) -> bool:
    """Whether it comes to hold in so many seconds."""
    until = time.monotonic() + seconds
    while not (held := holds()) and time.monotonic() < until:
        time.sleep(0.05)
    return held


def words_of(pid: int) -> str:
    """How a process was called."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def _all() -> "dict[int, tuple[int, int]]":
    """Every living process: its parent and its moment of birth (zombies have died)."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                state, parent, *rest = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            if state != "Z":
                found[int(entry.name)] = (int(parent), int(rest[17]))
    return found
