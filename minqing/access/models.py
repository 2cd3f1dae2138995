"""The address space (divisions, streets) and who does what where (posts). Shared schema, nothing of residents."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_tenants.models import DomainMixin, TenantMixin

from minqing.ledger.ids import uuid7


class Division(models.Model):
    """A territory by its code: district (6 digits), street (9) or community (12); a prefix is what contains it."""

    code = models.CharField(max_length=12, primary_key=True)
    name = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.name


class Street(TenantMixin):
    """One street: one schema `s` + its nine digits."""

    code = models.CharField(max_length=9, unique=True)
    name = models.CharField(max_length=80)
    auto_create_schema = False

    def __str__(self) -> str:
        return self.name


class StreetDomain(DomainMixin):
    """Unused: the tenancy library asks for a model of domains, but our streets are told by the path."""


class Role(models.TextChoices):
    """What someone does at a division: the words that rules are written in."""

    SECRETARY = "secretary", _("Community secretary")
    MEMBER = "member", _("Committee member")
    OFFICER = "officer", _("Street officer")
    READER = "reader", _("Reader of results")


class Post(models.Model):
    """A role at a division code, from a day up to, but without, another (null: still held)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(max_length=12, choices=Role.choices)
    code = models.CharField(max_length=12, db_index=True)
    title = models.CharField(_("Post"), max_length=60, blank=True)
    from_day = models.DateField()
    to_day = models.DateField(null=True, blank=True)
