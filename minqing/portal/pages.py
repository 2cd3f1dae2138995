"""The public face of a community and of a street: what everyone may know, with nobody signed in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from minqing.access.acting import in_community
from minqing.access.models import Division, Street
from minqing.territory.models import Community


def community(request: HttpRequest, code: str) -> HttpResponse:
    """A community's name and duty hours, and the way to its workers' desk."""
    if not Street.objects.filter(code=code[:9]).exists():
        raise Http404
    with in_community(code):
        found = Community.objects.filter(community=code).first()
    if found is None:
        raise Http404
    return render(request, "portal/community.html", {"community": found})


def street(request: HttpRequest, code: str) -> HttpResponse:
    """A street's name and its communities."""
    found = Street.objects.filter(code=code).first()
    if found is None:
        raise Http404
    communities = Division.objects.filter(code__startswith=code, code__regex=r"^\d{12}$").order_by("code")
    return render(request, "portal/street.html", {"street": found, "communities": communities})
