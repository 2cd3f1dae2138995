import re
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from minqing.access.pages import DeskRequest, desk_page
from minqing.access.rules import may_set_up, require
from minqing.territory import actions
from minqing.territory.asking import asked, carried_out
from minqing.territory.backdrop_source import file_named, host_of, maps_folder
from minqing.territory.map_forms import BackdropForm
from minqing.territory.map_queries import backdrop_of
from minqing.territory.models import Backdrop

_RANGE = re.compile(r"bytes=(\d{1,15})-(\d{1,15})?")
_MOST = 4 * 1024 * 1024
_FIELDS = ("kind", "template", "attribution", "gcj02")


@desk_page
def settings_backdrop(request: DeskRequest) -> HttpResponse:
    viewer = request.viewer
    require(may_set_up(viewer.actor, viewer.code))
    standing = backdrop_of(viewer.code)
    now = {name: getattr(standing, name) for name in _FIELDS} if standing else {"kind": Backdrop.Kind.XYZ}
    form = BackdropForm(request.POST or None, initial=now)

    def choose(said: dict[str, Any]) -> None:
        actions.choose_backdrop(by=viewer.actor, at=viewer.now, community=viewer.code, **said)

    if carried_out(request, form, choose):
        messages.success(request, _("The backdrop lies under the map now."))
        return redirect("settings_backdrop", viewer.code)
    back = reverse("settings", args=[viewer.code])
    files = sorted(path.name for path in maps_folder().glob("*.pmtiles")) if maps_folder().is_dir() else []
    host = host_of(standing.template) if standing else ""
    return asked(
        request,
        "territory/settings_backdrop.html",
        form,
        back=back,
        standing=standing,
        host=host,
        files=files,
    )


@require_POST
@desk_page
def settings_backdrop_drop(request: DeskRequest) -> HttpResponse:
    viewer = request.viewer
    require(may_set_up(viewer.actor, viewer.code))
    actions.drop_backdrop(by=viewer.actor, at=viewer.now, community=viewer.code)
    messages.success(request, _("The backdrop is put away. Nothing is asked of any other server."))
    return redirect("settings_backdrop", viewer.code)


@require_safe
@desk_page
def map_tiles(request: DeskRequest) -> HttpResponse:
    """The PMTiles file that the office chose, in the parts that the map asks for (RFC 9110, ranges), 4 MB at most."""
    backdrop = backdrop_of(request.viewer.code)
    path = file_named(backdrop.template) if backdrop and backdrop.kind == Backdrop.Kind.PMTILES else None
    if path is None:
        raise Http404
    known = path.stat()
    found = _RANGE.fullmatch(request.headers.get("Range", ""))
    if found is None:
        return HttpResponse(
            _("This file is read in parts only."), status=400, content_type="text/plain; charset=utf-8"
        )
    start = int(found[1])
    end = min(int(found[2]) if found[2] else known.st_size - 1, known.st_size - 1, start + _MOST - 1)
    if end < start:
        answer = HttpResponse(status=416)
        answer.headers["Content-Range"] = f"bytes */{known.st_size}"
        return answer
    with path.open("rb") as file:
        file.seek(start)
        part = HttpResponse(file.read(end + 1 - start), status=206, content_type="application/vnd.pmtiles")
    part.headers["Accept-Ranges"] = "bytes"
    part.headers["ETag"] = f'"{known.st_mtime_ns:x}-{known.st_size:x}"'
    part.headers["Cache-Control"] = "private, max-age=3600"
    part.headers["Content-Range"] = f"bytes {start}-{end}/{known.st_size}"
    return part
