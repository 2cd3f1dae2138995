"""The committee: members, their portfolios and zones over time, leave, deputies and duty."""

from datetime import date, timedelta

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.utils.translation import gettext_lazy as _

from minqing.ledger.rows import DayRange, Row, Spell
from minqing.territory.models import Dwelling


class Member(Row):
    """A committee member of a community (the secretary is one too): the person behind a diary."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    name = models.CharField(_("Name"), max_length=60)
    sex = models.CharField(_("Sex"), max_length=6, blank=True)
    post = models.CharField(_("Post"), max_length=60)
    unit = models.CharField(_("Unit"), max_length=80, blank=True)
    telephone = models.CharField(_("Telephone"), max_length=40, blank=True)
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "account"], name="one_member_an_account")]

    def __str__(self) -> str:
        return self.name


class Portfolio(Row):
    """A functional line (条): civil affairs, safety, health …"""

    name = models.CharField(_("Portfolio"), max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "name"], name="one_portfolio_a_name")]

    def __str__(self) -> str:
        return self.name


class PortfolioHolding(Spell):
    """A member holds a portfolio for a while."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="holdings")
    portfolio = models.ForeignKey(Portfolio, on_delete=models.PROTECT, related_name="holdings")

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="a_portfolio_is_held_once_by_a_member",
                expressions=[("member", "="), ("portfolio", "="), (DayRange(), "&&")],
            )
        ]


class Zone(Row):
    """The households one member answers for (块): a name; its homes and its keeper are told by spells."""

    name = models.CharField(_("Zone"), max_length=60)
    hue = models.PositiveSmallIntegerField(default=0)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "name"], name="one_zone_a_name")]

    def __str__(self) -> str:
        return self.name


class Coverage(Spell):
    """A dwelling lies in a zone for a while; in one zone only at any moment."""

    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="coverages")
    dwelling = models.ForeignKey(Dwelling, on_delete=models.PROTECT, related_name="coverages")

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="a_dwelling_lies_in_one_zone", expressions=[("dwelling", "="), (DayRange(), "&&")]
            )
        ]


class Keeping(Spell):
    """A member keeps a zone for a while; a zone has one keeper at any moment.

    With `Coverage` and `Residence` this is the rule that the database holds by itself: a household has at
    most one member at any moment (method, element 1).
    """

    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="keepings")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="keepings")
    # When what goes with the zone (its open concerns) followed the keeper; empty while the day is to come.
    taken_up_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            ExclusionConstraint(name="a_zone_has_one_keeper", expressions=[("zone", "="), (DayRange(), "&&")])
        ]


class Leave(Spell):
    """A member is away; `cover` answers for their zones meanwhile, the keeping itself does not change."""

    class Kind(models.TextChoices):
        LEAVE = "leave", _("Leave")
        SICK = "sick", _("Sick leave")
        TRAINING = "training", _("Training")
        OTHER = "other", _("Other")

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="leaves")
    cover = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="covers")
    kind = models.CharField(_("Kind"), max_length=10, choices=Kind.choices, default=Kind.LEAVE)

    @property
    def last_day(self) -> date | None:
        """The last day away, as people say it; None while the end is not known."""
        return self.to_day - timedelta(days=1) if self.to_day else None

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="a_member_is_away_once", expressions=[("member", "="), (DayRange(), "&&")]
            )
        ]


class Deputy(Spell):
    """The deputy (B) of a member (A): who is told when the member is away (AB 角)."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="deputies")
    deputy = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="deputises_for")

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="a_member_has_one_deputy", expressions=[("member", "="), (DayRange(), "&&")]
            )
        ]


class Duty(Row):
    """Who is on duty on a day (值班), told of urgent matters outside hours besides the secretary."""

    day = models.DateField(_("Day"))
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="duties")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "day"], name="one_on_duty_a_day")]
