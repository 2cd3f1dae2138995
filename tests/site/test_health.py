"""`/healthz` and `/readyz`: ready is only what can serve, and each start knows its own server."""

import json

import pytest
from django.db import connection
from django.test import Client

from minqing.access.acting import as_owner


def set_right(worker: str = "0 seconds") -> None:
    """A worker whose heart last beat so long ago."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_workers (last_heartbeat) values (now() - %s::interval)", [worker]
        )


@pytest.fixture(autouse=True)
def a_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """This server was started with a token."""
    monkeypatch.setenv("MINQING_START_TOKEN", "this-start")


def test_the_process_answers_without_a_database() -> None:
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_ready_is_what_has_database_migrations_and_a_worker_whose_heart_beats() -> None:
    set_right()
    answer = Client().get("/readyz")
    assert (answer.status_code, json.loads(answer.content)) == (
        200,
        {"ready": True, "database": True, "migrations": True, "worker": True, "start": "this-start"},
    )


@pytest.mark.django_db
def test_a_worker_that_fell_silent_is_none() -> None:
    set_right("31 seconds")
    answer = Client().get("/readyz")
    assert (answer.status_code, json.loads(answer.content)["worker"]) == (503, False)


@pytest.mark.django_db
def test_one_street_behind_with_its_migrations_is_not_ready() -> None:
    set_right()
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("comment on schema s110101005 is 'minqing migrations of long ago'")
    answer = Client().get("/readyz")
    assert (answer.status_code, json.loads(answer.content)["migrations"]) == (503, False)


@pytest.mark.django_db
def test_nothing_about_people_or_places_is_told() -> None:
    answer = Client().get("/readyz")
    assert set(json.loads(answer.content)) == {"ready", "database", "migrations", "worker", "start"}
