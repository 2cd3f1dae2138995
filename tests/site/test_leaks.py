"""Another street's rows never show. Each way in which they leaked in a trial is closed, and each closing is tried
without itself too: then the same scenario must find the leak, or it would prove nothing."""

import ast
import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import local

import pytest
from asgiref.sync import sync_to_async
from django.db import ProgrammingError, connection, transaction
from django.template import engines
from django.template.response import TemplateResponse
from django.test import RequestFactory

import minqing.site.engine.base as engine
from minqing.access.acting import Acting, act_as, acting_as, in_community, schema_of
from minqing.access.pages import desk_page
from minqing.access.scope import Viewer
from minqing.territory.models import Community, Courtyard
from tests.factories.ground import NAMES, OTHER, OWN, SIBLING
from tests.factories.people import a_courtyard, a_secretary, as_actor

NOW = datetime(2026, 11, 24, 4, tzinfo=UTC)
committed = pytest.mark.django_db(transaction=True)


def names_seen() -> set[str]:
    """The communities whose rows show now; none where no street is entered."""
    try:
        with transaction.atomic():
            return set(Community.objects.values_list("name", flat=True))
    except ProgrammingError:  # no such table: no street is entered
        return set()


@pytest.fixture
def per_thread_state(monkeypatch):
    """What the library does by itself: the street is kept on a thread, not in the context."""
    kept = local()
    monkeypatch.setattr(engine, "acting", lambda: getattr(kept, "state", Acting()))
    monkeypatch.setattr(engine, "act_as", lambda state: setattr(kept, "state", state))
    return kept


# 1. A street set in a thread that serves the next request too.


async def street_left_on_a_thread() -> set[str]:
    """One request enters a street in a thread of the pool; what does the next one, in no street, see there?"""
    with ThreadPoolExecutor(1) as pool:

        def enter() -> None:
            state = Acting(schema_of(OWN[:9]), (OWN,))
            engine.act_as(state)
            assert names_seen() == {NAMES[OWN]}

        async def first() -> None:
            await sync_to_async(enter, thread_sensitive=False, executor=pool)()

        async def second() -> set[str]:
            return await sync_to_async(names_seen, thread_sensitive=False, executor=pool)()

        await asyncio.create_task(first())
        seen = await asyncio.create_task(second())
        await sync_to_async(lambda: connection.close(), thread_sensitive=False, executor=pool)()
        return seen


@committed
def test_a_street_entered_in_a_thread_is_not_there_for_the_next_request():
    assert asyncio.run(street_left_on_a_thread()) == set()


@committed
def test_without_a_context_of_its_own_the_next_request_would_see_it(per_thread_state):
    assert asyncio.run(street_left_on_a_thread()) == {NAMES[OWN]}


# 2 and 3. Library ways of entering a street that share state between threads: refused by reading the code.

SHARING = {"schema_context", "tenant_context", "set_schema", "set_tenant", "activate", "deactivate"}


def shared_entries(source: str) -> list[int]:
    """Lines that enter a street by the library's own means (`with tenant:`, `@schema_context`, `set_schema`)."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.With | ast.AsyncWith):
            entered = [item.context_expr for item in node.items]
            found += [
                node.lineno for e in entered if isinstance(e, ast.Name) and e.id in {"tenant", "street"}
            ]
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("django_tenants"):
            found += [node.lineno for alias in node.names if alias.name in SHARING]
        if isinstance(node, ast.Attribute) and node.attr in SHARING - {"activate", "deactivate"}:
            found.append(node.lineno)
    return found


def test_no_code_enters_a_street_by_means_that_threads_share():
    root = Path(__file__).parents[2] / "minqing"
    guilty = {
        str(path.relative_to(root)): lines
        for path in sorted(root.rglob("*.py"))
        if (lines := shared_entries(path.read_text(encoding="utf-8")))
    }
    assert guilty == {}


@pytest.mark.parametrize(
    "code",
    [
        "with tenant:\n    pass",
        "from django_tenants.utils import schema_context\n@schema_context('s1')\ndef f(): pass",
        "connection.set_schema('s1')",
    ],
)
def test_the_reading_of_the_code_finds_each_of_them(code):
    assert shared_entries(code) != []


# 4. A setting that a rollback took back, and one that stays on a connection of the pool.


def after_a_rollback_nobody_heard_of() -> set[str]:
    """Own street set outside a transaction, the other inside one that raw SQL rolls back; then read the other."""
    with in_community(OWN):
        assert names_seen() == {NAMES[OWN]}
    with in_community(OTHER):
        connection.set_autocommit(False)
        try:
            assert set(Community.objects.values_list("name", flat=True)) == {NAMES[OTHER]}
            with connection.cursor() as cursor:
                cursor.execute("ROLLBACK")
            return set(Community.objects.values_list("name", flat=True))
        finally:
            connection.rollback()
            connection.set_autocommit(True)


@committed
def test_a_setting_undone_by_a_raw_rollback_is_made_again():
    assert after_a_rollback_nobody_heard_of() == {NAMES[OTHER]}


@committed
def test_remembering_a_setting_made_inside_a_transaction_would_show_the_other_street(monkeypatch):
    proper = engine.DatabaseWrapper._handle_search_path

    def remembering(self, cursor=None):
        proper(self, cursor)
        self._applied = engine.acting()

    monkeypatch.setattr(engine.DatabaseWrapper, "_handle_search_path", remembering)
    assert after_a_rollback_nobody_heard_of() == {NAMES[OWN]}


def left_on_the_connection() -> str:
    """The search path of a pool's connection after a request in a street gave it back."""
    with in_community(OWN):
        assert names_seen() == {NAMES[OWN]}
    pool = connection.pool
    connection.close()
    paths = set()
    taken = [pool.getconn() for _ in range(pool.get_stats()["pool_available"])]
    for raw in taken:
        paths.add(
            raw.execute("show search_path").fetchone()[0] + raw.execute("select current_user").fetchone()[0]
        )
        pool.putconn(raw)
    return " ".join(sorted(paths))


@committed
def test_a_connection_goes_back_to_the_pool_with_no_street_on_it():
    assert schema_of(OWN[:9]) not in left_on_the_connection()


@committed
def test_without_the_reset_the_street_would_stay_on_it(monkeypatch):
    monkeypatch.setattr(connection.pool, "_reset", None)
    assert schema_of(OWN[:9]) in left_on_the_connection()


# 5. A lazy queryset made in one street and read outside of it or in another.


@pytest.mark.django_db
def test_a_queryset_of_a_viewer_read_in_another_street_shows_nothing():
    with in_community(OTHER):
        a_courtyard("外街胡同1号院")
    with in_community(OWN):
        a_courtyard("本街胡同1号院")
        viewer = Viewer(as_actor(a_secretary()), Community.objects.get(), NOW)
        lazy = viewer.courtyards()
        careless = Courtyard.objects.all()
    with in_community(OTHER):
        assert [yard.name for yard in lazy] == []
        # What the closing saves us from: a queryset that does not start from the viewer's rows.
        assert [yard.name for yard in careless] == ["外街胡同1号院"]


def lazy_page(request):
    """A page whose template reads the rows."""
    names = Courtyard.objects.values_list("name", flat=True)
    template = engines["django"].from_string("{{ names|join:',' }}")
    return TemplateResponse(request, template, {"names": names})


@pytest.mark.django_db
def test_a_lazy_page_is_read_while_its_street_is_entered():
    with in_community(OWN):
        a_courtyard("本街胡同1号院")
        secretary = a_secretary()
    request = RequestFactory().get("/")
    request.user = secretary.account
    response = desk_page(lazy_page)(request, OWN)
    assert response.content.decode() == "本街胡同1号院"


@pytest.mark.django_db
def test_without_reading_it_there_the_page_would_read_in_no_street(monkeypatch):
    monkeypatch.setattr("minqing.access.pages._read_here", lambda response: response)
    with in_community(OWN):
        secretary = a_secretary()
    request = RequestFactory().get("/")
    request.user = secretary.account
    response = desk_page(lazy_page)(request, OWN)
    with pytest.raises(ProgrammingError), transaction.atomic():
        response.render()


# Row security: what holds even where a query forgets to ask.


@pytest.mark.django_db
def test_a_sibling_communitys_rows_do_not_show_even_to_a_query_that_forgot_to_ask():
    for code in (OWN, SIBLING):
        with in_community(code):
            a_courtyard(f"{NAMES[code]}胡同")
    with in_community(OWN):
        assert list(Courtyard.objects.values_list("name", flat=True)) == ["本社区胡同"]


@pytest.mark.django_db
def test_in_a_street_with_no_community_set_no_row_shows():
    with in_community(OWN):
        a_courtyard()
    with acting_as(Acting(schema_of(OWN[:9]), ())):
        assert list(Courtyard.objects.all()) == []


@committed
def test_many_requests_at_once_over_one_pool_each_see_their_own():
    def read(turn: int) -> bool:
        code = (OWN, SIBLING, OTHER)[turn % 3]
        try:
            with in_community(code):
                if turn % 5 == 0:
                    with pytest.raises(ZeroDivisionError), transaction.atomic():
                        names_seen()
                        raise ZeroDivisionError
                if turn % 7 == 0:
                    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
                        cursor.execute("select * from nowhere")
                mine = names_seen() == {NAMES[code]}
            outside = names_seen() == set()
            return mine and outside
        finally:
            if turn % 2:
                connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(read, range(600)))
        list(pool.map(lambda _: connection.close(), range(64)))
    assert answers == [True] * 600


def test_setting_a_state_changes_this_context_alone():
    async def other() -> None:
        act_as(Acting("s1"))

    async def run() -> str:
        await asyncio.create_task(other())
        return engine.acting().schema

    assert asyncio.run(run()) == "public"
