"""What households say when something happens on the ground."""

from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from minqing.households.care import end_needs_of_consent
from minqing.households.models import Residence
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.privacy.hooks import consent_withdrawn
from minqing.privacy.models import Consent
from minqing.territory.hooks import dwelling_ends
from minqing.territory.models import Dwelling


@dwelling_ends.fill
def someone_lives_there(by: Actor, at: datetime, dwelling: Dwelling, day: date) -> None:
    """A home where a household lives on that day or later cannot be ended: it must move first."""
    if Residence.objects.filter(Q(to_day__isnull=True) | Q(to_day__gt=day), dwelling=dwelling).exists():
        raise Refused({"day": _("Someone lives in this home then. Move the household first.")})


@consent_withdrawn.fill
def needs_end(by: Actor, at: datetime, consent: Consent) -> None:
    """The care needs that were noted on a withdrawn consent are erased with it."""
    end_needs_of_consent(by=by, at=at, consent=consent)
