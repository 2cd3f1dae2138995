"""What pages of households ask. Whether it may be is decided by the actions; here it is only read."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from minqing.desk.fields import DayField
from minqing.households.models import ActiveRole, Household, Relation, Resident
from minqing.households.persons import Person
from minqing.territory.asking import FactForm
from minqing.territory.models import Courtyard

YES_NO_UNKNOWN = [("", _("Not known")), ("yes", _("Yes")), ("no", _("No"))]
_FROM_WORD: dict[str, bool | None] = {"": None, "yes": True, "no": False}
_TO_WORD = {value: word for word, value in _FROM_WORD.items()}


class OnDayForm(forms.Form):
    """A form about a day on which something changed; today where nothing else is chosen."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("day", "agreed_on"):
            if name in self.fields:
                self.fields[name].initial = today


class PersonForm(forms.Form):
    """A person's facts; nothing is asked that has no purpose in the privacy register."""

    name = forms.CharField(label=_("Name"), max_length=60)
    relation = forms.ChoiceField(
        label=_("Relation to the head"), choices=Relation.choices, required=False, initial=""
    )
    sex = forms.ChoiceField(label=_("Sex"), choices=Resident.Sex.choices, required=False, initial="")
    born = forms.CharField(
        label=_("Born"),
        max_length=20,
        required=False,
        help_text=_("As far as it is known: 1966-05-08, 1966-05 or 1966."),
    )
    phones = forms.CharField(
        label=_("Telephones"),
        max_length=160,
        required=False,
        help_text=_("Several are parted by a semicolon."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    registered_elsewhere = forms.ChoiceField(
        label=_("Registered elsewhere"),
        choices=YES_NO_UNKNOWN,
        required=False,
        help_text=_("Whether the household registration is kept in another place."),
    )

    def person(self) -> Person:
        """The person as typed; only after the form was read well."""
        said = self.cleaned_data
        return Person(
            name=said["name"],
            sex=said["sex"],
            born=said["born"],
            phones=[said["phones"]] if said["phones"] else [],
            registered_elsewhere=_FROM_WORD[said["registered_elsewhere"]],
            relation=said["relation"],
        )


def facts_as_typed(resident: Resident, relation: str) -> dict[str, Any]:
    """A resident's facts as `PersonForm` shows them."""
    return {
        "name": resident.name,
        "sex": resident.sex,
        "born": resident.born,
        "phones": "; ".join(resident.phones),
        "registered_elsewhere": _TO_WORD[resident.registered_elsewhere],
        "relation": relation,
    }


class NewPersonForm(OnDayForm, FactForm, PersonForm):
    day = DayField(label=_("Belongs to the household since"))


class NewHouseholdForm(OnDayForm, FactForm, PersonForm):
    """A household with its first person; the others are added on its page."""

    number = forms.CharField(
        label=_("Household number"),
        max_length=20,
        required=False,
        help_text=_("As the office's own list numbers it."),
    )
    day = DayField(label=_("Lives here since"))
    field_order = ("day", "name", "relation", "sex", "born", "phones", "registered_elsewhere", "number")


class HomeChoiceForm(forms.Form):
    """A home by its courtyard and label; one that is not there yet is added when asked for."""

    courtyard = forms.ModelChoiceField(Courtyard.objects.none(), label=_("Courtyard"))
    unit = forms.CharField(
        label=_("Home"),
        max_length=40,
        required=False,
        help_text=_("The number or name within the courtyard; empty where the courtyard is one home."),
    )
    add_home = forms.BooleanField(label=_("Add this home if it is not there yet"), required=False)

    def __init__(self, *args: Any, courtyards: QuerySet[Courtyard], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["courtyard"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = courtyards.order_by("name")


class MoveForm(OnDayForm, HomeChoiceForm):
    how = forms.ChoiceField(
        label=_("What happened"),
        choices=[
            ("moved", _("The household moved there on a day")),
            ("wrong", _("The home was written down wrongly from the beginning")),
        ],
        initial="moved",
        widget=forms.RadioSelect,
    )
    day = DayField(label=_("Moved on"), required=False)
    field_order = ("how", "courtyard", "unit", "add_home", "day")


class MembersChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Residents by name."""


class SplitForm(OnDayForm, FactForm, HomeChoiceForm):
    members = MembersChoice(
        Resident.objects.none(),
        label=_("Who forms the new household"),
        widget=forms.CheckboxSelectMultiple,
    )
    head = forms.ModelChoiceField(
        Resident.objects.none(), label=_("Its head"), required=False, empty_label=_("Not known")
    )
    day = DayField(label=_("Since"))
    field_order = ("members", "head", "courtyard", "unit", "add_home", "day")

    def __init__(self, *args: Any, people: QuerySet[Resident], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("members", "head"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = people


class IntoForm(OnDayForm):
    """Into which household, on what day; the households are shown by the page."""

    into = forms.ModelChoiceField(
        Household.objects.none(),
        label=_("Household"),
        error_messages={"required": _("Choose a household."), "invalid_choice": _("Choose a household.")},
    )
    day = DayField(label=_("Since"))

    def __init__(self, *args: Any, households: QuerySet[Household], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["into"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = households


class PersonIntoForm(IntoForm):
    relation = forms.ChoiceField(label=_("Relation to the head"), choices=Relation.choices, required=False)


class LeaveForm(OnDayForm):
    day = DayField(label=_("First day no longer here"))


class NumberForm(forms.Form):
    number = forms.CharField(
        label=_("Household number"),
        max_length=20,
        required=False,
        help_text=_("As the office's own list numbers it."),
    )


class RoleForm(OnDayForm, FactForm):
    kind = forms.ChoiceField(label=_("Which role"), choices=ActiveRole.Kind.choices)
    courtyard = forms.ModelChoiceField(
        Courtyard.objects.none(),
        label=_("Courtyard"),
        required=False,
        help_text=_("For a courtyard head: which courtyard."),
    )
    agreed_on = DayField(
        label=_("Agreed on"), help_text=_("A role is noted only when the resident agreed to it.")
    )
    day = DayField(label=_("Since"))

    def __init__(self, *args: Any, courtyards: QuerySet[Courtyard], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["courtyard"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = courtyards.order_by("name")


class EndRoleForm(OnDayForm):
    day = DayField(label=_("First day without this role"))
