"""A migration loses nothing: taken back and brought forward over a community that has one row of everything."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations import CreateModel
from django.db.migrations.executor import MigrationExecutor

from minqing.access.acting import as_owner, in_community
from minqing.ledger.rows import Row
from minqing.ledger.verify import verify_community
from tests.factories.ground import OWN
from tests.factories.world import World

pytestmark = pytest.mark.django_db

# Where each room stood first: what came later is taken back to here, and applied to the filled tables.
FIRST = [
    ("territory", "0001_initial"),
    ("households", "0001_initial"),
    ("diary", "0002_an_entry_is_never_rewritten"),
    ("concerns", "0001_initial"),
]


def counts() -> dict[str, int]:
    """How many rows each table of the street has."""
    return {m._meta.label: m._default_manager.count() for m in apps.get_models() if issubclass(m, Row)}


def test_models_and_migrations_tell_the_same():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def later_tables() -> list[type[Row]]:
    """The tables that are brought by the migrations which are taken back: nothing is in them when these are applied."""
    brought = {
        (migration.app_label, operation.name_lower)
        for migration, _ in MigrationExecutor(connection).migration_plan(FIRST)
        for operation in migration.operations
        if isinstance(operation, CreateModel)
    }
    rows = [model for model in apps.get_models() if issubclass(model, Row)]
    return [model for model in rows if (model._meta.app_label, model._meta.model_name) in brought]


def test_every_later_migration_is_applied_to_filled_tables_and_loses_nothing():
    World(OWN, "金丝雀", phones=False)
    with in_community(OWN):
        for model in later_tables():
            model._default_manager.all()._raw_delete(using="default")
        before, verdict = counts(), verify_community(OWN)
        with as_owner():
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            MigrationExecutor(connection).migrate(FIRST)
            MigrationExecutor(connection).migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())
            from minqing.site.tenancy import secure_street

            secure_street("s110101005")
        assert counts() == before
        assert verify_community(OWN) == verdict
        assert verdict.bad is None or verdict.bad.what == "the row has no record"
