"""The built-in database: made whole or not at all, reached by a socket, never mistaken for another's."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

from minqing.site.embedded import Cluster
from minqing.site.trouble import Trouble


@pytest.fixture
def folder() -> Iterator[Path]:
    """A short-named folder: pytest's own have names too long for a socket."""
    with TemporaryDirectory(prefix="minqing-test-") as name:
        yield Path(name)


def made(folder: Path) -> Cluster:
    """A cluster in this folder, made now."""
    folder.mkdir(exist_ok=True, parents=True)
    cluster = Cluster(folder / "db", folder / "database.log", fast=True)
    cluster.make()
    return cluster


def stop(server: "subprocess.Popen[bytes]") -> None:
    """Stop a server cleanly."""
    server.send_signal(signal.SIGINT)
    server.wait(timeout=30)


def test_making_it_cut_short_is_begun_again(folder: Path) -> None:
    making = folder / "db" / "data.making" / "base"
    making.mkdir(parents=True)
    cluster = made(folder)
    assert sorted(path.name for path in cluster.path.iterdir()) == ["data"]
    stop(cluster.start())


def test_a_made_one_is_left_as_it_is(folder: Path) -> None:
    cluster = made(folder)
    assert cluster.make() is False


def test_of_another_major_version_it_is_not_touched(folder: Path) -> None:
    cluster = made(folder)
    (cluster.data / "PG_VERSION").write_text("15\n")
    with pytest.raises(Trouble, match=r"PostgreSQL 15|PostgreSQL 15"):
        cluster.make()


def test_a_left_over_pid_file_that_names_somebody_else_does_not_hinder_it(folder: Path) -> None:
    cluster = made(folder)
    (cluster.data / "postmaster.pid").write_text(f"{os.getpid()}\n{cluster.data}\n")
    assert cluster.running() is None
    stop(cluster.start())


def test_a_server_that_was_left_running_is_stopped_before_the_next_starts(folder: Path) -> None:
    cluster = made(folder)
    left = cluster.start()
    assert cluster.running() == left.pid
    server = cluster.start()
    assert left.wait(timeout=60) == 0
    assert cluster.running() == server.pid
    stop(server)


def test_in_a_folder_with_a_long_name_the_socket_lies_elsewhere(folder: Path) -> None:
    long = folder / ("long" * 30)
    cluster = made(long)
    server = cluster.start()
    try:
        assert not cluster.socket.is_relative_to(long)
        with psycopg.connect(**cluster.parameters()) as line:  # type: ignore[arg-type]
            assert line.execute("select current_user::text").fetchone() == ("minqing",)
    finally:
        stop(server)


def test_a_copied_folder_does_not_share_the_socket_of_its_original(folder: Path) -> None:
    original, copy = (
        Cluster(folder / name / "db", folder / "log", fast=True) for name in ("x" * 90, "y" * 90)
    )
    assert original._far_socket.name != copy._far_socket.name


def test_nobody_else_on_the_machine_reaches_it(folder: Path) -> None:
    cluster = made(folder)
    server = cluster.start()
    try:
        assert cluster.socket.stat().st_mode & 0o077 == 0
    finally:
        stop(server)


def test_the_owner_of_the_rows_is_no_superuser(folder: Path) -> None:
    cluster = made(folder)
    server = cluster.start()
    try:
        with psycopg.connect(**cluster.parameters()) as line:  # type: ignore[arg-type]
            found = line.execute("select rolsuper, rolbypassrls from pg_roles where rolname = current_user")
            assert found.fetchone() == (False, False)
    finally:
        stop(server)


def test_it_dies_with_the_process_that_started_it(folder: Path) -> None:
    cluster = made(folder)
    program = (
        "import sys, time; from pathlib import Path; from minqing.site.embedded import Cluster;"
        f"c = Cluster(Path({str(cluster.path)!r}), Path({str(cluster.log)!r}), fast=True);"
        "print(c.start().pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as starter:
        assert starter.stdout is not None
        server = int(starter.stdout.readline())
        assert cluster.running() == server
        starter.kill()
    from tests.running import within

    assert within(60, lambda: cluster.running() is None)
