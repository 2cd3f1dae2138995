"""`minqing due`: when what is promised about a concern would be due.

Needs no database unless a community is named.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

from minqing.cli.terminal import give, give_json, tell
from minqing.method.calendar import NoWorkingDay, WorkingCalendar
from minqing.method.china import china_calendar
from minqing.method.deadlines import Promises, promises_due
from minqing.method.grades import Grade, PromiseName
from minqing.method.why import why_text
from minqing.site.trouble import Trouble
from minqing.site.words import language

DONE, WRONG_USE = 0, 2
# Beyond these years a date cannot be moved by a week or a zone.
YEARS = range(1900, 9000)

NAMES = {
    PromiseName.ACKNOWLEDGE: ("Acknowledge", "签收"),
    PromiseName.COORDINATE: ("Report and coordinate", "上报协调"),
    PromiseName.SETTLE: ("Settle", "办结"),
    PromiseName.ANSWER: ("Answer", "答复"),
}
GRADE_WRONG = (
    "Give --grade as one of ordinary, difficult, urgent, policy.",
    "--grade 须为 ordinary（一般）、difficult（重点难点）、urgent（紧急）、policy（涉及多部门或政策）之一。",
)
AT_WRONG = (
    "Give --at with its offset from UTC, for example --at 2026-09-30T16:00:00+08:00.",
    "--at 须写明时区，例如 --at 2026-09-30T16:00:00+08:00。",
)
COMMUNITY_WRONG = (
    "Give --community as its twelve-digit division code, for example 110101005012.",
    "--community 须为十二位社区代码，例如 110101005012。",
)
NO_WORKING_DAY = (
    "The community's calendar has no working day for a quarter of a year: correct the days entered for it.",
    "社区工作日历连续一个季度没有工作日，请更正已录入的日期。",
)
PROVISIONAL = (
    "Provisional: the working calendar of that year is not announced, plain weekends were assumed. "
    "Enter the calendar to be sure.",
    "暂定：该年放假安排尚未公布，按普通双休日计算；请录入工作日历。",
)


HELP_AT = (
    "when it was noted, for example 2026-09-30T16:00:00+08:00",
    "记下的时刻，例如 2026-09-30T16:00:00+08:00",
)
HELP_COMMUNITY = (
    "division code; without it, the default calendar and no database",
    "社区代码；不写则用默认日历，不用数据库",
)
HELP_JSON = ("print one JSON document", "输出一份 JSON")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options; `run` checks them, to answer wrong use in the reader's language."""
    side = 0 if language() == "en" else 1
    parser.add_argument("--grade", help="ordinary | difficult | urgent | policy")
    parser.add_argument("--at", help=HELP_AT[side])
    parser.add_argument("--community", metavar="CODE", help=HELP_COMMUNITY[side])
    parser.add_argument("--json", action="store_true", help=HELP_JSON[side])


def needs_database(args: argparse.Namespace) -> bool:
    """Whether a community is named whose calendar is to be read; wrong use is refused without a database."""
    return args.community is not None and _misuse(args) is None


def run(args: argparse.Namespace) -> int:
    """Print the promises. Raises Trouble for wrong use (status 2) and for a calendar without working days."""
    spoken = language()
    side = 0 if spoken == "en" else 1
    misuse = _misuse(args)
    if misuse is not None:
        raise Trouble(misuse[side], WRONG_USE)
    calendar = china_calendar() if args.community is None else calendar_of(args.community)
    try:
        promises = promises_due(args.grade, datetime.fromisoformat(args.at), calendar)
    except NoWorkingDay:
        raise Trouble(NO_WORKING_DAY[side]) from None
    if args.json:
        give_json(as_json(promises, spoken))
    else:
        _print_sentences(promises, side, spoken)
    if not promises.calendar_known:
        tell(PROVISIONAL[side])
    return DONE


def calendar_of(community: str) -> WorkingCalendar:
    """The working calendar that a community's office has set, read in its street's schema."""
    # Imported late: without a community nothing of Django is loaded.
    from minqing.cli.street import in_street
    from minqing.territory.queries import working_calendar

    entering: Callable[[str], AbstractContextManager[Any]] = in_street
    with entering(community):
        calendar: WorkingCalendar = working_calendar(community)
    return calendar


def as_json(promises: Promises, spoken: str = "zh-hans") -> dict[str, Any]:
    """The document of `--json`; instants in the calendar's zone, to the second."""
    return {
        "promises": [
            {
                "name": str(promise.name),
                "due": promise.due.isoformat(timespec="seconds"),
                "why": why_text(promise.why, spoken),
            }
            for promise in promises
        ],
        "calendar_known": promises.calendar_known,
    }


def _print_sentences(promises: Promises, side: int, spoken: str) -> None:
    for promise in promises:
        due = promise.due.strftime("%Y-%m-%d %H:%M:%S")
        colon = ": " if spoken == "en" else "："
        give(f"{NAMES[promise.name][side]}{colon}{due}  {why_text(promise.why, spoken)}")


def _misuse(args: argparse.Namespace) -> tuple[str, str] | None:
    """What is wrong with the options, in both languages; None where nothing is."""
    if args.grade not in set(Grade):
        return GRADE_WRONG
    if not _is_instant(args.at):
        return AT_WRONG
    if args.community is not None and not re.fullmatch(r"[0-9]{12}", args.community):
        return COMMUNITY_WRONG
    return None


def _is_instant(text: str | None) -> bool:
    """Whether `text` writes an instant that can be reckoned with, offset included."""
    try:
        at = datetime.fromisoformat(text or "")
    except ValueError:
        return False
    return at.utcoffset() is not None and at.year in YEARS
