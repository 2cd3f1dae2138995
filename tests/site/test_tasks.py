"""A killed worker's unfinished jobs are done by the next."""

from types import SimpleNamespace
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from procrastinate.contrib.django import app

from minqing.access.acting import as_owner
from minqing.site.tasks import take_up_stalled_jobs


def job_of_a_worker(silent_for: str) -> int:
    """A job that is being done by a worker whose heart last beat so long ago."""
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_workers (last_heartbeat) values (now() - %s::interval) returning id",
            [silent_for],
        )
        (worker,) = cursor.fetchone()
        cursor.execute(
            "insert into procrastinate_jobs (queue_name, task_name, priority, args, status, attempts, worker_id)"
            " values ('default', 'test.any', 0, '{}', 'doing', 0, %s) returning id",
            [worker],
        )
        return int(cursor.fetchone()[0])


def status_of(job: int) -> str:
    """Where the job stands."""
    with connection.cursor() as cursor:
        cursor.execute("select status::text from procrastinate_jobs where id = %s", [job])
        return str(cursor.fetchone()[0])


@pytest.mark.django_db
def test_the_jobs_of_a_silent_worker_are_taken_up_again_and_those_of_a_living_one_are_not() -> None:
    task: Any = take_up_stalled_jobs
    with as_owner():
        left, held = job_of_a_worker("1 minute"), job_of_a_worker("5 seconds")
        async_to_sync(task.func)(SimpleNamespace(app=app), 0)
        assert (status_of(left), status_of(held)) == ("todo", "doing")
