import json
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from minqing.access.pages import DeskRequest, desk_page
from minqing.access.rules import may_care_for, may_erase_person, require
from minqing.access.scope import Viewer, keepers_of, one_of
from minqing.desk.components import Chip
from minqing.households.care_forms import EraseForm, ExportForm, show_refusal
from minqing.households.erasing import erase_resident, export_resident
from minqing.households.held import consents_of, readings_of, what_was_read
from minqing.households.models import CareNeed, Resident
from minqing.ledger.errors import Refused
from minqing.privacy.actions import withdraw_consent
from minqing.privacy.models import Consent


def rights_chips(viewer: Viewer, resident: Resident, current: str) -> list[Chip]:
    """The ways between the pages about one resident's care and rights, as far as the viewer may go them."""
    ways = [
        ("care_needs", _("Care needs")),
        ("consents", _("Consents")),
        ("readings", _("Who read something")),
        ("resident_export", _("Hand over a file")),
    ]
    if may_erase_person(viewer.actor, viewer.code):
        ways.append(("resident_erase", _("Erase")))
    return [
        Chip(label, reverse(name, args=[viewer.code, resident.pk]), name == current) for name, label in ways
    ]


def _answered_for(viewer: Viewer, pk: UUID) -> Resident:
    """A resident whom the viewer answers for; for a colleague whose zone it is not, there is none."""
    resident = one_of(viewer.residents(), pk=pk)
    require(may_care_for(viewer.actor, viewer.code, keepers_of(resident.pk, viewer.today)))
    return resident


@never_cache
@desk_page
def consents(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    resident = _answered_for(viewer, pk)
    given = [
        {"consent": each, "holds": each.withdrawn_at is None and each.until >= viewer.today}
        for each in consents_of(resident.pk)
    ]
    context = {"resident": resident, "given": given, "chips": rights_chips(viewer, resident, "consents")}
    return render(request, "households/consents.html", context)


@desk_page
def consent_withdraw(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    seen = viewer.residents().values("pk")
    consent = one_of(Consent.objects.filter(community=viewer.code, resident_id__in=seen), pk=pk)
    resident = _answered_for(viewer, consent.resident_id)
    if request.method != "POST":
        needs = CareNeed.objects.filter(consent=consent, ended_on__isnull=True).count()
        context = {"resident": resident, "consent": consent, "needs": needs}
        return render(request, "households/consent_withdraw.html", context)
    try:
        withdraw_consent(by=viewer.actor, at=viewer.now, consent=consent)
    except Refused as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("Withdrawn; what hung on it is erased."))
    return redirect("consents", viewer.code, resident.pk)


@never_cache
@desk_page
def readings(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    resident = _answered_for(viewer, pk)
    read = [{"reading": each, "what": what_was_read(each)} for each in readings_of(resident.pk)]
    context = {"resident": resident, "read": read, "chips": rights_chips(viewer, resident, "readings")}
    return render(request, "households/readings.html", context)


@never_cache
@desk_page
def resident_export(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    resident = _answered_for(viewer, pk)
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            held = export_resident(by=viewer.actor, at=viewer.now, resident=resident, **asked)
        except Refused as refused:
            show_refusal(form, refused)
        else:
            text = json.dumps(held, ensure_ascii=False, indent=2)
            name = f"{viewer.code}-{viewer.today:%Y%m%d}.json"
            disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
            return HttpResponse(text, content_type="application/json; charset=utf-8", headers=disposition)
    sent = request.method == "POST"
    context = {"resident": resident, "form": form, "chips": rights_chips(viewer, resident, "resident_export")}
    return render(request, "households/resident_export.html", context, status=422 if sent else 200)


@never_cache
@desk_page
def resident_erase(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    require(may_erase_person(viewer.actor, viewer.code))
    resident = one_of(viewer.residents(), pk=pk)
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            erase_resident(
                by=viewer.actor, at=viewer.now, resident=resident, reason=form.cleaned_data["reason"]
            )
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(
                request, _("Erased. A mark without a name stays where others' history needs one.")
            )
            return redirect(reverse("my_desk"))
    sent = request.method == "POST"
    context = {"resident": resident, "form": form, "chips": rights_chips(viewer, resident, "resident_erase")}
    return render(request, "households/resident_erase.html", context, status=422 if sent else 200)
