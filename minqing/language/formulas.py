"""Formula injection: cells that a spreadsheet program would run, defused on the way out.

A leading apostrophe makes the program show the cell as text. `fused` takes it off on the way in, so that
exporting and importing again changes nothing.
"""

from typing import Final

# The signs at which Excel, WPS or LibreOffice begin a formula, full-width forms included, which some
# convert on entry; tab and line ends because they are skipped before the sign.
_TRIGGERS: Final = frozenset("=+-@\t\r\n＝＋－＠")
_GUARD: Final = "'"


def _needs_guard(text: str) -> bool:
    """Whether the text, behind any apostrophes and spaces it already begins with, begins a formula."""
    bare = text.lstrip(_GUARD + " \u3000\u00a0")
    return bool(bare) and bare[0] in _TRIGGERS


def defused(cell: str) -> str:
    """The cell as it may be written to a spreadsheet: with an apostrophe before what begins a formula."""
    return _GUARD + cell if _needs_guard(cell) else cell


def fused(cell: str) -> str:
    """The cell as it was before `defused`: its apostrophe taken off, all else untouched."""
    return cell[1:] if cell.startswith(_GUARD) and _needs_guard(cell) else cell
