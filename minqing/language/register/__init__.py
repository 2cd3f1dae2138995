"""Reading the registers that offices keep, messy as they are, into clean rows. No file is opened here."""

from minqing.language.register.headers import HeaderColumn, HeaderReading, read_header
from minqing.language.register.reading import SheetReading, read_register
from minqing.language.register.reasons import Note, reason_text
from minqing.language.register.rows import DuplicateRow, PersonRow, RefusedRow, SkippedRow

__all__ = [
    "DuplicateRow",
    "HeaderColumn",
    "HeaderReading",
    "Note",
    "PersonRow",
    "RefusedRow",
    "SheetReading",
    "SkippedRow",
    "read_header",
    "read_register",
    "reason_text",
]
