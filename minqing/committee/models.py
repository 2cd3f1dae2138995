"""The committee: members, their portfolios and zones over time, leave, deputies and duty."""

from datetime import date, timedelta

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.utils.translation import gettext_lazy as _

from minqing.ledger.rows import DayRange, Row, Spell
from minqing.territory.models import Courtyard, Dwelling


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


class MemberWish(Row):
    """What ties a member to a courtyard, or bars them from it, when zones are divided (element 1)."""

    class Kind(models.TextChoices):
        LIVES_HERE = "lives_here", _("Lives there")
        WORKED_HERE = "worked_here", _("Worked there before")
        KNOWS_IT = "knows_it", _("Knows it well")
        MUST_NOT = "must_not", _("Must not have it")

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="wishes")
    courtyard = models.ForeignKey(Courtyard, on_delete=models.PROTECT, related_name="wishes")
    kind = models.CharField(_("What ties them"), max_length=11, choices=Kind.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "courtyard"], name="one_wish_a_member_and_courtyard")
        ]


class ZoningRun(Row):
    """Proposals for dividing the community anew: what was asked, how far it is, why it cannot be.

    No fact of the domain before one proposal is adopted; so the ledger hears of the adoption, not of the search.
    `asked`: tolerance, care weight, seconds, members with their share. `ground`: units, edges and members as they were.
    """

    ledgered = False

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Being worked out")
        DONE = "done", _("Worked out")
        IMPOSSIBLE = "impossible", _("Not possible")
        FAILED = "failed", _("Failed")

    account = models.UUIDField()
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    asked = models.JSONField(default=dict)
    ground = models.JSONField(default=dict)
    # How many of a hundred parts of the work are done.
    done = models.PositiveSmallIntegerField(default=0)
    why = models.JSONField(default=dict)


class Proposal(Row):
    """One division of a run, the solver's or one edited by hand: courtyard to member, with its numbers."""

    ledgered = False

    run = models.ForeignKey(ZoningRun, on_delete=models.PROTECT, related_name="proposals")
    number = models.PositiveSmallIntegerField()
    by_hand = models.BooleanField(default=False)
    zones = models.JSONField(default=dict)
    numbers = models.JSONField(default=dict)
    adopted_from = models.DateField(null=True, blank=True)
    # What was moved by hand last, to be undone: a list of {courtyard: the member before}.
    undo = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="one_proposal_a_number")]


class Spread(Spell):
    """A zone lies with its neighbours while its keeper is away: the coverages of these days say which home with whom."""

    leave = models.ForeignKey(Leave, on_delete=models.PROTECT, related_name="spreads")
    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="spreads")

    class Meta:
        constraints = [
            ExclusionConstraint(name="a_zone_is_spread_once", expressions=[("zone", "="), (DayRange(), "&&")])
        ]
