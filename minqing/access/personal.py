"""What the room keeps about persons: which worker holds which post."""

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from minqing.privacy.register import Personal

_POST = Personal(
    purpose=_("To know what a worker may see and do, and who held a post when"),
    basis=_("The employment of the worker (PIPL article 13, second ground)"),
    readers=_("The worker and colleagues of the same community"),
    term=_("As long as the community's records are kept"),
    erased_by=_("Not in this version: what was done keeps the name of who did it"),
)

PERSONAL: Mapping[str, Personal] = {
    f"access.Post.{name}": _POST for name in ("account", "role", "code", "title", "from_day", "to_day")
}

_PLAIN = {
    "Division": "code name",
    "Street": "id schema_name code name",
    "StreetDomain": "id domain tenant is_primary",
    "Post": "id",
}
NOT_PERSONAL: frozenset[str] = frozenset(
    f"access.{model}.{name}" for model, names in _PLAIN.items() for name in names.split()
)
