"""The desk's tags and filters: dates in words, states, components. Described in docs/desk.md."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.contrib.messages.storage.base import Message
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from minqing.desk import phrases
from minqing.desk.components import Chip, Shell, Stage, StoryStep
from minqing.desk.drawing import bar_place, spark_points
from minqing.desk.toasts import UNDO

register = template.Library()

STATE_ICONS = {
    "late": "circle-filled",
    "missed": "circle-filled",
    "soon": "clock-quarter",
    "kept": "check",
    "settled": "check",
    "open": "clock",
    "extended": "calendar-plus",
    "superseded": "arrow-right",
    "released": "circle-off",
    "draft": "pencil",
    "paused": "circle-off",
}
STORY_ICONS = {
    "step": "point",
    "noted": "pencil",
    "promise": "clock",
    "review": "message",
    "answer": "send",
    "addendum": "plus",
    "closed": "check",
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of the sprite; decoration only, so the words beside it carry the meaning."""
    sprite = static("build/icons.svg")
    filled = " mark-filled" if name.endswith("-filled") else ""
    return format_html(
        '<svg class="icon{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        '<use href="{}#{}"></use></svg>',
        filled,
        sprite,
        name,
    )


def _time(stamp: str, title: str, words: str) -> SafeString:
    return format_html('<time datetime="{}" title="{}">{}</time>', stamp, title, words)


def _local_day(when: date | datetime) -> date:
    return timezone.localtime(when).date() if isinstance(when, datetime) else when


@register.filter
def day(when: date | datetime | None) -> SafeString | str:
    """A day in words: 昨天 周一, 11月2日 周一."""
    if when is None:
        return ""
    on = _local_day(when)
    return _time(on.isoformat(), phrases.full_day(on), phrases.day_words(on, timezone.localdate()))


@register.filter
def full_day(when: date | datetime | None) -> SafeString | str:
    """A day with its year, for paper."""
    if when is None:
        return ""
    on = _local_day(when)
    return format_html('<time datetime="{}">{}</time>', on.isoformat(), phrases.full_day(on))


@register.filter
def moment(when: datetime | None) -> SafeString | str:
    """A moment in words: 昨天 周一 16:05."""
    if when is None:
        return ""
    zone = timezone.get_current_timezone()
    words = phrases.moment_words(when, timezone.now(), zone)
    return _time(timezone.localtime(when).isoformat(), phrases.full_moment(when, zone), words)


@register.filter
def full_moment(when: datetime | None) -> SafeString | str:
    """A moment with its whole date, for paper."""
    if when is None:
        return ""
    words = phrases.full_moment(when, timezone.get_current_timezone())
    return format_html('<time datetime="{}">{}</time>', timezone.localtime(when).isoformat(), words)


@register.filter
def clock(when: datetime | None) -> SafeString | str:
    """The time of day of a moment: 16:05."""
    if when is None:
        return ""
    zone = timezone.get_current_timezone()
    words = phrases.clock_words(when, zone)
    return _time(timezone.localtime(when).isoformat(), phrases.full_moment(when, zone), words)


@register.filter
def span(due: datetime | None) -> SafeString | str:
    """What is left until a moment, or how long it is over: 还剩 2 小时, 已超时 3 小时."""
    if due is None:
        return ""
    full = phrases.full_moment(due, timezone.get_current_timezone())
    return _time(timezone.localtime(due).isoformat(), full, phrases.span_words(due, timezone.now()))


@register.inclusion_tag("desk/parts/state.html")
def state(kind: str, words: str) -> dict[str, Any]:
    """A mark and its words; `kind` is one of STATE_ICONS."""
    return {"kind": kind, "icon_name": STATE_ICONS[kind], "words": words}


@register.inclusion_tag("desk/parts/state.html")
def due_state(
    due: datetime, noted: datetime | None = None, ended: datetime | None = None, outcome: str = ""
) -> dict[str, Any]:
    """The mark of a promise as it stands now; without `noted`, only its last hour is "due soon"."""
    now = timezone.now()
    kind = phrases.due_kind(noted or due, due, now, outcome)
    return {
        "kind": kind,
        "icon_name": STATE_ICONS[kind],
        "words": phrases.due_words(kind, due, now, ended),
        "title": phrases.full_moment(due, timezone.get_current_timezone()),
        "stamp": timezone.localtime(due).isoformat(),
    }


@register.inclusion_tag("desk/parts/promise_bar.html")
def promise_bar(
    noted: datetime, due: datetime, label: str, ended: datetime | None = None, outcome: str = ""
) -> dict[str, Any]:
    """The promise as a clock bar from noted to due, with now (or its end) on it."""
    now = timezone.now()
    kind = phrases.due_kind(noted, due, now, outcome)
    end, place = bar_place(noted, due, ended or now)
    return {
        "kind": kind,
        "icon_name": STATE_ICONS[kind],
        "words": phrases.due_words(kind, due, now, ended),
        "label": label,
        "noted": noted,
        "due": due,
        "due_at": end,
        "due_line": round(end - 0.4, 1),
        "place": place,
    }


@register.inclusion_tag("desk/parts/sparkline.html")
def sparkline(days: Sequence[int], words: str) -> dict[str, Any]:
    """Fourteen days as a line of the height of a word, told in numbers to who does not see it; none for nothing."""
    points = spark_points(days) if any(days) else []
    return {
        "days": days,
        "points": " ".join(f"{x:g},{y:g}" for x, y in points),
        "last": points[-1] if points else None,
        "words": words,
    }


@register.inclusion_tag("desk/parts/stage_ribbon.html")
def stage_ribbon(stages: Iterable[Stage], size: str = "large") -> dict[str, Any]:
    """The twelve steps of the method, in their order; `size` large or small."""
    return {"stages": stages, "size": size}


@register.inclusion_tag("desk/parts/person.html")
def person(name: str, role: str = "", url: str = "") -> dict[str, Any]:
    """Someone by name, with their post in small letters."""
    return {"name": name, "role": role, "url": url}


@register.inclusion_tag("desk/parts/number.html")
def number(count: int, label: str, url: str = "", kind: str = "") -> dict[str, Any]:
    """A number that leads to what it counts; `kind` late, soon or settled colours it where it is not zero."""
    return {"count": count, "label": label, "url": url, "kind": kind if count else ""}


@register.inclusion_tag("desk/parts/chips.html")
def chips(chips: Iterable[Chip], label: str) -> dict[str, Any]:
    """Filters as a row of links."""
    return {"chips": chips, "label": label}


@register.inclusion_tag("desk/parts/empty.html")
def empty(sentence: str, url: str = "", label: str = "", done: bool = False) -> dict[str, Any]:
    """Nothing here: one sentence and the first step; `done` where nothing is left to do, which is good."""
    return {
        "sentence": sentence,
        "url": url,
        "label": label,
        "icon_name": "check" if done else "notebook",
        "done": done,
    }


@register.inclusion_tag("desk/parts/skeleton.html")
def skeleton(rows: int = 3) -> dict[str, Any]:
    """The height of what is still coming, so that nothing jumps."""
    return {"rows": range(rows)}


@register.inclusion_tag("desk/parts/more.html")
def more(url: str, label: str = "") -> dict[str, Any]:
    """The link to the next part of a list; draws nothing without a `url`."""
    return {"url": url, "label": label}


@register.inclusion_tag("desk/parts/story.html")
def story(steps: Iterable[StoryStep]) -> dict[str, Any]:
    """A story, newest last."""
    return {"steps": [(step, STORY_ICONS[step.kind]) for step in steps]}


@register.inclusion_tag("desk/parts/progress.html")
def progress(url: str, done: int, total: int, label: str) -> dict[str, Any]:
    """Long work as far as it is; asks `url` for itself again every second until it is done."""
    return {"url": url, "done": done, "total": total, "label": label, "finished": done >= total}


@register.inclusion_tag("desk/parts/sheet_close.html")
def sheet_close() -> dict[str, Any]:
    """The button that puts a sheet away."""
    return {}


@register.inclusion_tag("desk/parts/nav.html")
def desk_nav(shell: Shell | str | None) -> dict[str, Any]:
    """The rail of a desk screen and the bar of a phone."""
    return {"shell": shell if isinstance(shell, Shell) else Shell()}


@register.simple_tag(takes_context=True)
def root_attributes(context: template.Context) -> SafeString:
    """The theme and the size of letters that this browser chose, as attributes of the root element."""
    request = context.get("request")
    cookies = getattr(request, "COOKIES", {})
    theme, size = cookies.get("theme", ""), cookies.get("type", "")
    attributes = SafeString("")
    if theme in ("light", "dark"):
        attributes += format_html(' data-bs-theme="{}"', theme)
    if size == "large":
        attributes += SafeString(' class="type-large"')
    return SafeString(attributes)


@register.simple_tag(takes_context=True)
def block_again(context: template.Context, name: str) -> str:
    """What the page put into a block, a second time: the title of the window is the title of the page."""
    block = context.render_context[BLOCK_CONTEXT_KEY].get_block(name)
    return str(block.render(context))


@register.filter
def undo_url(message: Message) -> str:
    """Where a message can be undone, or nothing."""
    tags = (message.extra_tags or "").split()
    return next((tag[len(UNDO) :] for tag in tags if tag.startswith(UNDO)), "")


@register.filter
def message_kind(message: Message) -> str:
    """The kind of a message: success, warning, error or info."""
    kind = message.level_tag
    return kind if kind in ("success", "warning", "error") else "info"
