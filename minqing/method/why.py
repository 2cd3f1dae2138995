"""Why something is so, as a key with parameters, and the sentence it makes in either language.

The key and its parameters are stored with the promise; the sentence is made when it is shown, in the reader's
language. The templates are plain text because the rules, and `minqing due`, run without Django.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WEEKDAYS_ZH = "一二三四五六日"
MONTHS_EN = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

# rule: (English, Chinese); {day} and {seventh} are dates, {end} a time of day, {minutes} a number.
SENTENCES: dict[str, tuple[str, str]] = {
    "same_day": (
        "Noted on a working day, not after duty hours: by their end at {end} the same day.",
        "工作日下班前收到，当日{end}前。",
    ),
    "after_hours": (
        "Noted after duty hours: by the end of the next working day, {day} {end}.",
        "下班后收到，顺延到下一个工作日：{day}{end}前。",
    ),
    "day_off": (
        "Noted on a day off: by the end of the next working day, {day} {end}.",
        "休息日收到，顺延到下一个工作日：{day}{end}前。",
    ),
    "half_hour": (
        "Urgent: the secretary acknowledges within {minutes} minutes, at any hour.",
        "紧急事项，书记不分昼夜{minutes}分钟内签收。",
    ),
    "seventh_day": (
        "Within seven calendar days: by the end of duty hours of the seventh, {day} {end}.",
        "七个自然日内答复：第七日{day}{end}前。",
    ),
    "before_day_off": (
        "The seventh day, {seventh}, is off: by the end of the last working day before it, {day} {end}.",
        "第七日{seventh}是休息日，提前到之前最后一个工作日：{day}{end}前。",
    ),
    "as_ordinary": (
        "No working day is left before the seventh, {seventh}, which is off: "
        "as for an ordinary concern, by {day} {end}.",
        "第七日{seventh}是休息日，之前已没有工作日，按一般诉求的时限：{day}{end}前。",
    ),
    "kept_in_time": ("Done in time.", "按时办到。"),
    "done_late": ("Done {minutes} minutes after it was due.", "办到了，但超时{minutes}分钟。"),
    "extended_for": ("Extended to {due}: {reason}", "延期到{due}：{reason}"),
    "regraded": (
        "The grade changed from {old} to {new}; new promises took its place.",
        "等级由“{old}”改为“{new}”，时限重新计算。",
    ),
    "told_settled": (
        "The resident was told that it is settled, so nothing is left to coordinate.",
        "已告知居民办结，无需再协调。",
    ),
    "told_answered": (
        "The resident has the answer, so nothing is left to coordinate.",
        "已答复居民，无需再协调。",
    ),
    "closed_answered": ("The concern was closed as answered.", "诉求已答复并办结归档。"),
    "closed_merged": ("The concern was merged into another.", "诉求已并入另一件。"),
    "closed_withdrawn": ("The resident withdrew the concern.", "居民已撤回诉求。"),
    "closed_refused": ("The concern was refused, with the reason told.", "诉求不予受理，理由已说明。"),
    "late_when_extended": (
        "It was {minutes} minutes late when an extension was given: {reason}",
        "办理延期时已超时{minutes}分钟：{reason}",
    ),
    "late_when_ended": (
        "It was {minutes} minutes late when something else ended it.",
        "因其他原因终止时已超时{minutes}分钟。",
    ),
    "no_reason": ("A deadline is extended only with a reason.", "延期必须写明理由。"),
    "not_later": ("An extension must lead to a later moment.", "延期后的时限必须晚于原时限和现在。"),
    "promise_ended": ("This promise has already ended.", "这项承诺已经结束。"),
    "not_noted": ("A concern starts with being noted.", "诉求要先登记。"),
    "noted_already": ("The concern is noted already.", "诉求已经登记。"),
    "in_hand_already": ("The concern is in hand already.", "诉求已在办理。"),
    "settled_already": ("The concern is settled already.", "诉求已经办结。"),
    "answered_already": (
        "The concern is settled or answered; reopen it to go on.",
        "诉求已办结或已答复，要继续办请先重新打开。",
    ),
    "confirmed_already": (
        "The resident has confirmed it; reopen it to go on.",
        "居民已确认，要继续办请先重新打开。",
    ),
    "closed_already": ("The concern is closed; reopen it to go on.", "诉求已归档，要继续办请先重新打开。"),
    "not_answered": ("The concern is not settled or answered yet.", "诉求还没有办结或答复。"),
    "not_dispatched": ("Nobody has the concern in hand yet.", "诉求还没有交办。"),
    "coordinated_already": ("The concern is being coordinated already.", "诉求已在协调。"),
    "still_open": ("The concern is still being handled.", "诉求还在办理中。"),
    "merged_elsewhere": (
        "The concern lives on in the one it was merged into; go on there.",
        "诉求已并入另一件，请在那一件里继续。",
    ),
}  # fmt: skip

DATES = frozenset({"day", "seventh"})
GRADES = {
    "ordinary": ("ordinary", "一般"),
    "difficult": ("difficult", "重点难点"),
    "urgent": ("urgent", "紧急"),
    "policy": ("several departments or policy", "涉及多部门或政策"),
}


@dataclass(frozen=True)
class Why:
    """A reason: the key of a rule and its parameters, all strings, fit to be stored as JSON."""

    rule: str
    params: Mapping[str, str] = field(default_factory=dict, hash=False)

    def to_json(self) -> dict[str, Any]:
        """The reason as it is stored beside a promise."""
        return {"rule": self.rule, "params": dict(self.params)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Why:
        """The reason as it was stored. Raises KeyError for what is not one."""
        return cls(stored["rule"], dict(stored["params"]))


class NotAllowed(Exception):
    """The method does not allow this; `why` says which rule stands against it."""

    def __init__(self, rule: str, **params: str) -> None:
        self.why = Why(rule, params)
        super().__init__(rule)

    @property
    def rule(self) -> str:
        """The key of the rule that stands against it."""
        return self.why.rule


def why_text(why: Why, language: str = "zh") -> str:
    """The sentence for a reason, English for `en…`, else Chinese. Raises KeyError for an unknown rule."""
    template = SENTENCES[why.rule][_side(language)]
    return template.format(**{name: _shown(name, value, language) for name, value in why.params.items()})


def _side(language: str) -> int:
    return 0 if language.lower().startswith("en") else 1


def _shown(name: str, value: str, language: str) -> str:
    """A parameter as a person reads it: dates with their weekday, grades by name, the rest as it is."""
    if name in DATES:
        return day_text(date.fromisoformat(value), language)
    if name in ("old", "new"):
        return GRADES[value][_side(language)]
    return value


def day_text(day: date, language: str = "zh") -> str:
    """A date as a person says it: `9月30日（周三）` or `Wed 30 September`."""
    if _side(language) == 0:
        return f"{WEEKDAYS_EN[day.weekday()]} {day.day} {MONTHS_EN[day.month - 1]}"
    return f"{day.month}月{day.day}日（周{WEEKDAYS_ZH[day.weekday()]}）"
