"""Is a packed spreadsheet safe to open: what it really grows to, and how far apart its cells lie.

The reader lays a sheet out as one table from its first to its last cell; so a stray cell in the last row and
column, a kilobyte of file, asks for more memory than any machine has and ends the process. And what a packed
file says of its own sizes is not to be believed. So the file is unpacked once, piece by piece, before it is read.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final, Literal

MOST_UNPACKED: Final = 1024 * 1024 * 1024
MOST_SPREAD: Final = (
    10_000_000  # cells of the table that is laid out, 32 bytes each; 200,000 rows of 50 columns
)
_PIECE: Final = 1024 * 1024
_OVERLAP: Final = 512  # longer than a cell's or a row's opening tag up to its place
_CELL: Final = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{1,3})([0-9]{1,7})["']""")
_ROW: Final = re.compile(rb"""<(?:\w+:)?row\s[^<>]*?\br\s*=\s*["']([0-9]{1,7})""")
# Almost no sheet has a cell in column AA or later or in row 200,000 or later: only of one that has, all are read.
_FAR: Final = re.compile(rb"""\sr\s*=\s*["'][A-Za-z]{0,3}(?:(?<=[A-Za-z]{2})[0-9]|[2-9][0-9]{5}|[0-9]{7})""")

Unsafe = Literal["", "grows", "spread", "other"]


def unsafe(file: Path) -> Unsafe:
    """Why a packed spreadsheet is not opened: it grows too large, its cells lie too far apart, or it is of another
    kind than xlsx, whose cells cannot be looked at beforehand. "" for one that is safe, or that is not packed.
    """
    if not zipfile.is_zipfile(file):
        return ""
    with file.open("rb") as raw, zipfile.ZipFile(file) as packed:
        entries = packed.infolist()
        if "xl/workbook.xml" not in {entry.filename for entry in entries}:
            return "other"
        grown = 0
        try:
            for entry in entries:
                far = False
                for size, window in _windows(raw, entry):
                    grown += size
                    if grown > MOST_UNPACKED:
                        return "grows"
                    far = far or _FAR.search(window) is not None
                if far and _spread(raw, entry) > MOST_SPREAD:
                    return "spread"
        except (zlib.error, ValueError):
            return "other"
    return ""


def _spread(raw: BinaryIO, entry: zipfile.ZipInfo) -> int:
    """How many cells the table has that reaches from the first cell to the last column and the last row."""
    columns = rows = 1
    for _size, window in _windows(raw, entry):
        cells = _CELL.findall(window)
        columns = max(columns, *map(_number, {letters for letters, _row in cells}), 1)
        rows = max(rows, *(int(row) for _letters, row in cells), *map(int, _ROW.findall(window)), 1)
    return columns * rows


def _number(letters: bytes) -> int:
    """A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _windows(raw: BinaryIO, entry: zipfile.ZipInfo) -> Iterator[tuple[int, bytes]]:
    """The pieces of an entry, each with its size and behind the end of the one before, so that no tag is cut."""
    before = b""
    for piece in _pieces(raw, entry):
        window = before + piece
        yield len(piece), window
        before = window[-_OVERLAP:]


def _pieces(raw: BinaryIO, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """What an entry really unpacks to, whatever it says of its size; read as the reader reads it."""
    raw.seek(entry.header_offset)
    head = raw.read(30)
    if len(head) < 30:
        raise ValueError("cut off")
    raw.seek(int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little"), 1)
    left = entry.compress_size
    if entry.compress_type == zipfile.ZIP_STORED:
        while left > 0 and (read := raw.read(min(left, _PIECE))):
            left -= len(read)
            yield read
        return
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        raise ValueError("packed in another way")
    work = zlib.decompressobj(-zlib.MAX_WBITS)
    while left > 0 and not work.eof and (read := raw.read(min(left, _PIECE // 16))):
        left -= len(read)
        waiting = read
        while waiting and not work.eof:
            yield work.decompress(waiting, _PIECE)
            waiting = work.unconsumed_tail
    yield work.flush()
