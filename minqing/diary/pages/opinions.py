"""Opinions on neighbourhood matters: noted with nothing that leads back, read by topic in groups of five."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from minqing.access.pages import DeskRequest, desk_page
from minqing.diary.actions import note_opinion
from minqing.diary.forms import OpinionForm
from minqing.diary.pages.refusals import show_refusal
from minqing.diary.queries import opinions_by_topic
from minqing.ledger.errors import Refused


@require_safe
@desk_page
def opinions(request: DeskRequest) -> HttpResponse:
    viewer = request.viewer
    since = date(viewer.today.year - 1, viewer.today.month, 1)
    groups = opinions_by_topic(viewer.code, since=since)
    return render(request, "diary/opinions.html", {"groups": groups, "since": since})


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def opinion_new(request: DeskRequest) -> HttpResponse:
    viewer = request.viewer
    form = OpinionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            note_opinion(
                by=viewer.actor,
                at=viewer.now,
                community=viewer.code,
                topic=given["topic"],
                text=given["text"],
            )
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("Noted, apart from every door and person."))
            return HttpResponseRedirect(reverse("opinions", args=[viewer.code]), status=303)
    return render(request, "diary/opinion_new.html", {"form": form}, status=422 if form.errors else 200)
