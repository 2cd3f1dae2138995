"""Prepared visits: when a member visits, what a household asks for, a day's doors in their order, calendar keys."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from minqing.committee.models import Member
from minqing.households.models import Household
from minqing.ledger.rows import Row, Spell
from minqing.territory.models import Courtyard


class Weekday(models.IntegerChoices):
    """Days of the week, as Python counts them."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class VisitingHours(Spell):
    """A member visits at these hours of a weekday for a while (method, element 4: fixed visiting hours)."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="visiting_hours")
    weekday = models.PositiveSmallIntegerField(_("Weekday"), choices=Weekday.choices)
    begins = models.TimeField(_("Begins at"))
    ends = models.TimeField(_("Ends at"))

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("begins")), name="visiting_hours_end_after_begin")
        ]


class VisitWindow(Row):
    """Between which hours a household asks to be visited; one of the two may be open."""

    household = models.OneToOneField(Household, on_delete=models.PROTECT, related_name="visit_window")
    begins = models.TimeField(_("Not before"), null=True, blank=True)
    ends = models.TimeField(_("Not after"), null=True, blank=True)


class CallRhythm(Row):
    """How often a household is called on, where a quarter is too seldom. Why is not written anywhere here."""

    household = models.OneToOneField(Household, on_delete=models.PROTECT, related_name="call_rhythm")
    every_days = models.PositiveSmallIntegerField(_("Call every so many days"))


class DayPlan(Row):
    """Whom a member goes to see on a day, prepared before it (method, step 4). `changed_at`: by hand since.

    `waiting` did not fit although their day had come; `by_map` tells whether the order is that of the map, or of
    lanes and numbers because places are not known.
    """

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="day_plans")
    day = models.DateField()
    made_at = models.DateTimeField()
    begin = models.TimeField()
    changed_at = models.DateTimeField(null=True, blank=True)
    waiting = models.PositiveSmallIntegerField(default=0)
    by_map = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "day"], name="one_plan_a_member_and_day")]


class SkipReason(models.TextChoices):
    """Why a planned door is not visited; nothing about the people behind it."""

    ANOTHER_DAY = "another_day", _("Another day was agreed")
    AWAY = "away", _("They are away")
    NO_TIME = "no_time", _("No time left today")
    WEATHER = "weather", _("The weather")
    OTHER = "other", _("Something else")


class PlannedStop(Row):
    """A door of a plan, or a courtyard itself where `household` is empty.

    `why` holds codes with neutral parameters (`minqing.planning.rhythm.Reason`); never what care somebody needs.
    """

    plan = models.ForeignKey(DayPlan, on_delete=models.PROTECT, related_name="stops")
    place = models.PositiveSmallIntegerField()
    courtyard = models.ForeignKey(Courtyard, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(
        Household, null=True, blank=True, on_delete=models.PROTECT, related_name="planned_stops"
    )
    why = models.JSONField(default=list)
    arrive_at = models.TimeField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(default=10)
    begins = models.TimeField(null=True, blank=True)
    ends = models.TimeField(null=True, blank=True)
    added_by_hand = models.BooleanField(default=False)
    skipped_at = models.DateTimeField(null=True, blank=True)
    skip_reason = models.CharField(max_length=12, choices=SkipReason.choices, blank=True)

    class Meta:
        indexes = [models.Index(fields=["plan", "place"], name="stop_in_order")]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "household"],
                name="a_household_stands_once_in_a_plan",
                condition=Q(household__isnull=False),
            )
        ]


class FeedKey(Row):
    """A key to a member's calendar feed; only its digest is kept, so nobody can read it here again."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="feed_keys")
    digest = models.BinaryField(max_length=32)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["digest"], name="one_feed_a_key")]
