"""What is written into an entry, and what of it is refused (method, rule 4 and "The diary book")."""

from datetime import UTC, datetime, timedelta
from typing import Any, Required, TypedDict
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from minqing.committee.models import Member
from minqing.diary.models import Outcome, Purpose, Satisfaction
from minqing.diary.places import placed
from minqing.households.models import Household
from minqing.ledger.errors import Refused
from minqing.privacy.refusals import no_id_numbers
from minqing.territory.models import Courtyard
from minqing.territory.queries import community_at

# A clock may be a little fast; what began later than this after the writing has not happened yet.
GRACE = timedelta(minutes=5)
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
LONGEST = 4000
# What is offered, kept ready: choices make their lists anew whenever they are asked.
OUTCOMES, WORDS_OF_RESIDENTS = frozenset(Outcome.values), frozenset(Satisfaction.values)
PURPOSES_IN_ORDER = tuple(Purpose.values)
PURPOSES = frozenset(PURPOSES_IN_ORDER)


class EntryWords(TypedDict, total=False):
    """An entry in handwriting's order. All but the time may be left out; a draft may be half written."""

    began_at: Required[datetime]
    ended_at: datetime | None
    from_paper: bool
    courtyard: Courtyard | None
    household: Household | None
    outcome: str
    purposes: list[str]
    matter: str
    handling: str
    result: str
    satisfaction: str
    important: bool
    wish: str
    companions: list[Member]


def zone_of_time(code: str) -> ZoneInfo:
    """The community's zone of time."""
    return ZoneInfo(community_at(code).timezone)


def fields_of_entry(words: EntryWords, *, code: str, at: datetime) -> dict[str, Any]:
    """The words as fields of an entry, checked; `at` is when they are written, `code` the community.

    Refuses, by field: a visit that has not begun yet or ends before it begins or later than the next day, a
    household that does not live in the courtyard, identity-card numbers, a resident's word where nobody was
    met.
    """
    texts = {name: str(words.get(name, "")).strip() for name in ("matter", "handling", "result", "wish")}
    for name, text in texts.items():
        no_id_numbers(text, name)
    wrong: dict[str, str] = {
        name: _("At most %(count)s characters.") % {"count": LONGEST}
        for name, text in texts.items()
        if len(text) > LONGEST
    }
    if len(texts["wish"]) > 200:
        wrong["wish"] = _("At most %(count)s characters.") % {"count": 200}
    wrong |= _wrong_times(words["began_at"], words.get("ended_at"), at, zone_of_time(code))
    wrong |= _wrong_choices(words)
    if wrong:
        raise Refused(wrong)
    day = words["began_at"].astimezone(zone_of_time(code)).date()
    courtyard, household = placed(words.get("courtyard"), words.get("household"), code=code, day=day)
    return {
        **texts,
        "began_at": words["began_at"],
        "ended_at": words.get("ended_at"),
        "from_paper": words.get("from_paper", False),
        "courtyard": courtyard,
        "household": household,
        "outcome": words.get("outcome", Outcome.MET),
        "purposes": [purpose for purpose in PURPOSES_IN_ORDER if purpose in words.get("purposes", [])],
        "satisfaction": words.get("satisfaction", Satisfaction.NOT_ASKED),
        "important": words.get("important", False),
    }


def ready_to_hand_in(fields: dict[str, Any]) -> None:
    """Refuse what is not a whole entry yet. Nobody home and a declined visit need a place and no words."""
    if fields["outcome"] in (Outcome.NOBODY_HOME, Outcome.DECLINED):
        if fields["courtyard"] is None:
            raise Refused({"courtyard": _("Say at which door it was.")})
    elif not fields["matter"]:
        raise Refused({"matter": _("Write what it was about.")})


def _wrong_times(began: datetime, ended: datetime | None, at: datetime, zone: ZoneInfo) -> dict[str, str]:
    if began > at + GRACE:
        return {"began_at": _("This time has not come yet.")}
    if began < EARLIEST:
        return {"began_at": _("This is too long ago; look at the year.")}
    if ended is None:
        return {}
    if ended <= began:
        return {"ended_at": _("A visit ends after it begins.")}
    if (ended.astimezone(zone).date() - began.astimezone(zone).date()).days > 1:
        return {"ended_at": _("A visit ends the same day or the next.")}
    return {"ended_at": _("This time has not come yet.")} if ended > at + GRACE else {}


def _wrong_choices(words: EntryWords) -> dict[str, str]:
    wrong = {}
    outcome = words.get("outcome", Outcome.MET)
    satisfaction = words.get("satisfaction", Satisfaction.NOT_ASKED)
    if outcome not in OUTCOMES:
        wrong["outcome"] = _("Choose one of those offered.")
    if satisfaction not in WORDS_OF_RESIDENTS:
        wrong["satisfaction"] = _("Choose one of those offered.")
    elif outcome in (Outcome.NOBODY_HOME, Outcome.DECLINED) and satisfaction != Satisfaction.NOT_ASKED:
        wrong["satisfaction"] = _("Nobody was asked: this is the resident's word alone.")
    if not PURPOSES.issuperset(words.get("purposes", ())):
        wrong["purposes"] = _("Choose one of those offered.")
    return wrong
