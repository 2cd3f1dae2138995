"""What the pages about care, consents and a resident's rights ask. The actions decide; here it is only
read.
"""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from minqing.desk.fields import DayField
from minqing.households.care import LONGEST_NOTE, LONGEST_RHYTHM
from minqing.households.care_kinds import CareKind
from minqing.households.erasing import EraseReason
from minqing.ledger.errors import Refused
from minqing.ledger.ids import uuid7
from minqing.privacy.models import Consent

NEW = "new"
# What is typed here is not offered again by the browser.
UNKEPT = {"autocomplete": "off"}


def show_refusal(form: forms.Form, refused: Refused) -> None:
    """Put an action's refusal into the form, at its fields where it names fields that the form has."""
    by_field = refused.message_dict if hasattr(refused, "error_dict") else {"": refused.messages}
    for name, words in by_field.items():
        for sentence in words:
            form.add_error(name if name in form.fields else None, sentence)


class ReasonForm(forms.Form):
    """Why somebody reads what is sealed."""

    reason = forms.CharField(
        label=_("Why do you need to read it?"),
        max_length=200,
        help_text=_("Kept with your name and the time; the resident can be shown it."),
        widget=forms.TextInput(attrs=UNKEPT),
    )


class ExportForm(ReasonForm):
    """Why a file is made, and whether sealed needs are opened for it."""

    reason = forms.CharField(
        label=_("Why is this file made?"),
        max_length=200,
        help_text=_("Such as: asked for by the resident in person. Kept with your name and the time."),
        widget=forms.TextInput(attrs=UNKEPT),
    )
    open_needs = forms.BooleanField(
        label=_("Open the sealed care needs for this file"),
        required=False,
        help_text=_("Only to hand it to the resident. Each is written down as read by you."),
    )


class EraseForm(forms.Form):
    """Why a person is erased: from a list, so that the record of it holds nothing personal."""

    reason = forms.ChoiceField(label=_("Why?"), choices=[("", "—"), *EraseReason.choices])
    sure = forms.BooleanField(
        label=_("The resident was offered the file of what is held, and knows that this cannot be undone.")
    )


class CareNeedForm(forms.Form):
    """A care need together with the consent that it is kept on: one already given, or a new one.

    The words and days of a consent are asked for only where it is a new one.
    """

    fact = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    kind = forms.ChoiceField(label=_("Kind of need"), choices=[("", "—"), *CareKind.choices])
    note = forms.CharField(
        label=_("What to know"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3, **UNKEPT}),
        help_text=_("Only what helps to look after the person. Sealed with the kind."),
    )
    every_days = forms.IntegerField(
        label=_("Visit every so many days"), required=False, min_value=1, max_value=LONGEST_RHYTHM
    )
    review_by = DayField(
        label=_("Confirm or erase by"),
        required=False,
        help_text=_("Left empty, the day that the kind of need sets."),
    )
    consent = forms.ChoiceField(label=_("Kept on which consent?"), widget=forms.RadioSelect)
    purpose = forms.CharField(label=_("For what"), max_length=200)
    told = forms.CharField(
        label=_("What the resident was told"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Do not name the need here: a consent is not sealed."),
    )
    how = forms.ChoiceField(label=_("How"), choices=Consent.How.choices)
    given_by = forms.CharField(
        label=_("Guardian, and how related"),
        max_length=80,
        required=False,
        help_text=_("Only where a guardian consents, as for a child under fourteen."),
    )
    given_on = DayField(label=_("Given on"))
    until = DayField(label=_("Holds until"))

    def __init__(self, *args: Any, today: date, standing: list[Consent], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(each.pk), _described(each)) for each in standing]
        field = self.fields["consent"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*choices, (NEW, now_("A new consent, written below"))]
        if self.is_bound and self.data.get("consent") != NEW:
            for name in ("purpose", "told", "how", "given_on", "until"):
                self.fields[name].required = False
        self.initial = {
            **self.initial,
            "consent": choices[0][0] if choices else NEW,
            "purpose": now_("To be looked after and visited as I need it"),
            "told": now_(
                "What is noted and what for; that only the secretary and whoever answers for the household"
                " can open it, and must say why; until when it is kept; that it can be seen, corrected and"
                " withdrawn at any time."
            ),
            "given_on": today,
            "until": today + timedelta(days=365),
        }


def _described(consent: Consent) -> str:
    words = now_("%(purpose)s (given %(day)s, until %(until)s)")
    days = {
        "day": date_format(consent.given_on, "DATE_FORMAT"),
        "until": date_format(consent.until, "DATE_FORMAT"),
    }
    return words % {"purpose": consent.purpose, **days}
