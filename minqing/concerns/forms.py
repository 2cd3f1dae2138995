"""Forms of concerns. What they accept is checked again by the actions, which know the rules."""

from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from minqing.access.scope import Viewer, holding
from minqing.committee.models import Member
from minqing.committee.queries import in_office
from minqing.concerns.models import Category, Concern, Grade, Level, Source
from minqing.desk.fields import MomentField
from minqing.diary.models import Satisfaction
from minqing.households.models import Household, Residence, Resident
from minqing.households.queries import household_lines
from minqing.ledger.errors import Refused
from minqing.ledger.ids import uuid7
from minqing.method.stages import StepKind
from minqing.territory.choosing import offer_courtyards
from minqing.territory.models import Courtyard

LONGEST = 4000


class FactForm(forms.Form):
    """A form that writes one fact: sent twice, it is written once, because the row has the form's own id."""

    fact = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"fact": uuid7()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)

    def show(self, no: Refused) -> None:
        """Show an action's refusal at its fields, or above them all where the form has no such field."""
        if not hasattr(no, "error_dict"):
            self.add_error(None, no.messages)
            return
        for field, words in no.message_dict.items():
            self.add_error(field if field in self.fields else None, words)


def text_field(label: Any, *, required: bool = True, rows: int = 3) -> forms.CharField:
    """Several lines of text."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, max_length=LONGEST, widget=widget)


def _household_label(line: Any) -> str:
    return f"{line.address} · {line.head}" if line.head else line.address


class ConcernForm(FactForm):
    """Noting a concern; the homes and people offered are those of the viewer's rows at the chosen courtyard."""

    matter = text_field(_("What is it about? In the resident's words"))
    category = forms.ChoiceField(label=_("Category"), choices=Category.choices, initial=Category.OTHER)
    grade = forms.ChoiceField(
        label=_("Grade"), choices=Grade.choices, initial=Grade.ORDINARY, widget=forms.RadioSelect
    )
    source = forms.ChoiceField(label=_("How it came in"), choices=Source.choices, initial=Source.VISIT)
    level = forms.ChoiceField(label=_("Who can settle it"), choices=Level.choices, initial=Level.MEMBER)
    noted_at = MomentField(label=_("Noted at"))
    courtyard = forms.ModelChoiceField(
        Courtyard.objects.none(), label=_("Courtyard"), required=False, empty_label=_("No courtyard")
    )
    household = forms.ChoiceField(label=_("Household"), required=False)
    people = forms.MultipleChoiceField(
        label=_("Who raised it?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    settled = text_field(_("Settled on the spot: what was done?"), required=False, rows=2)
    told_resident = forms.BooleanField(label=_("The resident was told that it is settled"), required=False)

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        now = timezone.localtime(viewer.now, viewer.zone_of_time).replace(
            second=0, microsecond=0, tzinfo=None
        )
        kwargs["initial"] = {"noted_at": now} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        offer_courtyards(self.fields["courtyard"], viewer.courtyards())
        self.homes = self._homes()
        self.residents = self._residents()
        lines = household_lines(self.homes, viewer.today)
        options = [(str(line.household.pk), _household_label(line)) for line in lines]
        self._offer("household", [("", _("No household")), *options])
        self._offer("people", [(str(person.pk), person.name) for person in self.residents])
        for name in ("courtyard", "household"):
            self.fields[name].widget.attrs |= {
                "hx-get": reverse("concern_doors", args=[viewer.code]),
                "hx-include": "#id_courtyard, #id_household",
                "hx-target": "#doors",
                "hx-swap": "outerHTML",
            }
        if not self.residents:
            self.fields["people"].widget = forms.MultipleHiddenInput()

    def _offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def _asked(self, name: str) -> UUID | None:
        raw = self.data.get(name) if self.is_bound else self.initial.get(name)
        try:
            return UUID(str(raw))
        except ValueError:
            return None

    def _homes(self) -> list[Household]:
        """The viewer's households at the courtyard that is chosen, and the one that is chosen itself."""
        courtyard, household = self._asked("courtyard"), self._asked("household")
        rows = self.viewer.households()
        if courtyard is not None:
            lived = Residence.objects.filter(
                Q(dwelling__courtyard_id=courtyard) | Q(dwelling__courtyard__building_id=courtyard),
                holding(self.viewer.today),
            )
            return list(rows.filter(pk__in=lived.values("household"), ended_on__isnull=True).order_by("pk"))
        return list(rows.filter(pk=household)) if household is not None else []

    def _residents(self) -> list[Resident]:
        household = self._asked("household")
        if household is None or household not in {home.pk for home in self.homes}:
            return []
        rows = self.viewer.residents().filter(
            memberships__household_id=household, memberships__to_day__isnull=True
        )
        return list(rows.distinct().order_by("memberships__pk"))

    def clean_household(self) -> Household | None:
        """The household of that key."""
        key = self.cleaned_data["household"]
        return next((home for home in self.homes if str(home.pk) == key), None)

    def clean_people(self) -> list[Resident]:
        """The residents of those keys."""
        keys = set(self.cleaned_data["people"])
        return [person for person in self.residents if str(person.pk) in keys]


TEXT_LABELS: dict[str, Any] = {
    StepKind.SETTLE: _("What was done?"),
    StepKind.ANSWER: _("What was the resident answered?"),
    StepKind.CALL_BACK: _("What did the resident say?"),
    StepKind.REOPEN: _("Why is it opened again?"),
    StepKind.WITHDRAW: _("What did the resident say?"),
    StepKind.REFUSE: _("Why does the community not take it on?"),
    StepKind.OBJECT: _("Why do you object?"),
    StepKind.DECIDE: _("Why do you decide so?"),
    StepKind.COMMENT: _("Your comment"),
}
MAY_BE_BLANK = frozenset(
    {StepKind.TAKE_IN_HAND, StepKind.REPORT, StepKind.COORDINATE, StepKind.CALL_BACK, StepKind.CLOSE}
)
WORDS = [choice for choice in Satisfaction.choices if choice[0] != "not_asked"] + [
    ("not_asked", _("Nobody was reached"))
]
DECISIONS = [("yes", _("It goes back")), ("no", _("It stays"))]


class StepForm(FactForm):
    """The composer: one step of a kind, with what that kind asks for besides its text."""

    def __init__(self, kind: str, concern: Concern, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        label = TEXT_LABELS.get(kind, _("What is there to say?"))
        self.fields["text"] = text_field(label, required=kind not in MAY_BE_BLANK, rows=2)
        more = self._more(kind, concern)
        self.fields.update(more)

    def _more(self, kind: str, concern: Concern) -> dict[str, forms.Field]:
        told = forms.BooleanField(label=_("The resident was told"), required=False)
        if kind in (StepKind.SETTLE, StepKind.REFUSE):
            return {"told_resident": told}
        if kind == StepKind.REPORT:
            above = Level.choices[Level.values.index(concern.level) + 1 :]
            return {"level": forms.ChoiceField(label=_("Report to"), choices=above), "told_resident": told}
        if kind == StepKind.COORDINATE:
            widget = forms.TextInput(attrs={"placeholder": _("separate several by commas")})
            parties = forms.CharField(label=_("Who takes part"), max_length=400, widget=widget)
            return {"parties": parties, "told_resident": told}
        if kind == StepKind.CALL_BACK:
            return {
                "satisfaction": forms.ChoiceField(
                    label=_("The resident's word"), choices=WORDS, widget=forms.RadioSelect
                )
            }
        if kind == StepKind.DECIDE:
            return {
                "upheld": forms.ChoiceField(
                    label=_("Your decision"), choices=DECISIONS, widget=forms.RadioSelect
                )
            }
        return {}

    def parties(self) -> list[str]:
        """The parties named, one or several in a line."""
        line: str = self.cleaned_data.get("parties", "")
        for mark in ("、", ",", ";", "；", "\n"):
            line = line.replace(mark, "，")
        return [party.strip() for party in line.split("，") if party.strip()]


class ExtendForm(FactForm):
    """A later instant for a promise."""

    due = MomentField(label=_("New time"))
    reason = text_field(_("Reason"))
    told_resident = forms.BooleanField(label=_("The resident was told"), required=False)


class RegradeForm(FactForm):
    """Another grade."""

    grade = forms.ChoiceField(label=_("Grade"), choices=Grade.choices, widget=forms.RadioSelect)
    reason = text_field(_("Reason"))


class OtherForm(FactForm):
    """Another concern, by its number."""

    number = forms.CharField(
        label=_("Number of the other concern"),
        max_length=16,
        widget=forms.TextInput(attrs={"list": "numbers"}),
    )
    text = text_field(_("What is there to say?"), required=False, rows=2)


class LinkForm(FactForm):
    """A link to another concern, by its number."""

    number = forms.CharField(
        label=_("Number of the other concern"),
        max_length=16,
        widget=forms.TextInput(attrs={"list": "numbers"}),
    )


class SplitForm(FactForm):
    """A part of the matter as a concern of its own."""

    matter = text_field(_("What is the part about?"))
    category = forms.ChoiceField(label=_("Category"), choices=Category.choices)
    grade = forms.ChoiceField(label=_("Grade"), choices=Grade.choices, widget=forms.RadioSelect)


class HandForm(FactForm):
    """Another lead."""

    to = forms.ModelChoiceField(Member.objects.none(), label=_("Hand over to"), empty_label=None)
    text = text_field(_("What should they know?"), required=False, rows=2)

    def __init__(self, viewer: Viewer, concern: Concern, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose = self.fields["to"]
        assert isinstance(choose, forms.ModelChoiceField)
        choose.queryset = in_office(viewer.code, viewer.today).exclude(pk=concern.lead_id)
