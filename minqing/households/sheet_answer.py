"""A spreadsheet written for one answer: a file without a name, which is gone when the answer has been sent."""

import tempfile
from collections.abc import Callable
from typing import IO

from django.http import FileResponse

from minqing.households.register_in.waiting import folder

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def sheet_answer(write: Callable[[IO[bytes]], object], name: str) -> FileResponse:
    """What `write` writes, as a file to keep under `name`."""
    handle = tempfile.TemporaryFile(dir=folder())  # noqa: SIM115  closed by the answer, once it has been sent
    write(handle)
    handle.seek(0)
    return FileResponse(handle, as_attachment=True, filename=name, content_type=XLSX)
