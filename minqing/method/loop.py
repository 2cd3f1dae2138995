"""The loop: the twelve steps of the workflow, and which count each shows on the home page.

Data only. Each step counts something the diary already holds, and shows the oldest item of it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class LoopStep:
    """One of the twelve steps: number and key, title, what its count counts, what its oldest item is."""

    number: int
    key: str
    title_en: str
    title_zh: str
    counts_en: str
    counts_zh: str
    oldest_en: str
    oldest_zh: str


STEPS: tuple[LoopStep, ...] = (
    LoopStep(1, "lead", "The secretary leads", "书记带头抓",
             "late promises and unread entries that wait for the secretary", "等书记处理的超时承诺和未阅日记",
             "the longest waiting of them", "等得最久的一件"),
    LoopStep(2, "zones", "Every household has a keeper", "分片包到户",
             "households without a keeper, beside all that are covered", "无人包的户数和已包户数",
             "the household longest without one", "无人包最久的户"),
    LoopStep(3, "courtyards", "The courtyard at a glance", "院情一目清",
             "courtyards with residents not confirmed for ninety days", "有居民九十天未核实的院落",
             "the courtyard confirmed longest ago", "最久未核实的院落"),
    LoopStep(4, "prepare", "Prepare before the door", "入户先准备",
             "households not yet met this quarter", "本季度还没走访的户",
             "the household met longest ago", "最久没走访的户"),
    LoopStep(5, "diary", "Write it on the spot", "日记随手记",
             "entries written in the last seven days, and drafts not handed in",
             "近七天写的日记和未提交的草稿",
             "the oldest draft", "最早的草稿"),
    LoopStep(6, "briefing", "Tell the secretary when back", "回来就通报",
             "urgent concerns not acknowledged, and entries handed in today",
             "未签收的紧急诉求和今天提交的日记",
             "the urgent concern waiting longest", "等签收最久的紧急诉求"),
    LoopStep(7, "coordinate", "Pull forces together", "合力来协调",
             "concerns reported or being coordinated", "已上报或正在协调的诉求",
             "the one reported first", "最早上报的诉求"),
    LoopStep(8, "settle", "Settle in the promised time", "限时必办结",
             "open promises, the late ones first", "未到期和已超时的承诺",
             "the promise due first", "最早到期的承诺"),
    LoopStep(9, "review", "The secretary reads and answers", "书记勤阅批",
             "entries handed in and unread", "已提交未阅的日记",
             "the entry handed in first", "最早提交的日记"),
    LoopStep(10, "learn", "Learn from each other", "互学共提高",
             "entries praised this week", "本周受表扬的日记",
             "the first praised this week", "本周最早受表扬的日记"),
    LoopStep(11, "appraise", "Residents have the word", "满意居民评",
             "concerns answered that wait for the resident's word", "已答复待居民评价的诉求",
             "the one answered first", "最早答复的诉求"),
    LoopStep(12, "together", "The community comes together", "和谐一家亲",
             "concerns settled to the resident's satisfaction in the last thirty days",
             "近三十天居民满意的诉求",
             "the earliest of these", "其中最早的一件"),
)  # fmt: skip

STEP_BY_KEY: dict[str, LoopStep] = {step.key: step for step in STEPS}
