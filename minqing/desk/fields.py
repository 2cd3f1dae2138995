"""Days and moments asked with the browser's own pickers."""

from typing import Any

from django import forms


class DayInput(forms.DateInput):
    """A day, in the form that browsers' own pickers send."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    """A day and time in the community's zone, in the form that browsers' own pickers send."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class ClockInput(forms.TimeInput):
    """A time of day, in the form that browsers' own pickers send."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class DayField(forms.DateField):
    """A day, asked with the browser's own picker."""

    widget = DayInput


class MomentField(forms.DateTimeField):
    """A moment, asked with the browser's own picker and read in the zone that is active."""

    widget = MomentInput


class ClockField(forms.TimeField):
    """A time of day, asked with the browser's own picker."""

    widget = ClockInput
