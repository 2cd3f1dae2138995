"""The privacy register: every personal field with its purpose, legal basis, readers, term and way of erasure.

Each room lists its own fields in `personal.py`; here they are gathered. A field of a model that is in
neither of the two lists fails a test, so that nothing about a person is kept without a stated purpose
(method, "Lines").
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Personal:
    """What the register says of one personal field; each word is an English msgid, marked with
    gettext_noop.
    """

    purpose: str
    basis: str
    readers: str
    term: str
    erased_by: str


@dataclass(frozen=True)
class Line:
    """One line of the register. `personal` is False for a field that tells nothing about a person."""

    field: str
    personal: bool
    what: Personal | None


def rooms() -> list[str]:
    """The rooms with models, in the order of the settings."""
    return [config.name for config in apps.get_app_configs() if config.name.startswith("minqing.")]


def fields_of_rooms() -> list[str]:
    """Every field of every model of ours: `households.Resident.name`."""
    return [
        f"{model._meta.app_label}.{model.__name__}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("minqing.")
        for field in model._meta.concrete_fields
        if isinstance(field, models.Field)
    ]


def _gathered() -> Iterator[tuple[str, Personal | None]]:
    for room in rooms():
        if find_spec(f"{room}.personal") is None:
            continue
        module = import_module(f"{room}.personal")
        listed: Mapping[str, Personal] = module.PERSONAL
        yield from listed.items()
        yield from ((name, None) for name in sorted(module.NOT_PERSONAL))


def register() -> list[Line]:
    """All lines, the personal ones first, each group by name of the field."""
    lines = [Line(name, what is not None, what) for name, what in _gathered()]
    return sorted(lines, key=lambda line: (not line.personal, line.field))


def unlisted() -> list[str]:
    """Fields that no room has listed: add each to PERSONAL or NOT_PERSONAL in its room's personal.py."""
    listed = {line.field for line in register()}
    return [name for name in fields_of_rooms() if name not in listed]


def gone() -> list[str]:
    """Names that a room lists and no model has: a field was renamed or removed; mend its room's personal.py."""
    return [line.field for line in register() if line.field not in set(fields_of_rooms())]


def listed_twice() -> list[str]:
    """Names that stand in both lists of a room, or in two rooms."""
    names = [name for name, _what in _gathered()]
    return sorted({name for name in names if names.count(name) > 1})


def as_rows() -> list[dict[str, object]]:
    """The register as `minqing privacy register --json` prints it, in the language that is active."""
    return [
        {
            "field": line.field,
            "personal": line.personal,
            "purpose": _(line.what.purpose) if line.what else "",
            "basis": _(line.what.basis) if line.what else "",
            "readers": _(line.what.readers) if line.what else "",
            "term": _(line.what.term) if line.what else "",
            "erased_by": _(line.what.erased_by) if line.what else "",
        }
        for line in register()
    ]
