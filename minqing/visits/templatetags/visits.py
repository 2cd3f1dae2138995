"""How long, in words."""

from datetime import timedelta

from django import template
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def long(length: timedelta) -> str:
    """`3 h 20 min`; nothing at all is `0 h`."""
    minutes = int(length.total_seconds()) // 60
    hours, rest = divmod(minutes, 60)
    if not rest:
        return _("%(hours)d h") % {"hours": hours}
    if not hours:
        return _("%(minutes)d min") % {"minutes": rest}
    return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": rest}


@register.filter
def share_of(length: timedelta, whole: timedelta) -> int:
    """How many hundredths of the whole, at most a hundred: what a bar shows."""
    return min(100, round(length / whole * 100)) if whole else 0
