"""Where no code is named: the front page, and the way of whoever is signed in to their own desk."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from minqing.access.actors import actor_of
from minqing.access.models import Role
from minqing.accounts.models import Account

DESK_ROLES = {Role.SECRETARY: 12, Role.MEMBER: 12, Role.OFFICER: 9}


def front(request: HttpRequest) -> HttpResponse:
    """The front page: what this is, and where to sign in."""
    return render(request, "desk/front.html")


@login_required
def to_my_desk(request: HttpRequest) -> HttpResponse:
    """Lead whoever is signed in to where their post is; who holds none with a desk is told so."""
    assert isinstance(request.user, Account)
    posts = actor_of(request.user, timezone.localdate()).posts
    for post in posts:
        if post.role in DESK_ROLES and len(post.code) == DESK_ROLES[Role(post.role)]:
            return redirect(f"/{post.code}/desk/")
    reads = any(post.role == Role.READER for post in posts)
    return render(request, "desk/no_post.html", {"reads": reads})


@login_required
def to_my_phones(request: HttpRequest) -> HttpResponse:
    """Lead a member to the page of their phones; whoever sits on no committee has none, and goes to their desk."""
    assert isinstance(request.user, Account)
    for post in actor_of(request.user, timezone.localdate()).posts:
        if post.role in (Role.SECRETARY, Role.MEMBER) and len(post.code) == DESK_ROLES[Role(post.role)]:
            return redirect("phones", post.code)
    return redirect("my_desk")
