"""`minqing plan day`: a member's doors of a day with the reasons, as the plan has them or would have them.

Prints; writes nothing.
"""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from minqing.cli.terminal import give, give_json, tell
from minqing.site.trouble import Trouble
from minqing.site.words import language, words_of

_ = words_of("cli")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--member", required=True, metavar="NAME", help=_("the member's name, or id"))
    parser.add_argument("--date", metavar="YYYY-MM-DD", help=_("the day; today without it"))
    parser.add_argument(
        "--community", metavar="CODE", help=_("division code; needed where there are several")
    )
    parser.add_argument("--json", action="store_true", help=_("print one JSON document"))


def check(args: argparse.Namespace) -> None:
    """Refuse what is no day before the database is asked."""
    try:
        args.day = date.fromisoformat(args.date) if args.date else None
    except ValueError:
        raise Trouble(_("“{date}” is no day: write it as 2026-11-24.").format(date=args.date), 2) from None


def run(args: argparse.Namespace) -> int:
    """Print the plan. Trouble where there is no such member, or the community is not told."""
    from django.utils import timezone, translation

    from minqing.cli.street import chains, in_street

    codes = chains()
    code = args.community or (codes[0] if len(codes) == 1 else None)
    if code is None:
        raise Trouble(_("Name the community: --community CODE"), 2)
    with in_street(code), translation.override("en" if language() == "en" else "zh-hans"):
        from zoneinfo import ZoneInfo

        from minqing.territory.models import Community

        community = Community.objects.get(community=code)
        with timezone.override(ZoneInfo(community.timezone)):
            day = args.day or timezone.localdate()
            document = _document(code, args.member, day, community)
    if args.json:
        give_json(document)
        return 0
    if not document["stops"]:
        tell(_("Nobody is due on that day."))
    for number, stop in enumerate(document["stops"], 1):
        give(f"{number:>2}. {stop['arrives'] or '  –  '}  {stop['where']}  {'；'.join(stop['why'])}")
    return 0


def _document(code: str, name: str, day: date, community: Any) -> dict[str, Any]:
    """The plan of the member's day: the one that was made, else the one that would be."""
    from minqing.households.models import Household
    from minqing.households.queries import household_lines
    from minqing.territory.models import Courtyard
    from minqing.visits.models import PlannedStop
    from minqing.visits.proposing import propose
    from minqing.visits.queries.plans import plan_on
    from minqing.visits.words import reason_texts

    member = _member(code, name)
    plan = plan_on(member, day)
    stops: list[Any]
    if plan is not None:
        stops = list(PlannedStop.objects.filter(plan=plan, skipped_at=None).order_by("place", "pk"))
        keys = [(each.courtyard_id, each.household_id) for each in stops]
    else:
        stops = propose(member, community, day).stops
        keys = [(each.courtyard, each.household) for each in stops]
    households = Household.objects.filter(pk__in=[key for _yard, key in keys if key])
    lines = {line.household.pk: line.address for line in household_lines(households, day)}
    yards = dict(Courtyard.objects.filter(pk__in=[yard for yard, _key in keys]).values_list("pk", "name"))
    return {
        "member": member.name,
        "date": day.isoformat(),
        "made": plan is not None,
        "stops": [
            {
                "where": lines.get(household) or yards[yard],
                "household": str(household) if household else None,
                "courtyard": str(yard),
                "arrives": each.arrive_at.strftime("%H:%M") if each.arrive_at else None,
                "why": reason_texts(each.why),
            }
            for each, (yard, household) in zip(stops, keys, strict=True)
        ],
    }


def _member(code: str, name: str) -> Any:
    """The one member of this name or id."""
    from minqing.committee.models import Member

    members = [each for each in Member.objects.filter(community=code) if name in (each.name, str(each.pk))]
    if len(members) > 1:
        raise Trouble(_("Several members are called {name}: give the id instead.").format(name=name))
    if not members:
        raise Trouble(_("No member {name} in this community.").format(name=name))
    return members[0]
