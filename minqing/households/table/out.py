"""The table as a file: exactly what is seen, under a line that says whose copy it is."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import IO, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from minqing.access.scope import Viewer
from minqing.households.table.asked import Asked
from minqing.households.table.columns import BY_KEY
from minqing.households.table.rows import TableRow
from minqing.language.formulas import defused


def watermark(viewer: Viewer, rows: int, reason: str, at: datetime) -> str:
    """Who took it out, when, of which community, how many rows, and what for."""
    told = {
        "who": viewer.actor.name,
        "when": at.astimezone(viewer.zone_of_time).strftime("%Y-%m-%d %H:%M"),
        "where": f"{viewer.community.name} ({viewer.code})",
        "rows": ngettext("%(count)s row", "%(count)s rows", rows) % {"count": rows},
    }
    line = _("Taken out by %(who)s · %(when)s · %(where)s · %(rows)s") % told
    return f"{line} · {_('What for: %(reason)s') % {'reason': reason}}" if reason else line


def write_table(file: IO[bytes], asked: Asked, rows: Iterator[TableRow], mark: str) -> None:
    """Write the columns asked for, their titles and the rows to a new spreadsheet."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Register"))
    sheet.freeze_panes = "B3"
    widths = dict(asked.widths)
    for place, key in enumerate(asked.columns, start=1):
        sheet.column_dimensions[_letter(place)].width = widths.get(key, BY_KEY[key].width) / 7
    sheet.append([_cell(mark)])
    sheet.append([_cell(str(BY_KEY[key].label)) for key in asked.columns])
    numbers = [BY_KEY[key].kind == "number" for key in asked.columns]
    for row in rows:
        sheet.append(_cells(row.cells, numbers))
    book.save(file)


def _cells(texts: Sequence[str], numbers: Sequence[bool]) -> list[Any]:
    return [
        int(text) if number and text else _cell(text) for text, number in zip(texts, numbers, strict=True)
    ]


def _cell(text: str) -> str | None:
    return defused(ILLEGAL_CHARACTERS_RE.sub("", text)) or None


def _letter(place: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(place))
