from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from minqing.access.pages import DeskRequest, desk_page
from minqing.access.scope import Viewer, one_of
from minqing.desk.components import Chip
from minqing.households.actions.views import keep_view, put_view_away, share_view
from minqing.households.models import SavedView
from minqing.households.table.asked import address_of, read_asked, without_words
from minqing.territory.asking import FactForm, carried_out


class ViewForm(FactForm):
    """A view's name, and whether the committee sees it."""

    name = forms.CharField(label=_("Name of the view"), max_length=40)
    shared = forms.BooleanField(label=_("For the whole committee"), required=False)
    asked = forms.CharField(max_length=4000, required=False, widget=forms.HiddenInput)


def views_of(viewer: Viewer) -> QuerySet[SavedView]:
    """The viewer's own views, and those that are shared."""
    rows = SavedView.objects.filter(community=viewer.code)
    return rows.filter(Q(account=viewer.account) | Q(shared=True)).order_by("name", "pk")


def view_chips(viewer: Viewer, views: list[SavedView], address: str) -> list[Chip]:
    table = reverse("register_table", args=[viewer.code])
    plain = address_of(read_asked(QueryDict(), viewer))
    chips = [Chip(now_("All columns as usual"), table, address == plain)]
    return chips + [Chip(view.name, f"{table}?{view.asked}", view.asked == address) for view in views]


@never_cache
@require_POST
@desk_page
def register_view_keep(request: DeskRequest) -> HttpResponse:
    viewer = request.viewer
    form = ViewForm(request.POST)
    kept = ""

    def keep(said: dict[str, Any]) -> None:
        nonlocal kept
        # Read as an address is read: what the viewer may not ask is not kept either.
        what = without_words(read_asked(QueryDict(said["asked"]), viewer))
        kept = address_of(what)
        keep_view(
            by=viewer.actor,
            at=viewer.now,
            community=viewer.code,
            id=said["fact"],
            name=said["name"],
            asked=kept,
            shared=said["shared"],
        )

    table = reverse("register_table", args=[viewer.code])
    if carried_out(request, form, keep):
        messages.success(
            request, now_("The view is kept. Names and words that were searched for are not in it.")
        )
        return HttpResponseRedirect(f"{table}?{kept}", status=303)
    for errors in form.errors.values():
        messages.error(request, " ".join(str(each) for each in errors))
    back = form.data.get("asked", "")
    return HttpResponseRedirect(f"{table}?{QueryDict(back).urlencode()}" if back else table, status=303)


@never_cache
@require_POST
@desk_page
def register_view_share(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    view = one_of(views_of(viewer).filter(account=viewer.account), pk=pk)
    share_view(by=viewer.actor, at=viewer.now, view=view, shared=not view.shared)
    return HttpResponseRedirect(f"{reverse('register_table', args=[viewer.code])}?{view.asked}", status=303)


@never_cache
@require_POST
@desk_page
def register_view_put_away(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    view = one_of(views_of(viewer).filter(account=viewer.account), pk=pk)
    put_view_away(by=viewer.actor, at=viewer.now, view=view)
    messages.success(request, now_("The view is put away."))
    return HttpResponseRedirect(reverse("register_table", args=[viewer.code]), status=303)
