"""What the room keeps about persons: nothing by itself. Places become personal through who lives in them."""

from collections.abc import Mapping

from minqing.privacy.register import Personal

PERSONAL: Mapping[str, Personal] = {}

_PLAIN = {
    "Community": "id community name timezone duty_start duty_end entered_years visit_period_days",
    "CalendarDay": "id community day works name",
    "Courtyard": "id community kind name key lane building latitude longitude outline",
    "Dwelling": "id community courtyard unit floor tenure gone_on",
    "PlanVersion": "id community courtyard number drawing note by drawn_at",
    "Underlay": "id community courtyard sha256 width height placing added_at",
    "Fixture": "id community courtyard kind note x y floor noted_on checked_on check_by gone_on",
    "Barrier": "id community name line",
    "Backdrop": "id community kind template attribution gcj02 agreed_at",
}
NOT_PERSONAL: frozenset[str] = frozenset(
    f"territory.{model}.{name}" for model, names in _PLAIN.items() for name in names.split()
)
