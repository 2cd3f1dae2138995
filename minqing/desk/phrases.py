"""The desk's wording of days, moments and promises.

Pure of the clock: every function is handed the moment it is read at and the zone it is read in. The words
come from gettext in the reader's language. Every date says its weekday and, within a week, how far it is.
"""

from datetime import date, datetime, timedelta, tzinfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

NEAR = 7
"""Days ahead or back within which a day is told by its distance."""


def weekday_name(day: date) -> str:
    """The short name of a day of the week: 周一, Mon."""
    names = (
        pgettext("weekday", "Mon"),
        pgettext("weekday", "Tue"),
        pgettext("weekday", "Wed"),
        pgettext("weekday", "Thu"),
        pgettext("weekday", "Fri"),
        pgettext("weekday", "Sat"),
        pgettext("weekday", "Sun"),
    )
    return names[day.weekday()]


def month_name(month: int) -> str:
    """The short name of a month, 1 to 12: 11月, Nov."""
    names = (
        pgettext("month", "Jan"),
        pgettext("month", "Feb"),
        pgettext("month", "Mar"),
        pgettext("month", "Apr"),
        pgettext("month", "May"),
        pgettext("month", "Jun"),
        pgettext("month", "Jul"),
        pgettext("month", "Aug"),
        pgettext("month", "Sep"),
        pgettext("month", "Oct"),
        pgettext("month", "Nov"),
        pgettext("month", "Dec"),
    )
    return names[month - 1]


def full_day(day: date) -> str:
    """A day with its year, for paper and for hovering: 2026年11月24日 周二, Tue 24 Nov 2026."""
    parts = {"weekday": weekday_name(day), "day": day.day, "month": month_name(day.month), "year": day.year}
    return _("%(weekday)s %(day)s %(month)s %(year)s") % parts


def day_words(day: date, today: date) -> str:
    """A day as read on `today`: within a week by its distance, else its date, the year only if another."""
    distance = (day - today).days
    if abs(distance) < NEAR:
        return _near_day(distance, weekday_name(day))
    if day.year != today.year:
        return full_day(day)
    parts = {"weekday": weekday_name(day), "day": day.day, "month": month_name(day.month)}
    return _("%(weekday)s %(day)s %(month)s") % parts


def _near_day(distance: int, weekday: str) -> str:
    named = {
        0: _("today, %(weekday)s"),
        -1: _("yesterday, %(weekday)s"),
        1: _("tomorrow, %(weekday)s"),
    }
    if distance in named:
        return named[distance] % {"weekday": weekday}
    parts = {"days": abs(distance), "weekday": weekday}
    if distance < 0:
        return _("%(days)s days ago, %(weekday)s") % parts
    return _("in %(days)s days, %(weekday)s") % parts


def clock_words(at: datetime, zone: tzinfo) -> str:
    """The time of day in the zone, on a clock of twenty-four hours: 16:05."""
    return at.astimezone(zone).strftime("%H:%M")


def moment_words(at: datetime, now: datetime, zone: tzinfo) -> str:
    """A moment as read at `now`: its day and its time. 昨天 周一 16:05; within the hour, how many minutes."""
    ago = now - at
    if timedelta(0) <= ago < timedelta(minutes=1):
        return _("just now")
    if timedelta(0) <= ago < timedelta(hours=1):
        minutes = int(ago.total_seconds() // 60)
        return ngettext("%(count)s minute ago", "%(count)s minutes ago", minutes) % {"count": minutes}
    day = day_words(at.astimezone(zone).date(), now.astimezone(zone).date())
    return _("%(day)s %(time)s") % {"day": day, "time": clock_words(at, zone)}


def full_moment(at: datetime, zone: tzinfo) -> str:
    """A moment with its whole date, for paper and for hovering."""
    return _("%(day)s %(time)s") % {
        "day": full_day(at.astimezone(zone).date()),
        "time": clock_words(at, zone),
    }


def length_words(length: timedelta) -> str:
    """How long, in the one unit that matters, rounded down: minutes to an hour, hours to two days, days."""
    seconds = max(int(length.total_seconds()), 0)
    if seconds < 3600:
        minutes = max(seconds // 60, 1)
        return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
    if seconds < 48 * 3600:
        hours = seconds // 3600
        return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
    days = seconds // 86400
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}


def span_words(due: datetime, now: datetime) -> str:
    """What is left until a promise is due, or how long it is overdue: 还剩 2 小时, 已超时 3 小时."""
    if now > due:
        return _("overdue by %(length)s") % {"length": length_words(now - due)}
    return _("%(length)s left") % {"length": length_words(due - now)}


def due_soon(noted: datetime, due: datetime, now: datetime) -> bool:
    """Whether a promise is near its end: in its last quarter, at most a day and at least an hour before."""
    margin = max(timedelta(hours=1), min(timedelta(days=1), (due - noted) / 4))
    return now <= due and due - now <= margin


def due_kind(noted: datetime, due: datetime, now: datetime, outcome: str = "") -> str:
    """The state of a promise: its outcome once it ended, else late, soon or open."""
    if outcome:
        return outcome
    if now > due:
        return "late"
    return "soon" if due_soon(noted, due, now) else "open"


def due_words(kind: str, due: datetime, now: datetime, ended: datetime | None = None) -> str:
    """The words that stand beside a promise's mark; for one that ended, how it ended."""
    if kind == "missed" and ended is not None:
        return _("missed by %(length)s") % {"length": length_words(ended - due)}
    ends = {
        "kept": _("kept"),
        "missed": _("missed"),
        "extended": _("extended"),
        "superseded": _("replaced by a new promise"),
        "released": _("released"),
    }
    return ends[kind] if kind in ends else span_words(due, now)
