"""What is asked of the table: columns, filters, order and words, as an address says it and back."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from minqing.access.scope import Viewer
from minqing.households.table.columns import ALWAYS, Column, columns_for
from minqing.ledger.errors import Refused

MOST_FILTERS, MOST_WORDS, MOST_VALUE = 12, 80, 400
NARROWEST, WIDEST = 40, 600  # tenths of a rem

# What can be asked of a column of each kind.
OPERATORS: dict[str, tuple[str, ...]] = {
    "text": ("has", "empty", "filled"),
    "name": ("has", "empty", "filled"),
    "phones": ("has", "empty", "filled"),
    "choice": ("is", "empty", "filled"),
    "day": ("before", "after", "empty", "filled"),
    "born": ("before", "after", "empty", "filled"),
    "number": ("least", "most", "empty", "filled"),
}
WITHOUT_VALUE = frozenset(("empty", "filled"))


@dataclass(frozen=True)
class Filter:
    """One condition: a column's key, an operator of OPERATORS (or "age"), and its value ("" where it needs none)."""

    column: str
    operator: str
    value: str = ""


@dataclass(frozen=True)
class Asked:
    """What is asked: columns in order with their widths, conditions that all hold, the order, and words to be found."""

    columns: tuple[str, ...]
    filters: tuple[Filter, ...] = ()
    order: str = ALWAYS
    descending: bool = False
    words: str = ""
    widths: tuple[tuple[str, int], ...] = ()


def operators_of(column: Column) -> tuple[str, ...]:
    """What can be asked of a column."""
    return ("age", *OPERATORS[column.kind]) if column.ages else OPERATORS[column.kind]


def not_asked() -> Refused:
    """The one answer to a column or condition that is not there, not the viewer's to see, or makes no sense."""
    return Refused(_("The table has no such column or filter."))


def read_asked(query: QueryDict, viewer: Viewer) -> Asked:
    """What an address asks. Without any filter in it, whoever lives here now is asked for.

    Refused, in one sentence for all: columns and conditions that do not exist or that the viewer may not see.
    """
    known = columns_for(viewer)
    if "c" in query:
        keys = tuple(dict.fromkeys(filter(None, query.get("c", "").split(","))))
    else:
        keys = tuple(key for key, column in known.items() if column.shown)
    if not known.keys() >= set(keys):
        raise not_asked()
    order, descending = _order(query.get("sort", ALWAYS), known)
    return Asked(
        columns=(ALWAYS, *(key for key in keys if key != ALWAYS)),
        filters=_filters(query, viewer, known),
        order=order,
        descending=descending,
        words=query.get("q", "").replace("\0", "").strip()[:MOST_WORDS],
        widths=_widths(query.get("w", ""), known),
    )


def _filters(query: QueryDict, viewer: Viewer, known: dict[str, Column]) -> tuple[Filter, ...]:
    if "f" not in query:
        return (Filter("presence", "is", "here"),) if "presence" in known else ()
    told = [text for text in query.getlist("f") if text]
    if len(told) > MOST_FILTERS:
        raise not_asked()
    return tuple(dict.fromkeys(_filter(text, known) for text in told))


def _filter(text: str, known: dict[str, Column]) -> Filter:
    key, _colon, rest = text.replace("\0", "").partition(":")
    operator, _colon, value = rest.partition(":")
    column = known.get(key)
    if column is None or operator not in operators_of(column):
        raise not_asked()
    return Filter(key, operator, "" if operator in WITHOUT_VALUE else value[:MOST_VALUE])


def _order(text: str, known: dict[str, Column]) -> tuple[str, bool]:
    key, descending = text.removeprefix("-"), text.startswith("-")
    if key not in known or not known[key].sorted:
        raise not_asked()
    return key, descending


def _widths(text: str, known: dict[str, Column]) -> tuple[tuple[str, int], ...]:
    """Widths as `name.80,home.150`; what cannot be read is left at its own width: no reason to refuse a table."""
    found: dict[str, int] = {}
    for part in text.split(",")[: len(known)]:
        key, _dot, width = part.partition(".")
        if key in known and width.isdecimal() and len(width) < 5:
            found[key] = min(max(int(width), NARROWEST), WIDEST)
    return tuple(found.items())


def address_of(asked: Asked) -> str:
    """What is asked, as the part of an address after the question mark; the same for the same."""
    parts = [("c", ",".join(asked.columns))]
    parts += [("f", ":".join((one.column, one.operator, one.value))) for one in asked.filters] or [("f", "")]
    parts.append(("sort", f"{'-' if asked.descending else ''}{asked.order}"))
    if asked.words:
        parts.append(("q", asked.words))
    if asked.widths:
        parts.append(("w", ",".join(f"{key}.{width}" for key, width in asked.widths)))
    return urlencode(parts)


def without_words(asked: Asked) -> Asked:
    """What is asked without what was typed about a person: a saved view keeps no name, number or address."""
    kept = tuple(one for one in asked.filters if one.operator != "has")
    return replace(asked, words="", filters=kept)
