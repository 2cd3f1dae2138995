"""Forms about the map: coordinates typed by hand, barriers, the backdrop."""

import re
from collections.abc import Iterable, Sequence

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minqing.territory.asking import FactForm
from minqing.territory.geometry import GCJ02, WGS84, Place, stored
from minqing.territory.models import Backdrop

_NUMBER = re.compile(r"[-+]?\d{1,3}(?:\.\d{1,12})?")
DATUMS = [
    (WGS84, gettext_lazy("WGS 84: GPS receivers, survey offices, most files")),
    (GCJ02, gettext_lazy("GCJ-02: coordinates picked in a Chinese map such as Amap or Tencent")),
]
_LONGEST = 40_000  # characters of places typed by hand


class PlacesField(forms.CharField):
    """Places, one a line, latitude first: 39.94012, 116.41087. Read as (longitude, latitude)."""

    widget = forms.Textarea(attrs={"rows": 6, "inputmode": "decimal", "spellcheck": "false"})

    def to_python(self, value: object) -> list[Place]:  # type: ignore[override]
        """The places. ValidationError names the first line that is none."""
        text = super().to_python(value) or ""
        if len(text) > _LONGEST:
            raise ValidationError(_("This is too long."))
        return [self._place(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]

    @staticmethod
    def _place(number: int, line: str) -> Place:
        parts = [part for part in re.split(r"[\s,，;；]+", line.strip()) if part]
        if len(parts) != 2 or not all(_NUMBER.fullmatch(part) for part in parts):
            words = _(
                "Line %(number)s is no place: write latitude and longitude, such as 39.94012, 116.41087."
            )
            raise ValidationError(words % {"number": number})
        return float(parts[1]), float(parts[0])

    def validate(self, value: object) -> None:
        """Refuse nothing where something is required."""
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: object) -> None:
        """What a place may be is the actions' to say."""


def spelled(places: Iterable[Sequence[float]]) -> str:
    """Places as the field reads them: one a line, latitude first."""
    return "\n".join(f"{latitude:.7f}, {longitude:.7f}" for longitude, latitude in places)


class DatumForm(forms.Form):
    """A form whose places are declared to be of one system or the other."""

    datum = forms.ChoiceField(
        label=gettext_lazy("These coordinates are"), choices=DATUMS, initial=WGS84, widget=forms.RadioSelect
    )

    def places(self, name: str) -> list[Place]:
        """The places of a field as they are stored."""
        return [stored(place, self.cleaned_data["datum"]) for place in self.cleaned_data[name]]


class PlaceOnMapForm(DatumForm):
    point = PlacesField(
        label=gettext_lazy("Where it is"),
        required=False,
        help_text=gettext_lazy("Latitude, then longitude: 39.94012, 116.41087. Empty: not on the map."),
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    outline = PlacesField(
        label=gettext_lazy("Corners of its outline"),
        required=False,
        help_text=gettext_lazy("One corner a line, all the way round. Empty: without an outline."),
    )

    def clean_point(self) -> list[Place]:
        """One place, or none."""
        places: list[Place] = self.cleaned_data["point"]
        if len(places) > 1:
            raise ValidationError(_("Write one place."))
        return places


class BarrierForm(FactForm, DatumForm):
    name = forms.CharField(
        label=gettext_lazy("What is this line?"),
        max_length=60,
        help_text=gettext_lazy("The road or rail it follows."),
    )
    line = PlacesField(
        label=gettext_lazy("Its places, in order"),
        help_text=gettext_lazy("One place a line, latitude first: 39.94012, 116.41087."),
    )


class BackdropForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("Where its pictures come from"), choices=Backdrop.Kind.choices
    )
    template = forms.CharField(
        label=gettext_lazy("Address of the tiles, or name of the file"),
        max_length=400,
        help_text=gettext_lazy(
            "An address has places for zoom, column and row: {z}, {x} and {y}, or as WMTS names them {TileMatrix}, "
            "{TileCol} and {TileRow}. The key of the office's account stands in it."
        ),
    )
    attribution = forms.CharField(
        label=gettext_lazy("Whose map it is"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Shown in the corner of the map, as the provider asks."),
    )
    gcj02 = forms.BooleanField(
        label=gettext_lazy("Its coordinates are GCJ-02"),
        required=False,
        help_text=gettext_lazy(
            "Most commercial Chinese maps; Tianditu's are not. Ours are then shifted to fit, on the screen only."
        ),
    )
    agreed = forms.BooleanField(
        label=gettext_lazy("I have read what this discloses, and agree to it for this office"), required=False
    )
