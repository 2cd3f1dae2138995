from django.http import HttpResponse
from django.shortcuts import render

from minqing.access.pages import DeskRequest, desk_page
from minqing.privacy.nouns import words_for
from minqing.privacy.register import as_rows

# Rooms that speak of workers alone: residents come first.
OF_WORKERS = ("access", "accounts", "committee", "ledger", "notices")
COLUMNS = ("purpose", "basis", "readers", "term", "erased_by")


@desk_page
def privacy_register(request: DeskRequest) -> HttpResponse:
    """Fields that a reader cannot tell apart, for the same purpose and term, are one line."""
    rows = sorted(
        (row for row in as_rows() if row["personal"]),
        key=lambda row: str(row["field"]).startswith(OF_WORKERS),
    )
    lines = dict.fromkeys(
        (words_for(str(row["field"])), *(str(row[name]) for name in COLUMNS)) for row in rows
    )
    return render(request, "privacy/privacy_register.html", {"lines": list(lines)})
