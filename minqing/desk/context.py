"""What every template has: the shell (who looks, from where, the rail) and whether this is the demo."""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from minqing.access.models import Role
from minqing.access.pages import StreetViewer
from minqing.access.scope import Viewer
from minqing.accounts.models import Account
from minqing.desk.components import Shell
from minqing.desk.nav import ways
from minqing.notices.models import Notice


def house(request: HttpRequest) -> dict[str, Any]:
    """`viewer` (None where nobody looks at a desk), `shell` and `demo`."""
    viewer = getattr(request, "viewer", None)
    return {
        "viewer": viewer,
        "shell": SimpleLazyObject(lambda: shell_of(request, viewer)),
        "demo": settings.DEMO,
    }


def shell_of(request: HttpRequest, viewer: Viewer | StreetViewer | None) -> Shell:
    """The shell for whoever looks: a community's desk, a street's, or none."""
    account = getattr(request, "user", None)
    if not isinstance(account, Account):
        return Shell()
    me = Shell(name=account.name, account_url=reverse("my_account"), key=str(account.pk))
    if isinstance(viewer, Viewer):
        role = Role.SECRETARY if viewer.sees_all else Role.MEMBER
        unread = Notice.objects.filter(to_id=account.pk, read_at__isnull=True).values("pk")[:100].count()
        return replace(
            me,
            role=str(role.label),
            place=viewer.community.name,
            home=reverse("home", args=[viewer.code]),
            nav=ways(request, viewer, {"notices": unread}),
        )
    if isinstance(viewer, StreetViewer):
        home = reverse("street_home", args=[viewer.street.code])
        return replace(me, role=str(Role.OFFICER.label), place=viewer.street.name, home=home)
    return replace(me, home=reverse("my_desk"))
