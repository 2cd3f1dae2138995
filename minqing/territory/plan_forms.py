"""Forms of what a courtyard has, and of a plan taken out on paper or as a file."""

from django import forms
from django.utils.translation import gettext_lazy as _

from minqing.desk.fields import DayField
from minqing.territory.asking import FactForm
from minqing.territory.models import Fixture


class FixtureForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=Fixture.Kind.choices)
    note = forms.CharField(label=_("What it is"), max_length=120, required=False)
    floor = forms.IntegerField(label=_("Floor"), required=False)
    check_by = DayField(label=_("Next check by"), required=False)
    x = forms.FloatField(required=False, widget=forms.HiddenInput)
    y = forms.FloatField(required=False, widget=forms.HiddenInput)


class NewFixtureForm(FactForm, FixtureForm):
    checked_on = DayField(label=_("Last check"), required=False)
    field_order = ("kind", "note", "floor", "checked_on", "check_by")


class CheckForm(forms.Form):
    day = DayField(label=_("Checked on"))
    check_by = DayField(label=_("Next check by"), required=False)


class GoneForm(forms.Form):
    day = DayField(label=_("First day on which it is no more"))


class PrintForm(forms.Form):
    """`layers` are those that the viewer may see; care is asked for with a reason."""

    form = forms.ChoiceField(
        label=_("As"),
        choices=[
            ("pdf", _("PDF to print (A4, to scale)")),
            ("png", _("PNG picture")),
            ("svg", _("SVG drawing")),
        ],
    )
    layers = forms.MultipleChoiceField(
        label=_("Layers"), required=False, widget=forms.CheckboxSelectMultiple, choices=[]
    )
    reason = forms.CharField(
        label=_("Why the care layer is needed on paper"),
        max_length=200,
        required=False,
        help_text=_("Only with the care layer. It is kept with your name, and residents can be shown it."),
    )

    def __init__(self, data: object = None, *, layers: list[tuple[str, str]], **rest: object) -> None:
        super().__init__(data, **rest)  # type: ignore[arg-type]
        field = self.fields["layers"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = layers
