"""The demo as people start it: filled once, a door for each role, kept until it is begun again."""

import re
import signal
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import HTTPCookieProcessor, build_opener

import psycopg
import pytest

from minqing.site.embedded import Cluster
from tests.running import Running, folder, free_port

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """A data folder in which the demo has been started once."""
    with folder() as place:
        stop(started(place / "home"))
        yield place / "home"


def started(home: Path, *words: str) -> Running:
    """The demo, ready."""
    running = Running(home, free_port(), "demo", *words)
    running.wait_until_ready(600)
    return running


def stop(running: Running) -> None:
    """Stop it; what it said is complete then."""
    running.process.send_signal(signal.SIGINT)
    assert running.wait_until_ended() == 0


def doors(running: Running) -> list[str]:
    """The sign-in links that it printed."""
    return re.findall(rf"http://localhost:{running.port}/\S+", running.said())


def page_behind(door: str) -> str:
    """Go through a door, as a browser does, and give the address where one arrives."""
    browser = build_opener(HTTPCookieProcessor())
    with browser.open(door, timeout=60) as answer:
        return str(answer.geturl())


@pytest.fixture
def demo(home: Path) -> Iterator[Running]:
    """The demo, started again."""
    running = started(home)
    yield running
    if running.process.poll() is None:
        stop(running)


def test_every_door_that_is_printed_leads_to_a_desk(demo: Running) -> None:
    from minqing.demo.people import DOORS

    assert len(doors(demo)) == len(DOORS)
    for door in doors(demo):
        assert re.search(r"/\d+/desk/$", page_behind(door)), door


def test_without_the_demo_there_is_no_door(demo: Running) -> None:
    way = doors(demo)[0].split(f":{demo.port}", 1)[1]
    with folder() as place:
        serving = Running(place / "home", free_port())
        try:
            serving.wait_until_ready()
            with pytest.raises(HTTPError) as answer:
                page_behind(f"http://localhost:{serving.port}{way}")
            assert answer.value.code == 404
        finally:
            stop(serving)


def test_what_is_entered_is_kept_until_it_is_begun_again(home: Path) -> None:
    cluster = Cluster(home / "db", home / "logs" / "database.log")
    running = started(home)
    with psycopg.connect(**cluster.parameters()) as line:  # type: ignore[arg-type]
        line.execute("create table public.entered ()")
    stop(running)
    stop(started(home))
    running = started(home)
    with psycopg.connect(**cluster.parameters()) as line:  # type: ignore[arg-type]
        assert line.execute("select to_regclass('public.entered') is not null").fetchone() == (True,)
    stop(running)
    running = started(home, "--fresh")
    with psycopg.connect(**cluster.parameters()) as line:  # type: ignore[arg-type]
        assert line.execute("select to_regclass('public.entered') is not null").fetchone() == (False,)
    stop(running)


def test_a_filling_cut_short_is_begun_again(home: Path) -> None:
    (home / "use").write_text("demo being filled\n")
    stop(started(home))
    assert (home / "use").read_text() == "demo\n"
