"""What pages of the ground ask. Whether it may be is decided by the actions; here it is only read."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from minqing.desk.fields import ClockField, DayField
from minqing.territory.asking import FactForm
from minqing.territory.models import Courtyard, Tenure

ZONES = [("Asia/Shanghai", _("Beijing time")), ("Asia/Urumqi", _("Xinjiang time"))]


class HoursForm(forms.Form):
    start = ClockField(label=_("Duty hours from"))
    end = ClockField(
        label=_("Duty hours to"),
        help_text=_("The last second counts as within. Promises already given stay."),
    )
    timezone = forms.ChoiceField(
        label=_("Time zone"),
        choices=ZONES,
    )

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["timezone"]
        assert isinstance(field, forms.ChoiceField)
        # A zone that was set otherwise stays choosable, so that saving the hours does not change it.
        field.choices = ZONES if zone in dict(ZONES) else [*ZONES, (zone, zone)]


class CommunityForm(forms.Form):
    name = forms.CharField(label=_("Community name"), max_length=80)
    days = forms.IntegerField(
        label=_("Visit every household within (days)"),
        min_value=7,
        max_value=366,
        help_text=_("A quarter of a year is 91 days."),
    )


class YearForm(forms.Form):
    lines = forms.CharField(
        label=_("Days off and worked weekends"),
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false"}),
        help_text=_("One a line: the day (or two days joined by “~”), then off or work, then the occasion."),
        strip=False,
    )


class CalendarDayForm(forms.Form):
    day = DayField(label=_("Day"))
    works = forms.ChoiceField(
        label=_("The office"),
        choices=[("off", _("is off")), ("works", _("works"))],
        widget=forms.RadioSelect,
        initial="off",
    )
    name = forms.CharField(label=_("Occasion"), max_length=60, required=False)


class PlaceForm(forms.Form):
    """What a courtyard is called and where it is."""

    name = forms.CharField(
        label=_("Address"),
        max_length=80,
        help_text=_("Lane and number of the courtyard, or building and entrance."),
    )
    lane = forms.CharField(
        label=_("Lane or estate"),
        max_length=60,
        required=False,
        help_text=_("Empty: as the address begins."),
    )
    latitude = forms.FloatField(label=_("Latitude"), required=False, help_text=_("About 39.9 in Beijing."))
    longitude = forms.FloatField(label=_("Longitude"), required=False, help_text=_("About 116.4 in Beijing."))


class CourtyardForm(FactForm, PlaceForm):
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[("", _("As the address reads")), *Courtyard.Kind.choices],
        required=False,
    )
    field_order = ("name", "kind", "lane", "latitude", "longitude")


class HomeForm(forms.Form):
    unit = forms.CharField(
        label=_("Home"),
        max_length=40,
        required=False,
        help_text=_("The number or name within the courtyard; empty where the courtyard is one home."),
    )
    floor = forms.IntegerField(label=_("Floor"), required=False)
    tenure = forms.ChoiceField(label=_("Tenure"), choices=Tenure.choices, required=False)


class NewHomeForm(FactForm, HomeForm):
    """A home that is added."""


class EndHomeForm(forms.Form):
    day = DayField(label=_("First day on which it is no more"))
