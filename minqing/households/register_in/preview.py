"""What an import would do, without doing it: counts, and a line for each row."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from minqing.households.register_in.comparing import ComparedHousehold, compared
from minqing.households.register_in.gathering import Gathered, Steps
from minqing.households.register_in.outcome import Outcome, outcome_of
from minqing.households.register_in.quiet import without_collecting
from minqing.households.register_in.standing import Standing, standing_register
from minqing.language.register import Note

Hear = Callable[[dict[str, Any]], None]


def previewed(community: str, day: date, sheet: Gathered, steps: Steps, hear: Hear | None = None) -> Outcome:
    """The outcome that taking a sheet would have on a day; nothing is written.

    `hear` is given each line: row, name, kind (new, changed, unchanged, refused, twice), changes as (field, old, new),
    notes as (key, particulars). Lines of one household follow one another; refused rows and those said twice come last.
    """
    with without_collecting():
        return _previewed(standing_register(community, day), sheet, steps, hear)


def _previewed(standing: Standing, sheet: Gathered, steps: Steps, hear: Hear | None) -> Outcome:
    outcome = outcome_of(sheet, standing)
    by_row: dict[int, list[Note]] = {}
    if hear:
        for row, told in sheet.warnings:
            by_row.setdefault(row, []).append(told)
    done, total = 0, sheet.people
    for found in compared(sheet, standing):
        outcome.count(found)
        if hear:
            for line in _lines(found, by_row):
                hear(line)
        done += len(found.people)
        steps(done, total)
    if hear:
        for row, reason in sheet.refused:
            hear(_line(row, "", "", "refused", notes=[reason]))
        for row, name in sheet.twice:
            hear(_line(row, name, "", "twice", notes=by_row.get(row, [])))
    return outcome


def _lines(found: ComparedHousehold, by_row: dict[int, list[Note]]) -> Iterator[dict[str, Any]]:
    """A household's people; what changes in the household itself stands with the first of them."""
    home = found.household.address.text()
    for place, person in enumerate(found.people):
        row = person.person.row
        notes = [*by_row.get(row, ()), *person.notes, *(found.notes if place == 0 else ())]
        own = found.changes if place == 0 else []
        kind = "changed" if own and person.kind == "unchanged" else person.kind
        yield _line(row, person.person.name, home, kind, [*own, *person.changes], notes)


def _line(
    row: int,
    name: str,
    home: str,
    kind: str,
    changes: list[Any] | None = None,
    notes: list[Note] | None = None,
) -> dict[str, Any]:
    told = [[note.key, dict(note.params)] for note in notes or ()]
    return {"row": row, "name": name, "home": home, "kind": kind, "changes": changes or [], "notes": told}
