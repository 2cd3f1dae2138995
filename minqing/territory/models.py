"""The ground: the community with its hours and calendar, courtyards and dwellings."""

from datetime import time

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from minqing.ledger.rows import Row


class Community(Row):
    """A community and what its office may set: duty hours, zone of time, the calendar it entered itself."""

    name = models.CharField(_("Name"), max_length=80)
    timezone = models.CharField(_("Time zone"), max_length=40, default="Asia/Shanghai")
    duty_start = models.TimeField(_("Duty hours from"), default=time(8, 30))
    duty_end = models.TimeField(_("Duty hours to"), default=time(18, 0))
    # Years whose days off the office has entered itself, because no announced calendar is known to us.
    entered_years = ArrayField(models.IntegerField(), default=list, blank=True)
    visit_period_days = models.PositiveIntegerField(_("Visit every household within (days)"), default=91)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community"], name="one_community_a_code")]

    def __str__(self) -> str:
        return self.name


class CalendarDay(Row):
    """A day that the office's own calendar sets working or off, over the official one."""

    day = models.DateField(_("Day"))
    works = models.BooleanField(_("Working day"))
    name = models.CharField(_("Occasion"), max_length=60, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "day"], name="one_word_a_calendar_day")]


class Courtyard(Row):
    """The unit of visiting: a hutong courtyard, an apartment building, or one entrance of it."""

    class Kind(models.TextChoices):
        COURTYARD = "courtyard", _("Hutong courtyard")
        BUILDING = "building", _("Building")
        ENTRANCE = "entrance", _("Entrance")

    kind = models.CharField(_("Kind"), max_length=10, choices=Kind.choices, default=Kind.COURTYARD)
    name = models.CharField(_("Name"), max_length=80)
    # The address in its canonical form (minqing.language.addresses): what recognises it in a spreadsheet.
    key = models.CharField(max_length=120)
    lane = models.CharField(_("Lane or estate"), max_length=60, blank=True)
    building = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="entrances"
    )
    latitude = models.FloatField(_("Latitude"), null=True, blank=True)
    longitude = models.FloatField(_("Longitude"), null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "key"], name="one_courtyard_a_key")]

    def __str__(self) -> str:
        return self.name


class Tenure(models.TextChoices):
    """How a home is held (layer iv of the plan: housing)."""

    PUBLIC = "public", _("Public housing")
    PRIVATE = "private", _("Private")
    SELF_BUILT = "self_built", _("Self-built")
    RENTED = "rented", _("Rented")
    OTHER = "other", _("Other")
    UNKNOWN = "", _("Not known")


class Dwelling(Row):
    """A physical home in a courtyard. `unit` is its label within the courtyard, in canonical form ("202")."""

    courtyard = models.ForeignKey(Courtyard, on_delete=models.PROTECT, related_name="dwellings")
    unit = models.CharField(_("Home"), max_length=40, blank=True)
    floor = models.IntegerField(_("Floor"), null=True, blank=True)
    tenure = models.CharField(
        _("Tenure"), max_length=12, choices=Tenure.choices, blank=True, default=Tenure.UNKNOWN
    )
    gone_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["courtyard", "unit"], name="one_dwelling_a_unit")]
