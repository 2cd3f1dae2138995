"""One cluster a session (tests.cluster), one database a worker, two streets; every test is rolled back."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings

# In `make test` every run tries the same examples, so that a change is judged by what it changed; `make slow` (or
# MINQING_TEST_RANDOM=1) looks for new ones. No example has a deadline: on a loaded machine any may be kept waiting.
hypothesis_settings.register_profile("steady", derandomize=True, database=None, deadline=None)
hypothesis_settings.register_profile("searching", deadline=None)
hypothesis_settings.load_profile("searching" if os.environ.get("MINQING_TEST_RANDOM") == "1" else "steady")


@pytest.fixture(scope="session", autouse=True)
def plain_static_names() -> None:
    """Static files under their own names: pages are drawn without collecting them first."""
    from django.conf import settings

    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """A fast hasher: argon2 costs 0.2 s a password."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_setup(
    request: Any, django_db_blocker: Any, django_db_modify_db_settings: None
) -> Iterator[None]:
    """The test database: made by the program's own migrations, with two streets; gone afterwards."""
    from django.conf import settings
    from django.db import connection
    from django.test import TransactionTestCase

    from minqing.access.acting import as_owner
    from minqing.site.migrate import migrate_all
    from minqing.site.tenancy import make_street
    from tests.factories.ground import clear_ground, lay_ground

    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    name = f"test_minqing_{worker}"
    with django_db_blocker.unblock(), as_owner():
        first = settings.DATABASES["default"]["NAME"]
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{name}"')
        connection.close()
        connection.close_pool()
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
        migrate_all()
        for code, street in (("110101005", "示例街道"), ("110101006", "另一街道")):
            make_street(code, street)
        lay_ground()
    # A test that really commits (`django_db(transaction=True)`) leaves rows; Django's own flush knows one schema.
    TransactionTestCase._fixture_teardown = lambda self: clear_ground()  # type: ignore[method-assign]
    yield
    with django_db_blocker.unblock():
        connection.close()
        connection.close_pool()
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = first
