"""The demo's sign-in doors: one link a role. `serve` has none: there the page does not exist."""

from django.conf import settings
from django.contrib.auth import login
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from minqing.accounts.models import Account
from minqing.demo.people import DOORS

SALT = "minqing.demo.doors"


def door_links(base_url: str) -> list[tuple[str, str]]:
    """Label and link of each role, in the language that is active; the links hold as long as the secret key."""
    base = base_url.rstrip("/")
    links = []
    for door in DOORS:
        token = signing.dumps(door.username, salt=SALT)
        links.append((_(door.label), base + reverse("demo_door", args=[token])))
    return links


def demo_door(request: HttpRequest, token: str) -> HttpResponse:
    """Sign in as one of the demo's people and go to their desk. 404 outside the demo, and for any other token."""
    if not settings.DEMO:
        raise Http404
    try:
        username = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        raise Http404 from None
    account = Account.objects.filter(username=username, is_active=True).first()
    if account is None or username not in {door.username for door in DOORS}:
        raise Http404
    login(request, account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return redirect("my_desk")
