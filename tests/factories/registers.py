"""Registers as tests write them: rows of a sheet, read, compared and taken without a file."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

from minqing.access.acting import acting
from minqing.households.actions.importing import import_register
from minqing.households.models import Household
from minqing.households.register_in.gathering import Gathered, gathered
from minqing.households.register_in.outcome import Outcome
from minqing.households.register_in.preview import previewed
from minqing.households.register_out import register_lines
from minqing.language.register import read_register
from minqing.language.register.columns import HEADER as OWN_HEADER
from minqing.language.register.columns import register_cells
from minqing.ledger.actor import Actor

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
LATER = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
CLI = Actor(None, "", via="cli")
HEADER = ("姓名", "性别", "出生日期", "电话", "关系", "住址", "住房性质")
Cells = Sequence[object]


def quiet(done: int, total: int) -> None:
    """Hears of progress and says nothing."""


def read(*rows: Cells, header: Cells = HEADER, today: date = TODAY) -> Gathered:
    """These rows under a header, gathered as a file's would be."""
    numbered = list(enumerate([header, *rows], start=1))
    return gathered(read_register(numbered, (), today=today), quiet, len(numbered))


def take(*rows: Cells, header: Cells = HEADER, at: datetime = NOW, by: Actor = CLI) -> Outcome:
    """Take these rows into the register of the community that the test stands in."""
    sheet = read(*rows, header=header, today=at.date())
    return import_register(by=by, at=at, community=acting().communities[0], sheet=sheet, steps=quiet)


def look(*rows: Cells, header: Cells = HEADER) -> list[dict[str, object]]:
    """What taking these rows would do, line by line."""
    lines: list[dict[str, object]] = []
    previewed(acting().communities[0], TODAY, read(*rows, header=header), quiet, lines.append)
    return lines


def exported(day: date = TODAY) -> list[tuple[str, ...]]:
    """The register of the community as it would be written, cell by cell, without the header."""
    households = Household.objects.filter(community=acting().communities[0])
    return [register_cells(line) for line in register_lines(households, day)]


def take_exported(rows: Iterable[Cells]) -> Outcome:
    """Take in what was exported."""
    return take(*rows, header=OWN_HEADER)


def counts(outcome: Outcome) -> dict[str, tuple[int, int, int]]:
    """New, changed and unchanged of each."""
    document = outcome.as_json()
    return {
        key: (document[key]["new"], document[key]["changed"], document[key]["unchanged"])
        for key in ("residents", "households", "courtyards")
    }
