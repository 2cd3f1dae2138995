"""My account: how I sign in, from where I am signed in, in which language I read."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from minqing.access.actors import posts_held
from minqing.access.models import Division, Role
from minqing.accounts.models import Account


@login_required
def my_account(request: HttpRequest) -> HttpResponse:
    """What stands in the account, the posts held today, and the ways to change how one signs in."""
    assert isinstance(request.user, Account)
    held = posts_held(request.user, timezone.localdate())
    names = dict(Division.objects.filter(code__in=[p.code for p in held]).values_list("code", "name"))
    context = {
        "account": request.user,
        "posts": [(names.get(post.code, post.code), Role(post.role).label) for post in held],
        "sessions": UserSession.objects.filter(user=request.user).count(),
        "passkeys": Authenticator.objects.filter(user=request.user, type="webauthn").count(),
        "totp": Authenticator.objects.filter(user=request.user, type="totp").exists(),
    }
    return render(request, "accounts/my_account.html", context)
