"""Opinions on neighbourhood matters: by topic and month, apart from all that could lead back to a door.

Why there is no record of one being noted, and why the month is written anew: docs/decisions (opinions stand
alone).
"""

import random
import re
from collections import Counter
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from minqing.access import rules
from minqing.access.rules import require
from minqing.diary.models import Opinion, Topic
from minqing.language.characters import half_width
from minqing.ledger.actor import Actor
from minqing.ledger.digests import digest_of
from minqing.ledger.errors import Refused
from minqing.ledger.models import Record
from minqing.ledger.writing import Writing, act
from minqing.privacy.refusals import no_id_numbers
from minqing.territory.models import Community

LEAST = 5
"""Opinions are shown, and counted in the ledger, in groups of at least this many (method, "Lines")."""
_TELEPHONE = re.compile(r"\d(?:[ -]?\d){6,}")


@act("opinion.note")
def note_opinion(w: Writing, *, by: Actor, at: datetime, community: str, topic: str, text: str) -> None:
    """Note what people think of a neighbourhood matter. Answers nothing, so that nobody can point at the row.

    Kept are topic, text and month. The month's opinions are written anew in random order under new random
    ids, so that neither order nor transaction tells which was noted when, and the ledger gets no record at
    this minute: the month is told as a whole once it is over (`tell_month_of_opinions`). Refuses
    identity-card and telephone numbers.
    """
    require(rules.may_note_opinion(by, community))
    words = no_id_numbers(text.strip(), "text")
    if topic not in Topic.values:
        raise Refused({"topic": _("Choose one of those offered.")})
    if not words:
        raise Refused({"text": _("Write what people think of it.")})
    if len(words) > 1000:
        raise Refused({"text": _("At most %(count)s characters.") % {"count": 1000}})
    if _TELEPHONE.search(half_width(words)):
        raise Refused({"text": _("Leave out telephone numbers: only the matter belongs here, no person.")})
    # Two at one moment wait for one another, else one would bring back what the other has written anew.
    here = Community.objects.select_for_update(no_key=True).get(community=community)
    month = at.astimezone(ZoneInfo(here.timezone)).date().replace(day=1)
    while _is_told(community, month):
        month = next_month(month)
    known = list(Opinion.objects.filter(community=community, month=month).values_list("topic", "text"))
    Opinion.objects.filter(community=community, month=month).delete()
    anew = [Opinion(community=community, topic=t, text=x, month=month) for t, x in [*known, (topic, words)]]
    random.SystemRandom().shuffle(anew)
    w.add_all(Opinion, anew)
    w.leave_no_record()


@act("opinion.month")
def tell_month_of_opinions(w: Writing, *, by: Actor, at: datetime, community: str, month: date) -> None:
    """Tell the ledger of a month that is over: opinions by topic, from five on, and one digest over all.

    The program's alone, so that nobody's hand stands beside it; told once. Refuses a month that is not over.
    """
    require(rules.is_program(by))
    here = Community.objects.select_for_update(no_key=True).get(community=community)
    if at.astimezone(ZoneInfo(here.timezone)).date() < next_month(month):
        raise Refused(_("This month is not over yet."))
    if _is_told(community, month):
        w.leave_no_record()
        return
    rows = sorted(Opinion.objects.filter(community=community, month=month).values_list("topic", "text"))
    counts = Counter(topic for topic, _text in rows)
    told = {topic: count for topic, count in sorted(counts.items()) if count >= LEAST}
    w.about(here, month=month, topics=told, digest=digest_of(rows))


def next_month(month: date) -> date:
    """The first day of the month after that of `month`."""
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def _is_told(community: str, month: date) -> bool:
    told = Record.objects.filter(community=community, kind="opinion.month")
    return told.filter(body__contains=f'"month":"{month.isoformat()}"').exists()
