"""What happens on the ground and has effects in higher rooms; they fill these (minqing.ledger.hooks)."""

from datetime import date, datetime

from minqing.ledger.actor import Actor
from minqing.ledger.hooks import Hook
from minqing.territory.models import Dwelling

# A home was added: (by, at, dwelling, day). The committee lets it fall to the zone that holds its courtyard.
dwelling_added: Hook[[Actor, datetime, Dwelling, date]] = Hook("territory.dwelling_added")

# A home is about to be ended: (by, at, dwelling, day). A room in which it is still in use raises `Refused`.
dwelling_ends: Hook[[Actor, datetime, Dwelling, date]] = Hook("territory.dwelling_ends")
