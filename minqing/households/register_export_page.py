from typing import Any

from django.http import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from minqing.access.pages import DeskRequest, desk_page
from minqing.access.rules import may_export_register, require
from minqing.households.actions.exporting import note_register_export
from minqing.households.register_forms import ExportForm
from minqing.households.register_out import count_lines, register_lines, write_register
from minqing.households.sheet_answer import sheet_answer
from minqing.territory.asking import asked, carried_out


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def register_export(request: DeskRequest) -> HttpResponseBase:
    viewer = request.viewer
    require(may_export_register(viewer.actor, viewer.code))
    households = viewer.households()
    rows = count_lines(households, viewer.today)
    form = ExportForm(request.POST if request.method == "POST" else None, rows=rows)

    def write_down(given: dict[str, Any]) -> None:
        reason = given["reason"]
        note_register_export(by=viewer.actor, at=viewer.now, community=viewer.code, rows=rows, reason=reason)

    if not carried_out(request, form, write_down):
        return asked(request, "households/register_export.html", form, rows=rows)
    lines = register_lines(households, viewer.today)
    name = f"{viewer.code}-{viewer.today:%Y%m%d}.xlsx"
    return sheet_answer(lambda file: write_register(file, lines, lambda done, total: None, rows), name)
