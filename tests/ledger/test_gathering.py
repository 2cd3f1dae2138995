"""What is gathered is as if it had been written one by one, whoever looks, and whatever is taken back."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minqing.access.acting import in_community
from minqing.access.scope import Viewer
from minqing.committee.models import Member, Portfolio
from minqing.households.models import Resident
from minqing.ledger import chain
from minqing.ledger.actor import SYSTEM
from minqing.ledger.gathering import Gathering, gathering_with, known_once, made_here
from minqing.ledger.models import Head, Record
from minqing.ledger.prepared import Prepared
from minqing.ledger.rows import Row
from minqing.ledger.snapshot import digests_of
from minqing.ledger.spelling import PLAIN
from minqing.ledger.writing import Writing
from minqing.notices.actions import tell
from minqing.notices.models import Notice
from minqing.sync.mine import COURTYARDS, HOUSEHOLDS
from minqing.territory.models import Community
from tests.factories.desk import Desk
from tests.factories.ground import OWN
from tests.factories.people import as_actor

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
texts = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00"), max_size=20)


@pytest.fixture(autouse=True)
def _acting() -> Iterator[None]:
    with in_community(OWN):
        yield


@pytest.fixture
def one() -> Iterator[Gathering]:
    with transaction.atomic(), gathering_with(chain.appending) as one:
        yield one


@pytest.fixture
def w() -> Writing:
    return Writing("test.gather", SYSTEM, NOON)


def a_line(name: str) -> Portfolio:
    """A row that nothing else is needed for."""
    return Portfolio(community=OWN, name=name)


def statements(seen: CaptureQueriesContext) -> list[str]:
    """The first word of each statement."""
    return [query["sql"].split()[0] for query in seen.captured_queries]


def test_every_row_of_a_street_can_be_told_as_json() -> None:
    rows = [model for model in apps.get_models() if issubclass(model, Row)]
    odd = [field for model in rows for field in model._meta.concrete_fields if type(field) not in PLAIN]
    assert odd == [] and len(rows) > 30


def test_rows_wait_until_something_looks_at_their_table(one: Gathering, w: Writing) -> None:
    with CaptureQueriesContext(connection) as seen:
        line = w.add(a_line("民政"))
        w.change(line, name="安全")
        assert Community.objects.filter(community=OWN).exists()
        assert statements(seen) == ["SELECT"]
        assert list(Portfolio.objects.filter(pk=line.pk).values_list("name", flat=True)) == ["安全"]
        assert statements(seen) == ["SELECT", "WITH", "SELECT"]


def test_a_row_changed_by_another_hand_is_no_longer_known_from_memory(one: Gathering, w: Writing) -> None:
    line = w.add(a_line("民政"))
    assert made_here(Portfolio, line.pk) is line
    w.change(Portfolio.objects.get(pk=line.pk), name="安全")
    assert made_here(Portfolio, line.pk) is None
    line.refresh_from_db()
    assert line.name == "安全"
    Portfolio.objects.filter(pk=line.pk).update(name="卫生")
    line.refresh_from_db()
    assert line.name == "卫生"


def test_a_row_that_was_written_already_is_updated(one: Gathering, w: Writing) -> None:
    line = w.add(a_line("民政"))
    assert Portfolio.objects.filter(pk=line.pk).exists()
    w.change(line, name="安全")
    w.change(line, name="卫生")
    assert Portfolio.objects.get(pk=line.pk).name == "卫生"
    w.remove(line)
    assert not Portfolio.objects.filter(pk=line.pk).exists()


def test_what_is_taken_back_to_a_savepoint_is_not_written_and_its_number_is_given_again(w: Writing) -> None:
    with transaction.atomic():
        with gathering_with(chain.appending):
            numbers = [w.number(OWN, "test")]
            kept = w.add(a_line("民政"))
            w.about(kept)
            mark = transaction.savepoint()
            w.tell()
            w.about(w.add(a_line("安全")))
            numbers.append(w.number(OWN, "test"))
            w.tell()
            transaction.savepoint_rollback(mark)
            numbers.append(w.number(OWN, "test"))
            w.about(w.add(a_line("卫生")))
            w.tell()
        assert numbers == [1, 2, 2]
        assert set(Portfolio.objects.values_list("name", flat=True)) == {"民政", "卫生"}
        assert Head.objects.get(community=OWN).counters["test"] == 2
        last = Record.objects.filter(community=OWN).order_by("seq").last()
        assert last is not None and last.seq == Head.objects.get(community=OWN).seq


def test_nothing_of_it_is_there_where_it_breaks_off(w: Writing) -> None:
    before = Head.objects.filter(community=OWN).values().first()
    with pytest.raises(ZeroDivisionError), transaction.atomic(), gathering_with(chain.appending):
        w.about(w.add(a_line("民政")))
        w.tell()
        w.number(OWN, "test")
        raise ZeroDivisionError
    assert Head.objects.filter(community=OWN).values().first() == before
    assert not Portfolio.objects.exists()


def test_a_key_that_is_taken_and_a_row_that_is_gone_are_heard_of_at_the_end(w: Writing) -> None:
    line = Portfolio.objects.create(community=OWN, name="民政")
    with pytest.raises(IntegrityError), transaction.atomic(), gathering_with(chain.appending):
        w.add(Portfolio(id=line.pk, community=OWN, name="安全"))
    gone = a_line("卫生")
    gone._state.adding = False
    with pytest.raises(DatabaseError), transaction.atomic(), gathering_with(chain.appending):
        w.change(gone, name="安全")
    assert list(Portfolio.objects.values_list("name", flat=True)) == ["民政"]


def test_what_was_known_is_asked_again_once_it_could_be_otherwise(one: Gathering, w: Writing) -> None:
    def lines() -> int:
        return known_once("lines", (Portfolio,), Portfolio.objects.count)

    before = lines()
    with CaptureQueriesContext(connection) as seen:
        assert (lines(), len(seen)) == (before, 0)
    w.add(a_line("民政"))
    assert lines() == before + 1


def test_nobody_is_told_twice_under_one_key() -> None:
    desk = Desk()
    words: dict[str, Any] = {
        "community": OWN,
        "to_accounts": [desk.wang.account_id],
        "once": "x",
        "at": NOON,
        "kind": "entry_returned",
        "params": {"who": "李", "day": "2026-11-24"},
    }
    tell(**words)
    with transaction.atomic(), gathering_with(chain.appending):
        tell(**words)
        tell(**words | {"once": "y"})
        assert tell(**words | {"once": "y"}) == []
    assert sorted(Notice.objects.values_list("once", flat=True)) == ["x", "y"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts.filter(bool),
    st.lists(texts, max_size=3),
    st.sampled_from([None, True, False]),
    st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1)),
)
def test_a_row_stands_in_the_database_as_its_digest_was_told(
    name: str, phones: list[str], elsewhere: bool | None, left_on: date | None
) -> None:
    row = Resident(id=UUID(int=9), community=OWN, name=name, phones=phones, left_on=left_on)
    row.registered_elsewhere = elsewhere
    with transaction.atomic():
        with gathering_with(chain.appending) as one:
            one.add(row)
            told = digests_of([row])
        assert digests_of([Resident.objects.get(pk=row.pk)]) == told
        transaction.set_rollback(True)


def test_a_question_that_was_prepared_answers_as_it_does_when_it_is_built_anew() -> None:
    desk = Desk()
    ids = [desk.zhao.pk, desk.qian.pk, UUID(int=1)]
    yards = [desk.yard.pk, UUID(int=1)]
    community = Community.objects.get(community=OWN)
    seen = []
    for member in (desk.wang, desk.li, desk.secretary, desk.wang):
        viewer = Viewer(as_actor(member), community, NOON)
        homes = {row.pk for row in HOUSEHOLDS(viewer, ids)}
        assert homes == set(viewer.households().filter(pk__in=ids).values_list("pk", flat=True))
        assert [row.pk for row in COURTYARDS(viewer, yards)] == [desk.yard.pk]
        assert HOUSEHOLDS(viewer, ids[:1]) == list(viewer.households().filter(pk__in=ids[:1]))
        assert HOUSEHOLDS(viewer, []) == []
        seen.append(homes)
    assert seen == [{desk.zhao.pk}, {desk.qian.pk}, {desk.zhao.pk, desk.qian.pk}, {desk.zhao.pk}]


def test_a_prepared_question_brings_along_what_is_selected_with_it() -> None:
    desk = Desk()
    asked = Prepared[Member](
        lambda ids: Member.objects.filter(pk__in=ids).select_related("account").order_by("name")
    )
    with CaptureQueriesContext(connection) as seen:
        found = asked(ids=[desk.wang.pk, desk.li.pk])
        assert {one.account.pk for one in found} == {desk.wang.account_id, desk.li.account_id}
        assert len(seen) == 1
    with pytest.raises(TypeError):
        Prepared[Member](lambda ids, more: Member.objects.filter(pk__in=ids))(ids=[], more="x")
