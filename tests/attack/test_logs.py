"""Nothing of a resident gets into a log: neither the program's nor the database's."""

import logging
import sys

import pytest
from django.conf import settings
from django.db import Error, connection, transaction
from django.utils.module_loading import import_string

from minqing.access.acting import in_community
from minqing.accounts.models import Account
from minqing.households.models import Resident
from tests.factories.ground import OWN

pytestmark = pytest.mark.django_db


def written(error: Exception) -> str:
    """What the program's log says of an error on a page."""
    line = settings.LOGGING["formatters"]["line"]
    formatter = import_string(line["()"])(line["format"], style=line["style"])
    try:
        raise RuntimeError("a page failed") from error
    except RuntimeError:
        info = sys.exc_info()
    record = logging.LogRecord("django.request", logging.ERROR, "", 0, "Internal Server Error: /", (), info)
    return str(formatter.format(record))


def test_the_row_that_the_database_refuses_is_not_written_into_the_log():
    username = "-".join(
        ("zhang", "sanfeng")
    )  # so that it stands in no line of this file, which the log quotes
    Account.objects.create_user(username, None, name="某人")
    with pytest.raises(Error) as refused, transaction.atomic():
        Account.objects.create_user(username, None, name="某人")
    assert username in str(refused.value)  # the database does repeat it
    said = written(refused.value)
    assert username not in said
    assert "IntegrityError: duplicate key value" in said and "RuntimeError: a page failed" in said


def test_of_a_row_of_a_street_the_database_repeats_nothing():
    with in_community(OWN), pytest.raises(Error) as refused, transaction.atomic():
        Resident.objects.create(community=OWN, name="张三丰", phones=None)
    assert "张三丰" not in str(refused.value)


def test_the_database_that_we_start_keeps_the_kind_of_an_error_alone():
    with connection.cursor() as cursor:
        found = []
        for name in ("log_error_verbosity", "log_min_error_statement", "log_parameter_max_length_on_error"):
            cursor.execute(f"SHOW {name}")
            found.append(cursor.fetchone()[0])
    assert found == ["terse", "panic", "0"]
