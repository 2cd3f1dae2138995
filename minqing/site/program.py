"""The whole of Minqing as one program: started in order, watched, stopped in order.

That is the database, the web server and the worker. It imports no Django: it is small, starts at once, and
outlives what it watches.
"""

import os
import secrets
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from minqing.site.at_hand import behind, check_answers, server_child
from minqing.site.child import Child, spawn
from minqing.site.embedded import cluster_of
from minqing.site.home import Home, is_root, made_home
from minqing.site.knobs import knob, knob_number
from minqing.site.lifeline import die_with_parent, hang_on
from minqing.site.lock import HomeLock, taken
from minqing.site.ports import check_free, missing, wait_until_ready
from minqing.site.rootless import DATABASE_USER
from minqing.site.trouble import Trouble
from minqing.site.words import words_of

_ = words_of("site")

_FIRST_START = 120.0  # seconds the web server may take until it is ready
_HOPELESS = 4  # deaths in a row before the program was ever ready
_LARGEST_LOG = 5_000_000  # bytes; a larger one is set aside at the next start


def say(sentence: str) -> None:
    """A line for the person at the terminal."""
    print(sentence, flush=True)


class Program:
    """One run of the program on one data folder."""

    def __init__(self, settings: Mapping[str, str] | None = None) -> None:
        self.place: Home = made_home()
        self.bind = knob("MINQING_BIND")
        self.port = knob_number("MINQING_PORT")
        self.url = f"http://localhost:{self.port}"
        self._token = secrets.token_hex(16)
        self._settings = {"MINQING_START_TOKEN": self._token, **(settings or {})}
        self._stop = threading.Event()
        self._children: list[Child] = []  # in the order of their start

    def run(self, prepare: "Callable[[Program], None]", welcome: "Callable[[Program], None]") -> int:
        """Start, say so, watch until told to stop, stop.

        `prepare` runs before the web server, `welcome` when it is ready.
        """
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(sign, lambda number, frame: self._stop.set())
        with taken(self.place) as lock:
            try:
                self._start(lock, prepare, welcome)
                while not self._stop.wait(0.2):
                    self._look_after_all(ready=True)
            finally:
                lock.stopping()
                self._stop_all()
        return 0

    def step(self, *words: str) -> str:
        """Run one of our commands to its end, and give what it printed. Trouble where it fails."""
        return self.result(self.begin(*words))

    def begin(self, *words: str) -> "subprocess.Popen[bytes]":
        """Begin one of our commands, to ask for its result later."""
        return subprocess.Popen(
            [sys.executable, "-m", "minqing.cli.main", *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            env={**os.environ, **self._settings},
            process_group=0,
            preexec_fn=die_with_parent(),
        )

    def result(self, process: "subprocess.Popen[bytes]") -> str:
        """Wait for a command and give what it printed. Trouble where it fails; a stop ends it too."""
        while True:
            try:
                out = process.communicate(timeout=0.2)[0]
                break
            except subprocess.TimeoutExpired:
                if self._stop.is_set():
                    process.terminate()
        if process.returncode != 0 and not self._stop.is_set():
            words = " ".join(map(str, process.args[3:])) if isinstance(process.args, list) else ""
            raise Trouble(_("A step of the start failed: minqing {words}").format(words=words))
        return out.decode()

    def _start(
        self, lock: HomeLock, prepare: "Callable[[Program], None]", welcome: "Callable[[Program], None]"
    ) -> None:
        check_free(self.bind, self.port, patience=5.0 if lock.after_a_kill else 0.0)
        self._start_database()
        if behind():
            say(_("Preparing the database …"))
            self.step("migrate")
        prepare(self)
        if self._stop.is_set():
            return
        self._begin(Child("worker", self._worker))
        self._begin(Child("web", self._web))
        self._wait_until_ready()
        if not self._stop.is_set():
            welcome(self)

    def _start_database(self) -> None:
        if knob("MINQING_DATABASE_URL"):
            check_answers(seconds=0)
            return
        cluster = cluster_of(self.place)
        if not cluster.data.exists():
            say(_("Making the database in {folder} …").format(folder=cluster.path))
        cluster.make()
        if is_root():
            say(_("Running as root; PostgreSQL runs as the system user {user}.").format(user=DATABASE_USER))
            for folder in cluster.opened:
                say(_("  For it, this folder was opened for passing through: {folder}").format(folder=folder))
            say(_("  Better: run Minqing as an ordinary user."))
        _set_aside(cluster.log)
        self._begin(server_child(cluster))

    def _begin(self, child: Child) -> None:
        self._children.append(child)
        child.start()

    def _worker(self) -> "subprocess.Popen[bytes]":
        # An orphaned worker has no database to hand its jobs back to; the next start takes them up again.
        return self._python("worker", signal.SIGKILL, "-m", "minqing.cli.main", "worker")

    def _web(self) -> "subprocess.Popen[bytes]":
        return self._python("web", signal.SIGTERM, "-m", "minqing.site.web")

    def _python(self, name: str, orphaned: signal.Signals, *words: str) -> "subprocess.Popen[bytes]":
        log = self.place.logs / f"{name}.log"
        _set_aside(log)
        return spawn([sys.executable, *words], log, self._settings, orphaned)

    def _wait_until_ready(self) -> None:
        ready = wait_until_ready(
            self.bind,
            self.port,
            self._token,
            seconds=_FIRST_START,
            still=lambda: self._look_after_all(ready=False),
        )
        if not ready and not self._stop.is_set():
            parts = ", ".join(_part(name) for name in missing(self.bind, self.port))
            sentence = _(
                "Not ready after {seconds} seconds, because of: {parts}. The logs say more: {folder}"
            )
            raise Trouble(sentence.format(seconds=int(_FIRST_START), parts=parts, folder=self.place.logs))

    def _look_after_all(self, *, ready: bool) -> bool:
        """Start again what died; whether to go on waiting.

        Trouble where it dies time and again before it was ever ready.
        """
        for child in self._children:
            if not child.look_after():
                continue
            log = self.place.logs / f"{child.name}.log"
            if not ready and child.deaths >= _HOPELESS:
                words = " / ".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-4:])
                raise Trouble(
                    _("{part} does not start. Its last words: {words} (all of them: {log})").format(
                        part=_part(child.name), words=words, log=log
                    )
                )
            if ready:
                say(_("{part} ended unexpectedly and is started again. Its log: {log}").format(
                    part=_part(child.name), log=log
                ))  # fmt: skip
        return not self._stop.is_set()

    def _stop_all(self) -> None:
        if self._children:
            say(_("Stopping …"))
        for name in ("worker", "web", "database"):
            for child in self._children:
                if child.name == name:
                    child.stop(seconds=30.0 if name == "database" else 8.0)
        if self._children:
            say(_("Stopped."))


def hang_on_starter() -> None:
    """End with the process that started us (make), however that one ends."""
    hang_on(os.getppid())


def _part(name: str) -> str:
    return {
        "database": _("The database"),
        "migrations": _("The database's migrations"),
        "web": _("The web server"),
        "worker": _("The worker"),
    }[name]


def _set_aside(log: Path) -> None:
    """Begin a new log where the old one has grown large; one old one is kept."""
    if log.is_file() and log.stat().st_size > _LARGEST_LOG:
        log.replace(log.with_suffix(".old.log"))
