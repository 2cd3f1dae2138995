import json
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
    QueryDict,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from minqing.access.pages import DeskRequest, desk_page
from minqing.access.rules import may_export_register, may_import_register, may_share_view, require
from minqing.access.scope import Viewer, one_of
from minqing.households.actions.exporting import REASON_FROM, note_register_export
from minqing.households.sheet_answer import sheet_answer
from minqing.households.table.asked import Asked, address_of, operators_of, read_asked
from minqing.households.table.checking import every_check
from minqing.households.table.columns import Column, columns_for, edit_choices
from minqing.households.table.editing import Changed, edit_cell
from minqing.households.table.index import index_of
from minqing.households.table.out import watermark, write_table
from minqing.households.table.rows import TableRow, every_row, part_of
from minqing.households.table.view_pages import ViewForm, view_chips, views_of
from minqing.households.table.words import CHECK_WORDS, STALENESS_WORDS
from minqing.ledger.errors import Refused
from minqing.territory.asking import asked, carried_out

NIL = UUID(int=0)  # stands for a row's id in the addresses that the table fills in


@never_cache
@require_safe
@desk_page
def register_table(request: DeskRequest) -> HttpResponse:
    viewer = request.viewer
    try:
        what = read_asked(request.GET, viewer)
    except Refused as refused:
        messages.error(request, " ".join(refused.messages))
        what = read_asked(QueryDict(), viewer)
    address = address_of(what)
    views = list(views_of(viewer))
    chips = view_chips(viewer, views, address)
    context = {
        "table": json.dumps(_told(viewer, what), ensure_ascii=False),
        "view_chips": chips,
        "usual": chips[0].current,
        "own_views": [view for view in views if view.account == viewer.account],
        "form": ViewForm(),
        "address": address,
        "may_share": may_share_view(viewer.actor, viewer.code),
        "may_import": may_import_register(viewer.actor, viewer.code),
        "may_export": may_export_register(viewer.actor, viewer.code),
    }
    return render(request, "households/register_table.html", context)


def _told(viewer: Viewer, what: Asked) -> dict[str, Any]:
    """What the table's script is told: its columns, what is asked, and the addresses that it calls."""
    pages = ("resident", "resident_change", "household")
    return {
        "columns": [_column(viewer, column) for column in columns_for(viewer).values()],
        "asked": {
            "columns": what.columns,
            "filters": [[one.column, one.operator, one.value] for one in what.filters],
            "order": what.order,
            "descending": what.descending,
            "words": what.words,
            "widths": dict(what.widths),
        },
        "rows": reverse("register_rows", args=[viewer.code]),
        "cell": reverse("resident_cell", args=[viewer.code, NIL]),
        "out": reverse("register_table_export", args=[viewer.code]),
        "pages": {page: reverse(page, args=[viewer.code, NIL]) for page in pages},
        "checks": {
            key: {"name": str(one.name), "todo": str(one.todo), "page": one.page}
            for key, one in CHECK_WORDS.items()
        },
        "ages": [[key, str(word)] for key, word in STALENESS_WORDS.items()],
    }


def _column(viewer: Viewer, column: Column) -> dict[str, Any]:
    return {
        "key": column.key,
        "label": str(column.label),
        "kind": column.kind,
        "width": column.width,
        "sorted": column.sorted,
        "operators": operators_of(column),
        "choices": column.choices(viewer) if column.choices else [],
        "edited": bool(column.edited),
        "set": edit_choices(column, viewer) if column.edited else [],
    }


@never_cache
@require_safe
@desk_page
def register_rows(request: DeskRequest) -> HttpResponse:
    try:
        what = read_asked(request.GET, request.viewer)
        start, stop = (_place(request, name) for name in ("from", "to"))
        part = part_of(request.viewer, what, start, stop)
    except Refused as refused:
        return JsonResponse({"error": " ".join(refused.messages)}, status=400)
    rows = [_row(row) if row else None for row in part.rows]
    told = {"start": part.start, "total": part.total, "mark": part.mark, "rows": rows}
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False, "separators": (",", ":")})


def _row(row: TableRow) -> list[Any]:
    return [str(row.key), str(row.household) if row.household else "", row.age, row.checks, row.cells]


def _place(request: HttpRequest, name: str) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


class CellForm(forms.Form):
    """A cell as it was seen and as it shall be."""

    column = forms.CharField(max_length=20)
    value = forms.CharField(max_length=400, required=False, strip=False)
    was = forms.CharField(max_length=400, required=False, strip=False)


@never_cache
@require_POST
@desk_page
def resident_cell(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    one_of(viewer.residents(), pk=pk)
    form = CellForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"error": now_("What you wrote is too long.")}, status=422)
    said = form.cleaned_data
    try:
        what = read_asked(request.GET, viewer)
        row = edit_cell(viewer, what, pk, said["column"], said["value"], said["was"])
    except Refused as refused:
        return JsonResponse({"error": " ".join(refused.messages)}, status=422)
    except Changed as changed:
        return JsonResponse({"now": changed.now}, status=409)
    return JsonResponse({"row": _row(row)})


@never_cache
@require_safe
@desk_page
def register_checks(request: DeskRequest) -> HttpResponse:
    viewer = request.viewer
    counts = dict.fromkeys(CHECK_WORDS, 0)
    for checks in every_check(viewer).values():
        for check in checks:
            counts[check] += 1
    table = reverse("register_table", args=[viewer.code])
    lines = [(words, counts[key], f"{table}?f=checks:is:{key}") for key, words in CHECK_WORDS.items()]
    lines.sort(key=lambda line: not line[1])
    return render(request, "households/register_checks.html", {"lines": lines})


class OutForm(forms.Form):
    """What the file is for; asked where it holds more than fifty people."""

    reason = forms.CharField(label=_("What is the file for?"), max_length=200, required=False)

    def __init__(self, *args: Any, rows: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = rows > REASON_FROM


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def register_table_export(request: DeskRequest) -> HttpResponseBase:
    viewer = request.viewer
    require(may_export_register(viewer.actor, viewer.code))
    try:
        what = read_asked(request.GET, viewer)
        index = index_of(viewer, what)
    except Refused as refused:
        messages.error(request, " ".join(refused.messages))
        return HttpResponseRedirect(reverse("register_table", args=[viewer.code]), status=303)
    rows = len(index)
    form = OutForm(request.POST if request.method == "POST" else None, rows=rows)

    def write_down(given: dict[str, Any]) -> None:
        note_register_export(
            by=viewer.actor, at=viewer.now, community=viewer.code, rows=rows, reason=given["reason"]
        )

    if not carried_out(request, form, write_down):
        back = f"{reverse('register_table', args=[viewer.code])}?{address_of(what)}"
        named = [columns_for(viewer)[key].label for key in what.columns]
        page = "households/register_table_export.html"
        return asked(request, page, form, rows=rows, back=back, named=named)
    mark = watermark(viewer, rows, form.cleaned_data["reason"].strip(), viewer.now)
    name = f"{viewer.code}-{viewer.today:%Y%m%d}.xlsx"
    return sheet_answer(lambda file: write_table(file, what, every_row(viewer, what, index), mark), name)
