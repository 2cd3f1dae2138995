from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from minqing.access.pages import DeskRequest, desk_page
from minqing.access.rules import may_care_for, require
from minqing.access.scope import Viewer, keepers_of, one_of
from minqing.households.care import (
    PATIENCE,
    confirm_care_need,
    end_care_need,
    note_care_need,
    open_care_need,
)
from minqing.households.care_forms import NEW, CareNeedForm, ReasonForm, show_refusal
from minqing.households.care_kinds import RULES, CareKind
from minqing.households.care_reviews import AHEAD, doors_of
from minqing.households.held import consents_of
from minqing.households.models import CareNeed, Resident
from minqing.households.rights_pages import rights_chips
from minqing.ledger.errors import Refused
from minqing.privacy.actions import record_consent
from minqing.privacy.models import Consent


def needs_seen(viewer: Viewer) -> QuerySet[CareNeed]:
    """The care needs of the residents that the viewer sees: that there are some, until when, not which."""
    rows = CareNeed.objects.filter(community=viewer.code, resident__in=viewer.residents())
    return rows.select_related("resident", "consent", "noted_by")


def _cared_for(viewer: Viewer, pk: UUID) -> Resident:
    resident = one_of(viewer.residents(), pk=pk)
    require(may_care_for(viewer.actor, viewer.code, keepers_of(resident.pk, viewer.today)))
    return resident


@never_cache
@desk_page
def care_needs(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    return _list(request, viewer, _cared_for(viewer, pk))


def _list(
    request: HttpRequest,
    viewer: Viewer,
    resident: Resident,
    refused: ReasonForm | None = None,
    at: UUID | None = None,
) -> HttpResponse:
    needs = list(needs_seen(viewer).filter(resident=resident).order_by("review_by", "id"))
    standing = [need for need in needs if need.ended_on is None]
    lines = [
        {
            "need": need,
            "late": need.review_by < viewer.today,
            "erased_on": min(need.review_by + PATIENCE, need.consent.until),
            "form": refused if refused and need.pk == at else ReasonForm(auto_id=f"reason-{need.pk}-%s"),
        }
        for need in standing
    ]
    context = {
        "resident": resident,
        "lines": lines,
        "ended": len(needs) - len(standing),
        "chips": rights_chips(viewer, resident, "care_needs"),
    }
    return render(request, "households/care_needs.html", context, status=422 if refused else 200)


@never_cache
@desk_page
def care_reviews(request: DeskRequest) -> HttpResponse:
    """By door and day; no name stands beside a need."""
    viewer = request.viewer
    soon = needs_seen(viewer).filter(ended_on__isnull=True, review_by__lte=viewer.today + AHEAD)
    needs = list(soon.order_by("review_by", "id"))
    doors = doors_of({need.resident_id for need in needs}, viewer.today)
    lines = [
        {"need": need, "door": doors.get(need.resident_id), "late": need.review_by < viewer.today}
        for need in needs
    ]
    return render(request, "households/care_reviews.html", {"lines": lines})


@never_cache
@desk_page
def care_need_new(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    resident = _cared_for(viewer, pk)
    standing = [each for each in consents_of(resident.pk) if _holds(each, viewer)]
    form = CareNeedForm(request.POST or None, today=viewer.today, standing=standing)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        if CareNeed.objects.filter(community=viewer.code, pk=asked["fact"]).exists():
            return redirect("care_needs", viewer.code, resident.pk)
        try:
            with transaction.atomic():
                _noted(viewer, resident, asked, {str(each.pk): each for each in standing})
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("Sealed."))
            return redirect("care_needs", viewer.code, resident.pk)
    context = {"resident": resident, "form": form, "rules": _terms()}
    return render(request, "households/care_need_new.html", context, status=422 if form.is_bound else 200)


def _holds(consent: Consent, viewer: Viewer) -> bool:
    return consent.withdrawn_at is None and consent.until >= viewer.today


def _noted(
    viewer: Viewer, resident: Resident, asked: dict[str, Any], standing: dict[str, Consent]
) -> CareNeed:
    consent = standing.get(asked["consent"])
    if asked["consent"] == NEW:
        consent = record_consent(
            by=viewer.actor,
            at=viewer.now,
            community=viewer.code,
            resident_id=resident.pk,
            **{name: asked[name] for name in ("purpose", "told", "how", "given_by", "given_on", "until")},
        )
    return note_care_need(
        by=viewer.actor,
        at=viewer.now,
        resident=resident,
        consent=consent,
        kind=asked["kind"],
        note=asked["note"],
        every_days=asked["every_days"] or 0,
        review_by=asked["review_by"],
        id=asked["fact"],
    )


def _terms() -> list[dict[str, object]]:
    """Each kind with whose duty needs it and its term, for the note beside the form."""
    return [{"kind": kind.label, "rule": rule} for kind, rule in RULES.items()]


@never_cache
@desk_page
def care_need_open(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Shown once, in the answer to the reason: there is no address at which it can be seen again."""
    viewer = request.viewer
    need = one_of(needs_seen(viewer).filter(ended_on__isnull=True), pk=pk)
    resident = _cared_for(viewer, need.resident_id)
    form = ReasonForm(request.POST or None, auto_id=f"reason-{need.pk}-%s")
    if request.method != "POST":
        return _list(request, viewer, resident)
    if not form.is_valid():
        return _list(request, viewer, resident, form, need.pk)
    try:
        care = open_care_need(by=viewer.actor, at=viewer.now, need=need, reason=form.cleaned_data["reason"])
    except Refused as refused:
        show_refusal(form, refused)
        return _list(request, viewer, resident, form, need.pk)
    kind = CareKind(care.kind)
    context = {"need": need, "resident": resident, "care": care, "kind": kind.label, "rule": RULES[kind]}
    return render(request, "households/care_need_open.html", context)


@require_POST
@desk_page
def care_need_confirm(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    need = one_of(needs_seen(viewer), pk=pk)
    try:
        need = confirm_care_need(by=viewer.actor, at=viewer.now, need=need)
    except Refused as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("Confirmed until %(day)s.") % {"day": need.review_by.isoformat()})
    return redirect("care_needs", viewer.code, need.resident_id)


@desk_page
def care_need_end(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    need = one_of(needs_seen(viewer).filter(ended_on__isnull=True), pk=pk)
    resident = _cared_for(viewer, need.resident_id)
    if request.method != "POST":
        return render(request, "households/care_need_end.html", {"need": need, "resident": resident})
    try:
        end_care_need(by=viewer.actor, at=viewer.now, need=need)
    except Refused as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("Ended; what was sealed is erased."))
    return redirect("care_needs", viewer.code, resident.pk)
