"""The door of every desk page: who is signed in, may they enter this desk, and through whose rows it looks."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone

from minqing.access import rules
from minqing.access.acting import Acting, acting_as, schema_of
from minqing.access.actors import actor_of
from minqing.access.models import Division, Street
from minqing.access.scope import Viewer
from minqing.accounts.models import Account
from minqing.ledger.actor import Actor
from minqing.territory.models import Community

P = ParamSpec("P")


class DeskRequest(HttpRequest):
    """A request at a community's desk: `viewer` is who looks and what they may see."""

    viewer: Viewer


@dataclass(frozen=True)
class StreetViewer:
    """Someone looking at a street's desk: sees counts of its communities, and no resident."""

    actor: Actor
    street: Street
    communities: list[Division]


class StreetRequest(HttpRequest):
    """A request at a street's desk."""

    viewer: StreetViewer


def _read_here(response: HttpResponseBase) -> HttpResponseBase:
    """Render a lazy response while its street is entered: read later, its rows would be nobody's or another's."""
    render = getattr(response, "render", None)
    return cast(HttpResponseBase, render()) if callable(render) else response


def desk_page(
    view: Callable[Concatenate[DeskRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, str, P], HttpResponseBase]:
    """A page of a community's desk: `view(request, …)` gets `request.viewer`; the URL's `code` is used up here.

    Not signed in: to the sign-in page, whether or not there is such a page. No post here: 404.
    """

    @wraps(view)
    def page(request: HttpRequest, code: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not isinstance(request.user, Account):
            return redirect_to_login(request.get_full_path())
        now = timezone.now()
        actor = actor_of(request.user, timezone.localdate(now))
        if not rules.may_enter_desk(actor, code):
            raise Http404
        with acting_as(Acting(schema_of(code[:9]), (code,))):
            community = Community.objects.filter(community=code).first()
            if community is None:
                raise Http404
            asked = cast(DeskRequest, request)
            asked.viewer = Viewer(actor, community, now)
            with timezone.override(asked.viewer.zone_of_time):
                return _read_here(view(asked, *args, **kwargs))

    return cast(Callable[Concatenate[HttpRequest, str, P], HttpResponseBase], page)


def street_page(
    view: Callable[Concatenate[StreetRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, str, P], HttpResponseBase]:
    """A page of a street's desk, for its officers; `viewer.communities` are those of the street."""

    @wraps(view)
    def page(request: HttpRequest, code: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not isinstance(request.user, Account):
            return redirect_to_login(request.get_full_path())
        actor = actor_of(request.user, timezone.localdate())
        street = Street.objects.filter(code=code).first()
        if street is None or not rules.may_enter_desk(actor, code):
            raise Http404
        communities = list(
            Division.objects.filter(code__startswith=code, code__regex=r"^\d{12}$").order_by("code")
        )
        with acting_as(Acting(schema_of(code), (code, *(c.code for c in communities)))):
            asked = cast(StreetRequest, request)
            asked.viewer = StreetViewer(actor, street, communities)
            return _read_here(view(asked, *args, **kwargs))

    return cast(Callable[Concatenate[HttpRequest, str, P], HttpResponseBase], page)
