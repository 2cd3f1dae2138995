"""`minqing due`: when what is promised about a concern would be due.

Needs no database unless a community is named.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

from minqing.method.calendar import NoWorkingDay, WorkingCalendar
from minqing.method.china import china_calendar
from minqing.method.deadlines import Promises, promises_due
from minqing.method.grades import Grade, PromiseName
from minqing.method.why import why_text

DONE, IMPOSSIBLE, WRONG_USE = 0, 1, 2

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


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options; `run` checks them, so that wrong use is answered in the reader's language."""
    parser.add_argument("--grade", help="ordinary | difficult | urgent | policy")
    parser.add_argument("--at", help="when it was noted, e.g. 2026-09-30T16:00:00+08:00")
    parser.add_argument("--community", help="division code; without it, the default calendar and no database")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(args: argparse.Namespace) -> int:
    """Print the promises; return 0 done, 1 impossible or 2 wrong use, the latter with a sentence on stderr."""
    language = _language()
    side = 0 if language == "en" else 1
    if args.grade not in set(Grade):
        return _refuse(GRADE_WRONG[side])
    at = _instant(args.at)
    if at is None:
        return _refuse(AT_WRONG[side])
    if args.community is not None and not re.fullmatch(r"[0-9]{12}", args.community):
        return _refuse(COMMUNITY_WRONG[side])
    calendar = china_calendar() if args.community is None else calendar_of(args.community)
    try:
        promises = promises_due(args.grade, at, calendar)
    except NoWorkingDay:
        print(NO_WORKING_DAY[side], file=sys.stderr)
        return IMPOSSIBLE
    except OverflowError:  # the first or the last days that a computer can write
        return _refuse(AT_WRONG[side])
    if args.json:
        print(json.dumps(as_json(promises, language), ensure_ascii=False))
    else:
        _print_sentences(promises, side, language)
    if not promises.calendar_known:
        print(PROVISIONAL[side], file=sys.stderr)
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


def as_json(promises: Promises, language: str = "zh") -> dict[str, Any]:
    """The document of `--json`; instants in the calendar's zone, to the second."""
    return {
        "promises": [
            {
                "name": str(promise.name),
                "due": promise.due.isoformat(timespec="seconds"),
                "why": why_text(promise.why, language),
            }
            for promise in promises
        ],
        "calendar_known": promises.calendar_known,
    }


def _print_sentences(promises: Promises, side: int, language: str) -> None:
    for promise in promises:
        due = promise.due.strftime("%Y-%m-%d %H:%M:%S")
        colon = ": " if language == "en" else "："
        print(f"{NAMES[promise.name][side]}{colon}{due}  {why_text(promise.why, language)}")


def _language() -> str:
    """English where MINQING_LANGUAGE, or else LANG, asks for it; Chinese otherwise."""
    asked = os.environ.get("MINQING_LANGUAGE") or os.environ.get("LANG") or ""
    return "en" if asked.lower().startswith("en") else "zh"


def _instant(text: str | None) -> datetime | None:
    """The instant written in `text`, or None where it cannot be one or lacks its offset."""
    try:
        at = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return None if at.utcoffset() is None else at


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return WRONG_USE
