"""A page with every component on it, with invented people, for looking at and for tests."""

from datetime import datetime, timedelta
from typing import Any

from django import forms

from minqing.desk.components import (
    Addendum,
    Chip,
    DiaryDay,
    DiaryEntry,
    DiaryTitle,
    Fact,
    NavItem,
    RedComment,
    Shell,
    Stage,
    StoryStep,
)
from minqing.desk.fields import MomentField


def pick(language: str, zh: str, en: str) -> str:
    """The words for a language."""
    return zh if language.startswith("zh") else en


def specimen(language: str, now: datetime) -> dict[str, Any]:
    """Everything that desk/specimen.html shows."""

    def t(zh: str, en: str) -> str:
        return pick(language, zh, en)

    hours = timedelta(hours=1)
    day = timedelta(days=1)
    return {
        "shell": shell(t),
        "stages": stages(t, now),
        "words": words(t),
        "rows": [
            {
                "title": t("三号院西屋漏雨，老两口睡在堂屋", "Rain comes into the west room of yard 3"),
                "sub": t(
                    "白桂英 · 九道湾三号院 · 梁小雨记", "Bai Guiying · Jiudaowan 3 · noted by Liang Xiaoyu"
                ),
                "due": now - 3 * hours,
                "noted": now - 10 * hours,
            },
            {
                "title": t("楼道灯坏了两层", "The lights of two floors are out"),
                "sub": t("五号楼二门 · 郑立群记", "Block 5, entrance 2 · noted by Zheng Liqun"),
                "due": now + 1.2 * hours,
                "noted": now - 7 * hours,
            },
            {
                "title": t("电费串户，两家不说话了", "Two families' electricity bills are mixed up"),
                "sub": t("马玉兰、周建平 · 十一号院", "Ma Yulan, Zhou Jianping · yard 11"),
                "due": now + 4 * day,
                "noted": now - 1 * day,
            },
            {
                "title": t("下水道返味", "The sewer smells"),
                "sub": t("十七号院 · 已当场处置", "Yard 17 · settled on the spot"),
                "due": now - day,
                "noted": now - 2 * day,
                "outcome": "kept",
                "ended": now - 1.2 * day,
            },
        ],
        "chips": [
            Chip(t("全部", "All"), "#", True, 57),
            Chip(t("超时", "Late"), "#", False, 3),
            Chip(t("今天到期", "Due today"), "#", False, 4),
            Chip(t("我的片区", "My zone"), "#"),
        ],
        "table": table(t),
        "bars": [
            {
                "noted": now - 10 * hours,
                "due": now - 3 * hours,
                "label": t("当日办结", "Settle the same day"),
                "outcome": "",
            },
            {
                "noted": now - 3 * day,
                "due": now + 4 * day,
                "label": t("一周内答复", "Answer in a week"),
                "outcome": "",
            },
            {
                "noted": now - 3 * day,
                "due": now - 2.6 * day,
                "ended": now - 2.8 * day,
                "label": t("当日协调", "Coordinate the same day"),
                "outcome": "kept",
            },
        ],
        "steps": steps(t, now),
        "form": entry_form(t),
        "row_day": now - 2.5 * day,
        "title": DiaryTitle(
            name=t("梁小雨", "Liang Xiaoyu"),
            period=t("2026年", "2026"),
            sex=t("女", "woman"),
            post=t("委员 · 民政", "member · civil affairs"),
            unit=t("九道湾社区", "Jiudaowan community"),
            telephone="010-5555 0142",
            facts=(
                Fact(t("楼门院", "courtyards"), "7", "#"),
                Fact(t("户", "households"), "124", "#"),
                Fact(t("常去的户", "visited more often"), "9", "#"),
            ),
        ),
        "days": diary(t, now),
    }


def shell(t: Any) -> Shell:
    """The secretary's bar and rail."""
    ways = [
        ("loop", "十二步", "The loop", "home", "h", None, True),
        ("concerns", "民情", "Concerns", "list-check", "c", 57, False),
        ("diary", "日记", "Diary", "book", "d", None, False),
        ("review", "阅批", "Review", "message", "r", 12, False),
        ("register", "一表通", "Register", "table", "t", None, False),
        ("zones", "片区", "Zones", "map-2", "z", None, False),
        ("duty", "值班", "Duty", "calendar", "w", None, False),
    ]
    nav = tuple(
        NavItem(f"#{url}", t(zh, en), icon, key, count, on) for url, zh, en, icon, key, count, on in ways
    )
    place = t("九道湾社区", "Jiudaowan community")
    return Shell(t("沈若兰", "Shen Ruolan"), t("社区书记", "secretary"), place, "#", "#", "1", nav)


def stages(t: Any, now: datetime) -> list[Stage]:
    """The twelve steps with something in most of them."""
    names = [
        ("书记抓总", "The secretary leads"),
        ("分片包户", "Members own zones"),
        ("院情一目了然", "The courtyard at a glance"),
        ("入户先准备", "Prepare each visit"),
        ("随时记日记", "Write on the spot"),
        ("当日通报", "Tell the secretary"),
        ("合力协调", "Pull forces together"),
        ("限时办结", "Settle in time"),
        ("书记阅批", "Review and encourage"),
        ("每周讲评", "Learn from each other"),
        ("代表评议", "Representatives appraise"),
        ("民情通达", "The community together"),
    ]
    counts = [3, 0, 2, 14, 31, 9, 6, 57, 12, 0, 0, 41]
    late = {1: 1, 8: 3}
    made = []
    for index, (zh, en) in enumerate(names):
        number, count = index + 1, counts[index]
        oldest = t("三号院西屋漏雨", "West room of yard 3") if number in late else ""
        made.append(
            Stage(
                number=number,
                label=t(zh, en),
                url="#",
                count=count,
                late=late.get(number, 0),
                oldest=oldest or (t("最早", "oldest") if count else ""),
                oldest_at=now - timedelta(days=number / 2) if count else None,
                oldest_url="#" if oldest else "",
                days=tuple((number * 7 + day * day) % 9 for day in range(14)),
            )
        )
    return made


def words(t: Any) -> dict[str, Any]:
    """The page's own sentences."""
    return {
        "title": t("今天谁在等答复？", "Who waits for an answer today?"),
        "back": t("九道湾社区", "Jiudaowan community"),
        "lead": t("三件已经超时，一件今天 18:00 前要办结。", "Three are late; one is due by 18:00 today."),
        "action": t("记一件民情", "Note a concern"),
        "waiting": t("等您处理", "Waiting for you"),
        "filter": t("筛选", "Filter"),
        "table": t("居民情况一表通", "The register"),
        "story": t("经过", "The story"),
        "composer": t("接下来做了什么？", "What was done next?"),
        "next": [
            t("当场办结", "Settled"),
            t("上报街道", "Report to the street"),
            t("告知居民", "Tell the resident"),
        ],
        "write": t("记下", "Write it down"),
        "save": t("保存", "Save"),
        "aside": t("今天", "Today"),
        "late": t("超时", "late"),
        "open": t("在办", "in hand"),
        "done": t("本周办结", "settled this week"),
        "person": t("梁小雨", "Liang Xiaoyu"),
        "role": t("委员", "member"),
        "empty": t(
            "还没有人要走访。先把片区分给委员。", "Nobody to visit yet. First give the zones to members."
        ),
        "first": t("分片", "Give out the zones"),
        "all_done": t("日记都看完了。", "Every diary has been read."),
        "importing": t("正在导入居民表", "Importing the register"),
    }


def table(t: Any) -> tuple[list[str], list[tuple[str, list[str]]]]:
    """A few lines of the register."""
    heads = [t("地址", "Address"), t("姓名", "Name"), t("与户主关系", "Relation"), t("电话", "Telephone")]
    heads += [t("住房", "Tenure"), t("最近核对", "Last confirmed")]
    public, owner = t("公房", "public"), t("户主", "head")
    return heads, [
        (
            t("九道湾三号院 北1", "Jiudaowan 3, north 1"),
            [
                t("白桂英", "Bai Guiying"),
                owner,
                "010-5555 0101",
                public,
                t("11月2日 周一", "Mon 2 Nov"),
            ],
        ),
        (
            t("九道湾三号院 北1", "Jiudaowan 3, north 1"),
            [
                t("丁守义", "Ding Shouyi"),
                t("配偶", "spouse"),
                "010-5555 0101",
                public,
                t("11月2日 周一", "Mon 2 Nov"),
            ],
        ),
        (
            t("九道湾十一号院 东2", "Jiudaowan 11, east 2"),
            [
                t("马玉兰", "Ma Yulan"),
                owner,
                "010-5555 0117",
                public,
                t("14 个月前", "14 months ago"),
            ],
        ),
    ]


def steps(t: Any, now: datetime) -> list[StoryStep]:
    """The story of the leaking roof."""
    hour = timedelta(hours=1)
    member, secretary = t("梁小雨", "Liang Xiaoyu"), t("沈若兰", "Shen Ruolan")
    return [
        StoryStep(
            member,
            now - 40 * hour,
            t(
                "三号院西屋漏雨，老两口睡在堂屋。",
                "Rain comes into the west room; the couple sleep in the hall.",
            ),
            "noted",
            t("委员", "member"),
            recorded_at=now - 20 * hour,
        ),
        StoryStep(
            member,
            now - 38 * hour,
            t("联系房管所，答应明天上午来人。", "Called the housing office; they come tomorrow morning."),
        ),
        StoryStep(
            secretary,
            now - 30 * hour,
            t("先借两张行军床，别让老人受凉。", "Lend them two camp beds first; they must not catch cold."),
            "review",
            t("社区书记", "secretary"),
        ),
        StoryStep(
            member,
            now - 2 * hour,
            t("瓦换好了，老人说不漏了。", "The tiles are replaced; they say it is dry."),
            "answer",
        ),
        StoryStep(
            member,
            now - 0.2 * hour,
            t("办结", "Settled"),
            "closed",
            note=t("居民满意", "The resident is satisfied"),
        ),
    ]


def diary(t: Any, now: datetime) -> list[DiaryDay]:
    """Two days of a book."""
    hour = timedelta(hours=1)
    today, before = now.date(), now.date() - timedelta(days=1)
    yard = t("三号院北屋", "yard 3, north")
    first = DiaryEntry(
        at=now - 5 * hour,
        place=yard,
        place_url="#",
        url="#",
        purposes=t("了解需要 · 讲政策", "learn needs · explain policy"),
        matter=t("白奶奶问取暖补贴什么时候发。", "Granny Bai asks when the heating subsidy comes."),
        handling=t("打电话问了街道民政科。", "Called the street's civil affairs office."),
        result=t("十二月五日前到账，已当面告诉她。", "It is paid before 5 December; told her in person."),
        satisfaction="satisfied",
        satisfaction_label=t("满意", "satisfied"),
        wish=t("想看一次升旗。", "Would like to see the flag raised once."),
        review_url="#",
        comments=(
            RedComment(
                t("沈若兰", "Shen Ruolan"),
                now - 1 * hour,
                t("心愿记得好，下周安排。", "A good wish to note; arrange it next week."),
                praise=True,
                reply=t("好的，周三带她去。", "Yes, I take her on Wednesday."),
                reply_at=now - 0.5 * hour,
            ),
        ),
    )
    second = DiaryEntry(
        at=now - 4 * hour,
        place=t("三号院西屋", "yard 3, west"),
        matter=t("西屋漏雨，老两口睡在堂屋。", "Rain comes into the west room."),
        handling=t("联系房管所，借了两张行军床。", "Called the housing office, lent two camp beds."),
        important=True,
        links=(Fact(t("民情", "concern"), "", "#"),),
        addenda=(
            Addendum(
                t("梁小雨", "Liang Xiaoyu"), now - 0.4 * hour, t("瓦换好了。", "The tiles are replaced.")
            ),
        ),
    )
    third = DiaryEntry(
        at=now - 26 * hour,
        place=t("十一号院", "yard 11"),
        matter=t("家里没人。", "Nobody home."),
        recorded_at=now,
        draft=True,
    )
    return [DiaryDay(today, (first, second), t("入户 4 户", "4 homes")), DiaryDay(before, (third,))]


def entry_form(t: Any) -> forms.Form:
    """A bound form with faults, to see how they are told."""

    class EntryForm(forms.Form):
        at = MomentField(label=t("时间", "Time"))
        matter = forms.CharField(
            label=t("事项", "Matter"),
            widget=forms.Textarea,
            help_text=t("用居民自己的话。", "In the resident's words."),
        )
        place = forms.ChoiceField(
            label=t("地点", "Place"),
            choices=[("", t("不填", "none")), ("3", t("三号院", "yard 3"))],
            required=False,
        )
        grade = forms.ChoiceField(
            label=t("级别", "Grade"),
            widget=forms.RadioSelect,
            choices=[
                ("o", t("一般", "ordinary")),
                ("d", t("重点难点", "difficult")),
                ("u", t("紧急", "urgent")),
            ],
        )
        important = forms.BooleanField(label=t("重要", "Important"), required=False)

    return EntryForm({"at": "2026-11-24T09:30", "matter": "", "grade": "o"})
