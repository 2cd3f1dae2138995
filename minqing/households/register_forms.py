"""What the pages of taking the register in and out ask."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from minqing.households.actions.exporting import REASON_FROM
from minqing.households.register_in.files import MOST_BYTES
from minqing.households.register_words import COLUMN_WORDS
from minqing.language.characters import cell_text
from minqing.language.id_numbers import without_id_numbers
from minqing.language.register import HeaderReading
from minqing.territory.asking import FactForm

EXAMPLE = 5  # the filled cell that is shown: the first may still be the sheet's own instructions
ENDINGS = (".xlsx", ".xls")


class SheetForm(FactForm):
    """The spreadsheet to read."""

    sheet = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_("Excel or WPS, up to 50 MB and 200,000 rows. Titles, notes and merged cells may stay."),
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
    )

    def clean_sheet(self) -> Any:
        sheet: Any = self.cleaned_data["sheet"]
        if PurePath(sheet.name or "").suffix.lower() not in ENDINGS:
            raise forms.ValidationError(now_("This is no spreadsheet. Save it as .xlsx and send that."))
        if (sheet.size or 0) > MOST_BYTES:
            raise forms.ValidationError(now_("This file is larger than 50 MB. Split it into several."))
        return sheet


class ColumnField(forms.ChoiceField):
    """What a column is read as. To leave it out is a choice too, not a field left empty."""

    def validate(self, value: Any) -> None:
        """Any choice of the list, the first too."""
        if not self.valid_value(value):
            raise forms.ValidationError(self.error_messages["invalid_choice"], params={"value": value})


class ColumnsForm(forms.Form):
    """What each column of the sheet is read as; a cell of each kept column is shown beside it."""

    def __init__(
        self, *args: Any, header: HeaderReading, rows: list[tuple[int, list[object]]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        chosen: dict[str, str] = {}
        for column in header.columns:
            name = f"column-{column.position}"
            chosen[name] = column.field or ""
            example = "" if column.left_out else _example(rows, header.last_row, column.position)
            self.fields[name] = ColumnField(
                label=column.text or now_("(without a header)"),
                choices=list(COLUMN_WORDS.items()),
                help_text=now_("For example: %(cell)s") % {"cell": example} if example else "",
            )
        self.initial = {**chosen, **self.initial}

    def mapping(self) -> dict[int, str]:
        """Column positions to fields, "" for those left out."""
        return {int(name.partition("-")[2]): field for name, field in self.cleaned_data.items()}


class ExportForm(forms.Form):
    """What the file is for; asked where it holds more than fifty people."""

    reason = forms.CharField(label=_("What is the file for?"), max_length=200, required=False)

    def __init__(self, *args: Any, rows: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = rows > REASON_FROM


def _example(rows: list[tuple[int, list[object]]], last_row: int, position: int) -> str:
    filled = [
        cells[position]
        for number, cells in rows[: last_row + 50]
        if number > last_row and position < len(cells) and cells[position] not in ("", None)
    ]
    return without_id_numbers(cell_text(filled[:EXAMPLE][-1]))[:40] if filled else ""
