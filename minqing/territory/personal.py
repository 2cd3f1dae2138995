"""What the room keeps about persons: nothing by itself. Places become personal through who lives in them."""

from collections.abc import Mapping

from minqing.privacy.register import Personal

PERSONAL: Mapping[str, Personal] = {}

_PLAIN = {
    "Community": "id community name timezone duty_start duty_end entered_years visit_period_days",
    "CalendarDay": "id community day works name",
    "Courtyard": "id community kind name key lane building latitude longitude",
    "Dwelling": "id community courtyard unit floor tenure gone_on",
}
NOT_PERSONAL: frozenset[str] = frozenset(
    f"territory.{model}.{name}" for model, names in _PLAIN.items() for name in names.split()
)
