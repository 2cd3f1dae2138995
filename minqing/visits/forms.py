"""What pages of plans and hours ask."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from minqing.desk.fields import ClockField, DayField
from minqing.ledger.ids import uuid7
from minqing.visits.actions import Span
from minqing.visits.models import SkipReason, Weekday

SPANS_A_DAY = 2


class SkipForm(forms.Form):
    reason = forms.ChoiceField(label=_("Why"), choices=SkipReason.choices, widget=forms.RadioSelect)


class AddForm(forms.Form):
    fact = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    household = forms.UUIDField()


class CorrectForm(forms.Form):
    begins = ClockField(label=_("Begins at"))
    ends = ClockField(label=_("Ends at"))
    reason = forms.CharField(label=_("Why"), max_length=200)

    def clean(self) -> dict[str, Any]:
        """The visit must end after it begins."""
        given = super().clean() or self.cleaned_data
        if given.get("begins") and given.get("ends") and given["ends"] < given["begins"]:
            self.add_error("ends", _("It must be later than the first."))
        return given


class AsksForm(forms.Form):
    """What a household asks for."""

    begins = ClockField(
        label=_("Not before"), required=False, help_text=_("Such as 17:00 for who works by day.")
    )
    ends = ClockField(label=_("Not after"), required=False)
    every_days = forms.IntegerField(
        label=_("Call every so many days"),
        required=False,
        min_value=1,
        max_value=366,
        help_text=_("Only where once a quarter is too seldom. Why is not written here."),
    )


class HoursForm(forms.Form):
    """Fixed visiting hours: two spans for each weekday, and from which day on."""

    from_day = DayField(label=_("From this day on"))

    def __init__(self, *args: Any, spans: list[Span], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_day"].initial = today
        for weekday in Weekday:
            own = [each for each in spans if each.weekday == weekday.value]
            for number in range(SPANS_A_DAY):
                span = own[number] if number < len(own) else None
                for end, words in (("begins", _("Begins at")), ("ends", _("Ends at"))):
                    self.fields[f"{end}_{weekday.value}_{number}"] = ClockField(
                        label=words, required=False, initial=getattr(span, end) if span else None
                    )

    def rows(self) -> list[tuple[str, list[tuple[Any, Any]]]]:
        """The fields by weekday, for the table."""
        return [
            (
                str(weekday.label),
                [
                    (self[f"begins_{weekday.value}_{number}"], self[f"ends_{weekday.value}_{number}"])
                    for number in range(SPANS_A_DAY)
                ],
            )
            for weekday in Weekday
        ]

    def clean(self) -> dict[str, Any]:
        """Both ends of each span, or neither."""
        given = super().clean() or self.cleaned_data
        spans = []
        for weekday in Weekday:
            for number in range(SPANS_A_DAY):
                begins = given.get(f"begins_{weekday.value}_{number}")
                ends = given.get(f"ends_{weekday.value}_{number}")
                if begins and ends:
                    spans.append(Span(weekday.value, begins, ends))
                elif begins or ends:
                    missing = "ends" if begins else "begins"
                    self.add_error(f"{missing}_{weekday.value}_{number}", _("Give both times, or none."))
        given["spans"] = spans
        return given
