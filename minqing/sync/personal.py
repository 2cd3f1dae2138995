"""What the phone's door keeps about persons: whose phone it is, and what still waits for a person's decision."""

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from minqing.privacy.register import Personal

_BASIS = _("Duty of a public body (PIPL article 13, third ground)")
_KEEPERS = _("The keeper of the household, who covers for them, the secretary")
_ERASED = _("Erasing the resident empties it")

PERSONAL: Mapping[str, Personal] = {
    "sync.Device.account": Personal(
        _("To know whose phone it is, and to make it forget"),
        _BASIS,
        _("The member"),
        _("Until the phone is wiped, and a year after"),
        _("Removed with the phone"),
    ),
    "sync.Device.name": Personal(
        _("To tell one's phones apart"),
        _BASIS,
        _("The member"),
        _("Until the phone is wiped, and a year after"),
        _("Removed with the phone"),
    ),
    "sync.Handed.body": Personal(
        _("To hand what was noted late to the new keeper"),
        _BASIS,
        _KEEPERS,
        _("Until it is taken up or put aside"),
        _ERASED,
    ),
    "sync.Handed.household": Personal(
        _("To know to whom it goes"), _BASIS, _KEEPERS, _("Until it is taken up or put aside"), _ERASED
    ),
    "sync.Handed.reason": Personal(
        _("To know why it was put aside"), _BASIS, _KEEPERS, _("A year after it was put aside"), _ERASED
    ),
    "sync.Clash.resident": Personal(
        _("To know whose entry in the register is unclear"),
        _BASIS,
        _KEEPERS,
        _("Until it is settled"),
        _ERASED,
    ),
    "sync.Clash.shown": Personal(
        _("To choose what is right"), _BASIS, _KEEPERS, _("Until it is settled"), _ERASED
    ),
    "sync.Clash.other": Personal(
        _("To choose what is right"), _BASIS, _KEEPERS, _("Until it is settled"), _ERASED
    ),
    "sync.FieldNoted.resident": Personal(
        _("To notice when two people correct the same"),
        _BASIS,
        _("Nobody"),
        _("As long as the person is kept"),
        _ERASED,
    ),
    "sync.ClockDoubt.account": Personal(
        _("To ask who noted it"),
        _BASIS,
        _("The member"),
        _("Until it is confirmed"),
        _("Removed with the account"),
    ),
}

_PLAIN = {
    "Device": ("id community token_digest wrap enrolled_at contact_at offset_ms forgotten_at wiped_at"),
    "Handed": "id community fact kind sender noted_at received_at state ended_at ended_by",
    "Clash": ("id community field shown_by other_by shown_at other_at settled_at settled_by"),
    "FieldNoted": "id community field noted_at by",
    "ClockDoubt": ("id community fact kind subject device_at lower upper taken confirmed confirmed_at"),
}
NOT_PERSONAL: frozenset[str] = frozenset(
    f"sync.{model}.{name}" for model, names in _PLAIN.items() for name in names.split()
)
