"""The ground: the community with its hours and calendar, courtyards and dwellings."""

from datetime import time

from django.conf import settings
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
    # Its boundary where somebody drew it: one closed ring of [longitude, latitude], WGS84.
    outline = models.JSONField(_("Outline"), null=True, blank=True)

    later = ("outline",)

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


class PlanVersion(Row):
    """A courtyard's plan as it was drawn once: never changed, the next drawing is the next version.

    `drawing` is described and checked in `minqing.territory.drawing`; a dwelling on it is the dwelling of the register.
    """

    courtyard = models.ForeignKey(Courtyard, on_delete=models.PROTECT, related_name="plans")
    number = models.PositiveIntegerField()
    drawing = models.JSONField()
    note = models.CharField(_("What changed"), max_length=120, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    drawn_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["courtyard", "number"], name="one_plan_version_a_number")
        ]


class Underlay(Row):
    """The photo or scan of the pencil plan that lies under a courtyard's drawing; its file is named by its digest.

    `placing` maps two points of the picture (pixels) to two of the plan (centimetres).
    """

    courtyard = models.OneToOneField(Courtyard, on_delete=models.PROTECT, related_name="underlay")
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    placing = models.JSONField(default=dict, blank=True)
    added_at = models.DateTimeField()


class Fixture(Row):
    """What a courtyard itself has (layer v of the plan): a problem noted, an extinguisher, stored flammables, a dog.

    It belongs to the courtyard, never to a person. `x`, `y`: its spot on the plan in centimetres, where it is placed.
    """

    class Kind(models.TextChoices):
        EXTINGUISHER = "extinguisher", _("Fire extinguisher")
        HYDRANT = "hydrant", _("Hydrant")
        FLAMMABLES = "flammables", _("Stored flammables")
        GAS = "gas", _("Gas bottles")
        WIRING = "wiring", _("Bad wiring")
        BLOCKED = "blocked", _("Blocked way")
        STRUCTURE = "structure", _("Unsafe building part")
        DOG = "dog", _("Dog")
        PROBLEM = "problem", _("Problem noted")
        OTHER = "other", _("Other")

    courtyard = models.ForeignKey(Courtyard, on_delete=models.PROTECT, related_name="fixtures")
    kind = models.CharField(_("Kind"), max_length=12, choices=Kind.choices)
    note = models.CharField(_("What it is"), max_length=120, blank=True)
    x = models.FloatField(null=True, blank=True)
    y = models.FloatField(null=True, blank=True)
    floor = models.IntegerField(_("Floor"), null=True, blank=True)
    noted_on = models.DateField()
    checked_on = models.DateField(_("Last check"), null=True, blank=True)
    check_by = models.DateField(_("Next check by"), null=True, blank=True)
    gone_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["courtyard", "gone_on"], name="fixture_of_courtyard")]


class Barrier(Row):
    """A line that visits do not cross, such as a main road: zones are not joined over it. WGS84, [longitude, latitude]."""

    name = models.CharField(_("Name"), max_length=60)
    line = models.JSONField()


class Backdrop(Row):
    """The map that an office chose to lie under its own layers, after it was told what that discloses; none by default."""

    class Kind(models.TextChoices):
        XYZ = "xyz", _("Tiles by address (XYZ or WMTS)")
        PMTILES = "pmtiles", _("A PMTiles file on this server")

    kind = models.CharField(_("Kind"), max_length=8, choices=Kind.choices)
    template = models.CharField(_("Address"), max_length=400)
    attribution = models.CharField(_("Attribution"), max_length=200, blank=True)
    # Whether its coordinates are GCJ-02, as most Chinese maps' are, so that what is ours is shifted to fit.
    gcj02 = models.BooleanField(_("Its coordinates are GCJ-02"), default=False)
    agreed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community"], name="one_backdrop_a_community")]
