from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from minqing.access.pages import DeskRequest, desk_page
from minqing.access.rules import may_import_register, require
from minqing.access.scope import Viewer, one_of
from minqing.desk.components import Chip
from minqing.households.actions.waiting_imports import (
    confirm_import,
    put_away,
    receive_import,
    settle_columns,
)
from minqing.households.models import RegisterImport
from minqing.households.register_forms import ColumnsForm, SheetForm
from minqing.households.register_in import waiting as files
from minqing.households.register_in.files import header_of_file
from minqing.households.register_in.reasons import sentence
from minqing.households.register_tasks import compare_import, take_import
from minqing.households.register_words import KIND_WORDS, change_in_words, reason_in_words
from minqing.language.register.reasons import note
from minqing.ledger.errors import Refused
from minqing.territory.asking import asked, carried_out, sent_before

State = RegisterImport.State
AT_WORK = (State.READING, State.TAKING)
PAGE = 100


def _own(viewer: Viewer) -> Any:
    """The imports that the viewer began here; nobody else's show, nor may they be touched."""
    require(may_import_register(viewer.actor, viewer.code))
    return RegisterImport.objects.filter(community=viewer.code, account=viewer.account)


def _to(name: str, viewer: Viewer, *key: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse(name, args=[viewer.code, *key]), status=303)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def register_import(request: DeskRequest) -> HttpResponse:
    viewer = request.viewer
    own = _own(viewer)
    form = SheetForm(request.POST or None, request.FILES or None)
    if before := sent_before(form, RegisterImport):
        one_of(own, pk=before)
        return _to("register_import_columns", viewer, before)

    def receive(given: dict[str, Any]) -> None:
        _receive(viewer, given["fact"], given["sheet"])

    if carried_out(request, form, receive):
        return _to("register_import_columns", viewer, form.cleaned_data["fact"])
    recent = own.order_by("-received_at")[:10]
    return asked(request, "households/register_import.html", form, recent=recent)


def _receive(viewer: Viewer, fact: UUID, sheet: Any) -> None:
    """Keep the file, where it can be read; else it is forgotten at once."""
    path = files.keep(fact, sheet.chunks())
    try:
        _read(path)
        receive_import(
            by=viewer.actor, at=viewer.now, community=viewer.code, id=fact, file_name=sheet.name or ""
        )
    except BaseException:
        files.forget(fact)
        raise


def _read(path: Path) -> None:
    try:
        header, _rows = header_of_file(path)
    except Refused as refused:
        raise Refused({"sheet": refused.messages}) from None
    if header.problem == "no_header":
        raise Refused({"sheet": sentence(note(header.problem))})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def register_import_columns(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    row = one_of(_own(viewer), pk=pk)
    if row.state in (*AT_WORK, State.DONE):
        return _to("register_import_preview", viewer, pk)
    try:
        header, rows = header_of_file(files.sheet_of(pk))
    except Refused as refused:
        messages.error(request, " ".join(refused.messages))
        return _to("register_import", viewer)
    chosen = {f"column-{place}": field for place, field in row.mapping.items()}
    form = ColumnsForm(request.POST or None, header=header, rows=rows, initial=chosen)

    def settle(given: dict[str, Any]) -> None:
        settle_columns(by=viewer.actor, at=viewer.now, waiting=row, mapping=form.mapping())
        compare_import.defer(community=viewer.code, id=str(pk))

    if carried_out(request, form, settle):
        return _to("register_import_preview", viewer, pk)
    return asked(request, "households/register_import_columns.html", form, waiting=row, header=header)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def register_import_preview(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    row = one_of(_own(viewer), pk=pk)
    if request.method == "POST":
        try:
            with transaction.atomic():
                confirm_import(by=viewer.actor, at=viewer.now, waiting=row)
                take_import.defer(community=viewer.code, id=str(pk))
        except Refused as refused:
            messages.error(request, " ".join(refused.messages))
        return _to("register_import_preview", viewer, pk)
    if row.state == State.RECEIVED:
        return _to("register_import_columns", viewer, pk)
    if row.state in AT_WORK:
        return render(request, "households/register_import_working.html", _working(viewer, row))
    if row.state == State.DONE:
        return render(request, "households/register_import_result.html", _result(row))
    return render(request, "households/register_import_preview.html", _preview(request, row))


def _working(viewer: Viewer, row: RegisterImport) -> dict[str, Any]:
    done, total = files.progress_at(row.pk)
    label = _("Comparing with the register") if row.state == State.READING else _("Taking into the register")
    url = reverse("register_import_progress", args=[viewer.code, row.pk])
    # Whole only when the state says so: the bar would stop asking before the page can move on.
    return {"waiting": row, "done": min(done, total - 1), "total": total, "label": label, "url": url}


def _result(row: RegisterImport) -> dict[str, Any]:
    lines = [(number, reason_in_words(key, told)) for number, key, told in row.report["refused"]]
    return {"waiting": row, "refused": lines, "more": row.report["refused_count"] - len(lines)}


def _preview(request: DeskRequest, row: RegisterImport) -> dict[str, Any]:
    kind = request.GET.get("kind", "")
    kind = kind if kind in KIND_WORDS else ""
    start = int(text) if (text := request.GET.get("from", "")).isdecimal() and len(text) < 8 else 0
    lines = files.lines_at(row.pk, kind, start, PAGE + 1)
    here = reverse("register_import_preview", args=[request.viewer.code, row.pk])
    later = f"{here}?kind={kind}&from={start + PAGE}" if len(lines) > PAGE else ""
    earlier = f"{here}?kind={kind}&from={max(start - PAGE, 0)}" if start else ""
    return {
        "waiting": row,
        "chips": _chips(row, here, kind),
        "lines": [_in_words(line) for line in lines[:PAGE]],
        "later": later,
        "earlier": earlier,
    }


def _chips(row: RegisterImport, here: str, current: str) -> list[Chip]:
    residents = row.report.get("residents", {})
    counts = {
        **residents,
        "refused": row.report.get("refused_count", 0),
        "twice": row.report.get("twice", 0),
        "noted": row.report.get("noted_rows", 0),
    }
    every = Chip(_("All rows"), here, not current)
    return [every] + [
        Chip(str(label), f"{here}?kind={kind}", kind == current, counts.get(kind, 0))
        for kind, label in KIND_WORDS.items()
    ]


def _in_words(line: dict[str, Any]) -> dict[str, Any]:
    kinds = {"new": "open", "changed": "soon", "unchanged": "settled", "refused": "late", "twice": "paused"}
    return {
        **line,
        "mark": kinds[line["kind"]],
        "word": KIND_WORDS[line["kind"]],
        "changes": [change_in_words(*change) for change in line["changes"]],
        "notes": [reason_in_words(key, told) for key, told in line["notes"]],
    }


@never_cache
@require_safe
@desk_page
def register_import_progress(request: DeskRequest, pk: UUID) -> HttpResponse:
    """The bar alone, asked for every second; once the work is over, the whole page anew."""
    viewer = request.viewer
    row = one_of(_own(viewer), pk=pk)
    if row.state not in AT_WORK:
        page = reverse("register_import_preview", args=[viewer.code, pk])
        return HttpResponse(headers={"HX-Redirect": page})
    return render(request, "households/register_import_progress.html", _working(viewer, row))


@require_POST
@desk_page
def register_import_put_away(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    row = one_of(_own(viewer), pk=pk)
    try:
        put_away(by=viewer.actor, at=viewer.now, waiting=row)
    except Refused as refused:
        messages.error(request, " ".join(refused.messages))
        return _to("register_import_preview", viewer, pk)
    files.forget(pk)
    messages.success(request, _("Put away. Nothing was taken from this file."))
    return _to("register_import", viewer)
