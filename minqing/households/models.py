"""The people: households over time, residents, what they agreed to do, and the care some of them need."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from minqing.ledger.rows import DayRange, Row, Spell
from minqing.territory.models import Courtyard, Dwelling


class Household(Row):
    """The people who live together in a dwelling. Where they live and who they are is told by spells."""

    # As the office's own sheet numbers it; blank where it does not.
    number = models.CharField(_("Household number"), max_length=20, blank=True)
    formed_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    # The household that this one split from or joined into: history is kept, nothing is overwritten.
    split_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="splits"
    )
    joined_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="joins"
    )
    declines_visits = models.BooleanField(_("Declines visits"), default=False)
    confirmed_on = models.DateField(_("Last confirmed"), null=True, blank=True)


class Residence(Spell):
    """A household lives in a dwelling for a while; in one dwelling only at any moment."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="residences")
    dwelling = models.ForeignKey(Dwelling, on_delete=models.PROTECT, related_name="residences")

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="a_household_lives_in_one_dwelling",
                expressions=[("household", "="), (DayRange(), "&&")],
            )
        ]


class Resident(Row):
    """A person. Every field has its purpose in the privacy register; there is none for what a person thinks."""

    class Sex(models.TextChoices):
        FEMALE = "female", _("Female")
        MALE = "male", _("Male")
        UNKNOWN = "", _("Not known")

    name = models.CharField(_("Name"), max_length=60)
    pinyin = models.CharField(max_length=160, blank=True)
    sex = models.CharField(_("Sex"), max_length=6, choices=Sex.choices, blank=True, default=Sex.UNKNOWN)
    # As far as it is known: "1966-05-08", "1966-05" or "1966".
    born = models.CharField(_("Born"), max_length=10, blank=True)
    phones = ArrayField(
        models.CharField(max_length=24), verbose_name=_("Telephones"), default=list, blank=True
    )
    registered_elsewhere = models.BooleanField(_("Registered elsewhere"), null=True, blank=True)
    confirmed_on = models.DateField(_("Last confirmed"), null=True, blank=True)
    left_on = models.DateField(_("Left on"), null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["community", "pinyin", "id"], name="resident_by_sound")]

    def __str__(self) -> str:
        return self.name


class Relation(models.TextChoices):
    """To the head of the household, as registers write it."""

    HEAD = "head", _("Head of household")
    SPOUSE = "spouse", _("Spouse")
    CHILD = "child", _("Child")
    PARENT = "parent", _("Parent")
    GRANDCHILD = "grandchild", _("Grandchild")
    GRANDPARENT = "grandparent", _("Grandparent")
    SIBLING = "sibling", _("Sibling")
    CHILD_IN_LAW = "child_in_law", _("Child-in-law")
    PARENT_IN_LAW = "parent_in_law", _("Parent-in-law")
    # As the reader of registers calls them (minqing.language.register): one vocabulary in and out.
    RELATIVE = "relative", _("Other relative")
    UNRELATED = "unrelated", _("Not related")
    UNKNOWN = "", _("Not known")


class Membership(Spell):
    """A resident belongs to a household for a while; to one only at any moment."""

    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="memberships")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="memberships")
    relation = models.CharField(
        _("Relation to the head"),
        max_length=14,
        choices=Relation.choices,
        blank=True,
        default=Relation.UNKNOWN,
    )

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="a_resident_belongs_to_one_household",
                expressions=[("resident", "="), (DayRange(), "&&")],
            )
        ]


class ActiveRole(Spell):
    """A role someone agreed to (layer iii of the plan): the only mark of an active resident."""

    class Kind(models.TextChoices):
        COURTYARD_HEAD = "courtyard_head", _("Courtyard head")
        LANE_HEAD = "lane_head", _("Lane head")
        REPRESENTATIVE = "representative", _("Residents' representative")
        VOLUNTEER = "volunteer", _("Volunteer")

    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="roles")
    kind = models.CharField(_("Role"), max_length=16, choices=Kind.choices)
    courtyard = models.ForeignKey(
        Courtyard, null=True, blank=True, on_delete=models.PROTECT, related_name="active_roles"
    )
    agreed_on = models.DateField(_("Agreed on"))


class CareNeed(Row):
    """A need of care, sealed: what it is stands only in `sealed` (AES-256-GCM or SM4-GCM, key by `key_id`).

    Kept only with a consent, confirmed or erased by `review_by`, opened only with a reason that is logged.
    """

    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="care_needs")
    consent = models.ForeignKey("privacy.Consent", on_delete=models.PROTECT, related_name="care_needs")
    sealed = models.BinaryField()
    key_id = models.CharField(max_length=20)
    review_by = models.DateField(_("Confirm or erase by"))
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    ended_on = models.DateField(null=True, blank=True)


class RegisterImport(Row):
    """A spreadsheet on its way into the register: received, previewed, taken; whoever sent it alone sees it.

    The file itself waits under the data folder (minqing.households.register_in.waiting) and is deleted once taken, or
    after a day. `report` holds counts, rows and reasons; no identity number ever reaches it.
    """

    ledgered = False

    class State(models.TextChoices):
        RECEIVED = "received", _("Received")
        READING = "reading", _("Being compared")
        SHOWN = "shown", _("To be confirmed")
        TAKING = "taking", _("Being taken")
        DONE = "done", _("Taken")
        FAILED = "failed", _("Not taken")

    account = models.UUIDField()
    file_name = models.CharField(max_length=120)
    state = models.CharField(max_length=8, choices=State.choices, default=State.RECEIVED)
    # Column positions, counted from 0, to what each is read as ("" for left out), as corrected by hand.
    mapping = models.JSONField(default=dict)
    report = models.JSONField(default=dict)
    problem = models.CharField(max_length=300, blank=True)
    received_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)


class SavedView(Row):
    """A way of looking at the register as a table that somebody kept: columns, conditions, order.

    `asked` is the address's query (minqing.households.table.asked), without anything that was typed about a person.
    No fact of the domain, so the ledger does not hear of it. `shared`: the whole committee sees it; what it shows each
    of them are their own rows.
    """

    ledgered = False

    account = models.UUIDField()
    name = models.CharField(_("Name of the view"), max_length=40)
    asked = models.CharField(max_length=2000)
    shared = models.BooleanField(_("For the whole committee"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "account", "name"], name="one_view_a_name")
        ]

    def __str__(self) -> str:
        return self.name
