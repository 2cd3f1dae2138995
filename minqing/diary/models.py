"""The diary: books, entries, what is added below them, photos, the secretary's reading, opinions by topic."""

from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from minqing.committee.models import Member
from minqing.households.models import Household
from minqing.ledger.rows import Row
from minqing.territory.models import Courtyard


class Book(Row):
    """A member's diary of a year. The title page is a copy: it tells who kept it then."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="books")
    year = models.PositiveSmallIntegerField()
    name = models.CharField(_("Name"), max_length=60)
    sex = models.CharField(_("Sex"), max_length=6, blank=True)
    post = models.CharField(_("Post"), max_length=60)
    unit = models.CharField(_("Unit"), max_length=80, blank=True)
    telephone = models.CharField(_("Telephone"), max_length=40, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "year"], name="one_book_a_year")]


class Purpose(models.TextChoices):
    """Tasks of a visit (method, element 2, a to f), and the plain call."""

    CALL = "call", _("Regular call")
    POLICY = "policy", _("Explain a policy")
    OPINION = "opinion", _("Hear opinions")
    NEED = "need", _("Learn needs")
    DISPUTE = "dispute", _("Mediate a dispute")
    HELP = "help", _("Help on the spot")
    SURVEY = "survey", _("Survey")
    SAFETY = "safety", _("Safety check")
    FOLLOW_UP = "follow_up", _("Follow up a concern")


class Outcome(models.TextChoices):
    """What became of knocking: nobody home and a declined visit are entries too, and count as made."""

    MET = "met", _("Met")
    NOBODY_HOME = "nobody_home", _("Nobody home")
    DECLINED = "declined", _("Declined")
    NO_DOOR = "no_door", _("Not at a door")


class Satisfaction(models.TextChoices):
    """The resident's word, never the member's guess."""

    SATISFIED = "satisfied", _("Satisfied")
    PARTLY = "partly", _("Partly satisfied")
    NOT_SATISFIED = "not_satisfied", _("Not satisfied")
    NOT_ASKED = "not_asked", _("Not asked")


class Entry(Row):
    """One entry: time, place, matter, handling and result, the resident's word, the secretary's comment.

    A draft until `handed_in_at`; from then on a trigger of the database refuses every change but the marks of
    reading, and what changes is added below, dated.
    """

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="entries")
    began_at = models.DateTimeField(_("Time"))
    ended_at = models.DateTimeField(_("Until"), null=True, blank=True)
    # When it was typed; differs from `began_at` by days where a paper page is filled in later.
    written_at = models.DateTimeField()
    from_paper = models.BooleanField(_("From the paper diary"), default=False)
    courtyard = models.ForeignKey(
        Courtyard, null=True, blank=True, on_delete=models.PROTECT, related_name="entries"
    )
    household = models.ForeignKey(
        Household, null=True, blank=True, on_delete=models.PROTECT, related_name="entries"
    )
    outcome = models.CharField(_("At the door"), max_length=12, choices=Outcome.choices, default=Outcome.MET)
    purposes = ArrayField(
        models.CharField(max_length=12, choices=Purpose.choices),
        verbose_name=_("Purposes"),
        default=list,
        blank=True,
    )
    matter = models.TextField(_("Matter"), blank=True)
    handling = models.TextField(_("Handling"), blank=True)
    result = models.TextField(_("Result"), blank=True)
    satisfaction = models.CharField(
        _("The resident's word"),
        max_length=14,
        choices=Satisfaction.choices,
        default=Satisfaction.NOT_ASKED,
    )
    important = models.BooleanField(_("Important"), default=False)
    wish = models.CharField(_("A wish"), max_length=200, blank=True)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    discarded_at = models.DateTimeField(null=True, blank=True)
    # Marks of the secretary's reading: kept here, so that the tray is one index and stays fast at a million.
    read_at = models.DateTimeField(null=True, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    wish_fulfilled_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["community", "handed_in_at", "id"],
                name="entry_unread",
                condition=Q(handed_in_at__isnull=False, read_at__isnull=True),
            ),
            # What a member's own page begins with: few rows, whatever the length of the diary.
            models.Index(
                fields=["book", "began_at"], name="entry_draft", condition=Q(handed_in_at__isnull=True)
            ),
            models.Index(
                fields=["book", "returned_at"], name="entry_returned", condition=Q(returned_at__isnull=False)
            ),
            # The week of the Friday review, and what was handed in on a day.
            models.Index(
                fields=["community", "handed_in_at"],
                name="entry_handed_in",
                condition=Q(handed_in_at__isnull=False),
            ),
            # How many were read on each of the last days (the loop's first line).
            models.Index(
                fields=["community", "read_at"], name="entry_read", condition=Q(read_at__isnull=False)
            ),
            models.Index(fields=["community", "began_at"], name="entry_wish", condition=~Q(wish="")),
            models.Index(fields=["book", "began_at"], name="entry_of_book"),
            models.Index(fields=["community", "began_at"], name="entry_began"),
            models.Index(fields=["household", "began_at"], name="entry_household"),
        ]


class Companion(Row):
    """Another member who made the same visit."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="companions")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "member"], name="one_companion_an_entry")]


class Addendum(Row):
    """What is added below an entry after it was handed in, dated. `move` files it under the right door."""

    class Kind(models.TextChoices):
        NOTE = "note", _("Note")
        CORRECTION = "correction", _("Correction")
        MOVE = "move", _("Moved to another door")
        ANSWER = "answer", _("Answer to a comment")
        WISH = "wish", _("Wish fulfilled")

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="addenda")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.NOTE)
    text = models.TextField(_("Text"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    at = models.DateTimeField()
    comment = models.ForeignKey(
        "diary.Comment", null=True, blank=True, on_delete=models.PROTECT, related_name="answers"
    )
    moved_to_courtyard = models.ForeignKey(
        Courtyard, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    moved_to_household = models.ForeignKey(
        Household, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )


class Photo(Row):
    """A photo of an entry, stripped of its metadata; the file lies under the data folder by its digest."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="photos")
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    caption = models.CharField(max_length=120, blank=True)
    added_at = models.DateTimeField()


class Comment(Row):
    """The secretary's red ink: a comment, praise, or the entry returned with a note."""

    class Kind(models.TextChoices):
        COMMENT = "comment", _("Comment")
        PRAISE = "praise", _("Praise")
        RETURN = "return", _("Returned")

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="comments")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    text = models.TextField(_("Comment"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    at = models.DateTimeField()

    class Meta:
        # What was praised this week, and the loop's lines: the newest few, whatever the length of the diary.
        indexes = [models.Index(fields=["community", "at"], name="comment_at")]


class Topic(models.TextChoices):
    """What opinions can be about: a fixed list, so that no name or door gets in and groups fill up."""

    LANES = "lanes", _("Lanes and roads")
    SANITATION = "sanitation", _("Cleanliness and refuse")
    PARKING = "parking", _("Parking and traffic")
    SAFETY = "safety", _("Safety and lighting")
    REPAIRS = "repairs", _("Repairs and renewal of housing")
    UTILITIES = "utilities", _("Water, power, gas and heating")
    PROPERTY = "property", _("Property management")
    ELDERLY = "elderly", _("Services for the elderly")
    CHILDREN = "children", _("Children and schools")
    HEALTH = "health", _("Health services")
    GREENERY = "greenery", _("Greenery and surroundings")
    CULTURE = "culture", _("Activities and places to meet")
    SHOPS = "shops", _("Shops and daily needs")
    SERVICE = "service", _("The community's own work")
    OTHER = "other", _("Another neighbourhood matter")


class Opinion(Row):
    """What people think of a neighbourhood matter: by topic and month alone, tied to no person or household.

    The id is random (not a time), and there is neither keeper nor moment, so nothing leads back to a door.
    The rows of a month are written anew, in random order, with every one that is noted (docs/decisions).
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    ledgered = False
    topic = models.CharField(_("Topic"), max_length=12, choices=Topic.choices)
    text = models.TextField(_("Opinion"))
    # The first day of the month.
    month = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["community", "topic", "month"], name="opinion_topic")]
