"""What happens to consents and has effects in higher rooms; they fill these (minqing.ledger.hooks)."""

from datetime import datetime

from minqing.ledger.actor import Actor
from minqing.ledger.hooks import Hook
from minqing.privacy.models import Consent

# A consent was withdrawn: (by, at, consent). Every room erases what it holds on the strength of it alone.
consent_withdrawn: Hook[[Actor, datetime, Consent]] = Hook("privacy.consent_withdrawn")
