"""What is asked of who writes an entry, adds below it, moves it, reviews it, or notes an opinion."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from minqing.access.scope import Viewer, holding
from minqing.committee.models import Member
from minqing.desk.fields import DayField, MomentField
from minqing.diary.models import Addendum, Entry, Outcome, Purpose, Satisfaction, Topic
from minqing.diary.words import EntryWords
from minqing.households.models import Household, Residence
from minqing.households.queries import home_on, people_on
from minqing.privacy.pictures import Picture, fit_picture
from minqing.territory.choosing import offer_courtyards
from minqing.territory.models import Courtyard


class Lines(forms.Textarea):
    """A few lines of text."""

    def __init__(self, rows: int = 2) -> None:
        super().__init__({"rows": rows})


class Chips(forms.CheckboxSelectMultiple):
    """Several of a few words, as chips."""

    template_name = "diary/parts/chip_choices.html"


class OneChip(forms.RadioSelect):
    """One of a few words, as chips."""

    template_name = "diary/parts/chip_choices.html"


class Photos(forms.FileInput):
    """Photos, several at once; JPEG asked first, so that a phone converts what it keeps otherwise."""

    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__({"multiple": True, "accept": "image/jpeg,image/png,image/webp"})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class PhotosField(forms.Field):
    """Photos made fit to be kept; one that cannot be is refused here, before anything is written."""

    widget = Photos

    def to_python(self, value: Iterable["UploadedFile[bytes]"] | None) -> list[Picture]:
        return [fit_photo(file) for file in value or ()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(data)


def fit_photo(file: "UploadedFile[bytes]") -> Picture:
    """An uploaded file as a picture; what cannot be is a plain refusal of its field."""
    from minqing.ledger.errors import Refused
    from minqing.privacy.pictures import MOST_BYTES

    try:
        # One byte too many is enough to refuse it: the rest is not read into memory.
        return fit_picture(file.read(MOST_BYTES + 1))
    except Refused as refused:
        raise forms.ValidationError(refused.message_dict["photo"]) from None


def doors_in(viewer: Viewer, courtyard: Courtyard) -> list[tuple[str, str]]:
    """The viewer's households that live in a courtyard (or in an entrance of that building): id and words."""
    day = viewer.today
    within = Q(dwelling__courtyard=courtyard) | Q(dwelling__courtyard__building=courtyard)
    living = Residence.objects.filter(holding(day), within, household=OuterRef("pk"))
    here = viewer.households().filter(Exists(living), ended_on__isnull=True)
    keys = list(here.values_list("pk", flat=True))
    homes, people = home_on(keys, day), people_on(keys, day)
    lines = []
    for key in keys:
        unit = homes[key].unit if key in homes else ""
        names = [membership.resident.name for membership in people.get(key, [])]
        lines.append((unit, str(key), f"{unit} {names[0] if names else ''}".strip() or "—"))
    return [(key, words) for _unit, key, words in sorted(lines, key=lambda line: (len(line[0]), line[0]))]


class EntryForm(forms.Form):
    """An entry in handwriting's order. Companions are the colleagues of the committee."""

    fact = forms.UUIDField(widget=forms.HiddenInput, required=False)
    began_at = MomentField(label=_("Time"))
    ended_at = MomentField(label=_("Until"), required=False)
    courtyard = forms.ModelChoiceField(
        Courtyard.objects.none(), label=_("Courtyard"), required=False, empty_label=_("Not at a courtyard")
    )
    household = forms.ChoiceField(label=_("Door"), required=False)
    outcome = forms.ChoiceField(
        label=_("At the door"), choices=Outcome.choices, widget=OneChip, initial=Outcome.MET
    )
    purposes = forms.MultipleChoiceField(
        label=_("Purposes"), choices=Purpose.choices, widget=Chips, required=False
    )
    matter = forms.CharField(label=_("Matter"), widget=Lines(4), required=False)
    handling = forms.CharField(label=_("Handling"), widget=Lines(), required=False)
    result = forms.CharField(label=_("Result"), widget=Lines(), required=False)
    satisfaction = forms.ChoiceField(
        label=_("The resident's word"),
        help_text=_("Only what the resident said when asked."),
        choices=Satisfaction.choices,
        widget=OneChip,
        initial=Satisfaction.NOT_ASKED,
    )
    important = forms.BooleanField(label=_("Important"), required=False)
    wish = forms.CharField(label=_("A wish"), max_length=200, required=False)
    companions = forms.ModelMultipleChoiceField(
        Member.objects.none(), label=_("Together with"), widget=Chips, required=False
    )
    from_paper = forms.BooleanField(label=_("From the paper diary"), required=False)
    photos = PhotosField(
        label=_("Photos"),
        help_text=_("Place and camera are removed from them before they are kept."),
        required=False,
    )

    def __init__(self, viewer: Viewer, keeper: Member, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        offer_courtyards(self.fields["courtyard"], viewer.courtyards())
        colleagues = viewer.members().filter(left_on__isnull=True).exclude(pk=keeper.pk).order_by("name")
        self.fields["companions"].queryset = colleagues  # type: ignore[attr-defined]
        chosen = self["courtyard"].value()
        courtyard = viewer.courtyards().filter(pk=chosen).first() if _is_uuid(chosen) else None
        doors = doors_in(viewer, courtyard) if courtyard is not None else []
        self.fields["household"].choices = [("", _("No door in particular")), *doors]  # type: ignore[attr-defined]

    def words(self) -> EntryWords:
        """What was written, for the actions. Call it on a valid form."""
        given = self.cleaned_data
        household = given["household"]
        return EntryWords(
            began_at=given["began_at"],
            ended_at=given["ended_at"],
            from_paper=given["from_paper"],
            courtyard=given["courtyard"],
            household=Household.objects.get(pk=household) if household else None,
            outcome=given["outcome"],
            purposes=given["purposes"],
            matter=given["matter"],
            handling=given["handling"],
            result=given["result"],
            satisfaction=given["satisfaction"],
            important=given["important"],
            wish=given["wish"],
            companions=list(given["companions"]),
        )


def _is_uuid(value: object) -> bool:
    try:
        UUID(str(value))
    except ValueError:
        return False
    return True


def written(entry: Entry) -> dict[str, Any]:
    """A draft as the form shows it."""
    names = ("began_at", "ended_at", "from_paper", "outcome", "purposes", "matter", "handling", "result")
    more = ("satisfaction", "important", "wish")
    return {name: getattr(entry, name) for name in names + more} | {
        "courtyard": entry.courtyard_id,
        "household": str(entry.household_id or ""),
        "companions": [companion.member_id for companion in entry.companions.all()],
    }


class AddendumForm(forms.Form):
    """A note or a correction below an entry."""

    kind = forms.ChoiceField(
        label=_("What is added"),
        choices=[(kind.value, kind.label) for kind in (Addendum.Kind.NOTE, Addendum.Kind.CORRECTION)],
        widget=OneChip,
        initial=Addendum.Kind.NOTE,
    )
    text = forms.CharField(label=_("Text"), widget=Lines(4))


class AnswerForm(forms.Form):
    """An answer to the secretary's comment."""

    text = forms.CharField(label=_("Your answer"), widget=Lines(4))


class WishForm(forms.Form):
    """On which day a wish came true, and how."""

    on = DayField(label=_("Fulfilled on"))
    text = forms.CharField(label=_("How it came true"), widget=Lines(3), required=False)


class MoveForm(forms.Form):
    """The right door for an entry."""

    courtyard = forms.ModelChoiceField(
        Courtyard.objects.none(), label=_("Courtyard"), required=False, empty_label=_("Not at a courtyard")
    )
    household = forms.ChoiceField(label=_("Door"), required=False)
    text = forms.CharField(label=_("Why"), widget=Lines(2), required=False)

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_courtyards(self.fields["courtyard"], viewer.courtyards())
        chosen = self["courtyard"].value()
        courtyard = viewer.courtyards().filter(pk=chosen).first() if _is_uuid(chosen) else None
        doors = doors_in(viewer, courtyard) if courtyard is not None else []
        self.fields["household"].choices = [("", _("No door in particular")), *doors]  # type: ignore[attr-defined]


class ReviewForm(forms.Form):
    """The secretary's red ink."""

    text = forms.CharField(label=_("Comment"), widget=Lines(3), required=False)


class OpinionForm(forms.Form):
    """What people think of a neighbourhood matter: no door, no person."""

    topic = forms.ChoiceField(label=_("Topic"), choices=Topic.choices)
    text = forms.CharField(
        label=_("Opinion"),
        help_text=_("Write what people think, not who: no names, no doors, no telephones."),
        widget=Lines(3),
        max_length=1000,
    )
