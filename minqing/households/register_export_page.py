import tempfile
from typing import Any

from django.http import FileResponse, HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from minqing.access.pages import DeskRequest, desk_page
from minqing.access.rules import may_export_register, require
from minqing.households.actions.exporting import note_register_export
from minqing.households.register_forms import ExportForm
from minqing.households.register_in.waiting import folder
from minqing.households.register_out import count_lines, register_lines, write_register
from minqing.territory.asking import asked, carried_out

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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
    # A file without a name: it is gone when the answer has been sent.
    handle = tempfile.TemporaryFile(dir=folder())  # noqa: SIM115
    write_register(handle, register_lines(households, viewer.today), lambda done, total: None, rows)
    handle.seek(0)
    name = f"{viewer.code}-{viewer.today:%Y%m%d}.xlsx"
    return FileResponse(handle, as_attachment=True, filename=name, content_type=XLSX)
