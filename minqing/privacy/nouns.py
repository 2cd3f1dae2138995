"""What the register's page calls whom a field is about: the models that hold something personal, in words."""

from collections.abc import Mapping

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NOUNS: Mapping[str, Promise] = {
    "access.Post": _("A worker's post"),
    "accounts.Account": _("A worker's account"),
    "committee.Deputy": _("A member's deputy"),
    "committee.Duty": _("Duty roster"),
    "committee.Keeping": _("Who keeps a zone"),
    "committee.Leave": _("A member's leave"),
    "committee.Member": _("Member of the committee"),
    "committee.MemberWish": _("What ties a member to a courtyard"),
    "committee.PortfolioHolding": _("Who holds a portfolio"),
    "concerns.Affected": _("Whom a concern is about"),
    "concerns.Concern": _("Concern"),
    "concerns.Promise": _("Promise"),
    "concerns.Step": _("Step of a concern"),
    "diary.Addendum": _("Addition to a diary entry"),
    "diary.Book": _("Title page of a diary"),
    "diary.Comment": _("Comment on a diary entry"),
    "diary.Companion": _("Who came along on a visit"),
    "diary.Entry": _("Diary entry"),
    "diary.Opinion": _("Opinion by topic"),
    "diary.Photo": _("Photo of a diary entry"),
    "households.ActiveRole": _("A role that a resident agreed to"),
    "households.CareNeed": _("Sealed care need"),
    "households.Household": _("Household"),
    "households.Membership": _("Who belongs to a household"),
    "households.RegisterImport": _("Import of a register"),
    "households.Residence": _("Where a household lives"),
    "households.Resident": _("Resident"),
    "households.SavedView": _("Kept view of the register"),
    "ledger.Fact": _("What a phone has sent"),
    "ledger.Record": _("Record of the ledger"),
    "notices.Notice": _("Notice to a worker"),
    "privacy.Consent": _("Consent"),
    "privacy.Reading": _("Who read something"),
    "sync.Clash": _("Two corrections of the same"),
    "sync.ClockDoubt": _("A time that is not sure"),
    "sync.Device": _("A phone with the notebook"),
    "sync.FieldNoted": _("When a field was last corrected"),
    "sync.Handed": _("A late note in the new keeper's tray"),
    "territory.Courtyard": _("Courtyard"),
    "territory.Dwelling": _("Home"),
    "visits.CallRhythm": _("How often a household is called on"),
    "visits.DayPlan": _("A member's day plan"),
    "visits.FeedKey": _("Address of a member's calendar"),
    "visits.PlannedStop": _("A door in a day plan"),
    "visits.VisitWindow": _("When a household wants a visit"),
    "visits.VisitingHours": _("A member's visiting hours"),
}


def words_for(field: str) -> str:
    """`households.Resident.name` in words: whom it is about and, where the field has a name for people, which."""
    room, model, name = field.split(".")
    noun = str(NOUNS[f"{room}.{model}"])
    called = getattr(apps.get_model(room, model)._meta.get_field(name), "verbose_name", "")
    return f"{noun} · {called}" if isinstance(called, Promise) else noun
