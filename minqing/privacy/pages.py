from django.http import HttpResponse
from django.shortcuts import render

from minqing.access.pages import DeskRequest, desk_page
from minqing.privacy.nouns import words_for
from minqing.privacy.register import as_rows


@desk_page
def privacy_register(request: DeskRequest) -> HttpResponse:
    rows = [row | {"label": words_for(str(row["field"]))} for row in as_rows() if row["personal"]]
    return render(request, "privacy/privacy_register.html", {"rows": rows})
