"""What the doctor looks at in the database: calendar and ledger.

Django must be ready, the database at hand.
"""

from datetime import date, timedelta

from django.utils.timezone import now

from minqing.site.finding import Finding
from minqing.site.words import words_of

_ = words_of("site")

# So many days before a new year its calendar has to be known: promises reach that far ahead, and a holiday
# more.
AHEAD = timedelta(days=14)


def calendar_finding(today: date, entered: frozenset[int] = frozenset()) -> Finding:
    """The working calendar of this year is known, and that of the next before it is needed.

    `entered` are the years that every community's office has entered itself.
    """
    from minqing.method.china import announced_years

    known = announced_years() | entered
    unknown = [year for year in (today.year, today.year + 1) if year not in known]
    if not unknown:
        return Finding("calendar", True, _("Known up to the end of {year}.").format(year=today.year + 1))
    detail = _("The working calendar of {year} is not known: what falls due then is provisional.")
    return Finding(
        "calendar",
        not {today.year, (today + AHEAD).year} & set(unknown),
        detail.format(year=unknown[0]),
        _("Once the State Council has announced it, update Minqing, or enter it on the calendar page."),
    )


def entered_everywhere(codes: list[str]) -> frozenset[int]:
    """The years whose calendar the office of every one of these communities has entered itself."""
    from minqing.access.acting import in_community
    from minqing.territory.models import Community

    years: list[set[int]] = []
    for code in codes:
        with in_community(code):
            years.append({year for row in Community.objects.all() for year in row.entered_years})
    return frozenset(set.intersection(*years)) if years else frozenset()


def ledger_finding(codes: list[str]) -> Finding:
    """Each chain's head is its last record, and no record lies in the future.

    (minqing verify recomputes it all.)
    """
    from minqing.access.acting import in_community
    from minqing.ledger.models import Head, Record

    for code in codes:
        with in_community(code):
            head = Head.objects.filter(community=code).first()
            last = Record.objects.filter(community=code).order_by("-seq").first()
        if (head.seq if head else 0) != (last.seq if last else 0):
            return Finding(
                "ledger",
                False,
                _("The ledger of {community} and its head do not agree.").format(community=code),
                _("Look closer: minqing verify --community {community}").format(community=code),
            )
        if last is not None and last.server_at > now() + timedelta(seconds=5):
            detail = _(
                "The last record of {community} lies in the future: this machine's clock was set back."
            )
            remedy = _("Set the clock right before anything more is written.")
            return Finding("ledger", False, detail.format(community=code), remedy)
    return Finding("ledger", True, _("{count} chains, each with its head").format(count=len(codes)))
