"""What an import did, or would do: counts, the refused rows, what was left out, what to look at; and line by line."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from minqing.households.register_in.comparing import KINDS, ComparedHousehold, places_in
from minqing.households.register_in.gathering import Gathered
from minqing.households.register_in.reasons import sentence
from minqing.households.register_in.standing import Standing
from minqing.language.register import Note


@dataclass
class Outcome:
    """The counts of an import; `as_json` is what the command prints and the page keeps."""

    residents: Counter[str] = field(default_factory=Counter)
    households: Counter[str] = field(default_factory=Counter)
    courtyards: Counter[str] = field(default_factory=Counter)
    refused: list[tuple[int, Note]] = field(default_factory=list)
    left_out: tuple[str, ...] = ()
    warnings: list[tuple[int, Note]] = field(default_factory=list)

    def count(self, found: ComparedHousehold) -> None:
        """Count one household and its people."""
        self.households[found.kind] += 1
        for person in found.people:
            self.residents[person.kind] += 1
            self.warnings.extend((person.person.row, told) for told in person.notes)
        self.warnings.extend((found.household.people[0].row, told) for told in found.notes)

    @property
    def changes_nothing(self) -> bool:
        """Whether everything that was taken is in the register already."""
        counts = (self.residents, self.households, self.courtyards)
        return not any(count["new"] or count["changed"] for count in counts)

    def as_json(self) -> dict[str, Any]:
        """The document of the interface, sentences in the active language; rows in the order of the sheet."""
        return {
            "residents": _counts(self.residents),
            "households": _counts(self.households),
            "courtyards": _counts(self.courtyards),
            "refused": _lines(self.refused),
            "left_out": list(self.left_out),
            "warnings": _lines(self.warnings),
        }


def outcome_of(sheet: Gathered, standing: Standing) -> Outcome:
    """The outcome with what is known before the households are compared."""
    known = Counter("unchanged" if there else "new" for there in places_in(sheet, standing).values())
    return Outcome(
        courtyards=known, refused=sheet.refused, left_out=sheet.left_out, warnings=list(sheet.warnings)
    )


def _counts(counts: Counter[str]) -> dict[str, int]:
    return {kind: counts[kind] for kind in KINDS}


def _lines(told: list[tuple[int, Note]]) -> list[dict[str, object]]:
    ordered = sorted(told, key=lambda each: each[0])
    return [{"row": row, "reason": sentence(reason)} for row, reason in ordered]
