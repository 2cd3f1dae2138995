"""What a resident asks for or a member found, and what became of it."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from minqing.committee.models import Member
from minqing.diary.models import Entry
from minqing.households.models import Household, Resident
from minqing.ledger.rows import Row
from minqing.territory.models import Courtyard


class Category(models.TextChoices):
    """First of the two-way sorting: by matter."""

    HOUSING = "housing", _("Housing and repairs")
    UTILITIES = "utilities", _("Water, power, gas, heat")
    SANITATION = "sanitation", _("Sanitation and sewers")
    SAFETY = "safety", _("Safety and hazards")
    DISPUTE = "dispute", _("Disputes between neighbours")
    WELFARE = "welfare", _("Welfare and hardship")
    ELDERLY = "elderly", _("Care of the elderly")
    HEALTH = "health", _("Health")
    WORK = "work", _("Work and social insurance")
    TRAFFIC = "traffic", _("Traffic and parking")
    ENVIRONMENT = "environment", _("Noise and surroundings")
    POLICY = "policy", _("Policy and papers")
    OTHER = "other", _("Other")


class Grade(models.TextChoices):
    """Sets the deadlines (minqing.method.deadlines)."""

    ORDINARY = "ordinary", _("Ordinary")
    DIFFICULT = "difficult", _("Difficult")
    POLICY = "policy", _("Several departments or policy")
    URGENT = "urgent", _("Urgent")


class Level(models.TextChoices):
    """Second of the two-way sorting: by who can settle it."""

    MEMBER = "member", _("The member")
    COMMUNITY = "community", _("The community")
    COUNCIL = "council", _("The coordination council")
    STREET = "street", _("The street and its departments")


class Source(models.TextChoices):
    """Where it came in."""

    VISIT = "visit", _("A visit")
    FOUND = "found", _("Found by a member")
    WALK_IN = "walk_in", _("At the office")
    PHONE = "phone", _("By telephone")
    HEAD = "head", _("A courtyard head")
    OTHER = "other", _("Another way")


class Stage(models.TextChoices):
    """Where it stands (minqing.method.stages)."""

    NOTED = "noted", _("Noted")
    SETTLED = "settled", _("Settled on the spot")
    IN_HAND = "in_hand", _("In hand")
    REPORTED = "reported", _("Reported")
    COORDINATED = "coordinated", _("Being coordinated")
    ANSWERED = "answered", pgettext_lazy("stage of a concern", "Answered")
    CONFIRMED = "confirmed", _("Confirmed by the resident")
    REOPENED = "reopened", _("Reopened")
    CLOSED = "closed", _("Closed")


class Concern(Row):
    """A concern (民情, 诉求): the matter in the resident's words, whose it is, where it stands."""

    number = models.CharField(max_length=16)
    matter = models.TextField(_("Matter"))
    category = models.CharField(
        _("Category"), max_length=12, choices=Category.choices, default=Category.OTHER
    )
    grade = models.CharField(_("Grade"), max_length=10, choices=Grade.choices, default=Grade.ORDINARY)
    level = models.CharField(
        _("Who can settle it"), max_length=10, choices=Level.choices, default=Level.MEMBER
    )
    source = models.CharField(_("How it came in"), max_length=8, choices=Source.choices, default=Source.VISIT)
    stage = models.CharField(max_length=12, choices=Stage.choices, default=Stage.NOTED)
    # When it reached that stage: the loop's oldest item of a stage is one look into an index.
    stage_at = models.DateTimeField()
    noted_at = models.DateTimeField(_("Noted at"))
    entry = models.ForeignKey(Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="concerns")
    courtyard = models.ForeignKey(
        Courtyard, null=True, blank=True, on_delete=models.PROTECT, related_name="concerns"
    )
    household = models.ForeignKey(
        Household, null=True, blank=True, on_delete=models.PROTECT, related_name="concerns"
    )
    # The first who receives a matter leads it.
    lead = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="leads")
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    # The resident's last word since it was last opened, and when it was said.
    satisfaction = models.CharField(max_length=14, default="not_asked")
    word_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    # answered | merged | withdrawn | refused
    closed_as = models.CharField(max_length=10, blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    # The earliest open promise's due, kept by the actions: lists sort by it without a join.
    next_due = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "number"], name="one_concern_a_number")]
        indexes = [
            models.Index(
                fields=["community", "next_due", "id"],
                name="concern_open_due",
                condition=Q(closed_at__isnull=True),
            ),
            models.Index(
                fields=["lead", "next_due", "id"],
                name="concern_lead_due",
                condition=Q(closed_at__isnull=True),
            ),
            models.Index(fields=["community", "stage", "stage_at"], name="concern_stage"),
            models.Index(fields=["community", "noted_at"], name="concern_noted"),
            models.Index(
                fields=["community", "closed_at", "id"],
                name="concern_closed",
                condition=Q(closed_at__isnull=False),
            ),
            models.Index(
                fields=["community", "category", "closed_at"],
                name="concern_past",
                condition=Q(closed_at__isnull=False),
            ),
            models.Index(
                fields=["community", "word_at"],
                name="concern_satisfied",
                condition=Q(satisfaction="satisfied"),
            ),
            models.Index(fields=["household", "noted_at"], name="concern_household"),
        ]

    def __str__(self) -> str:
        return self.number


class Affected(Row):
    """A resident whom a concern is about: who raised it, or who is affected."""

    class Part(models.TextChoices):
        RAISED = "raised", _("Raised it")
        AFFECTED = "affected", _("Affected")

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="people")
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="concerns")
    part = models.CharField(max_length=8, choices=Part.choices, default=Part.RAISED)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["concern", "resident"], name="one_part_a_resident")]


class Step(Row):
    """One thing done about a concern (办理): by whom, when.

    `kind` is a step kind of minqing.method.stages, or one of `minqing.concerns.steps.MORE`, which move no stage.
    `said` holds ids and states that the step speaks of (another concern, the member it was handed to).
    """

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=14)
    text = models.TextField(_("What was done"), blank=True)
    parties = ArrayField(models.CharField(max_length=80), verbose_name=_("Parties"), default=list, blank=True)
    told_resident = models.BooleanField(_("The resident was told"), default=False)
    satisfaction = models.CharField(max_length=14, blank=True)
    said = models.JSONField(default=dict, blank=True)
    # Null: the program itself.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["concern", "at"], name="step_of_concern"),
            # What was done on each of the last days (the loop's lines).
            models.Index(fields=["community", "at"], name="step_at"),
        ]


class Promise(Row):
    """A promised time, computed once and stored; it ends kept, missed, extended, superseded or released."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        KEPT = "kept", _("Kept")
        MISSED = "missed", _("Missed")
        EXTENDED = "extended", _("Extended")
        SUPERSEDED = "superseded", _("Superseded")
        RELEASED = "released", _("Released")

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="promises")
    # acknowledge | coordinate | settle | answer
    name = models.CharField(max_length=12)
    given_at = models.DateTimeField()
    due = models.DateTimeField()
    why = models.JSONField(default=dict)
    calendar_known = models.BooleanField(default=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    # Which rule ended it, as minqing.method.why tells it; the words of a person stand in `reason`.
    ended_why = models.JSONField(default=dict, blank=True)
    reason = models.TextField(blank=True)
    # The promise that this one extends.
    extends = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="extended_by"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["concern", "name"], name="one_open_promise_a_name", condition=Q(state="open")
            )
        ]
        indexes = [
            models.Index(fields=["community", "due"], name="promise_open_due", condition=Q(state="open")),
            models.Index(fields=["community", "ended_at"], name="promise_kept", condition=Q(state="kept")),
        ]


class Link(Row):
    """Two concerns that have to do with one another: split from, merged into, or alike."""

    class Kind(models.TextChoices):
        SPLIT = "split", _("Split from")
        MERGED = "merged", _("Merged into")
        RELATED = "related", _("Related")

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="links")
    other = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="linked_from")
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.RELATED)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["concern", "other", "kind"], name="one_link_a_kind")]
