"""Why a division is wrong or impossible: the key of a reason with its parameters, and its sentence in either language.

As in `minqing.method.why`: a page stores or passes on the reason, and makes the sentence in its reader's language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

# rule: (English, Chinese). Weights are shown as people write them: 12, 12.5.
SENTENCES: dict[str, tuple[str, str]] = {
    # impossible
    "no_members": ("There is no member to give a zone to.", "没有可分配片区的委员。"),
    "no_units": ("There is no unit to divide.", "没有可划分的单元。"),
    "more_members_than_units": (
        "{members} members are to get a zone each, but there are only {units} units.",
        "要给{members}名委员各分一片，却只有{units}个单元。",
    ),
    "bounds_above_total": (
        "The zones must carry at least {least} in all, but all units together weigh only {total}.",
        "各片区合计至少要承担{least}，而全部单元合计只有{total}。",
    ),
    "bounds_below_total": (
        "The zones may carry at most {most} in all, but all units together weigh {total}.",
        "各片区合计最多承担{most}，而全部单元合计为{total}。",
    ),
    "no_whole_load": (
        "Nobody's load can lie between {lower} and {upper} for member {member}: weights are whole multiples of {step}.",
        "委员{member}的负荷须在{lower}到{upper}之间，但权重都是{step}的整数倍，凑不出来。",
    ),
    "everyone_forbids": (
        "Unit {unit} can be given to nobody: every member is barred from it.",
        "单元{unit}不能分给任何人：所有委员都被排除。",
    ),
    "unit_too_heavy": (
        "Unit {unit} weighs {weight}, more than any zone that may hold it can carry ({most}).",
        "单元{unit}的权重为{weight}，超过任何可接收它的片区的上限（{most}）。",
    ),
    "unit_cut_off": (
        "Unit {unit} cannot be reached: it borders on no other unit, and alone ({weight}) it is too light for a zone.",
        "单元{unit}无法连通：它与其他单元都不相邻，而它自己的权重（{weight}）不足以单独成片。",
    ),
    "units_cut_off": (
        "Units {units} cannot be reached from the others, and together ({weight}) they fit no number of zones.",
        "单元{units}与其他单元不连通，合计权重（{weight}）凑不成任何数量的片区。",
    ),
    "parts_do_not_add_up": (
        "The units fall into {parts} parts without a way between them; the members cannot be shared out over these parts"
        " within the bounds.",
        "全部单元分成互不连通的{parts}块；在上下限之内，无法把委员分配到这些块。",
    ),
    "unit_unreachable_for_its_members": (
        "Unit {unit} cannot be reached: none of the members who may have it can get a connected zone"
        " that holds it and is heavy enough.",
        "单元{unit}无法连通：可以负责它的委员都得不到既包含它、又达到下限的连片区域。",
    ),
    "member_too_light": (
        "Member {member} is barred from so many units that no connected zone of at least {lower} is left.",
        "委员{member}被排除的单元太多，剩下的凑不成达到下限（{lower}）的连片区域。",
    ),
    "proven_none": (
        "No division keeps to the bounds with every zone connected; that is proven.",
        "已证明：不存在既满足上下限、又各自连片的划分。",
    ),
    "none_found": (
        "No division was found within {seconds} s; that there is none is not proven. Allow more time or a wider tolerance.",
        "在{seconds}秒内没有找到划分，但并未证明不存在。请延长时间或放宽偏差。",
    ),
    # what a division made by hand breaks
    "unit_without_zone": ("Unit {unit} belongs to no zone.", "单元{unit}没有归入任何片区。"),
    "zone_empty": ("Member {member} has no unit.", "委员{member}没有任何单元。"),
    "zone_in_parts": (
        "The zone of {member} is not connected: {units} cannot be reached within it.",
        "委员{member}的片区不连片：在片区内走不到{units}。",
    ),
    "zone_too_light": (
        "The zone of {member} weighs {load}; it must weigh at least {lower}.",
        "委员{member}的片区权重为{load}，至少应为{lower}。",
    ),
    "zone_too_heavy": (
        "The zone of {member} weighs {load}; it may weigh at most {upper}.",
        "委员{member}的片区权重为{load}，最多为{upper}。",
    ),
    "unit_forbidden": ("Unit {unit} must not go to {member}.", "单元{unit}不得分给{member}。"),
    # what cannot be read as a problem
    "not_an_object": ("{where} must be an object.", "{where}必须是一个对象。"),
    "not_a_list": ("{where} must be a list.", "{where}必须是一个列表。"),
    "missing": ("{where} is missing.", "缺少{where}。"),
    "unknown_key": ("There is no “{key}” in {where}.", "{where}中没有“{key}”这一项。"),
    "not_a_number": ("{where} must be a number, not {value}.", "{where}必须是数字，不能是{value}。"),
    "not_positive": ("{where} must be greater than zero, not {value}.", "{where}必须大于零，不能是{value}。"),
    "negative": ("{where} must not be less than zero, as {value} is.", "{where}不得小于零，不能是{value}。"),
    "not_a_name": ("{where} must be a name, not {value}.", "{where}必须是名称，不能是{value}。"),
    "twice": ("{where}: “{name}” stands there twice.", "{where}：“{name}”出现了两次。"),
    "unknown_unit": ("{where}: there is no unit “{name}”.", "{where}：没有单元“{name}”。"),
    "unknown_member": ("{where}: there is no member “{name}”.", "{where}：没有委员“{name}”。"),
    "not_a_pair": ("{where} must be a pair of two different units.", "{where}必须是两个不同单元组成的一对。"),
    "bounds_twice": (
        "Give either a tolerance, or lower and upper, not both.",
        "偏差（tolerance）与上下限（lower、upper）只能给出一种。",
    ),
    "bounds_half": ("Lower and upper belong together.", "下限（lower）与上限（upper）要一起给出。"),
    "bounds_crossed": ("Lower ({lower}) is above upper ({upper}).", "下限（{lower}）高于上限（{upper}）。"),
    "no_position": (
        "Unit {unit} has no position (x, y), which the objective “distance” needs.",
        "单元{unit}没有坐标（x、y），而目标“distance”需要坐标。",
    ),
    "no_solver": (
        "Dividing zones needs the solver: install the extra “plan” (pip install 'minqing[plan]').",
        "划分片区需要求解器：请安装附加组件 plan（pip install 'minqing[plan]'）。",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Reason:
    """The key of a reason and its parameters, all strings, fit to be stored as JSON."""

    rule: str
    params: Mapping[str, str] = field(default_factory=dict, hash=False)

    def to_json(self) -> dict[str, object]:
        """The reason as it is stored beside a run."""
        return {"rule": self.rule, "params": dict(self.params)}


class BadProblem(ValueError):
    """What was handed in is not a problem of zoning; `reason` says why."""

    def __init__(self, rule: str, **params: str) -> None:
        self.reason = Reason(rule, params)
        super().__init__(reason_text(self.reason, "en"))


def reason_text(reason: Reason, language: str = "zh") -> str:
    """The sentence for a reason, English for `en…`, else Chinese. Raises KeyError for an unknown rule."""
    side = 0 if language.lower().startswith("en") else 1
    return SENTENCES[reason.rule][side].format(**reason.params)


def number_text(value: float) -> str:
    """A weight as people write it: `12`, `12.5`, at most three decimals."""
    return f"{round(float(value), 3):g}" if abs(value) < 1e6 else f"{float(value):.0f}"
