"""The words of reasons: codes of `minqing.planning.rhythm` as sentences in the reader's language."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def reason_text(code: str, params: Mapping[str, Any]) -> str:
    """Why a door is in a plan. Neutral: a rhythm tells its days, never its cause. An unknown code is a mistake."""
    return _TEXTS[code](params)


def reason_texts(why: Iterable[Mapping[str, Any]]) -> list[str]:
    """The reasons of a stop as it keeps them."""
    return [reason_text(each["code"], each.get("params", {})) for each in why]


def _day(params: Mapping[str, Any], key: str) -> str:
    return date_format(date.fromisoformat(str(params[key])), "MONTH_DAY_FORMAT")


def _rhythm(params: Mapping[str, Any]) -> str:
    days = int(params["days"])
    if days == 7:
        return _("Weekly call")
    if 28 <= days <= 31:
        return _("Monthly call")
    return ngettext("Call every %(n)d day", "Call every %(n)d days", days) % {"n": days}


def _unmet(params: Mapping[str, Any]) -> str:
    if "tried" in params:
        return _("Nobody opened on %(day)s") % {"day": _day(params, "tried")}
    return _("Not met yet")


def _stale(params: Mapping[str, Any]) -> str:
    if "confirmed" in params:
        return _("Data last confirmed on %(day)s") % {"day": _day(params, "confirmed")}
    return _("Data never confirmed")


def _period(params: Mapping[str, Any]) -> str:
    days = int(params["days"])
    return ngettext("Last met %(n)d day ago", "Last met %(n)d days ago", days) % {"n": days}


_TEXTS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "call_back": lambda params: _("Hear what they say of the answer"),
    "promise": lambda params: _("Promised until %(day)s") % {"day": _day(params, "due")},
    "returned": lambda params: _("The secretary gave an entry back"),
    "rhythm": _rhythm,
    "arrival": lambda params: _("Moved in on %(day)s: welcome them") % {"day": _day(params, "on")},
    "unmet": _unmet,
    "period": _period,
    "stale": _stale,
    "by_hand": lambda params: _("Added by hand"),
}
CODES = frozenset(_TEXTS)
