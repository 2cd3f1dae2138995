"""What the room keeps about persons: accounts that were told something; nothing of residents."""

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from minqing.privacy.register import Personal

PERSONAL: Mapping[str, Personal] = {
    "notices.Notice.params": Personal(
        purpose=_("To say what a worker is told: a place, a concern's number, a worker's name; no resident."),
        basis=_("Duty of a public body (PIPL article 13, third ground)"),
        readers=_("The account that is told"),
        term=_("As long as the community's records are kept"),
        erased_by=_("Not in this version: what was done keeps the name of who did it"),
    ),
}

NOT_PERSONAL: frozenset[str] = frozenset(
    f"notices.Notice.{name}"
    for name in (
        "id",
        "community",
        "to",
        "kind",
        "url",
        "about",
        "urgent",
        "once",
        "made_at",
        "read_at",
        "sent_at",
    )
)
