"""Cells merged over several rows: the text in the first row belongs to all of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from minqing.language.register.headers import MergedRange


class MergedFill:
    """Fills the rows below a merged cell's first, in the given columns; rows must come in order."""

    def __init__(self, merged: Sequence[MergedRange], columns: Iterable[int], header_ends: int) -> None:
        wanted = set(columns)
        self._beginning: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for (top, left), (bottom, right) in merged:
            # A cell merged across columns too is a title or a section's name, not a household's.
            if bottom > top >= header_ends and left == right and left in wanted:
                self._beginning[top + 1].append((left, bottom + 1))
        self._open: dict[int, tuple[int, object]] = {}

    def filled(self, number: int, cells: Sequence[object]) -> Sequence[object]:
        """The row's cells with those filled that a merged cell covers; `number` counts from 1."""
        if not self._beginning:
            return cells
        if number in self._beginning:
            for column, last in self._beginning[number]:
                if column < len(cells):
                    self._open[column] = (last, cells[column])
        if not self._open:
            return cells
        filled = list(cells)
        for column, (last, value) in list(self._open.items()):
            if number > last:
                del self._open[column]
            elif column < len(filled) and filled[column] in ("", None):
                filled[column] = value
        return filled
