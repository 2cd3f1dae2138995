"""The table as a file: exactly what is seen, under a line that says whose copy it is, written down first."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.http import QueryDict
from django.utils import timezone, translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from minqing.access.acting import in_community
from minqing.access.actors import actor_of
from minqing.access.scope import Viewer
from minqing.committee.models import Member
from minqing.households.models import Household, Membership, Resident
from minqing.households.register_in import waiting
from minqing.households.sounds import search_sound
from minqing.households.table import checking, index, rows
from minqing.households.table.asked import read_asked
from minqing.households.table.columns import COLUMNS
from minqing.ledger.models import Record
from minqing.privacy.models import Reading
from minqing.territory.models import Community
from tests.factories.desk import Desk, a_neighbour, an_officer, signed_in, to
from tests.factories.ground import OWN, SIBLING
from tests.factories.people import LONG_AGO, a_household

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    index.forget()
    checking.forget()
    monkeypatch.setattr("minqing.households.sheet_answer.folder", lambda: tmp_path)
    monkeypatch.setattr(waiting, "folder", lambda: tmp_path)
    with in_community(SIBLING):
        a_household("红点颏")
    with in_community(OWN), translation.override("en"):
        yield Desk()


def many(desk: Desk, number: int) -> None:
    """So many more people in the 赵 household."""
    people = [Resident(community=OWN, name=f"赵{n:03}", pinyin=f"zhao{n:03}") for n in range(number)]
    Resident.objects.bulk_create(people)
    Membership.objects.bulk_create(
        Membership(community=OWN, resident=one, household=desk.zhao, from_day=LONG_AGO) for one in people
    )


def taken(who: Any, query: str, reason: str = "") -> Any:
    """The answer to asking for the file."""
    return signed_in(who).post(f"{to('register_table_export')}?{query}", {"reason": reason})


def lines(answer: Any) -> list[tuple[Any, ...]]:
    """The lines of the file that was handed out."""
    content = b"".join(answer.streaming_content)
    return [tuple(row) for row in load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)]


def test_the_file_holds_what_is_seen_under_its_mark(desk: Desk) -> None:
    Resident.objects.filter(name="赵二").update(born="1990-01-01")
    answer = taken(desk.wang, "c=name,age,relation&f=relation:is:child&sort=-name", "核对")
    found = lines(answer)
    community = Community.objects.get(community=OWN).name
    when = timezone.localtime().strftime("%Y-%m-%d")
    assert found[0][0].startswith(f"Taken out by 王委员 · {when}")
    assert found[0][0].endswith(f" · {community} ({OWN}) · 1 row · What for: 核对")
    years = TODAY.year - 1990 - ((TODAY.month, TODAY.day) < (1, 1))
    assert found[1:] == [("Name", "Age", "Relation to the head"), ("赵二", years, "Child")]


def test_more_than_fifty_rows_need_a_reason_which_is_written_down(desk: Desk) -> None:
    many(desk, 49)
    before = Record.objects.count()
    assert taken(desk.wang, "f=").status_code == 422
    assert (Record.objects.count(), Reading.objects.count()) == (before, 0)
    assert len(lines(taken(desk.wang, "f=", "入户核对"))) == 2 + 51
    read = Reading.objects.get()
    assert (read.account_id, read.reason, read.subject_type) == (
        desk.wang.account_id,
        "入户核对",
        "territory.community",
    )
    assert Record.objects.order_by("seq").last().kind == "register.export"  # type: ignore[union-attr]
    assert taken(desk.wang, "f=relation:is:head").status_code == 200


def test_nothing_in_a_cell_is_run_by_the_program_that_opens_it(desk: Desk) -> None:
    Resident.objects.filter(name="赵一").update(name="=1+1")
    Resident.objects.filter(name="赵二").update(name="@SUM(A1)\x07")
    assert sorted(row[0] for row in lines(taken(desk.wang, "c=name"))[2:]) == ["'=1+1", "'@SUM(A1)"]
    assert lines(taken(desk.wang, "c=name", '=HYPERLINK("x")'))[0][0].startswith("Taken out by")


def test_a_members_file_is_of_the_own_zone_and_nobody_elses_is_made(desk: Desk) -> None:
    assert sorted(row[0] for row in lines(taken(desk.wang, "c=name"))[2:]) == ["赵一", "赵二"]
    assert sorted(row[0] for row in lines(taken(desk.secretary, "c=name"))[2:]) == ["赵一", "赵二", "钱一"]
    for account in (a_neighbour(), an_officer()):
        assert taken(account, "c=name").status_code == 404
    assert taken(desk.wang, "c=name,left").status_code == 303
    assert taken(desk.wang, "f=care:filled").status_code == 303


def test_the_page_says_how_many_and_which_columns(desk: Desk) -> None:
    page = signed_in(desk.secretary).get(f"{to('register_table_export')}?c=name,born&f=sex:empty")
    assert (page.context["rows"], [str(name) for name in page.context["named"]]) == (3, ["Name", "Born"])


def viewer(who: Member) -> Viewer:
    """Somebody looking at the own community's desk."""
    now = timezone.now()
    return Viewer(actor_of(who.account, TODAY), Community.objects.get(community=OWN), now)  # type: ignore[arg-type]


PEOPLE = st.lists(
    st.tuples(
        st.sampled_from(["赵", "钱", "孙", "欧阳"]),
        st.sampled_from(["", "1931", "1966-05", "1966-05-08", "2015-01-01"]),
        st.sampled_from(["", "female", "male"]),
        st.sampled_from(["", "head", "child"]),
    ),
    max_size=25,
)
KEYS = [column.key for column in COLUMNS]
SORTED = [column.key for column in COLUMNS if column.sorted]
CONDITIONS = [
    "sex:is:male", "sex:empty", "born:before:1967-01-01", "age:least:30", "relation:filled", "checks:filled",
    "checks:empty", "confirmed:age:never", "name:has:赵", "home:has:胡同", "people:least:3",
]  # fmt: skip


@given(
    people=PEOPLE,
    columns=st.lists(st.sampled_from(KEYS), min_size=1, unique=True),
    sort=st.sampled_from(SORTED),
    descending=st.booleans(),
    conditions=st.lists(st.sampled_from(CONDITIONS), max_size=2, unique=True),
    page=st.integers(1, 7),
)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_the_file_is_what_the_parts_show_one_after_the_other(
    desk: Desk, people: Any, columns: Any, sort: str, descending: bool, conditions: Any, page: int
) -> None:
    """Whatever is asked, in whatever pieces it is read."""
    index.forget()
    checking.forget()
    Membership.objects.filter(household=desk.qian).delete()
    for surname, born, sex, relation in people:
        person = Resident.objects.create(
            community=OWN, name=f"{surname}某", pinyin=search_sound(f"{surname}某"), born=born, sex=sex
        )
        Membership.objects.create(
            community=OWN, resident=person, household=desk.qian, relation=relation, from_day=LONG_AGO
        )
    Household.objects.filter(pk=desk.qian.pk).update(number="12")
    query = QueryDict(mutable=True)
    query["c"], query["sort"] = ",".join(columns), f"{'-' if descending else ''}{sort}"
    query.setlist("f", conditions or [""])
    who = viewer(desk.secretary)
    what = read_asked(query, who)
    shown: list[tuple[str, ...]] = []
    total = rows.part_of(who, what, 0, 1).total
    for start in range(0, total, page):
        part = rows.part_of(who, what, start, start + page)
        shown += [row.cells for row in part.rows if row]
    found = lines(taken(desk.secretary, query.urlencode(), "核对"))[2:]
    told = [tuple("" if cell is None else str(cell) for cell in row) for row in found]
    assert told == shown
    assert len(shown) == total
